"""The characters of French and English newspapers, a byte each: a text of them is folded and split by table.

``bytes.translate`` rewrites a whole text in a fifth of a microsecond, where lower case and a replacement per mark take
four. A text with any other character (Greek, a combining mark, a soft hyphen) is None here, and takes the general way
of ``folding``, which also says what the outcome has to be: nothing is decided in this module.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import NamedTuple

import msgspec

# Latin-1 without its invisible soft hyphen. Where Latin-1 has control characters, which no newspaper has, stand the
# marks that French and English use beside it, and the letters that names of Europe need most. None of these characters
# is composed with another: all their texts are NFC.
_MARKS = "’‘‚“”„‹›–—…•†‡‰€™œŒŸšŠžŽʼ‐‑\u2009\u202f−′″"
_LETTERS = "ćĆčČğłŁńśŚşŞșȘțżŻźąęėēěřőūāō"
_PLACES = [*range(0x80, 0xA0), *(i for i in range(1, 0x20) if chr(i) not in "\t\n\r")]
_OTHERS = dict(zip(_PLACES, _MARKS + _LETTERS, strict=True))
# U+FFFE, where the soft hyphen would be: none at all.
_CHARACTERS = "".join(_OTHERS.get(i, chr(i)) for i in range(256)).replace("\u00ad", "\ufffe")
_ENCODING = codecs.charmap_build(_CHARACTERS)  # a quick table only where NUL stands for itself
# What Latin-1 has at these places is not in the alphabet.
_NO_LATIN = frozenset((*_PLACES, 0xAD))


class Table(NamedTuple):
    """What is done to every character, for ``bytes.translate``."""

    latin: bytes
    """For bytes that are Latin-1; those that are not in the alphabet become NUL."""
    other: bytes
    """For bytes of the alphabet."""


class Encoded(msgspec.Struct, frozen=True, gc=False):
    """A text, one byte per character."""

    data: bytes
    is_latin: bool
    """True when the bytes are Latin-1, as most are: these are encoded and decoded ten times as fast."""

    def rewrite(self, table: Table) -> Encoded:
        """The text with every character rewritten."""
        return Encoded(self.data.translate(table.latin if self.is_latin else table.other), self.is_latin)

    def decode(self) -> str:
        """The text."""
        if self.is_latin:
            return self.data.decode("latin-1")
        return codecs.charmap_decode(self.data, "strict", _CHARACTERS)[0]


def encode(text: str, table: Table) -> Encoded | None:
    """A text rewritten by a table; None where a character is not in the alphabet."""
    try:
        data = text.encode("latin-1").translate(table.latin)
        if 0 not in data:
            return Encoded(data, True)
    except UnicodeEncodeError:
        pass
    try:
        data = codecs.charmap_encode(text, "strict", _ENCODING)[0]
    except UnicodeEncodeError:
        return None
    return Encoded(data.translate(table.other), False)


def make_table(rewrite: Callable[[str], str]) -> Table:
    """Table that does to every character what a function does.

    Args:
        rewrite: gives one character of the alphabet for each, one of Latin-1 for one of Latin-1.
    """
    # What no text has needs no place.
    other = "".join(rewrite(" " if c == "\ufffe" else c) for c in _CHARACTERS)
    latin = "".join("\0" if i in _NO_LATIN else rewrite(chr(i)) for i in range(256))
    return Table(latin.encode("latin-1"), codecs.charmap_encode(other, "strict", _ENCODING)[0])
