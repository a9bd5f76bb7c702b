"""Scores and the paired bootstrap, held to sacreBLEU's public functions."""

from __future__ import annotations

import numpy as np
import pytest
import sacrebleu

from translate.evaluation.bootstrap import SEED, compare
from translate.evaluation.scores import corpus_scores

REFERENCES = [
    "The prime minister arrived in Moscow on Tuesday evening.",
    "Talks are reportedly under way between the two delegations.",
    "The White House did not comment.",
    "Three people were arrested near the border.",
    "The bank raised its key rate by a quarter of a point.",
    "The probe will reach Saturn in seven years.",
    "Farmers fear that the sea will take their rice fields.",
    "The court will give its ruling before the summer.",
]
GOOD = [
    "The prime minister arrived in Moscow Tuesday evening.",
    "Talks are reportedly being held between the two delegations.",
    "The White House did not comment.",
    "Three persons were arrested near the border.",
    "The bank raised its key rate by a quarter point.",
    "The probe will reach Saturn in seven years.",
    "Farmers fear the sea will take their rice fields.",
    "The court will rule before the summer.",
]
BAD = [
    "The first minister is come to Moscow the Tuesday in the evening.",
    "Some negotiations would have place between two delegations.",
    "The house white has not made of comment.",
    "Three people have been stopped close to the frontier.",
    "Bank has raised his rate of a quarter.",
    "The sonde will arrive at Saturn in 7 years.",
    "The peasants fear what the sea takes their fields of rice.",
    "The tribunal will make his decision before summer.",
]


def public_score(metric: str, hypotheses: list[str], references: list[str]) -> float:
    function = {"BLEU": sacrebleu.corpus_bleu, "chrF": sacrebleu.corpus_chrf, "TER": sacrebleu.corpus_ter}[
        metric
    ]
    return float(function(hypotheses, [references]).score)


def test_scores_are_those_of_sacrebleu_and_say_how_they_were_made() -> None:
    scores = {score.metric: score for score in corpus_scores(GOOD, REFERENCES)}
    assert list(scores) == ["BLEU", "chrF", "TER"]
    for name, score in scores.items():
        assert score.value == pytest.approx(public_score(name, GOOD, REFERENCES))
    assert scores["BLEU"].signature == (
        f"nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:{sacrebleu.__version__}"
    )
    assert scores["chrF"].signature.startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0")
    assert scores["TER"].signature.startswith("nrefs:1|case:lc|tok:tercom")


def test_every_resample_is_a_corpus_score() -> None:
    samples = 12
    rng = np.random.default_rng(SEED)
    drawn = rng.choice(len(REFERENCES), size=(samples, len(REFERENCES)))
    for found in compare(GOOD, BAD, REFERENCES, samples=samples):
        deltas = []
        for rows in drawn:
            good, bad, references = ([texts[i] for i in rows] for texts in (GOOD, BAD, REFERENCES))
            deltas.append(
                public_score(found.metric, good, references) - public_score(found.metric, bad, references)
            )
        assert (found.low, found.high) == pytest.approx(tuple(np.percentile(deltas, [2.5, 97.5])))
        assert found.system == pytest.approx(public_score(found.metric, GOOD, REFERENCES))
        assert found.delta == pytest.approx(found.system - public_score(found.metric, BAD, REFERENCES))


def test_two_equal_outputs_do_not_differ() -> None:
    for found in compare(GOOD, list(GOOD), REFERENCES, samples=50):
        assert (found.delta, found.low, found.high, found.p) == (0, 0, 0, 1)
        assert not found.is_significant


def test_a_much_better_system_is_better_whichever_comes_first() -> None:
    for ahead, behind in zip(
        compare(GOOD, BAD, REFERENCES, samples=200), compare(BAD, GOOD, REFERENCES, samples=200), strict=True
    ):
        better = -1 if ahead.metric == "TER" else 1
        assert ahead.delta * better > 20
        assert ahead.p < 0.05
        assert ahead.is_significant
        assert ahead.low * ahead.high > 0, "the interval of a clear difference leaves out zero"
        assert behind.delta == -ahead.delta
        assert behind.p == ahead.p


def test_a_difference_in_one_sentence_may_be_chance() -> None:
    other = [*GOOD[:-1], "The court will decide before the summer."]
    assert all(found.p > 0.05 for found in compare(GOOD, other, REFERENCES, samples=200))


def test_the_same_seed_gives_the_same_figures() -> None:
    assert compare(GOOD, BAD, REFERENCES, samples=30) == compare(GOOD, BAD, REFERENCES, samples=30)
    assert compare(GOOD, BAD, REFERENCES, samples=30) != compare(GOOD, BAD, REFERENCES, samples=30, seed=1)
