"""A finding at its place in a file, and the run that it belongs to."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from translate.model import Finding

NEW, BASELINED, WAIVED = "new", "baselined", "waived"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands."""

    file: str
    """As the user named it, or found below a folder that the user named."""
    line: int
    """One-based."""
    record: str
    """The record's id, or that of a plain pair; ``""`` where it has none."""


@dataclass(frozen=True, slots=True)
class Located:
    """One finding with all that a report shows of it."""

    place: Place
    finding: Finding
    source: str
    """The unit's French, into which ``finding.source`` points."""
    target: str
    """The unit's English, into which ``finding.target`` points."""
    status: str = NEW
    """``new``, ``baselined`` or ``waived``; only new findings decide the exit code."""
    reason: str = ""
    """Why it was waived."""

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that stay the same when lines move and other units change.

        Rule, entry, the two texts and the place in them: the file and the line do not count.
        """
        finding = self.finding
        parts = (finding.rule, finding.entry or "", self.source, self.target, finding.source, finding.target)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Summary:
    """What a run amounts to."""

    files: int = 0
    units: int = 0
    """Segments (records or plain pairs) checked."""
    faults: int = 0
    """Broken lines that could not be checked."""
    by_severity: Counter[str] = field(default_factory=Counter)
    """New findings by severity."""
    by_rule: Counter[str] = field(default_factory=Counter)
    """New findings by rule."""
    baselined: int = 0
    waived: int = 0

    def count(self, located: Located) -> None:
        """Book one finding."""
        if located.status == BASELINED:
            self.baselined += 1
        elif located.status == WAIVED:
            self.waived += 1
        else:
            self.by_severity[located.finding.severity] += 1
            self.by_rule[located.finding.rule] += 1
