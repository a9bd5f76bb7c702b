"""Paragraphs of some sentences, for the tests of the translation memory."""

from __future__ import annotations

from translate.model import Kind, Pair, Record, Review
from translate.records import record_id


def paragraph(
    pairs: list[tuple[str, str]], review: Review | None = None, number: int = 0, document: str = "essai"
) -> Record:
    """A paragraph of some sentences as an engine translated it; accepted, unless a review is given."""
    source = target = ""
    made = []
    for french, english in pairs:
        source, target = source + (" " if source else ""), target + (" " if target else "")
        spans = (len(source), len(source) + len(french)), (len(target), len(target) + len(english))
        source, target = source + french, target + english
        made.append(Pair(*spans, -0.3))
    return Record(
        record_id(document, number, source),
        document,
        number,
        Kind.PARAGRAPH,
        source,
        target,
        target,
        tuple(made),
        signature="engine:essai",
        review=review or Review("accepted", "ana"),
    )
