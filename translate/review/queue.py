"""What to look at: rows of records, neediest first, filtered, a page at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from translate.model import Review
from translate.review.findings import Known
from translate.review.glance import Entry
from translate.text import fold

if TYPE_CHECKING:
    from translate.review.desk import Desk

SORTS = ("need", "document")
FEW = 500
"""Records that are checked within a few calls."""
START = 140
"""Characters of a text that a row shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the queue."""

    record_id: str
    document: str
    paragraph: int
    kind: str
    status: str
    errors: int
    warnings: int
    unmet: int
    """Terms that nothing renders."""
    score: float | None
    """Mean log-probability per token of the worst sentence; None where no engine gave one."""
    source_start: str
    target_start: str
    """First characters of the English as it stands."""
    rules: tuple[str, ...] = ()
    """Rules with findings."""
    is_checked: bool = True
    """False where the counts are still those that the file brought along."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of many."""

    rows: tuple[Row, ...]
    total: int
    """Rows that pass the filters, on all pages."""
    page: int
    """From 0; the last one where a later one was asked for."""
    pages: int
    """How many there are, at least 1."""
    pending: int
    """Records that the checks have not reached yet: filters on rules and order by need may still change."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in the queue, by what is known now."""

    index: int
    """From 0; -1 where the filters leave the record out."""
    total: int
    """Rows that pass the filters."""
    previous: str | None
    """Id of the record before it."""
    next: str | None
    """Id of the one after it; in a queue by need, of the next undecided one, begun anew at the top after the last."""
    problem: str | None
    """Id of the next undecided record with a problem, begun anew at the top after the last one."""
    near: tuple[Row, ...]
    """Rows around it."""


def list_rows(
    desk: Desk,
    sort: str = "need",
    rule: str = "",
    status: str = "",
    text: str = "",
    term: str = "",
    page: int = 0,
    size: int = 50,
    seconds: float = 0.15,
) -> Page:
    """List a page of the queue.

    Checks are slow beside everything else here: they are given some time in each call, and a record that they have
    not reached yet counts with what its file says. With few records, or a filter on a rule, they go first in the
    order of the files; with many, the rows shown go first.

    Args:
        desk: the records.
        sort: ``need`` (undecided first; then unmet terms, errors, warnings, lowest score) or ``document``.
        rule: code or family (``TERM``) that a finding has to have.
        status: review status.
        text: words in the French or the English, in any case.
        term: id of a glossary entry, or words of its English.
        page: from 0.
        size: rows per page.
        seconds: time for checks.

    Raises:
        ValueError: an unknown ``sort``.
    """
    until = monotonic() + seconds
    entries = desk.entries()
    keep = _filter(rule, status, text, term)
    if rule or len(entries) <= FEW:
        # The record not looked at yet may be the one wanted: look before filtering and sorting.
        desk.findings.work([entry.id for entry, _ in entries], until)
    chosen = _choose(desk, entries, keep, sort)
    pages = max(1, math.ceil(len(chosen) / size))
    page = min(max(page, 0), pages - 1)
    shown = chosen[page * size : (page + 1) * size]
    desk.findings.work([row.entry.id for row in shown], until)
    rows = tuple(_weigh(r.entry, r.review, desk.findings.known(r.entry.id)).row for r in shown)
    desk.findings.work((entry.id for entry, _ in entries), until)
    return Page(rows, len(chosen), page, pages, max(0, len(entries) - desk.findings.count))


def find_place(
    desk: Desk,
    record_id: str,
    near: int,
    sort: str = "need",
    rule: str = "",
    status: str = "",
    text: str = "",
    term: str = "",
) -> Place:
    """Find a record among the rows that ``list_rows`` would list, without waiting for checks.

    Args:
        desk: the records.
        record_id: one of them.
        near: how many rows around it are wanted.
        sort: as in ``list_rows``, like what follows.
        rule: as there.
        status: as there.
        text: as there.
        term: as there.
    """
    rows = _choose(desk, desk.entries(), _filter(rule, status, text, term), sort)
    here = next((i for i, row in enumerate(rows) if row.entry.id == record_id), -1)
    first = max(0, min(here - near // 2, len(rows) - near))
    later = [*rows[here + 1 :], *rows[: max(here, 0)]]
    following = rows[here + 1] if here + 1 < len(rows) else None
    if sort == "need" and not status:
        # Decided paragraphs lie at the end: before them comes what is left, and be it what was skipped.
        following = next((row for row in later if row.review.status == "unreviewed"), following)
    return Place(
        here,
        len(rows),
        rows[here - 1].entry.id if here > 0 else None,
        following.entry.id if following else None,
        next((row.entry.id for row in later if row.is_open_problem), None),
        tuple(row.row for row in rows[first : first + near]),
    )


@dataclass(slots=True)
class _Weighed:
    entry: Entry
    review: Review
    errors: int
    warnings: int
    unmet: int
    rules: tuple[str, ...]
    terms: tuple[str, ...]
    known: Known | None
    _row: Row | None = None

    @property
    def is_open_problem(self) -> bool:
        return self.review.status == "unreviewed" and bool(self.errors or self.warnings or self.unmet)

    @property
    def row(self) -> Row:
        if self._row is None:
            self._row = _make_row(self)
        return self._row


def _choose(
    desk: Desk, entries: Sequence[tuple[Entry, Review]], keep: Callable[[_Weighed], bool], sort: str
) -> list[_Weighed]:
    if sort not in SORTS:
        raise ValueError(f"sort is one of {', '.join(SORTS)}, not {sort!r}")
    known = desk.findings.known
    weighed = (_weigh(entry, review, known(entry.id)) for entry, review in entries)
    chosen = [row for row in weighed if keep(row)]
    if sort == "need":
        chosen.sort(key=_need)
    return chosen


def _weigh(entry: Entry, review: Review, known: Known | None) -> _Weighed:
    # Every page asks for every record: what was said of the very same review and findings is said again.
    last: _Weighed | None = entry.weighed
    if last is not None and last.review is review and last.known is known:
        return last
    if known is None:
        rules, unmet, terms = entry.rules, entry.unmet, entry.terms
    else:
        findings, found = known
        rules = tuple((finding.rule, finding.severity) for finding in findings)
        unmet = sum(term.status == "unmet" for term in found)
        terms = tuple(word for term in found for word in (term.entry, *term.expected))
    severities = [severity for _, severity in rules]
    names = tuple(dict.fromkeys(rule for rule, _ in rules))
    counts = severities.count("error"), severities.count("warning"), unmet
    entry.weighed = weighed = _Weighed(entry, review, *counts, names, terms, known)
    return weighed


def _need(row: _Weighed) -> tuple[bool, int, int, int, float]:
    score = row.entry.score
    doubt = math.inf if score is None else score
    return row.review.status != "unreviewed", -row.unmet, -row.errors, -row.warnings, doubt


def _filter(rule: str, status: str, text: str, term: str) -> Callable[[_Weighed], bool]:
    rule, words, term = rule.strip().upper(), fold(text.strip()), fold(term.strip())

    def keep(row: _Weighed) -> bool:
        if status and row.review.status != status:
            return False
        if rule and not any(code == rule or code.rstrip("0123456789") == rule for code in row.rules):
            return False
        if term and not any(term in fold(word) for word in row.terms):
            return False
        if not words or words in row.entry.folded:
            return True
        return row.review.edited is not None and words in fold(row.review.edited)

    return keep


def _english(row: _Weighed) -> str:
    return row.entry.target if row.review.edited is None else row.review.edited


def _make_row(row: _Weighed) -> Row:
    entry = row.entry
    return Row(
        entry.id,
        entry.document,
        entry.paragraph,
        entry.kind,
        row.review.status,
        row.errors,
        row.warnings,
        row.unmet,
        entry.score,
        _start(entry.source),
        _start(_english(row)),
        row.rules,
        row.known is not None,
    )


def _start(text: str) -> str:
    """Beginning of a text, cut between words."""
    if len(text) <= START:
        return text
    cut = text[:START]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
