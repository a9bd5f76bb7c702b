"""Is a record's JSON as it should be? A quick yes for what this package writes; ``find_faults`` says why not.

Checking reads a hundred thousand records with forty word links each. So little is looked at by itself here: all
texts of a record are judged together, and so are all its spans, as rows of four numbers.
"""

from __future__ import annotations

from typing import Any

from translate.model import SCHEMA, Kind
from translate.records.fields import (
    FINDING,
    HOW,
    PAIR,
    RECORD,
    REVIEW,
    REVIEW_STATUS,
    SEVERITIES,
    TERM,
    TERM_STATUS,
)
from translate.records.writing import record_id

_RECORD, _PAIR, _TERM = frozenset(RECORD.known), frozenset(PAIR.known), frozenset(TERM.known)
_FINDING, _REVIEW = frozenset(FINDING.known), frozenset(REVIEW.known)
_KINDS = frozenset(str(kind) for kind in Kind)
_NUMBER = frozenset((float, int, type(None)))
_TEXT = frozenset((str, type(None)))
_LARGE = 2**53


def is_sound(row: object) -> bool:
    """True when a record can be made of a row.

    False says nothing: the row may leave optional keys out, or have review spans, and yet have no fault.
    """
    try:
        return isinstance(row, dict) and _is_sound(row)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False  # something is not of the type that it should be, or a row is not of four


def _is_sound(row: dict[str, Any]) -> bool:
    if row.keys() != _RECORD or row["schema"] != SCHEMA or row["kind"] not in _KINDS:
        return False
    id, document, paragraph = row["id"], row["document"], row["paragraph"]
    source, target = row["source"], row["target"]
    texts = [
        id,
        document,
        source,
        target,
        row["mt"],
        row["signature"],
        row["source_lang"],
        row["target_lang"],
    ]
    if type(paragraph) is not int or paragraph < 0:
        return False
    pairs, terms, findings = row["pairs"], row["terms"], row["findings"]
    if not (type(pairs) is type(terms) is type(findings) is list):
        return False
    numbers: list[object] = []
    links: list[list[Any]] = []
    for pair in pairs:
        if pair.keys() != _PAIR or type(pair["words"]) is not list:
            return False
        links.append(_row(pair["source"], pair["target"]))
        links += pair["words"]
        numbers.append(pair["score"])
    for term in terms:
        if term.keys() != _TERM or term["status"] not in TERM_STATUS or term["how"] not in HOW:
            return False
        links.append(_row(term["source"], _or_nowhere(term["target"])))
        numbers.append(term["cost"])
        texts.append(term["entry"])
        if type(term["expected"]) is not list:
            return False
        texts += term["expected"]
    for finding in findings:
        if not finding.keys() <= _FINDING or finding["severity"] not in SEVERITIES:
            return False
        links.append(_row(_or_nowhere(finding["source"]), _or_nowhere(finding["target"])))
        texts += finding["rule"], finding["message"], finding.get("entry", ""), finding.get("suggestion", "")
    return (
        set(map(type, texts)) == {str}
        and _are_numbers(numbers)
        and _are_links(links, len(source), len(target))
        and _is_sound_review(row["review"])
        and id == record_id(document, paragraph, source)
    )


def _row(source: list[Any], target: list[Any]) -> list[Any]:
    """Two spans as one row of four numbers."""
    return source + target if len(source) == 2 else []


def _or_nowhere(span: list[Any] | None) -> list[Any]:
    return [0, 0] if span is None else span


def _are_links(links: list[list[Any]], source: int, target: int) -> bool:
    """True when every row is ``[start, end, start, end]``, and lies in texts of these lengths."""
    for a, b, c, d in links:
        if not type(a) is type(b) is type(c) is type(d) is int:
            return False
        if not (0 <= a <= b <= source and 0 <= c <= d <= target):
            return False
    return True


def _are_numbers(values: list[object]) -> bool:
    return set(map(type, values)) <= _NUMBER and all(type(v) is not int or abs(v) < _LARGE for v in values)


def _is_sound_review(row: dict[str, Any]) -> bool:
    return (
        row.keys() == _REVIEW
        and row["status"] in REVIEW_STATUS
        and row["spans"] == []
        and {type(row["reviewer"]), type(row["edited"]), type(row["comment"])} <= _TEXT
    )
