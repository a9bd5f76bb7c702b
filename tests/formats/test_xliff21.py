from __future__ import annotations

from dataclasses import replace

import pytest
from format_examples import FULL, translated
from hypothesis import given
from lxml import etree
from record_strategies import examples, records

from translate.errors import OutputError, RecordError
from translate.formats import export_records
from translate.formats.segments import final_text
from translate.formats.xliff12 import Xliff12
from translate.formats.xliff21 import Xliff21
from translate.formats.xliff21_units import CORE, GLOSSARY, MATCHES
from translate.model import Pair, Record, Review
from translate.records import parse_record, record_id, serialize_record

XLIFF = Xliff21()


@examples
@given(records())
def test_everything_comes_back_equal(record: Record) -> None:
    assert XLIFF.parse(export_records([record], XLIFF), "x.xlf").records == [record]


def test_control_characters_survive() -> None:
    source = "a\x00\x1b[0m\ufffe\ud800b"
    record = replace(translated(pairs=(Pair((0, len(source)), (0, 3)),)), source=source)
    record = replace(record, id=record_id(record.document, record.paragraph, source), target="\x01\x02\x03")
    assert XLIFF.parse(XLIFF.serialize([record]), "x.xlf").records == [record]


def test_terms_notes_and_matches_stand_where_other_tools_look_for_them() -> None:
    root = etree.fromstring(XLIFF.serialize([FULL])[""])
    names = {"c": CORE, "g": GLOSSARY, "m": MATCHES}
    (mark,) = root.findall(".//c:segment/c:source/c:mrk", names)
    assert (mark.text, mark.get("type")) == ("Maison Blanche", "term")
    (entry,) = root.findall(".//g:glossEntry", names)
    assert entry.get("ref") == "#" + mark.get("id", "")
    assert [child.text for child in entry] == ["Maison Blanche", "White House"]
    notes = root.findall(".//c:note", names)
    assert [(note.get("category"), note.text) for note in notes] == [
        ("comment", "fine"),
        ("PUNC001", "An example."),
    ]
    targets = ["".join(t.itertext()) for t in root.findall(".//m:match/c:target", names)]
    assert targets == ["😀 The White House reacted.", "“No”, he said."]
    segments = ["".join(t.itertext()) for t in root.findall(".//c:segment/c:target", names)]
    assert segments == ["😀 The White House has reacted.", "“No”, he said."]


def test_a_change_made_in_another_tool_is_an_edit_that_error_spans_follow() -> None:
    data = XLIFF.serialize([FULL])[""].replace(
        "<target>😀 The White House has".encode(), b"<target>Now the White House has", 1
    )
    (back,) = XLIFF.parse({"": data}, "x.xlf").records
    text = "Now the White House has reacted. “No”, he said."
    (span,) = back.review.spans
    assert final_text(back) == text
    assert text[slice(*span.span)] == "has reacted"
    assert (back.target, back.terms, back.review.status) == (FULL.target, FULL.terms, "edited")


def test_a_changed_source_drops_what_no_longer_holds_and_says_so() -> None:
    data = XLIFF.serialize([translated()])[""].replace("réagi".encode(), "parlé".encode())
    imported = XLIFF.parse({"": data}, "x.xlf")
    (back,) = imported.records
    assert back.source == translated().source.replace("réagi", "parlé")
    assert back.pairs[0].score is None
    assert "1 units have another source" in imported.notes[0]


FOREIGN = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" trgLang="en">
<file id="f" original="a/b.docx"><group id="g"><unit id="1">
<segment state="final"><source>Bon<ph id="1"/>jour <pc id="2">Zoé</pc>.</source><target>Hello Zoé.</target></segment>
<ignorable><source> </source></ignorable>
<segment state="reviewed"><source>Ça va<cp hex="0001"/> ?</source><target>How are you?</target></segment>
</unit><unit id="2"><segment><source>Non.</source></segment></unit></group></file></xliff>"""


def test_a_foreign_file_makes_one_record_per_unit() -> None:
    imported = XLIFF.parse({"": FOREIGN.encode()}, "x.xlf")
    (record,) = imported.records
    assert record.source == "Bonjour Zoé. Ça va\x01 ?"
    assert record.target == "Hello Zoé. How are you?"
    assert record.pairs == (Pair((0, 12), (0, 10)), Pair((13, 21), (11, 23)))
    assert (record.document, record.review) == ("b", Review("accepted"))
    assert imported.notes == [
        "1 units without a translation left out",
        "1 units had inline codes, which were removed",
    ]
    assert parse_record(serialize_record(record)) == record


def test_two_pairs_of_languages_need_two_files() -> None:
    with pytest.raises(OutputError, match="fr→de"):
        XLIFF.serialize([translated(), translated(target_lang="de")])


def test_version_1_is_read_as_well() -> None:
    record = translated()
    (back,) = XLIFF.parse(Xliff12().serialize([record]), "x.xlf").records
    assert (back.id, back.target) == (record.id, record.target)


def test_another_version_is_refused() -> None:
    with pytest.raises(RecordError, match=r"is XLIFF 3\.0"):
        XLIFF.parse({"": b'<xliff version="3.0"/>'}, "x.xlf")
