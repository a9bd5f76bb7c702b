"""TMX 1.4b: one translation unit per sentence pair (LISA OSCAR, "TMX 1.4b Specification", 2005)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from translate.errors import RecordError
from translate.formats.base import Imported, Parts, find_texts, uncarried
from translate.formats.markup import (
    XML_LANG,
    child_text,
    children,
    etree,
    indent,
    inline_text,
    is_language,
    parse_xml,
    to_bytes,
    unwritable,
    writable,
)
from translate.formats.segments import Segment, cut, final_pairs, final_text, is_in_order, join
from translate.model import Kind, Pair, Record, Review
from translate.records import record_id

_PROP = "x-bitexte-"
_STATUSES = ("unreviewed", "accepted", "edited", "rejected")


class Tmx:
    """Translation memory exchange."""

    name: ClassVar[str] = "tmx"
    summary: ClassVar[str] = "TMX 1.4b translation memory, one unit per sentence pair"
    extensions: ClassVar[tuple[str, ...]] = (".tmx",)
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:
        """What TMX cannot carry: it is a memory of sentences, not of what was said about them."""
        lost = [] if _is_unchanged(record) else uncarried(record, "mt")
        lost += uncarried(record, "words", "terms", "findings", "edited", "spans")
        if not record.pairs and not final_text(record):
            lost.append("paragraphs without a translation")
        if not is_in_order(record.pairs):
            lost.append("sentence pairs that cross or overlap")
        return lost + unwritable(record.source, record.target, *find_texts(record))

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write a memory; the source language of the header is that of the first record."""
        lxml = etree()
        root = lxml.Element("tmx", version="1.4")
        lxml.SubElement(
            root,
            "header",
            creationtool="bitexte",
            creationtoolversion=_version(),
            segtype="sentence",
            adminlang="en",
            srclang=records[0].source_lang if records else "fr",
            datatype="plaintext",
            **{"o-tmf": "bitexte"},
        )
        body = lxml.SubElement(root, "body")
        for record in records:
            for unit in _units(record):
                body.append(unit)
        indent(root, frozenset({"seg", "prop", "note"}))
        return {"": to_bytes(root, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">')}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read a memory. Units that Bitexte wrote become paragraphs again, others a record each.

        Raises:
            RecordError: not TMX, or no unit has both French and English.
        """
        root = parse_xml(parts[""], path, RecordError, "tmx")
        body = next(iter(children(root, "body")), None)
        units = [_Unit(tu) for tu in children(body, "tu")] if body is not None else []
        sound = [unit for unit in units if unit.source and unit.has_target]
        notes = []
        if len(sound) < len(units):
            notes.append(f"{len(units) - len(sound)} of {len(units)} units lack French or English; left out")
        if coded := sum(unit.has_codes for unit in sound):
            notes.append(f"inline codes removed from {coded} units")
        if not sound:
            raise RecordError.at(path, "has no unit with both French and English")
        document = Path(path).stem if path != "-" else "stdin"
        return Imported([_record(group, document, n) for n, group in enumerate(_groups(sound))], notes)


def _version() -> str:
    import translate

    return translate.__version__


def _is_unchanged(record: Record) -> bool:
    """True when the engine's own text is the one in the memory: a property says so, and nothing is lost."""
    return record.mt == record.target and record.review.edited is None


def _units(record: Record) -> Iterator[Any]:
    row = cut(record.source, final_text(record), final_pairs(record))
    if len(row) == 1:
        if row[0].target:
            yield _tu(record, 0, row[0], {"pairs": "none"})
        return
    for index, segment in enumerate(row[1::2]):
        gap = row[2 * index]
        default = " " if index else ""
        props = {}
        # One blank between sentences goes without saying.
        for side, text in (("source", gap.source), ("target", gap.target)):
            if text != default:
                props[f"before-{side}"] = text
        if 2 * index + 3 == len(row):
            for side, text in (("source", row[-1].source), ("target", row[-1].target)):
                if text:
                    props[f"after-{side}"] = text
        if segment.pair and segment.pair.score is not None:
            props["score"] = repr(segment.pair.score)
        yield _tu(record, index, segment, props)


def _tu(record: Record, index: int, segment: Segment, props: dict[str, str]) -> Any:
    lxml = etree()
    unit = lxml.Element("tu", tuid="_".join(writable(f"{record.id}#{index}").split()))
    review = record.review
    if review.reviewer is not None:
        unit.set("changeid", writable(review.reviewer))
    if index == 0:
        if review.comment is not None:
            lxml.SubElement(unit, "note").text = writable(review.comment)
        props = {"kind": str(record.kind), "signature": record.signature, "review": review.status} | props
        if _is_unchanged(record):
            props["mt"] = "target"
    props = {"document": record.document, "paragraph": str(record.paragraph), "segment": str(index)} | props
    for name, value in props.items():
        lxml.SubElement(unit, "prop", type=_PROP + name).text = writable(value)
    for language, text in ((record.source_lang, segment.source), (record.target_lang, segment.target)):
        variant = lxml.SubElement(unit, "tuv", {XML_LANG: language})
        lxml.SubElement(variant, "seg").text = writable(text)
    return unit


class _Unit:
    """One ``tu`` as it was read."""

    def __init__(self, tu: Any) -> None:
        self.props = {
            kind.removeprefix(_PROP): "".join(prop.itertext())
            for prop in children(tu, "prop")
            if (kind := prop.get("type", "")).startswith(_PROP)
        }
        self.note = child_text(tu, "note") if self.props else None
        self.reviewer = tu.get("changeid") if self.props else None
        self.source = self.target = ""
        self.source_lang, self.target_lang = "fr", "en"
        self.has_codes = False
        self.has_target = False
        for variant in children(tu, "tuv"):
            language = variant.get(XML_LANG) or variant.get(
                "lang"
            )  # TMX before 1.4 had lang without a prefix
            seg = next(iter(children(variant, "seg")), None)
            if seg is None:
                continue
            text, coded = inline_text(seg, frozenset({"hi"}))
            self.has_codes |= coded
            if is_language(language, "fr") and not self.source:
                self.source, self.source_lang = text, language
            elif is_language(language, "en") and not self.has_target:
                self.target, self.target_lang = text, language
                # An empty translation is none, unless it stands for an English that the record really lacks.
                self.has_target = bool(text.strip()) or "document" in self.props

    def begins(self, previous: _Unit | None) -> bool:
        """True when this unit begins another paragraph than the unit before it."""
        if previous is None or "document" not in self.props or self.props.get("segment") == "0":
            return True
        keys = ("document", "paragraph")
        return any(self.props.get(key) != previous.props.get(key) for key in keys)


def _groups(units: list[_Unit]) -> list[list[_Unit]]:
    groups: list[list[_Unit]] = []
    previous: _Unit | None = None
    for unit in units:
        if unit.begins(previous):
            groups.append([])
        groups[-1].append(unit)
        previous = unit
    return groups


def _record(group: list[_Unit], document: str, number: int) -> Record:
    first = group[0]
    row: list[Segment] = []
    for index, unit in enumerate(group):
        default = " " if index else ""
        props = unit.props
        row.append(Segment(props.get("before-source", default), props.get("before-target", default), False))
        score = _float(props.get("score"))
        is_pair = props.get("pairs") != "none"
        row.append(Segment(unit.source, unit.target, is_pair, Pair((0, 0), (0, 0), score)))
        row.append(Segment(props.get("after-source", ""), props.get("after-target", ""), False))
    source, target, pairs = join(row)
    document = first.props.get("document", document)
    given = first.props.get("paragraph", "")
    paragraph = int(given) if given.isdecimal() else number
    kind, status = first.props.get("kind"), first.props.get("review")
    return Record(
        id=record_id(document, paragraph, source),
        document=document,
        paragraph=paragraph,
        kind=Kind(kind) if kind in tuple(Kind) else Kind.PARAGRAPH,
        source=source,
        target=target,
        mt=target if first.props.get("mt") == "target" else "",
        pairs=pairs,
        signature=first.props.get("signature", ""),
        review=Review(
            status if status in _STATUSES else "unreviewed", reviewer=first.reviewer, comment=first.note
        ),
        source_lang=first.source_lang,
        target_lang=first.target_lang,
    )


def _float(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
