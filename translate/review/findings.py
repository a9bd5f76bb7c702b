"""What the checks say of the records on a desk: worked out when asked for, remembered until something changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.checks.rules.name001.names import find_names
from translate.model import Finding, Term
from translate.review.live import Examination, examine, find_findings, find_terms, make_unit
from translate.text import fold

if TYPE_CHECKING:
    from translate.review.desk import Desk

Known = tuple[tuple[Finding, ...], tuple[Term, ...]]
"""Findings and terms of a record as it stands."""

NEAR = 300
"""Paragraphs back to which the use of a term and the spelling of a name are compared."""

FIRST = 5
"""How many of them are asked how a name is spelled, the earliest first: the hero of a novel is in all."""


class _Topics(NamedTuple):
    """What a paragraph may share with others."""

    terms: frozenset[str]
    """Ids of glossary entries."""
    names: frozenset[str]
    """Words of names, folded."""


class Findings:
    """Findings by record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, Known] = {}
        self._fresh: set[str] = set()
        self._doubts = 0
        self._topics: dict[str, _Topics] = {}

    def known(self, record_id: str) -> Known | None:
        """Findings and terms of a record, if they were worked out before; an edit may be newer."""
        return self._known.get(record_id)

    @property
    def count(self) -> int:
        """How many records were checked as they stand."""
        return len(self._fresh)

    def of(self, record_id: str) -> Known:
        """Findings and terms of a record.

        Raises:
            KeyError: there is no such record.
        """
        known = self._known.get(record_id)
        if known is None or record_id not in self._fresh:
            doubts = self._doubts
            held = self._desk.held(record_id)
            unit = make_unit(held.record, held.text)
            glossary = self._desk.glossary
            findings = find_findings(held.record, unit, glossary, self._before(record_id))
            known = self._known[record_id] = findings, find_terms(held.record, unit, glossary)
            if doubts == self._doubts:  # else somebody saved meanwhile, perhaps this very paragraph
                self._fresh.add(record_id)
        return known

    def examine(self, record_id: str, text: str | None = None) -> Examination:
        """Examine a record's English: as it stands, or as it is being edited.

        Raises:
            KeyError: there is no such record.
        """
        held = self._desk.held(record_id)
        shown = held.text if text is None else text
        origins = self._desk.origins(held)
        return examine(held.record, shown, self._desk.glossary, self._before(record_id), held.review, origins)

    def _before(self, record_id: str) -> list[Unit]:
        """Earlier paragraphs of the document with a term or a name in common: only they can make a difference."""
        terms, names = self._topics_of(record_id)
        if not terms and not names:
            return []
        shared: list[str] = []
        asked: Counter[str] = Counter()
        for id in self._desk.before(record_id)[-NEAR:]:
            topics = self._topics_of(id)
            fresh = [name for name in names & topics.names if asked[name] < FIRST]
            asked.update(fresh)
            if fresh or not terms.isdisjoint(topics.terms):
                shared.append(id)
        units: list[Unit] = []
        for id in shared:
            with suppress(KeyError):
                held = self._desk.held(id)
                units.append(make_unit(held.record, held.text))
        return units

    def _topics_of(self, record_id: str) -> _Topics:
        topics = self._topics.get(record_id)
        if topics is None:
            source = self._desk.source(record_id)
            topics = self._topics[record_id] = _Topics(
                frozenset(match.entry.id for match in self._desk.glossary.find(source)),
                frozenset(fold(word) for name in find_names(source, "fr") for word in name.words),
            )
        return topics

    def work(self, ids: Iterable[str], until: float) -> bool:
        """Check records that were not checked yet, until a moment of ``time.monotonic``.

        Returns:
            True when all of them were gone through.
        """
        for id in ids:
            if id not in self._fresh:
                if monotonic() >= until:
                    return False
                try:
                    self.of(id)
                except KeyError:
                    continue  # it was no record, and is among the faults now
        return True

    def warm_up(self) -> None:
        """Load what the first check of all would load: rules and dictionaries."""
        unit = Unit("À Pontorque, Zorglubine viendrait.", "Elsewhere, somebody comes.", None)
        Checker(make_rules(), self._desk.glossary).check(unit)

    def doubt(self, ids: Iterable[str]) -> None:
        """Work records out anew at the next opportunity; until then the last that was known counts."""
        self._doubts += 1
        self._fresh.difference_update(ids)
