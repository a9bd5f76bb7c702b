"""Lines and files to records, or to every fault in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from translate.errors import Fault, RecordError
from translate.files import reason
from translate.model import ErrorSpan, Finding, Kind, Pair, Record, Review, Span, Term
from translate.records.faults import find_faults
from translate.records.soundness import is_sound


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
    try:
        with _open(path) as stream:
            for number, data in enumerate(stream, 1):
                if number == 1:
                    data = data.removeprefix(b"\xef\xbb\xbf")
                try:
                    yield number, data.decode("utf-8")
                except UnicodeDecodeError:
                    yield number, Fault(str(path), number, "not UTF-8", "convert the file with iconv")
    except OSError as error:
        raise RecordError.at(str(path), f"cannot be read: {reason(error)}") from error


@contextmanager
def _open(path: str | Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as stream:
            yield stream


def parse_record(line: str, path: str = "-", number: int | None = None) -> Record:
    """Parse one line; arguments and errors are those of ``parse_row``."""
    return make_record(parse_row(line, path, number))


def parse_row(line: str, path: str = "-", number: int | None = None) -> dict[str, Any]:
    """Parse one line to a row without faults, of which ``make_record`` makes a record.

    For those who look at a hundred thousand lines and need little of each.

    Args:
        line: a JSON object.
        path: for messages.
        number: one-based line, for messages.

    Raises:
        RecordError: everything that is wrong with the line.
    """
    try:
        row: dict[str, Any] = json.loads(line)
    except ValueError as error:
        raise RecordError.at(path, f"not JSON: {error}", line=number) from error
    except RecursionError as error:
        raise RecordError.at(path, "not a record: nested too deeply", line=number) from error
    if not is_sound(row) and (faults := find_faults(row, path, number)):
        raise RecordError(faults=faults)
    return row


def make_record(row: Mapping[str, Any]) -> Record:
    """Make a record of a row without faults."""
    review = row.get("review")
    return Record(
        row["id"],
        row["document"],
        row["paragraph"],
        _KINDS[row["kind"]],
        row["source"],
        row["target"],
        row["mt"],
        tuple([make_pair(pair) for pair in row["pairs"] or ()]),
        tuple([_term(term) for term in row["terms"] or ()]),
        tuple([_finding(finding) for finding in row.get("findings") or ()]),
        row.get("signature", ""),
        Review() if review is None else _review(review),
        row.get("source_lang", "fr"),
        row.get("target_lang", "en"),
    )


_KINDS = {str(kind): kind for kind in Kind}


def make_pair(row: Mapping[str, Any]) -> Pair:
    """Make a sentence pair of a record's row without faults."""
    links = tuple(map(tuple, row.get("words") or ()))
    return Pair(tuple(row["source"]), tuple(row["target"]), _number(row.get("score")), links)


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        row["entry"],
        tuple(row["source"]),
        _span(row.get("target")),
        tuple(row["expected"]),
        row["status"],
        row.get("how"),
        _number(row.get("cost")),
    )


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        row["rule"],
        row["severity"],
        row["message"],
        _span(row.get("source")),
        _span(row.get("target")),
        row.get("entry"),
        row.get("suggestion"),
    )


def _review(row: Mapping[str, Any]) -> Review:
    spans = tuple(
        ErrorSpan(s["side"], tuple(s["span"]), s["category"], s["severity"], s.get("comment"))
        for s in row.get("spans") or ()
    )
    return Review(row["status"], row.get("reviewer"), row.get("edited"), spans, row.get("comment"))


def _span(value: Sequence[int] | None) -> Span | None:
    return None if value is None else (value[0], value[1])


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
