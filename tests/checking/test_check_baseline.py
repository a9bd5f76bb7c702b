"""The baseline: old findings are marked, new ones count, and the file changes only when it has to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_files import CASE, CLEAN, MISSING, Memory, pair_line, run, save

from translate.checking.baseline import read_baseline, write_baseline
from translate.errors import ConfigError, OutputError


def settle(folder: Path, memory: Memory) -> str:
    path = str(folder / "baseline.json")
    assert write_baseline(path, memory.found) == len(memory.found)
    return path


def test_round_trip_marks_and_does_not_drop(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(MISSING), "\t".join(CASE))
    before, memory = run([path])
    baseline = settle(tmp_path, memory)
    after, again = run([path], baseline=read_baseline(baseline))
    assert before.by_rule == {"TERM001": 1, "TERM004": 1}
    assert again.rows == [(1, "TERM001", "baselined"), (2, "TERM004", "baselined")]
    assert (after.baselined, dict(after.by_rule)) == (2, {})


def test_lines_and_files_may_move(tmp_path: Path) -> None:
    _, memory = run([save(tmp_path / "a.tsv", "\t".join(MISSING))])
    baseline = settle(tmp_path, memory)
    moved = save(tmp_path / "new" / "b.jsonl", pair_line(*CLEAN), pair_line(*MISSING, id="x"))
    assert run([moved], baseline=read_baseline(baseline))[1].rows == [(2, "TERM001", "baselined")]


def test_one_more_of_the_same_is_new(tmp_path: Path) -> None:
    _, memory = run([save(tmp_path / "a.tsv", "\t".join(MISSING))])
    baseline = settle(tmp_path, memory)
    twice = save(tmp_path / "a.tsv", "\t".join(MISSING), "\t".join(MISSING))
    assert run([twice], baseline=read_baseline(baseline))[1].rows == [
        (1, "TERM001", "baselined"),
        (2, "TERM001", "new"),
    ]


def test_a_changed_text_is_new(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(MISSING))
    baseline = settle(tmp_path, run([path])[1])
    save(tmp_path / "a.tsv", "\t".join(MISSING).replace("no.", "maybe."))
    assert run([path], baseline=read_baseline(baseline))[1].rows == [(1, "TERM001", "new")]


def test_same_findings_same_bytes(tmp_path: Path) -> None:
    a, b = save(tmp_path / "a.tsv", "\t".join(MISSING)), save(tmp_path / "b.tsv", "\t".join(CASE))
    first = Path(settle(tmp_path, run([a, b])[1])).read_bytes()
    assert Path(settle(tmp_path, run([b, a])[1])).read_bytes() == first
    assert json.loads(first)["schema"] == "bitexte/baseline/1"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"findings": []}',
        '{"schema": "bitexte/baseline/1", "findings": [{}]}',
        '{"schema": "bitexte/baseline/2", "findings": []}',
    ],
)
def test_no_baseline(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="--update-baseline"):
        read_baseline(save(tmp_path / "b.json", text))


def test_missing_and_not_writable(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file.*--update-baseline"):
        read_baseline(str(tmp_path / "b.json"))
    with pytest.raises(OutputError):
        write_baseline(str(tmp_path), [])
