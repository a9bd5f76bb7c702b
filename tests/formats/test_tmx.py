from __future__ import annotations

from dataclasses import replace

import pytest
from format_examples import FULL, translated
from hypothesis import given
from record_strategies import examples, records

from translate.errors import LossyExport, RecordError
from translate.formats import export_records
from translate.formats.tmx import Tmx
from translate.model import Kind, Pair, Record
from translate.records import parse_record, serialize_record

TMX = Tmx()


def carried(record: Record) -> Record:
    """The record without what TMX says it cannot carry."""
    pairs = tuple(replace(pair, words=()) for pair in record.pairs)
    review = replace(record.review, edited=None, spans=())
    mt = record.target if record.mt else ""
    return replace(record, mt=mt, pairs=pairs, terms=(), findings=(), review=review)


@examples
@given(records())
def test_what_tmx_carries_comes_back_equal(record: Record) -> None:
    kept = carried(record)
    if TMX.losses(kept):
        assert not kept.pairs
        assert not kept.target
        return
    if not kept.target.strip() and not kept.pairs:
        return
    assert TMX.parse(export_records([kept], TMX), "x.tmx").records == [kept]


@examples
@given(records())
def test_a_lossy_export_keeps_the_source_and_the_final_english(record: Record) -> None:
    if not record.pairs and not (record.review.edited or record.target).strip():
        return
    (back,) = TMX.parse(export_records([record], TMX, lossy=True), "x.tmx").records
    assert back.source == record.source
    assert back.target == (record.target if record.review.edited is None else record.review.edited)
    assert parse_record(serialize_record(back)) == back


def test_losses_are_named() -> None:
    with pytest.raises(LossyExport) as caught:
        export_records([FULL], TMX)
    message = str(caught.value)
    for what in (
        "terms",
        "findings",
        "word links",
        "error spans",
        "the text before the edit",
        "--lossy",
        FULL.id,
    ):
        assert what in message


def test_paragraphs_of_one_document_stay_apart() -> None:
    first, second = translated(), translated(kind=Kind.PARAGRAPH)
    assert TMX.parse(TMX.serialize([first, second]), "x.tmx").records == [first, second]


def test_control_characters_are_named_or_replaced() -> None:
    record = translated(source="a\x02b", pairs=(Pair((0, 3), (0, 5)),))
    with pytest.raises(LossyExport, match=r"U\+0002"):
        export_records([record], TMX)
    (back,) = TMX.parse(export_records([record], TMX, lossy=True), "x.tmx").records
    assert back.source == "a\ufffdb"


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="other" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="FR-FR" datatype="xml"/><body>
<tu tuid="1"><prop type="domain">politique</prop>
 <tuv xml:lang="EN-US"><seg>The <hi>White <bpt i="1">&lt;b&gt;</bpt>House</hi><ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
 <tuv xml:lang="FR-FR"><seg>La Maison Blanche.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="fr"><seg>Seul.</seg></tuv><tuv xml:lang="de"><seg>Allein.</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="en"><seg>Yes.</seg></tuv></tu>
</body></tmx>"""


def test_a_foreign_memory_makes_one_record_per_unit() -> None:
    imported = TMX.parse({"": FOREIGN.encode()}, "memoire.tmx")
    first, second = imported.records
    assert (first.source, first.target) == ("La Maison Blanche.", "The White House.")
    assert first.pairs == (Pair((0, 18), (0, 16)),)
    assert (first.document, first.paragraph, second.paragraph) == ("memoire", 0, 1)
    assert first.source_lang == "FR-FR"
    assert first.terms == ()
    assert imported.notes == [
        "1 of 3 units lack French or English; left out",
        "inline codes removed from 1 units",
    ]
    for record in imported.records:
        assert parse_record(serialize_record(record)) == record


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tmx><body>", "not well-formed"),
        (b"<xliff/>", "not <tmx>"),
        (b"<tmx><body/></tmx>", "no unit"),
        (
            b'<!DOCTYPE tmx [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
            b'<tmx><body><tu><tuv xml:lang="fr"><seg>&e;</seg></tuv></tu></body></tmx>',
            "entities",
        ),
    ],
)
def test_what_is_not_a_memory_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        TMX.parse({"": data}, "x.tmx")


def test_an_entity_bomb_is_refused() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE tmx [<!ENTITY e0 "x">{levels}]><tmx><body><tu>&e11;</tu></body></tmx>'
    with pytest.raises(RecordError):
        TMX.parse({"": bomb.encode()}, "x.tmx")
