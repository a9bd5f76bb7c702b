"""Which rules there are: a plain table, imported one by one when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from translate.checks.base import Rule
from translate.errors import ConfigError

_RULES = {
    "SPAN001": "SpansClaimed",
    "EMPTY001": "EmptyTarget",
    "TERM001": "TermMissing",
    "TERM002": "ForbiddenTarget",
    "TERM003": "TermVaries",
    "TERM004": "TermCase",
    "TERM005": "KeptTermAltered",
    "TERM006": "TermFewer",
    "NUM001": "NumbersDiffer",
    "NAME001": "NameVanished",
    "NAME002": "NameVaries",
    "HEDGE001": "HearsayLost",
    "HEDGE002": "AttributionLost",
    "QUOTE001": "QuotesUnbalanced",
    "UNTR001": "LeftInFrench",
    "LEN001": "LengthImplausible",
    "REP001": "Repetition",
    "WAIVER001": "StaleWaiver",
}

CODES = tuple(_RULES)
"""Every rule code, in the order in which findings are listed."""


def load_rule(code: str) -> type[Rule]:
    """Class of one rule.

    Raises:
        ConfigError: there is no such rule; the message lists those that there are.
    """
    if code not in _RULES:
        raise ConfigError(f"no rule {code!r} – rules are {', '.join(CODES)}")
    module = importlib.import_module(f"translate.checks.rules.{code.lower()}")
    rule: type[Rule] = getattr(module, _RULES[code])
    return rule


def expand_codes(names: Iterable[str]) -> tuple[str, ...]:
    """Rule codes that names stand for: a code, or the letters of a family (``TERM``); in the order of the table.

    Raises:
        ConfigError: a name stands for nothing.
    """
    wanted: set[str] = set()
    for name in names:
        found = [code for code in CODES if code == name.upper() or code.rstrip("0123456789") == name.upper()]
        if not found:
            families = dict.fromkeys(code.rstrip("0123456789") for code in CODES)
            raise ConfigError(
                f"no rule or family {name!r} – rules are {', '.join(CODES)}; families are {', '.join(families)}"
            )
        wanted.update(found)
    return tuple(code for code in CODES if code in wanted)


def make_rules(codes: Iterable[str] = CODES) -> tuple[Rule, ...]:
    """Fresh instances of rules."""
    return tuple(load_rule(code)() for code in codes)
