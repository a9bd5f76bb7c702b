"""What stands beside a number: its scale (*millions*), its half (*et demi*), its unit or currency."""

from __future__ import annotations

import re
from decimal import Decimal

from translate.checks.patterns import LazyPattern
from translate.checks.rules.num001 import lexicon, units
from translate.checks.rules.num001.quantity import Quantity
from translate.checks.rules.num001.times import add_durations
from translate.checks.rules.num001.words import Language

_BLANK = " \u00a0\u202f\u2009"
_GROUPED = LazyPattern(rf"[{_BLANK}’']")
_AFTER = LazyPattern(
    rf"[{_BLANK}\n\t]*[-‐‑]?"
    r"(?:d[’']|de |derni[eè]re?s |prochaine?s |premi[eè]re?s |(?<=half )an |(?<=quarter )of an |(?<=quarters )of an )?"
    rf"(°[{_BLANK}]?[CF]\b|[%€$£¥°]|[^\W\d_]+(?:[-/][^\W\d_]+|[²³]|[23](?!\d))?)"
    rf"(?:[{_BLANK}\n]([^\W\d_]+)(?:[{_BLANK}\n]((?:l[’'])?[^\W\d_]+))?)?"
)
_SCALE = {
    "fr": LazyPattern(
        rf"[-{_BLANK}\n]?(?:autres[{_BLANK}]|de[{_BLANK}])?"
        rf"((?i:mille|milliers?|millions?|milliards?|billions?)|Mds?|Mrds?|[MG](?=[{_BLANK}]?[€$£])|k(?=[{_BLANK}]?[€$£]))(?![\w])"
    ),
    "en": LazyPattern(
        rf"[-{_BLANK}\n]?(?:(?<=half.)an? )?((?i:thousand|millions?|billions?|trillions?|bn|tn|mn)|[mkbMBK])(?![\w’'])"
    ),
}
_HALF_MORE = {
    "fr": LazyPattern(r"(?:[-\s](?:fois|pièces|points))?[-\s]et[-\s]demie?\b"),
    "en": LazyPattern(r"[-\s]and[-\s]a[-\s]half\b"),
}
_BEFORE_CURRENCY = LazyPattern(
    # *5 € 30*: the sign belongs to what stands before
    rf"(?:\b(?:US|C|A|CA|AU|HK))?(?<!\d)(?<!\d[{_BLANK}])([€$£¥]|\b(?:EUR|USD|GBP|CHF|PLN|JPY|CNY|RUB))[{_BLANK}]?\Z"
)


def add_measure(quantity: Quantity, text: str, language: Language) -> Quantity:
    """Add the scale (*millions*), the half (*et demi*) and the unit that stand beside a number."""
    start, end = quantity.span
    scale = _SCALE[language].match(text, end)
    prefix = _BEFORE_CURRENCY.search(text, max(0, start - 6), start) if start else None
    extra: tuple[Decimal, ...] = ()
    if scale is not None:
        name = scale[1].lower()
        factor = Decimal(lexicon.SCALES[language][name])
        if name in ("m", "b", "k") and prefix is None and language == "en":
            extra = quantity.amounts  # 5m: five metres, or five million
        if name not in ("m", "b", "k") or prefix is not None or language == "fr" or scale.group()[0] == name:
            quantity.amounts = (*(amount * factor for amount in quantity.amounts), *extra)
            quantity.scale = factor
            end = end if extra else scale.end()
    half = _HALF_MORE[language].match(text, end)
    if half is not None:
        quantity.amounts = tuple(a + max(quantity.scale, _scale_of(a)) / 2 for a in quantity.amounts)
        end = half.end()
        if language == "en" and (again := _SCALE[language].match(text, end)) is not None:
            factor = Decimal(lexicon.SCALES["en"][again[1].lower()])
            quantity.amounts = tuple(a * factor for a in quantity.amounts)
            end = again.end()
    if prefix is not None:
        quantity.unit = units.UNITS["en"].get(prefix[1], prefix[1])
        start = prefix.start()
    else:
        unit = find_unit(text, end, language)
        if unit is not None:
            quantity.unit, end = unit
            if language == "fr" or half is None:
                after = _HALF_MORE[language].match(text, end)
                if after is not None:
                    quantity.amounts = tuple(a + Decimal("0.5") for a in quantity.amounts)
                    end = after.end()
    quantity.span = start, end
    add_durations(quantity, language)
    return quantity


def _scale_of(amount: Decimal) -> Decimal:
    """The scale that a half adds to: *un million et demi*, but *deux et demi*."""
    for scale in (10**9, 10**6, 10**3):
        if amount >= scale and amount % scale == 0:
            return Decimal(scale)
    return Decimal(1)


def find_unit(text: str, end: int, language: Language) -> tuple[str, int] | None:
    """Unit that follows a number, and its end."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    names = units.UNITS[language]
    parts = [match[1].lower().replace(" ", "").replace("\u00a0", "").replace("\u202f", "")]
    parts += [part.lower().replace("’", "'") for part in match.groups()[1:] if part]
    if parts[0] == "cent" and parts[1:2] and parts[1] in lexicon.NUMERALS["fr"]:
        return None  # *en 2015 cent soixante-deux enclaves*
    for count in range(len(parts), 0, -1):
        code = names.get(" ".join(parts[:count]))
        if code is None:
            continue
        stop = match.end(count)
        if count == 1 and text[stop : stop + 1] in ("’", "'") and len(parts[0]) == 1:
            return None  # le 2 l'Assemblée
        return code, stop
    if language == "en" and len(parts) > 1 and match[1][0].isupper():
        code = names.get(parts[1])  # Swiss francs
        if code in units.CURRENCIES:
            return code, match.end(2)
    return None


def parse_digits(raw: str, language: Language) -> tuple[Decimal, ...]:
    """Values that digits may have: the one that the language's writing gives, then others.

    >>> parse_digits("1 000,5", "fr")
    (Decimal('1000.5'),)
    """
    raw = _GROUPED.sub("", raw)
    if raw.isdigit():
        return (Decimal(raw),)
    mark, other = (",", ".") if language == "fr" else (".", ",")
    plain = raw.replace(other, "").replace(mark, ".")
    if other not in raw:
        if language == "fr" and re.fullmatch(r"[1-9]\d{0,2},\d{3}", raw):
            return Decimal(plain), Decimal(raw.replace(",", ""))  # 50,000, as English writes it
        return (Decimal(plain),)
    head, _, tail = raw.rpartition(other)
    if language == "en":
        # 1,000 is a thousand; 3,5 can only be three and a half.
        is_grouped = len(tail.partition(".")[0]) == 3 and mark not in head
        return (Decimal(plain),) if is_grouped else (Decimal(raw.replace(".", "").replace(",", ".")),)
    if len(tail.partition(",")[0]) == 3 and mark not in head:
        return (Decimal(plain), Decimal(raw)) if raw.count(".") == 1 and "," not in raw else (Decimal(plain),)
    return (Decimal(raw),) if raw.count(".") == 1 and "," not in raw else (Decimal(plain),)
