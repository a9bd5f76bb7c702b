"""A batch on this machine: what is done, what is left alone, what is done again, and who fails alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from batches import GLOSSARY, contents, write_articles
from numpy.typing import NDArray

from translate.batch import Report, Result, Settings, plan_tasks, run_batch, select_shard
from translate.batch.preview import preview
from translate.batch.stopping import Stop
from translate.engines import Decoding, Engine, Hypothesis, Request
from translate.errors import EngineError, InputError, OutputError
from translate.glossary import EMPTY, read_glossary
from translate.pipeline import Options, Translator
from translate.records import read_records

pytestmark = pytest.mark.model


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write_articles(tmp_path / "in", 5)
    return tmp_path / "in"


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "glossary.tsv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


def run(
    engine: Engine,
    source: Path,
    out: Path,
    settings: Settings | None = None,
    stop: Stop | None = None,
    shard: str | None = None,
    rows: int = 3,
) -> tuple[Report, list[Result]]:
    settings = settings or Settings()
    plan = plan_tasks([str(source)], rows=rows)
    tasks = select_shard(plan, shard) if shard else plan
    terms = read_glossary(settings.glossary) if settings.glossary else EMPTY
    translator = Translator(engine, terms, Options(boilerplate=settings.boilerplate))
    results: list[Result] = []
    report = run_batch(
        tasks, out, translator, settings, stop=stop, shard=shard, plan=plan, on_result=results.append
    )
    return report, results


def test_a_second_run_does_nothing(compact: Engine, articles: Path, tmp_path: Path) -> None:
    first, _ = run(compact, articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    second, results = run(compact, articles, tmp_path / "out")
    assert (first.current, first.why.total()) == (0, 5)
    assert (second.current, second.why.total()) == (5, 0)
    assert first.total == second.total
    assert first.total.documents == 5
    assert first.total.paragraphs == 15
    assert all(not result.why for result in results)
    assert contents(tmp_path / "out") == before
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_what_changed_is_done_again_and_nothing_else(compact: Engine, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(compact, articles, out)
    (articles / "article-001.txt").write_text("Le ministre est parti.\n", encoding="utf-8")
    (out / "article-002.jsonl").unlink()
    with (out / "article-003.jsonl").open("ab") as stream:
        stream.write(b"\n")
    manifest = out / ".bitexte" / "tasks" / "article-004.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"words": ', b'"words": 1', 1))
    report, _ = run(compact, articles, out)
    assert report.why == {
        "the input changed": 1,
        "the output is missing": 1,
        "the output was changed or damaged": 1,
        "its manifest is damaged": 1,
    }
    assert report.current == 1
    run(compact, articles, tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


def test_other_options_make_everything_anew(compact: Engine, articles: Path, tmp_path: Path) -> None:
    run(compact, articles, tmp_path / "out")
    report, _ = run(compact, articles, tmp_path / "out", Settings(boilerplate=True))
    assert report.why == {"changed: boilerplate": 5}


def test_a_changed_glossary_touches_its_paragraphs_only(
    compact: Engine, articles: Path, glossary: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    settings = Settings(glossary=str(glossary))
    run(compact, articles, out, settings)
    holding = sum("SVR" in r.source for path in out.glob("*.jsonl") for r in read_records(path))
    total = sum(1 for path in out.glob("*.jsonl") for _ in read_records(path))
    assert 0 < holding < total
    glossary.write_text(GLOSSARY.replace("SVR\tSVR", "SVR\tRussian foreign intelligence"), encoding="utf-8")

    translator = Translator(compact, read_glossary(glossary))
    looks = list(preview(plan_tasks([str(articles)]), out, translator, settings))
    assert sum(look.to_translate for look in looks) == holding
    assert sum((look.entries for look in looks), start=type(looks[0].entries)()) == {"svr": holding}

    report, _ = run(compact, articles, out, settings)
    assert report.reused == total - holding
    run(compact, articles, tmp_path / "fresh", settings)
    after, fresh = contents(out), contents(tmp_path / "fresh")
    old = {name for name in after if name.startswith(".bitexte/glossaries")}
    assert {name: data for name, data in after.items() if name not in old or name in fresh} == fresh
    assert len(old) == 2, "the glossary before is kept, too"


def test_a_note_in_the_glossary_touches_nothing(
    compact: Engine, articles: Path, glossary: Path, tmp_path: Path
) -> None:
    settings = Settings(glossary=str(glossary))
    run(compact, articles, tmp_path / "out", settings)
    glossary.write_text("# revu mardi\n" + GLOSSARY, encoding="utf-8")
    report, _ = run(compact, articles, tmp_path / "out", settings)
    assert report.current == 5


def test_shards_write_what_one_run_writes(compact: Engine, articles: Path, tmp_path: Path) -> None:
    run(compact, articles, tmp_path / "whole")
    for shard in ("1/2", "0/2"):
        run(compact, articles, tmp_path / "parts", shard=shard)
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")
    assert {p.name for p in (tmp_path / "parts").glob("report*")} == {
        "report-0-of-2.json",
        "report-1-of-2.json",
    }


def corpus(path: Path, count: int = 8) -> Path:
    rows = [
        {"id": f"d{i}", "text": f"Le titre {i}\n\nLe ministre est arrivé à {i} heures."} for i in range(count)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_jsonl_and_parquet_give_the_same_records(compact: Engine, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    lines = corpus(tmp_path / "c.jsonl")
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    write_table(pa.Table.from_pylist(rows), tmp_path / "c.parquet", row_group_size=5)
    settings = Settings(id_column="id")
    run(compact, lines, tmp_path / "a", settings)
    report, _ = run(compact, tmp_path / "c.parquet", tmp_path / "b", settings)
    assert report.total.documents == 8
    names = [f"c/part-0000{i}.jsonl" for i in range(3)]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    ids = [r.document for name in names for r in read_records(tmp_path / "b" / name)]
    assert list(dict.fromkeys(ids)) == [f"d{i}" for i in range(8)]


def test_broken_rows_are_named_and_the_others_done(compact: Engine, tmp_path: Path) -> None:
    path = corpus(tmp_path / "c.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = "{à moitié"
    lines[4] = '{"id": "d4", "text": null}'
    lines[7] = json.dumps({"id": "d7", "text": "mot " * 60_000})
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report, _ = run(compact, path, tmp_path / "out", Settings(id_column="id"))
    assert [(fault.path, fault.line) for fault in report.faults[:2]] == [(str(path), 2), (str(path), 5)]
    assert "239,999 characters" in report.faults[2].what
    assert report.total.documents == 5
    again, _ = run(compact, path, tmp_path / "out", Settings(id_column="id"))
    assert again.current == 3, "what cannot be mended here is not tried again"
    assert again.faults == report.faults, "but said again"


def test_a_stop_leaves_what_is_done_and_the_next_run_goes_on(compact: Engine, tmp_path: Path) -> None:
    """One task of eight rows, stopped after three: their records are put aside and not made twice."""
    path = corpus(tmp_path / "c.jsonl")
    asked = 0

    class StopAfterThree(Stop):
        def __bool__(self) -> bool:
            nonlocal asked
            asked += 1
            if asked == 5:  # once before the task, once before each document
                self.reason = "interrupted"
            return self.reason is not None

    report, results = run(compact, path, tmp_path / "out", stop=StopAfterThree(), rows=8)
    assert report.stopped == "interrupted"
    assert report.left == 1
    assert not results
    assert not (tmp_path / "out" / "c" / "part-00000.jsonl").exists()
    report, _ = run(compact, path, tmp_path / "out", rows=8)
    assert report.reused == 6
    run(compact, path, tmp_path / "fresh", rows=8)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


class Choking:
    """An engine that fails on sentences with a certain word, alone or in company."""

    def __init__(self, engine: Engine, word: str) -> None:
        self.inner, self.word = engine, word
        self.name, self.model, self.codec = engine.name, engine.model, engine.codec
        self.concurrency = engine.concurrency

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        if any(self.word in "".join(request.pieces) for request in requests):
            raise EngineError(f"ctranslate2 with compact: choked on {self.word}")
        return self.inner.decode(requests, options)

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        return self.inner.token_scores(sources, targets)

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        return self.inner.attend(sources, targets)


def test_one_document_fails_alone(compact: Engine, articles: Path, tmp_path: Path) -> None:
    (articles / "article-002.txt").write_text("Un schtroumpf est passé.\n", encoding="utf-8")
    report, _ = run(Choking(compact, "troum"), articles, tmp_path / "out")
    assert [Path(name).name for name, _ in report.failures] == ["article-002.txt"]
    assert "choked" in report.failures[0][1]
    assert report.why == {"new": 4}
    assert not (tmp_path / "out" / "article-002.jsonl").exists()
    report, _ = run(compact, articles, tmp_path / "out")
    assert (report.current, report.why) == (4, {"new": 1})
    run(compact, articles, tmp_path / "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_an_unreadable_file_among_others(compact: Engine, articles: Path, tmp_path: Path) -> None:
    (articles / "article-001.txt").write_bytes(b"\x7fELF" + bytes(200))
    tasks = plan_tasks([str(articles)])
    (articles / "article-003.txt").unlink()  # the folder changes while it is read
    translator = Translator(compact)
    report = run_batch(tasks, tmp_path / "out", translator, Settings())
    assert [Path(name).name for name, _ in report.failures] == ["article-001.txt", "article-003.txt"]
    assert report.why == {"new": 3}
    written = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert written["tasks"] == {"planned": 5, "current": 0, "made": {"new": 3}, "failed": 2, "left": 0}
    assert len(written["failures"]) == 2


def test_names_of_every_kind(compact: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "été 2026"
    folder.mkdir(parents=True)
    for name in ("deux mots.txt", "à\nla ligne.txt", "émoji 🦊.md", "x" * 251 + ".txt", "-tiret.txt"):
        (folder / name).write_text("Le ministre est parti.\n", encoding="utf-8")
    report, _ = run(compact, tmp_path / "in", tmp_path / "out")
    assert report.why == {"new": 4}
    # 251 letters and .jsonl are more than a file system allows: this one fails, alone.
    assert len(report.failures) == 1
    assert "too long" in report.failures[0][1]
    assert (tmp_path / "out" / "été 2026" / "à\nla ligne.jsonl").is_file()


def test_fifty_megabytes_in_one_line(compact: Engine, articles: Path, tmp_path: Path) -> None:
    (articles / "article-002.txt").write_text("Le ministre est parti. " * 2_300_000, encoding="utf-8")
    report, _ = run(compact, articles, tmp_path / "out")
    assert report.why == {"new": 4}
    (failure,) = report.failures
    assert "article-002.txt: paragraph 1 has 52,899,999 characters" in failure[1]
    assert "blank lines" in failure[1]


def test_records_of_a_batch_carry_their_findings(compact: Engine, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "Le prix est passé de 12 à 17 345 678 901,25 zlotys.\n"
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    report, _ = run(compact, tmp_path / "in", tmp_path / "out")
    (record,) = read_records(tmp_path / "out" / "a.jsonl")
    assert report.total.findings.total() == len(record.findings)
    for finding in record.findings:
        assert finding.source is None or record.source[slice(*finding.source)]


def test_nothing_to_translate_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError, match="no articles"):
        plan_tasks([str(tmp_path / "in")])


def test_the_english_half_is_no_article(tmp_path: Path) -> None:
    for name in ("a.fr.txt", "a.en.txt", "b.en.txt"):
        (tmp_path / name).write_text("Le ministre est parti.\n", encoding="utf-8")
    assert [task.name for task in plan_tasks([str(tmp_path)])] == ["a", "b.en"]


def test_two_runs_at_once(compact: Engine, articles: Path, tmp_path: Path) -> None:
    from translate.batch.lock import lock_folder

    with lock_folder(tmp_path / "out" / ".bitexte"):
        with pytest.raises(OutputError, match="another run is at work"):
            run(compact, articles, tmp_path / "out")
        with pytest.raises(OutputError, match="another run is at work"):
            run(compact, articles, tmp_path / "out", shard="0/2")
    assert not list((tmp_path / "out").glob("*.jsonl"))
    with lock_folder(tmp_path / "out" / ".bitexte", "0/2"):
        with pytest.raises(OutputError, match="another run is at work"):
            run(compact, articles, tmp_path / "out", shard="0/2")
        report, _ = run(compact, articles, tmp_path / "out", shard="1/2")
        assert report.why == {"new": 2}
