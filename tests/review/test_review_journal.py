from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_records import ROOT, pair, reviews

from translate.errors import OutputError
from translate.model import ErrorSpan, Review
from translate.review.journal import Journal, journal_path
from translate.review.state import Conflict, parse_review, serialize_review

RECORD = pair("Le sommet est reporté.", "The summit is postponed.")

WRITER = """
import sys
from dataclasses import replace
from review_records import pair
from translate.model import Review
from translate.review.journal import Journal
record = pair("Le sommet est reporté.", "The summit is postponed.")
journal = Journal(sys.argv[1])
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    version = journal.append(record, sys.argv[2], number, "edit", Review("edited", sys.argv[2], f"text {number}"))
    print(version, flush=True)
"""


def start_writer(path: Path, reviewer: str, count: int) -> subprocess.Popen[str]:
    folders = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), reviewer, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": folders},
    )


def edit(text: str, reviewer: str = "ana") -> Review:
    return Review("edited", reviewer, text)


def test_everything_that_was_reported_saved_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with start_writer(path, "ana", 1_000_000) as writer:
        assert writer.stdout is not None
        last = ""
        for line in writer.stdout:
            last = line.strip()
            if last == "40":
                writer.send_signal(signal.SIGKILL)  # and read on: what was printed until death counts
    assert writer.returncode == -signal.SIGKILL
    with Journal(path) as journal:
        version, review = journal.latest("ana")[RECORD.id]
        assert version >= int(last) >= 40
        assert review.edited == f"text {version - 1}"
        assert [action.version for action in journal.history(RECORD.id)] == list(range(1, version + 1))
        assert journal.append(RECORD, "ana", version, "edit", edit("after")) == version + 1
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


def test_two_processes_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    writers = [start_writer(path, name, 40) for name in ("ana", "ben")]
    assert [writer.communicate()[0].split()[-1] for writer in writers] == ["40", "40"]
    with Journal(path) as journal:
        assert journal.reviewers() == ["ana", "ben"]
        for name in ("ana", "ben"):
            own = [action for action in journal.history(RECORD.id) if action.reviewer == name]
            assert [action.review.edited for action in own] == [f"text {n}" for n in range(40)]


def test_the_second_of_two_savers_is_told_what_the_first_left(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal(path) as one, Journal(path) as other:
        assert one.append(RECORD, "ana", 0, "edit", edit("first")) == 1
        with pytest.raises(Conflict) as caught:
            other.append(RECORD, "ana", 0, "edit", edit("second"))
        assert caught.value.version == 1
        assert caught.value.current.text == "first"
        assert caught.value.mine == edit("second")
        assert len(other.history(RECORD.id)) == 1
        # Knowing of the first, they may replace it.
        assert other.append(RECORD, "ana", 1, "edit", edit("second")) == 2
        assert one.latest("ana")[RECORD.id] == (2, edit("second"))


def test_the_same_form_sent_twice_is_one_action(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        assert journal.append(RECORD, "ana", 0, "edit", edit("once")) == 1
        assert journal.append(RECORD, "ana", 0, "edit", edit("once")) == 1
        assert len(journal.history(RECORD.id)) == 1


def test_reviewers_do_not_disturb_each_other(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        journal.append(RECORD, "ana", 0, "accept", Review("accepted", "ana"))
        assert journal.append(RECORD, "ben", 0, "reject", Review("rejected", "ben")) == 1
        assert journal.latest("ana")[RECORD.id][1].status == "accepted"
        assert journal.latest("ben")[RECORD.id][1].status == "rejected"


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def test_undo_goes_back_step_by_step_and_is_kept_itself(tmp_path: Path) -> None:
    record = pair("Oui.", "Yes.", review=Review("accepted", "earlier"))
    clock = Clock()
    with Journal(tmp_path / "j.sqlite", clock) as journal:
        for number, text in enumerate("abc"):
            journal.append(record, "ana", number, "edit", edit(text))
            clock.wait(30)
        assert journal.undo(record.id, "ana", 3).edited == "b"
        journal.append(record, "ana", 4, "edit", edit("d"))
        assert [journal.undo(record.id, "ana", base).edited for base in (5, 6, 7)] == ["b", "a", None]
        assert journal.latest("ana")[record.id] == (8, record.review)
        assert journal.undo(record.id, "ana", 8) == record.review  # nothing left to take back
        assert [action.action.split(":")[0] for action in journal.history(record.id)] == [
            *("edit", "edit", "edit", "undo", "edit", "undo", "undo", "undo")
        ]
        with pytest.raises(Conflict):
            journal.undo(record.id, "ana", 7)
        with pytest.raises(KeyError):
            journal.undo("essai:0:00000000", "ana", 0)


def test_what_was_typed_in_one_go_is_one_undo_and_every_save_stays_in_the_journal(tmp_path: Path) -> None:
    clock = Clock()
    with Journal(tmp_path / "j.sqlite", clock) as journal:

        def do(action: str, review: Review, seconds: float = 0.7) -> None:
            version = journal.append(
                RECORD, "ana", journal.latest("ana").get(RECORD.id, (0,))[0], action, review
            )
            assert version == len(journal.history(RECORD.id))
            clock.wait(seconds)

        def undo() -> Review:
            return journal.undo(RECORD.id, "ana", journal.latest("ana")[RECORD.id][0])

        for text in ("N", "No", "No."):
            do("edit", edit(text))
        clock.wait(11)
        for text in ("No. N", "No. Nev", "No. Never."):
            do("edit", edit(text))
        for comment in ("W", "Why"):
            do("edit", replace(edit("No. Never."), comment=comment))
        do("accept", replace(edit("No. Never."), status="accepted", comment="Why"))
        assert undo() == replace(edit("No. Never."), comment="Why")
        assert undo() == edit("No. Never.")
        assert [undo().edited, undo().edited] == ["No.", None]
        assert journal.redo(RECORD.id, "ana", 13).edited == "No."
        assert journal.redo(RECORD.id, "ana", 14).edited == "No. Never."
        assert undo().edited == "No."
        texts = [action.review.edited for action in journal.history(RECORD.id)]
        assert texts[:6] == ["N", "No", "No.", "No. N", "No. Nev", "No. Never."]
        # Something else done: what was taken back is out of reach of a redo, but still in the journal.
        do("edit", edit("Nay."))
        assert journal.redo(RECORD.id, "ana", 17).edited == "Nay."
        assert len(journal.history(RECORD.id)) == 17


def test_one_undo_takes_no_more_than_a_minute(tmp_path: Path) -> None:
    clock = Clock()
    with Journal(tmp_path / "j.sqlite", clock) as journal:
        for number in range(100):
            journal.append(RECORD, "ana", number, "edit", edit("x" * (number + 1)))
            clock.wait(5)
        left = journal.undo(RECORD.id, "ana", 100).edited
        assert left is not None
        assert len(left) == 100 - 13  # thirteen saves lie within sixty seconds


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["edit", "accept", "undo", "redo"]), st.floats(0, 30)), max_size=25)
)
def test_undo_and_redo_are_each_others_inverse(steps: list[tuple[str, float]]) -> None:
    clock = Clock()
    with Journal(":memory:", clock) as journal:
        version = 0
        for number, (action, seconds) in enumerate(steps):
            clock.wait(seconds)
            if action in ("undo", "redo"):
                if version:
                    getattr(journal, action)(RECORD.id, "ana", version)
            else:
                journal.append(RECORD, "ana", version, action, edit(str(number)))
            if not version and action in ("undo", "redo"):
                continue
            version, before = journal.latest("ana")[RECORD.id]
            if journal.undo(RECORD.id, "ana", version) != before:
                assert journal.redo(RECORD.id, "ana", version + 1) == before
            version, after = journal.latest("ana")[RECORD.id]
            assert after == before


def test_nothing_in_it_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal(path) as journal:
        journal.append(RECORD, "ana", 0, "edit", edit("kept"))
    raw = sqlite3.connect(path)
    for statement in ("UPDATE actions SET review = ''", "DELETE FROM actions"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            raw.execute(statement)
    raw.close()


def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    path.write_text("Chers collègues, " * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(OutputError, match="move it away"):
        Journal(path)
    assert path.read_bytes() == before
    with pytest.raises(OutputError, match="nowhere"):
        Journal(tmp_path / "nowhere" / "j.sqlite")


def test_a_journal_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(OutputError, match="newer version"):
        Journal(path)


def test_it_lies_beside_the_first_file() -> None:
    assert journal_path(["a/b/c.jsonl", "d/e.jsonl"]).parent == Path("a/b")


@given(reviews())
def test_a_review_comes_back_as_it_was(review: Review) -> None:
    assert parse_review(serialize_review(review)) == review


def test_a_review_with_marks_comes_back_from_the_file(tmp_path: Path) -> None:
    spans = (ErrorSpan("target", (4, 10), "accuracy/mistranslation", "major", "« sommet » 😀"),)
    review = Review("edited", "ana", "The 𝔖ummit is off.", spans, "à revoir")
    with Journal(tmp_path / "j.sqlite") as journal:
        journal.append(RECORD, "ana", 0, "mark", review)
    with Journal(tmp_path / "j.sqlite") as journal:
        assert journal.latest("ana") == {RECORD.id: (1, review)}
