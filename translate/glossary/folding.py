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
    # All invisible characters are unprintable ones, and asking for those is cheaper.
    if text.isascii() or (
        unicodedata.is_normalized("NFC", text) and (text.isprintable() or not _INVISIBLE.search(text))
    ):
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
    """Words of a folded text; where they stand is worked out only when somebody asks, as for few texts."""

    __slots__ = ("_spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        is_odd = _ODD.search(text) or _CLOSING.search(text)
        self.words: list[str] = (TOKEN if is_odd else _PLAIN_TOKEN).findall(text)
        self._spans: list[Span] = []  # of the first words, as far as anybody has asked

    def span(self, index: int) -> Span:
        """Where a word stands."""
        spans = self._spans
        if index >= len(spans):
            end = spans[-1][1] if spans else 0
            for word in self.words[len(spans) : index + 1]:
                start = self.text.find(word, end)  # nothing that a word is made of stands between two words
                end = start + len(word)
                spans.append((start, end))
        return spans[index]

    def gap(self, index: int) -> str:
        """What stands between the word before, which there must be, and this one."""
        start = self.span(index)[0]
        return self.text[self._spans[index - 1][1] : start]


# TOKEN tries two kinds of character at each of its steps. The plain pattern is twice as fast, and finds the same
# unless there is an underscore, a combining mark or an apostrophe that elides nothing.
_PLAIN_TOKEN = re.compile(r"\w+'?")
_ODD = re.compile("[_\u0300-\u036f]")
_CLOSING = re.compile(r"'(?![^\W_])")


@lru_cache(maxsize=16)
def find_tokens(folded: str) -> Tokens:
    """Words of a folded text."""
    return Tokens(folded)


def _fold(text: str) -> str:
    folded = text.lower()
    for old, new in _REPLACEMENTS:
        if old in folded:
            folded = folded.replace(old, new)
    return folded


@lru_cache(maxsize=4096)
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
