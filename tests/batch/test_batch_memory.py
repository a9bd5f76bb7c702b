"""Accepted English comes back word for word; the model does not touch it; like sentences are suggested."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from batches import GLOSSARY, bitexte

from translate.documents import parse_plain
from translate.engines import Engine
from translate.glossary import parse_glossary
from translate.memory import Memory, Remembered
from translate.model import Review
from translate.pipeline import Options, Translator
from translate.records import read_records, write_records

pytestmark = pytest.mark.model
TEXT = "Le SVR n’a pas répondu. La Maison Blanche a démenti. Le ministre est arrivé hier à Genève avec dix hommes."


def test_accepted_english_is_not_touched(compact: Engine) -> None:
    memory = Memory(
        [
            Remembered("Le SVR n'a pas répondu.", "Nobody at the agency answered."),
            Remembered("La Maison Blanche a démenti.", "The White House issued a denial."),
            Remembered("Le ministre est arrivé hier à Genève avec deux hommes.", "He came with two men."),
        ]
    )
    translator = Translator(compact, parse_glossary(GLOSSARY, "g"), memory=memory)
    (record,) = translator.translate_document(parse_plain(TEXT, "a"))
    assert record.target.startswith("Nobody at the agency answered. The White House issued a denial. ")
    assert [(term.entry, term.status, term.how) for term in record.terms] == [
        ("svr", "unmet", None),
        ("maison-blanche", "met", "memory"),
    ]
    assert record.target[slice(*record.terms[1].target or (0, 0))] == "White House"
    assert [pair.score is None for pair in record.pairs] == [True, True, False]
    (hint,) = record.findings
    assert (hint.rule, hint.severity, hint.suggestion) == ("MEM001", "info", "He came with two men.")
    assert hint.source == record.pairs[2].source
    assert hint.target == record.pairs[2].target
    assert "deux" in hint.message
    assert f"memory:{memory.sha}" in record.signature
    assert "memory" not in Translator(compact, options=Options()).signature


def test_a_reviewed_file_serves_the_next_night(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT + "\n", encoding="utf-8")
    bitexte("translate", tmp_path / "in", "-o", tmp_path / "first", "-q")
    (record,) = read_records(tmp_path / "first" / "a.jsonl")
    edited = record.target.replace(record.target[slice(*record.pairs[0].target)], "The SVR kept silent.")
    reviewed = dataclasses.replace(record, review=Review("edited", "Claire", edited))
    write_records(tmp_path / "reviewed.jsonl", [reviewed])
    arguments = (
        "translate",
        tmp_path / "in",
        "-o",
        tmp_path / "first",
        "--memory",
        tmp_path / "reviewed.jsonl",
    )
    done = bitexte(*arguments)
    assert "made because  changed: memory (1)" in done.stderr
    (again,) = read_records(tmp_path / "first" / "a.jsonl")
    assert again.target == edited
    assert "1 current" in bitexte(*arguments).stderr


def test_a_memory_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "m.sqlite").write_text("rien")
    done = bitexte("translate", tmp_path / "a.txt", "--memory", tmp_path / "m.sqlite", check=2)
    assert "m.sqlite" in done.stderr
