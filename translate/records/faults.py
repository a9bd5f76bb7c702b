"""Everything that is wrong with a record's JSON: slow, thorough, and asked only where ``decode_row`` says no."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from translate.errors import Fault
from translate.model import SCHEMA, Kind
from translate.records.fields import (
    FINDING,
    HOW,
    MQM_SEVERITIES,
    PAIR,
    RECORD,
    REVIEW,
    REVIEW_STATUS,
    SEVERITIES,
    SPAN,
    TERM,
    TERM_STATUS,
    Keys,
)
from translate.records.writing import record_id

_Row = Mapping[str, Any]


def find_faults(row: object, path: str = "-", line: int | None = None) -> list[Fault]:
    """Find every fault of one record; none means that ``make_record`` can make it.

    Args:
        row: what JSON gave.
        path: for messages.
        line: one-based, for messages.
    """
    finder = _Finder(path, line)
    finder.record(row)
    return finder.faults


class _Finder:
    """Collects the faults of one line."""

    def __init__(self, path: str, line: int | None) -> None:
        self.path, self.line = path, line
        self.faults: list[Fault] = []

    def fault(self, what: str, repair: str = "") -> None:
        self.faults.append(Fault(self.path, self.line, what, repair))

    def record(self, row: object) -> None:
        if not isinstance(row, dict):
            self.fault("a record is a JSON object")
            return
        if row.get("schema") != SCHEMA:
            self.fault(f"schema is {row.get('schema')!r}", f"this version reads {SCHEMA}")
            return
        self.keys(row, "record", RECORD)
        if self.faults:
            return
        texts = {name: self.text(row, name) for name in ("id", "document", "source", "target", "mt")}
        lengths = len(texts["source"]), len(texts["target"])
        paragraph = self.integer(row, "paragraph")
        self.choice(row, "kind", tuple(Kind))
        for i, pair in self.rows(row, "pairs"):
            self.pair(pair, f"pairs[{i}]", *lengths)
        for i, term in self.rows(row, "terms"):
            self.term(term, f"terms[{i}]", *lengths)
        for i, finding in self.rows(row, "findings"):
            self.finding(finding, f"findings[{i}]", *lengths)
        self.text(row, "signature", "")
        self.review(row.get("review"), *lengths)
        self.text(row, "source_lang", "fr")
        self.text(row, "target_lang", "en")
        expected = record_id(texts["document"], paragraph, texts["source"])
        if not self.faults and texts["id"] != expected:
            self.fault(f"id is {texts['id']!r}, but document, paragraph and source make {expected!r}")

    def pair(self, row: _Row, where: str, source: int, target: int) -> None:
        self.keys(row, where, PAIR)
        words = row.get("words") or []
        for link in words if isinstance(words, list) else [None]:
            if isinstance(link, list) and len(link) == 4 and all(type(n) is int for n in link):
                self.span(link[:2], source, f"{where}.words")
                self.span(link[2:], target, f"{where}.words")
            else:
                self.fault(f"{where}.words: a link is four integers, not {link!r}")
        self.span(row.get("source"), source, f"{where}.source")
        self.span(row.get("target"), target, f"{where}.target")
        self.number(row, "score", where)

    def term(self, row: _Row, where: str, source: int, target: int) -> None:
        self.keys(row, where, TERM)
        expected = row.get("expected")
        if not isinstance(expected, list) or not all(isinstance(e, str) for e in expected):
            self.fault(f"{where}.expected: a list of strings is expected")
        self.text(row, "entry", where=where)
        self.span(row.get("source"), source, f"{where}.source")
        self.maybe_span(row.get("target"), target, f"{where}.target")
        self.choice(row, "status", TERM_STATUS, where)
        self.choice(row, "how", HOW, where)
        self.number(row, "cost", where)

    def finding(self, row: _Row, where: str, source: int, target: int) -> None:
        self.keys(row, where, FINDING)
        self.text(row, "rule", where=where)
        self.choice(row, "severity", SEVERITIES, where)
        self.text(row, "message", where=where)
        self.maybe_span(row.get("source"), source, f"{where}.source")
        self.maybe_span(row.get("target"), target, f"{where}.target")
        self.maybe_text(row, "entry", where)
        self.maybe_text(row, "suggestion", where)

    def review(self, row: object, source: int, target: int) -> None:
        if row is None:
            return
        if not isinstance(row, dict):
            self.fault("review: an object is expected")
            return
        self.keys(row, "review", REVIEW)
        edited = self.maybe_text(row, "edited", "review")
        shown = target if edited is None else len(edited)
        for i, span in self.rows(row, "spans", "review."):
            where = f"review.spans[{i}]"
            self.keys(span, where, SPAN)
            side = self.choice(span, "side", ("source", "target"), where)
            self.span(span.get("span"), source if side == "source" else shown, f"{where}.span")
            self.text(span, "category", where=where)
            self.choice(span, "severity", MQM_SEVERITIES, where)
            self.maybe_text(span, "comment", where)
        self.choice(row, "status", REVIEW_STATUS, "review")
        self.maybe_text(row, "reviewer", "review")
        self.maybe_text(row, "comment", "review")

    # -------------------------------------------------------------- values

    def keys(self, row: _Row, where: str, keys: Keys) -> None:
        missing = [key for key in keys.needed if key not in row]
        unknown = [key for key in row if key not in keys.known]
        if missing:
            self.fault(f"{where}: {', '.join(missing)} missing")
        if unknown:
            self.fault(f"{where}: unknown {', '.join(unknown)}", f"known are {', '.join(keys.known)}")

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

    def number(self, row: _Row, key: str, where: str) -> None:
        value = row.get(key)
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int | float) or _is_too_large(value):
            self.fault(f"{where}.{key}: a number is expected, not {value!r}")

    def choice(self, row: _Row, key: str, choices: tuple[str | None, ...], where: str = "") -> object:
        value = row.get(key)
        if value not in choices:
            known = ", ".join("null" if c is None else str(c) for c in choices)
            self.fault(f"{where + '.' if where else ''}{key}: {value!r} is none of {known}")
            return None
        return value

    def span(self, value: object, length: int, where: str) -> None:
        if not (isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)):
            self.fault(f"{where}: a span is [start, end], not {value!r}")
        elif not 0 <= value[0] <= value[1] <= length:
            start, end = value
            self.fault(f"{where}: [{start}, {end}] lies outside its text of {length} characters")

    def maybe_span(self, value: object, length: int, where: str) -> None:
        if value is not None:
            self.span(value, length, where)


def _is_too_large(value: float) -> bool:
    """True for an integer of hundreds of digits, which no float holds."""
    try:
        math.isinf(value)
    except OverflowError:
        return True
    return False
