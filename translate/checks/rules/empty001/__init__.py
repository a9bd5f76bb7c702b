"""EMPTY001: nothing stands where a translation should."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.model import Finding


class EmptyTarget(Rule):
    """Empty target."""

    code = "EMPTY001"
    title = "translation empty"
    severity = "error"
    sees_blank = True

    def check(self, case: Case) -> Iterator[Finding]:
        """At most one finding; ``***`` or ``?`` need no translation."""
        if case.is_untranslated and any(character.isalnum() for character in case.source):
            yield self.finding("nothing is translated – translate the segment", source=(0, len(case.source)))
