"""Memories out of real files: a review's journal in every state, TMX of this and of other tools, records."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from memory_records import paragraph

from translate.errors import RecordError
from translate.formats import export_records, load_format
from translate.formats.base import RecordFormat
from translate.glossary import EMPTY
from translate.memory import Memory, Remembered, read_memory
from translate.model import Record, Review
from translate.records import read_records, write_records
from translate.review.desk import Desk
from translate.review.journal import NAME, Journal

ROOT = Path(__file__).parents[2]
SNOW = paragraph([("Il neige.", "It snows."), ("Il pleut.", "It rains.")], Review(), 0)
SUMMIT = paragraph([("Le sommet est reporté.", "The summit is reported.")], Review(), 1)
VETO = paragraph([("Paris a mis son veto.", "Paris put its veto.")], Review(), 2)


def content(memory: Memory) -> dict[str, str]:
    return {pair.source: pair.target for pair in memory}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three paragraphs in a record file."""
    write_records(tmp_path / "essai.jsonl", [SNOW, SUMMIT, VETO])
    return tmp_path


def act(folder: Path, record: Record, review: Review, reviewer: str = "ana", action: str = "accept") -> None:
    with Journal(folder / NAME) as journal:
        desk = Desk([folder / "essai.jsonl"], EMPTY, journal, reviewer)
        desk.save(record.id, desk.held(record.id).version, review, action)


# -------------------------------------------------------------- journal


def test_only_accepted_and_edited_paragraphs_of_a_journal_count(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    act(folder, SUMMIT, Review("edited", edited="The summit has been put off."))
    act(folder, VETO, Review("rejected"), action="reject")
    memory = read_memory(folder / NAME)
    assert content(memory) == {
        "Il neige.": "It snows.",
        "Il pleut.": "It rains.",
        "Le sommet est reporté.": "The summit has been put off.",
    }
    assert (memory.label, memory.notes) == (NAME, ())
    assert read_memory(folder).sha == memory.sha


def test_a_draft_and_an_acceptance_taken_back_do_not_count(folder: Path) -> None:
    act(folder, SUMMIT, Review("unreviewed", edited="The summit has"), action="edit")
    act(folder, SNOW, Review("accepted"))
    with Journal(folder / NAME) as journal:
        desk = Desk([folder / "essai.jsonl"], EMPTY, journal, "ana")
        desk.undo(SNOW.id, desk.held(SNOW.id).version)
    memory = read_memory(folder / NAME)
    assert (content(memory), memory.notes) == ({}, ("no accepted sentence in it",))


def test_the_later_review_wins_and_a_draft_is_no_review(folder: Path) -> None:
    act(folder, SUMMIT, Review("edited", edited="The summit is delayed."), "ana")
    act(folder, SUMMIT, Review("edited", edited="The summit has been put off."), "ben")
    act(folder, SUMMIT, Review("unreviewed", edited="Hm."), "cleo", "edit")
    assert content(read_memory(folder)) == {"Le sommet est reporté.": "The summit has been put off."}
    act(folder, SUMMIT, Review("accepted"), "ana")
    assert content(read_memory(folder)) == {"Le sommet est reporté.": "The summit is reported."}
    act(folder, SUMMIT, Review("rejected"), "ben", "reject")
    assert content(read_memory(folder)) == {}


def test_a_review_within_the_record_file_counts_until_somebody_acts(folder: Path) -> None:
    reviewed = replace(SUMMIT, review=Review("edited", "ana", "The summit has been put off."))
    write_records(folder / "essai.jsonl", [SNOW, reviewed])
    act(folder, SNOW, Review("accepted"), "ben")
    assert len(read_memory(folder)) == 3
    act(folder, reviewed, Review("rejected"), "ben", "reject")
    assert content(read_memory(folder)) == {"Il neige.": "It snows.", "Il pleut.": "It rains."}


def test_what_was_accepted_stays_when_the_articles_are_translated_anew(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    act(folder, SUMMIT, Review("accepted"))
    anew = [("Il neige.", "It is snowing. Now."), ("Il pleut.", "It is raining.")]
    moved = paragraph([("Le sommet est reporté.", "The summit is postponed.")], Review(), 7)
    write_records(folder / "essai.jsonl", [paragraph(anew, Review()), moved])
    memory = read_memory(folder / NAME)
    assert content(memory) == {
        "Il neige.": "It snows.",
        "Il pleut.": "It rains.",
        "Le sommet est reporté.": "The summit is reported.",
    }


def test_record_files_in_folders_below_are_found(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    (folder / "mars" / "un").mkdir(parents=True)
    (folder / "essai.jsonl").rename(folder / "mars" / "un" / "essai.jsonl")
    assert len(read_memory(folder / NAME)) == 2


def test_a_journal_without_its_record_files_says_so(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    act(folder, SUMMIT, Review("accepted"))
    write_records(folder / "essai.jsonl", [SUMMIT])
    memory = read_memory(folder / NAME)
    assert memory.notes == ("1 of 2 accepted paragraphs are no longer in the files beside it",)
    (folder / "essai.jsonl").unlink()
    with pytest.raises(RecordError, match="2 paragraphs are accepted, but their French is in no record file"):
        read_memory(folder / NAME)


def test_lines_beside_it_that_are_no_records_are_left_out_and_counted(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    with (folder / "autre.jsonl").open("w") as stream:
        stream.write('{"id": "x", "review": {"status": "accepted"}}\n{"n": 1}\n')
    memory = read_memory(folder / NAME)
    assert len(memory) == 2
    assert memory.notes == ("1 lines of the record files beside it are no records; left out",)


def test_a_journal_is_read_while_the_review_goes_on_and_nothing_is_changed(folder: Path) -> None:
    with Journal(folder / NAME) as journal:
        desk = Desk([folder / "essai.jsonl"], EMPTY, journal, "ana")
        desk.save(SNOW.id, 0, Review("accepted"), "accept")
        before = {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".sqlite-shm"}
        assert f"{NAME}-wal" in before
        assert len(read_memory(folder / NAME)) == 2
        after = {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".sqlite-shm"}
        assert {k: v for k, v in after.items() if not k.endswith("-shm")} == {
            k: v for k, v in before.items() if not k.endswith("-shm")
        }
        desk.save(SUMMIT.id, 0, Review("accepted"), "accept")
        assert len(read_memory(folder / NAME)) == 3


def test_a_closed_journal_is_read_and_no_file_is_left_beside_it(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert len(read_memory(folder / NAME)) == 2
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_journal_of_a_killed_review_has_everything_that_was_saved(folder: Path) -> None:
    code = """
import sys
from translate.glossary import EMPTY
from translate.model import Review
from translate.review.desk import Desk
from translate.review.journal import Journal
folder = sys.argv[1]
desk = Desk([folder + "/essai.jsonl"], EMPTY, Journal(folder + "/bitexte-review.sqlite"), "ana")
for id in desk.ids:
    desk.save(id, 0, Review("accepted"), "accept")
print("saved", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        process.send_signal(signal.SIGKILL)
    assert (folder / f"{NAME}-wal").stat().st_size > 0
    assert len(read_memory(folder / NAME)) == 4


def test_a_renamed_journal_is_known_by_its_content(folder: Path) -> None:
    act(folder, SNOW, Review("accepted"))
    (folder / NAME).rename(folder / "reviewed.data")
    assert len(read_memory(folder / "reviewed.data")) == 2


def test_a_damaged_journal_is_refused(folder: Path) -> None:
    for record in (SNOW, SUMMIT, VETO):
        act(folder, record, Review("accepted"))
    path = folder / NAME
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    for damaged in (
        b"",
        b"no database at all, but long enough to be one " * 99,
        data[:50],
        data[:size],  # the tables are gone
        data[:size] + b"\xff" * (len(data) - size),
    ):
        path.write_bytes(damaged)
        with pytest.raises(RecordError, match=NAME) as caught:
            read_memory(path)
        assert caught.value.faults[0].repair


def test_another_database_and_a_newer_journal_are_refused(folder: Path) -> None:
    with sqlite3.connect(folder / "other.sqlite") as database:
        database.execute("CREATE TABLE sentences (french, english)")
    database.close()
    with pytest.raises(RecordError, match="is no review journal"):
        read_memory(folder / "other.sqlite")
    act(folder, SNOW, Review("accepted"))
    with sqlite3.connect(folder / NAME) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(RecordError, match="newer version"):
        read_memory(folder / NAME)


def test_a_journal_that_somebody_holds_for_themselves_is_no_endless_wait(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(folder, SNOW, Review("accepted"))
    monkeypatch.setattr("translate.memory.journal._TIMEOUT", 0.1)
    holder = sqlite3.connect(folder / NAME, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("CREATE TABLE more (x)")  # takes the lock, and keeps it
    (folder / f"{NAME}-wal").touch()
    try:
        with pytest.raises(RecordError, match="locked"):
            read_memory(folder / NAME)
    finally:
        holder.close()
    assert len(read_memory(folder / NAME)) == 2


# ------------------------------------------------------------------ TMX


def write_tmx(path: Path, *units: str, srclang: str = "fr") -> Path:
    """A memory as another tool would write it."""
    body = "".join(f"<tu>{unit}</tu>" for unit in units)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="other" '
        'creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext" '
        f'srclang="{srclang}"/><body>{body}</body></tmx>',
        encoding="utf-8",
    )
    return path


def tuv(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def test_a_memory_of_another_tool_counts_as_it_is(tmp_path: Path) -> None:
    path = write_tmx(
        tmp_path / "m.tmx",
        tuv("fr-FR", "Il neige.") + tuv("en-GB", "It snows."),
        tuv("FR", "Il pleut <ph>1</ph>fort.") + tuv("EN", "It rains hard."),
        tuv("fr", "Il neige.") + tuv("en", "It is snowing."),
        tuv("fr", "Sans anglais.") + tuv("de", "Ohne Englisch."),
    )
    memory = read_memory(path)
    assert content(memory) == {"Il neige.": "It is snowing.", "Il pleut fort.": "It rains hard."}
    assert memory.notes == (
        "1 of 4 units lack French or English; left out",
        "inline codes removed from 1 units",
    )


def test_english_that_was_translated_into_french_serves_the_other_way_round(tmp_path: Path) -> None:
    units = tuv("en-US", "It snows.") + tuv("fr-CA", "Il neige.")
    memory = read_memory(write_tmx(tmp_path / "m.tmx", units, srclang="en-US"))
    assert content(memory) == {"Il neige.": "It snows."}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (tuv("de", "Es schneit.") + tuv("en", "It snows."), "French"),
        (tuv("fr", "Il neige.") + tuv("es", "Nieva."), "English"),
        ("<unclosed>", "not well-formed"),
    ],
)
def test_a_memory_of_other_languages_or_no_xml_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write_tmx(tmp_path / "m.tmx", text)
    with pytest.raises(RecordError, match=message) as caught:
        read_memory(path)
    assert str(caught.value).startswith(str(path))
    assert "French (fr) and English (en)" in str(caught.value)


def test_of_our_own_tmx_only_what_was_accepted_counts(tmp_path: Path) -> None:
    records = [
        replace(SNOW, review=Review("accepted", "ana")),
        SUMMIT,
        replace(VETO, review=Review("edited", "ana", "Paris has vetoed it.")),
    ]
    format = load_format("tmx")
    assert isinstance(format, RecordFormat)
    path = tmp_path / "ours.tmx"
    path.write_bytes(export_records(records, format, lossy=True)[""])
    memory = read_memory(path)
    assert content(memory) == {
        "Il neige.": "It snows.",
        "Il pleut.": "It rains.",
        "Paris a mis son veto.": "Paris has vetoed it.",
    }
    assert memory.notes == ("1 machine translations are not accepted; left out",)


# -------------------------------------------------------------- records


def test_reviewed_records_are_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    edited = replace(SUMMIT, review=Review("edited", "ana", "The summit has been put off."))
    later = replace(SUMMIT, review=Review("edited", "ben", "The summit is postponed."))
    write_records(path, [edited, SNOW, later])
    memory = read_memory(path)
    assert content(memory) == {"Le sommet est reporté.": "The summit is postponed."}
    assert (memory.label, memory.notes) == ("r.jsonl", ("1 records are not accepted; left out",))


def test_an_export_of_a_review_and_its_journal_are_the_same_memory(tmp_path: Path) -> None:
    shutil.copy(ROOT / "corpus" / "aligned" / "mediation-caucase.jsonl", tmp_path / "a.jsonl")
    with Journal(tmp_path / NAME) as journal:
        desk = Desk([tmp_path / "a.jsonl"], EMPTY, journal, "ana")
        for number, held in enumerate(desk.all_held()):
            text = held.text if number % 2 else held.text.replace("the ", "this ", 1)
            desk.save(held.record.id, held.version, Review("accepted", edited=text), "accept")
    memory = read_memory(tmp_path / NAME)
    with Journal(tmp_path / NAME) as journal:
        Desk([tmp_path / "a.jsonl"], EMPTY, journal, "ana").export(tmp_path / "out" / "reviewed.jsonl")
    exported = read_memory(tmp_path / "out" / "reviewed.jsonl")
    assert list(memory) == list(exported)
    sentences = sum(len(record.pairs) for record in read_records(tmp_path / "a.jsonl"))
    assert sentences * 0.9 < len(memory) <= sentences


def test_faulty_records_are_refused_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"schema": "x"}\n\nnonsense\n', encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        read_memory(path)
    assert [fault.line for fault in caught.value.faults] == [1, 3]


def test_what_is_no_memory_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Il neige.", encoding="utf-8")
    for name in ("notes.txt", "missing.tmx", "."):
        with pytest.raises(RecordError, match=r"review journal \(.sqlite\)"):
            read_memory(tmp_path / name)


def test_an_empty_file_of_records_is_an_empty_memory(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").touch()
    memory = read_memory(tmp_path / "r.jsonl")
    assert (len(memory), memory.sha) == (0, "")
    assert memory.exact("Il neige.") is None
    assert memory.similar("Il neige.") is None
    assert list(memory) == list[Remembered]()
