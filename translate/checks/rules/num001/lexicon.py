"""Words that stand for a number without being one, and numbers that stand for none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from translate.checks.rules.num001 import units, words
from translate.checks.rules.num001.words import Language

_FR_SCALES = dict(words.SCALES["fr"]) | {
    "md": 10**9,
    "mds": 10**9,
    "mrd": 10**9,
    "mrds": 10**9,
    "g": 10**9,  # 2,66 G$
    "m": 10**6,
    "k": 1000,
}
_EN_SCALES = dict(words.SCALES["en"]) | {
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "mn": 10**6,
    "m": 10**6,
    "k": 1000,
}
SCALES: Mapping[Language, Mapping[str, int]] = {"fr": _FR_SCALES, "en": _EN_SCALES}
"""Scale words and their short forms, in lower case."""

# Never missed, but welcome as the counterpart of a number: deux fois = twice, moyenne décennale = 10-year average.
WEAK: Mapping[Language, Mapping[str, int]] = {
    "fr": {
        **dict.fromkeys("double doubles doublé doubler doublée paire couple".split(), 2),
        **dict.fromkeys("triple triplé tripler triplée trio trimestre trimestriel".split(), 3),
        **dict.fromkeys("quadruple quadruplé quadrupler quatuor".split(), 4),
        **dict.fromkeys("unique seul seule".split(), 1),
        **dict.fromkeys("quinquennat quinquennal quinquennale quintuple".split(), 5),
        **dict.fromkeys("septennat hebdomadaire".split(), 7),
        **dict.fromkeys("décennal décennale décennaux décennales décuple".split(), 10),
        **dict.fromkeys(
            "centenaire centennal centennale centuple quintal quintaux siècle séculaire".split(), 100
        ),
        **dict.fromkeys("millénaire millénal millénale".split(), 1000),
        "bicentenaire": 200,
        "tricentenaire": 300,
        "cinquantenaire": 50,
        "trentenaire": 30,
        "trentenaires": 30,
        **{
            f"{stem}génaire{plural}": value
            for stem, value in zip(
                "quadra quinqua sexa septua octo nona".split(), (40, 50, 60, 70, 80, 90), strict=True
            )
            for plural in ("", "s")
        },
    },
    "en": {
        **dict.fromkeys(
            "both twice double doubled doubling doubles couple pair twofold bilateral duplicate".split(), 2
        ),
        **dict.fromkeys(
            "triple tripled tripling treble trio thrice trilateral tripartite threefold triplicate triplets".split(),
            3,
        ),
        **dict.fromkeys("quadruple quadrupled quartet fourfold".split(), 4),
        **dict.fromkeys("quintuple quintupled fivefold".split(), 5),
        **dict(zip("sixfold sevenfold eightfold ninefold".split(), range(6, 10), strict=True)),
        **dict.fromkeys("once single sole".split(), 1),
        **dict.fromkeys("tenfold ten-fold".split(), 10),
        **dict.fromkeys("no none nil".split(), 0),
        "weekly": 7,
        "score": 20,
        "centenary": 100,
        "centennial": 100,
        "bicentenary": 200,
        "bicentennial": 200,
        "millennium": 1000,
    },
}
FR_ORDINALS: Mapping[str, int] = dict.fromkeys(
    "premier première premiers premières".split(), 1
) | dict.fromkeys(("second", "seconde"), 2)
VAGUE: Mapping[Language, Mapping[str, int]] = {
    "fr": {
        "dizaines": 10,
        "douzaines": 10,
        "centaines": 100,
        "milliers": 10**3,
        "millions": 10**6,
        "milliards": 10**9,
    },
    "en": {
        **dict.fromkeys(("tens", "dozens"), 10),
        **dict.fromkeys(("hundred", "hundreds"), 100),
        **dict.fromkeys(("thousand", "thousands"), 10**3),
        **dict.fromkeys(("million", "millions"), 10**6),
        **dict.fromkeys(("billion", "billions"), 10**9),
    },
}
CLOCK: Mapping[Language, Mapping[str, int]] = {
    "fr": {"midi": 720, "minuit": 0},
    "en": {"noon": 720, "midday": 720, "midnight": 0},
}
FRACTIONS: Mapping[Language, Mapping[str, tuple[int, int]]] = {
    "fr": dict.fromkeys(("demi", "demie", "moitié"), (1, 2))
    | {"tiers": (1, 3), "quart": (1, 4), "quarts": (1, 4)},
    "en": dict.fromkeys(("half", "halves"), (1, 2))
    | dict.fromkeys(("third", "thirds"), (1, 3))
    | dict.fromkeys(("quarter", "quarters"), (1, 4)),
}
PERIODS: Mapping[Language, Mapping[str, tuple[int, str]]] = {
    "fr": {"semestre": (6, "month"), "décennie": (1, "decade"), "siècle": (1, "century")},
    "en": {
        "fortnight": (14, "day"),
        "week": (7, "day"),
        "year": (12, "month"),
        "decade": (1, "decade"),
        "century": (1, "century"),
    },
}
EN_DECADES: Mapping[str, int] = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
MONTH_CUES: Mapping[Language, frozenset[str]] = {
    # Before what may be another word: *in May*, *en mars*.
    "en": frozenset(
        "as the in of last next since until by from early late mid and between during through this".split()
    ),
    "fr": frozenset("en de mi fin début depuis dès courant".split()),
}
UNSURE_MONTHS: Mapping[Language, frozenset[str]] = {
    "en": frozenset("may march mar jan dec sep".split()),
    "fr": frozenset("mars jan janv avr fév oct nov déc sept".split()),
}
NUMERALS: Mapping[Language, frozenset[str]] = {
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
    for language in ("fr", "en")
}
"""Words that say a number or a date."""
BEFORE_HUNDRED = frozenset(
    "the every its their his her our my your first last next these those per many".split()
)
"""Before *hundred* or *thousand* without *a*: *every hundred minutes*, *its thousand lakes*."""
OBJECTS = frozenset("the a an its his her their our my your".split())
"""What follows a verb, and no number: *halves its waste*."""
_FLOORS = frozenset("floor floors storey storeys".split())
_GRADES = frozenset("grade grades grader graders".split())


def counted_otherwise(ordinal: int, following: str, language: Language) -> tuple[Decimal, ...]:
    """What the other language may count where this one says an ordinal before *étage*, *floor* or *grade*.

    Americans count the ground floor (*le sixième étage* is the seventh floor or story, *au sixième* too), and the
    French count the years of secondary school down: *la quatrième* is eighth grade.
    """
    if language == "fr":
        return (Decimal(ordinal + 1),) if following == "étage" else ()
    if following in _FLOORS and ordinal > 1:
        return (Decimal(ordinal - 1),)
    if following in _GRADES and 6 <= ordinal <= 11:
        return (Decimal(12 - ordinal),)
    return ()


READABLE: Mapping[Language, frozenset[str]] = {
    language: NUMERALS[language].union(
        WEAK[language], CLOCK[language], PERIODS[language], ["a"] if language == "en" else []
    )
    for language in ("fr", "en")
}
"""Words at which a quantity may begin."""
