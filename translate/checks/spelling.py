"""When two words are one name in two spellings: by sound, or because both are known for one city or country."""

from __future__ import annotations

import re
from functools import lru_cache

from translate.text import fold, strip_accents

# French, and what English has for it; without those that sound alike (Bakou, Tbilissi, Kaboul). The forms of one
# row must not stand side by side. Adjectives (Georgian) are no forms of the name.
_EXONYMS = """
Alger Algiers | Anvers Antwerp | Athènes Athens | Barcelone Barcelona | Beyrouth Beirut | Bruxelles Brussels
Bucarest Bucharest | Caucase Caucasus | Copenhague Copenhagen | Damas Damascus | Édimbourg Edinburgh
Francfort Frankfurt | Gand Ghent | Gênes Genoa | Genève Geneva | Géorgie Georgia | Hambourg Hamburg | Irak Iraq
Kiev Kyiv | Lisbonne Lisbon | Londres London | Lvov Lviv | Marrakech Marrakesh | Milan Milano | Moscou Moscow
Nuremberg Nürnberg | Odessa Odesa | Pékin Beijing Peking | Philadelphie Philadelphia | Prague Praha
Rangoun Yangon Rangoon | Salonique Thessaloniki Salonika | Séoul Seoul | Séville Seville | Singapour Singapore
Strasbourg Strassburg | Téhéran Tehran Teheran | Tripoli Tripolis | Turin Torino | Varsovie Warsaw
Venise Venice | Vienne Vienna | Vilnius Vilna | Birmanie Burma Myanmar | Biélorussie Belarus Byelorussia
Moldavie Moldova Moldavia | Bombay Mumbai | Calcutta Kolkata | Madras Chennai | Karabakh Qarabag | Djedda Jeddah Jidda
Coire Chur | Soleure Solothurn | Étienne Stephen
"""
_FORMS = {
    fold(row.split()[0]): frozenset(fold(form) for form in row.split())
    for line in _EXONYMS.strip().splitlines()
    for row in line.split("|")
}

# What French and English write for one sound, most of it in names from other alphabets: Khrouchtchev/Khrushchev,
# Jirinovski/Zhirinovsky, Poutine/Putin, Kortchaguine/Korchagin. The order matters.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^[yi](?=e)", ""),  # Eltsine/Yeltsin
        (r"tsch|tch|sch|sh|ch", "S"),
        (r"dzh|dj|zh|j", "J"),
        (r"gu(?=[eiy])|gh", "g"),
        (r"kh|ck|qu|q", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"ou|oo", "u"),
        (r"w|ff?$", "v"),
        (r"y", "i"),
        (r"z", "s"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=[^aeiou])es?$|(?<=.{3})s$", ""),
    )
)


def is_exonym(french: str, english: str) -> bool:
    """True when an English word is known to stand for a French name: *Kolkata* for « Calcutta »."""
    return fold(english) in _FORMS.get(fold(french), ())


def is_known_as(french: str, english: str) -> bool:
    """True when an English word is known to stand for a French name, or is that name spelled otherwise."""
    if is_exonym(french, english):
        return True
    return _is_near(sound(french), sound(english))


def is_place(french: str) -> bool:
    """True for a city or country whose forms are known, whatever else the word may mean (« un pékin »)."""
    return fold(french) in _FORMS


def is_other_spelling(a: str, b: str) -> bool:
    """True when two renderings of a name are not the same; capitals, accents and the plural make no difference."""
    one, other = (strip_accents(fold(word)) for word in (a, b))
    return one != other and one.removesuffix("s") != other.removesuffix("s")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A name as it sounds in either language, roughly; without mute endings and the plural."""
    folded = "".join(c for c in strip_accents(fold(word)) if c.isalpha())
    for pattern, new in _SOUNDS:
        folded = pattern.sub(new, folded)
    return folded


def _is_near(a: str, b: str) -> bool:
    """True for equal sounds, or one that differs within: Kharkov/Kharkiv. An ending makes another word: Cuba/Cuban."""
    if min(len(a), len(b)) < 3 or a[0] != b[0] or a[-1] != b[-1] or abs(len(a) - len(b)) > 1:
        return a == b and len(a) > 1
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    head = next(i for i in range(len(a) + 1) if a[i : i + 1] != b[i : i + 1])
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) == len(longer):
        return a[head + 1 :] == b[head + 1 :]
    return shorter[head:] == longer[head + 1 :]
