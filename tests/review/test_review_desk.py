from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from review_records import article, pair

from translate.errors import BitexteError, InputError, OutputError, RecordError
from translate.glossary import EMPTY
from translate.model import ErrorSpan, Record, Review
from translate.records import read_records, serialize_record, write_records
from translate.review.desk import Desk
from translate.review.journal import Journal
from translate.review.state import Conflict

SOURCES = ["Le titre.", "Le sommet est reporté.", "Le ministre a démissionné."]
TARGETS = ["The title.", "The summit is postponed.", "The minister has resigned."]


def essay(targets: list[str] = TARGETS, sources: list[str] = SOURCES) -> list[Record]:
    return [pair(s, t, i) for i, (s, t) in enumerate(zip(sources, targets, strict=True))]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "j.sqlite") as journal:
        yield journal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "essai.jsonl"
    write_records(path, essay())
    return path


def open_desk(file: Path, journal: Journal, reviewer: str = "ana") -> Desk:
    return Desk([file], EMPTY, journal, reviewer)


def rewrite(path: Path, records: list[Record]) -> None:
    write_records(path, records)
    os.utime(path, ns=(1, 1))  # another time than before, however fast the test is


def edit(desk: Desk, id: str, text: str, status: str = "edited") -> None:
    held = desk.held(id)
    desk.save(id, held.version, replace(held.review, edited=text, status=status), "edit")


def test_work_is_there_after_a_restart(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    id = desk.ids[1]
    edit(desk, id, "The summit has been put off.")
    again = open_desk(file, journal)
    held = again.held(id)
    assert (held.version, held.text, held.review.reviewer) == (1, "The summit has been put off.", "ana")
    assert (held.file, held.line) == (str(file), 2)
    assert open_desk(file, journal, "ben").held(id).version == 0


def test_the_second_tab_is_shown_both_versions(file: Path, journal: Journal) -> None:
    one, other = open_desk(file, journal), open_desk(file, journal)
    id = one.ids[1]
    seen = other.held(id)
    edit(one, id, "First.")
    with pytest.raises(Conflict) as caught:
        other.save(id, seen.version, Review("edited", None, "Second."), "edit")
    conflict = caught.value
    assert conflict.current.text == "First."
    assert conflict.mine is not None
    assert conflict.mine.edited == "Second."
    assert (conflict.current.line, conflict.current.record) == (2, seen.record)
    other.save(id, conflict.version, conflict.mine, "edit")
    assert one.held(id).text == "Second."


def test_undo_takes_back_to_the_file(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    id = desk.ids[0]
    assert desk.undo(id, 0).version == 0
    edit(desk, id, "A title.")
    held = desk.undo(id, 1)
    assert (held.text, held.version, held.review.status) == ("The title.", 2, "unreviewed")
    edit(desk, id, "Another title.")
    with pytest.raises(Conflict) as caught:
        desk.undo(id, 2)
    assert caught.value.current.text == "Another title."


def test_typing_the_old_text_again_is_no_edit(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    edit(desk, desk.ids[0], "The title.")
    assert desk.held(desk.ids[0]).review == Review("unreviewed", "ana")


@pytest.mark.parametrize(
    "review",
    [
        Review("perfect"),
        Review("edited", None, "Short.", (ErrorSpan("target", (0, 9), "style", "minor"),)),
        Review("rejected", None, None, (ErrorSpan("middle", (0, 1), "style", "minor"),)),
        Review("rejected", None, None, (ErrorSpan("target", (0, 1), "style", "awful"),)),
        Review("rejected", None, None, (ErrorSpan("target", (0, 1), " ", "minor"),)),
        Review("edited", None, "half \ud83d"),
    ],
)
def test_what_could_not_be_exported_is_refused(file: Path, journal: Journal, review: Review) -> None:
    desk = open_desk(file, journal)
    with pytest.raises(RecordError):
        desk.save(desk.ids[0], 0, review, "edit")
    assert desk.held(desk.ids[0]).version == 0


def test_export_has_the_reviews_and_leaves_the_input_alone(
    tmp_path: Path, file: Path, journal: Journal
) -> None:
    before = file.read_bytes()
    desk = open_desk(file, journal)
    edit(desk, desk.ids[1], "The summit is off.")
    out = tmp_path / "out.jsonl"
    assert desk.export(out) == 3
    written = list(read_records(out))
    assert [record.review.edited for record in written] == [None, "The summit is off.", None]
    assert [replace(record, review=Review()) for record in written] == essay()
    assert file.read_bytes() == before


def test_export_over_an_input_or_the_journal_is_refused(tmp_path: Path, file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    link, hard = tmp_path / "link.jsonl", tmp_path / "hard.jsonl"
    link.symlink_to(file)
    os.link(file, hard)
    before = file.read_bytes()
    for path in (file, link, hard, tmp_path / ".." / tmp_path.name / file.name, journal.path):
        with pytest.raises(OutputError, match="input"):
            desk.export(path)
    assert file.read_bytes() == before


def test_faulty_lines_are_told_and_the_others_reviewed(tmp_path: Path, journal: Journal) -> None:
    path = tmp_path / "mixed.jsonl"
    good = essay()
    twice = serialize_record(good[0])
    lines = [twice, "not json", serialize_record(good[1]).replace('"pairs"', '"peers"'), twice, ""]
    path.write_bytes("\n".join(lines).encode() + b"\xff\n")
    desk = open_desk(path, journal)
    assert desk.ids == (good[0].id,)
    assert sorted((fault.line or 0) for fault in desk.faults) == [2, 3, 3, 4, 5]


def test_no_files_and_standard_input_are_refused(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Desk([], EMPTY, journal, "ana")
    with pytest.raises(InputError):
        Desk(["-"], EMPTY, journal, "ana")
    with pytest.raises(BitexteError, match=r"gone\.jsonl"):
        Desk([tmp_path / "gone.jsonl"], EMPTY, journal, "ana")


def test_progress_is_counted_by_document(tmp_path: Path, journal: Journal) -> None:
    path = tmp_path / "two.jsonl"
    write_records(path, [*essay(), *article()])
    desk = open_desk(path, journal)
    edit(desk, desk.ids[0], "A title.")
    edit(desk, desk.ids[1], "The summit is postponed.", "accepted")
    first, second = desk.documents()
    assert (first.document, first.total, first.edited, first.accepted, first.reviewed) == (
        "essai",
        3,
        1,
        1,
        2,
    )
    assert (second.document, second.total, second.reviewed) == ("delta-climat", 14, 0)
    assert desk.place(desk.ids[2]) == (2, 3)
    assert [held.record.id for held in desk.around(desk.ids[2])] == list(desk.ids[1:3])
    assert [held.record.id for held in desk.around(desk.ids[3], 2, 2)] == list(desk.ids[3:6])


# ---------------------------------------------------------------- the file changes under the review


def test_a_file_that_is_touched_but_the_same_did_not_change(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    os.utime(file, ns=(1, 1))
    assert desk.refresh() == ()


def test_an_edit_stays_when_the_translation_is_made_anew(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    edited, accepted, rejected = desk.ids
    edit(desk, edited, "A title.")
    edit(desk, accepted, TARGETS[1], "accepted")
    span = ErrorSpan("target", (4, 12), "accuracy", "major")
    desk.save(rejected, 0, Review("rejected", None, None, (span,), "no"), "reject")
    rewrite(file, essay(["Title.", "Summit delayed.", "The old minister has resigned."]))
    assert desk.refresh() == (str(file),)
    assert desk.held(edited).text == "A title."
    # « accepted » was said of the old English: it stays as the reviewer's text, and is not said of the new one.
    assert (desk.held(accepted).text, desk.held(accepted).review.status) == (TARGETS[1], "edited")
    held = desk.held(rejected)
    assert (held.review.status, held.review.comment) == ("unreviewed", "no")
    assert held.text[slice(*held.review.spans[0].span)].endswith("minister")
    assert [carried.record_id for carried in desk.carried] == list(desk.ids)
    assert desk.held(edited).version == 1
    edit(desk, edited, "One title.")
    assert desk.held(edited).version == 2


def test_a_review_follows_its_paragraph_to_another_place(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    edit(desk, desk.ids[1], "The summit is off.")
    rewrite(file, essay(["New.", *TARGETS], ["Nouveau.", *SOURCES]))
    desk.refresh()
    assert [held.text for held in desk.all_held()] == ["New.", TARGETS[0], "The summit is off.", TARGETS[2]]
    assert desk.orphans == ()
    # A second look, or another start, carries nothing twice.
    again = open_desk(file, journal)
    assert again.held(desk.ids[2]).version == 1


def test_a_review_whose_french_is_gone_is_listed_and_comes_back_with_it(file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    id = desk.ids[1]
    edit(desk, id, "The summit is off.")
    rewrite(file, essay(sources=[SOURCES[0], "Le sommet est annulé.", SOURCES[2]]))
    desk.refresh()
    assert [(orphan.record_id, orphan.review.edited) for orphan in desk.orphans] == [
        (id, "The summit is off.")
    ]
    assert id not in desk
    rewrite(file, [*essay(), pair("Fin.", "End.", 3)])
    os.utime(file, ns=(2, 2))
    desk.refresh()
    assert desk.held(id).text == "The summit is off."
    assert desk.orphans == ()


def test_a_file_that_vanishes_keeps_its_records_here(tmp_path: Path, file: Path, journal: Journal) -> None:
    desk = open_desk(file, journal)
    edit(desk, desk.ids[0], "A title.")
    file.unlink()
    assert desk.refresh() == (str(file),)
    assert desk.refresh() == ()
    assert any("kept" in fault.what for fault in desk.faults)
    edit(desk, desk.ids[1], "The summit is off.")
    assert desk.export(tmp_path / "out.jsonl") == 3
    rewrite(file, essay())
    assert desk.refresh() == (str(file),)
    assert desk.faults == ()


def test_other_documents_reviews_in_the_same_folder_are_no_orphans(
    tmp_path: Path, file: Path, journal: Journal
) -> None:
    other = tmp_path / "other.jsonl"
    write_records(other, article())
    desk = open_desk(other, journal)
    edit(desk, desk.ids[0], "X")
    assert open_desk(file, journal).orphans == ()
