from __future__ import annotations

import time
from dataclasses import replace

from format_examples import FULL
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import examples, records, texts

from translate.formats.segments import cut, final_pairs, final_text, join, project_spans, with_text
from translate.model import ErrorSpan, Record
from translate.records import parse_record, serialize_record


@examples
@given(records())
def test_cutting_and_joining_lose_nothing(record: Record) -> None:
    assert join(cut(record.source, record.target, record.pairs)) == (
        record.source,
        record.target,
        record.pairs,
    )


@examples
@given(texts(), texts(), st.data())
def test_projected_spans_lie_in_the_new_text_and_keep_their_order(
    old: str, new: str, data: st.DataObject
) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(old)), min_size=4, max_size=4)))
    spans = project_spans([(ends[0], ends[1]), (ends[2], ends[3])], old, new)
    flat = [0, *spans[0], *spans[1], len(new)]
    assert flat == sorted(flat)


@examples
@given(texts(), st.data())
def test_projection_onto_the_same_text_changes_nothing(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    if start < end:
        assert project_spans([(start, end)], text, text) == [(start, end)]


@examples
@given(records(), texts())
def test_a_record_stays_sound_whatever_is_made_of_its_english(record: Record, text: str) -> None:
    changed = with_text(record, text)
    assert final_text(changed) == text
    assert parse_record(serialize_record(changed)) == changed


def test_sentences_are_found_again_after_an_edit() -> None:
    text = final_text(FULL)
    assert [text[slice(*pair.target)] for pair in final_pairs(FULL)] == [
        "😀 The White House has reacted.",
        "“No”, he said.",
    ]


def test_a_span_follows_its_words() -> None:
    old, new = "The cat sat. It slept.", "A very old cat sat down. It slept well."
    spans = [(4, 7), (0, 12), (13, 22)]
    assert [new[slice(*project_spans([span], old, new)[0])] for span in spans] == [
        "cat",
        "A very old cat sat down.",
        "It slept well.",
    ]


def test_error_spans_on_the_source_do_not_move() -> None:
    mark = ErrorSpan("source", (5, 19), "Other", "minor")
    record = replace(FULL, review=replace(FULL.review, spans=(mark,)))
    assert with_text(record, "Something else.").review.spans == (mark,)


def test_the_same_text_is_no_edit() -> None:
    assert with_text(FULL, final_text(FULL)) is FULL


def test_a_long_paragraph_is_no_trouble() -> None:
    old = "The same words, again and again. " * 700
    start = time.monotonic()
    ((a, b),) = project_spans([(33, 65)], old, "And " + old.replace("again.", "again!", 1) + "End.")
    assert time.monotonic() - start < 5
    assert a < b
