"""A quick look: whether a text has anything that could be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping

from translate.checks.rules.num001.lexicon import NUMERALS
from translate.checks.rules.num001.roman import parse_roman
from translate.checks.rules.num001.words import Language

_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_TRIGGERS: Mapping[Language, frozenset[str]] = {
    language: found - {"un", "une", "one", "first", "firsts", "may", "march"}
    for language, found in NUMERALS.items()
}
"""A text without one of these, without digits and Roman numerals, has nothing that could be missed."""


def has_numbers(text: str, language: Language) -> bool:
    """Whether a text may hold something worth comparing; quick, and never wrongly false."""
    if _DIGITS.search(text) or "½" in text:
        return True
    found = _WORD.findall(text)
    if not _TRIGGERS[language].isdisjoint([word.lower() for word in found]):
        return True
    return any(word[0] in "IVX" and parse_roman(word) is not None for word in found)
