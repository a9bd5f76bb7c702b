"""Which of many texts is most like one: most characters in common, in order, and a good part of the words.

The similarity of two texts is ``2 · LCS / (m + n)`` with the length LCS of their longest common subsequence: 1 minus
the normalised Indel distance, 1 for equal texts. Texts that have few words in common are not compared at all: with tens
of thousands of them, only a handful are left to be compared by characters, and none of those is of use to a translator.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARED_WORDS = 0.4
"""Least share of different words that two texts have in common (``2 · common / (words of one + of the other)``)."""

_WORD = re.compile(r"\w+")
_STRIDE = 24
"""Characters compared before it is asked whether to go on."""


class Index:
    """Texts, ready to be searched.

    Args:
        texts: in the order that decides between equally similar ones: the first is taken.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        self._places = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        self._texts = [texts[i] for i in self._places]
        self._lengths = [len(text) for text in self._texts]
        found: dict[str, list[int]] = {}
        sizes: list[int] = []
        for at, text in enumerate(self._texts):
            words = _words(text)
            sizes.append(len(words))
            for word in words:
                found.setdefault(word, []).append(at)
        self._sizes = np.array(sizes, dtype=np.int32)  # (texts,) different words
        # Where each word stands, shortest text first: a range of lengths is a slice.
        self._found = {word: np.array(places, dtype=np.int32) for word, places in found.items()}

    def __len__(self) -> int:
        return len(self._texts)

    def closest(self, text: str, least: float) -> tuple[int, float] | None:
        """The most similar text.

        Args:
            text: what to look for.
            least: least similarity, above 0 and up to 1.

        Returns:
            Its position in ``texts``, and the similarity; None where none is similar enough.
        """
        length = len(text)
        # LCS is at most the shorter length, so that 2n / (m + n) ≥ least bounds the other one.
        first = bisect_left(self._lengths, length * least / (2 - least) - 1e-6)
        last = bisect_right(self._lengths, length * (2 - least) / least + 1e-6)
        near = self._near(_words(text), first, last)
        if not len(near):
            return None
        masks = _masks(text)
        best: tuple[float, int] | None = None
        for at in near.tolist():
            wanted = best[0] if best is not None else least
            score = 2 * _lcs(masks, length, self._texts[at], wanted) / (length + self._lengths[at])
            rank = (score, -self._places[at])
            if score >= wanted and (best is None or rank > best):
                best = rank
        return None if best is None else (-best[1], best[0])

    def _near(self, words: set[str], first: int, last: int) -> NDArray[np.int64]:
        """Texts of a range with enough words in common, those with the most first."""
        import numpy as np

        common = np.zeros(last - first, dtype=np.int32)
        for word in words:
            places = self._found.get(word)
            if places is not None:
                low, high = np.searchsorted(places, (first, last))
                common[places[low:high] - first] += 1
        share = 2 * common / np.maximum(self._sizes[first:last] + len(words), 1)
        near = np.flatnonzero(share >= SHARED_WORDS)
        return near[np.argsort(-share[near], kind="stable")] + first


def similarity(a: str, b: str) -> float:
    """Similarity of two texts, from 0 to 1; 1 for equal ones, two empty ones included."""
    return 2 * _lcs(_masks(a), len(a), b) / (len(a) + len(b)) if a or b else 1.0


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text))


def _masks(text: str) -> dict[str, int]:
    """Positions of every character, as bits."""
    masks: dict[str, int] = {}
    for at, character in enumerate(text):
        masks[character] = masks.get(character, 0) | 1 << at
    return masks


def _lcs(masks: dict[str, int], length: int, other: str, least: float = 0.0) -> int:
    """Length of the longest common subsequence, many characters at a time.

    Hyyrö 2004, "Bit-parallel LCS-length computation revisited".

    Args:
        masks: of a text.
        length: of that text.
        other: the other text.
        least: similarity that is of interest; 0 is returned as soon as it cannot be reached.
    """
    full = (1 << length) - 1
    row = full
    needed = least * (length + len(other)) / 2 - 1e-6
    rest = len(other)
    for start in range(0, rest, _STRIDE):
        for character in other[start : start + _STRIDE]:
            match = row & masks.get(character, 0)
            row = ((row + match) | (row - match)) & full
        rest -= _STRIDE
        if length - row.bit_count() + max(rest, 0) < needed:
            return 0
    return length - row.bit_count()
