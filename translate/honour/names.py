"""Names that a translation misspells: *Grtengordel* for « Grachtengordel », *Mišević* for « Milošević ».

A small model spells rare names piece by piece and loses some on the way. What it should have written is mostly what the
French says; but « Crimée » is *Crimea*, « Platon » *Plato* and « Lougansk » may be *Luhansk*. English forms and other
transcriptions change vowels, endings and single consonants; a model that loses its way drops consonants from the
middle. Only that counts, and what stands in no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from string import ascii_lowercase

from translate.checks.rules.name001.names import find_names, is_common_word
from translate.checks.spelling import is_known_as, is_place, sound
from translate.model import Span
from translate.text import strip_accents

LIKENESS = 0.7
"""Least likeness of two spellings (Ratcliff and Obershelp's measure, 0 to 1)."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_TRIPLE = re.compile(r"(.)\1\1", re.IGNORECASE)
_ONE_SOUND = ("ckq", "sz", "vw", "iyj", "ou", "gj")
_NO_CONSONANT = re.compile(r"[aeiouyjw]")
"""Vowels, and what stands for one or between two: *Voïvodine* and *Vojvodina*."""


@dataclass(frozen=True, slots=True)
class MisspeltName:
    """A word of a name, and what the English has in its place."""

    name: str
    """As the French spells it."""
    source: Span
    target: Span


def find_misspelt_names(french: str, english: str, taken: Sequence[Span] = ()) -> list[MisspeltName]:
    """Find misspelt words of names, in the order of the French; no word of the English is named twice.

    Args:
        french: a sentence.
        english: its translation.
        taken: spans of the French that are not to be looked at, those of terms.
    """
    there = {match.group() for match in _WORD.finditer(english)}
    missing = [(name, span) for name, span in _name_words(french, taken) if name not in there]
    if not missing:
        return []
    here = {match.group() for match in _WORD.finditer(french)}
    strange = [m for m in _WORD.finditer(english) if m.group()[0].isupper() and m.group() not in here]
    found: list[MisspeltName] = []
    for name, span in missing:
        alike = [m for m in strange if _may_begin(name, m.group()) and _likeness(name, m.group()) >= LIKENESS]
        if not alike:
            continue
        nearest = max(alike, key=lambda match: _likeness(name, match.group()))
        if _is_misspelt(name, nearest.group()):
            found.append(MisspeltName(name, span, nearest.span()))
            strange.remove(nearest)
    return found


def _name_words(french: str, taken: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Words of names; none that stands alone at the start of a sentence, where any word has a capital."""
    for name in find_names(french, "fr"):
        if name.is_initial and len(name.words) == 1:
            continue
        for match in _WORD.finditer(french, *name.span):
            word, span = match.group(), match.span()
            is_taken = any(start < span[1] and span[0] < end for start, end in taken)
            if word in name.words and not word.isupper() and not is_taken:
                yield word, span


def _may_begin(name: str, written: str) -> bool:
    """True for one first letter, and where all but the first is right: *Mebraska* for « Nebraska ».

    Letters of one sound (Othman, *Uthman*) may be another transcription, except in a name that English knows.
    """
    if name[0] == written[0]:
        return True
    pair = {name[0].casefold(), written[0].casefold()}
    if len(name) < 5 or name[1:] != written[1:] or not all(letter in ascii_lowercase for letter in pair):
        return False
    return _is_english(name) or not any(pair <= set(letters) for letters in _ONE_SOUND)


def _is_misspelt(name: str, written: str) -> bool:
    if _is_english(written) or (is_place(name) and is_known_as(name, written)):
        return False
    if is_common_word(name, "fr"):
        return False  # « la Médiatrice » is to be translated, Grenade is no grenade
    if _is_english(name) or _TRIPLE.search(written) is not None:
        return True  # *Massachusetts* has one spelling, and no language has *Rosss*
    if _is_shuffled(name, written) or _lacks_syllable(name, written):
        return True
    if _consonants(sound(name)) == _consonants(sound(written)):
        return False  # Nakhitchevan, *Nakhchivan*
    whole, rest = _consonants(_spell(name)), _consonants(_spell(written))
    left = iter(whole)
    return not whole.startswith(rest) and all(consonant in left for consonant in rest)


def _is_shuffled(name: str, written: str) -> bool:
    """*Halfiax* for « Halifax »: the same letters in another order; « Lysandre » is *Lysander*."""
    whole, other = name.casefold(), written.casefold()
    is_ending = whole[:-2] == other[:-2] and whole[-2:] in ("re", "le")
    return len(name) >= 6 and sorted(whole) == sorted(other) and not is_ending


def _lacks_syllable(name: str, written: str) -> bool:
    """*Obanawa* for « Obanazawa »: two or three letters gone from the middle, and nothing else changed."""
    whole, rest = name.casefold(), written.casefold()
    lost = len(whole) - len(rest)
    return (
        len(whole) >= 8
        and 2 <= lost <= 3
        and any(whole[:i] + whole[i + lost :] == rest for i in range(2, len(rest) - 1))
    )


def _spell(name: str) -> str:
    """A name in plain small letters; two writings of one sound (kh, gn) as one."""
    return strip_accents(name).casefold().replace("kh", "h").replace("gn", "n")


def _consonants(name: str) -> str:
    return re.sub(r"(.)\1+", r"\1", _NO_CONSONANT.sub("", name))


@lru_cache(maxsize=65536)
def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False).ratio()


def _is_english(word: str) -> bool:
    """True for a word of the dictionary, in whatever capitals."""
    from simplemma import is_known

    return is_known(word, lang="en") or is_known(word.lower(), lang="en")
