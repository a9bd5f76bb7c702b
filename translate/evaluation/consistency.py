"""Consistency: does the same French become the same English within a document?

Terms      of the occurrences of an entry that are rendered at all, forbidden renderings included, the share that
           have the entry's commonest rendering in their document. *head of state* and *heads of state* are one
           rendering: what is compared is the glossary's target that a form belongs to. Entries that are rendered
           once in a document say nothing.
Sentences  of the sentences that stand more than once in a document (blanks and the kind of quotation marks aside),
           the share that have the commonest translation.

Consistency is no virtue by itself: a system that renders a term wrongly every time is perfectly consistent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translate.checks.base import Case
from translate.text import normalise_for_model


@dataclass(frozen=True, slots=True)
class Consistency:
    """How often what repeats is rendered alike."""

    repeated: int
    """Renderings of French that is rendered more than once in its document."""
    alike: int
    """Those of them that are the commonest rendering of their French in their document."""

    @property
    def share(self) -> float | None:
        """``alike / repeated``, 0 to 1; None where nothing repeats."""
        return self.alike / self.repeated if self.repeated else None


Key = tuple[str | None, str]
"""Document and entry, or document and French sentence."""


def term_consistency(cases: Iterable[Case]) -> Consistency:
    """Consistency of the glossary's terms."""
    return _consistency(
        ((case.unit.document, verdict.match.entry.id), verdict.rendering.target)
        for case in cases
        for verdict in case.verdicts
        if verdict.rendering is not None
    )


def sentence_consistency(cases: Iterable[Case]) -> Consistency:
    """Consistency of whole sentences; a segment whose sentences cannot be aligned counts as one sentence."""
    return _consistency(
        (
            (case.unit.document, normalise_for_model(case.source[slice(*source)])),
            normalise_for_model(case.target[slice(*target)]),
        )
        for case in cases
        for source, target in case.sentences
    )


def _consistency(renderings: Iterator[tuple[Key, str]]) -> Consistency:
    counts: dict[Key, Counter[str]] = {}
    for key, rendering in renderings:
        counts.setdefault(key, Counter())[rendering] += 1
    groups = [group for group in counts.values() if group.total() > 1]
    return Consistency(
        sum(group.total() for group in groups), sum(group.most_common(1)[0][1] for group in groups)
    )
