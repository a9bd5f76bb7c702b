"""A remembered sentence in the pipeline: accepted English word for word, terms judged, near ones suggested."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_records import paragraph

from translate.glossary import EMPTY, parse_glossary
from translate.memory import Memory, Remembered, recall, suggestion
from translate.model import Finding, Pair, Record, Review
from translate.records import parse_record, serialize_record, write_records
from translate.review.live import find_findings, make_unit

ROOT = Path(__file__).parents[2]
GLOSSARY = parse_glossary("Maison-Blanche\tWhite House\npourparlers\ttalks\n", "g.tsv")
FRENCH = "La Maison-Blanche annonce des pourparlers."


def test_terms_that_the_accepted_english_meets_are_met_by_memory_and_no_others() -> None:
    english = "The White House announces negotiations."
    made = recall(Remembered(FRENCH, english), FRENCH, GLOSSARY)
    assert (made.source, made.target, made.mt, made.score) == (FRENCH, english, "", None)
    assert (made.words, made.is_sound) == ((), True)
    house, talks = made.terms
    assert house.target is not None
    assert (house.status, house.how, english[slice(*house.target)]) == ("met", "memory", "White House")
    assert (talks.status, talks.how, talks.target, talks.expected) == ("unmet", None, None, ("talks",))


def test_capitals_that_a_term_needs_are_needed_here_too() -> None:
    (house, _) = recall(Remembered(FRENCH, "The white house announces talks."), FRENCH, GLOSSARY).terms
    assert house.status == "unmet"


def as_record(sentence: str, remembered: Remembered, *findings: Finding) -> Record:
    """The record that a pipeline makes of one remembered sentence."""
    made = recall(remembered, sentence, GLOSSARY)
    record = paragraph([(sentence, made.target)], Review())
    spans = ((0, len(sentence)), (0, len(made.target)))
    return replace(record, mt=made.mt, pairs=(Pair(*spans, made.score),), terms=made.terms, findings=findings)


def test_a_similar_sentence_is_suggested_with_what_differs() -> None:
    memory = Memory(
        [Remembered("Le sommet européen est reporté à mardi.", "The summit is put off to Tuesday.")]
    )
    sentence, target = "Le sommet européen est reporté à lundi.", "The European summit is reported on Monday."
    found = memory.similar(sentence)
    assert found is not None
    finding = suggestion(found, sentence, target)
    assert finding == Finding(
        "MEM001",
        "info",
        "a linguist accepted other English for a sentence 92 % like this one, with 'mardi' for 'lundi'",
        (0, len(sentence)),
        (0, len(target)),
        suggestion="The summit is put off to Tuesday.",
    )
    assert suggestion(found, sentence, found.target) is None


@pytest.mark.parametrize(
    ("reviewed", "message"),
    [
        ("Le très bon sommet est reporté.", "with 'très bon' as well"),
        ("Le sommet est.", "without 'reporté'"),
        ("LE SOMMET EST REPORTÉ!", "with 'LE SOMMET EST REPORTÉ !' for"),
        ("Un sommet fut reporté, hier ; non.", ": 'Un sommet fut reporté, hier ; non.'"),
    ],
)
def test_differences_are_named_or_the_sentence_is_shown(reviewed: str, message: str) -> None:
    finding = suggestion(Remembered(reviewed, "X.", 0.9), "Le sommet est reporté.", "Y.")
    assert finding is not None
    assert message in finding.message


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(texts, texts, texts, texts)
def test_offsets_lie_in_the_texts_for_any_of_them(french: str, english: str, other: str, target: str) -> None:
    made = recall(Remembered(french, english), french, GLOSSARY)
    assert made.target == english
    assert [term.source for term in made.terms] == [match.span for match in GLOSSARY.find(french)]
    finding = suggestion(Remembered(other, english, 0.9), french, target)
    if finding is None:
        assert english == target
    else:
        assert (finding.source, finding.target) == ((0, len(french)), (0, len(target)))


def test_records_from_memory_are_sound_pass_the_checks_and_show_in_a_review(tmp_path: Path) -> None:
    remembered = Remembered(FRENCH, "The White House is announcing talks.")
    near = Remembered(
        "La Maison-Blanche annonce les pourparlers.", "The White House announces the talks.", 0.95
    )
    finding = suggestion(near, FRENCH, remembered.target)
    assert finding is not None
    record = as_record(FRENCH, remembered, finding)
    assert parse_record(serialize_record(record)) == record
    assert [term.how for term in record.terms] == ["memory", "memory"]
    write_records(tmp_path / "r.jsonl", [record])
    (tmp_path / "g.tsv").write_text("Maison-Blanche\tWhite House\npourparlers\ttalks\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "translate", "check", "r.jsonl", "-g", "g.tsv", "--format", "json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, json.loads(done.stdout)["findings"]) == (0, []), done.stderr
    assert finding in find_findings(record, make_unit(record, record.target), EMPTY)
