"""Names in running text: capitalised words, what joins them, and when two are the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from translate.model import Span
from translate.text import strip_accents

_NAME = re.compile(
    r"(?<![\w'’])(?:(?:[LDldJjCcNnSs]|[Qq]u)['’])?"
    r"((?:[A-ZÀ-ÖØ-Þ][\w.]*(?:-\w+)*)"
    r"(?:\s(?:(?:de|du|des|ben|bin|al|von|van|der|el|la|le|di|da|of)\s|d['’])?[A-ZÀ-ÖØ-Þ][\w.]*(?:-\w+)*)*)"
)
# « M. Rudd », « J. Dupont », *Mr. Rudd*: such a point ends no sentence.
_INITIAL = re.compile(
    r"(?:^|(?<!\b[A-Z])(?<!\bMM)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)\.\s*|[!?…:]\s*|\n)"
    r"[\s\"'“”‘’«»(\[–—-]*$"
)
_PART = re.compile(r"[^\W\d_]{3,}|[^\W\d_]{2}(?!['’])")
_ACRONYM = 6
"""Longest word in capitals taken for an acronym: SMS, TVA and CHU are no names, and most others have another form in
English (ESA → European Space Agency)."""
_ROMAN = re.compile(r"[IVXLC]+(?:e|er|ère|ème)?")

# Capitalised in French where English has a common noun, or the reverse; and the small words that open sentences.
_NO_NAMES = {
    "fr": frozenset(
        "mi web "
        "le la les un une des du de ce cet cette ces il elle ils elles on nous vous je tu et mais ou donc "
        "or ni car a au aux en dans par pour sur sous avec sans selon apres avant depuis pendant si quand "
        "comme que qui quoi son sa ses leur leurs mon ma mes notre nos votre vos plus moins tres tout tous "
        "toute toutes aucun aucune chaque plusieurs certains certaines quelques deux trois quatre cinq six "
        "sept huit neuf dix hier aujourd'hui demain ainsi alors aussi cependant pourtant enfin lors mme mm "
        "etat etats eglise assemblee parlement constitution republique bourse internet sud nord est ouest "
        "monsieur madame dieu noel paques premier premiere ministre president conseil cour hemisphere "
        "occident orient oui non merci qu lorsqu puisqu jusqu quelqu aujourd voici voila etait jamais pas "
        "plutot pres quant combien quiconque comment mieux pourquoi loin loins bientot toujours souvent "
        "parfois deja encore peut peu beaucoup assez trop faute grace malgre parmi contre vers chez sauf "
        "outre hormis excepte durant lorsque puisque quoique afin parce tandis certes temps mercato voire "
        "soit puis ensuite desormais autrefois jadis naguere tantot tot tard ici la-bas dehors dedans "
        "dessus dessous dernier derniere nul nulle autre autres tel telle tels telles quel quelle quels "
        "quelles lequel vingt trente quarante cinquante soixante quatre-vingt onze douze treize quatorze "
        "quinze seize cent mille neanmoins toutefois ah eh ben oh bah hein euh pardi parbleu zut helas chut "
        "allo bof aie hop gare volontiers deces houx treillis radis puits palais acces succes taillis pois "
        "brebis heros".split()
    ),
    "en": frozenset(
        "the a an this that these those it he she they we you i and but or so nor for yet of to in on at by from with "
        "without under over after before since during if when while as who what which where why how his her its "
        "their our your my more less most all no not any each every several some many few one two three four five "
        "six seven eight nine ten yesterday today tomorrow only even still there here then thus however mr mrs ms "
        "dr president minister prime king queen pope prince princess lord sir lady general colonel captain judge "
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december state church parliament internet god christmas easter".split()
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words."""

    span: Span
    text: str
    words: tuple[str, ...]
    """Its words that may identify it."""
    is_initial: bool
    """True at the start of a sentence, where any word has a capital."""


# Names within the names of common things, which English calls otherwise: *bleach*, *gannet*, *whipped cream*.
_COMMON_THINGS = re.compile(
    r"\b(?:eaux? de Javel|fous? de Bassan|tortues? de Floride|figuiers? de Barbarie|canards? de Barbarie|"
    r"marronniers? d['’]Inde|cochons? d['’]Inde|coquilles? Saint-Jacques|théorème de Thalès|maladie de Charcot|"
    r"violons? d['’]Ingres|crème Chantilly|(?:[Ll]e|du|au) Samu)\b"
)


@lru_cache(maxsize=4)  # more than one rule asks
def find_names(text: str, language: str) -> tuple[Name, ...]:
    """Runs of capitalised words, small words and titles left out; none in a line of capitals."""
    letters = [character for character in text if character.isalpha()]
    if sum(character.isupper() for character in letters) * 2 > len(letters):
        return ()
    return tuple(_names(text, language))


def _names(text: str, language: str) -> Iterator[Name]:
    no_names = _NO_NAMES[language]
    if language == "fr":
        text = _COMMON_THINGS.sub(lambda thing: thing.group().lower(), text)  # as long as before
    for match in _NAME.finditer(text):
        start = match.start(1)
        words = [
            (start + part.start(), part.group())
            for part in _PART.finditer(match.group(1))
            if part.group()[0].isupper()
            and not (language == "fr" and part.group().isupper() and len(part.group()) <= _ACRONYM)
            and not _ROMAN.fullmatch(part.group())
            and strip_accents(part.group()).casefold() not in no_names
        ]
        if not words:
            continue
        is_initial = _INITIAL.search(text, 0, words[0][0]) is not None
        span = words[0][0], words[-1][0] + len(words[-1][1])
        yield Name(span, text[slice(*span)], tuple(word for _, word in words), is_initial)


def is_same_name(a: str, b: str) -> bool:
    """True when two words may be one name in two spellings: Narychkine/Naryshkin, Kiev/Kyiv, Moscou/Moscow."""
    x, y = skeleton(a), skeleton(b)
    if not x or not y:
        return False
    if x == y or (len(x) >= 4 and len(y) >= 4 and (x[:4] == y[:4] or x in y or y in x)):
        return True
    if x[0] != y[0] or abs(len(x) - len(y)) > 3:
        return False
    return SequenceMatcher(None, x, y, autojunk=False).ratio() >= 0.66


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word as it sounds in either language, roughly."""
    folded = strip_accents(word).casefold().translate(_BARRED).removesuffix("'s").removesuffix("’s")
    for old, new in _SOUNDS:
        folded = folded.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", "".join(c for c in folded if c.isalnum()))


_BARRED = str.maketrans("łøđ", "lod")  # no accents to Unicode: Łódź, Tromsø
_SOUNDS = (
    ("tch", "c"),
    ("ch", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("dj", "j"),
    ("ph", "f"),
    ("th", "t"),
    ("ou", "u"),
    ("oo", "u"),
    ("qu", "k"),
    ("q", "k"),
    ("c", "k"),
    ("y", "i"),
    ("w", "v"),
    ("z", "s"),
)


def is_common_word(word: str, language: str) -> bool:
    """True when a word, written small, is in the dictionary of common words."""
    from simplemma import is_known

    if language == "en" and not word.endswith(("s", "ing", "ly", "ed", "ion", "er", "one", "body")):
        # The dictionary has *myanmar* and *london* too: only where the form itself is that of a common word.
        return False
    if language == "fr" and word[0] == "E" and is_known(f"é{word[1:].lower()}", lang="fr"):
        return True  # printers leave accents off capitals: *Elu en octobre*
    return is_known(word.lower(), lang=language)
