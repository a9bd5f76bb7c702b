"""TERM005: a name to be kept as it is was changed, translated or shortened."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.verdicts import Outcome
from translate.model import Finding


class KeptTermAltered(Rule):
    """A ``keep`` term altered."""

    code = "TERM005"
    title = "term to be kept was altered"
    severity = "error"
    outcomes = frozenset((Outcome.ALTERED,))

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per occurrence."""
        for verdict in case.verdicts:
            if verdict.outcome is Outcome.ALTERED:
                match = verdict.match
                yield self.finding(
                    f"{match.text!r} is to be kept and is not there – write {match.expected[0]!r}",
                    source=match.span,
                    entry=match.entry.id,
                    suggestion=match.expected[0],
                )
