"""What two spellings of a term have in common: case, blanks, hyphens and apostrophes folded, offsets kept.

*Maison-Blanche* = *Maison Blanche* = *MAISON BLANCHE*, *l’Élysée* = *l'Élysée*, é = e + U+0301. One pair of texts of
equal length comes out, so that a position found in the folded one says where to look for capitals in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from translate.glossary.alphabet import Encoded, encode, make_table
from translate.model import Span
from translate.text import Mapped, compose, strip_accents

TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:'(?=[^\W_]))?")
"""A word of folded text; the apostrophe of an elision belongs to the word before it: ``l'`` + ``onu``."""

# One that elides nothing: a blank or another one stands before or behind it.
_STRAY_APOSTROPHE = re.compile(r"'(?:(?=[ '])|(?<=[ ']'))")
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

    What is worked out only when somebody asks is kept: the words, and where they stand, as for few of them.

    Args:
        text: folded: lower case, straight apostrophes, one kind of blank, no hyphens.
        cased: the same characters with their capitals.
        mapped: the way back; None when both versions have the original's offsets.
        encoded: ``text`` in the alphabet of newspapers, where it is.
    """

    __slots__ = ("_encoded", "_spaced", "_spans", "_words", "cased", "mapped", "text")

    def __init__(self, text: str, cased: str, mapped: Mapped | None, encoded: Encoded | None = None) -> None:
        self.text, self.cased, self.mapped = text, cased, mapped
        self._encoded = encoded
        self._words: list[str] | None = None
        self._spaced: str | None = None
        """The text with blanks around each word, one of them after each apostrophe; None where TOKEN was needed."""

    def origin(self, span: Span) -> Span:
        """Offsets into the original text."""
        return span if self.mapped is None else self.mapped.origin(span)

    @property
    def words(self) -> list[str]:
        """Words of the folded text."""
        if self._words is None:
            self._words = self._split()
        return self._words

    def _split(self) -> list[str]:
        """What TOKEN finds; where no sign makes that hard, at a quarter of its price."""
        encoded = self._encoded
        encoded = encode(self.text, _WORDS) if encoded is None else encoded.rewrite(_WORDS)
        if encoded is not None:
            spaced = f" {encoded.decode()} "
            if _STRAY_APOSTROPHE.search(spaced) is None:
                self._spaced = spaced = spaced.replace("'", "' ")
                return spaced.split()
        matches = list(TOKEN.finditer(self.text))
        self._spans = [match.span() for match in matches]
        return [match.group() for match in matches]

    def start(self, index: int) -> int:
        """Where a word of the folded text begins."""
        words = self._words or self.words
        spaced = self._spaced
        if spaced is None:
            return self._spans[index][0]
        word = words[index]
        if words.index(word) == index:
            before = spaced.index(f" {word} ")
        else:
            before = len(spaced) - len(spaced.split(None, index)[index]) - 1
        return before - spaced.count("'", 0, before)

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


def fold(text: str) -> Folded:
    """Fold a text for term matching."""
    # Without its curly apostrophes, which are folded anyway, most French is Latin-1.
    encoded = encode(text.replace("’", "'"), _FOLDED)
    # As below: all texts of the alphabet are NFC, and nothing in it is invisible.
    if encoded is not None and b"  " not in encoded.data:
        return Folded(encoded.decode(), text, None, encoded)
    # All invisible characters are unprintable ones, and asking for those is cheaper.
    if unicodedata.is_normalized("NFC", text) and (text.isprintable() or not _INVISIBLE.search(text)):
        lower = _fold(text)
        if len(lower) == len(text) and "  " not in lower:
            return Folded(lower, text, None)
    mapped = compose(text).sub(_INVISIBLE, "").sub(_BLANK_RUN, " ")
    cased = mapped.text
    lower = _fold(cased)
    if len(lower) != len(cased):  # İ is two characters in lower case
        lower = "".join(c if len(_fold(c)) != 1 else _fold(c) for c in cased)
    return Folded(lower, cased, mapped)


@lru_cache(maxsize=16)
def fold_text(text: str) -> Folded:
    """As ``fold``; what was folded just now comes back at once."""
    return fold(text)


def _fold(text: str) -> str:
    folded = text.lower()
    for old, new in _REPLACEMENTS:
        if old in folded:
            folded = folded.replace(old, new)
    return folded


_FOLDED = make_table(_fold)
_WORDS = make_table(lambda c: c if c == "'" or TOKEN.fullmatch(c) else " ")


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
