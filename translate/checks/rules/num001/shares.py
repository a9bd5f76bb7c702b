"""Shares, dozens and sizes: what says a number without counting one by one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol

from translate.checks.patterns import LazyPattern
from translate.checks.rules.num001 import lexicon
from translate.checks.rules.num001.measures import add_measure
from translate.checks.rules.num001.quantity import SOFT, WEAK, Quantity
from translate.checks.rules.num001.words import Language

_HALF = LazyPattern(r"\b(?:(?<!second )(?<!first )half(?: a)?[ -]|demi[-‐‑])\Z", re.IGNORECASE)


class Scanned(Protocol):
    """A text cut into tokens."""

    text: str
    language: Language
    tokens: list[re.Match[str]]
    words: list[str]
    """The tokens in lower case."""

    def is_joined(self, i: int) -> bool:
        """Whether only a blank or a hyphen parts token ``i`` from the one before."""
        ...


def collective(
    reader: Scanned, i: int, value: int, times: Decimal = Decimal(1), start: int | None = None
) -> Quantity | None:
    """*une cinquantaine*, *two dozen*; *des dizaines* says no number."""
    language = reader.language
    before = reader.words[i - 1] if i else ""
    if start is None and language == "fr" and before not in ("une", "un", "la", "demi", "cette", "quelque"):
        return None
    first = reader.tokens[i].start() if start is None else start
    if _HALF.search(reader.text, 0, first) is not None:
        times = Decimal("0.5")
    scaled = Decimal(value) * times
    quantity = Quantity(
        (first, reader.tokens[i].end()),
        (scaled,),
        strength=SOFT,
        form="word",
    )
    if value == 40:
        quantity.strength = WEAK  # or quarantine
    if value == 10:
        quantity.amounts = (scaled, scaled / 10 * 12)  # or a dozen
    return add_measure(quantity, reader.text, reader.language)


def fraction(reader: Scanned, i: int, above: int, part: tuple[int, int], last: int) -> Quantity:
    """*deux tiers*, *three quarters*: ``above`` times ``part`` (numerator, denominator), up to token ``last``."""
    value = Decimal(above * part[0]) / Decimal(part[1])
    quantity = Quantity(
        (reader.tokens[i].start(), reader.tokens[last].end()), (value,), strength=SOFT, form="fraction"
    )
    shared = (value * 100, "%")
    quantity = add_measure(quantity, reader.text, reader.language)
    if above == 1 and part[1] > 2:
        # *une treizième rente*; *one-seventh* for what was divided by seven
        quantity.amounts += (Decimal(part[1]),)
    quantity.readings |= {shared}
    return quantity


def vague(reader: Scanned, i: int, size: int) -> Quantity | None:
    """*des dizaines de milliers*, *several hundred*: only the size can be compared."""
    found, language = reader.words, reader.language
    before = found[i - 1] if i else ""
    if before in ("a", "one", "un", "le", "du") or (before.isdecimal() and reader.is_joined(i)):
        return None
    if not found[i].endswith("s") and before not in ("several", "few", "many", "of"):
        return None
    end = i + 2 if found[i + 1 : i + 2] in (["de"], ["of"]) else i + 1
    scale = lexicon.VAGUE[language].get(found[end]) if end < len(found) else None
    if scale is not None and scale > 100 and (end > i + 1 or language == "en"):
        size *= scale  # *dizaines de milliers*, *several hundred million*
    else:
        end = i
    span = reader.tokens[i].start(), reader.tokens[end].end()
    return Quantity(span, (Decimal(size),), strength=SOFT, form="vague")
