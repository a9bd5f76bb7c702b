"""Put together what stands in several words: dates and times in letters, ranges that share a unit."""

from __future__ import annotations

import itertools
from decimal import Decimal

from translate.checks.patterns import LazyPattern
from translate.checks.rules.num001 import units
from translate.checks.rules.num001.quantity import STRONG, Quantity
from translate.checks.rules.num001.words import Language
from translate.model import Span

_B = " \u00a0\u202f\u2009\n"
_RANGE = LazyPattern(
    rf"[{_B}]*(?:(?:euros|dollars|%)[{_B}])?"
    r"(?:à|et|ou|puis|to|and|or|then|,|-|–|—|sur|contre|against|out of|jusqu[’']à|up to)"
    rf"[{_B}]*(?:plus de |more than |over |près de |nearly )?\Z"
)
_NEXT = LazyPattern(rf"[{_B}-]?\Z")
_MONTH_LINK = LazyPattern(rf"[{_B}](?:of[{_B}])?\Z")
_CLOCK_LINK = LazyPattern(rf"[{_B}](?:(moins)[{_B}](?:le[{_B}])?|(et)[{_B}])?\Z")
_PAST = LazyPattern(rf"[{_B}](past|to|after|before)[{_B}]\Z")
_DAY = Decimal(1440)
_MINUTES_IN_DAY = range(1, 60)


def join(found: list[Quantity], text: str, language: Language) -> list[Quantity]:
    """Join neighbours that are one date or one time of day, and let ranges share scale and unit.

    Args:
        found: quantities in order; those that share are changed in place.
        text: their text.
        language: its language.
    """
    joined: list[Quantity] = []
    for quantity in found:
        one = None
        if joined and quantity.span[0] - joined[-1].span[1] < 12:
            between = text[joined[-1].span[1] : quantity.span[0]]
            one = _join_date(joined[-1], quantity, between)
            if one is None and quantity.form in ("word", "number", "fraction"):
                join_time = _join_french_time if language == "fr" else _join_english_time
                one = join_time(joined[-1], quantity, between)
        if one is None:
            joined.append(quantity)
        else:
            joined[-1] = one
    for here, there in reversed(list(itertools.pairwise(joined))):
        _share(here, there, text)
    return joined


def _join_date(here: Quantity, there: Quantity, between: str) -> Quantity | None:
    """*le dix-sept mars*, *the eighth of January*, *January eighth*."""
    if there.form in ("month", "date") and there.days[0][0] is None and here.form in ("word", "ordinal"):
        if (
            here.unit is None
            and here.amounts
            and here.amounts[0] in range(1, 32)
            and _MONTH_LINK.match(between)
        ):
            _, month, year = there.days[0]
            return Quantity(_around(here, there), days=((int(here.amounts[0]), month, year),), form="date")
    elif here.form in ("month", "date") and here.days[0][2] is None and between in (" ", " the ", " in "):
        if there.form not in ("word", "ordinal") and between != " in ":
            return None
        amount = there.amounts[0] if there.amounts and there.unit is None and there.strength else Decimal(0)
        day, month, _ = here.days[0]
        if day is None and amount in range(1, 32):
            return Quantity(_around(here, there), days=((int(amount), month, None),), form="date")
        if amount in range(1000, 2100):
            return Quantity(_around(here, there), days=((day, month, int(amount)),), form="date")
    return None


def _join_french_time(here: Quantity, there: Quantity, between: str) -> Quantity | None:
    """*quatorze heures trente*, *midi moins le quart*; also *un mètre vingt*."""
    if not there.amounts:
        return None
    amount = there.amounts[0]
    is_metre = here.unit == "m" and between in (" ", "\u00a0") and there.unit is None
    if is_metre and here.form == there.form and amount in range(10, 100):
        value = here.amounts[0] + amount / 100
        quantity = Quantity(_around(here, there), (value,), "m", form="word", strength=here.strength)
        quantity.readings = frozenset({(value, "m")})
        return quantity
    link = _CLOCK_LINK.match(between)
    if link is None or not any(base == "clock" for _, base in here.readings):
        return None
    if (here.form == "time" and here.unit is None) or (amount in (1, 2, 3, 4) and there.unit is None):
        return None  # *en 24 heures une copie*
    minutes = amount * 60 if amount < 1 else amount
    if link[2] and amount >= 1 and there.unit != "min":
        return None  # *à 3 heures et un dirigeant*
    if minutes not in _MINUTES_IN_DAY or there.unit not in (None, "min"):
        return None
    if there.form == "number" and there.unit is None:
        return None
    return _later(here, there, -minutes if link[1] else minutes)


def _join_english_time(here: Quantity, there: Quantity, between: str) -> Quantity | None:
    """*one hour and six minutes*, *half past ten*, *six-thirty*; also *nineteen ninety-four*."""
    if not here.amounts:
        return None
    amount = here.amounts[0]
    next_amount = (
        there.amounts[0] if there.amounts else next((v for v, b in there.readings if b == "clock"), None)
    )
    if next_amount is None:
        return None
    if not there.amounts:
        next_amount /= 60  # *a quarter to midnight*
    if here.unit == "h" and there.unit == "min" and between in (" ", " and ", ", "):
        return _later(here, there, next_amount)
    if past := _PAST.match(between):
        minutes = amount * 60 if amount < 1 else amount
        if past[1] != "past" and amount >= 1 and here.unit != "min":
            return None  # *three to five*
        is_later = past[1] in ("past", "after")
        if minutes in _MINUTES_IN_DAY and next_amount <= 12 and not there.days and here.unit in (None, "min"):
            return _twelve_hours(here, there, next_amount * 60 + (minutes if is_later else -minutes))
    elif here.form == there.form == "word" and here.unit is there.unit is None and _NEXT.match(between):
        if amount in range(1, 13) and next_amount in range(10, 60):
            return _twelve_hours(here, there, amount * 60 + next_amount)
        if amount in range(13, 21) and next_amount in range(10, 100):
            return Quantity(_around(here, there), (amount * 100 + next_amount,), form="word")
    return None


def _around(here: Quantity, there: Quantity) -> Span:
    return here.span[0], there.span[1]


def _later(here: Quantity, there: Quantity, minutes: Decimal) -> Quantity:
    quantity = Quantity(_around(here, there), form="time", strength=here.strength or STRONG)
    readings = {((value + minutes + _DAY) % _DAY, base) for value, base in here.readings if base == "clock"}
    readings |= {(value + minutes * 60, base) for value, base in here.readings if base == "seconds"}
    quantity.readings = frozenset(readings)
    return quantity


def _twelve_hours(here: Quantity, there: Quantity, clock: Decimal) -> Quantity:
    quantity = Quantity(_around(here, there), form="time")
    quantity.readings = frozenset({((clock + _DAY) % _DAY, "clock"), ((clock + 720) % _DAY, "clock")})
    return quantity


def _share(here: Quantity, there: Quantity, text: str) -> None:
    """*de 5 à 10 millions d'euros*, *$5 to 10 million*: what is said once may hold for both."""
    plain = ("number", "word")
    if here.form not in plain or there.form not in plain or there.span[0] - here.span[1] > 30:
        return
    if not _RANGE.match(text, here.span[1], there.span[0]):
        return
    if there.scale > 1 and here.scale == 1 and here.amounts and here.amounts[0] < 1000:
        here.amounts = (*here.amounts, *(amount * there.scale for amount in here.amounts))
    if here.unit is None and there.unit is not None:
        here.readings |= _with_unit(here, there.unit)
    elif there.unit is None and here.unit is not None:
        there.readings |= _with_unit(there, here.unit)


def _with_unit(quantity: Quantity, unit: str) -> frozenset[tuple[Decimal, str]]:
    if unit in units.DURATIONS:
        durations = frozenset(units.duration(amount, unit) for amount in quantity.amounts)
        clocks = ((amount * 60, "clock") for amount in quantity.amounts if amount <= 24)
        return durations.union(clocks) if unit == "h" else durations
    return frozenset((amount, unit) for amount in quantity.amounts)
