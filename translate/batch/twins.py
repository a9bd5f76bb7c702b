"""Twins: the English document beside the records, in the input's own format or another (``--also``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from translate.batch.plan import Task
from translate.batch.reading import Reading
from translate.batch.settings import DOCUMENTS, EXCHANGE, SAME, Settings
from translate.documents import format_of
from translate.documents.rewrite import Rewritten, render_document, rewrite_document
from translate.errors import ConfigError
from translate.formats import RecordFormat, export_records, load_format
from translate.model import Record
from translate.records import read_records


@dataclass(frozen=True, slots=True)
class Twin:
    """One more file of a task."""

    suffix: str
    """What its name has in place of ``.jsonl``."""
    data: bytes
    notes: tuple[str, ...] = ()
    """What could not be carried over from the input's own file."""


def check_twins(tasks: Sequence[Task], settings: Settings) -> None:
    """Refuse twins that a task cannot have, before anything is loaded.

    Raises:
        ConfigError: a corpus is to become documents.
    """
    wanted = [name for name in settings.also if name not in EXCHANGE]
    corpus = next((task for task in tasks if task.rows is not None), None)
    if wanted and corpus is not None:
        raise ConfigError(
            f"--also {wanted[0]}: {corpus.input} is a corpus, whose rows have no files of their own – "
            f"choose {' or '.join(EXCHANGE)}, or leave it out"
        )


def make_twins(task: Task, reading: Reading, records: Path, settings: Settings) -> Iterator[Twin]:
    """Make the twins of a task: its own file with English in it, or a plain rendering in another format.

    Args:
        task: an article, or a range of a corpus, of which there are interchange files only.
        reading: what was read of it.
        records: its record file.
        settings: say which.

    Raises:
        MissingExtra: the package for a format is not installed.
    """
    if not settings.also:
        return
    rows = list(read_records(records))
    own = settings.format or format_of(task.input)
    for name in dict.fromkeys(settings.also):
        if name in EXCHANGE:
            yield Twin(EXCHANGE[name], _exchange(name, rows))
            continue
        format = own if name == SAME else DOCUMENTS[name]
        extension = next(short for short, long in DOCUMENTS.items() if long == format)
        if format == own:
            done = rewrite_document(reading.data, format, rows, reading.documents[0])
            yield Twin(f".en.{extension}", done.data, tuple(_notes(done)))
        else:
            yield Twin(f".en.{extension}", render_document(rows, format))


def _exchange(name: str, records: Sequence[Record]) -> bytes:
    """Records in an interchange format; word links and scores, which it has no place for, stay in the JSONL."""
    return export_records(records, cast(RecordFormat, load_format(name)), lossy=True)[""]


def _notes(done: Rewritten) -> Iterator[str]:
    if done.unplaced:
        where = ", ".join(str(index + 1) for index in done.unplaced)
        yield f"the place of paragraph {where} was not found in the file; its English is in the records alone"
    if done.lost:
        yield f"{done.lost} links or images found no words of the English to stand on"
