"""Whatever is missing, doubled, strange, stale or damaged in an output folder is found, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import write_articles

from translate.batch import Settings, plan_tasks, run_batch
from translate.batch.verify import render, verify
from translate.engines import Engine
from translate.errors import OutputError
from translate.pipeline import Translator

pytestmark = pytest.mark.model


def write_corpus(path: Path, ids: list[str]) -> None:
    rows = [{"id": id, "text": f"Le ministre {i} est arrivé.\n\nIl pleut."} for i, id in enumerate(ids)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def made(compact: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, a corpus, and what a batch made of them; tests work on copies."""
    folder = tmp_path_factory.mktemp("verify")
    write_articles(folder / "articles", 2)
    write_corpus(folder / "corpus.jsonl", [f"d{i}" for i in range(6)])
    settings = Settings(id_column="id")
    tasks = plan_tasks([str(folder / "articles"), str(folder / "corpus.jsonl")], rows=2)
    run_batch(tasks, folder / "out", Translator(compact), settings)
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "out", tmp_path / "out"))


def kinds(out: Path) -> dict[str, int]:
    return dict(verify(out).counts)


def change_lines(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))


def test_a_whole_batch_is_sound(out: Path) -> None:
    found = verify(out)
    assert found.is_sound, found.problems
    assert (found.tasks, found.documents, found.paragraphs, found.records) == (5, 8, 18, 18)
    assert list(render(found))[-1].startswith("sound")


def test_a_record_that_is_gone_or_there_twice_is_named(out: Path) -> None:
    part = out / "corpus" / "part-00001.jsonl"
    change_lines(part, lambda lines: [lines[0], lines[0], *lines[1:-1]])
    found = verify(out)
    assert dict(found.counts) == {"damaged": 1, "doubled": 1, "missing": 1}
    assert {(p.kind, p.where) for p in found.problems} >= {("doubled", "d2"), ("missing", "d3")}


def test_a_record_of_no_input_is_unknown(out: Path) -> None:
    part = out / "corpus" / "part-00000.jsonl"
    row = json.loads(part.read_text().splitlines()[0]) | {"document": "nobody"}
    with part.open("a") as stream:
        stream.write(json.dumps(row) + "\n{half a li")
    assert kinds(out) == {"damaged": 2, "unknown": 1}


def test_a_task_that_is_gone_leaves_a_gap_in_its_corpus(out: Path) -> None:
    (out / "corpus" / "part-00001.jsonl").unlink()
    (out / ".bitexte" / "tasks" / "corpus" / "part-00001.json").unlink()
    found = verify(out)
    assert dict(found.counts) == {"missing": 1}
    assert "rows 3 to 4" in found.problems[0].what


def test_an_output_that_is_gone_misses_its_file_and_its_documents(out: Path) -> None:
    (out / "corpus" / "part-00002.jsonl").unlink()
    assert kinds(out) == {"missing": 3}


def test_what_was_never_translated_is_missed_when_the_inputs_are_named(made: Path, out: Path) -> None:
    (out / "article-001.jsonl").unlink()
    (out / ".bitexte" / "tasks" / "article-001.json").unlink()
    assert verify(out).is_sound  # nothing in the folder names it
    tasks = plan_tasks([str(made / "articles"), str(made / "corpus.jsonl")], rows=2)
    found = verify(out, tasks)
    assert [(p.kind, p.where) for p in found.problems] == [("missing", "article-001")]
    assert dict(verify(out, tasks[2:]).counts) == {"unknown": 1}


def test_strange_files_and_damaged_manifests(out: Path) -> None:
    shutil.copy(out / "article-000.jsonl", out / "copy.jsonl")
    manifest = out / ".bitexte" / "tasks" / "article-001.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"documents": 1', b'"documents": 2'))
    found = verify(out)
    assert {(p.kind, p.where) for p in found.problems} == {
        ("damaged", "article-001"),
        ("unknown", "article-001.jsonl"),
        ("unknown", "copy.jsonl"),
    }


def test_an_input_that_changed_or_went_makes_its_output_stale(compact: Engine, tmp_path: Path) -> None:
    write_corpus(tmp_path / "c.jsonl", ["a", "b", "c"])
    settings = Settings(id_column="id")
    run_batch(
        plan_tasks([str(tmp_path / "c.jsonl")], rows=2), tmp_path / "out", Translator(compact), settings
    )
    write_corpus(tmp_path / "c.jsonl", ["a", "x", "c"])
    assert kinds(tmp_path / "out") == {"stale": 1, "missing": 1, "unknown": 1}
    (tmp_path / "c.jsonl").unlink()
    assert kinds(tmp_path / "out") == {"stale": 2}


def test_an_id_in_two_tasks_is_doubled(compact: Engine, tmp_path: Path) -> None:
    write_corpus(tmp_path / "c.jsonl", ["a", "b", "c", "a"])
    settings = Settings(id_column="id")
    run_batch(
        plan_tasks([str(tmp_path / "c.jsonl")], rows=2), tmp_path / "out", Translator(compact), settings
    )
    found = verify(tmp_path / "out")
    assert [(p.kind, p.where) for p in found.problems] == [("doubled", "a")]


def test_rows_that_are_no_documents_are_counted_not_missed(compact: Engine, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    write_corpus(path, ["a", "b"])
    with path.open("a") as stream:
        stream.write('{"id": "c"}\nno JSON\n')
    run_batch(plan_tasks([str(path)]), tmp_path / "out", Translator(compact), Settings(id_column="id"))
    found = verify(tmp_path / "out")
    assert (found.is_sound, found.refused, found.documents) == (True, 2, 2)


def test_outputs_made_by_different_means_are_stale(compact: Engine, tmp_path: Path) -> None:
    write_corpus(tmp_path / "c.jsonl", ["a", "b", "c"])
    tasks = plan_tasks([str(tmp_path / "c.jsonl")], rows=2)
    run_batch(tasks, tmp_path / "out", Translator(compact), Settings(id_column="id"))
    other = Settings(id_column="id", boilerplate=True)
    run_batch(tasks[:1], tmp_path / "out", Translator(compact), other)
    assert kinds(tmp_path / "out") == {"stale": 1}


def test_a_folder_without_a_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no batch"):
        verify(tmp_path)
