"""Reviews that outlive the file they were made on: what still holds after it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from translate.model import Review
from translate.review.glance import Entry
from translate.review.origins import move_spans
from translate.review.shelf import Shelf
from translate.review.state import Action, hash_source


@dataclass(frozen=True, slots=True)
class Carried:
    """A review that was carried over to English that it was not made on."""

    record_id: str
    what: str
    """What was done, for the reviewer to read."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A review whose French is no longer in the files; it stays in the journal."""

    record_id: str
    review: Review
    target: str
    """English as delivered then."""


def fit_review(action: Action, target: str) -> tuple[Review, str]:
    """A stored review on the English as it is delivered now.

    Returns:
        The review, and what had to be done to it; empty when the English is the one that it was made on.
    """
    review, old = action.review, action.target
    if old == target:
        return review, ""
    if review.edited == target:
        return replace(review, edited=None), "the file now has the reviewer's text"
    if review.edited is not None:
        return review, "delivered English changed; the reviewer's edit is kept"
    if review.status in ("accepted", "edited"):
        # Accepting one text says nothing about another: what was accepted stays.
        return replace(
            review, status="edited", edited=old
        ), "delivered English changed; the accepted text is kept as an edit"
    spans = move_spans(review.spans, old, target)
    return replace(
        review, status="unreviewed", spans=spans
    ), "delivered English changed; to be looked at again"


def match_orphans(actions: Iterable[Action], shelf: Shelf) -> Iterator[tuple[Action, Entry]]:
    """Reviews whose paragraph moved within its document, with the record that has its French now.

    A paragraph inserted at the top renumbers all that follow, and their ids with them. Equal paragraphs are matched
    in order.
    """
    actions = list(actions)
    known = {action.record_id for action in actions}
    lost = [a for a in actions if a.record_id not in shelf.entries and a.document in shelf.documents]
    if not lost:
        return
    free: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for document in {action.document for action in lost}:
        for id in shelf.documents[document]:
            if id not in known:
                entry = shelf.entries[id]
                free[document, hash_source(entry.source)].append(entry)
    for action in sorted(lost, key=lambda a: _paragraph(a.record_id)):
        waiting = free.get((action.document, action.source_sha))
        if waiting:
            yield action, waiting.pop(0)


def _paragraph(record_id: str) -> int:
    number = record_id.rsplit(":", 2)[-2]
    return int(number) if number.isdecimal() else 0
