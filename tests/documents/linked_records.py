"""Records for the tests of rewriting, with word links that are easy to read."""

from __future__ import annotations

from translate.model import Document, Pair, Record


def record(document: Document, index: int, target: str, words: list[tuple[str, str]]) -> Record:
    """A record whose word links are given as words that stand once on either side."""
    source = document.paragraphs[index].text
    links = []
    for french, english in words:
        a, b = source.index(french), target.index(english)
        links.append((a, a + len(french), b, b + len(english)))
    pair = Pair((0, len(source)), (0, len(target)), words=tuple(links))
    return Record("x", "x", index, document.paragraphs[index].kind, source, target, target, (pair,))
