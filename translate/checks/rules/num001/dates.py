"""Dates and times of day, and durations, as French and English write them."""

from __future__ import annotations

import re
from decimal import Decimal

from translate.checks.rules.num001 import units
from translate.checks.rules.num001.quantity import SOFT, STRONG, WEAK, Day, Quantity
from translate.checks.rules.num001.words import Language

_B = r"[ \u00a0\u202f\n]"
_FR_MONTH = "|".join(sorted(units.MONTHS["fr"], key=len, reverse=True))
_EN_MONTH = "|".join(sorted((m.capitalize() for m in units.MONTHS["en"]), key=len, reverse=True))
_YEAR = r"(?:(?:1[0-9]|20)\d\d|(?<=[Mm]ai[ \u00a0\u202f\n])68)"
_DIGIT = re.compile(r"\d")
_FR_DATE = re.compile(
    rf"(?<![\w,.])(?P<d>\d{{1,2}}|[Pp]remier)(?:er|ᵉʳ)?(?:{_B}|-)(?P<m>{_FR_MONTH})\b\.?(?:{_B}(?P<y>\d{{4}})\b(?!{_B}\d{{3}}\b))?",
    re.IGNORECASE,
)
_EN_DATE = (
    re.compile(
        rf"\b(?P<m>{_EN_MONTH})\b\.?(?:{_B}|-)(?:the{_B})?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%]|[,.]\d)(?:,?{_B}(?P<y>\d{{4}})\b)?"
    ),
    re.compile(
        rf"(?<![\w.,$€£])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_B}|-)(?:of{_B})?(?P<m>{_EN_MONTH})\b\.?(?:,?{_B}(?P<y>\d{{4}})\b)?"
    ),
)
_MONTH_YEAR = {
    "fr": re.compile(rf"\b(?P<m>{_FR_MONTH})\b\.?{_B}(?P<y>{_YEAR})\b", re.IGNORECASE),
    "en": re.compile(rf"\b(?P<m>{_EN_MONTH})\b\.?(?:,|{_B}of)?{_B}(?P<y>{_YEAR}|’68|68)\b"),
}
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|\.\d)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_FR_TIME = re.compile(
    rf"(?<![\w,.:])(?P<h>\d{{1,2}}){_B}?(?:h(?:{_B}?(?P<m>\d{{2}}))?(?![\w/])|heures?\b(?:{_B}(?P<m2>\d{{1,2}})\b(?!{_B}?[%€]))?|:(?P<m3>\d\d)(?::\d\d)?)"
    rf"(?:{_B}(?:minutes?|mn|min)\b)?"
    rf"(?P<half>{_B}et{_B}demie)?(?P<part>{_B}(?:du{_B}(?:matin|soir)|de{_B}l[’']après-midi|par|\w+{_B}par))?"
)
_EN_TIME = re.compile(
    rf"(?<![\w,.:$€£])(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d)(?!\d|[.]\d))?(?::\d\d)?{_B}?(?P<half>[ap]\.?{_B}?m\b\.?|[AP]\.?M\b\.?|o[’']clock\b|noon\b|midnight\b)?",
)
_LONG_DURATION = re.compile(
    rf"(?<![\w,.])(?P<h>\d{{1,3}}){_B}?(?:h|heures?|hours?)(?:{_B}?(?:et|and){_B}|,{_B}|{_B}?)(?P<m>\d{{1,2}}){_B}?(?:['’′]|min\b|minutes?\b)"
    rf"(?:(?:{_B}?(?:et|and){_B}|,{_B}|{_B}?)(?P<s>\d{{1,2}}){_B}?(?:''|\"|″|s\b|seconde?s\b)?)?|(?<![\d:])(?P<h2>\d{{1,2}}):(?P<m2>\d\d):(?P<s2>\d\d)(?![\d:])"
)
_MILLISECONDS = re.compile(r"(?<!\w)(\d{1,2})(?:''|\"|″)(\d{1,3})?(?!\w)")
_HOUR_AND_HALF = re.compile(r"\b(?:an?|one) (hour|minute|day|week|month|year) and a (half|quarter)\b")
_MILITARY = re.compile(rf"(?<![\d.,])([01]\d|2[0-3])([0-5]\d){_B}?(?=GMT|UTC|CET|CEST|hours|local)")
_FRACTION = re.compile(r"(?<![\d/.,-])([123])/([2-5]|10)(?![\d/.,-])")
_NINE_ELEVEN = re.compile(r"(?<![\d/])9/11(?![\d/])")
_SHORT_NUMERIC = re.compile(r"(?<![\d/])(\d\d)/(0\d|1[0-2])(?![\d/])")
_FR_DECADE = re.compile(
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


def find_dates(text: str, language: Language) -> list[Quantity]:
    """Dates, times of day and decades written with digits; spans do not overlap."""
    found: list[Quantity] = []
    if language == "fr":
        for match in _FR_DECADE.finditer(text):
            name = match["y"]
            year = _FR_DECADES.get(name) or int(name)
            decade = Quantity(match.span(), (Decimal(year),), form="decade")
            decade.readings = decade_readings(year)
            _add(found, decade)
    if language == "en" and (" and a half" in text or " and a quarter" in text):
        for match in _HOUR_AND_HALF.finditer(text):
            value = Decimal("1.5" if match[2] == "half" else "1.25")
            half = Quantity(match.span(), (value,), units.UNITS["en"][match[1]], strength=WEAK, form="word")
            add_durations(half, language)
            _add(found, half)
    if _DIGIT.search(text) is None and "remier" not in text:
        return found
    _find_durations(found, text)
    if "/" in text:
        for match in _NINE_ELEVEN.finditer(text):
            _add_date(found, match, ((11, 9, None),))
        for match in _FRACTION.finditer(text):
            value = Decimal(int(match[1])) / Decimal(int(match[2]))
            fraction = Quantity(match.span(), (value,), strength=SOFT, form="word")
            fraction.readings = frozenset({(value * 100, "%")})
            _add(found, fraction)
    if language == "en":
        for match in _MILITARY.finditer(text):
            clock = Quantity((match.start(), match.start() + 4), form="time")
            clock.readings = frozenset({(Decimal(int(match[1]) * 60 + int(match[2])), "clock")})
            _add(found, clock)
    if "/" in text:
        for match in _SHORT_NUMERIC.finditer(text):
            is_date = match[2].startswith("0") or text[: match.start()].endswith(("le ", "du ", "au ", "on "))
            if is_date and 1 <= int(match[1]) <= 31 and match[2] != "00":
                _add_date(found, match, ((int(match[1]), int(match[2]), None),))
    for pattern in (_FR_DATE,) if language == "fr" else _EN_DATE:
        for match in pattern.finditer(text):
            day = 1 if match["d"].lower() == "premier" else int(match["d"])
            if day > 31:
                continue
            month = units.MONTHS[language][match["m"].lower()]
            _add_date(found, match, ((day, month, int(match["y"]) if match["y"] else None),))
    for match in _MONTH_YEAR[language].finditer(text):
        _add_date(
            found, match, ((None, units.MONTHS[language][match["m"].lower()], int(match["y"].lstrip("’"))),)
        )
    if "/" in text or "." in text:
        for match in _NUMERIC.finditer(text):
            _add_numeric(found, match, language)
    for match in _ISO.finditer(text):
        year, month, day = map(int, match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            _add_date(found, match, ((day, month, year),))
    if language == "fr":
        if "h" in text or ":" in text:
            for match in _FR_TIME.finditer(text):
                _add_french_time(found, match)
    else:
        for match in _EN_TIME.finditer(text):
            _add_english_time(found, match)
    return found


def decade_readings(year: int) -> frozenset[tuple[Decimal, str]]:
    """Decades that a year may stand for: *1960s*; *les années 60* of this century or the two before."""
    years = (year,) if year > 99 else (1800 + year, 1900 + year, 2000 + year)
    return frozenset((Decimal(value), "decade") for value in years)


def _find_durations(found: list[Quantity], text: str) -> None:
    """*4 h 21'33''*, *6 hours and 12 minutes*, *2:05:41*, *9''784*."""
    for match in _LONG_DURATION.finditer(text):
        hours, minutes, seconds = (int(match[name] or match[f"{name}2"] or 0) for name in "hms")
        if minutes < 60 and seconds < 60:
            quantity = Quantity(match.span(), form="time")
            readings = {(Decimal(hours * 3600 + minutes * 60 + seconds), "seconds")}
            if not seconds and hours < 24:
                readings.add((Decimal(hours * 60 + minutes), "clock"))
            quantity.readings = frozenset(readings)
            _add(found, quantity)
    if "''" in text or "″" in text:
        for match in _MILLISECONDS.finditer(text):
            quantity = Quantity(match.span(), (Decimal(f"{match[1]}.{match[2] or 0}"),), "s")
            add_durations(quantity, "fr")
            _add(found, quantity)


def _add(found: list[Quantity], quantity: Quantity) -> None:
    start, end = quantity.span
    if not any(q.span[0] < end and start < q.span[1] for q in found):
        found.append(quantity)


def _add_date(found: list[Quantity], match: re.Match[str], days: tuple[Day, ...]) -> None:
    end = match.end()
    if match.string[end - 1] == ".":
        end -= 1
    _add(found, Quantity((match.start(), end), days=days, strength=STRONG, form="date"))


def _add_numeric(found: list[Quantity], match: re.Match[str], language: Language) -> None:
    first, second = int(match[1]), int(match[3])
    year = int(match[4])
    orders = [(first, second), (second, first)]
    days = tuple((day, month, year) for day, month in orders if 1 <= month <= 12 and 1 <= day <= 31)
    if language == "fr" and days and days[0][:2] == (first, second):
        days = days[:1]
    if days:
        _add_date(found, match, days)


def _add_french_time(found: list[Quantity], match: re.Match[str]) -> None:
    hour = int(match["h"])
    minute = int(match["m"] or match["m2"] or match["m3"] or 0)
    part = (match["part"] or "").strip().lower()
    end = match.start("part") if match["part"] else match.end()
    if minute > 59 or hour > 48 or "par" in part.split():
        if match["m3"] is None and not (match["m"] or match["m2"]):
            return
        if minute > 59:
            return
    is_bare = not (match["m"] or match["m2"] or match["m3"])
    if match["half"]:
        minute = 30
    readings = {(Decimal(hour * 3600 + minute * 60), "seconds")}
    if hour <= 24:
        clock = hour % 24 * 60 + minute
        if ("soir" in part or "après" in part) and hour < 12:
            clock += 720
            end = match.end()
        elif "matin" in part:
            end = match.end()
        readings.add((Decimal(clock), "clock"))
    if match["m3"]:
        if match["m3"] == match.string[match.start("m3") : match.end("m3")] and hour > 24:
            return
        readings.add((Decimal(hour * 60 + minute), "seconds"))
    quantity = Quantity((match.start(), end), form="time")
    quantity.readings = frozenset(readings)
    if is_bare and not match["half"]:
        quantity.amounts = (Decimal(hour),)
        quantity.unit = "h"
    _add(found, quantity)


def _add_english_time(found: list[Quantity], match: re.Match[str]) -> None:
    half, minutes = match["half"], match["m"]
    if half is None and (minutes is None or match.string[match.end("h")] != ":"):
        return
    hour, minute = int(match["h"]), int(minutes or 0)
    if hour > 24 or minute > 59:
        return
    name = (half or "").lower().replace(".", "").replace(" ", "").replace("\u00a0", "")
    hours = {hour % 24}
    if name == "pm":
        hours = {hour % 12 + 12}
    elif name == "am":
        hours = {hour % 12}
    elif name == "noon":
        hours = {12}
    elif name == "midnight":
        hours = {0}
    elif hour <= 12 and (len(match["h"]) == 1 or hour >= 10):
        hours = {hour % 12, hour % 12 + 12}
    readings = {(Decimal(h * 60 + minute), "clock") for h in hours}
    if not half:
        readings |= {
            (Decimal(hour * 3600 + minute * 60), "seconds"),
            (Decimal(hour * 60 + minute), "seconds"),
        }
    quantity = Quantity(match.span(), form="time")
    quantity.readings = frozenset(readings)
    _add(found, quantity)


def add_durations(quantity: Quantity, language: Language) -> None:
    """Add what a unit of time makes of the amounts of a quantity."""
    unit = quantity.unit
    if unit is None:
        return
    if unit not in units.DURATIONS:
        quantity.readings |= {(amount, unit) for amount in quantity.amounts}
        return
    quantity.readings |= {units.duration(amount, unit) for amount in quantity.amounts}
    if language == "fr" and unit == "day":
        # quinze jours are two weeks, huit jours one
        weeks = {Decimal(15): 14, Decimal(8): 7}
        quantity.readings |= {
            units.duration(Decimal(weeks[a]), "day") for a in quantity.amounts if a in weeks
        }
    if unit == "h" and len(quantity.amounts) == 1 and 0 <= quantity.amounts[0] <= 24:
        clock = quantity.amounts[0] % 24 * 60
        if language == "fr":
            quantity.readings |= {(clock, "clock")}
            if quantity.form == "word" and clock < 720:
                quantity.readings |= {(clock + 720, "clock")}  # huit heures, said of the evening too
