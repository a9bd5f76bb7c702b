"""How English would write a French number: for messages and suggestions."""

from __future__ import annotations

import re
from decimal import Decimal

from translate.checks.rules.num001 import units
from translate.checks.rules.num001.quantity import Quantity
from translate.checks.rules.num001.words import write_english

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_SYMBOLS = {"km", "m", "cm", "mm", "kg", "g", "km/h", "kW", "MW", "GW", "kWh", "MWh", "TWh", "°C", "°F", "ha"}
_NAMES = {"t": "tonnes", "m": "metres", "ft": "feet", "mi": "miles"}
_NUMERAL = re.compile(r"(?!\d+000$)\d{5,}")
"""« l’unité 29155 »: French sets off the thousands of what is counted."""
_ATTRIBUTE = re.compile(r"\S+-(?:day|week|month|year)((?:-olds?)?)")
"""*a 10-year sentence*, *a 10-year-old*."""
_HALF = re.compile(r"[ap]\.?\s?m\b|[ap]\.$", re.IGNORECASE)
"""Of the day: *2:05 p.m.*, *2:05 p.*"""
_SCALE_NAMES = {10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}


def write_quantity(quantity: Quantity, text: str, replaced: str | None = None) -> str | None:
    """Write a quantity of the French in English, in the manner of what it replaces.

    Args:
        quantity: from the French.
        text: its words.
        replaced: what stands in the English in its place, if anything does.

    Returns:
        None where its English form cannot be known.
    """
    if quantity.form in ("date", "month") and quantity.days:
        return _write_date(quantity, replaced)
    if quantity.form == "weekday":
        return _write_weekday(quantity, replaced)
    if quantity.form == "time" and not quantity.amounts:
        return _write_time(quantity, replaced)
    if quantity.form == "roman":
        return text
    if quantity.form not in ("number", "word", "ordinal") or len(quantity.amounts) != 1:
        return None
    amount = quantity.amounts[0]
    if quantity.unit is None and (
        re.fullmatch(r"0\d+|\d{4}", text) or (_NUMERAL.fullmatch(text) and "," not in (replaced or ""))
    ):
        return text  # a year, or the number of a resolution
    if quantity.form == "ordinal":
        return _ordinal(int(amount)) if amount == int(amount) else None
    number = _write_amount(amount, replaced)
    if quantity.unit is None:
        return number
    if quantity.unit == "%":
        return f"{number}%"
    if quantity.unit in _SIGNS:
        if replaced is not None and re.search(r"\b[A-Z][a-z]+", replaced):
            return None  # « dollars canadiens »
        return f"{_SIGNS[quantity.unit]}{number}"
    if quantity.unit in _SYMBOLS and any(character.isdigit() for character in number):
        return f"{number} {quantity.unit}"
    if quantity.unit in _NAMES:
        return f"{number} {_NAMES[quantity.unit]}"
    if quantity.unit in ("day", "week", "month", "year"):
        if replaced is not None and (attribute := _ATTRIBUTE.fullmatch(replaced)) is not None:
            return f"{number}-{quantity.unit}{attribute[1]}"
        return f"{number} {quantity.unit}" + ("s" if amount != 1 else "")
    return None


def _write_amount(amount: Decimal, replaced: str | None) -> str:
    if (
        replaced is not None
        and not any(character.isdigit() for character in replaced)
        and amount == int(amount)
        and amount < 100
    ):
        word = write_english(int(amount))
        return word.capitalize() if replaced[:1].isupper() else word
    for scale in (10**12, 10**9, 10**6):
        if amount >= scale and amount * 1000 % scale == 0:
            return f"{_plain(amount / scale)} {_SCALE_NAMES[scale]}"
    if replaced is not None and re.fullmatch(r"\D*\d{4}\D*", replaced) and 1000 <= amount < 10000:
        return _plain(amount)
    return f"{Decimal(_plain(amount)):,}" if amount >= 1000 else _plain(amount)


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def _write_date(quantity: Quantity, replaced: str | None) -> str | None:
    day, month, year = quantity.days[0]
    if month is None:
        return None
    name = units.EN_MONTHS[month - 1]
    if day is None:
        return f"{name} {year}" if year else name
    if replaced is not None and replaced[:1].isdigit():
        return f"{day} {name}" + (f" {year}" if year else "")
    return f"{name} {day}" + (f", {year}" if year else "")


def _write_weekday(quantity: Quantity, replaced: str | None) -> str | None:
    days = {value for value, base in quantity.readings if base == "weekday"}
    names = (name for name, day in units.WEEKDAYS["en"].items() if day in days)
    name = next(names, None)
    if name is None:
        return None
    return name.capitalize() + ("s" if replaced is not None and replaced.endswith("s") else "")


def _write_time(quantity: Quantity, replaced: str | None) -> str | None:
    minutes = next((int(value) for value, base in quantity.readings if base == "clock"), None)
    if minutes is None:
        return None
    hour, minute = divmod(minutes, 60)
    if replaced is not None and _HALF.search(replaced):
        half = "a.m." if hour < 12 else "p.m."
        return f"{hour % 12 or 12}:{minute:02} {half}"
    return f"{hour}:{minute:02}"
