"""Times of day and durations, as French and English write them with digits."""

from __future__ import annotations

import re
from decimal import Decimal

from translate.checks.patterns import LazyPattern
from translate.checks.rules.num001 import units
from translate.checks.rules.num001.quantity import WEAK, Quantity
from translate.checks.rules.num001.words import Language

_B = r"[ \u00a0\u202f\n]"
_FR_TIME = LazyPattern(
    rf"(?<![\w,.:])(?P<h>\d{{1,2}}){_B}?(?:[hH](?:{_B}?(?P<m>\d{{2}}))?(?![\w/])|heures?\b(?:{_B}(?P<m2>\d{{1,2}})\b(?!{_B}?[%€]))?|:(?P<m3>\d\d)(?::\d\d)?)"
    rf"(?:{_B}(?:minutes?|mn|min)\b)?"
    rf"(?P<half>{_B}et{_B}demie)?(?P<part>{_B}(?:du{_B}(?:matin|soir)|de{_B}l[’']après-midi|par|\w+{_B}par))?"
)
_EN_TIME = LazyPattern(
    rf"(?<![\w,.:$€£])(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d)(?!\d|[.,]\d))?(?::\d\d)?{_B}?(?P<half>[ap]\.?{_B}?m\b\.?|[AP]\.?M\b\.?|[ap]\.(?!\S)|o[’']clock\b|noon\b|midnight\b)?",
)
_LONG_DURATION = LazyPattern(
    rf"(?<![\w,.])(?P<h>\d{{1,3}}){_B}?(?:h|heures?|hours?)(?:{_B}?(?:et|and){_B}|,{_B}|{_B}?)(?P<m>\d{{1,2}}){_B}?(?:['’′]|min\b|minutes?\b)"
    rf"(?:(?:{_B}?(?:et|and){_B}|,{_B}|{_B}?)(?P<s>\d{{1,2}}){_B}?(?:''|\"|″|s\b|seconde?s\b)?)?|(?<![\d:])(?P<h2>\d{{1,2}}):(?P<m2>\d\d):(?P<s2>\d\d)(?![\d:])"
)
_MILLISECONDS = LazyPattern(r"(?<!\w)(\d{1,2})(?:''|\"|″)(\d{1,3})?(?!\w)")
# 1 min 51 s 34 · 1'51''34, and *1:51.34*
_RACE = {
    "fr": LazyPattern(
        rf"(?<![\w,.:])(?:(?P<h>\d{{1,2}}){_B}?(?:h|heures?){_B}?)?(?P<m>\d{{1,2}}){_B}?(?:min|mn|['’′]){_B}?"
        rf"(?P<s>\d{{1,2}}){_B}?(?:s|''|\"|″){_B}?(?P<c>\d{{1,3}})(?!\w|{_B}\d{{3}}|[,.]\d)"
    ),
    "en": LazyPattern(
        r"(?<![\w,.:])(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>\d\d)\.(?P<c>\d{1,3})(?!\w|:|\.\d)"
    ),
}
_HOUR_AND_HALF = LazyPattern(
    r"\b(?:an?|one|last|past|next) (hour|minute|day|week|month|year) and a (half|quarter)\b"
)
_HALF_CENTURY = LazyPattern(r"\b[Hh]alf(?: an?|-)? ?century\b")
_ROUND_THE_CLOCK = LazyPattern(r"\ba?round[- ]the[- ]clock\b", re.IGNORECASE)
_CLOCK_WORD = LazyPattern(rf"{_B}([ap]\.?m\b\.?|o[’']clock\b)")
# The first of two hours that share what is said after the second: *entre 17 et 20 heures*, *between 5 and 8 p.m.*
_FIRST_HOUR = {
    "fr": LazyPattern(
        rf"(?<![\w,.:/])(?<!h{_B})(?<!heures{_B})(\d{{1,2}})(?={_B}(?:et|à|ou){_B}\d{{1,2}}{_B}?(?P<half>h|heures)\b)"
    ),
    "en": LazyPattern(
        rf"(?<![\w,.:$€£])(\d{{1,2}})(?=(?:{_B}(?:and|to|or){_B}|[–-])\d{{1,2}}(?::\d\d)?{_B}?(?P<half>[ap])\.?m\b)"
    ),
}
_MILITARY = LazyPattern(rf"(?<![\d.,])([01]\d|2[0-3])([0-5]\d){_B}?(?=GMT|UTC|CET|CEST|hours|local)")


def find_times(text: str, language: Language) -> list[Quantity]:
    """Times of day and durations of several parts; spans may overlap, the better reading comes first.

    Args:
        text: a text with digits.
        language: its language.
    """
    found = [_race(match) for match in _RACE[language].finditer(text)]
    if "h" in text or "H" in text or ":" in text:
        found += _find_durations(text)
    if "''" in text or "″" in text:
        for match in _MILLISECONDS.finditer(text):
            quantity = Quantity(match.span(), (Decimal(f"{match[1]}.{match[2] or 0}"),), "s")
            add_durations(quantity, "fr")
            found.append(quantity)
    found += map(_first_hour, _FIRST_HOUR[language].finditer(text))
    if language == "fr":
        if "h" in text or "H" in text or ":" in text:
            found += filter(None, map(_french_time, _FR_TIME.finditer(text)))
        return found
    for match in _MILITARY.finditer(text):
        minutes = Decimal(int(match[1]) * 60 + int(match[2]))
        found.append(Quantity(match.span(), form="time", readings=frozenset({(minutes, "clock")})))
    found += filter(None, map(_english_time, _EN_TIME.finditer(text)))
    return found


def find_part_hours(text: str) -> list[Quantity]:
    """*an hour and a half*, *a year and a quarter*, *round the clock*."""
    found: list[Quantity] = []
    if "the" in text and (clock := _ROUND_THE_CLOCK.search(text)) is not None:
        day = Quantity(clock.span(), (Decimal(24),), "h", strength=WEAK, form="word")
        add_durations(day, "en")
        found.append(day)
    for match in _HALF_CENTURY.finditer(text):
        years = Quantity(match.span(), (Decimal(50),), "year", strength=WEAK, form="word")
        add_durations(years, "en")
        years.readings |= {(Decimal("0.5"), "century")}
        found.append(years)
    if " and a " in text:
        for match in _HOUR_AND_HALF.finditer(text):
            value = Decimal("1.5" if match[2] == "half" else "1.25")
            half = Quantity(match.span(), (value,), units.UNITS["en"][match[1]], strength=WEAK, form="word")
            add_durations(half, "en")
            found.append(half)
    return found


def find_clock_word(text: str, start: int, end: int, hour: int) -> Quantity | None:
    """*nine o’clock*, *eight p.m.*: a time of day if such a word follows the hour at ``text[start:end]``."""
    match = _CLOCK_WORD.match(text, end)
    if match is None:
        return None
    mark = match[1][0].lower()
    hours = {hour % 12, hour % 12 + 12} if mark == "o" else {hour % 12 + (12 if mark == "p" else 0)}
    readings = frozenset((Decimal(h * 60), "clock") for h in hours)
    return Quantity((start, match.end()), form="time", readings=readings)


def _find_durations(text: str) -> list[Quantity]:
    """*4 h 21'33''*, *6 hours and 12 minutes*, *2:05:41*."""
    found: list[Quantity] = []
    for match in _LONG_DURATION.finditer(text):
        hours, minutes, seconds = (int(match[name] or match[f"{name}2"] or 0) for name in "hms")
        if minutes < 60 and seconds < 60:
            readings = {(Decimal(hours * 3600 + minutes * 60 + seconds), "seconds")}
            if not seconds and hours < 24:
                readings.add((Decimal(hours * 60 + minutes), "clock"))
            found.append(Quantity(match.span(), form="time", readings=frozenset(readings)))
    return found


def _race(match: re.Match[str]) -> Quantity:
    seconds = Decimal(int(match["h"] or 0) * 3600 + int(match["m"]) * 60) + Decimal(
        f"{int(match['s'])}.{match['c']}"
    )
    return Quantity(match.span(), form="time", readings=frozenset({(seconds, "seconds")}))


def _first_hour(match: re.Match[str]) -> Quantity:
    hour = int(match[1])
    if match["half"] in (
        "a",
        "p",
    ):  # which half of the day the first one falls in is not said: *between 11 and 2 p.m.*
        clocks = {hour % 12, hour % 12 + 12}
        readings = {(Decimal(h * 60), "clock") for h in clocks}
    else:
        readings = {(Decimal(hour % 24 * 60), "clock"), (Decimal(hour * 3600), "seconds")}
    return Quantity(match.span(), (Decimal(hour),), readings=frozenset(readings))


def _french_time(match: re.Match[str]) -> Quantity | None:
    hour, minute = int(match["h"]), int(match["m"] or match["m2"] or match["m3"] or 0)
    has_minutes = bool(match["m"] or match["m2"] or match["m3"])
    part = (match["part"] or "").strip().lower()
    if (
        minute > 59
        or (hour > 24 and match["m3"])
        or (not has_minutes and (hour > 48 or "par" in part.split()))
    ):
        return None
    if match["half"]:
        minute = 30
    readings = {(Decimal(hour * 3600 + minute * 60), "seconds")}
    if match["m3"]:
        readings.add((Decimal(hour * 60 + minute), "seconds"))
    end = match.start("part") if part else match.end()
    if hour <= 24:
        clock = hour % 24 * 60 + minute
        is_evening = "soir" in part or "après" in part
        readings.add((Decimal(clock + 720 if is_evening and hour < 12 else clock), "clock"))
        if is_evening or "matin" in part:
            end = match.end()
    quantity = Quantity((match.start(), end), form="time", readings=frozenset(readings))
    if not has_minutes and not match["half"]:
        quantity.amounts = (Decimal(hour),)
        quantity.unit = "h"
    return quantity


def _english_time(match: re.Match[str]) -> Quantity | None:
    half, minutes = match["half"], match["m"]
    if half is None and (minutes is None or match.string[match.end("h")] != ":"):
        return None
    hour, minute = int(match["h"]), int(minutes or 0)
    if hour > 24 or minute > 59:
        return None
    name = re.sub(r"[^a-z]", "", (half or "").lower())
    if minutes is None and name in ("a", "p"):
        return None  # *Article 3 a.*, *Volume 3 p. 40*
    if name in ("pm", "am", "p", "a"):
        hours = {hour % 12 + (12 if name[0] == "p" else 0)}
    elif name in ("noon", "midnight"):
        hours = {12 if name == "noon" else 0}
    elif hour <= 12 and not match["h"].startswith("0"):
        hours = {hour % 12, hour % 12 + 12}
    else:
        hours = {hour % 24}
    readings = {(Decimal(h * 60 + minute), "clock") for h in hours}
    if not half:
        readings |= {
            (Decimal(hour * 3600 + minute * 60), "seconds"),
            (Decimal(hour * 60 + minute), "seconds"),
        }
    return Quantity(match.span(), form="time", readings=frozenset(readings))


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
