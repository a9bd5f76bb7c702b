"""TERM002: a forbidden target stands where its source is in the French."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.agreement import replacement
from translate.checks.base import Case, Rule
from translate.checks.verdicts import Outcome
from translate.model import Finding


class ForbiddenTarget(Rule):
    """Forbidden target used."""

    code = "TERM002"
    title = "forbidden target used"
    severity = "error"
    outcomes = frozenset((Outcome.FORBIDDEN,))

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per use."""
        for verdict in case.verdicts:
            if verdict.outcome is not Outcome.FORBIDDEN or verdict.use is None:
                continue
            use = verdict.use
            better = replacement(case.target, use, verdict.match) if use.preferred else None
            instead = (
                f" – use {better!r}" if better else " – the glossary forbids it and names nothing instead"
            )
            yield self.finding(
                f"{use.rendering.form!r} must not render {use.match.text!r}{instead}",
                source=use.match.span,
                target=use.rendering.span,
                entry=use.match.entry.id,
                suggestion=better,
            )
