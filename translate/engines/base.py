"""What an engine is: source pieces in, scored hypotheses with attention out.

Both engines read and write SentencePiece pieces (``codec.py`` makes them from text and back), so the
honouring ladder, alignment and the tests see the same thing whichever engine decodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from translate.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from translate.engines.codec import Codec


@dataclass(frozen=True, slots=True)
class Annotation:
    """A source phrase and the target the model is told to use for it (Dinu et al. 2019)."""

    span: Span
    """Offsets into the sentence."""
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """One decoding: a sentence as pieces, perhaps with the beginning of its translation fixed."""

    pieces: tuple[str, ...]
    """Source pieces without ``</s>``; the engine adds it."""
    prefix: tuple[str, ...] = ()
    """Target pieces that every hypothesis must start with."""
    prefix_score: float | None = None
    """Sum of the prefix's log-probabilities where it is known already; saves scoring the result once more."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one request."""

    pieces: tuple[str, ...]
    """Target pieces, the prefix included, without ``</s>``."""
    score: float
    """Mean log-probability per token over all pieces and the final ``</s>`` (prefix included)."""
    attention: NDArray[np.float32] | None = None
    """(target pieces, source pieces) as ``Engine.attend`` gives it; None unless asked for. The first row is zero where
    the runtime does not tell it; ``translate.align`` does without."""
    is_truncated: bool = False
    """True when the length limit cut the hypothesis before ``</s>``."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to decode."""

    beams: int = 4
    hypotheses: int = 1
    """How many of the beam's hypotheses to return, best first; at most ``beams``."""
    attention: bool = False
    no_repeat_ngram: int = 0
    """Forbid target n-grams of this order to repeat; 0 allows them."""
    repetition_penalty: float = 1.0
    batch_tokens: int = 2048
    """Largest number of source pieces, padding included, decoded at once."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a record's signature and the ladder must know of a model."""

    label: str
    """``compact``, the hub id or the folder's name."""
    sha: str
    """First 12 hex digits of the sha256 of the weights."""
    reads_annotations: bool
    """True when the model was trained with inline term annotations, says its own config
    (``"bitexte_annotations": true``)."""
    max_positions: int
    """Longest source or target, in pieces, ``</s>`` included."""


class Engine(Protocol):
    """Decodes requests. Order and length of the input are kept; batching and sorting happen inside."""

    name: str
    """``ctranslate2`` or ``transformers``."""
    model: ModelInfo
    codec: Codec
    concurrency: int
    """Calls that the engine serves side by side from threads; 1 where it wants one large call instead."""

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        """Translate; one list of hypotheses per request, best first.

        Raises:
            EngineError: the runtime failed; the message names the engine and model.
        """
        ...

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """Log-probability of each given target piece and, last, of ``</s>`` after them."""
        ...

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        """Cross-attention over given target pieces: (target pieces, source pieces) each.

        Averaged over the heads of the last decoder layer, without the rows and columns of ``</s>``.
        """
        ...


def mean(log_probabilities: Sequence[float]) -> float:
    """Mean log-probability; the score of a whole target when ``</s>`` is among them."""
    return sum(log_probabilities) / max(1, len(log_probabilities))
