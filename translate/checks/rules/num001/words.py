"""Numbers written in words, French and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["fr", "en"]

_FR_SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
)
_EN_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_FR_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60} | {
    # Belgium and Switzerland
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_EN_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_FR_ORDINALS = {
    word: value
    for value, stem in enumerate(
        (
            "un deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz _ _ _ vingt"
        ).split(),
        start=1,
    )
    for word in (f"{stem}ième", f"{stem}ièmes")
} | {
    f"{stem}ième{plural}": value
    for stem, value in {"trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60, "cent": 100}.items()
    for plural in ("", "s")
}
_EN_ORDINALS = {
    word: value
    for value, form in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        start=1,
    )
    for word in (form, f"{form}s")
} | {
    word: value
    for form, value in {
        "thirtieth": 30,
        "fortieth": 40,
        "fiftieth": 50,
        "sixtieth": 60,
        "seventieth": 70,
        "eightieth": 80,
        "ninetieth": 90,
        "hundredth": 100,
    }.items()
    for word in (form, f"{form}s")
}

SMALL: Mapping[Language, Mapping[str, int]] = {
    "fr": {word: value for value, word in enumerate(_FR_SMALL)} | {"une": 1, "zero": 0},
    "en": {word: value for value, word in enumerate(_EN_SMALL)},
}
TENS: Mapping[Language, Mapping[str, int]] = {"fr": _FR_TENS, "en": _EN_TENS}
HUNDRED: Mapping[Language, frozenset[str]] = {
    "fr": frozenset({"cent", "cents"}),
    "en": frozenset({"hundred"}),
}
SCALES: Mapping[Language, Mapping[str, int]] = {
    "fr": {
        "mille": 10**3,
        "mil": 10**3,  # of years: *mil neuf cent quatorze*
        "millier": 10**3,
        "milliers": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "billion": 10**12,
        "billions": 10**12,
    },
    "en": {
        "thousand": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "billion": 10**9,
        "billions": 10**9,
        "trillion": 10**12,
        "trillions": 10**12,
    },
}
ORDINALS: Mapping[Language, Mapping[str, int]] = {
    "fr": {word: value for word, value in _FR_ORDINALS.items() if not word.startswith("_")},
    "en": _EN_ORDINALS,
}
# In these the value is meant roughly: *une centaine de morts* = *about a hundred*.
COLLECTIVES: Mapping[Language, Mapping[str, int]] = {
    "fr": {
        "huitaine": 8,
        "dizaine": 10,
        "douzaine": 12,
        "quinzaine": 15,
        "vingtaine": 20,
        "trentaine": 30,
        "quarantaine": 40,
        "cinquantaine": 50,
        "soixantaine": 60,
        "centaine": 100,
        "millier": 1000,
    },
    "en": {"dozen": 12},
}
_AFTER_MIL = tuple([word] for word in ("deux trois quatre cinq six sept huit neuf cent".split()))
_LINKS: Mapping[Language, str] = {"fr": "et", "en": "and"}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words: ``words[start:end]``."""

    value: Decimal
    end: int
    is_ordinal: bool = False


def parse_numeral(
    words: Sequence[str], start: int, language: Language, is_joined: Callable[[int], bool] | None = None
) -> Numeral | None:
    """Read the longest number in words that starts at a word; scales (*millions*) belong to it.

    Args:
        words: folded to lower case, one word each: *quatre-vingt-dix* is three.
        start: index of the first word.
        language: ``fr`` or ``en``.
        is_joined: whether only blanks or a hyphen part a word from the one before it; None if all are joined.

    Returns:
        None when no number in words starts there. *Un* and *one* are numbers here.
    """
    small, tens, scales = SMALL[language], TENS[language], SCALES[language]
    hundred, ordinals, link = HUNDRED[language], ORDINALS[language], _LINKS[language]
    total = current = 0
    limit = 10**15
    end = i = start
    is_ordinal = False
    count = len(words)
    if language == "en" and words[start] == "a" and start + 1 < count:
        if words[start + 1] not in hundred and words[start + 1] not in scales:
            return None
        current, i = 1, start + 1  # *a hundred*
    while i < count and not is_ordinal:
        word = words[i]
        if i > start and is_joined is not None and not is_joined(i):
            break
        if (
            word == link
            and i > start
            and end == i
            and i + 1 < count
            and _may_follow(language, words, i, current)
        ):
            i += 1
            continue
        value: int | None
        if (value := small.get(word)) is not None:
            if not _takes_small(current, value, language) or (value == 0 and i > start):
                break
            if word == "une" and total >= 10**6 and not current:
                break  # *surpayer d'un milliard une entreprise*
            current += value
        elif (value := tens.get(word)) is not None:
            if language == "fr" and value == 20 and current % 100 == 4:
                current += 76
            elif current % 100 == 0:
                current += value
            else:
                break
        elif word in hundred:
            if current > 19 or current == 10:
                break
            current = (current or 1) * 100
        elif (value := scales.get(word)) is not None:
            if value >= limit or (not current and word not in ("mille", "mil")):
                break
            if word == "mil" and words[i + 1 : i + 2] not in _AFTER_MIL:
                break  # the grain
            total += (current or 1) * value
            current, limit = 0, value
        elif (value := ordinals.get(word)) is not None:
            if not _takes_small(current, value, language) and not (value >= 20 and current % 100 in (0, 4)):
                break
            if i > start and word.endswith("s") and (language == "en" or current < 10):
                break  # *two fifths*, *trois dixièmes*: a fraction; *dix-huitièmes* is none
            if i > start and not current:
                break
            current += 76 if (language, value, current % 100) == ("fr", 20, 4) else value
            is_ordinal = True
        else:
            break
        i += 1
        end = i
    if end == start:
        return None
    return Numeral(Decimal(total + current), end, is_ordinal)


def _may_follow(language: Language, words: Sequence[str], i: int, current: int) -> bool:
    """Whether the number goes on after *et* (vingt et un) or *and* (two hundred and five)."""
    following = words[i + 1]
    if language == "fr":
        return current % 100 in (20, 30, 40, 50, 60, 70) and following in (
            "un",
            "une",
            "onze",
            "unième",
            "onzième",
        )
    if words[i - 1] not in ("hundred", "thousand") or words[i + 2 : i + 3] == ["hundred"]:
        return False  # *between one hundred and four hundred*
    return following in SMALL["en"] or following in TENS["en"]


def _takes_small(current: int, value: int, language: Language) -> bool:
    """Whether *value* (0–20) may follow in the same number: vingt-deux, soixante-douze, dix-sept."""
    rest = current % 100
    if rest == 0:
        return True
    if language == "fr":
        if value < 10:
            return (rest >= 20 and rest % 10 == 0) or (rest in (10, 70, 90) and value in (7, 8, 9))
        return value < 20 and rest in (60, 80)
    return value < 10 and rest >= 20 and rest % 10 == 0


def write_english(value: int) -> str:
    """Write a whole number below a hundred in English words."""
    if not 0 <= value < 100:
        raise ValueError(f"{value} is not between 0 and 99")
    if value < 20:
        return _EN_SMALL[value]
    tens = next(word for word, ten in _EN_TENS.items() if ten == value // 10 * 10)
    return tens if value % 10 == 0 else f"{tens}-{_EN_SMALL[value % 10]}"
