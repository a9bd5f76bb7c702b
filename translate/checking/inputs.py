"""Bilingual files in chunks of lines, and chunks as units to check."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.checking.parsing import SUFFIXES, Numbered, number_record, parse_line
from translate.checks.base import Unit
from translate.errors import Fault, InputError, RecordError
from translate.records.reading import decode_line, read_raw_lines
from translate.records.rows import decode_row, decode_unread


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
    lines: tuple[bytes, ...]
    """As they stand in the file, line breaks included: whoever parses them, perhaps another process, decodes them."""
    targets: tuple[bytes, ...] = ()
    """English lines of an aligned text, as many as ``lines``."""
    faults: tuple[Fault, ...] = ()
    """Why the input cannot be read, or no further."""


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
    stream = read_raw_lines(source.path)
    lines = list(itertools.islice(stream, size))
    first = 1
    while lines:
        document = _last_document(lines, source.path)
        following: list[bytes] = []
        for line in stream:
            if _begins_document(line, document, source.path):
                following.append(line)
                break
            lines.append(line)
        yield Chunk(source, first, tuple(lines))
        first += len(lines)
        lines = [*following, *itertools.islice(stream, size - len(following))]


def _aligned_chunks(source: Source, target: str, size: int) -> Iterator[Chunk]:
    if "-" not in (source.path, target):
        # Counted before anything is said of them: out of step, every pair would be wrong.
        counts = [sum(1 for _ in read_raw_lines(path)) for path in (source.path, target)]
        _compare_lengths(source.path, target, *counts)
    streams = read_raw_lines(source.path), read_raw_lines(target)
    first = 1
    while True:
        lines, others = (tuple(itertools.islice(stream, size)) for stream in streams)
        if len(lines) != len(others):
            rest = (sum(1 for _ in stream) for stream in streams)
            parts = zip((lines, others), rest, strict=True)
            _compare_lengths(source.path, target, *(first - 1 + len(part) + more for part, more in parts))
        if not lines:
            return
        yield Chunk(source, first, lines, others)
        first += len(lines)


def _compare_lengths(source: str, target: str, *counts: int) -> None:
    if counts[0] != counts[1]:
        raise InputError.at(
            source,
            f"has {counts[0]} lines and {target} has {counts[1]}",
            "align them: one segment per line, the same number in both",
        )


_DOCUMENT = re.compile(rb'"document"\s*:\s*"((?:[^"\\]|\\.)*)"')


def _begins_document(line: bytes, document: str | None, path: str) -> bool:
    """True where a chunk may begin: the line is of another document than the unit before it, or that one of none."""
    if document is None:
        return True
    # Cheap, and no matter if it errs: the chunk is longer then.
    match = _DOCUMENT.search(line)
    if match and match.group(1) == document.encode("utf-8", "replace"):
        return False
    unit = _unit_of(line, path)
    return unit is not None and unit.document != document


def _last_document(lines: Sequence[bytes], path: str) -> str | None:
    """Document of the last unit that lines hold."""
    units = (_unit_of(line, path) for line in reversed(lines))
    last = next((unit for unit in units if unit is not None), None)
    return None if last is None else last.document


def _unit_of(line: bytes, path: str) -> Unit | None:
    """The unit that a line holds; None for a broken line, which ends no document."""
    parsed = next(parse_chunk(Chunk(Source(path), 0, (line,)), judges_links=False), None)
    return parsed.unit if isinstance(parsed, Numbered) else None


def parse_chunk(chunk: Chunk, *, judges_links: bool = True) -> Iterator[Numbered | list[Fault]]:
    """Units of a chunk; the faults of a line that is none. Blank lines and the header of a TSV file are skipped.

    Args:
        chunk: from ``read_chunks``.
        judges_links: whether a record with a word link beyond its texts is a fault; without, its links are read by
            nobody but who needs them, and are none where they are not sound.
    """
    decode = decode_row if judges_links else decode_unread
    if chunk.faults:
        yield list(chunk.faults)
    path, number = chunk.source.path, chunk.first
    may_be_rows = not chunk.targets and not path.lower().endswith(".tsv")
    for line, other in itertools.zip_longest(chunk.lines, chunk.targets):
        # A record as this package writes it is decoded at once; whatever else there is takes its time.
        row = decode(line) if may_be_rows and line.startswith(b'{"schema":') else None
        parsed = number_record(row, number) if row is not None else _parse(chunk.source, number, line, other)
        if parsed is not None:
            yield parsed
        number += 1


def _parse(source: Source, number: int, line: bytes, other: bytes | None) -> Numbered | list[Fault] | None:
    decoded = [decode_line(line, source.path, number)]
    if other is not None:
        decoded.append(decode_line(other, source.target or "", number))
    if faults := [text for text in decoded if isinstance(text, Fault)]:
        return faults
    texts = [text for text in decoded if isinstance(text, str)]
    if not any(map(str.strip, texts)):
        return None
    try:
        return parse_line(texts, source.path, number)
    except RecordError as error:
        return list(error.faults)
