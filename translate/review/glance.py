"""What a queue needs to know of a record, read without building the record.

Twenty thousand records take seconds to read in full, and a queue shows fifty. A glance takes the JSON apart and
believes it; the record itself is made, and every fault found, when somebody asks for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from translate.errors import RecordError
from translate.model import SCHEMA, ErrorSpan, Record, Review
from translate.records import parse_record
from translate.text import fold


@dataclass(slots=True)
class Entry:
    """A record and where it stands."""

    id: str
    document: str
    paragraph: int
    kind: str
    source: str
    target: str
    review: Review
    score: float | None
    """That of the worst sentence; None where no engine gave one."""
    unmet: int
    """Unmet terms, as the file says."""
    terms: tuple[str, ...]
    """Ids and accepted targets of its glossary entries."""
    rules: tuple[tuple[str, str], ...]
    """Rule and severity of each finding that the file brings along."""
    file: str
    line: int
    """One-based."""
    text: str = field(repr=False)
    """The line itself."""
    _record: Record | None = field(default=None, repr=False)
    _folded: str = field(default="", repr=False)
    weighed: Any = field(default=None, repr=False, compare=False)
    """The queue's own note of what it last made of this entry."""

    @property
    def folded(self) -> str:
        """French and English as delivered, folded for searching."""
        if not self._folded:
            self._folded = f"{fold(self.source)}\n{fold(self.target)}"
        return self._folded

    @property
    def is_read(self) -> bool:
        """True when the record was made already."""
        return self._record is not None

    @property
    def record(self) -> Record:
        """The whole record.

        Raises:
            RecordError: a glance did not see that something is wrong with it.
        """
        if self._record is None:
            self._record = parse_record(self.text, self.file, self.line)
            self.text = ""
        return self._record


def glance(line: str, file: str, number: int) -> Entry:
    """Take a line apart.

    Raises:
        RecordError: it is no record.
    """
    try:
        row = json.loads(line)
        entry = _entry(row, line, file, number) if row["schema"] == SCHEMA else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        entry = None
    if entry is not None:
        return entry
    parse_record(line, file, number)  # says all that is wrong
    raise RecordError.at(file, "not a record", line=number)


def _entry(row: dict[str, Any], line: str, file: str, number: int) -> Entry:
    terms, findings = row["terms"] or (), row.get("findings") or ()
    scores = [pair["score"] for pair in row["pairs"] or () if pair.get("score") is not None]
    entry = Entry(
        row["id"],
        row["document"],
        row["paragraph"],
        row["kind"],
        row["source"],
        row["target"],
        _review(row.get("review")),
        min(scores) if scores else None,
        sum(term["status"] == "unmet" for term in terms),
        tuple(word for term in terms for word in (term["entry"], *term["expected"])),
        tuple((finding["rule"], finding["severity"]) for finding in findings),
        file,
        number,
        line,
    )
    if not all(isinstance(text, str) for text in (entry.id, entry.document, entry.source, entry.target)):
        raise TypeError
    if type(entry.paragraph) is not int or not all(isinstance(score, float | int) for score in scores):
        raise TypeError
    return entry


def _review(row: dict[str, Any] | None) -> Review:
    if row is None:
        return Review()
    spans = tuple(
        ErrorSpan(s["side"], (s["span"][0], s["span"][1]), s["category"], s["severity"], s.get("comment"))
        for s in row.get("spans") or ()
    )
    return Review(row["status"], row.get("reviewer"), row.get("edited"), spans, row.get("comment"))
