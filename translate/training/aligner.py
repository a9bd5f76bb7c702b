"""Word alignment: IBM model 1 with a prior towards the diagonal, both directions, in numpy.

As fast_align (Dyer et al. 2013) without its learnt tension: p(e_j, a_j = i) ∝ exp(−λ|i/m − j/n|) · t(e_j | f_i),
trained by expectation-maximisation over all links of a subsample at once. A link holds when both directions
choose it (Liang et al. 2006 on agreement); phrases are read off consistent spans (Koehn et al. 2003).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
"""A word or one mark. « l'ONU » → l ' ONU; « vingt-deux » and « 3.5 » stay whole."""

_STEM = 6
_TENSION = 4.0
"""λ: how strongly a word is expected at the same place in the other sentence."""
_NULL = 0.08
"""Prior of a word that answers to none of the other sentence; that none has id 0."""


def stem(word: str) -> str:
    """First six characters, lower case: mèneraient and mènent share what they must for counting."""
    return word.casefold()[:_STEM]


@dataclass(slots=True)
class LexicalTable:
    """t(target | source) for the pairs of stems that occurred together."""

    keys: NDArray[np.int64]
    """Sorted ``source * width + target``."""
    values: NDArray[np.float64]
    """Probability of each of ``keys``."""
    width: int
    """Number of target stems."""

    def of(self, source: NDArray[np.int64], target: NDArray[np.int64]) -> NDArray[np.float64]:
        """Probabilities of a grid of pairs; what was never seen, a stem of −1 above all, has next to none."""
        wanted = source * self.width + target
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        # Target −1 would be the key of the source before with the last target.
        is_known = (self.keys[at] == wanted) & (source >= 0) & (target >= 0)
        found: NDArray[np.float64] = np.where(is_known, self.values[at], 1e-7)
        return found


def _prior(m: int, n: int) -> NDArray[np.float64]:
    """Prior of m source words for each of n target words, highest on the diagonal: (m, n), columns sum to 1 − null."""
    i = (np.arange(m)[:, None] + 0.5) / m
    j = (np.arange(n)[None, :] + 0.5) / n
    weight = np.exp(-_TENSION * np.abs(i - j))
    prior: NDArray[np.float64] = (1 - _NULL) * weight / weight.sum(0)
    return prior


class Aligner:
    """Learns from pairs of word lists, then links the words of any pair."""

    def __init__(self) -> None:
        self.source_ids: dict[str, int] = {"": 0}
        self.target_ids: dict[str, int] = {"": 0}
        self.forward: LexicalTable | None = None
        self.backward: LexicalTable | None = None
        self._priors: dict[tuple[int, int], NDArray[np.float64]] = {}

    def fit(self, pairs: Sequence[tuple[Sequence[str], Sequence[str]]], rounds: int = 4) -> None:
        """Learn both directions by ``rounds`` of expectation-maximisation."""
        ids = [
            (
                np.array([self.source_ids.setdefault(stem(w), len(self.source_ids)) for w in source]),
                np.array([self.target_ids.setdefault(stem(w), len(self.target_ids)) for w in target]),
            )
            for source, target in pairs
            if source and target
        ]
        self.forward = self._learn(ids, len(self.target_ids), rounds)
        self.backward = self._learn([(t, s) for s, t in ids], len(self.source_ids), rounds)

    def _learn(self, ids: Sequence[tuple[Any, Any]], width: int, rounds: int) -> LexicalTable:
        # One flat axis over all links of all pairs, target word by target word: (links,)
        keys, priors, groups = [], [], []
        group = 0
        for source, target in ids:
            m, n = len(source), len(target)
            keys.append((np.append(source, 0)[None, :] * width + target[:, None]).ravel())  # NULL is source 0
            priors.append(
                np.append(self._prior(m, n), np.full((1, n), _NULL), 0).T.astype(np.float32).ravel()
            )
            groups.append(np.repeat(np.arange(group, group + n, dtype=np.int32), m + 1))
            group += n
        unique, at = np.unique(np.concatenate(keys), return_inverse=True)
        prior, owner = np.concatenate(priors), np.concatenate(groups)
        rows = unique // width
        table = np.full(len(unique), 1.0)
        for _ in range(rounds):
            posterior = prior * table[at]
            total = np.bincount(owner, posterior, group)
            counts = np.bincount(at, posterior / total[owner], len(unique))
            mass = np.bincount(rows, counts, int(rows.max()) + 1)
            table = (counts + 1e-4) / (mass[rows] + 1e-4 * width * 0.01)
        return LexicalTable(unique, table, width)

    def _prior(self, m: int, n: int) -> NDArray[np.float64]:
        if (m, n) not in self._priors:
            self._priors[m, n] = _prior(m, n)
        return self._priors[m, n]

    def align(self, source: Sequence[str], target: Sequence[str]) -> list[tuple[int, int]]:
        """Links on which both directions agree, ``(source word, target word)``, zero-based, sorted.

        Raises:
            RuntimeError: ``fit`` has not been called.
        """
        if self.forward is None or self.backward is None:
            raise RuntimeError("fit the aligner first")
        if not source or not target:
            return []
        s = np.array([self.source_ids.get(stem(w), -1) for w in source])
        t = np.array([self.target_ids.get(stem(w), -1) for w in target])
        m, n = len(s), len(t)
        # Words spelt alike (names, numbers) that the table does not know are each other's translation.
        # From here on (m, n): p is of the target word given the source word, q the other way.
        alike = np.array([[x.casefold() == y.casefold() for y in target] for x in source])
        p = np.where(
            alike,
            np.maximum(self.forward.of(s[:, None], t[None, :]), 0.5),
            self.forward.of(s[:, None], t[None, :]),
        )
        q = self.backward.of(t[:, None], s[None, :]).T
        q = np.where(alike, np.maximum(q, 0.5), q)
        p = p * self._prior(m, n)
        q = q * self._prior(n, m).T
        null_p = _NULL * self.forward.of(np.zeros(n, np.int64), t)
        null_q = _NULL * self.backward.of(np.zeros(m, np.int64), s)
        best_source, best_target = p.argmax(0), q.argmax(1)
        return [
            (i, j)
            for j, i in enumerate(best_source.tolist())
            if best_target[i] == j and p[i, j] > null_p[j] and q[i, j] > null_q[i]
        ]


def find_target_span(links: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Target words that a source span [start, end) is consistently linked to, half-open; None if it is not."""
    inside = [j for i, j in links if start <= i < end]
    if not inside:
        return None
    low, high = min(inside), max(inside) + 1
    if any(low <= j < high and not start <= i < end for i, j in links):
        return None
    return low, high
