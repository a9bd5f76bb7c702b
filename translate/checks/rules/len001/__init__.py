"""LEN001: the target is far too short or far too long for its source."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.model import Finding

# English news runs at 0.7 to 1.1 times the characters of the French. Far beyond both ends something was lost or
# added; short lines may vary freely (« Non. » → *No, not at all.*).
_SHORTEST, _LONGEST = 0.25, 3.0
_LONG_ENOUGH = 80
_SLACK = 40


class LengthImplausible(Rule):
    """Length ratio implausible."""

    code = "LEN001"
    title = "length implausible"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """At most one finding."""
        source, target = len(case.source.strip()), len(case.target.strip())
        if source >= _LONG_ENOUGH and target < source * _SHORTEST:
            what = "too short: something was left out"
        elif target > source * _LONGEST + _SLACK:
            what = "too long: something was added, or it loops"
        else:
            return
        yield self.finding(
            f"{target} characters for {source} are {what} – compare it with the French",
            source=(0, len(case.source)),
            target=(0, len(case.target)),
        )
