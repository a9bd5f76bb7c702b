"""The articles and what is generated from them: parallel, current, loadable."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from translate import read_document, read_records
from translate.model import Kind

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
ARTICLES = sorted((CORPUS / "articles").glob("*.fr.*"))


def test_there_are_enough() -> None:
    assert len(ARTICLES) >= 8


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name.split(".")[0])
def test_reference_is_parallel(path: Path) -> None:
    document = read_document(path)
    reference = path.with_name(path.name.split(".")[0] + ".en.txt").read_text(encoding="utf-8")
    blocks = reference.strip().split("\n\n")
    assert len(document.paragraphs) == len(blocks)
    assert document.paragraphs[0].kind is Kind.TITLE
    assert 8 <= sum(p.kind is not Kind.BOILERPLATE for p in document.paragraphs) <= 15
    for paragraph, block in zip(document.paragraphs, blocks, strict=True):
        assert 0.6 < len(block) / len(paragraph.text) < 1.5, paragraph.text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name.split(".")[0])
def test_aligned_records_belong_to_the_article(path: Path) -> None:
    name = path.name.split(".")[0]
    records = list(read_records(CORPUS / "aligned" / f"{name}.jsonl"))
    assert [r.source for r in records] == [p.text for p in read_document(path).paragraphs]
    assert {r.document for r in records} == {name}
    for record in records:
        for term in record.terms:
            assert term.status == "unmet" or term.target is not None


def test_manifest_is_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_corpus.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_datasets_loads_the_records(tmp_path: Path) -> None:
    from datasets import load_dataset

    files = [str(p) for p in sorted((CORPUS / "aligned").glob("*.jsonl"))]
    data = load_dataset("json", data_files=files, split="train", cache_dir=str(tmp_path))
    assert data.num_rows == sum(1 for f in files for _ in read_records(f))
    assert {"id", "source", "target", "pairs", "terms", "review"} <= set(data.column_names)
    row = next(row for row in data if row["terms"])
    start, end = row["terms"][0]["source"]
    assert row["source"][start:end]
