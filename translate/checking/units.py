"""The unit of a record file: what of a record most checks never look at is made when one of them does."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import Any

from translate.checks.base import Unit
from translate.formats.segments import final_pairs
from translate.model import Kind, Pair, Record, Span, WordLink
from translate.records.reading import make_pair, make_record

_KINDS = {str(kind): kind for kind in Kind}


class RecordUnit(Unit):
    """A record as a unit: its source, and its English as it stands now, a reviewer's edit included.

    Args:
        row: JSON of a record without faults.
    """

    def __init__(self, row: dict[str, Any]) -> None:
        edited = (row.get("review") or {}).get("edited")
        hold = object.__setattr__  # a unit is frozen
        hold(self, "source", row["source"])
        hold(self, "target", row["target"] if edited is None else edited)
        hold(self, "document", row["document"])
        hold(self, "kind", _KINDS[row["kind"]])
        self.__dict__["_row"] = row

    def __reduce__(self) -> tuple[type[RecordUnit], tuple[dict[str, Any]]]:
        return RecordUnit, (self.__dict__["_row"],)

    @cached_property
    def record(self) -> Record:
        """The record itself."""
        return make_record(self.__dict__["_row"])

    @cached_property
    def links(self) -> tuple[WordLink, ...]:
        """Word links into both texts; none into an English that a reviewer changed."""
        return tuple(chain.from_iterable([pair.words for pair in self._pairs]))

    @cached_property
    def pairs(self) -> tuple[tuple[Span, Span], ...]:
        """Aligned sentences, those of the record carried across an edit."""
        return tuple([(pair.source, pair.target) for pair in self._pairs])

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        row = self.__dict__["_row"]
        if self.target != row["target"]:
            return final_pairs(self.record)
        return tuple(map(make_pair, row["pairs"] or ()))
