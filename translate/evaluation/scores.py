"""BLEU, chrF and TER of a corpus, by sacreBLEU, each with the signature that makes it comparable.

BLEU is Papineni et al. 2002, chrF Popović 2015, TER Snover et al. 2006; sacreBLEU and its signatures Post 2018.
Texts are scored as they are: curly against straight quotation marks cost what they cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from translate.errors import MissingExtra

METRICS = ("BLEU", "chrF", "TER")


@dataclass(frozen=True, slots=True)
class Score:
    """One figure over the whole corpus."""

    metric: str
    """``BLEU``, ``chrF`` or ``TER``."""
    value: float
    """0 to 100; TER may be more, and less is better there."""
    signature: str


def make_metrics() -> dict[str, Any]:
    """The metrics by name, with sacreBLEU's default settings.

    Raises:
        MissingExtra: sacreBLEU is not installed.
    """
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER
    except ImportError as error:
        raise MissingExtra("sacrebleu", "train") from error
    return dict(zip(METRICS, (BLEU(), CHRF(), TER()), strict=True))


def corpus_scores(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """Score a corpus against one reference each.

    Args:
        hypotheses: English of the system.
        references: as many, in the same order; at least one.

    Raises:
        MissingExtra: sacreBLEU is not installed.
    """
    scores: list[Score] = []
    for name, metric in make_metrics().items():
        value = metric.corpus_score(list(hypotheses), [list(references)]).score
        scores.append(Score(name, float(value), str(metric.get_signature())))
    return tuple(scores)
