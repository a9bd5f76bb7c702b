"""A quick look: whether a text has anything that could be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping

from translate.checks.rules.num001 import units, words
from translate.checks.rules.num001.lexicon import EN_DECADES, FR_ORDINALS, FRACTIONS, VAGUE
from translate.checks.rules.num001.roman import parse_roman
from translate.checks.rules.num001.words import Language

_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_TRIGGERS: Mapping[Language, frozenset[str]] = {
    language: frozenset().union(
        words.SMALL[language],
        words.TENS[language],
        words.HUNDRED[language],
        words.SCALES[language],
        words.ORDINALS[language],
        words.COLLECTIVES[language],
        VAGUE[language],
        FRACTIONS[language],
        units.MONTHS[language],
        units.WEEKDAYS[language],
        EN_DECADES if language == "en" else FR_ORDINALS,
    )
    - {"un", "une", "one", "first", "firsts", "may", "march"}
    for language in ("fr", "en")
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
