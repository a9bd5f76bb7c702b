from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from format_examples import FULL, translated
from hypothesis import given
from lxml import etree
from record_strategies import examples, records

from translate.errors import RecordError
from translate.formats import export_records
from translate.formats.labelstudio import LabelStudio
from translate.model import ErrorSpan, Record, Review
from translate.records import parse_record, serialize_record

FORMAT = LabelStudio()


def tasks(record: Record) -> list[dict[str, Any]]:
    value = json.loads(FORMAT.serialize([record])[""])
    assert isinstance(value, list)
    return value


def imported(value: object) -> Record:
    (record,) = FORMAT.parse({"": json.dumps(value).encode()}, "x.json").records
    assert parse_record(serialize_record(record)) == record
    return record


@examples
@given(records())
def test_everything_comes_back_equal(record: Record) -> None:
    assert FORMAT.parse(export_records([record], FORMAT), "x.json").records == [record]


def test_every_result_fits_the_labelling_configuration() -> None:
    parts = FORMAT.serialize([FULL, replace(FULL, review=Review())])
    config = etree.fromstring(parts[".config.xml"])
    controls = {node.get("name"): node for node in config.iter() if node.get("toName")}
    objects = {node.get("name") for node in config.iter("Text")}
    results = [
        result
        for task in json.loads(parts[""])
        for part in task["predictions"] + task.get("annotations", [])
        for result in part["result"]
    ]
    assert len(results) > 8
    for result in results:
        control = controls[result["from_name"]]
        assert result["to_name"] == control.get("toName")
        assert result["to_name"] in objects
        assert control.tag.lower() == result["type"]
        for value in result["value"].get("labels", []) + result["value"].get("choices", []):
            assert value in [child.get("value") for child in control]


def test_predictions_carry_the_english_and_the_findings() -> None:
    (task,) = tasks(replace(FULL, review=Review()))
    results = task["predictions"][0]["result"]
    assert results[0]["value"] == {"text": [FULL.target]}
    (target,) = [r for r in results if r["from_name"] == "target_errors"]
    assert target["value"] == {"start": 25, "end": 26, "text": ".", "labels": ["PUNC001"]}
    assert "annotations" not in task


def work(record: Record, **changes: object) -> list[dict[str, Any]]:
    """What Label Studio exports after somebody marked an error, changed the English and accepted it."""
    value = tasks(record)
    text = record.target
    start = text.index("White House")
    region = {"start": start, "end": start + 11, "text": "White House"} | changes
    result = [
        {
            "id": "a",
            "from_name": "target_errors",
            "to_name": "target",
            "type": "labels",
            "value": region | {"labels": ["Other"]},
        },
        {
            "id": "a",
            "from_name": "target_severity",
            "to_name": "target",
            "type": "choices",
            "value": region | {"choices": ["major"]},
        },
        {
            "id": "b",
            "from_name": "edited",
            "to_name": "target",
            "type": "textarea",
            "value": {"text": ["Well: " + text]},
        },
    ]
    old = {"id": 1, "result": [], "created_at": "2026-01-01T00:00:00Z"}
    new = {"id": 2, "result": result, "created_at": "2026-01-02T00:00:00Z", "completed_by": 5}
    gone = {"id": 3, "result": [], "created_at": "2026-01-03T00:00:00Z", "was_cancelled": True}
    value[0] |= {"id": 44, "annotations": [old, new, gone]}
    return value


def test_the_newest_work_comes_back_as_edit_and_spans() -> None:
    record = translated()
    back = imported(work(record))
    assert back.review.edited == "Well: " + record.target
    assert back.review.status == "edited"
    assert back.review.reviewer == "Label Studio user 5"
    (span,) = back.review.spans
    assert back.review.edited[slice(*span.span)] == "White House"
    assert (span.category, span.severity) == ("Other", "major")
    assert back.target == record.target


def test_units_of_older_versions_are_told_by_the_text_they_mark() -> None:
    record = translated()
    start = len(record.target[: record.target.index("White")].encode("utf-16-le")) // 2
    back = imported(work(record, start=start, end=start + 11))
    assert back.review.spans == imported(work(record)).review.spans


def test_a_region_outside_its_text_is_left_out_and_named() -> None:
    value = work(translated(), start=900, end=950)
    result = FORMAT.parse({"": json.dumps(value).encode()}, "x.json")
    assert result.records[0].review.spans == ()
    assert "1 regions that mark nothing in their text left out" in result.notes


def test_a_project_of_somebody_else() -> None:
    value = [{"id": 1, "data": {"source": "Oui.", "target": "Yes."}, "annotations": []}]
    back = imported(value)
    assert (back.source, back.target, back.document, back.review) == ("Oui.", "Yes.", "x", Review())


@pytest.mark.parametrize("data", [b"{", b"{}", b'[{"data": {"text": "x"}}]'])
def test_what_is_no_list_of_tasks_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError, match="Label Studio as JSON"):
        FORMAT.parse({"": data}, "x.json")


def test_spans_on_the_source_stay_where_they_are() -> None:
    marks = (ErrorSpan("source", (2, 5), "Other", "critical", None),)
    record = replace(FULL, review=replace(FULL.review, spans=marks))
    assert imported(tasks(record)) == record
