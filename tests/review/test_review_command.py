"""``bitexte review`` without its page: export, agreement, and what it says when it cannot begin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typer
from review_records import pair
from typer.testing import CliRunner

from translate.cli.review import review
from translate.errors import BitexteError, InputError, OutputError
from translate.glossary import EMPTY
from translate.model import Review
from translate.records import read_records, write_records
from translate.review.desk import Desk
from translate.review.journal import Journal, journal_path

app = typer.Typer()
app.command()(review)
RECORDS = [pair("Oui.", "Yes."), pair("Non.", "No.", 1), pair("Peut-être.", "Perhaps.", 2)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "essai.jsonl"
    write_records(path, RECORDS)
    return path


def decide(file: Path, reviewer: str, statuses: list[str]) -> None:
    with Journal(journal_path([file])) as journal:
        desk = Desk([file], EMPTY, journal, reviewer)
        for record, status in zip(RECORDS, statuses, strict=True):
            edited = record.target + " Indeed." if status == "edited" else None
            desk.save(record.id, 0, Review(status, edited=edited), status)


def fails(*arguments: str) -> BitexteError:
    result = CliRunner().invoke(app, list(arguments))
    assert isinstance(result.exception, BitexteError), result.output
    return result.exception


def test_export_writes_one_reviewer_and_leaves_the_input_alone(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    decide(file, "ann", ["accepted", "edited", "rejected"])
    decide(file, "bob", ["rejected", "accepted", "accepted"])
    out = tmp_path / "out.jsonl"
    result = CliRunner().invoke(app, [str(file), "--reviewer", "ann", "--export", str(out)])
    assert result.exit_code == 0, result.output
    reviews = [record.review for record in read_records(out)]
    assert [r.status for r in reviews] == ["accepted", "edited", "rejected"]
    assert {r.reviewer for r in reviews} == {"ann"}
    assert [replace(r, review=Review()) for r in read_records(out)] == RECORDS
    assert file.read_bytes() == before


def test_export_does_not_overwrite_what_is_reviewed(file: Path) -> None:
    before = file.read_bytes()
    assert isinstance(fails(str(file), "--reviewer", "ann", "--export", str(file)), OutputError)
    assert file.read_bytes() == before


def test_agreement_lists_where_two_reviewers_differ(file: Path) -> None:
    decide(file, "ann", ["accepted", "rejected", "accepted"])
    decide(file, "bob", ["accepted", "rejected", "rejected"])
    result = CliRunner().invoke(app, [str(file), "--agreement"])
    assert result.exit_code == 0, result.output
    assert "ann / bob" in result.stdout
    assert "0.67" in result.stdout
    assert RECORDS[2].id in result.stdout
    assert RECORDS[0].id not in result.stdout


def test_what_cannot_be_reviewed_is_said_before_a_journal_is_made(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    error = fails("-", str(tmp_path / "none.jsonl"), str(empty))
    assert isinstance(error, InputError)
    assert len(error.faults) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    assert not list(empty.iterdir())


def test_a_folder_stands_for_its_record_files(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "out.jsonl"
    result = CliRunner().invoke(app, [str(tmp_path), "--reviewer", "ann", "--export", str(out)])
    assert result.exit_code == 0, result.output
    assert list(read_records(out)) == RECORDS


def test_a_port_that_is_taken_is_a_message(file: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        error = fails(str(file), "--no-browser", "--port", str(taken.getsockname()[1]))
    assert "choose another --port" in str(error)
