"""What no reader forgives, counted: outputs that are empty, copied, looping or out of proportion; names lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from translate.checks.rules.name001.names import find_names, is_common_word
from translate.evaluation.inputs import Segment
from translate.pathologies import has_loop, is_proportionate
from translate.text import fold

COPIED_WORDS = 4
"""Fewest words of a copied output: *Armand Rochefort, Paris* is the same in both languages."""

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


FAULTS = {
    "empty": "nothing readable, though the French has something",
    "copied": "the French again, though the reference is not",
    "loops": "a phrase repeats as only a looping decoder repeats it",
    "disproportionate": "far too short or too long for the French",
}
"""What an output may suffer from; the last two as ``translate.pathologies`` has them."""


@dataclass(slots=True)
class Pathologies:
    """What is wrong with the outputs at first sight, and how long they are."""

    where: dict[str, list[str]] = field(default_factory=lambda: {fault: [] for fault in FAULTS})
    """Ids of the segments that have a fault, by its name."""
    words: int = 0
    """Words of the hypotheses."""
    reference_words: int = 0

    @property
    def length_ratio(self) -> float | None:
        """Words of the hypotheses per word of the references; None where these have none."""
        return self.words / self.reference_words if self.reference_words else None


@dataclass(frozen=True, slots=True)
class NamesCopied:
    """Names that are spelt alike in source and reference, and whether the output has them."""

    names: int
    """Occurrences: twice in both texts is two."""
    copied: int

    @property
    def share(self) -> float | None:
        """``copied / names``, 0 to 1; None where there are none."""
        return self.copied / self.names if self.names else None


def find_pathologies(segments: Iterable[Segment]) -> Pathologies:
    """Find what is wrong with the hypotheses at first sight. An empty output has no other fault."""
    found = Pathologies()
    for segment in segments:
        found.words += len(_WORD.findall(segment.hypothesis))
        found.reference_words += len(_WORD.findall(segment.reference))
        for fault in _faults(segment):
            found.where[fault].append(segment.id)
    return found


def _faults(segment: Segment) -> list[str]:
    if not _WORD.search(segment.hypothesis):
        return ["empty"] if _WORD.search(segment.source) else []
    faults = []
    if _is_copied(segment):
        faults.append("copied")
    if has_loop(segment.hypothesis, segment.source):
        faults.append("loops")
    if not is_proportionate(segment.source, segment.hypothesis):
        faults.append("disproportionate")
    return faults


def _is_copied(segment: Segment) -> bool:
    source, hypothesis, reference = (
        [fold(word) for word in _WORD.findall(text)]
        for text in (segment.source, segment.hypothesis, segment.reference)
    )
    return len(source) >= COPIED_WORDS and source == hypothesis != reference


def names_copied(segments: Iterable[Segment]) -> NamesCopied:
    """Count the names that French and reference spell alike, and those of them that the output has.

    Each capitalised word counts by itself (*Ousmane*, *Diatta*), found as rule NAME001 finds them: no acronyms, no
    lines in capitals, and no common word that has its capital from the start of a French sentence (*Message de Paris*).
    """
    names = copied = 0
    for segment in segments:
        shared = _names(segment.source, "fr") & _names(segment.reference, "en")
        words = Counter(_LETTERS.findall(segment.hypothesis))
        names += shared.total()
        copied += (shared & words).total()
    return NamesCopied(names, copied)


def _names(text: str, language: str) -> Counter[str]:
    return Counter(
        word
        for name in find_names(text, language)
        for place, word in enumerate(name.words)
        if place or not name.is_initial or not is_common_word(word, language)
    )
