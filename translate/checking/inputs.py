"""Bilingual files as units to check: records, plain pairs, two columns, two aligned texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.checks.base import Unit
from translate.errors import Fault, InputError, RecordError
from translate.formats.segments import final_pairs, final_text
from translate.model import Record
from translate.records import parse_record
from translate.records.reading import read_lines

SUFFIXES = (".jsonl", ".ndjson", ".tsv")
"""What a folder is searched for."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A unit and where it stands."""

    line: int
    """One-based."""
    id: str
    """The record's id, the pair's ``id``, or ``""``."""
    unit: Unit
    waivers: tuple[dict[str, Any], ...] = ()
    """Waivers that the line itself carries, not validated yet."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, or a French file with its English beside."""

    path: str
    """As the user named it; ``-`` is standard input."""
    target: str | None = None
    """Line-aligned English, where ``path`` holds French alone."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive lines of one input, cut where a document ends."""

    source: Source
    first: int
    """One-based number of the first line."""
    lines: tuple[str | Fault, ...]
    targets: tuple[str | Fault, ...] = ()
    """English lines of an aligned text, as many as ``lines``."""


def find_inputs(paths: Sequence[str]) -> list[Source]:
    """Files as they are named, and below folders every ``.jsonl``, ``.ndjson`` and ``.tsv``, sorted by name.

    Raises:
        InputError: a path does not exist, a folder holds nothing to check, or nothing is named: an empty check must
            not pass.
    """
    found: list[Source] = []
    faults: list[Fault] = []
    for name in paths:
        path = Path(name)
        if name == "-" or path.is_file():
            found.append(Source(name))
        elif path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.suffix in SUFFIXES and p.is_file() and not any(q.startswith(".") for q in p.parts[1:])
            )
            if not inside:
                faults.append(
                    Fault(name, None, "holds nothing to check", f"files end in {', '.join(SUFFIXES)}")
                )
            found += [Source(str(p)) for p in inside]
        else:
            faults.append(Fault(name, None, "does not exist", "check the name"))
    if faults:
        raise InputError(faults=faults)
    if not found:
        raise InputError("nothing to check – name files or folders")
    return list(dict.fromkeys(found))


def read_chunks(source: Source, size: int = 500) -> Iterator[Chunk]:
    """Lines of an input in chunks of about ``size``, cut where a document ends.

    Raises:
        InputError: the file cannot be read, or two aligned texts have not the same number of lines.
    """
    if source.target is not None:
        yield from _aligned_chunks(source, source.target, size)
        return
    lines: list[str | Fault] = []
    first, document = 1, ""
    try:
        for number, line in read_lines(source.path):
            here = _document_of(line)
            if len(lines) >= size and here != document:
                yield Chunk(source, first, tuple(lines))
                lines, first = [], number
            lines.append(line)
            document = here
    except RecordError as error:
        raise InputError(faults=error.faults) from error
    if lines:
        yield Chunk(source, first, tuple(lines))


def _aligned_chunks(source: Source, target: str, size: int) -> Iterator[Chunk]:
    try:
        sources = [line for _, line in read_lines(source.path)]
        targets = [line for _, line in read_lines(target)]
    except RecordError as error:
        raise InputError(faults=error.faults) from error
    if len(sources) != len(targets):
        raise InputError.at(
            source.path,
            f"has {len(sources)} lines and {target} has {len(targets)}",
            "align them: one segment per line, the same number in both",
        )
    for at in range(0, len(sources), size):
        part = slice(at, at + size)
        yield Chunk(source, at + 1, tuple(sources[part]), tuple(targets[part]))


_DOCUMENT = re.compile(r'"document"\s*:\s*"((?:[^"\\]|\\.)*)"')


def _document_of(line: str | Fault) -> str:
    """Name of the document a line belongs to, without parsing it; ``""`` where it has none."""
    if isinstance(line, Fault):
        return ""
    match = _DOCUMENT.search(line)
    return match.group(1) if match else ""


def parse_chunk(chunk: Chunk) -> Iterator[Numbered | list[Fault]]:
    """Units of a chunk; the faults of a line that is none. Blank lines are skipped."""
    path = chunk.source.path
    for offset, line in enumerate(chunk.lines):
        number = chunk.first + offset
        other = chunk.targets[offset] if chunk.targets else None
        broken = [part for part in (line, other) if isinstance(part, Fault)]
        if broken:
            yield broken
        elif isinstance(line, str) and (line.strip() or other):
            try:
                yield _parse_line(line, other, path, number)
            except RecordError as error:
                yield list(error.faults)


def _parse_line(line: str, other: str | Fault | None, path: str, number: int) -> Numbered:
    line = line.rstrip("\r\n")
    if isinstance(other, str):
        return Numbered(number, "", Unit(line, other.rstrip("\r\n")))
    if not line.lstrip().startswith("{"):
        if path.endswith((".jsonl", ".ndjson")):
            raise RecordError.at(path, "not JSON", "one object per line", number)
        return Numbered(number, "", _columns(line, path, number))
    if '"schema"' in line:
        return _of_record(parse_record(line, path, number), number)
    return _of_pair(line, path, number)


def _columns(line: str, path: str, number: int) -> Unit:
    columns = line.split("\t")
    if len(columns) != 2:
        what = f"{len(columns)} column{'' if len(columns) == 1 else 's'}"
        raise RecordError.at(path, what, "two are wanted: French, tab, English", number)
    return Unit(columns[0], columns[1])


def _of_record(record: Record, number: int) -> Numbered:
    text = final_text(record)
    pairs = final_pairs(record)
    links = tuple(link for pair in pairs for link in pair.words)
    unit = Unit(
        record.source,
        text,
        record.document,
        record.kind,
        links,
        tuple((pair.source, pair.target) for pair in pairs),
        record,
    )
    return Numbered(number, record.id, unit, tuple(_in_comment(record.review.comment or "")))


_WAIVE = re.compile(
    r"bitexte:\s*waive\s+(?P<rule>[A-Za-z]+\d{3})(?:\s+(?P<entry>[^\s–]+))?\s+(?:–|--|-)\s+"
    r"(?P<reason>.+?)(?:\s+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?\s*$",
    re.MULTILINE,
)


def _in_comment(comment: str) -> Iterator[dict[str, Any]]:
    """Waivers in a reviewer's comment: ``bitexte: waive TERM001 maison-blanche – a pronoun until 2027-01-31``."""
    for match in _WAIVE.finditer(comment):
        yield {key: value for key, value in match.groupdict().items() if value}


def _of_pair(line: str, path: str, number: int) -> Numbered:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError.at(path, f"not JSON: {error}", line=number) from error
    texts = [row.get(key, row.get(language)) for key, language in (("source", "fr"), ("target", "en"))]
    if not all(isinstance(text, str) for text in texts):
        raise RecordError.at(
            path,
            "neither a record nor a pair",
            'a pair is {"source": "…", "target": "…"}, or {"fr": "…", "en": "…"}',
            number,
        )
    document = row.get("document")
    id = row.get("id", "")
    waivers = row.get("waivers", [])
    if not isinstance(waivers, list) or not all(isinstance(waiver, dict) for waiver in waivers):
        raise RecordError.at(path, "waivers is no list of objects", line=number)
    unit = Unit(texts[0], texts[1], document if isinstance(document, str) else None)
    return Numbered(number, str(id), unit, tuple(waivers))
