"""A run as a whole: order, faults, documents across chunks, and the same result on any number of cores."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from check_files import CASE, CLEAN, GLOSSARY, MISSING, Memory, pair_line, record_line, run, save

from translate.checking.inputs import Source, parse_chunk, read_chunks
from translate.checking.run import Plan, run_checks
from translate.checks.base import Checker
from translate.checks.registry import CODES, make_rules
from translate.report.formats import FORMATS

CEASEFIRE = ("Le cessez-le-feu tient.", "The ceasefire is holding.")
TRUCE = ("Le cessez-le-feu tient.", "The truce is holding.")


def test_order_of_files_and_lines(tmp_path: Path) -> None:
    b = save(tmp_path / "b.tsv", "\t".join(CLEAN), "\t".join(MISSING))
    a = save(tmp_path / "a.tsv", "\t".join(CASE), "\t".join(MISSING))
    summary, memory = run([b, a])
    assert [(Path(f.place.file).name, f.place.line) for f in memory.found] == [
        ("b.tsv", 2),
        ("a.tsv", 1),
        ("a.tsv", 2),
    ]
    assert memory.files == [b, a]
    assert memory.ended
    assert (summary.files, summary.units) == (2, 4)
    assert summary.by_rule == {"TERM001": 2, "TERM004": 1}


def test_broken_lines_do_not_stop_it(tmp_path: Path) -> None:
    good = pair_line(*MISSING)
    path = save(tmp_path / "a.jsonl", *[good] * 700, "{broken", *[good] * 700, b"\xff", good)
    summary, memory = run([path])
    assert [(file, line) for file, line, _ in memory.faults] == [(path, 701), (path, 1402)]
    assert (summary.units, summary.faults, len(memory.found)) == (1401, 2, 1401)
    assert memory.found[-1].place.line == 1403


@pytest.mark.parametrize("link", [[0, 99, 0, 3], [0, 2, -1, 3], [2, 0, 0, 3], ["a"], 7])
def test_a_word_link_that_is_none_matters_to_the_rule_about_offsets_alone(
    tmp_path: Path, link: object
) -> None:
    twice = "La Maison Blanche et la Maison Blanche."
    row = json.loads(record_line(twice, "The White House and the White House and the White House."))
    row["pairs"] = [{"source": [0, len(twice)], "target": [0, 56], "words": [link]}]
    path = save(tmp_path / "a.jsonl", json.dumps(row), record_line(*MISSING))
    summary, memory = run([path])
    assert (summary.units, memory.faults, memory.rows) == (2, [], [(2, "TERM001", "new")])
    summary, memory = run([path], codes=("TERM001", "SPAN001"))
    assert [line for _, line, _ in memory.faults] == [1]
    assert (summary.units, (2, "TERM001", "new") in memory.rows) == (1, True)


def test_file_that_vanished_is_a_fault_and_the_rest_is_checked(tmp_path: Path) -> None:
    gone, path = str(tmp_path / "gone.jsonl"), save(tmp_path / "a.tsv", "\t".join(MISSING))
    summary, memory = run([gone, path])
    assert memory.faults == [(gone, None, "cannot be read: no such file or directory")]
    assert memory.rows == [(1, "TERM001", "new")]
    assert (summary.faults, memory.ended) == (1, True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(MISSING))
    os.chmod(path, 0)
    assert "permission denied" in run([path])[1].faults[0][2]


def test_texts_out_of_step_are_a_fault_and_not_a_flood(tmp_path: Path) -> None:
    french, english = save(tmp_path / "a.fr", *[MISSING[0]] * 3), save(tmp_path / "a.en", MISSING[1])
    memory = Memory()
    summary = run_checks(Plan([Source(french, english)], GLOSSARY), memory)
    assert memory.found == []
    assert summary.faults == 1
    assert "align them" in memory.faults[0][2]


def test_severities_and_codes(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(MISSING), "\t".join(CASE))
    summary, memory = run([path], codes=("TERM001",), severities={"TERM001": "info"})
    assert [f.finding.severity for f in memory.found] == ["info"]
    assert summary.by_severity == {"info": 1}


def batch(folder: Path) -> list[str]:
    """Two files of several hundred lines each; documents are longer and shorter than a chunk."""
    rows: list[str | bytes] = []
    for document, count in (("long", 640), ("short", 3), ("middle", 480), ("last", 30)):
        for i in range(count):
            source, target = (
                TRUCE if i % 97 == 96 else CEASEFIRE if i % 2 else MISSING if i % 50 == 0 else CLEAN
            )
            rows.append(record_line(source, target, document=document, paragraph=i))
            if i % 211 == 210:
                rows += ["", "{broken", b"\xff"]
    pairs = [pair_line(*(TRUCE if i % 3 else CEASEFIRE), id=i, document=f"d{i // 7}") for i in range(600)]
    return [save(folder / "a.jsonl", *rows), save(folder / "b.jsonl", *pairs)]


@pytest.mark.parametrize("name", ["text", "json", "sarif"])
def test_any_number_of_cores_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    sources = [Source(path) for path in batch(tmp_path)]
    texts = []
    for jobs in (1, 2):
        stream = io.StringIO()
        summary = run_checks(Plan(sources, GLOSSARY, codes=CODES[:8], jobs=jobs), FORMATS[name](stream))
        texts.append(stream.getvalue())
    assert texts[0] == texts[1]
    # Ten in the first file, where the seventh rendering of a document comes after its first chunk.
    documents = [[i % 3 > 0 for i in range(at, min(at + 7, 600))] for at in range(0, 600, 7)]
    departures = sum(rendering != document[0] for document in documents for rendering in document)
    assert summary.by_rule["TERM003"] == 10 + departures
    assert summary.faults == 10


@pytest.mark.parametrize("size", [1, 7, 100])
def test_a_document_is_one_whatever_the_size_of_a_chunk(tmp_path: Path, size: int) -> None:
    def findings(path: str, size: int) -> list[tuple[int, str]]:
        checker = Checker(make_rules(["TERM003"]), GLOSSARY)
        found: list[tuple[int, str]] = []
        for chunk in read_chunks(Source(path), size):
            checker.restart()
            for item in parse_chunk(chunk):
                if not isinstance(item, list):
                    found += [(item.line, f.message) for f in checker.check(item.unit)]
        return found

    for path in batch(tmp_path):
        assert findings(path, size) == findings(path, 10**6) != []


def test_documents_of_one_name_in_two_files_are_two(tmp_path: Path) -> None:
    a = save(tmp_path / "a.jsonl", pair_line(*CEASEFIRE, document="d"))
    b = save(tmp_path / "b.jsonl", pair_line(*TRUCE, document="d"))
    assert run([a, b])[1].rows == []
    assert run(
        [save(tmp_path / "c.jsonl", pair_line(*CEASEFIRE, document="d"), pair_line(*TRUCE, document="d"))]
    )[1].rows == [(2, "TERM003", "new")]
