"""An HTML page as a row of tokens with their places in the file, so that all but the text can stay as it is."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark picture q rp rt ruby s"
    " samp small source span strike strong sub sup svg time tt u var wbr".split()
)
"""Elements that do not end a block of text; any other does."""
HIDDEN = frozenset(
    "script style template noscript svg head title textarea select button math iframe object".split()
)
"""Elements whose text is none of the article's."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the page; tokens follow each other without gaps."""

    kind: str
    """``text``, ``open``, ``close`` or ``other`` (comment, doctype, instruction)."""
    name: str
    start: int
    end: int
    """Code points of the page."""
    text: str = ""
    """Text with its entities resolved."""
    attributes: tuple[tuple[str, str], ...] = ()


class _Tokenizer(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str, int, tuple[tuple[str, str], ...]]] = []
        self.starts = [0, *(m.end() for m in re.finditer("\n", page))]

    def note(self, kind: str, name: str = "", attributes: tuple[tuple[str, str], ...] = ()) -> None:
        line, column = self.getpos()
        self.found.append((kind, name, self.starts[line - 1] + column, attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.note("open", tag, tuple((name, value or "") for name, value in attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # <p/> is <p> in HTML

    def handle_endtag(self, tag: str) -> None:
        self.note("close", tag)

    def handle_data(self, data: str) -> None:  # noqa: ARG002
        self.note("text")

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002
        self.note("text")

    def handle_charref(self, name: str) -> None:  # noqa: ARG002
        self.note("text")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self.note("other")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self.note("other")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self.note("other")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self.note("other")


def parse_page(page: str) -> list[Token]:
    """Tokens of a page; together they are the page.

    Python's own tokenizer is used because it says where each tag stands; nothing is loaded or executed.
    """
    tokenizer = _Tokenizer(page)
    tokenizer.feed(page)
    tokenizer.close()
    tokens: list[Token] = []
    ends = [start for _, _, start, _ in tokenizer.found[1:]] + [len(page)]
    raw_text = ""  # inside <script>, entities are none
    for (kind, name, start, attributes), end in zip(tokenizer.found, ends, strict=True):
        if end <= start:
            continue
        if kind == "text" and tokens and tokens[-1].kind == "text" and not raw_text:
            before = tokens.pop()
            start = before.start
        if kind == "open" and name in ("script", "style"):
            raw_text = name
        elif kind == "close" and name == raw_text:
            raw_text = ""
        text = html.unescape(page[start:end]) if kind == "text" and not raw_text else ""
        tokens.append(Token(kind, name, start, end, text, attributes))
    return tokens


def fold_text(text: str) -> tuple[str, list[int]]:
    """Text without blanks, invisible characters and accents, with the place of each remaining character.

    Readers change blanks and may compose accents; what remains is the same on both sides.
    """
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace() or (not char.isascii() and unicodedata.category(char) in ("Cf", "Cc", "Mn")):
            continue
        for part in char if char.isascii() else unicodedata.normalize("NFD", char):
            if char.isascii() or unicodedata.category(part) != "Mn":
                kept.append(part)
                places.append(place)
    return "".join(kept), places
