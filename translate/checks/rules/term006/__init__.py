"""TERM006: a term occurs more often in the French than its renderings in the English."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.verdicts import Outcome
from translate.glossary import term_forms
from translate.model import Finding


class TermFewer(Rule):
    """Fewer renderings than occurrences."""

    code = "TERM006"
    title = "fewer renderings than occurrences"
    severity = "warning"
    outcomes = frozenset((Outcome.FEWER,))

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per occurrence left over."""
        for verdict in case.verdicts:
            if verdict.outcome is Outcome.FEWER:
                match = verdict.match
                yield self.finding(
                    f"{match.text!r} is rendered elsewhere in the segment, but not for this occurrence – "
                    f"use {term_forms(match)[0]!r} again, or waive it where a pronoun stands for it",
                    source=match.span,
                    entry=match.entry.id,
                    suggestion=term_forms(match)[0],
                )
