"""TERM004: the right words with capitals missing."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.agreement import with_capitals
from translate.checks.base import Case, Rule
from translate.checks.verdicts import Outcome
from translate.model import Finding


class TermCase(Rule):
    """Case wrong."""

    code = "TERM004"
    title = "capitals of a term wrong"
    severity = "error"
    outcomes = frozenset((Outcome.CASE,))

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per rendering."""
        for verdict in case.verdicts:
            rendering = verdict.rendering
            if verdict.outcome is Outcome.CASE and rendering is not None:
                better = with_capitals(rendering.form, rendering.target)
                yield self.finding(
                    f"{rendering.form!r} has the wrong capitals – write {better!r}",
                    source=verdict.match.span,
                    target=rendering.span,
                    entry=verdict.match.entry.id,
                    suggestion=better,
                )
