"""Corpora: JSONL and Parquet files in which every row is a document."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import Fault, InputError, RecordError
from translate.files import reason
from translate.records import read_lines

SUFFIXES = (".jsonl", ".ndjson", ".parquet")


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a corpus."""

    index: int
    """Zero-based."""
    id: str
    text: str


def is_corpus(path: str) -> bool:
    """True when a file is a corpus by its extension."""
    return Path(path).suffix.casefold() in SUFFIXES


def count_rows(path: str) -> int:
    """Rows of a corpus: by the footer of a Parquet file, by the lines of JSONL.

    Raises:
        InputError: it cannot be read.
    """
    try:
        if _is_parquet(path):
            return int(_parquet(path).metadata.num_rows)
        with Path(path).open("rb") as stream:
            blocks = iter(lambda: stream.read(1 << 20), b"")
            count, last = 0, b""
            for block in blocks:
                count, last = count + block.count(b"\n"), block
            return count + (not last.endswith(b"\n") and last != b"")
    except OSError as error:
        raise InputError.at(path, f"cannot be read: {reason(error)}") from error


class Corpus:
    """Rows of one file, in order.

    Ranges in ascending order are read in one go, what lies between is passed over; going back begins anew.

    Args:
        path: JSONL or Parquet.
        text_column: name of the column with the French.
        id_column: name of the column that names a row; None: ``<file's stem>-<row>``.
    """

    def __init__(self, path: str, text_column: str = "text", id_column: str | None = None) -> None:
        self.path = path
        self.text_column, self.id_column = text_column, id_column
        self._at = 0
        self._rows: Iterator[Row | Fault] | None = None

    def read(self, start: int, stop: int) -> Iterator[Row | Fault]:
        """Rows from ``start`` to before ``stop``; a row that is no document comes as a fault.

        Raises:
            InputError: the file cannot be read, or has no such column.
        """
        if start >= stop:
            return
        if self._rows is None or start < self._at:
            self._rows, self._at = self._open(start), start
        rows, self._rows = self._rows, None  # what fails or is left half-way is not gone on with
        for row in rows:
            self._at += 1
            if self._at > start:
                yield row
            if self._at >= stop:
                break
        self._rows = rows

    def _open(self, start: int) -> Iterator[Row | Fault]:
        return self._open_parquet(start) if _is_parquet(self.path) else self._open_lines(start)

    def _open_parquet(self, start: int) -> Iterator[Row | Fault]:
        """Rows of a Parquet file, streamed through datasets, which holds a batch of rows in memory at a time."""
        names = _parquet(self.path).schema_arrow.names
        columns = [self.text_column, *([self.id_column] if self.id_column else [])]
        for column in columns:
            if column not in names:
                raise InputError.at(self.path, f"has no column {column!r}", f"it has {', '.join(names)}")
        from datasets import load_dataset

        rows = load_dataset("parquet", data_files=self.path, split="train", streaming=True, columns=columns)
        for index, row in enumerate(rows.skip(start), start):
            yield self._row(index, row)

    def _open_lines(self, start: int) -> Iterator[Row | Fault]:
        """Rows of a JSONL file, read here line by line: to datasets one broken line ends the whole file."""
        try:
            for number, line in itertools.islice(read_lines(self.path), start, None):
                yield line if isinstance(line, Fault) else self._parse(number - 1, line)
        except RecordError as error:
            raise InputError(faults=error.faults) from error

    def _parse(self, index: int, line: str) -> Row | Fault:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            return Fault(self.path, index + 1, f"not JSON: {error}", "one object per line")
        if not isinstance(row, dict):
            return Fault(self.path, index + 1, "not an object", "one object per line")
        return self._row(index, row)

    def _row(self, index: int, row: dict[str, Any]) -> Row | Fault:
        text = row.get(self.text_column)
        if not isinstance(text, str):
            what = f"no text in column {self.text_column!r}"
            return Fault(
                self.path, index + 1, what, f"name the column with --text-column; there are: {', '.join(row)}"
            )
        if self.id_column is None:
            return Row(index, f"{Path(self.path).stem}-{index}", text)
        id = row.get(self.id_column)
        if not isinstance(id, str | int) or isinstance(id, bool) or not str(id).strip():
            what = f"no id in column {self.id_column!r}"
            return Fault(
                self.path, index + 1, what, f"name the column with --id-column; there are: {', '.join(row)}"
            )
        return Row(index, str(id), text)


def hash_rows(rows: list[Row | Fault]) -> str:
    """Hex sha256 over the ids and texts of rows, faults included."""
    digest = hashlib.sha256()
    for row in rows:
        parts = (row.what,) if isinstance(row, Fault) else (row.id, row.text)
        digest.update(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _is_parquet(path: str) -> bool:
    return Path(path).suffix.casefold() == ".parquet"


def _parquet(path: str) -> Any:
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise InputError.at(path, f"is no Parquet file that can be read: {error}") from error
