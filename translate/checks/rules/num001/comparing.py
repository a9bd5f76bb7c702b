"""Set the numbers of a text against those of its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from translate.checks.rules.num001 import units
from translate.checks.rules.num001.quantity import SOFT, STRONG, Day, Quantity

_WORD = re.compile(r"[^\W\d_]+|[%€$£¥]")
_ONE = re.compile(r"\b(?:an?|one|first|single|per|each|every|once|1st|the)\b", re.IGNORECASE)
_NIGHT = re.compile(r"\bnuit du (?:\w+ )?(?:\d{1,2}|1er)(?: \w+)? au (?:\w+ )?\Z", re.IGNORECASE)
_NIGHTLY = re.compile(r"night|\beve", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity of one side without an equal on the other, and what stands in its place if anything does."""

    source: Quantity | None
    target: Quantity | None
    is_unit: bool = False
    """The number is right; its unit or currency is not."""


def compare(
    source: Sequence[Quantity], target: Sequence[Quantity], source_text: str, target_text: str
) -> list[Difference]:
    """What differs between the numbers of two texts, in the order of the source.

    Args:
        source: quantities of the French, in order.
        target: quantities of the English, in order.
        source_text: the French.
        target_text: the English.
    """
    left, right = list(source), list(target)
    differences: list[Difference] = []
    _pair_off(left, right, is_equal)
    _pair_off(left, right, _is_equal_without_unit, differences, source_text, target_text)
    if not _matters(left) and not _matters(right):
        return differences
    _match_atoms(left, right)
    _pair_off(left, right, _differs_in_writing_alone)
    left = [q for q in left if not _is_copied(q, source_text, target_text)]
    left = [q for q in left if not _ends_a_night(q, target, source_text, target_text)]
    left = [
        q
        for q in left
        if not (q.amounts and q.amounts[0] == 1 and _may_be_article(q) and _ONE.search(target_text))
    ]
    _pair_off(left, right, _is_conversion)
    _pair_off(left, right, _is_short_year)
    _pair_off(left, right, _has_other_unit, differences, source_text, target_text)
    # « 62 km » → *62 km (39 miles)*: said once more, in the reader's units.
    right = [t for t in right if t.strength and not any(_says_again(s, t) for s in source)]
    repeated = [s for s in left if any(is_equal(s, t) or _is_near(s, t) for t in target)]
    left = [s for s in left if s.strength and not any(s is r for r in repeated)]
    is_spare = sum(t.strength == STRONG for t in right) > len(left)
    left += [s for s in repeated if s.strength == STRONG and is_spare]
    left.sort(key=lambda quantity: quantity.span)
    if _is_regrouped(left, right, source_text, target_text):
        return differences
    differences += _replacements(left, right, len(source_text), len(target_text))
    return sorted(differences, key=lambda d: (d.source or d.target or source[0]).span)


def is_equal(source: Quantity, target: Quantity) -> bool:
    """Whether both say the same, unit included where both have one."""
    if source.days or target.days:
        return bool(source.days and target.days) and any(
            _is_same_day(a, b) for a in source.days for b in target.days
        )
    if not source.readings.isdisjoint(target.readings):
        return True
    if "decade" in (source.form, target.form) and source.form == target.form:
        return False
    if not _have_common(source, target):
        return False
    if source.unit is None or target.unit is None:
        return source.unit is target.unit
    return units.is_same_unit(source.unit, target.unit)


def _have_common(source: Quantity, target: Quantity) -> bool:
    return any(amount in target.amounts for amount in source.amounts)


def _is_same_day(source: Day, target: Day) -> bool:
    if (source[0] is None) != (target[0] is None):
        return False
    for a, b in zip(source, target, strict=True):
        if (
            a is not None
            and b is not None
            and a != b
            and not (max(a, b) > 99 and min(a, b) == max(a, b) % 100)
        ):
            return False  # Mai 68 is May 1968
    return True


def _is_near(source: Quantity, target: Quantity) -> bool:
    return (source.unit is None or target.unit is None) and _have_common(source, target)


_is_equal_without_unit = _is_near


def _may_be_article(source: Quantity) -> bool:
    """*1 litre* is *a litre*, but *le premier tour* is no *second round*."""
    return source.form != "ordinal" or source.strength == STRONG


def _is_copied(source: Quantity, source_text: str, target_text: str) -> bool:
    """Left as it is, word for word: not lost; UNTR001 has its say."""
    if source.form == "month" and units.EN_MONTHS[(source.days[0][1] or 1) - 1] in target_text:
        return True  # *May* at the start of a sentence, not read as a month
    word = source_text[slice(*source.span)]
    return word[:1].isalpha() and re.search(rf"\b{re.escape(word)}\b", target_text) is not None


def _ends_a_night(source: Quantity, target: Sequence[Quantity], source_text: str, target_text: str) -> bool:
    """*Dans la nuit du 8 au 9 novembre* may be *on the night of November 8*: it names the evening and the month."""
    if _NIGHT.search(source_text, 0, source.span[0]) is None or _NIGHTLY.search(target_text) is None:
        return False
    if source.days:
        return any(_is_eve(other.days[0], source.days[0]) for other in target if other.days)
    return any(amount - 1 in other.amounts for amount in source.amounts for other in target)


def _is_eve(eve: Day, day: Day) -> bool:
    """Whether one date is the day before another: May 31 and June 1; a year must stand with both or with none."""
    if None in (*eve[:2], *day[:2]) or (eve[2] is None) != (day[2] is None):
        return False
    year = day[2] or 2001  # only where February 29 is meant does it matter which
    try:
        before = date(year, day[1] or 1, day[0] or 1) - timedelta(days=1)
    except ValueError:
        return False  # *le 31 novembre*
    return eve[:2] == (before.day, before.month) and eve[2] in (None, before.year)


def _differs_in_writing_alone(source: Quantity, target: Quantity) -> bool:
    """*La recherche gagne 20* (millions, said before) → *research gains 20 million*; 15 h → *three*."""
    if (
        source.amounts
        and target.amounts
        and 1 in (source.scale, target.scale)
        and source.scale != target.scale
        and (source.unit is None or target.unit is None or units.is_same_unit(source.unit, target.unit))
    ):
        small, large = (source, target) if source.scale == 1 else (target, source)
        return small.amounts[0] * large.scale == large.amounts[0]
    if source.unit == "h" and target.unit is None and target.form in ("word", "number"):
        return any(base == "clock" and (value / 60 - 12) in target.amounts for value, base in source.readings)
    return False


def _is_short_year(source: Quantity, target: Quantity) -> bool:
    """*l'Euro 96* → *Euro 1996*."""
    if not source.amounts or not target.amounts or source.unit or target.unit:
        return False
    short, long = sorted((source.amounts[0], target.amounts[0]))
    return short < 100 and 1900 <= long < 2100 and long % 100 == short


def _is_conversion(source: Quantity, target: Quantity) -> bool:
    if source.unit is None or target.unit is None or not source.amounts or not target.amounts:
        return False
    return units.is_conversion(source.amounts[0], source.unit, target.amounts[0], target.unit)


def _says_again(source: Quantity, target: Quantity) -> bool:
    return is_equal(source, target) or _is_near(source, target) or _is_conversion(source, target)


def _has_other_unit(source: Quantity, target: Quantity) -> bool:
    return source.unit is not None and target.unit is not None and _have_common(source, target)


def _is_regrouped(
    left: Sequence[Quantity], right: Sequence[Quantity], source_text: str, target_text: str
) -> bool:
    """932-86-47 → 932-8647, article 81.3 → Article 81(3): digits in groups of another size, and nothing else."""
    return (
        len(left) != len(right)
        and all(q.scale == 1 and _digits([q], source_text) for q in left)
        and all(q.scale == 1 and _digits([q], target_text) for q in right)
        and _digits(left, source_text) == _digits(right, target_text)
    )


def _digits(quantities: Sequence[Quantity], text: str) -> str:
    return "".join(
        character for q in quantities for character in text[slice(*q.span)] if character.isdecimal()
    )


def _matters(quantities: Sequence[Quantity]) -> bool:
    return any(quantity.strength for quantity in quantities)


def _pair_off(
    left: list[Quantity],
    right: list[Quantity],
    is_pair: Callable[[Quantity, Quantity], bool],
    differences: list[Difference] | None = None,
    source_text: str = "",
    target_text: str = "",
) -> None:
    """Take from both lists what belongs together; where it is the number alone, note what its unit lacks."""
    for source in list(left):
        for i, other in enumerate(right):
            if is_pair(source, other):
                del right[i]
                left[:] = [quantity for quantity in left if quantity is not source]
                if differences is not None and _is_unit_fault(source, other, source_text, target_text):
                    differences.append(Difference(source, other, is_unit=True))
                break


def _is_unit_fault(source: Quantity, target: Quantity, source_text: str, target_text: str) -> bool:
    if source.strength != STRONG:
        return False
    if source.unit is not None and target.unit is not None:
        return True
    # *12 % et 15 %* → *12 and 15%*: said once, it holds for both. A currency that the reader needs may be added.
    if source.unit == "%" or source.unit in units.CURRENCIES:
        return not units.is_named(source.unit, _words(target_text), "en")
    return source.unit is None and target.unit == "%" and not units.is_named("%", _words(source_text), "fr")


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _match_atoms(left: list[Quantity], right: list[Quantity]) -> None:
    """*du 3 au 5 juin* → *June 3 to 5*: the parts are all there, put together in another way."""
    if not any(quantity.days for quantity in (*left, *right)):
        return
    have = Counter(atom for quantity in right for atom in quantity.atoms)
    want = Counter(atom for quantity in left for atom in quantity.atoms)
    for these, those in ((left, have), (right, want)):
        these[:] = [q for q in these if not (q.atoms and all(those[atom] > 0 for atom in q.atoms))]


def _replacements(
    left: list[Quantity], right: list[Quantity], source_length: int, target_length: int
) -> list[Difference]:
    """Pair what is lost with what has come in its place: like with like first, then by place."""
    candidates = sorted(
        (
            (
                _unlikeness(s, t) + abs(s.span[0] / source_length - t.span[0] / target_length),
                i,
                j,
            )
            for i, s in enumerate(left)
            for j, t in enumerate(right)
            if _may_replace(s, t)
        )
    )
    partner: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in partner and j not in partner.values():
            partner[i] = j
    differences = [
        Difference(s, right[partner[i]] if i in partner else None)
        for i, s in enumerate(left)
        if i in partner or s.strength == STRONG
    ]
    free = [t for j, t in enumerate(right) if j not in partner.values()]
    return differences + [Difference(None, t) for t in free if t.strength == STRONG and t.form != "word"]


_OWN_KIND = ("month", "weekday", "fraction", "vague")


def _may_replace(source: Quantity, target: Quantity) -> bool:
    if source.form == target.form:
        return True
    if source.form in _OWN_KIND or target.form in _OWN_KIND or source.strength == target.strength == SOFT:
        return False
    return not any(quantity.form == "ordinal" and quantity.strength == SOFT for quantity in (source, target))


def _unlikeness(source: Quantity, target: Quantity) -> float:
    if source.form == target.form:
        return 0.0 if source.unit == target.unit else 0.5
    return 1.0
