"""A record's JSON with its types: decoded and judged at once, in C; ``find_faults`` says what is wrong where it is not.

Checking reads a hundred thousand records with forty word links each. msgspec makes these rows in a third of the time
that the ``json`` module takes for mere dictionaries, and in half of that again where it may leave the links unread.
What types cannot say is looked at here: whether spans lie in their texts, and whether the id is the source's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar, cast

import msgspec

from translate.model import Kind, Span, WordLink
from translate.records.writing import record_id

# Written out because msgspec needs to see them; tests hold them to the tables in ``fields``.
_Index = Annotated[int, msgspec.Meta(ge=0)]
_Span = tuple[_Index, _Index]
_Link = tuple[_Index, _Index, _Index, _Index]


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What all rows have in common; none of them can be part of a cycle."""


class PairRow(_Shape, frozen=True, gc=False):
    """One of ``pairs``."""

    source: _Span
    target: _Span
    score: float | None = None
    words: tuple[_Link, ...] = ()


class TermRow(_Shape, frozen=True, gc=False):
    """One of ``terms``."""

    entry: str
    source: _Span
    expected: tuple[str, ...]
    status: Literal["met", "unmet", "waived"]
    target: _Span | None = None
    how: Literal["model", "nbest", "repair", "edit", "memory"] | None = None
    cost: float | None = None


class FindingRow(_Shape, frozen=True, gc=False):
    """One of ``findings``."""

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    source: _Span | None = None
    target: _Span | None = None
    entry: str | None = None
    suggestion: str | None = None


class SpanRow(_Shape, frozen=True, gc=False):
    """One of ``review.spans``."""

    side: Literal["source", "target"]
    span: _Span
    category: str
    severity: Literal["neutral", "minor", "major", "critical"]
    comment: str | None = None


class ReviewRow(_Shape, frozen=True, gc=False):
    """``review``."""

    status: Literal["unreviewed", "accepted", "edited", "rejected"]
    reviewer: str | None = None
    edited: str | None = None
    spans: tuple[SpanRow, ...] = ()
    comment: str | None = None


class UnreadPair(_Shape, frozen=True, gc=False):
    """One of ``pairs`` whose word links nobody has looked at."""

    source: _Span
    target: _Span
    score: float | None = None
    words: msgspec.Raw = msgspec.Raw(b"[]")

    def read(self, source: int, target: int) -> PairRow:
        """The pair with its word links; without any where they are not sound.

        Args:
            source: length of the record's source.
            target: length of its target.
        """
        try:
            words = _decode_links(self.words)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            words = ()
        pair = PairRow(self.source, self.target, self.score, words)
        return pair if _links_fit([pair], source, target) else PairRow(self.source, self.target, self.score)


class _AnyRow(_Shape, frozen=True, gc=False):
    """A whole record but its pairs."""

    schema: Literal["bitexte/record/1"]
    id: str
    document: str
    paragraph: _Index
    kind: Kind
    source: str
    target: str
    mt: str
    terms: tuple[TermRow, ...]
    source_lang: str = "fr"
    target_lang: str = "en"
    findings: tuple[FindingRow, ...] = ()
    signature: str = ""
    review: ReviewRow | None = None

    @property
    def shown(self) -> str:
        """The English as it stands now, a reviewer's edit included."""
        review = self.review
        return self.target if review is None or review.edited is None else review.edited


class Row(_AnyRow, frozen=True, gc=False, kw_only=True):
    """A whole record."""

    pairs: tuple[PairRow, ...]


class UnreadRow(_AnyRow, frozen=True, gc=False, kw_only=True):
    """A whole record but its word links: they are a third of its JSON, and most checks do without."""

    pairs: tuple[UnreadPair, ...]

    def read_pairs(self) -> tuple[PairRow, ...]:
        """The pairs with their word links, where these are sound."""
        source, target = len(self.source), len(self.target)
        return tuple([pair.read(source, target) for pair in self.pairs])

    def read(self) -> Row:
        """The row with its word links."""
        values = {name: getattr(self, name) for name in _AnyRow.__struct_fields__}
        return Row(**values, pairs=self.read_pairs())


_decode = msgspec.json.Decoder(Row).decode
_decode_unread = msgspec.json.Decoder(UnreadRow).decode
_decode_links = msgspec.json.Decoder(tuple[_Link, ...]).decode


def decode_row(line: bytes | str) -> Row | None:
    """The row that a line of JSON is.

    Returns:
        None where it may not be one: ``find_faults`` knows. It says no to hardly anything that is sound, but it may.
    """
    try:
        row = _decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return row if _is_sound(row) and _links_fit(row.pairs, len(row.source), len(row.target)) else None


def decode_unread(line: bytes | str) -> UnreadRow | None:
    """As ``decode_row``, but nothing is said of the word links."""
    try:
        row = _decode_unread(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return row if _is_sound(row) else None


def _is_sound(row: Row | UnreadRow) -> bool:
    """True when the id is the source's, and all spans but word links run forward and lie in their texts."""
    source, target = len(row.source), len(row.target)
    # Written out where there are many: a call takes longer than what it would do.
    for pair in row.pairs:
        a, b = pair.source
        c, d = pair.target
        if a > b or b > source or c > d or d > target:
            return False
    for term in row.terms:
        a, b = term.source
        c, d = term.target or (0, 0)
        if a > b or b > source or c > d or d > target:
            return False
    for finding in row.findings:
        if not (_is_span(finding.source, source) and _is_span(finding.target, target)):
            return False
    review = row.review
    if review is not None and review.spans:
        sides = {"source": source, "target": len(row.shown)}
        if not all(_is_span(span.span, sides[span.side]) for span in review.spans):
            return False
    return row.id == record_id(row.document, row.paragraph, row.source)


def _links_fit(pairs: Iterable[PairRow], source: int, target: int) -> bool:
    for pair in pairs:
        for a, b, c, d in pair.words:
            if a > b or b > source or c > d or d > target:
                return False
    return True


def _is_span(span: Span | None, length: int) -> bool:
    return span is None or span[0] <= span[1] <= length


# -------------------------------------------------------------- from what json makes

_Object = Mapping[str, Any]
_Made = TypeVar("_Made", bound=_Shape)


def make_row(row: _Object) -> Row:
    """Make a row of a dictionary in which ``find_faults`` found nothing; keys may be missing or null."""
    pairs = (
        _make(PairRow, pair, score=_number(pair.get("score")), words=_links(pair.get("words") or ()))
        for pair in row["pairs"] or ()
    )
    terms = (
        _make(TermRow, term, expected=tuple(term["expected"]), cost=_number(term.get("cost")))
        for term in row["terms"] or ()
    )
    review = row.get("review")
    if review is not None:
        spans = tuple(_make(SpanRow, span) for span in review.get("spans") or ())
        review = _make(ReviewRow, review, spans=spans)
    return _make(
        Row,
        row,
        kind=Kind(row["kind"]),
        pairs=tuple(pairs),
        terms=tuple(terms),
        findings=tuple(_make(FindingRow, finding) for finding in row.get("findings") or ()),
        review=review,
    )


def _make(shape: type[_Made], row: _Object, **others: object) -> _Made:
    values = {
        key: tuple(value) if key in ("source", "target", "span") and isinstance(value, list) else value
        for key, value in row.items()
    }
    return shape(**(values | others))


def _links(rows: Iterable[Iterable[int]]) -> tuple[WordLink, ...]:
    return cast(tuple[WordLink, ...], tuple(map(tuple, rows)))


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
