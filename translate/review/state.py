"""A record as it stands in a review, the actions that led there, and what happens when two people save at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from translate.errors import RecordError
from translate.model import ErrorSpan, Record, Review

STATUSES = ("unreviewed", "accepted", "edited", "rejected")
SEVERITIES = ("neutral", "minor", "major", "critical")
"""MQM severities, mildest first."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record in a reviewer's hands."""

    record: Record
    """As the file has it."""
    review: Review
    """As this reviewer left it; the file's own until they act."""
    version: int
    """How many actions this reviewer has taken on it; 0 when untouched. A save has to name it."""
    file: str
    """File as the user named it."""
    line: int
    """One-based line in that file."""

    @property
    def text(self) -> str:
        """English as it stands now."""
        return self.record.target if self.review.edited is None else self.review.edited

    @property
    def reviewed(self) -> Record:
        """The record with this review in it: what an export writes."""
        return replace(self.record, review=self.review)


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the journal."""

    number: int
    """Position in the journal, from 1, over all records and reviewers."""
    record_id: str
    document: str
    source_sha: str
    """sha256 of the French, in hex."""
    reviewer: str
    version: int
    """From 1 for each record and reviewer."""
    action: str
    """``edit``, ``accept``, ``reject``, ``mark``, ``unmark``, ``carry``; ``undo:3`` took three actions back, ``redo``
    did the last of those again."""
    review: Review
    """State after the action."""
    before: Review
    """State before it."""
    target: str
    """English as delivered, which ``review`` was made on."""
    at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is."""

    document: str
    total: int
    """Paragraphs."""
    accepted: int = 0
    edited: int = 0
    rejected: int = 0

    @property
    def reviewed(self) -> int:
        """Paragraphs that were decided upon."""
        return self.accepted + self.edited + self.rejected


class Conflict(Exception):
    """Somebody saved the record since it was shown; nothing was written.

    Attributes:
        current: what is stored now.
        version: its version: save again on it to replace it knowingly.
        mine: the review that was refused, so that both can be shown; None for a refused undo.
    """

    def __init__(self, current: Held, mine: Review | None = None) -> None:
        self.current = current
        self.version = current.version
        self.mine = mine
        super().__init__(f"{current.record.id} was saved since it was shown (version {current.version})")


def hash_source(source: str) -> str:
    """sha256 of a French paragraph, in hex."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def serialize_review(review: Review) -> str:
    """A review as one line of JSON."""
    row = {
        "status": review.status,
        "reviewer": review.reviewer,
        "edited": review.edited,
        "spans": [[s.side, s.span[0], s.span[1], s.category, s.severity, s.comment] for s in review.spans],
        "comment": review.comment,
    }
    return json.dumps(row, ensure_ascii=False)


@lru_cache(maxsize=4096)  # thousands of paragraphs are « accepted », and nothing else
def parse_review(text: str) -> Review:
    """Inverse of ``serialize_review``."""
    row: dict[str, Any] = json.loads(text)
    return Review(
        row["status"],
        row["reviewer"],
        row["edited"],
        tuple(ErrorSpan(s[0], (s[1], s[2]), s[3], s[4], s[5]) for s in row["spans"]),
        row["comment"],
    )


def check_review(record: Record, review: Review) -> None:
    """Refuse a review that could not be exported.

    Raises:
        RecordError: an unknown status or severity, a span outside its text, a category left empty.
    """
    faults: list[str] = []
    shown = record.target if review.edited is None else review.edited
    if review.status not in STATUSES:
        faults.append(f"status {review.status!r} is none of {', '.join(STATUSES)}")
    for span in review.spans:
        if span.side not in ("source", "target"):
            faults.append(f"side {span.side!r} is neither source nor target")
            continue
        length = len(record.source if span.side == "source" else shown)
        start, end = span.span
        if not 0 <= start <= end <= length:
            faults.append(f"[{start}, {end}] lies outside its text of {length} characters")
        if span.severity not in SEVERITIES:
            faults.append(f"severity {span.severity!r} is none of {', '.join(SEVERITIES)}")
        if not span.category.strip():
            faults.append("an error needs a category")
    texts = [shown, review.comment or "", *(f"{s.category}{s.comment or ''}" for s in review.spans)]
    if any("\ud800" <= character <= "\udfff" for text in texts for character in text):
        faults.append("half a character (a lone surrogate) cannot be stored")
    if faults:
        raise RecordError(f"{record.id}: {'; '.join(faults)}")
