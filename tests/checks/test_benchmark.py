"""The labelled benchmark (tests/data): every rule on every pair, against floors, and against a plain rule."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import bench_check_quality as quality  # noqa: E402


@pytest.fixture(scope="module")
def scores() -> dict[str, quality.Score]:
    found = quality.score_rules(quality.read_benchmark())
    print("\n" + quality.table(found))
    return found


def test_the_benchmark_is_whole() -> None:
    pairs = quality.read_benchmark()
    assert len(pairs) >= 600
    violations = {rule for pair in pairs for rule in pair["rules"]}
    assert violations >= {
        "TERM001",
        "TERM002",
        "TERM003",
        "TERM004",
        "TERM005",
        "TERM006",
        "NUM001",
        "HEDGE001",
    }


@pytest.mark.parametrize(
    ("rules", "precision", "recall"),
    [
        ("TERM", 0.98, 0.97),
        ("HEDGE001", 0.85, 0.80),
        ("HEDGE002", 0.85, 0.70),
        ("NUM001", 0.97, 0.85),
        ("NAME001", 0.85, 0.65),
        ("NAME002", 0.95, 0.85),
        ("QUOTE001", 0.90, 0.80),
        ("UNTR001", 0.90, 0.90),
        ("LEN001", 0.90, 0.90),
        ("REP001", 0.90, 0.90),
        ("EMPTY001", 1.0, 1.0),
    ],
)
def test_precision_and_recall_hold_their_floors(
    scores: dict[str, quality.Score], rules: str, precision: float, recall: float
) -> None:
    score = quality.pool(scores, rules)
    assert score.precision >= precision, score
    assert score.recall >= recall, score


def test_the_plain_rule_is_worse() -> None:
    ours = quality.score_rules(quality.read_benchmark())["TERM001"]
    plain = quality.score_plain_rule(quality.read_benchmark())
    assert plain.precision < ours.precision
    assert plain.recall <= ours.recall
