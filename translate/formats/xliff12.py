"""XLIFF 1.2: one unit per paragraph, its sentences as ``mrk mtype="seg"`` (OASIS Standard, 1 February 2008)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePath
from typing import Any, ClassVar

import translate
from translate.errors import RecordError
from translate.formats.base import Imported, Parts, find_texts, uncarried
from translate.formats.markup import (
    XML_LANG,
    XML_SPACE,
    children,
    etree,
    indent,
    inline_text,
    local_name,
    parse_xml,
    to_bytes,
    unwritable,
    writable,
)
from translate.formats.segments import (
    Segment,
    cut,
    final_pairs,
    final_text,
    is_in_order,
    join,
    project_spans,
    with_text,
)
from translate.model import Kind, Pair, Record, Review
from translate.records import record_id

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_OWN = "bitexte:"
_KEEP = frozenset({"g", "mrk"})
_STATES = {
    "unreviewed": "needs-review-translation",
    "accepted": "signed-off",
    "edited": "final",
    "rejected": "needs-translation",
}


class Xliff12:
    """XML localisation interchange, the version that most tools read."""

    name: ClassVar[str] = "xliff12"
    summary: ClassVar[str] = "XLIFF 1.2, one unit per paragraph, sentences segmented"
    extensions: ClassVar[tuple[str, ...]] = (".xlf", ".xliff")
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:
        """What XLIFF 1.2 has no place for. Terms and findings are written as notes for people, and not read back."""
        lost = uncarried(record, "words", "scores", "terms", "findings", "spans")
        review = record.review
        if review.edited is not None and (review.edited == record.target or review.status == "unreviewed"):
            lost.append("an edit that changes nothing, or that no review stands behind")
        if not is_in_order(record.pairs):
            lost.append("sentence pairs that cross or overlap")
        elif _pairs_after(record) != [pair.target for pair in record.pairs]:
            lost.append("where the sentences ended before the edit")
        return lost + unwritable(record.source, record.target, *find_texts(record))

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write one ``file`` per document."""
        lxml = etree()
        root = lxml.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
        for (document, source, target), group in groupby(
            records, key=lambda r: (r.document, r.source_lang, r.target_lang)
        ):
            file = _sub(
                root,
                "file",
                None,
                {
                    "original": document,
                    "source-language": source,
                    "target-language": target,
                    "datatype": "plaintext",
                    "tool-id": "bitexte",
                },
            )
            tool = {"tool-id": "bitexte", "tool-name": "Bitexte", "tool-version": translate.__version__}
            _sub(_sub(file, "header"), "tool", None, tool)
            body = _sub(file, "body")
            for number, record in enumerate(group, 1):
                _write_unit(body, record, number)
        indent(root, frozenset({"source", "seg-source", "target", "note"}))
        return {"": to_bytes(root)}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read units; those with a translation become a record each.

        Raises:
            RecordError: not XLIFF 1.x, or no unit is translated.
        """
        root = parse_xml(parts[""], path, RecordError, "xliff")
        if not root.get("version", "1.2").startswith("1."):
            raise RecordError.at(path, f"is XLIFF {root.get('version')}", "import it with --from xliff")
        records: list[Record] = []
        skipped = coded = 0
        for file in children(root, "file"):
            units = [node for node in file.iter() if local_name(node) == "trans-unit"]
            for number, node in enumerate(units):
                unit = _Unit(node)
                coded += unit.has_codes
                if unit.is_ours or (unit.source.strip() and unit.text.strip()):
                    records.append(unit.record(file, number, path))
                else:
                    skipped += 1
        if not records:
            raise RecordError.at(path, "has no unit with both a source and a target")
        notes = [f"{skipped} units without a translation left out"] if skipped else []
        notes += [f"inline codes removed from {coded} units"] if coded else []
        return Imported(records, notes)


def _pairs_after(record: Record) -> list[tuple[int, int]]:
    """Target spans of the pairs as an import will find them again."""
    edited = [pair.target for pair in final_pairs(record)]
    if record.review.edited is None or record.review.edited == record.target:
        return edited
    return project_spans(edited, record.review.edited, record.target)


def _sub(parent: Any, name: str, text: str | None = None, attributes: dict[str, str] | None = None) -> Any:
    attributes = {key: writable(value) for key, value in (attributes or {}).items()}
    node = etree().SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text is not None:
        node.text = writable(text)
    return node


def _write_unit(body: Any, record: Record, number: int) -> None:
    review = record.review
    attributes = {"id": str(number), "resname": record.id, "restype": f"x-bitexte-{record.kind}"}
    attributes |= {XML_SPACE: "preserve"} | ({"approved": "yes"} if review.status == "accepted" else {})
    unit = _sub(body, "trans-unit", None, attributes)
    text = final_text(record)
    row = cut(record.source, text, final_pairs(record))
    _sub(unit, "source", record.source)
    target = {XML_LANG: record.target_lang, "state": _STATES[review.status]}
    if len(row) == 1:
        _sub(unit, "target", text, target)
    else:
        _write_row(_sub(unit, "seg-source"), [(s.source, s.is_pair) for s in row])
        _write_row(_sub(unit, "target", None, target), [(s.target, s.is_pair) for s in row])
    for origin, kind, text in (
        ("target", "previous-version", record.target),
        ("mt", "proposal", record.mt),
    ):
        if origin == "mt" and not text:
            continue
        alternative = _sub(unit, "alt-trans", None, {"origin": _OWN + origin, "alttranstype": kind})
        _sub(alternative, "target", text, {XML_LANG: record.target_lang})
    for name, value in (
        ("signature", record.signature or None),
        ("reviewer", review.reviewer),
        ("comment", review.comment),
    ):
        if value is not None:
            _sub(unit, "note", value, {"from": _OWN + name})
    for term in record.terms:
        expected = " | ".join(term.expected)
        words = f"{record.source[slice(*term.source)]} → {expected} ({term.status})"
        _sub(unit, "note", words, {"from": _OWN + "term", "annotates": "source"})
    for finding in record.findings:
        priority = {"error": "1", "warning": "4"}.get(finding.severity, "8")
        words = f"{finding.rule}: {finding.message}"
        _sub(unit, "note", words, {"from": _OWN + "finding", "annotates": "target", "priority": priority})


def _write_row(parent: Any, row: list[tuple[str, bool]]) -> None:
    parent.text = ""
    last, mid = None, 0
    for text, is_pair in row:
        if is_pair:
            mid += 1
            last = _sub(parent, "mrk", text, {"mtype": "seg", "mid": str(mid)})
        elif last is None:
            parent.text = writable(text)
        else:
            last.tail = writable(text)


class _Unit:
    """One ``trans-unit`` as it was read."""

    def __init__(self, node: Any) -> None:
        self.node = node
        restype = node.get("restype", "")
        self.is_ours = restype.startswith("x-bitexte-")
        self.kind = restype.removeprefix("x-bitexte-")
        parts = {local_name(child): child for child in reversed(node)}
        self.source_row = _read_row(parts.get("seg-source", parts.get("source")))
        self.target_row = _read_row(parts.get("target"))
        self.is_segmented = "seg-source" in parts
        self.source = "".join(text for _, text in self.source_row)
        self.text = "".join(text for _, text in self.target_row)
        self.has_codes = any(
            name in parts and inline_text(parts[name], _KEEP)[1] for name in ("source", "target")
        )
        target = parts.get("target")
        self.state = "" if target is None else target.get("state", "")
        self.alternatives = {
            str(node.get("origin")): "".join(t for c in children(node, "target") for t in c.itertext())
            for node in children(node, "alt-trans")
        }
        self.notes = {str(n.get("from")): "".join(n.itertext()) for n in children(node, "note")}

    def row(self) -> list[Segment]:
        """Source and target side by side; one segment where the two are segmented differently."""
        if not self.is_segmented or [m for m, _ in self.source_row] != [m for m, _ in self.target_row]:
            return [Segment(self.source, self.text)]
        both = zip(self.source_row, self.target_row, strict=True)
        return [Segment(source, target, mid is not None) for (mid, source), (_, target) in both]

    def record(self, file: Any, number: int, path: str) -> Record:
        """Make a record of the unit."""
        source, text, pairs = join(self.row())
        original = file.get("original") or PurePath(path).stem
        delivered = self.alternatives.get(_OWN + "target", text) if self.is_ours else text
        if self.is_ours and not self.is_segmented:
            pairs = ()
        if delivered != text:
            spans = project_spans([pair.target for pair in pairs], text, delivered)
            pairs = tuple(Pair(p.source, span) for p, span in zip(pairs, spans, strict=True))
        document = original if self.is_ours else PurePath(original).stem or PurePath(path).stem
        given = re.fullmatch(r".*:(\d+):[0-9a-f]{8}", self.node.get("resname", ""), re.DOTALL)
        paragraph = int(given[1]) if self.is_ours and given else number
        record = Record(
            id=record_id(document, paragraph, source),
            document=document,
            paragraph=paragraph,
            kind=Kind(self.kind) if self.kind in tuple(Kind) else Kind.PARAGRAPH,
            source=source,
            target=delivered,
            mt=self.alternatives.get(_OWN + "mt", ""),
            pairs=pairs,
            signature=self.notes.get(_OWN + "signature", ""),
            review=Review(
                self._status(),
                self.notes.get(_OWN + "reviewer"),
                comment=self.notes.get(_OWN + "comment"),
            ),
            source_lang=file.get("source-language") or "fr",
            target_lang=file.get("target-language") or "en",
        )
        if delivered == text:
            return record
        edited = with_text(record, text)
        if record.review.status == "accepted":  # accepted with an edit, which with_text takes for a new one
            return replace(edited, review=replace(edited.review, status="accepted"))
        return edited

    def _status(self) -> str:
        if self.is_ours:
            for status, state in _STATES.items():
                if state == self.state:
                    return status
        is_done = self.node.get("approved") == "yes" or self.state in ("final", "signed-off")
        return "accepted" if is_done else "unreviewed"


def _read_row(element: Any) -> list[tuple[str | None, str]]:
    """Pieces of a segmented text: ``(mid, text)`` of a segment, ``(None, text)`` of a gap; gaps at even places."""
    if element is None:
        return [(None, "")]
    row: list[tuple[str | None, str]] = [(None, element.text or "")]
    for child in element:
        if local_name(child) == "mrk" and child.get("mtype") == "seg":
            row.append((child.get("mid", ""), inline_text(child, _KEEP)[0]))
            row.append((None, ""))
        elif local_name(child) in _KEEP:
            row[-1] = (None, row[-1][1] + inline_text(child, _KEEP)[0])
        row[-1] = (None, row[-1][1] + (child.tail or ""))
    return row
