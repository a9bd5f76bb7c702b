"""Findings of a batch: every record passes the checks once, in document order, before it is written."""

from __future__ import annotations

import dataclasses

from translate.checks.base import Checker, Unit
from translate.checks.registry import CODES, make_rules
from translate.glossary import Glossary
from translate.model import Record

_LEFT_OUT = ("SPAN001", "WAIVER001")
"""Rules about what other hands did to a record."""


class Judge:
    """Adds to records what the checks have to say of them.

    Args:
        glossary: what the TERM rules hold a translation to.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._checker = Checker(make_rules(code for code in CODES if code not in _LEFT_OUT), glossary)

    def judge(self, record: Record) -> Record:
        """Give a record its findings; records of a document have to come one after the other."""
        links = tuple(link for pair in record.pairs for link in pair.words)
        pairs = tuple((pair.source, pair.target) for pair in record.pairs)
        unit = Unit(record.source, record.target, record.document, record.kind, links, pairs, record)
        taken = {(finding.rule, finding.source) for finding in record.findings}
        found = tuple(f for f in self._checker.check(unit) if (f.rule, f.source) not in taken)
        return dataclasses.replace(record, findings=(*record.findings, *found))
