"""A record with everything in it, and helpers that say what a format kept."""

from __future__ import annotations

from dataclasses import replace

from translate.model import ErrorSpan, Finding, Kind, Pair, Record, Review, Term
from translate.records import record_id

SOURCE = "😀 La Maison Blanche a réagi. « Non », dit-il."
TARGET = "😀 The White House reacted. “No”, he said."

FULL = Record(
    id=record_id("essai", 2, SOURCE),
    document="essai",
    paragraph=2,
    kind=Kind.QUOTE,
    source=SOURCE,
    target=TARGET,
    mt="😀 The White house reacted. “No”, he said.",
    pairs=(
        Pair((0, 28), (0, 26), -0.21, ((5, 11, 12, 17), (12, 19, 6, 11))),
        Pair((29, 45), (27, 41), -0.3, ()),
    ),
    terms=(Term("maison-blanche", (5, 19), (6, 17), ("White House",), "met", "edit", 0.03),),
    findings=(Finding("PUNC001", "info", "An example.", (27, 28), (25, 26), None, "!"),),
    signature="engine:fake|model:none",
    review=Review(
        "edited",
        "Ann",
        "😀 The White House has reacted. “No”, he said.",
        (ErrorSpan("target", (18, 29), "Accuracy/Mistranslation", "minor", "tense"),),
        "fine",
    ),
)


def translated(**changes: object) -> Record:
    """The record as an engine left it: no review, no remarks."""
    plain = replace(FULL, mt="", terms=(), findings=(), review=Review())
    pairs = tuple(replace(pair, words=()) for pair in plain.pairs)
    return replace(plain, **({"pairs": pairs} | changes))  # type: ignore[arg-type]
