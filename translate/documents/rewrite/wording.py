"""English of one paragraph with its word links, and what a rewritten file is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translate.model import Document, Record, WordLink

_LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# What no XML may hold, and what no text should.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document's file in English."""

    data: bytes
    unplaced: tuple[int, ...] = ()
    """Indices of paragraphs that have English, but whose place in the file could not be found."""
    lost: int = 0
    """Links and images of the file that found no words of the English to stand on."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a paragraph says in both languages."""

    source: str
    target: str
    """One line, no surrounding blanks."""
    links: tuple[WordLink, ...] = ()
    """Word links from ``source`` to ``target``; empty when unknown."""


def wordings(english: Sequence[Record | str | None], document: Document) -> list[Wording | None]:
    """English of each paragraph; None where the paragraph stays as it is.

    A reviewer's English goes before the delivered one. Word links hold only for the texts they were made of.

    Raises:
        ValueError: there are not as many as paragraphs.
    """
    if len(english) != len(document.paragraphs):
        raise ValueError(f"{len(document.paragraphs)} paragraphs, but English for {len(english)}")
    found: list[Wording | None] = []
    for paragraph, given in zip(document.paragraphs, english, strict=True):
        links: tuple[WordLink, ...] = ()
        if isinstance(given, Record):
            text = delivered(given)
            if text == given.target and given.source == paragraph.text:
                links = tuple(link for pair in given.pairs for link in pair.words)
        else:
            text = given or ""
        target = one_line(text)
        found.append(
            Wording(paragraph.text, target, links if target == text else ()) if target.strip() else None
        )
    return found


def delivered(record: Record) -> str:
    """English of a record as it stands after review."""
    return record.target if record.review.edited is None else record.review.edited


def one_line(text: str) -> str:
    """Text without line breaks, control characters and surrounding blanks."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub(" ", text)).strip()
