from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from format_examples import FULL, translated
from hypothesis import given
from record_strategies import examples, records

from translate.errors import LossyExport, RecordError
from translate.formats import export_records
from translate.formats.dataset import DATA, Dataset, card
from translate.formats.storage import read_parts, write_parts
from translate.model import Record

FORMAT = Dataset()


@examples
@given(records())
def test_everything_comes_back_equal(record: Record) -> None:
    assert FORMAT.parse(export_records([record], FORMAT), "x").records == [record]


def test_the_folder_is_written_and_read(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    written = write_parts(folder, FORMAT.serialize([FULL, translated()]))
    assert [path.relative_to(folder).as_posix() for path in written] == ["README.md", DATA]
    assert FORMAT.parse(read_parts(str(folder), is_folder=True), "x").records == [FULL, translated()]


def test_load_dataset_reads_the_folder(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    write_parts(tmp_path / "out", FORMAT.serialize([FULL, translated()]))
    rows = datasets.load_dataset(str(tmp_path / "out"), split="train", cache_dir=str(tmp_path / "cache"))
    assert len(rows) == 2
    (term,) = rows[0]["terms"]
    assert rows[0]["source"][slice(*term["source"])] == "Maison Blanche"
    assert rows[1]["terms"] == []


def test_the_card_counts() -> None:
    text = card([FULL, translated()])
    assert "| paragraphs | 2 |" in text
    assert "| sentence pairs | 4 |" in text
    assert "| terms met | 1 |" in text
    assert "- n<1K" in text
    assert f"path: {DATA}" in text


def test_lone_surrogates_are_named_or_replaced() -> None:
    record = replace(translated(), mt="a\ud83d")
    with pytest.raises(LossyExport, match=r"U\+D83D"):
        export_records([record], FORMAT)
    (back,) = FORMAT.parse(export_records([record], FORMAT, lossy=True), "x").records
    assert back.mt == "a\ufffd"


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no parquet file"):
        FORMAT.parse({"README.md": b""}, "x")
    with pytest.raises(RecordError, match=r"x/a\.parquet: is no parquet"):
        FORMAT.parse({"a.parquet": b"PAR"}, "x")
    with pytest.raises(RecordError, match="not a folder"):
        read_parts(str(tmp_path / "none"), is_folder=True)
