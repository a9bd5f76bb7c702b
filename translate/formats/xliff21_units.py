"""Units of XLIFF 2.1: how a record is written with the core, the glossary, matches and metadata modules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from translate.formats.markup import XML_SPACE, etree, split_unwritable, writable
from translate.formats.segments import Segment, cut, final_pairs, final_text
from translate.model import Record, Span, Term
from translate.records import serialize_record

CORE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_PRIORITY = {"error": "1", "warning": "4", "info": "8"}
_STATES = {"unreviewed": "translated", "accepted": "final", "edited": "reviewed", "rejected": "initial"}


def sub(parent: Any, name: str, text: str | None = None, attributes: dict[str, str] | None = None) -> Any:
    """Append an element of the core, or of the namespace that stands before a blank in its name."""
    namespace, _, local = name.rpartition(" ")
    attributes = {key: writable(value) for key, value in (attributes or {}).items()}
    node = etree().SubElement(parent, f"{{{namespace or CORE}}}{local}", attributes)
    if text is not None:
        node.text = writable(text)
    return node


def write_unit(file: Any, record: Record, number: int) -> None:
    """Append one record as a unit, its number making the id."""
    unit = sub(file, "unit", None, {"id": f"u{number}", "name": record.id, XML_SPACE: "preserve"})
    text = final_text(record)
    row = cut(record.source, text, final_pairs(record))
    marks = _marks(record.terms, row)
    _write_matches(unit, record, row)
    _write_glossary(unit, record, marks)
    group = sub(sub(unit, f"{METADATA} metadata"), f"{METADATA} metaGroup", None, {"category": "bitexte"})
    sub(group, f"{METADATA} meta", _blob(record), {"type": "record"})
    _write_notes(unit, record)
    at = index = 0
    for segment in row:
        a, at = at, at + len(segment.source)
        if segment.is_pair or len(row) == 1:
            index += 1
            node = sub(unit, "segment", None, {"id": f"s{index}", "state": _STATES[record.review.status]})
            node.set("subState", f"bitexte:{record.review.status}")
        elif segment.source or segment.target:
            node = sub(unit, "ignorable")
        else:
            continue
        inside = [(id, start - a, end - a) for id, (start, end) in marks.items() if a <= start and end <= at]
        _write_inline(sub(node, "source"), segment.source, inside if segment.is_pair else [])
        _write_inline(sub(node, "target"), segment.target, [])


def _blob(record: Record) -> str:
    """The record as JSON without its source, in characters that XML can hold."""
    row = json.loads(serialize_record(record))
    del row["source"]
    text = json.dumps(row, ensure_ascii=False)
    # JSON has an escape for the characters that XML has no way to write.
    return "".join(
        f"\\u{ord(piece):04x}" if place % 2 else piece for place, piece in enumerate(split_unwritable(text))
    )


def _marks(terms: Sequence[Term], row: Sequence[Segment]) -> dict[str, Span]:
    """Ids and source spans of the terms that can be marked: inside one segment, not touching one another."""
    marks: dict[str, Span] = {}
    ranges = []
    at = 0
    for segment in row:
        if segment.is_pair:
            ranges.append((at, at + len(segment.source)))
        at += len(segment.source)
    taken = -1
    for number, term in sorted(enumerate(terms, 1), key=lambda item: item[1].source):
        start, end = term.source
        if start >= taken and start < end and any(a <= start and end <= b for a, b in ranges):
            marks[f"t{number}"] = term.source
            taken = end
    return marks


def _write_matches(unit: Any, record: Record, row: Sequence[Segment]) -> None:
    """The text before the edit, sentence by sentence."""
    if final_text(record) == record.target or len(row) == 1:
        return
    matches = sub(unit, f"{MATCHES} matches")
    for index, segment in enumerate(
        (s for s in cut(record.source, record.target, record.pairs) if s.is_pair), 1
    ):
        match = sub(
            matches, f"{MATCHES} match", None, {"ref": f"#s{index}", "type": "mt", "origin": "bitexte"}
        )
        _write_inline(sub(match, "source"), segment.source, [])
        _write_inline(sub(match, "target"), segment.target, [])


def _write_glossary(unit: Any, record: Record, marks: dict[str, Span]) -> None:
    listed = [(f"t{n}", term) for n, term in enumerate(record.terms, 1) if term.expected]
    if not listed:
        return
    glossary = sub(unit, f"{GLOSSARY} glossary")
    for id, term in listed:
        attributes = {"ref": f"#{id}"} if id in marks else {}
        entry = sub(glossary, f"{GLOSSARY} glossEntry", None, {"id": f"g{id[1:]}"} | attributes)
        sub(entry, f"{GLOSSARY} term", record.source[slice(*term.source)])
        for target in term.expected:
            sub(entry, f"{GLOSSARY} translation", target)


def _write_notes(unit: Any, record: Record) -> None:
    review = record.review
    if review.comment is None and not record.findings:
        return
    notes = sub(unit, "notes")
    if review.comment is not None:
        sub(notes, "note", review.comment, {"category": "comment"})
    for finding in record.findings:
        side = "target" if finding.target is not None or finding.source is None else "source"
        attributes = {"category": finding.rule, "priority": _PRIORITY.get(finding.severity, "8")}
        sub(notes, "note", finding.message, attributes | {"appliesTo": side})


def _write_inline(parent: Any, text: str, marks: Sequence[tuple[str, int, int]]) -> None:
    """Write text with terms marked, and with ``cp`` for the characters that XML cannot hold."""
    at = 0
    _append(parent, "")
    for id, start, end in sorted(marks, key=lambda mark: mark[1]):
        _append(parent, text[at:start])
        _append(sub(parent, "mrk", "", {"id": id, "type": "term"}), text[start:end])
        at = end
    _append(parent, text[at:])


def _append(parent: Any, text: str) -> None:
    for place, piece in enumerate(split_unwritable(text)):
        if place % 2:
            sub(parent, "cp", None, {"hex": f"{ord(piece):04X}"})
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece
