"""Numbers that count nothing: set phrases and names."""

from __future__ import annotations

from collections.abc import Sequence

from translate.checks.rules.num001 import units, words

# (word before, number, word after); an empty string stands for any word.
_IDIOMS = frozenset(
    {
        ("les", "quatre", "matins"),
        ("", "quatre", "pattes"),
        ("", "quatre", "sabots"),
        ("", "quatre", "fers"),
        ("", "quatre", "coins"),
        ("", "quatre", "épingles"),
        ("", "quatre", "saisons"),
        ("", "quatre", "sous"),
        ("", "quatre", "vents"),
        ("", "quatre", "veines"),
        ("an", "quarante", ""),
        ("entre", "quatre", "murs"),
        ("ces", "quatre", ""),
        ("en", "quatre", "pour"),
        ("en", "cent", ""),
        ("", "cent", "pas"),
        ("", "cent", "fois"),
        ("", "cent", "pour"),
        ("", "septième", "ciel"),
        ("", "septième", "art"),
        ("", "quatre", "z"),
        ("deux", "trois", ""),
        ("", "troisième", "mi"),
        *(("", word, lines) for word in ("deuxième", "troisième") for lines in ("ligne", "lignes")),
        *(("", word, "lignes") for word in ("deuxièmes", "troisièmes")),
        ("", "troisième", "âge"),
        ("", "quatrième", "pouvoir"),
        ("toutes", "trois", ""),
        ("tous", "trois", ""),
        ("", "trois", "fois"),
        ("", "six", "quatre"),
        ("", "mille", "marin"),
        ("un", "mille", ""),
        ("entre", "mille", ""),
        ("pour", "mille", ""),
        *(
            ("", "mille", word)
            for word in (
                "et mercis fois morceaux pattes pardons excuses façons lieues feux feuille feuilles services "
                "précautions exactions"
            ).split()
        ),
    }
)

_BEFORE_RECORD = "un le du ce des premier dernier second nouveau vieux vieil fameux seul en".split()
"""*Leur premier 45 tours* is a single, *les 78 tours du Grand Prix* are laps."""
_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "cheveux en quatre",
        "mange comme quatre",
        "manger comme quatre",
        "deux temps trois mouvements",
        "trois bouts de ficelle",
        "barbe de trois jours",
        "rugby à quinze",
        "rugby à treize",
        "rugby à sept",
        "quatre vérités",
        "par quatre chemins",
        "deux sans trois",
        "donne en mille",
        "les trois huit",
        *(f"{word} {size} tours" for word in _BEFORE_RECORD for size in (33, 45, 78)),
    )
)
_PHRASES_OF: dict[str, list[tuple[tuple[str, ...], int]]] = {}
"""By word: the phrases that have it, and where."""
for _phrase in _PHRASES:
    for _place, _part in enumerate(_phrase):
        _PHRASES_OF.setdefault(_part, []).append((_phrase, _place))


def is_in_phrase(words: Sequence[str], i: int) -> bool:
    """Whether word ``i`` of a French text stands in a longer phrase that English words otherwise.

    *Couper les cheveux en quatre* is to split hairs, *un 45 tours* a single.
    """
    return any(
        i >= place and tuple(words[i - place : i - place + len(phrase)]) == phrase
        for phrase, place in _PHRASES_OF.get(words[i], ())
    )


def is_idiom(before: str, number: str, after: str) -> bool:
    """Whether a French number is part of a phrase that English words otherwise: *se plier en quatre*."""
    return any(
        (here, number, there) in _IDIOMS for here, there in ((before, after), ("", after), (before, ""))
    )


def is_no_number(before: str, number: str, after: str) -> bool:
    """Whether a French number counts nothing: part of a set phrase, or *neuf* for new."""
    return (number == "neuf" and is_new(after)) or is_idiom(before, number, after)


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a number in words is part of a name: *les Cent-Gardes*, *la guerre des Six Jours*.

    Such a number stays as it pleases.
    """
    if not text[start].isupper() or text[: start + 2].isupper():
        return False
    before = text[:start].rstrip(" \u00a0«“\"'’(")
    is_initial = not before or before[-1] in ".!?:;…–—-"
    after = text[end : end + 2]
    return not is_initial or (after[:1] == "-" and after[1:].isupper())


def is_new(after: str) -> bool:
    """Whether *neuf* before this word is the adjective (*le navire neuf est là*) and not the number (*neuf ans*)."""
    if after in words.SCALES["fr"] or after in words.HUNDRED["fr"] or after in units.UNITS["fr"]:
        return False
    return not after.endswith(("s", "x"))
