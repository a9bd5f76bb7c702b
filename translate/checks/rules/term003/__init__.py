"""TERM003: one term, two accepted renderings in one document."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.agreement import replacement
from translate.checks.base import Case, Rule
from translate.checks.verdicts import Outcome
from translate.glossary import ForbiddenUse
from translate.glossary.folding import fold_term
from translate.model import Finding


class TermVaries(Rule):
    """Same term, rendered differently."""

    code = "TERM003"
    title = "term rendered differently in one document"
    severity = "warning"
    outcomes = frozenset((Outcome.MET, Outcome.CASE))

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[str, str]] = {}

    def start_document(self) -> None:
        """Forget what the last document used."""
        self._first = {}

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per occurrence that departs from the document's first rendering."""
        for verdict in case.verdicts:
            match, rendering = verdict.match, verdict.rendering
            if rendering is None or verdict.outcome is Outcome.FORBIDDEN:
                continue
            # « UE » → EU beside « Union européenne » → European Union is no inconsistency: another source form.
            key = match.entry.id, fold_term(match.source)
            variant = fold_term(rendering.target)
            first, wording = self._first.setdefault(key, (variant, rendering.target))
            if variant != first:
                yield self.finding(
                    f"{match.text!r} is {rendering.form!r} here and {wording!r} before in this document – "
                    "keep to one",
                    source=match.span,
                    target=rendering.span,
                    entry=match.entry.id,
                    suggestion=replacement(case.target, ForbiddenUse(match, rendering, (wording,)), match),
                )
