"""Bilingual files as units to check: records, plain pairs, two columns, two aligned texts."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from translate.checking.units import RecordUnit
from translate.checks.base import Unit
from translate.errors import Fault, InputError, RecordError
from translate.records.reading import parse_row, read_lines

SUFFIXES = (".jsonl", ".ndjson", ".tsv")
"""What a folder is searched for."""


class Numbered(NamedTuple):
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
        if name != "-" and path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _is_input(p, path))
            if not inside:
                faults.append(
                    Fault(name, None, "holds nothing to check", f"files end in {', '.join(SUFFIXES)}")
                )
            found += [Source(str(p)) for p in inside]
        elif name == "-" or path.exists():  # a pipe such as <(…) is no regular file
            found.append(Source(name))
        else:
            faults.append(Fault(name, None, "does not exist", "check the name"))
    if faults:
        raise InputError(faults=faults)
    if not found:
        raise InputError("nothing to check – name files or folders")
    return list(dict.fromkeys(found))


def _is_input(path: Path, folder: Path) -> bool:
    # The folder itself may lie below a hidden one, or be called « .. »; only what is hidden inside it is left out.
    is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in SUFFIXES and not is_hidden and path.is_file()


def read_chunks(source: Source, size: int = 500) -> Iterator[Chunk]:
    """Lines of an input in chunks of about ``size``, cut where a document ends.

    Raises:
        InputError: the file cannot be read, or two aligned texts have not the same number of lines.
    """
    try:
        if source.target is not None:
            yield from _aligned_chunks(source, source.target, size)
        else:
            yield from _chunks(source, size)
    except RecordError as error:
        raise InputError(faults=error.faults) from error


def _chunks(source: Source, size: int) -> Iterator[Chunk]:
    lines: list[str | Fault] = []
    first = 1
    document: str | None = None  # that of the last unit, worked out once the chunk is full
    for number, line in read_lines(source.path):
        if len(lines) == size:
            units = (_unit_of(line, source.path) for line in reversed(lines))
            last = next((unit for unit in units if unit is not None), None)
            document = None if last is None else last.document
        if len(lines) >= size and _begins_document(line, document, source.path):
            yield Chunk(source, first, tuple(lines))
            lines, first = [], number
        lines.append(line)
    if lines:
        yield Chunk(source, first, tuple(lines))


def _aligned_chunks(source: Source, target: str, size: int) -> Iterator[Chunk]:
    if "-" not in (source.path, target):
        # Counted before anything is said of them: out of step, every pair would be wrong.
        _compare_lengths(source.path, target, *(sum(1 for _ in read_lines(p)) for p in (source.path, target)))
    first, count = 1, [0, 0]
    lines: list[str | Fault] = []
    others: list[str | Fault] = []
    for left, right in itertools.zip_longest(read_lines(source.path), read_lines(target)):
        count = [count[0] + (left is not None), count[1] + (right is not None)]
        if left is None or right is None:
            continue
        if len(lines) >= size:
            yield Chunk(source, first, tuple(lines), tuple(others))
            lines, others, first = [], [], left[0]
        lines.append(left[1])
        others.append(right[1])
    _compare_lengths(source.path, target, *count)
    if lines:
        yield Chunk(source, first, tuple(lines), tuple(others))


def _compare_lengths(source: str, target: str, *counts: int) -> None:
    if counts[0] != counts[1]:
        raise InputError.at(
            source,
            f"has {counts[0]} lines and {target} has {counts[1]}",
            "align them: one segment per line, the same number in both",
        )


_DOCUMENT = re.compile(r'"document"\s*:\s*"((?:[^"\\]|\\.)*)"')


def _begins_document(line: str | Fault, document: str | None, path: str) -> bool:
    """True where a chunk may begin: the line is of another document than the unit before it, or that one of none."""
    if document is None:
        return True
    if isinstance(line, str):
        # Cheap, and no matter if it errs: the chunk is longer then.
        match = _DOCUMENT.search(line)
        if match and match.group(1) == document:
            return False
    unit = _unit_of(line, path)
    return unit is not None and unit.document != document


def _unit_of(line: str | Fault, path: str) -> Unit | None:
    """The unit that a line holds; None for a broken line, which ends no document."""
    if isinstance(line, str) and line.strip():
        with suppress(RecordError):
            parsed = _parse_line(line, None, path, 0)
            return parsed.unit if parsed is not None else None
    return None


def parse_chunk(chunk: Chunk) -> Iterator[Numbered | list[Fault]]:
    """Units of a chunk; the faults of a line that is none. Blank lines and the header of a TSV file are skipped."""
    path = chunk.source.path
    for offset, line in enumerate(chunk.lines):
        number = chunk.first + offset
        other = chunk.targets[offset] if chunk.targets else None
        broken = [part for part in (line, other) if isinstance(part, Fault)]
        if broken:
            yield broken
        elif isinstance(line, str) and (line.strip() or (isinstance(other, str) and other.strip())):
            try:
                parsed = _parse_line(line, other, path, number)
            except RecordError as error:
                yield list(error.faults)
            else:
                if parsed is not None:
                    yield parsed


def is_json(line: str, path: str) -> bool:
    """True when a line is to be read as JSON: by the file's name, and where that says nothing, by its look."""
    name = path.lower()
    return not name.endswith(".tsv") and (name.endswith(SUFFIXES) or line.lstrip().startswith("{"))


_RECORD = re.compile(r'\s*\{\s*"schema"\s*:')


def _parse_line(line: str, other: str | Fault | None, path: str, number: int) -> Numbered | None:
    line = line.rstrip("\r\n")
    if isinstance(other, str):
        return Numbered(number, "", Unit(line, other.rstrip("\r\n")))
    if not is_json(line, path):
        if number == 1 and line.casefold() == "source\ttarget":
            return None
        return Numbered(number, "", _columns(line, path, number))
    if _RECORD.match(line):
        return _of_record(parse_row(line, path, number), number)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError.at(path, f"not JSON: {error}", "one object per line", number) from error
    if not isinstance(row, dict):
        raise RecordError.at(
            path,
            "not an object",
            'a pair is {"source": "…", "target": "…"} or {"fr": "…", "en": "…"}',
            number,
        )
    if "schema" in row:
        return _of_record(parse_row(line, path, number), number)
    return _of_pair(row, path, number)


def _columns(line: str, path: str, number: int) -> Unit:
    columns = line.split("\t")
    if len(columns) != 2:
        what = f"{len(columns)} column{'' if len(columns) == 1 else 's'}"
        raise RecordError.at(path, what, "two are wanted: French, tab, English", number)
    return Unit(columns[0], columns[1])


def _of_record(row: dict[str, Any], number: int) -> Numbered:
    review = row.get("review")
    comment = review.get("comment") if review else None
    return Numbered(number, row["id"], RecordUnit(row), tuple(_in_comment(comment)) if comment else ())


_WAIVE = re.compile(
    r"bitexte:[ \t]*waive\b[ \t]*(?P<rule>[^\s–—]+)?(?:[ \t]+(?P<entry>(?!--?\s)[^\s–—]+))?"
    r"(?:[ \t]+(?:–|—|--?)[ \t]+(?P<reason>\S.*?))?(?:[ \t]+until[ \t]+(?P<until>\S+))?[ \t]*$",
    re.MULTILINE,
)


def _in_comment(comment: str) -> Iterator[dict[str, Any]]:
    """Waivers in a reviewer's comment: ``bitexte: waive TERM001 maison-blanche – a pronoun until 2027-01-31``.

    What follows the first two words is not judged here: a waiver without a reason has to be reported as such.
    """
    if "bitexte:" not in comment:
        return
    for row in comment.splitlines():
        match = _WAIVE.search(row.rstrip())
        if match is not None:
            yield {key: value for key, value in match.groupdict().items() if value}
        elif re.search(r"bitexte:\s*waive\b", row):
            yield {}


def _of_pair(row: dict[str, Any], path: str, number: int) -> Numbered:
    source, target = row.get("source", row.get("fr")), row.get("target", row.get("en"))
    id = row.get("id")
    if not isinstance(source, str) or not isinstance(target, str):
        raise RecordError.at(
            path,
            "neither a record nor a pair",
            'a pair is {"source": "…", "target": "…"} or {"fr": "…", "en": "…"}',
            number,
        )
    document = row.get("document")
    waivers = row.get("waivers", [])
    if not isinstance(waivers, list) or not all(isinstance(waiver, dict) for waiver in waivers):
        raise RecordError.at(path, "waivers is no list of objects", line=number)
    unit = Unit(source, target, None if document is None else str(document))
    return Numbered(number, "" if id is None else str(id), unit, tuple(waivers))
