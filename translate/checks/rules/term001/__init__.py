"""TERM001: an occurrence of a term has no rendering, and no other occurrence of it has one either."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.verdicts import Outcome
from translate.glossary import term_forms
from translate.model import Finding


class TermMissing(Rule):
    """Term missing."""

    code = "TERM001"
    title = "glossary term missing"
    severity = "error"
    outcomes = frozenset((Outcome.MISSING,))

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per occurrence."""
        for verdict in case.verdicts:
            if verdict.outcome is Outcome.MISSING:
                match = verdict.match
                form = term_forms(match)[0]
                others = [
                    target for target in match.expected if target != form and target != match.expected[0]
                ]
                also = f" (or {', '.join(map(repr, others))})" if others else ""
                yield self.finding(
                    f"{match.text!r} is not rendered – use {form!r}{also}",
                    source=match.span,
                    entry=match.entry.id,
                    suggestion=form,
                )
