"""Sentences in French, and the English that a linguist gave them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from translate.formats.segments import final_pairs, final_text, is_in_order
from translate.memory.similarity import Index
from translate.model import Pair, Record, Span
from translate.segment import split_sentences
from translate.text import fold, normalise_for_model

LEAST = 0.85
"""Least similarity of a sentence that is worth suggesting its English."""
_NEARLY = 0.999
"""Most that a sentence can have that is not the same one: rounding must not make it the same."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A sentence and its English."""

    source: str
    """French as it was reviewed."""
    target: str
    """English as the linguist left it."""
    score: float = 1.0
    """Similarity to the sentence looked for; 1 is the same sentence."""


class Memory:
    """Sentence pairs, found by their French.

    Args:
        pairs: oldest first; of two pairs with the same French the later counts.
        label: name for people, usually that of the file.
        notes: what the reader of the file had to leave out.
    """

    def __init__(self, pairs: Iterable[Remembered] = (), label: str = "", notes: Iterable[str] = ()) -> None:
        self.label = label
        self.notes = tuple(notes)
        found = {key(pair.source): replace(pair, score=1.0) for pair in pairs if pair.target.strip()}
        found.pop("", None)
        # The order of the file decides nothing from here on: the same sentences are the same memory.
        self._pairs = dict(sorted(found.items()))

    def __len__(self) -> int:
        return len(self._pairs)

    def __iter__(self) -> Iterator[Remembered]:
        return iter(self._pairs.values())

    @cached_property
    def sha(self) -> str:
        """First 12 hex digits of the sha256 of its sentences, whatever their order; empty for no sentences."""
        if not self._pairs:
            return ""
        digest = hashlib.sha256()
        for pair in self:
            for text in (pair.source, pair.target):
                data = text.encode("utf-8", "surrogatepass")
                digest.update(b"%d:" % len(data) + data)
        return digest.hexdigest()[:12]

    def exact(self, french: str) -> Remembered | None:
        """The same sentence: the same letters in the same case, however quotes, dashes and blanks are written."""
        return self._pairs.get(key(french))

    def similar(self, french: str, least: float = LEAST) -> Remembered | None:
        """The sentence most like one, itself included.

        Capitals do not count here, but a sentence that differs in nothing else is not the same. Of equally similar
        ones the first in alphabetical order is taken.

        Args:
            french: a sentence.
            least: least similarity, above 0 and up to 1.
        """
        if (same := self.exact(french)) is not None:
            return same
        if not self._pairs or not (wanted := fold(key(french))):
            return None
        found = self._index.closest(wanted, least)
        if found is None:
            return None
        place, score = found
        return replace(self._sources[place], score=min(round(score, 3), _NEARLY))

    @cached_property
    def _sources(self) -> list[Remembered]:
        return list(self._pairs.values())

    @cached_property
    def _index(self) -> Index:
        return Index([fold(french) for french in self._pairs])


def key(french: str) -> str:
    """What two ways of writing the same sentence have in common: « Non ! » and "Non!" are the same.

    Case is kept. *Non* that begins a sentence and *NON* in a headline, *la Réserve* and *la réserve* have other
    capitals in English, and sometimes other words; they are similar, not the same.
    """
    return normalise_for_model(french)


def remember(record: Record) -> list[Remembered]:
    """Sentence pairs of a record as they stand after its review.

    An edit is one of the whole paragraph. Sentences whose English can no longer be told from their neighbours' (two
    were made one) are left out; so are those that were left without English.
    """
    text = final_text(record)
    pairs = [*final_pairs(record)] or [_whole(record, text)]
    if text != record.target:
        if not is_in_order(record.pairs):
            pairs = [_whole(record, text)]
        elif len(pairs) > 1:
            ends = _boundaries(text)
            pairs = [
                after
                for before, after in zip(record.pairs, pairs, strict=True)
                if record.target[slice(*before.target)] == text[slice(*after.target)]
                or _trimmed(text, after.target) <= ends
            ]
    found = [
        Remembered(record.source[slice(*pair.source)].strip(), " ".join(text[slice(*pair.target)].split()))
        for pair in pairs
    ]
    return [pair for pair in found if pair.source and pair.target]


def _whole(record: Record, text: str) -> Pair:
    return Pair((0, len(record.source)), (0, len(text)))


def _boundaries(text: str) -> set[tuple[str, int]]:
    spans = [sentence.span for sentence in split_sentences(text)]
    return {("start", start) for start, _ in spans} | {("end", end) for _, end in spans}


def _trimmed(text: str, span: Span) -> set[tuple[str, int]]:
    start, end = span
    part = text[start:end]
    return {
        ("start", start + len(part) - len(part.lstrip())),
        ("end", end - (len(part) - len(part.rstrip()))),
    }
