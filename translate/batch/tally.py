"""Counting what a batch did, so that tasks add up to a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from translate.model import Record

_NUMBERS = ("documents", "paragraphs", "sentences", "words", "unmet")
_COUNTERS = ("met", "findings")


@dataclass(slots=True)
class Tally:
    """Counts of records."""

    documents: int = 0
    paragraphs: int = 0
    sentences: int = 0
    words: int = 0
    """Blank-separated words of the French that was translated."""
    met: Counter[str] = field(default_factory=Counter)
    """Terms met, by rung."""
    unmet: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    """Findings, by rule."""

    def count(self, record: Record) -> None:
        """Add one record."""
        self.paragraphs += 1
        self.sentences += len(record.pairs)
        self.words += sum(len(record.source[slice(*pair.source)].split()) for pair in record.pairs)
        for term in record.terms:
            if term.status == "unmet":
                self.unmet += 1
            else:
                self.met[term.how or "model"] += 1
        self.findings.update(finding.rule for finding in record.findings)

    def add(self, other: Tally) -> None:
        """Add another tally."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it, in a fixed order."""
        numbers: dict[str, Any] = {name: getattr(self, name) for name in _NUMBERS}
        return numbers | {name: dict(sorted(getattr(self, name).items())) for name in _COUNTERS}

    @classmethod
    def of(cls, row: dict[str, Any]) -> Tally:
        """From what ``as_dict`` gave.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        tally = cls()
        for name in _NUMBERS:
            setattr(tally, name, int(row[name]))
        for name in _COUNTERS:
            setattr(tally, name, Counter({str(key): int(value) for key, value in row[name].items()}))
        return tally
