"""Lines and files to records, or to every fault in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from translate.errors import Fault, RecordError
from translate.files import reason
from translate.model import ErrorSpan, Finding, Pair, Record, Review, Term
from translate.records.faults import find_faults
from translate.records.rows import FindingRow, PairRow, ReviewRow, Row, TermRow, decode_row, make_row


def read_records(path: str | Path) -> Iterator[Record]:
    """Read a record file, streaming; ``-`` is standard input.

    Raises:
        RecordError: at the first line with faults; the records before it have been given.
    """
    for item in scan_records(path):
        if isinstance(item, Record):
            yield item
        else:
            raise RecordError(faults=item)


def scan_records(path: str | Path) -> Iterator[Record | list[Fault]]:
    """Read a record file line by line: a record where a line is one, its faults where it is not.

    Raises:
        RecordError: the file cannot be opened or read at all.
    """
    for number, line in read_lines(path):
        if isinstance(line, Fault):
            yield [line]
        elif line.strip():
            try:
                yield parse_record(line, str(path), number)
            except RecordError as error:
                yield list(error.faults)


def read_lines(path: str | Path) -> Iterator[tuple[int, str | Fault]]:
    """Lines of a UTF-8 file with their one-based numbers; a line that is not UTF-8 comes as a fault.

    Raises:
        RecordError: the file cannot be opened or read at all.
    """
    for number, data in enumerate(read_raw_lines(path), 1):
        yield number, decode_line(data, str(path), number)


def read_raw_lines(path: str | Path) -> Iterator[bytes]:
    """Lines of a file with their line breaks, without a mark at its beginning that it is UTF-8.

    Raises:
        RecordError: the file cannot be opened or read at all.
    """
    try:
        with _open(path) as stream:
            if first := stream.readline():
                yield first.removeprefix(b"\xef\xbb\xbf")
            yield from stream
    except OSError as error:
        raise RecordError.at(str(path), f"cannot be read: {reason(error)}") from error


def decode_line(data: bytes, path: str, number: int) -> str | Fault:
    """Text of a line, or what is wrong with it."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return Fault(path, number, "not UTF-8", "convert the file with iconv")


@contextmanager
def _open(path: str | Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
    else:
        # A large buffer: one record has thousands of bytes.
        with Path(path).open("rb", buffering=2**18) as stream:
            yield stream


def parse_record(line: str, path: str = "-", number: int | None = None) -> Record:
    """Parse one line; arguments and errors are those of ``parse_row``."""
    return make_record(parse_row(line, path, number))


def parse_row(line: str, path: str = "-", number: int | None = None) -> Row:
    """Parse one line to a row, of which ``make_record`` makes a record.

    For those who look at a hundred thousand lines and need little of each.

    Args:
        line: a JSON object.
        path: for messages.
        number: one-based line, for messages.

    Raises:
        RecordError: everything that is wrong with the line.
    """
    row = decode_row(line)
    if row is not None:
        return row
    try:
        loaded = json.loads(line)
    except ValueError as error:
        raise RecordError.at(path, f"not JSON: {error}", line=number) from error
    except RecursionError as error:
        raise RecordError.at(path, "not a record: nested too deeply", line=number) from error
    if faults := find_faults(loaded, path, number):
        raise RecordError(faults=faults)
    return make_row(loaded)


def make_record(row: Row) -> Record:
    """Make a record of its row."""
    return Record(
        row.id,
        row.document,
        row.paragraph,
        row.kind,
        row.source,
        row.target,
        row.mt,
        tuple([make_pair(pair) for pair in row.pairs]),
        tuple([_term(term) for term in row.terms]),
        tuple([_finding(finding) for finding in row.findings]),
        row.signature,
        Review() if row.review is None else _review(row.review),
        row.source_lang,
        row.target_lang,
    )


def make_pair(row: PairRow) -> Pair:
    """Make a sentence pair of its row."""
    return Pair(row.source, row.target, row.score, row.words)


def _term(row: TermRow) -> Term:
    return Term(row.entry, row.source, row.target, row.expected, row.status, row.how, row.cost)


def _finding(row: FindingRow) -> Finding:
    return Finding(row.rule, row.severity, row.message, row.source, row.target, row.entry, row.suggestion)


def _review(row: ReviewRow) -> Review:
    spans = tuple(ErrorSpan(s.side, s.span, s.category, s.severity, s.comment) for s in row.spans)
    return Review(row.status, row.reviewer, row.edited, spans, row.comment)
