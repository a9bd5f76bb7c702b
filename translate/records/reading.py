"""Lines and files to records, or to every fault in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

from translate.errors import Fault, RecordError
from translate.files import reason
from translate.model import SCHEMA, ErrorSpan, Finding, Kind, Pair, Record, Review, Span, Term, WordLink
from translate.records.writing import record_id

_SEVERITIES = ("error", "warning", "info")
_TERM_STATUS = ("met", "unmet", "waived")
_HOW = ("model", "nbest", "repair", "edit", "memory", None)
_REVIEW_STATUS = ("unreviewed", "accepted", "edited", "rejected")
_MQM_SEVERITIES = ("neutral", "minor", "major", "critical")


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
    """Parse one line.

    Args:
        line: a JSON object.
        path: for messages.
        number: one-based line, for messages.

    Raises:
        RecordError: everything that is wrong with the line.
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RecordError.at(path, f"not JSON: {error}", line=number) from error
    except RecursionError as error:
        raise RecordError.at(path, "not a record: nested too deeply", line=number) from error
    parser = _Parser(path, number)
    record = parser.record(row)
    if parser.faults or record is None:
        raise RecordError(faults=parser.faults)
    return record


_Row = Mapping[str, Any]


def _sound_links(words: object, source: int, target: int) -> tuple[WordLink, ...] | None:
    """Word links that are as they should be, all at once: they are the bulk of a record; None where one is not."""
    if not isinstance(words, list):
        return None
    try:
        links = tuple([(a, b, c, d) for a, b, c, d in words])
    except (TypeError, ValueError):
        return None
    numbers = chain.from_iterable(links)
    if links and set(map(type, numbers)) != {int}:
        return None
    return links if all(0 <= a <= b <= source and 0 <= c <= d <= target for a, b, c, d in links) else None


class _Parser:
    """Collects every fault of one line."""

    def __init__(self, path: str, line: int | None) -> None:
        self.path, self.line = path, line
        self.faults: list[Fault] = []

    def fault(self, what: str, repair: str = "") -> None:
        self.faults.append(Fault(self.path, self.line, what, repair))

    def record(self, row: object) -> Record | None:
        if not isinstance(row, dict):
            self.fault("a record is a JSON object")
            return None
        if row.get("schema") != SCHEMA:
            known = f"this version reads {SCHEMA}"
            self.fault(f"schema is {row.get('schema')!r}", known)
            return None
        keys = ("schema", "id", "document", "paragraph", "kind", "source", "target", "mt", "pairs", "terms")
        self.keys(row, "record", keys, ("source_lang", "target_lang", "findings", "signature", "review"))
        if self.faults:
            return None
        texts = {name: self.text(row, name) for name in ("id", "document", "source", "target", "mt")}
        source, target = texts["source"], texts["target"]
        paragraph = self.integer(row, "paragraph")
        kind = self.choice(row, "kind", tuple(Kind))
        record = Record(
            id=texts["id"],
            document=texts["document"],
            paragraph=paragraph,
            kind=Kind(kind) if kind in tuple(Kind) else Kind.PARAGRAPH,
            source=source,
            target=target,
            mt=texts["mt"],
            pairs=tuple(self.pair(r, i, source, target) for i, r in self.rows(row, "pairs")),
            terms=tuple(self.term(r, i, source, target) for i, r in self.rows(row, "terms")),
            findings=tuple(self.finding(r, i, source, target) for i, r in self.rows(row, "findings")),
            signature=self.text(row, "signature", ""),
            review=self.review(row.get("review"), source, target),
            source_lang=self.text(row, "source_lang", "fr"),
            target_lang=self.text(row, "target_lang", "en"),
        )
        expected = record_id(record.document, record.paragraph, source)
        if not self.faults and record.id != expected:
            self.fault(f"id is {record.id!r}, but document, paragraph and source make {expected!r}")
        return record

    def pair(self, row: _Row, index: int, source: str, target: str) -> Pair:
        where = f"pairs[{index}]"
        self.keys(row, where, ("source", "target"), ("score", "words"))
        words = row.get("words") or []
        links = _sound_links(words, len(source), len(target))
        if links is None:
            links = self._links(words, where, source, target)
        return Pair(
            self.span(row.get("source"), source, f"{where}.source"),
            self.span(row.get("target"), target, f"{where}.target"),
            self.number(row, "score", where),
            links,
        )

    def _links(self, words: object, where: str, source: str, target: str) -> tuple[WordLink, ...]:
        """Say what is wrong with which link."""
        for link in words if isinstance(words, list) else [None]:
            if isinstance(link, list) and len(link) == 4 and all(type(n) is int for n in link):
                self.span(link[:2], source, f"{where}.words")
                self.span(link[2:], target, f"{where}.words")
            else:
                self.fault(f"{where}.words: a link is four integers, not {link!r}")
        return ()

    def term(self, row: _Row, index: int, source: str, target: str) -> Term:
        where = f"terms[{index}]"
        self.keys(row, where, ("entry", "source", "expected", "status"), ("target", "how", "cost"))
        expected = row.get("expected")
        if not isinstance(expected, list) or not all(isinstance(e, str) for e in expected):
            self.fault(f"{where}.expected: a list of strings is expected")
            expected = []
        return Term(
            self.text(row, "entry", where=where),
            self.span(row.get("source"), source, f"{where}.source"),
            self.maybe_span(row.get("target"), target, f"{where}.target"),
            tuple(expected),
            self.choice(row, "status", _TERM_STATUS, where) or "",
            self.choice(row, "how", _HOW, where),
            self.number(row, "cost", where),
        )

    def finding(self, row: _Row, index: int, source: str, target: str) -> Finding:
        where = f"findings[{index}]"
        self.keys(row, where, ("rule", "severity", "message"), ("source", "target", "entry", "suggestion"))
        return Finding(
            self.text(row, "rule", where=where),
            self.choice(row, "severity", _SEVERITIES, where) or "",
            self.text(row, "message", where=where),
            self.maybe_span(row.get("source"), source, f"{where}.source"),
            self.maybe_span(row.get("target"), target, f"{where}.target"),
            self.maybe_text(row, "entry", where),
            self.maybe_text(row, "suggestion", where),
        )

    def review(self, row: object, source: str, target: str) -> Review:
        if row is None:
            return Review()
        if not isinstance(row, dict):
            self.fault("review: an object is expected")
            return Review()
        self.keys(row, "review", ("status",), ("reviewer", "edited", "spans", "comment"))
        edited = self.maybe_text(row, "edited", "review")
        shown = target if edited is None else edited
        spans = []
        for index, item in self.rows(row, "spans", "review."):
            where = f"review.spans[{index}]"
            self.keys(item, where, ("side", "span", "category", "severity"), ("comment",))
            side = self.choice(item, "side", ("source", "target"), where) or "target"
            spans.append(
                ErrorSpan(
                    side,
                    self.span(item.get("span"), source if side == "source" else shown, f"{where}.span"),
                    self.text(item, "category", where=where),
                    self.choice(item, "severity", _MQM_SEVERITIES, where) or "",
                    self.maybe_text(item, "comment", where),
                )
            )
        return Review(
            self.choice(row, "status", _REVIEW_STATUS, "review") or "",
            self.maybe_text(row, "reviewer", "review"),
            edited,
            tuple(spans),
            self.maybe_text(row, "comment", "review"),
        )

    # -------------------------------------------------------------- values

    def keys(self, row: _Row, where: str, needed: tuple[str, ...], optional: tuple[str, ...]) -> None:
        missing = [key for key in needed if key not in row]
        unknown = [key for key in row if key not in needed and key not in optional]
        if missing:
            self.fault(f"{where}: {', '.join(missing)} missing")
        if unknown:
            self.fault(
                f"{where}: unknown {', '.join(unknown)}", f"known are {', '.join((*needed, *optional))}"
            )

    def rows(self, row: _Row, key: str, prefix: str = "") -> list[tuple[int, _Row]]:
        value = row.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(f"{prefix}{key}: a list of objects is expected")
            return []
        return list(enumerate(value))

    def text(self, row: _Row, key: str, default: str | None = None, where: str = "") -> str:
        value = row.get(key, default)
        if not isinstance(value, str):
            self.fault(f"{where + '.' if where else ''}{key}: a string is expected, not {value!r}")
            return ""
        return value

    def maybe_text(self, row: _Row, key: str, where: str) -> str | None:
        return None if row.get(key) is None else self.text(row, key, where=where)

    def integer(self, row: _Row, key: str) -> int:
        value = row.get(key)
        if type(value) is not int or value < 0:
            self.fault(f"{key}: an integer from 0 is expected, not {value!r}")
            return 0
        return value

    def number(self, row: _Row, key: str, where: str) -> float | None:
        value = row.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(f"{where}.{key}: a number is expected, not {value!r}")
            return None
        return float(value)

    def choice(self, row: _Row, key: str, choices: tuple[str | None, ...], where: str = "") -> str | None:
        value = row.get(key)
        if value not in choices:
            known = ", ".join("null" if c is None else str(c) for c in choices)
            self.fault(f"{where + '.' if where else ''}{key}: {value!r} is none of {known}")
            return None
        return cast("str | None", value)

    def span(self, value: object, text: str, where: str) -> Span:
        if isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value):
            start, end = value
            if 0 <= start <= end <= len(text):
                return start, end
            self.fault(f"{where}: [{start}, {end}] lies outside its text of {len(text)} characters")
        else:
            self.fault(f"{where}: a span is [start, end], not {value!r}")
        return 0, 0

    def maybe_span(self, value: object, text: str, where: str) -> Span | None:
        return None if value is None else self.span(value, text, where)
