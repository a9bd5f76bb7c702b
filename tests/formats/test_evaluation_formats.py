from __future__ import annotations

import json
from dataclasses import replace

import pytest
from format_examples import FULL, translated
from hypothesis import given
from record_strategies import examples, records

from translate.errors import LossyExport, RecordError
from translate.formats import export_records
from translate.formats.mqm import COLUMNS, Mqm
from translate.formats.pearmut import Pearmut
from translate.formats.plain import make_record
from translate.formats.segments import final_text
from translate.model import ErrorSpan, Record, Review
from translate.records import parse_record, record_id, serialize_record

PEARMUT, MQM = Pearmut(), Mqm()


@examples
@given(records())
def test_a_campaign_comes_back_equal(record: Record) -> None:
    assert PEARMUT.parse(export_records([record], PEARMUT), "x.json").records == [record]


def browser_boxes(text: str) -> list[str]:
    """The units that Pearmut's page makes a box of."""
    raw = text.encode("utf-16-le")
    units = [raw[i : i + 2] for i in range(0, len(raw), 2)]
    return [unit.decode("utf-16-le", "surrogatepass") for unit in units if unit != b"\n\0"]


@examples
@given(records(empty_spans=False))
def test_indices_of_a_campaign_are_those_of_its_page(record: Record) -> None:
    (item,) = json.loads(PEARMUT.serialize([record])[""])["data"][0][0]
    text = final_text(record)
    boxes = browser_boxes(text)
    reviewed = record.review.status != "unreviewed" or record.review.spans
    if not reviewed:
        return
    marked = [text[slice(*s.span)] for s in record.review.spans if s.side == "target"]
    marked = [m.replace("\n", "") for m in marked if m.strip("\n")]
    found = ["".join(boxes[r["start_i"] : r["end_i"] + 1]) for r in item["error_spans"]["bitexte"]]
    assert [f.encode("utf-16-le", "surrogatepass") for f in found] == [m.encode("utf-16-le") for m in marked]


def test_a_campaign_shows_findings_where_nobody_has_looked_yet() -> None:
    record = replace(FULL, review=Review())
    (item,) = json.loads(PEARMUT.serialize([record])[""])["data"][0][0]
    # The emoji before it is two units, and the end is inclusive.
    assert item["error_spans"]["bitexte"] == [
        {"start_i": 26, "end_i": 26, "severity": "neutral", "category": "PUNC001"}
    ]


def test_spans_changed_in_a_campaign_are_the_reviewers() -> None:
    record = translated()
    campaign = json.loads(PEARMUT.serialize([record])[""])
    start = len("😀 The ".encode("utf-16-le")) // 2
    campaign["data"][0][0][0]["error_spans"]["bitexte"] = [
        {"start_i": start, "end_i": start + 10, "severity": "Major", "category": "Accuracy/Mistranslation"}
    ]
    (back,) = PEARMUT.parse({"": json.dumps(campaign).encode()}, "x").records
    (span,) = back.review.spans
    assert record.target[slice(*span.span)] == "White House"
    assert (span.severity, back.review.status) == ("major", "accepted")


def test_what_is_no_campaign_is_refused() -> None:
    for data in (b"[]", b"{", b'{"data": []}'):
        with pytest.raises(RecordError):
            PEARMUT.parse({"": data}, "x")
    record = json.loads(PEARMUT.serialize([translated()])[""])
    record["data"][0][0][0]["error_spans"]["bitexte"] = [{"start_i": 0, "end_i": 999}]
    with pytest.raises(RecordError, match="outside its text"):
        PEARMUT.parse({"": json.dumps(record).encode()}, "x")


def carried(record: Record) -> Record:
    """The record without what MQM says it cannot carry."""
    review = record.review
    plain = make_record(record.document, record.paragraph, record.source, record.target, record.kind)
    kept = [s for s in review.spans if s.side == "source" or review.edited is None]
    return replace(plain, signature=record.signature, review=replace(review, edited=None, spans=tuple(kept)))


@examples
@given(records(lines=False))
def test_what_mqm_carries_comes_back_equal(record: Record) -> None:
    kept = carried(record)
    if not MQM.losses(kept):
        assert MQM.parse(export_records([kept], MQM), "x.tsv").records == [kept]


@examples
@given(records())
def test_a_lossy_export_to_mqm_is_read_again(record: Record) -> None:
    (back,) = MQM.parse(export_records([record], MQM, lossy=True), "x.tsv").records
    assert parse_record(serialize_record(back)) == back
    blank = str.maketrans("\t\n\r", "   ")
    assert back.source == record.source.translate(blank)
    assert back.target == final_text(record).translate(blank)


def test_lines_of_mqm_are_what_the_viewer_reads() -> None:
    header, line = MQM.serialize([FULL])[""].decode().splitlines()
    assert header.split("\t") == list(COLUMNS)
    row = dict(zip(COLUMNS, line.split("\t"), strict=True))
    assert row["target"] == "😀 The White House <v>has reacted</v>. “No”, he said."
    assert (row["category"], row["severity"], row["rater"]) == ("Accuracy/Mistranslation", "Minor", "Ann")
    metadata = json.loads(row["metadata"])
    tokens = metadata["segment"]["target_tokens"]
    ((first, last),) = metadata["target_spans"]
    assert "".join(tokens[first : last + 1]) == metadata["marked_text"] == "has reacted"


def test_losses_of_mqm_are_named() -> None:
    with pytest.raises(LossyExport) as caught:
        export_records([FULL], MQM)
    for what in ("terms", "findings", "word links", "the text before the edit", "sentence pairs"):
        assert what in str(caught.value)


FOREIGN = (
    "sysA\tdoc1\t3\t17\trater1\tIl dort.\tHe <v>is</v> sleeps.\tFluency/Grammar\tmajor\t{}\n"
    'sysA\tdoc1\t3\t17\trater1\tIl <v>dort</v>.\tHe is sleeps.\tAccuracy\tMinor\t{"note": "hm"}\n'
    "sysB\tdoc1\t3\t17\trater1\tIl dort.\tHe sleeps.\tno-error\tno-error\tplain note\n"
)


def test_ratings_of_another_tool() -> None:
    first, second = MQM.parse({"": FOREIGN.encode()}, "x.tsv").records
    assert first.review.spans == (
        ErrorSpan("target", (3, 5), "Fluency/Grammar", "major"),
        ErrorSpan("source", (3, 7), "Accuracy", "minor", "hm"),
    )
    assert (first.signature, first.review.reviewer, first.paragraph) == ("sysA", "rater1", 3)
    assert (second.target, second.review.spans) == ("He sleeps.", ())
    assert first.id == record_id("doc1", 3, "Il dort.")
    with pytest.raises(RecordError, match="x:1: 2 columns"):
        MQM.parse({"": b"a\tb\n"}, "x")
