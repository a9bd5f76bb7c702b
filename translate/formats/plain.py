"""Plain text: one JSON object per paragraph, or one tab-separated line per sentence pair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from translate.errors import Fault, RecordError
from translate.formats.base import Imported, Parts, uncarried
from translate.formats.segments import cut, final_pairs, final_text
from translate.model import Kind, Pair, Record
from translate.records import record_id


def decode(data: bytes, path: str) -> str:
    """UTF-8 text of a file, a byte order mark apart.

    Raises:
        RecordError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RecordError.at(path, "is not UTF-8", "convert the file with iconv", line) from error


def encode(text: str) -> bytes:
    """UTF-8; a lone surrogate, which UTF-8 has no bytes for, becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def document_name(path: str) -> str:
    """Name of a document that is called as its file."""
    return "stdin" if path == "-" else Path(path).stem


def whole(source: str, target: str) -> tuple[Pair, ...]:
    """One pair over everything; none where there is no translation."""
    return (Pair((0, len(source)), (0, len(target))),) if target.strip() else ()


def make_record(
    document: str,
    paragraph: int,
    source: str,
    target: str,
    kind: Kind = Kind.PARAGRAPH,
    languages: tuple[str, str] = ("fr", "en"),
) -> Record:
    """A record of two texts, without an engine behind it."""
    return Record(
        id=record_id(document, paragraph, source),
        document=document,
        paragraph=paragraph,
        kind=kind,
        source=source,
        target=target,
        mt="",
        pairs=whole(source, target),
        source_lang=languages[0],
        target_lang=languages[1],
    )


def lone_surrogates(*texts: str) -> list[str]:
    """Name the characters that UTF-8 cannot hold, as a loss."""
    found = sorted({c for text in texts for c in text if "\ud800" <= c <= "\udfff"})
    names = ", ".join(f"U+{ord(c):04X}" for c in found)
    return [f"lone surrogates, which are no text: {names} (replaced by U+FFFD)"] if found else []


def split_pairs(record: Record) -> list[str]:
    """The loss of sentence pairs, where the record has others than one over everything."""
    if not record.pairs and not final_text(record).strip():
        return []
    plain = [(pair.source, pair.target) for pair in record.pairs]
    everything = [(pair.source, pair.target) for pair in whole(record.source, record.target)]
    return [] if plain == everything else ["sentence pairs (one over the paragraph comes back)"]


class Jsonl:
    """One JSON object per paragraph: what language tools and annotation platforms take."""

    name: ClassVar[str] = "jsonl"
    summary: ClassVar[str] = "plain JSON lines: id, document, paragraph, kind, source, target"
    extensions: ClassVar[tuple[str, ...]] = (".jsonl",)
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:
        """Everything but the texts and where they stand."""
        parts = ("mt", "words", "scores", "terms", "findings", "signature", "edited", "spans", "review")
        return uncarried(record, *parts, "reviewer", "comment") + split_pairs(record)

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write one line per record, the final English as ``target``."""
        lines = []
        for record in records:
            row = {
                "id": record.id,
                "document": record.document,
                "paragraph": record.paragraph,
                "kind": str(record.kind),
                "source_lang": record.source_lang,
                "target_lang": record.target_lang,
                "source": record.source,
                "target": final_text(record),
            }
            lines.append(json.dumps(row) if lone_surrogates(*map(str, row.values())) else _dump(row))
        return {"": "".join(f"{line}\n" for line in lines).encode()}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read lines with at least ``source`` and ``target``.

        Raises:
            RecordError: with every line that is no such object.
        """
        records: list[Record] = []
        faults: list[Fault] = []
        for number, row in read_rows(decode(parts[""], path), path, faults):
            source, target = row.get("source"), row.get("target")
            if not isinstance(source, str) or not isinstance(target, str):
                faults.append(Fault(path, number, "needs the texts “source” and “target”"))
                continue
            records.append(row_record(row, source, target, document_name(path), len(records)))
        if faults:
            raise RecordError(faults=faults)
        return Imported(records)


def _dump(row: object) -> str:
    return json.dumps(row, ensure_ascii=False)


def read_rows(text: str, path: str, faults: list[Fault]) -> list[tuple[int, dict[str, Any]]]:
    """JSON objects of a text with their one-based lines; what is none is added to the faults."""
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            faults.append(Fault(path, number, f"not JSON: {error}"))
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            faults.append(Fault(path, number, "not a JSON object"))
    return rows


def row_record(row: dict[str, Any], source: str, target: str, document: str, number: int) -> Record:
    """A record of the keys that plain rows may have; defaults where they lack or make no sense."""
    given = row.get("document")
    place = row.get("paragraph")
    kind = row.get("kind")
    tags = row.get("source_lang"), row.get("target_lang")
    return make_record(
        given if isinstance(given, str) else document,
        place if type(place) is int and place >= 0 else number,
        source,
        target,
        Kind(kind) if kind in tuple(Kind) else Kind.PARAGRAPH,
        (tags[0] if isinstance(tags[0], str) else "fr", tags[1] if isinstance(tags[1], str) else "en"),
    )


_TSV_BREAKS = str.maketrans(dict.fromkeys("\t\n\r", " "))


class Tsv:
    """Two columns, French and English, one sentence pair per line, no header."""

    name: ClassVar[str] = "tsv"
    summary: ClassVar[str] = "two tab-separated columns, one sentence pair per line"
    extensions: ClassVar[tuple[str, ...]] = (".tsv", ".txt")
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:
        """Everything but the sentences; also tabs and line breaks inside them."""
        parts = ("mt", "words", "scores", "terms", "findings", "signature", "edited", "spans", "review")
        lost = uncarried(record, *parts, "reviewer", "comment", "kind", "langs")
        lost.append("documents and paragraphs")
        if any(c in record.source + final_text(record) for c in "\t\n\r"):
            lost.append("tabs and line breaks inside a text (replaced by blanks)")
        if not record.pairs:
            lost.append("paragraphs without sentence pairs")
        return lost + lone_surrogates(record.source, final_text(record))

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write one line per sentence pair."""
        lines = []
        for record in records:
            for segment in cut(record.source, final_text(record), final_pairs(record)):
                if segment.is_pair:
                    cells = (segment.source.translate(_TSV_BREAKS), segment.target.translate(_TSV_BREAKS))
                    lines.append("\t".join(cells) + "\n")
        text = "".join(lines)
        # A reader takes a zero-width no-break space at the very beginning for a byte order mark.
        return {"": encode("\ufeff" + text if text.startswith("\ufeff") else text)}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read lines; every one is a paragraph of one sentence. More columns than two are left out.

        Raises:
            RecordError: with every line that has no tab.
        """
        faults: list[Fault] = []
        records: list[Record] = []
        notes: list[str] = []
        empty = wide = 0
        text = decode(parts[""], path).replace("\r\n", "\n")
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            cells = line.split("\t")
            if len(cells) < 2:
                faults.append(Fault(path, number, "no tab between the French and the English"))
                continue
            if number == 1 and [c.strip().casefold() for c in cells[:2]] in (
                ["source", "target"],
                ["fr", "en"],
            ):
                notes.append("the first line was taken for a header")
                continue
            wide += len(cells) > 2
            if cells[0].strip() and cells[1].strip():
                records.append(make_record(document_name(path), len(records), cells[0], cells[1]))
            else:
                empty += 1
        if faults:
            raise RecordError(faults=faults)
        notes += [f"{empty} lines with an empty side left out"] if empty else []
        notes += [f"{wide} lines have more than two columns; the rest was left out"] if wide else []
        return Imported(records, notes)
