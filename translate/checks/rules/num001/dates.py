"""Dates, decades and written fractions."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from translate.checks.patterns import LazyPattern
from translate.checks.rules.num001 import units
from translate.checks.rules.num001.quantity import SOFT, WEAK, Day, Quantity
from translate.checks.rules.num001.times import find_part_hours, find_times
from translate.checks.rules.num001.words import Language

_B = r"[ \u00a0\u202f\n]"
_FR_MONTH = "|".join(sorted(units.MONTHS["fr"], key=len, reverse=True))
_EN_MONTH = "|".join(sorted((m.capitalize() for m in units.MONTHS["en"]), key=len, reverse=True))
_YEAR = r"(?:(?:1[0-9]|20)\d\d|(?<=[Mm]ai[ \u00a0\u202f\n])68)"
_DIGIT = LazyPattern(r"\d")
_FR_DATE = LazyPattern(
    rf"(?<![\w,.])(?P<d>\d{{1,2}}|[Pp]remier)(?:er|ᵉʳ)?(?:{_B}|-)(?P<m>{_FR_MONTH})\b\.?(?:{_B}(?P<y>\d{{4}})\b(?!{_B}\d{{3}}\b))?",
    re.IGNORECASE,
)
_EN_DATE = (
    LazyPattern(
        rf"\b(?P<m>{_EN_MONTH})\b\.?(?:{_B}|-)(?:the{_B})?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%]|[,.]\d)(?:,?{_B}(?P<y>\d{{4}})\b)?"
    ),
    LazyPattern(
        rf"(?<![\w.,$€£])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_B}|-)(?:of{_B})?(?P<m>{_EN_MONTH})\b\.?(?:,?{_B}(?P<y>\d{{4}})\b)?"
    ),
)
_MONTH_YEAR = {
    "fr": LazyPattern(rf"\b(?P<m>{_FR_MONTH})\b\.?{_B}(?P<y>{_YEAR})\b", re.IGNORECASE),
    "en": LazyPattern(rf"\b(?P<m>{_EN_MONTH})\b\.?(?:,|{_B}of)?{_B}(?P<y>{_YEAR}|[’']?68)\b"),
}
_NUMERIC = LazyPattern(r"(?<![\d/.-])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|\.\d)")
_ISO = LazyPattern(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_FRACTION = LazyPattern(r"(?<![\d/.,-])([123])/([2-5]|10)(?![\d/.,-])")
_YEAR_1000 = LazyPattern(r"\b[Ll][’']an mil\b(?! (?:\w+ )?cents?\b)")
_NINE_ELEVEN = LazyPattern(r"(?<![\d/])9/11(?![\d/])")
# Days that English calls by name where French may give the date; without one in the French nothing is missing.
_NAMED_DAYS = {
    "May Day": (1, 5),
    "Bastille Day": (14, 7),
    "Christmas Day": (25, 12),
    "New Year’s Day": (1, 1),
}
_NAMED_DAY = LazyPattern(r"\b(?:May Day|Bastille Day|Christmas Day|New Year[’']s Day)\b")
_SHORT_AMERICAN = LazyPattern(r"(?<![\d/])(0[1-9]|1[0-2])/(1[3-9]|2\d|3[01])(?![\d/])")
_SHORT_NUMERIC = LazyPattern(r"(?<![\d/])(\d\d)/(0\d|1[0-2])(?![\d/])")
_FR_DECADE = LazyPattern(
    rf"\b[Aa]nnées{_B}(?P<y>\d{{4}}|\d0|vingt|trente|quarante|cinquante|soixante-dix|soixante|quatre-vingt-dix|quatre-vingts?)\b"
)
_FR_DECADES = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "soixante-dix": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
}


def find_fixed(text: str, language: Language, words: Collection[str]) -> list[Quantity]:
    """Dates, times of day and decades that follow a pattern, in order; spans do not overlap.

    Args:
        text: composed text.
        language: its language.
        words: its words, in lower case.
    """
    found: list[Quantity] = []
    if language == "fr":
        if "années" in words:
            found += map(_decade, _FR_DECADE.finditer(text))
        if "mil" in words:
            found += (Quantity(match.span(), (Decimal(1000),)) for match in _YEAR_1000.finditer(text))
    else:
        found += find_part_hours(text)
        if "day" in words:
            found += map(_named_day, _NAMED_DAY.finditer(text))
    has_month = not units.MONTHS[language].keys().isdisjoint(words)
    if _DIGIT.search(text) is not None:
        found += find_times(text, language)
        if "/" in text:
            found += _find_slashed(text)
        if has_month:
            found += _find_dates(text, language)
        if "/" in text or "." in text:
            found += filter(None, (_numeric(match, language) for match in _NUMERIC.finditer(text)))
        if "-" in text:
            found += filter(None, map(_iso, _ISO.finditer(text)))
    elif has_month and language == "fr":
        found += _find_dates(text, language)  # premier mars
    return _without_overlaps(found)


def decade_readings(year: int) -> frozenset[tuple[Decimal, str]]:
    """Decades that a year may stand for: *1960s*; *les années 60* of this century or the two before."""
    years = (year,) if year > 99 else (1800 + year, 1900 + year, 2000 + year)
    return frozenset((Decimal(value), "decade") for value in years)


def _without_overlaps(found: list[Quantity]) -> list[Quantity]:
    """What was found first wins."""
    kept: list[Quantity] = []
    for quantity in found:
        start, end = quantity.span
        if not any(q.span[0] < end and start < q.span[1] for q in kept):
            kept.append(quantity)
    return sorted(kept, key=lambda quantity: quantity.span)


def _decade(match: re.Match[str]) -> Quantity:
    year = _FR_DECADES.get(match["y"]) or int(match["y"])
    return Quantity(match.span(), (Decimal(year),), form="decade", readings=decade_readings(year))


def _find_slashed(text: str) -> list[Quantity]:
    """*9/11*, *2/3*, *le 14/03*."""
    found = [_date(match, (11, 9, None)) for match in _NINE_ELEVEN.finditer(text)]
    for match in _FRACTION.finditer(text):
        value = Decimal(int(match[1])) / Decimal(int(match[2]))
        percent = frozenset({(value * 100, "%")})
        found.append(Quantity(match.span(), (value,), readings=percent, strength=SOFT, form="word"))
    for match in _SHORT_AMERICAN.finditer(text):
        found.append(_date(match, (int(match[2]), int(match[1]), None)))
    for match in _SHORT_NUMERIC.finditer(text):
        is_date = match[2].startswith("0") or text[: match.start()].endswith(("le ", "du ", "au ", "on "))
        if is_date and 1 <= int(match[1]) <= 31 and match[2] != "00":
            found.append(_date(match, (int(match[1]), int(match[2]), None)))
    return found


def _find_dates(text: str, language: Language) -> list[Quantity]:
    """*le 4 juin 1994*, *June 4, 1994*, *en juin 1994*."""
    months = units.MONTHS[language]
    found: list[Quantity] = []
    for pattern in (_FR_DATE,) if language == "fr" else _EN_DATE:
        for match in pattern.finditer(text):
            day = 1 if match["d"].lower() == "premier" else int(match["d"])
            if day <= 31:
                year = int(match["y"]) if match["y"] else None
                found.append(_date(match, (day, months[match["m"].lower()], year)))
    for match in _MONTH_YEAR[language].finditer(text):
        found.append(_date(match, (None, months[match["m"].lower()], int(match["y"].lstrip("’'")))))
    return found


def _date(match: re.Match[str], *days: Day) -> Quantity:
    end = match.end() - match.group().endswith(".")
    return Quantity((match.start(), end), days=days, form="date")


def _named_day(match: re.Match[str]) -> Quantity:
    day, month = _NAMED_DAYS[match.group().replace("'", "’")]
    return Quantity(match.span(), days=((day, month, None),), strength=WEAK, form="date")


def _numeric(match: re.Match[str], language: Language) -> Quantity | None:
    """*11/09/2001*: day and month in French; in English, whichever can be."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    orders = [(first, second)] if language == "fr" and second <= 12 else [(first, second), (second, first)]
    days = [(day, month, year) for day, month in orders if 1 <= month <= 12 and 1 <= day <= 31]
    return _date(match, *days) if days else None


def _iso(match: re.Match[str]) -> Quantity | None:
    year, month, day = map(int, match.groups())
    return _date(match, (day, month, year)) if 1 <= month <= 12 and 1 <= day <= 31 else None
