"""What two spellings of a term have in common: case, blanks, hyphens and apostrophes folded, offsets kept.

*Maison-Blanche* = *Maison Blanche* = *MAISON BLANCHE*, *l’Élysée* = *l'Élysée*,
é = e + U+0301. One pair of texts of equal
length comes out, so that a position found in the folded one says where to look for capitals in the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in two versions of equal length, and the way back to the original."""

    text: str
    """Folded: lower case, straight apostrophes, one kind of blank, no hyphens."""
    cased: str
    """The same characters with their capitals."""
    mapped: Mapped | None
    """None when both versions have the original's offsets."""

    def origin(self, span: Span) -> Span:
        """Offsets into the original text."""
        return span if self.mapped is None else self.mapped.origin(span)


@lru_cache(maxsize=16)
def fold_text(text: str) -> Folded:
    """Fold a text for term matching; what was folded just now comes back at once."""
    if (folded := _fold_plain(text)) is not None and "  " not in folded:
        return Folded(folded, text, None)
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
    """Words of a folded text; where they stand is worked out only when somebody asks, as for few words."""

    __slots__ = ("_spaced", "_spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._spaced = _space(text)
        """The text with blanks between its words and nothing else: in a place of its own for each of its characters,
        and a blank more after each apostrophe."""
        self._spans: list[Span] = []
        if self._spaced is not None:
            self.words: list[str] = self._spaced.split()
        else:
            matches = list(TOKEN.finditer(text))
            self.words = [match.group() for match in matches]
            self._spans = [match.span() for match in matches]

    def span(self, index: int) -> Span:
        """Where a word stands."""
        spaced = self._spaced
        if spaced is None:
            return self._spans[index]
        before = len(spaced) - len(spaced.split(None, index)[index])
        start = before - spaced.count("'", 0, before)
        return start, start + len(self.words[index])

    def gap(self, index: int) -> str:
        """What stands between the word before, which there must be, and this one."""
        return self.text[self.span(index - 1)[1] : self.span(index)[0]]

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


def _space(text: str) -> str | None:
    """A text whose words are those that TOKEN finds, at a quarter of its price; None where a sign makes that hard."""
    data = alphabet.encode(text)
    if data is None:
        return None
    data = data.translate(_WORDS)
    if b"'" in data:
        padded = b" %b " % data
        if b" '" in padded or b"' " in padded or b"''" in padded:
            return None  # an apostrophe that elides nothing
        data = data.replace(b"'", b"' ")
    return alphabet.decode(data)


@lru_cache(maxsize=16)
def find_tokens(folded: str) -> Tokens:
    """Words of a folded text."""
    return Tokens(folded)


def _fold_plain(text: str) -> str | None:
    """As ``_fold``, at half its price; None where the text is out of the ordinary."""
    data = alphabet.encode(text)
    return None if data is None else alphabet.decode(data.translate(_FOLDED))


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
_STARTER = re.compile(r"(?:^|[.!?…:;]|\n)$")


def is_sentence_initial(text: str, start: int) -> bool:
    """True when nothing but opening marks stands between ``start`` and the beginning of a sentence."""
    if text[start - 1 : start] == " " and text[max(0, start - 2) : start - 1].isalnum():
        return False  # the middle of a sentence, mostly
    before = text[max(0, start - 12) : start].rstrip(_OPENERS + "\u00a0\u202f\t")
    return bool(_STARTER.search(before)) and (before != "" or start <= 12)
