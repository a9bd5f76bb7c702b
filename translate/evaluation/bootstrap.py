"""Is one system better than another, or was it the choice of sentences? Paired bootstrap resampling.

Segments are drawn with replacement, the same for both systems, and both corpora are scored anew (Koehn 2004). The
p-value is two-sided, of the differences centred on their mean (Efron & Tibshirani 1993, ch. 16): how often a
difference as large as the observed one would arise if there were none. Two equal outputs therefore have p = 1;
sacreBLEU's own paired test, which counts strictly larger differences only, gives them the smallest p there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.evaluation.scores import make_metrics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = 1000
SEED = 12345
"""sacreBLEU's own default, so that the resamples are the same as there."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of two systems."""

    metric: str
    system: float
    other: float
    delta: float
    """``system - other``."""
    low: float
    """2.5th percentile of the resampled differences."""
    high: float
    """97.5th percentile."""
    p: float
    """Two-sided, at least ``1 / (samples + 1)``."""

    @property
    def is_significant(self) -> bool:
        """True at the customary level of 5 %."""
        return self.p < 0.05


def compare(
    system: Sequence[str],
    other: Sequence[str],
    references: Sequence[str],
    samples: int = SAMPLES,
    seed: int = SEED,
) -> tuple[Comparison, ...]:
    """Compare two systems' outputs of the same segments; the same input and seed give the same figures.

    Args:
        system: English of the system that is evaluated.
        other: English of the other one, as many.
        references: as many; at least one.
        samples: number of resamples.
        seed: of the random numbers.

    Raises:
        MissingExtra: sacreBLEU is not installed.
    """
    import numpy as np

    comparisons: list[Comparison] = []
    for name, metric in make_metrics().items():
        ours, theirs = (_statistics(metric, texts, references) for texts in (system, other))
        rng = np.random.default_rng(seed)
        deltas = np.empty(samples)
        for i in range(samples):
            # (segments,) indices; one resample at a time, because all at once are gigabytes for a large corpus
            drawn = rng.choice(len(references), size=len(references), replace=True)
            deltas[i] = _score(metric, ours[drawn]) - _score(metric, theirs[drawn])
        a, b = _score(metric, ours), _score(metric, theirs)
        low, high = np.percentile(deltas, [2.5, 97.5])
        extreme = int(np.sum(np.abs(deltas - deltas.mean()) >= abs(a - b)))
        p = (extreme + 1) / (samples + 1)
        comparisons.append(Comparison(name, a, b, a - b, float(low), float(high), p))
    return tuple(comparisons)


def _statistics(metric: Any, hypotheses: Sequence[str], references: Sequence[str]) -> NDArray[np.float64]:
    """Counts per segment, (segments, counts), of which every corpus score is made.

    sacreBLEU has no public name for them; its own significance tests use these two methods, and a test holds the
    scores made of them to the public ones.
    """
    import numpy as np

    counts = metric._extract_corpus_statistics(list(hypotheses), [list(references)])
    return np.array(counts, dtype=np.float64)


def _score(metric: Any, statistics: NDArray[np.float64]) -> float:
    return float(metric._compute_score_from_stats(statistics.sum(axis=0).tolist()).score)
