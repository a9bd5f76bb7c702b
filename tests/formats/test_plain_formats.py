from __future__ import annotations

import json
from dataclasses import replace

import pytest
from format_examples import FULL, translated
from hypothesis import given
from record_strategies import examples, records

from translate.errors import LossyExport, RecordError
from translate.formats import export_records
from translate.formats.doccano import Doccano
from translate.formats.plain import Jsonl, Tsv, make_record
from translate.formats.segments import final_text
from translate.model import Kind, Record, Review
from translate.records import parse_record, record_id, serialize_record


@examples
@given(records())
def test_plain_json_lines_come_back_equal(record: Record) -> None:
    plain = make_record(record.document, record.paragraph, record.source, record.target, record.kind)
    assert Jsonl().parse(export_records([plain], Jsonl()), "x.jsonl").records == [plain]


@examples
@given(records(lines=False, paired=True))
def test_plain_tsv_comes_back_equal(record: Record) -> None:
    plain = make_record("x", 0, record.source, record.target)
    assert Tsv().losses(plain) == ["documents and paragraphs"]
    assert Tsv().parse(export_records([plain], Tsv(), lossy=True), "x.tsv").records == [plain]


@examples
@given(records())
def test_doccano_comes_back_equal(record: Record) -> None:
    assert Doccano().parse(export_records([record], Doccano()), "x.jsonl").records == [record]


@pytest.mark.parametrize("format", [Jsonl(), Tsv()])
@examples
@given(record=records())
def test_a_lossy_export_is_read_again(format: Jsonl | Tsv, record: Record) -> None:
    imported = format.parse(export_records([record], format, lossy=True), "x")
    for back in imported.records:
        assert parse_record(serialize_record(back)) == back
    if isinstance(format, Jsonl):
        assert [(r.source, r.target) for r in imported.records] == [(record.source, final_text(record))]


@pytest.mark.parametrize("format", [Jsonl(), Tsv()])
def test_losses_are_named(format: Jsonl | Tsv) -> None:
    with pytest.raises(LossyExport) as caught:
        export_records([FULL], format)
    for what in ("terms", "findings", "word links", "error spans", "the signature"):
        assert what in str(caught.value)


def test_tsv_writes_one_line_per_sentence() -> None:
    assert Tsv().serialize([translated()])[""].decode() == (
        "😀 La Maison Blanche a réagi.\t😀 The White House reacted.\n« Non », dit-il.\t“No”, he said.\n"
    )


def test_tsv_names_breaks_and_replaces_them_when_told() -> None:
    record = make_record("x", 0, "a\tb\nc", "d\re")
    with pytest.raises(LossyExport, match="tabs and line breaks"):
        export_records([record], Tsv())
    assert export_records([record], Tsv(), lossy=True)[""] == b"a b c\td e\n"


def test_tsv_of_another_tool() -> None:
    imported = Tsv().parse({"": "\ufefffr\ten\r\nOui.\tYes.\tnote\r\n\r\nNon.\t\r\n".encode()}, "memoire.tsv")
    (record,) = imported.records
    assert (record.source, record.target, record.document) == ("Oui.", "Yes.", "memoire")
    assert imported.notes == [
        "the first line was taken for a header",
        "1 lines with an empty side left out",
        "1 lines have more than two columns; the rest was left out",
    ]


def test_lines_that_are_none_are_named() -> None:
    with pytest.raises(RecordError) as caught:
        Tsv().parse({"": b"a\tb\nc\nd\n"}, "x.tsv")
    assert str(caught.value).startswith("x.tsv:2: no tab")
    assert len(caught.value.faults) == 2
    with pytest.raises(RecordError, match=r"x:1: not JSON[\s\S]*x:2: needs"):
        Jsonl().parse({"": b'{"a\n{"source": "x"}\n'}, "x")
    with pytest.raises(RecordError, match="x:1: is not UTF-8"):
        Jsonl().parse({"": "élu".encode("latin-1")}, "x")


def test_lone_surrogates_survive_json_and_are_named_by_tsv() -> None:
    record = make_record("x", 0, "a\ud800", "b")
    assert Jsonl().parse(export_records([record], Jsonl()), "x").records == [record]
    with pytest.raises(LossyExport, match=r"U\+D800"):
        export_records([record], Tsv())
    assert export_records([record], Tsv(), lossy=True)[""] == "a\ufffd\tb\n".encode()


def test_another_response_in_doccano_is_an_edit() -> None:
    record = translated(kind=Kind.LIST)
    row = json.loads(Doccano().serialize([record])[""])
    row |= {"id": 7, "Comments": [], "label": [row["label"][0], "Mended."]}
    imported = Doccano().parse({"": json.dumps(row).encode()}, "x")
    (back,) = imported.records
    assert back == replace(record, review=Review("edited", edited="Mended."))
    assert "several responses" in imported.notes[0]


def test_a_changed_source_in_doccano_makes_a_new_record() -> None:
    row = json.loads(Doccano().serialize([FULL])[""])
    row["text"] = "Autre."
    (back,) = Doccano().parse({"": json.dumps(row).encode()}, "x").records
    assert back.id == record_id("x", 0, "Autre.")
