"""Sentences of French news text, by rules: no model, no dependency, offsets that lose nothing."""

from __future__ import annotations

from translate.model import Sentence
from translate.segment.boundaries import find_boundaries
from translate.segment.long import split_long

__all__ = ["split_long", "split_sentences"]


def split_sentences(text: str) -> list[Sentence]:
    """Split a paragraph into sentences, in time linear in its length.

    Splits rarely rather than wrongly: a stop after an abbreviation, an initial or inside brackets or a short
    quotation ends nothing. A sentence without a stop is never cut, however long; see ``split_long``.

    Args:
        text: any text; French rules apply.

    Returns:
        Sentences in order; the spans cover everything in ``text`` but blanks (``str.isspace``). None when the
        text is blank.
    """
    sentences: list[Sentence] = []
    start = 0
    for end in (*find_boundaries(text), len(text)):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            sentences.append(Sentence((left, right), text[left:right]))
        start = end
    return sentences
