"""The characters of French and English newspapers, a byte each: a text of them is folded and split by table.

``bytes.translate`` rewrites a whole text in a fifth of a microsecond, where lower case and a replacement per mark take
four. A text with any other character (Greek, a combining mark, a soft hyphen) is None here, and takes the general way
of ``folding``, which also says what the outcome has to be: nothing is decided in this module.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

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
_OTHER_BYTES = bytes(_OTHERS)


def encode(text: str) -> bytes | None:
    """A text, one byte per character; None where one is not in the alphabet."""
    try:
        return codecs.charmap_encode(text, "strict", _ENCODING)[0]
    except UnicodeEncodeError:
        return None


def decode(data: bytes) -> str:
    """The text that ``encode`` made the bytes of."""
    # Latin-1 is decoded ten times as fast as by a table.
    if len(data.translate(None, _OTHER_BYTES)) == len(data):
        return data.decode("latin-1")
    return codecs.charmap_decode(data, "strict", _CHARACTERS)[0]


def make_table(rewrite: Callable[[str], str]) -> bytes:
    """Table for ``bytes.translate`` that does to every character what a function does.

    Args:
        rewrite: gives one character of the alphabet for each.
    """
    characters = (" " if c == "\ufffe" else c for c in _CHARACTERS)  # what no text has needs no place
    return codecs.charmap_encode("".join(map(rewrite, characters)), "strict", _ENCODING)[0]
