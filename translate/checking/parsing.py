"""One line of a bilingual file as a unit: a record, a plain pair, two columns, two aligned texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from translate.checking.units import RecordUnit
from translate.checks.base import Unit
from translate.errors import RecordError
from translate.records.reading import parse_row
from translate.records.rows import Row, UnreadRow

SUFFIXES = (".jsonl", ".ndjson", ".tsv")
"""What a folder is searched for."""


class Numbered(msgspec.Struct, frozen=True, gc=False):
    """A unit and where it stands."""

    line: int
    """One-based."""
    id: str
    """The record's id, the pair's ``id``, or ``""``."""
    unit: Unit
    waivers: tuple[dict[str, Any], ...] = ()
    """Waivers that the line itself carries, not validated yet."""


def is_json(line: str, path: str) -> bool:
    """True when a line is to be read as JSON: by the file's name, and where that says nothing, by its look."""
    name = path.lower()
    return not name.endswith(".tsv") and (name.endswith(SUFFIXES) or line.lstrip().startswith("{"))


_RECORD = re.compile(r'\s*\{\s*"schema"\s*:')


def parse_line(texts: Sequence[str], path: str, number: int) -> Numbered | None:
    """Parse a line: a record, a pair, two columns, or French with its English beside; not a blank one.

    Args:
        texts: the line, and the one of the other file where there are two aligned ones.
        path: file of the line; its name says what is in it.
        number: one-based line.

    Returns:
        None for the header of a TSV file.

    Raises:
        RecordError: everything that is wrong with the line.
    """
    line, *others = (text.rstrip("\r\n") for text in texts)
    if others:
        return Numbered(number, "", Unit(line, others[0]))
    if not is_json(line, path):
        if number == 1 and line.casefold() == "source\ttarget":
            return None
        return Numbered(number, "", _columns(line, path, number))
    if _RECORD.match(line):
        return number_record(parse_row(line, path, number), number)
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
        return number_record(parse_row(line, path, number), number)
    return _of_pair(row, path, number)


def _columns(line: str, path: str, number: int) -> Unit:
    columns = line.split("\t")
    if len(columns) != 2:
        what = f"{len(columns)} column{'' if len(columns) == 1 else 's'}"
        raise RecordError.at(path, what, "two are wanted: French, tab, English", number)
    return Unit(columns[0], columns[1])


def number_record(row: Row | UnreadRow, number: int) -> Numbered:
    """A record as a unit, with the waivers of its reviewer's comment."""
    comment = row.review.comment if row.review is not None else None
    return Numbered(number, row.id, RecordUnit(row), tuple(_in_comment(comment)) if comment else ())


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
