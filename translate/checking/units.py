"""The unit of a record file: what of a record most checks never look at is made when one of them does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from translate.checks.base import Unit
from translate.formats.segments import final_pairs
from translate.model import Pair, Record, Span, WordLink
from translate.records.reading import make_record
from translate.records.rows import PairRow, Row, UnreadPair, UnreadRow

# A unit is frozen: its slots are filled behind its back.
_set_source, _set_target, _set_document, _set_kind = (
    vars(Unit)[name].__set__ for name in ("source", "target", "document", "kind")
)


class RecordUnit(Unit):
    """A record as a unit: its source, and its English as it stands now, a reviewer's edit included.

    Args:
        row: the record, as it was decoded.
    """

    def __init__(self, row: Row | UnreadRow) -> None:
        _set_source(self, row.source)
        _set_target(self, row.shown)
        _set_document(self, row.document)
        _set_kind(self, row.kind)
        self.__dict__["_row"] = row

    def __reduce__(self) -> tuple[type[RecordUnit], tuple[Row | UnreadRow]]:
        return RecordUnit, (self.__dict__["_row"],)

    @cached_property
    def record(self) -> Record:
        """The record itself."""
        row: Row | UnreadRow = self.__dict__["_row"]
        return make_record(row.read() if isinstance(row, UnreadRow) else row)

    @cached_property
    def links(self) -> tuple[WordLink, ...]:
        """Word links into both texts; none into an English that a reviewer changed."""
        return tuple(chain.from_iterable([pair.words for pair in self._pairs]))

    def links_of(self, spans: Sequence[Span]) -> Sequence[WordLink]:
        """Word links of the sentences that some spans of the source lie in: those of others may stay unread."""
        row: Row | UnreadRow = self.__dict__["_row"]
        if self.target != row.target:
            return self.links
        concerned = [
            pair for pair in row.pairs if any(pair.source[0] < b and a < pair.source[1] for a, b in spans)
        ]
        source, target = len(row.source), len(row.target)
        read = [p.read(source, target) if isinstance(p, UnreadPair) else p for p in concerned]
        return [link for pair in read for link in pair.words]

    @cached_property
    def pairs(self) -> tuple[tuple[Span, Span], ...]:
        """Aligned sentences, those of the record carried across an edit."""
        return tuple([(pair.source, pair.target) for pair in self._pairs])

    @cached_property
    def _pairs(self) -> tuple[Pair, ...] | tuple[PairRow, ...]:
        row: Row | UnreadRow = self.__dict__["_row"]
        if self.target != row.target:
            return final_pairs(self.record)
        return row.read_pairs() if isinstance(row, UnreadRow) else row.pairs
