from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_records import ALIGNED, ROOT, article, finding, pair, reviews, texts

from translate.glossary import EMPTY, parse_glossary, read_glossary
from translate.model import ErrorSpan, Pair, Record, Review, Term
from translate.records import read_records
from translate.review.live import diff_words, examine, make_unit, move_links
from translate.review.origins import move_spans

GLOSSARY = parse_glossary("source\ttarget\nMaison Blanche\tWhite House\nsommet\tsummit\n", "g.tsv")
SOURCE = "La Maison Blanche annule le sommet."


def rules(record: Record, text: str) -> list[str]:
    return [f.rule for f in examine(record, text, GLOSSARY).findings]


def test_a_finding_goes_when_the_text_is_mended_and_comes_back_with_the_fault() -> None:
    record = pair(SOURCE, "The presidency cancels the summit.")
    assert rules(record, record.target) == ["TERM001"]
    assert rules(record, "The White House cancels the summit.") == []
    assert rules(record, "The White House cancels the meeting.") == ["TERM001"]
    assert rules(record, "") == ["EMPTY001"]


def test_terms_are_found_in_the_edit_at_their_places() -> None:
    record = pair(SOURCE, "The White House cancels the summit.")
    text = "The summit was cancelled by the White House."
    terms = examine(record, text, GLOSSARY).terms
    assert [(term.entry, term.status) for term in terms] == [("maison-blanche", "met"), ("sommet", "met")]
    assert [text[slice(*term.target)] for term in terms if term.target] == ["White House", "summit"]
    assert [SOURCE[slice(*term.source)] for term in terms] == ["Maison Blanche", "sommet"]
    lower = examine(record, "The white house cancels it.", GLOSSARY).terms
    assert [term.status for term in lower] == ["unmet", "unmet"]


def test_how_a_term_was_met_is_kept_while_it_stands() -> None:
    met = Term("maison-blanche", (3, 17), (4, 15), ("White House",), "met", "repair", 0.2)
    record = pair(SOURCE, "The White House cancels the summit.", terms=(met,))
    term = examine(record, "In short, the White House cancels the summit.", GLOSSARY).terms[0]
    assert (term.how, term.cost, term.target) == ("repair", 0.2, (14, 25))


def test_a_waived_term_is_not_asked_for() -> None:
    waived = Term("sommet", (28, 34), None, ("summit",), "waived")
    record = pair(SOURCE, "The White House cancels it.", terms=(waived,))
    seen = examine(record, record.target, GLOSSARY)
    assert seen.findings == ()
    assert [term.status for term in seen.terms] == ["met", "waived"]


def test_without_a_glossary_the_record_says_what_its_terms_are() -> None:
    unmet = Term("sommet", (28, 34), None, ("summit",), "unmet")
    record = pair(SOURCE, "The White House cancels it.", terms=(unmet,))
    assert [t.status for t in examine(record, record.target, EMPTY).terms] == ["unmet"]
    (term,) = examine(record, "The White House cancels the summits.", EMPTY).terms
    assert (term.status, term.target) == ("met", (28, 35))


def test_paragraphs_before_are_compared_with() -> None:
    glossary = parse_glossary("source\ttarget\npourparlers\ttalks|negotiations\n", "g.tsv")
    before = [make_unit(pair("Des pourparlers ont lieu.", "x"), "Talks are being held.")]
    record = pair("Les pourparlers durent.", "The negotiations go on.", 1)
    assert [f.rule for f in examine(record, record.target, glossary, before).findings] == ["TERM003"]
    assert examine(record, "The talks go on.", glossary, before).findings == ()
    assert examine(record, record.target, glossary).findings == ()


def test_what_the_file_found_counts_while_its_text_stands() -> None:
    record = pair("Bonjour à tous.", "Hello, everyone.", findings=(finding("X001", "warning"),))
    assert rules(record, record.target) == ["X001"]
    assert rules(record, "Hello, all.") == []


def test_error_spans_and_sentences_follow_their_words() -> None:
    source, target = "Un chat dort. Il rêve.", "A cat sleeps. He dreams."
    record = pair(source, target, pairs=(Pair((0, 13), (0, 13)), Pair((14, 22), (14, 24))))
    span = ErrorSpan("target", (14, 16), "accuracy", "minor")
    text = "A big cat sleeps here. He dreams."
    seen = examine(record, text, EMPTY, review=Review("rejected", None, None, (span,)))
    assert [text[slice(*s.span)].strip() for s in seen.spans] == ["He"]
    assert [text[slice(*p.target)] for p in seen.pairs] == ["A big cat sleeps here.", "He dreams."]


def test_spans_of_an_earlier_edit_are_moved_from_that_edit() -> None:
    record = pair("Un chat.", "A cat.")
    review = Review("edited", None, "One small cat.", (ErrorSpan("target", (4, 9), "style", "minor"),))
    seen = examine(record, "And one small cat.", EMPTY, review=review)
    assert [seen.text[slice(*s.span)].strip() for s in seen.spans] == ["small"]


def test_links_of_words_that_stand_are_kept() -> None:
    links = ((0, 2, 0, 1), (3, 7, 2, 5), (8, 12, 6, 12))
    record = pair("Un chat dort.", "A cat sleeps.", pairs=(Pair((0, 13), (0, 13), None, links),))
    seen = examine(record, "A big cat slept.", EMPTY)
    assert [word for p in seen.pairs for word in p.words] == [(0, 2, 0, 1), (3, 7, 6, 9)]
    assert examine(record, record.target, EMPTY).pairs == record.pairs


def test_the_diff_is_from_the_machine_translation() -> None:
    record = replace(pair("Un chat.", "A cat."), mt="A dog.")
    seen = examine(record, "A big cat.", EMPTY)
    changed = [(c.kind, c.old, c.new) for c in seen.diff if c.kind != "equal"]
    assert changed == [("replace", "dog", "big cat")]
    human = replace(record, mt="")
    assert [c.new for c in examine(human, "A big cat.", EMPTY).diff if c.kind == "insert"] == [" big"]


@given(texts, texts)
def test_a_diff_joins_to_its_texts(old: str, new: str) -> None:
    diff = diff_words(old, new)
    assert "".join(change.old for change in diff) == old
    assert "".join(change.new for change in diff) == new
    assert all(change.old == change.new for change in diff if change.kind == "equal")


@given(st.data(), texts, texts, texts, texts)
def test_spans_stay_in_their_text_and_with_words_left_alone(
    data: st.DataObject, head: str, old: str, new: str, tail: str
) -> None:
    before, after = f"{head} {old} {tail}", f"{head} {new} {tail}"
    review = data.draw(reviews(before))
    moved = move_spans(review.spans, before, after)
    assert [replace(s, span=(0, 0)) for s in moved] == [replace(s, span=(0, 0)) for s in review.spans]
    assert all(0 <= s.span[0] <= s.span[1] <= len(after) for s in moved)
    assert move_spans(review.spans, before, before) == review.spans
    for was, now in zip(review.spans, moved, strict=True):
        if was.span[0] < was.span[1] <= len(head.rstrip()):
            assert now.span == was.span
    source = tuple(replace(s, side="source") for s in review.spans)
    assert move_spans(source, before, after) == source


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma"]), min_size=1, max_size=6), st.integers(0, 5))
def test_a_marked_word_is_found_again_wherever_words_are_added(words: list[str], at: int) -> None:
    words.insert(at % (len(words) + 1), "MARK")
    old = " ".join(words)
    new = "Well, " + old.replace("MARK", "really MARK now")
    start = old.index("MARK")
    (moved,) = move_spans([ErrorSpan("target", (start, start + 4), "style", "minor")], old, new)
    assert "MARK" in new[slice(*moved.span)]


@given(texts, texts)
def test_moved_links_point_at_the_same_words(old: str, new: str) -> None:
    links = [(a, a + 1, a, a + 1) for a in range(len(old))]
    assert all(new[c:d] == old[a:b] for a, b, c, d in move_links(links, old, new))
    assert move_links(links, old, old) == tuple(links)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(ALIGNED.glob("*.jsonl"))), st.data())
def test_offsets_are_right_whatever_is_typed(path: object, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(list(read_records(str(path)))))
    cut = data.draw(st.integers(0, len(record.target)))
    text = record.target[:cut] + data.draw(texts) + record.target[cut + data.draw(st.integers(0, 20)) :]
    seen = examine(record, text, GLOSSARY)
    for source, target in [
        *((term.source, term.target) for term in seen.terms),
        *((f.source, f.target) for f in seen.findings),
        *((p.source, p.target) for p in seen.pairs),
    ]:
        assert source is None or 0 <= source[0] <= source[1] <= len(record.source)
        assert target is None or 0 <= target[0] <= target[1] <= len(text)
    assert [p.source for p in seen.pairs] == [p.source for p in record.pairs]


@pytest.mark.parametrize("name", ["delta-climat", "taux-directeurs"])
def test_a_keystroke_costs_less_than_100_ms(name: str) -> None:
    glossary = read_glossary(ROOT / "glossary.tsv")
    records = article(name)
    longest = max(records, key=lambda record: len(record.source))
    before = [make_unit(record, record.target) for record in records]
    examine(longest, longest.target, glossary, before)  # imports the rules
    began = time.process_time()
    for number in range(5):
        examine(longest, longest.target.replace(" the ", f" the {number} "), glossary, before)
    assert (time.process_time() - began) / 5 < 0.1
