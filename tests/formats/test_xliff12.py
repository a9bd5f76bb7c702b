from __future__ import annotations

from dataclasses import replace

import pytest
from format_examples import FULL, translated
from hypothesis import given
from record_strategies import examples, records

from translate.errors import LossyExport, RecordError
from translate.formats import export_records
from translate.formats.segments import final_text
from translate.formats.xliff12 import Xliff12
from translate.model import Pair, Record
from translate.records import parse_record, serialize_record

XLIFF = Xliff12()


def carried(record: Record) -> Record:
    """The record without what XLIFF 1.2 says it cannot carry."""
    pairs = tuple(replace(pair, words=(), score=None) for pair in record.pairs)
    kept = replace(record, pairs=pairs, terms=(), findings=(), review=replace(record.review, spans=()))
    if XLIFF.losses(kept):
        kept = replace(kept, review=replace(kept.review, edited=None))
    return kept


@examples
@given(records())
def test_what_xliff_carries_comes_back_equal(record: Record) -> None:
    kept = carried(record)
    assert XLIFF.parse(export_records([kept], XLIFF), "x.xlf").records == [kept]


@examples
@given(records())
def test_a_lossy_export_keeps_the_source_and_the_final_english(record: Record) -> None:
    (back,) = XLIFF.parse(export_records([record], XLIFF, lossy=True), "x.xlf").records
    assert (back.id, back.source, final_text(back)) == (record.id, record.source, final_text(record))
    assert parse_record(serialize_record(back)) == back


def test_losses_are_named() -> None:
    with pytest.raises(LossyExport) as caught:
        export_records([FULL], XLIFF)
    for what in ("terms", "findings", "word links", "scores", "error spans"):
        assert what in str(caught.value)


def test_terms_and_findings_are_notes_that_people_can_read() -> None:
    text = XLIFF.serialize([FULL])[""].decode()
    assert "Maison Blanche → White House (met)" in text
    assert "PUNC001: An example." in text


def test_a_change_made_in_another_tool_is_an_edit() -> None:
    record = translated()
    data = XLIFF.serialize([record])[""].replace(b"reacted.", b"has reacted.", 1)
    (back,) = XLIFF.parse({"": data}, "x.xlf").records
    assert back.target == record.target
    assert back.review.edited == record.target.replace("reacted.", "has reacted.")
    assert back.review.status == "edited"
    assert [pair.target for pair in back.pairs] == [pair.target for pair in record.pairs]


FOREIGN = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="articles/onu.html" source-language="fr-FR" target-language="en-GB" datatype="html"><body><group>
<trans-unit id="a" approved="yes"><source>La <g id="1">Maison</g><x id="2"/> Blanche.</source>
 <target>The White <g id="1">House</g>.</target></trans-unit>
<trans-unit id="b"><source>Rien.</source></trans-unit>
<trans-unit id="c"><source>Un. Deux.</source>
 <seg-source><mrk mtype="seg" mid="1">Un.</mrk> <mrk mtype="seg" mid="2">Deux.</mrk></seg-source>
 <target><mrk mtype="seg" mid="1">One.</mrk>  <mrk mtype="seg" mid="2">Two.</mrk></target></trans-unit>
</group></body></file></xliff>"""


def test_a_foreign_file_makes_one_record_per_unit() -> None:
    imported = XLIFF.parse({"": FOREIGN.encode()}, "x.xlf")
    first, second = imported.records
    assert (first.source, first.target) == ("La Maison Blanche.", "The White House.")
    assert (first.document, first.source_lang, first.review.status) == ("onu", "fr-FR", "accepted")
    assert second.pairs == (Pair((0, 3), (0, 4)), Pair((4, 9), (6, 10)))
    assert imported.notes == [
        "1 units without a translation left out",
        "inline codes removed from 1 units",
    ]
    for record in imported.records:
        assert parse_record(serialize_record(record)) == record


def test_another_version_is_refused() -> None:
    with pytest.raises(RecordError, match=r"XLIFF 2\.0"):
        XLIFF.parse({"": b'<xliff version="2.0"/>'}, "x.xlf")
