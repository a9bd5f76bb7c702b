"""Records for the tests of the review: the project's own aligned articles, and any number made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from translate.model import ErrorSpan, Finding, Kind, Pair, Record, Review, Term
from translate.records import read_records, record_id

ROOT = Path(__file__).parents[2]
ALIGNED = ROOT / "corpus" / "aligned"


def article(name: str = "delta-climat") -> list[Record]:
    return list(read_records(ALIGNED / f"{name}.jsonl"))


def many(count: int) -> Iterator[Record]:
    """Real paragraphs over and over, in documents of their own."""
    real = [record for path in sorted(ALIGNED.glob("*.jsonl")) for record in read_records(path)]
    for number in range(count):
        record = real[number % len(real)]
        document = f"{record.document}-{number // len(real)}"
        yield replace(record, document=document, id=record_id(document, record.paragraph, record.source))


def pair(source: str, target: str, paragraph: int = 0, document: str = "essai", **more: object) -> Record:
    """A record of one sentence."""
    record = Record(
        record_id(document, paragraph, source),
        document,
        paragraph,
        Kind.PARAGRAPH,
        source,
        target,
        target,
        (Pair((0, len(source)), (0, len(target)), -0.5),),
    )
    return replace(record, **more)  # type: ignore[arg-type]


def term(entry: str, span: tuple[int, int], expected: str, status: str = "unmet") -> Term:
    return Term(entry, span, None, (expected,), status)


def finding(rule: str, severity: str) -> Finding:
    return Finding(rule, severity, "as the file says")


# Words, accents of their own, characters of two UTF-16 units, blanks of every kind.
texts = st.lists(
    st.sampled_from(["the", "summit", " ", " ", "é", "e\u0301", "😀", "𝔘", "\u00a0", ".", "«", "12", "\n"])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    max_size=14,
).map("".join)


@st.composite
def reviews(draw: st.DrawFn, text: str | None = None) -> Review:
    """Reviews with error spans inside the text that they leave."""
    edited = draw(texts) if text is None else text
    marks = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(edited)))
        end = draw(st.integers(start, len(edited)))
        severity = draw(st.sampled_from(["minor", "major", "critical"]))
        marks.append(ErrorSpan("target", (start, end), "accuracy", severity, draw(st.none() | texts)))
    status = draw(st.sampled_from(["unreviewed", "accepted", "edited", "rejected"]))
    return Review(status, draw(st.none() | st.just("ana")), edited, tuple(marks), draw(st.none() | texts))
