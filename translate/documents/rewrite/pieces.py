"""What a paragraph with formatting is made of, in whatever format: marks on its words, and atoms between them."""

from __future__ import annotations

from dataclasses import dataclass

from translate.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Formatting of a stretch of French: bold, italics, a link."""

    span: Span
    """Code points of the paragraph's text; marks of one paragraph nest."""
    payload: object
    """Whatever the format needs to write it."""
    is_link: bool = False
    """True when it may not be lost: without a word of its own it goes to the closest one."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Something between words that is no text: an image, a note's number, a line break."""

    at: int
    payload: object
    is_blank: bool = False
    """True when the reader sees a blank in its place, so that it replaces one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Beginning of a mark."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Closed:
    """End of a mark."""

    mark: Mark


Piece = str | Opened | Closed | Atom
"""What a rewritten paragraph is made of, in writing order; ``Opened`` and ``Closed`` nest."""
