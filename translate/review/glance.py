"""What a queue needs to know of a record, read without building the record.

Twenty thousand records take seconds to read in full, and a queue shows fifty. A glance takes the JSON apart and
believes it; the record itself is made, and every fault found, when somebody asks for it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from translate.errors import Fault, RecordError
from translate.model import SCHEMA, ErrorSpan, Record, Review
from translate.records import parse_record
from translate.text import fold

_NONE = Review()
_NEEDED = {"schema", "id", "document", "paragraph", "kind", "source", "target", "terms"}
_decode = json.JSONDecoder().raw_decode
_UNTOUCHED: dict[str, Any] = {
    "status": "unreviewed",
    "reviewer": None,
    "edited": None,
    "spans": [],
    "comment": None,
}
_SCORE = re.compile(rb'"score": (-?[0-9][-+.0-9eE]*)')


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
    text: bytes = field(repr=False)
    """The line itself, as it stands in the file."""
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
            self._record = _parse(self.text, self.file, self.line)
            self.text = b""
        return self._record


def glance(data: bytes, file: str, number: int) -> Entry:
    """Take a line apart.

    Raises:
        RecordError: it is no record.
    """
    try:
        row, scores = _take_apart(data)
        entry = _entry(row, scores, data, file, number) if row["schema"] == SCHEMA else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        entry = None
    if entry is not None:
        return entry
    _parse(data, file, number)  # says all that is wrong
    raise RecordError.at(file, "not a record", line=number)


def _parse(data: bytes, file: str, number: int) -> Record:
    try:
        line = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(faults=[Fault(file, number, "not UTF-8", "convert the file with iconv")]) from error
    return parse_record(line, file, number)


def _take_apart(data: bytes) -> tuple[dict[str, Any], list[float]]:
    """The keys of a record without ``mt`` and ``pairs``, and the scores of those.

    Most of a line are word links, which a queue has no use for: where the keys stand in the order in which Bitexte
    writes them, those two are stepped over. Inside a text the quotation marks would be ``\\"``, so that nothing else
    can be taken for the keys.
    """
    start = data.find(b'"mt": ')
    pairs = data.find(b'"pairs": [', start)
    end = data.find(b'"terms": [', pairs)
    is_usual = 0 < start < pairs < end and data.find(b'"findings": ', start, end) < 0
    if is_usual and data.find(b'"review": ', start, end) < 0:
        try:
            text = (data[:start] + data[end:]).decode("utf-8").rstrip()
            row, stop = _decode(text)
            if stop == len(text) and row.keys() >= _NEEDED:
                return row, [float(score) for score in _SCORE.findall(data, pairs, end)]
        except ValueError:
            pass  # somebody else's order of keys
    row = json.loads(data.decode("utf-8"))
    scores = [pair.get("score") for pair in row["pairs"] or ()]
    if not all(score is None or isinstance(score, float | int) for score in scores):
        raise TypeError
    return row, [score for score in scores if score is not None]


def _entry(row: dict[str, Any], scores: list[float], data: bytes, file: str, number: int) -> Entry:
    terms, findings = row["terms"] or (), row.get("findings") or ()
    id, document, source, target = row["id"], row["document"], row["source"], row["target"]
    if not (type(id) is type(document) is type(source) is type(target) is str):
        raise TypeError
    if type(row["paragraph"]) is not int:
        raise TypeError
    return Entry(
        id,
        document,
        row["paragraph"],
        row["kind"],
        source,
        target,
        _review(row.get("review")),
        min(scores) if scores else None,
        sum([term["status"] == "unmet" for term in terms]) if terms else 0,
        tuple([word for term in terms for word in (term["entry"], *term["expected"])]) if terms else (),
        tuple([(finding["rule"], finding["severity"]) for finding in findings]) if findings else (),
        file,
        number,
        data,
    )


def _review(row: dict[str, Any] | None) -> Review:
    if not row or row == _UNTOUCHED:
        return _NONE  # nearly every record's, one for all of them
    spans = tuple(
        [
            ErrorSpan(s["side"], (s["span"][0], s["span"][1]), s["category"], s["severity"], s.get("comment"))
            for s in row.get("spans") or ()
        ]
    )
    return Review(row["status"], row.get("reviewer"), row.get("edited"), spans, row.get("comment"))
