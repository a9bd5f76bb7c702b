"""XLIFF 2.1 with its glossary, matches and metadata modules (OASIS Standard, 13 February 2018).

A paragraph is a ``unit``, its sentence pairs are ``segment`` and what lies between them ``ignorable``; terms are
marked in the source and listed in the glossary module, findings and comments are notes, the text before an edit is a
match. The metadata module holds the whole record, so that everything comes back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, ClassVar

from translate.errors import OutputError, RecordError
from translate.formats.base import Imported, Parts
from translate.formats.markup import (
    children,
    etree,
    indent,
    inline_text,
    local_name,
    parse_xml,
    to_bytes,
)
from translate.formats.segments import Segment, join, with_text
from translate.formats.xliff12 import Xliff12
from translate.formats.xliff21_units import CORE, GLOSSARY, MATCHES, METADATA, sub, write_unit
from translate.model import Kind, Record, Review
from translate.records import parse_record, record_id

_KEEP = frozenset({"pc", "mrk"})
_VERBATIM = frozenset({"source", "target", "note", "term", "translation", "meta"})


class Xliff21:
    """XML localisation interchange, the version that says most."""

    name: ClassVar[str] = "xliff"
    summary: ClassVar[str] = "XLIFF 2.1 with terms, notes and matches; carries everything"
    extensions: ClassVar[tuple[str, ...]] = (".xlf", ".xliff")
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:  # noqa: ARG002
        """Nothing: what the core and its modules have no place for stands in the metadata."""
        return []

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write one ``file`` per document.

        Raises:
            OutputError: the records are in more than one pair of languages, and the format has one per file.
        """
        languages = sorted({(record.source_lang, record.target_lang) for record in records}) or [("fr", "en")]
        if len(languages) > 1:
            pairs = ", ".join(f"{a}→{b}" for a, b in languages)
            raise OutputError(
                f"XLIFF 2.1 holds one pair of languages in a file, not {pairs} – export them apart"
            )
        namespaces = {None: CORE, "gls": GLOSSARY, "mda": METADATA, "mtc": MATCHES}
        root = etree().Element(f"{{{CORE}}}xliff", nsmap=namespaces, version="2.1")
        root.set("srcLang", languages[0][0])
        root.set("trgLang", languages[0][1])
        file, document = None, None
        for number, record in enumerate(records, 1):
            if file is None or record.document != document:
                document = record.document
                file = sub(root, "file", None, {"id": f"f{len(root) + 1}", "original": document})
            write_unit(file, record, number)
        if file is None:
            sub(root, "file", None, {"id": "f1"})
        indent(root, _VERBATIM)
        return {"": to_bytes(root)}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read units; those with a translation become a record each. XLIFF 1.x is read as ``xliff12`` does.

        Raises:
            RecordError: not XLIFF, or no unit is translated.
        """
        root = parse_xml(parts[""], path, RecordError, "xliff")
        if root.get("version", "").startswith("1."):
            return Xliff12().parse(parts, path)
        if not root.get("version", "").startswith("2."):
            version = root.get("version", "without a version")
            raise RecordError.at(path, f"is XLIFF {version}", "versions 1.x and 2.x can be read")
        languages = root.get("srcLang", "fr"), root.get("trgLang", "en")
        records: list[Record] = []
        counts = {"left": 0, "codes": 0, "source": 0, "order": 0}
        for file in children(root, "file"):
            units = list(file.iter(f"{{{CORE}}}unit"))
            for number, node in enumerate(units):
                unit = _read_unit(node)
                counts["codes"] += unit.has_codes
                counts["order"] += unit.is_reordered
                record = _stored(unit, path)
                if record is None and unit.blob is not None:
                    counts["source"] += 1
                if record is None and unit.is_translated:
                    document = PurePath(file.get("original", "")).stem or PurePath(path).stem
                    record = _new(unit, document, number, languages)
                if record is None:
                    counts["left"] += 1
                else:
                    records.append(record)
        if not records:
            raise RecordError.at(path, "has no unit with both a source and a target")
        sentences = {
            "left": "units without a translation left out",
            "codes": "units had inline codes, which were removed",
            "source": "units have another source than when they were exported; their terms and links were dropped",
            "order": "units have their target in another order than their source; it was read as it stands",
        }
        return Imported(records, [f"{n} {sentences[what]}" for what, n in counts.items() if n])


@dataclass(frozen=True, slots=True)
class _Unit:
    row: list[Segment]
    blob: str | None
    has_codes: bool
    is_reordered: bool
    is_done: bool
    """True when every segment is reviewed or final."""

    @property
    def text(self) -> str:
        return "".join(segment.target for segment in self.row)

    @property
    def source(self) -> str:
        return "".join(segment.source for segment in self.row)

    @property
    def is_translated(self) -> bool:
        return bool(self.source.strip() and self.text.strip())


def _read_unit(node: Any) -> _Unit:
    row, states, codes, reordered = [], [], False, False
    for child in children(node, "segment", "ignorable"):
        texts = {}
        for part in children(child, "source", "target"):
            texts[local_name(part)], coded = inline_text(part, _KEEP)
            codes |= coded
            reordered |= part.get("order") is not None
        is_pair = local_name(child) == "segment"
        source = texts.get("source", "")
        # A gap without a target of its own is the same blank in both languages.
        row.append(Segment(source, texts.get("target", "" if is_pair else source), is_pair))
        if is_pair:
            states.append(child.get("state", "initial"))
    blob = None
    for meta in node.iter(f"{{{METADATA}}}meta"):
        if meta.get("type") == "record" and meta.getparent().get("category") == "bitexte":
            blob = "".join(meta.itertext())
    done = bool(states) and all(state in ("reviewed", "final") for state in states)
    return _Unit(row, blob, codes, reordered, done)


def _stored(unit: _Unit, path: str) -> Record | None:
    """The record that was exported, with what another tool changed since; None when there is none that fits."""
    if unit.blob is None:
        return None
    try:
        row = json.loads(unit.blob)
        row["source"] = unit.source
        record = parse_record(json.dumps(row), path)
    except (ValueError, TypeError, RecordError):
        return None
    record = with_text(record, unit.text)
    if unit.is_done and record.review.status == "unreviewed":
        record = replace(record, review=replace(record.review, status="accepted"))
    return record


def _new(unit: _Unit, document: str, number: int, languages: tuple[str, str]) -> Record:
    kind, paragraph = Kind.PARAGRAPH, number
    if unit.blob is not None:  # ours, but its source was changed: document and place still hold
        found = re.search(r'"paragraph": (\d+)', unit.blob)
        paragraph = int(found[1]) if found else number
    source, target, pairs = join(unit.row)
    return Record(
        id=record_id(document, paragraph, source),
        document=document,
        paragraph=paragraph,
        kind=kind,
        source=source,
        target=target,
        mt="",
        pairs=pairs,
        review=Review("accepted" if unit.is_done else "unreviewed"),
        source_lang=languages[0],
        target_lang=languages[1],
    )
