"""The news pairs: whole, split by document, loadable."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

NEWS = Path(__file__).parents[2] / "corpus" / "news"
SPLITS = ("train", "validation", "test")
KINDS = {"title", "heading", "sentence", "caption", "residue"}


def rows(split: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (NEWS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("split", SPLITS)
def test_rows_are_whole(split: str) -> None:
    for row in rows(split):
        assert set(row) == {"doc", "kind", "fr", "en"}
        assert row["kind"] in KINDS
        for side in ("fr", "en"):
            assert row[side] == row[side].strip() != ""
            assert not re.search(r"[\n\t\ufffd\x80-\x9f]", row[side])


def test_splits_are_disjoint_by_document_and_sentence() -> None:
    documents = {split: {row["doc"] for row in rows(split)} for split in SPLITS}
    sentences = {
        split: {k for row in rows(split) if len(k := re.sub(r"\W", "", row["fr"]).casefold()) > 25}
        for split in SPLITS
    }
    for a, b in (("train", "validation"), ("train", "test"), ("validation", "test")):
        assert not documents[a] & documents[b]
        assert not sentences[a] & sentences[b]


def test_documents_stand_together_and_begin_with_their_title() -> None:
    for split in SPLITS:
        seen: list[str] = []
        for row in rows(split):
            if not seen or seen[-1] != row["doc"]:
                assert row["doc"] not in seen
                seen.append(row["doc"])


def test_card_counts_are_true() -> None:
    card = (NEWS / "README.md").read_text(encoding="utf-8")
    for split in SPLITS:
        articles, lines = len({row["doc"] for row in rows(split)}), len(rows(split))
        assert f"| {split} | {articles:,} | {lines:,} |" in card


def test_card_counts_by_kind_are_true() -> None:
    card = (NEWS / "README.md").read_text(encoding="utf-8")
    for split in SPLITS:
        kinds = Counter(row["kind"] for row in rows(split))
        line = " | ".join(
            f"{kinds[kind]:,}" for kind in ("title", "heading", "sentence", "caption", "residue")
        )
        assert f"| {split} | {line} |" in card


def test_split_follows_the_rule_of_the_card() -> None:
    split_of = {row["doc"]: split for split in SPLITS for row in rows(split)}
    for theme in sorted({doc[:2] for doc in split_of}):
        for index, doc in enumerate(sorted(doc for doc in split_of if doc[:2] == theme)):
            assert split_of[doc] == {4: "validation", 9: "test"}.get(index % 10, "train"), doc


def test_datasets_loads_it(tmp_path: Path) -> None:
    from datasets import load_dataset

    files = {split: str(NEWS / f"{split}.jsonl") for split in SPLITS}
    data = load_dataset("json", data_files=files, cache_dir=str(tmp_path))
    assert {split: data[split].num_rows for split in SPLITS} == {split: len(rows(split)) for split in SPLITS}
    assert data["test"][0]["fr"] == rows("test")[0]["fr"]
