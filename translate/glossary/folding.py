"""What two spellings of a term have in common: case, blanks, hyphens and apostrophes folded, offsets kept.

*Maison-Blanche* = *Maison Blanche* = *MAISON BLANCHE*, *l’Élysée* = *l'Élysée*,
é = e + U+0301. One pair of texts of equal
length comes out, so that a position found in the folded one says where to look for capitals in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from translate.glossary import alphabet
from translate.model import Span
from translate.text import Mapped, compose, strip_accents

TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:'(?=[^\W_]))?")
"""A word of folded text; the apostrophe of an elision belongs to the word before it: ``l'`` + ``onu``."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_BLANK_RUN = re.compile(r"(?!\s*\n\s*\n)\s{2,}")
# Chained replacements: over four times as fast as str.translate on text with accents.
_REPLACEMENTS = (
    ("’", "'"),
    ("-", " "),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("‑", " "),
    ("‐", " "),
    ("ʼ", "'"),
    ("‘", "'"),
    ("\n", " "),
    ("\t", " "),
    ("\u2009", " "),
    ("\r", " "),
)


class Folded:
    """A text in two versions of equal length, the way back to the original, and its words.

    Args:
        text: folded: lower case, straight apostrophes, one kind of blank, no hyphens.
        cased: the same characters with their capitals.
        mapped: the way back; None when both versions have the original's offsets.
        data: ``alphabet.encode(text)``, where somebody has it already.
    """

    __slots__ = ("_data", "_tokens", "cased", "mapped", "text")

    def __init__(self, text: str, cased: str, mapped: Mapped | None, data: bytes | None = None) -> None:
        self.text, self.cased, self.mapped = text, cased, mapped
        self._data = data
        self._tokens: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        """Words of the folded text, worked out when somebody asks, and once."""
        if self._tokens is None:
            self._tokens = Tokens(self.text, self._data)
        return self._tokens

    def origin(self, span: Span) -> Span:
        """Offsets into the original text."""
        return span if self.mapped is None else self.mapped.origin(span)


@lru_cache(maxsize=16)
def fold_text(text: str) -> Folded:
    """Fold a text for term matching; what was folded just now comes back at once."""
    data = alphabet.encode(text)
    if data is not None:
        # As below: all texts of the alphabet are NFC, and nothing in it is invisible.
        data = data.translate(_FOLDED)
        if b"  " not in data:
            return Folded(alphabet.decode(data), text, None, data)
    # All invisible characters are unprintable ones, and asking for those is cheaper.
    if unicodedata.is_normalized("NFC", text) and (text.isprintable() or not _INVISIBLE.search(text)):
        folded = _fold(text)
        if len(folded) == len(text) and "  " not in folded:
            return Folded(folded, text, None)
    mapped = compose(text).sub(_INVISIBLE, "").sub(_BLANK_RUN, " ")
    cased = mapped.text
    folded = _fold(cased)
    if len(folded) != len(cased):  # İ is two characters in lower case
        folded = "".join(c if len(_fold(c)) != 1 else _fold(c) for c in cased)
    return Folded(folded, cased, mapped)


class Tokens:
    """Words of a folded text; where they stand is worked out only when somebody asks, as for few words.

    Args:
        text: the folded text.
        data: ``alphabet.encode(text)``, where somebody has it already.
    """

    __slots__ = ("_spaced", "_spans", "text", "words")

    def __init__(self, text: str, data: bytes | None = None) -> None:
        self.text = text
        self._spaced = _space(text, data)
        self._spans: list[Span] = []
        if self._spaced is not None:
            self.words: list[str] = self._spaced.split()
        else:
            matches = list(TOKEN.finditer(text))
            self.words = [match.group() for match in matches]
            self._spans = [match.span() for match in matches]

    def span(self, index: int) -> Span:
        """Where a word stands."""
        spaced, words = self._spaced, self.words
        if spaced is None:
            return self._spans[index]
        word = words[index]
        if words.index(word) == index:
            before = spaced.find(f" {word} ") + 1
        else:
            before = len(spaced) - len(spaced.split(None, index)[index])
        start = before - 1 - spaced.count("'", 0, before)
        return start, start + len(word)

    def before(self, index: int, start: int) -> str:
        """The word right before another, if nothing but a blank (or an elision) lies between; else nothing.

        Args:
            index: the other one.
            start: where it stands.
        """
        if index > 0:
            word = self.words[index - 1]
            if self.text.endswith(word, 0, start) or self.text.endswith(f"{word} ", 0, start):
                return word
        return ""


def _space(text: str, data: bytes | None) -> str | None:
    """A text whose words are those that TOKEN finds, at a quarter of its price; None where a sign makes that hard.

    Returns:
        The words, blanks around each: those of the text and what else is no letter there, one at the beginning, one
        at the end, and one after each apostrophe.
    """
    data = data or alphabet.encode(text)
    if data is None:
        return None
    data = b" %b " % data.translate(_WORDS)
    if b"'" in data:
        data = data.replace(b"'", b"' ")
        if b" '" in data or b"'  " in data:
            return None  # an apostrophe that elides nothing
    return alphabet.decode(data)


def _fold(text: str) -> str:
    folded = text.lower()
    for old, new in _REPLACEMENTS:
        if old in folded:
            folded = folded.replace(old, new)
    return folded


_FOLDED = alphabet.make_table(_fold)
_WORDS = alphabet.make_table(lambda c: c if c == "'" or TOKEN.fullmatch(c) else " ")


@lru_cache(maxsize=2**15)  # a large glossary asks for each of its terms again and again
def fold_term(term: str) -> str:
    """Fold a term of the glossary the same way; two spellings are the same term when this is equal."""
    return fold_text(unicodedata.normalize("NFC", term).strip()).text.replace("œ", "oe").replace("æ", "ae")


def spelling_variants(form: str) -> dict[str, int]:
    """Spellings of a folded form that a text may have, and the capitals it must have for them.

    French printers leave accents off capitals: *Etat* for *État*, *ELYSEE* for *ÉLYSÉE*; in lower case *etat* is a
    mistake, and *élevé* is not *élève*. Ligatures may be taken apart: *vœu*, *voeu*.

    Returns:
        ``{spelling: need}``; need 0: any case, 1: initial capital, 2: capitals throughout.
    """
    found: dict[str, int] = {}
    spellings = [form]
    for ligature, letters in (("œ", "oe"), ("æ", "ae")):
        spellings += [s.replace(ligature, letters) for s in spellings if ligature in s]
        spellings += [s.replace(letters, ligature) for s in spellings if letters in s]
    for spelling in dict.fromkeys(spellings):
        found.setdefault(spelling, 0)
        found.setdefault(strip_accents(spelling[:1]) + spelling[1:], 1)
        found.setdefault(strip_accents(spelling), 2)
    return found


_OPENERS = " \"'«“‘”’([–—-•*"


def is_sentence_initial(text: str, start: int) -> bool:
    """True when nothing but opening marks stands between ``start`` and the beginning of a sentence."""
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False  # the middle of a sentence, mostly
    before = text[max(0, start - 12) : start].rstrip(_OPENERS + "\u00a0\u202f\t")
    return before[-1] in ".!?…:;\n" if before else start <= 12
