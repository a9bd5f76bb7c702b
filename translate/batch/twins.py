"""Twins: the English document beside the records, in the input's own format or another (``--also``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from translate.batch.plan import Task
from translate.batch.settings import EXCHANGE
from translate.formats import RecordFormat, export_records, load_format
from translate.model import Record
from translate.records import read_records


@dataclass(frozen=True, slots=True)
class Twin:
    """One more file of a task."""

    name: str
    """Path below the output folder."""
    data: bytes
    notes: tuple[str, ...] = ()


def make_twins(task: Task, records: Path, names: Sequence[str]) -> Iterator[Twin]:
    """Make the twins of a task.

    Args:
        task: an article, or a range of a corpus, of which there are interchange files only.
        records: its record file.
        names: of formats, as ``Settings.also`` has them.
    """
    if not names:
        return
    rows = list(read_records(records))
    for name in dict.fromkeys(names):
        if name in EXCHANGE:
            yield Twin(f"{task.name}{EXCHANGE[name]}", _exchange(name, rows))


def _exchange(name: str, records: Sequence[Record]) -> bytes:
    """Records in an interchange format; word links and scores, which it has no place for, stay in the JSONL."""
    return export_records(records, cast(RecordFormat, load_format(name)), lossy=True)[""]
