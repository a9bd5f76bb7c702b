"""Bilingual files to check, written as users write them, and a report that remembers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate.checking.inputs import Source, parse_chunk, read_chunks
from translate.checking.parsing import Numbered
from translate.checking.run import Plan, run_checks
from translate.errors import Fault
from translate.glossary import parse_glossary
from translate.model import Kind, Record, Review, Term
from translate.records import serialize_record
from translate.records.writing import record_id
from translate.report.base import Located, Summary

ROOT = Path(__file__).parents[2]
GLOSSARY = parse_glossary(
    "source\ttarget\tstatus\n"
    "Maison Blanche\tWhite House\tpreferred\n"
    "cessez-le-feu\tceasefire|truce\tpreferred\n"
    "haut fonctionnaire\tsenior official\tpreferred\n"
    "haut fonctionnaire\thead officer\tforbidden\n",
    "glossary.tsv",
)
CASE = ("La Maison Blanche a dit non.", "The white house said no.")
"""Breaks TERM004."""
CLEAN = ("La Maison Blanche a dit non.", "The White House said no.")
MISSING = ("La Maison Blanche a dit non.", "The president said no.")
"""Breaks TERM001."""


def record(
    source: str,
    target: str,
    document: str = "pourparlers",
    paragraph: int = 0,
    comment: str | None = None,
    terms: tuple[Term, ...] = (),
    edited: str | None = None,
) -> Record:
    review = Review("unreviewed" if edited is None else "edited", None, edited, (), comment)
    id = record_id(document, paragraph, source)
    return Record(
        id,
        document,
        paragraph,
        Kind.PARAGRAPH,
        source,
        target,
        target,
        terms=terms,
        signature="",
        review=review,
    )


def record_line(source: str, target: str, **about: Any) -> str:
    return serialize_record(record(source, target, **about))


def pair_line(source: str, target: str, **about: Any) -> str:
    return json.dumps({"source": source, "target": target, **about}, ensure_ascii=False)


def save(path: Path, *lines: str | bytes, ending: str = "\n") -> str:
    rows = [line if isinstance(line, bytes) else line.encode() for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(row + ending.encode() for row in rows))
    return str(path)


def units_of(source: Source, size: int = 500) -> list[Numbered | list[Fault]]:
    return [item for chunk in read_chunks(source, size) for item in parse_chunk(chunk)]


class Memory:
    """A report that keeps everything."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.found: list[Located] = []
        self.faults: list[tuple[str, int | None, str]] = []
        self.ended = False

    def begin(self) -> None:
        pass

    def start_file(self, path: str) -> None:
        self.files.append(path)

    def add(self, located: Located) -> None:
        self.found.append(located)

    def fault(self, path: str, line: int | None, what: str) -> None:
        self.faults.append((path, line, what))

    def end(self, summary: Summary) -> None:
        self.ended = True

    @property
    def rows(self) -> list[tuple[int, str, str]]:
        """Line, rule and status of every finding."""
        return [(f.place.line, f.finding.rule, f.status) for f in self.found]


def run(paths: Sequence[str], **settings: Any) -> tuple[Summary, Memory]:
    memory = Memory()
    settings.setdefault("codes", ("TERM001", "TERM002", "TERM003", "TERM004", "WAIVER001"))
    plan = Plan([Source(path) for path in paths], GLOSSARY, **settings)
    return run_checks(plan, memory), memory
