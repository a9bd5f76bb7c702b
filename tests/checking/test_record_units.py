"""The unit of a record: made late, but the same as if everything had been made at once."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from translate.checking.units import RecordUnit
from translate.formats.segments import final_pairs
from translate.model import Kind, Pair, Record, Review, Span
from translate.records import parse_record, record_id, serialize_record
from translate.records.reading import parse_row
from translate.records.rows import Row, decode_unread

SOURCE, TARGET = "Un accord. Deux ans.", "A deal. Two years."
PAIRS = (
    Pair((0, 10), (0, 7), -0.5, ((0, 2, 0, 1), (3, 9, 2, 6))),
    Pair((11, 20), (8, 18), None, ((11, 15, 8, 11),)),
)


@pytest.mark.parametrize("row_of", [parse_row, decode_unread])
@pytest.mark.parametrize("edited", [None, TARGET, "A deal. Two long years."])
@pytest.mark.parametrize("order", [("record", "pairs", "links"), ("links", "pairs", "record")])
def test_parts_in_any_order_and_in_another_process(
    edited: str | None, order: tuple[str, ...], row_of: Callable[[str], Row]
) -> None:
    review = Review("unreviewed" if edited is None else "edited", edited=edited)
    record = Record(
        record_id("a", 0, SOURCE), "a", 0, Kind.PARAGRAPH, SOURCE, TARGET, TARGET, PAIRS, review=review
    )
    line = serialize_record(record)
    unit = RecordUnit(row_of(line))
    for made in (unit, pickle.loads(pickle.dumps(unit))):
        for part in order:
            getattr(made, part)
        assert made.record == parse_record(line)
        assert (made.source, made.target) == (SOURCE, TARGET if edited is None else edited)
        assert (made.document, made.kind) == ("a", "paragraph")
        assert made.pairs == tuple((pair.source, pair.target) for pair in final_pairs(record))
        assert made.links == tuple(link for pair in final_pairs(record) for link in pair.words)
    assert unit == pickle.loads(pickle.dumps(unit))


@pytest.mark.parametrize("row_of", [parse_row, decode_unread])
@pytest.mark.parametrize(
    ("spans", "sentences"),
    [([], []), ([(3, 9)], [0]), ([(11, 12)], [1]), ([(9, 12)], [0, 1]), ([(15, 20), (0, 1)], [0, 1])],
)
def test_links_of_the_sentences_asked_for(
    spans: list[Span], sentences: list[int], row_of: Callable[[str], Row]
) -> None:
    record = Record(record_id("a", 0, SOURCE), "a", 0, Kind.PARAGRAPH, SOURCE, TARGET, TARGET, PAIRS)
    unit = RecordUnit(row_of(serialize_record(record)))
    assert list(unit.links_of(spans)) == [link for i in sentences for link in PAIRS[i].words]
