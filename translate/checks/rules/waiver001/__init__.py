"""WAIVER001: a waiver has expired or covers nothing any more.

The run finds these (``translate.checking.run``), since a waiver is no matter of one pair.
"""

from __future__ import annotations

from collections.abc import Iterable

from translate.checks.base import Case, Rule
from translate.model import Finding


class StaleWaiver(Rule):
    """A waiver out of date."""

    code = "WAIVER001"
    title = "waiver expired or unused"
    severity = "warning"

    def check(self, case: Case) -> Iterable[Finding]:
        """Nothing: see the module."""
        del case
        return ()
