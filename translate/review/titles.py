"""Titles of the rules, for the queue's filter, without loading the rules."""

from __future__ import annotations

import re
from importlib.resources import files

from translate.checks.registry import CODES, load_rule

_TITLE = re.compile(r'^    title = "([^"\\]+)"$', re.MULTILINE)


def rule_titles() -> list[tuple[str, str]]:
    """Code and title of every rule.

    The titles are read from the source of the rules: importing them compiles hundreds of patterns, which takes longer
    than anything else before the first page is shown, and the first page needs none of them.
    """
    return [(code, _find_title(code) or load_rule(code).title) for code in CODES]


def _find_title(code: str) -> str | None:
    file = files("translate.checks.rules") / code.lower() / "__init__.py"
    match = _TITLE.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    return match[1] if match else None
