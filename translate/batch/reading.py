"""The documents of a task, with a hash of the very bytes that they were read from."""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from translate.batch.corpora import Corpus, Row, hash_rows
from translate.batch.plan import Task
from translate.batch.settings import Settings
from translate.documents import format_of, parse_document, parse_plain
from translate.errors import Fault, InputError
from translate.files import reason
from translate.model import Document


@dataclass(frozen=True, slots=True)
class Reading:
    """What a task has to translate."""

    documents: tuple[Document, ...]
    sha: str
    """Hex sha256 of the input."""
    data: bytes = b""
    """An article's bytes; empty for a corpus."""
    faults: tuple[Fault, ...] = ()
    """Rows of a corpus that are no documents."""


class Reader:
    """Reads tasks; of a corpus it keeps its place, so that tasks in order read it once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._corpus: Corpus | None = None

    def read(self, task: Task) -> Reading:
        """Read the documents of a task.

        Raises:
            BitexteError: the input cannot be read at all.
        """
        return self._read_article(task) if task.rows is None else self._read_rows(task, *task.rows)

    def _read_article(self, task: Task) -> Reading:
        try:
            data = sys.stdin.buffer.read() if task.input == "-" else Path(task.input).read_bytes()
        except OSError as error:
            raise InputError.at(task.input, f"cannot be read: {reason(error)}") from error
        kind = self.settings.format or format_of(task.input)
        document = parse_document(data, kind, task.name, task.input)
        return Reading((document,), hashlib.sha256(data).hexdigest(), data)

    def _read_rows(self, task: Task, start: int, stop: int) -> Reading:
        if self._corpus is None or self._corpus.path != task.input:
            self._corpus = Corpus(task.input, self.settings.text_column, self.settings.id_column)
        rows = list(self._corpus.read(start, stop))
        documents: list[Document] = []
        faults = [row for row in rows if isinstance(row, Fault)]
        taken: set[str] = set()
        for row in rows:
            if isinstance(row, Row):
                if row.id in taken:
                    faults.append(
                        Fault(task.input, row.index + 1, f"the id {row.id!r} is taken", "ids must be unique")
                    )
                    continue
                taken.add(row.id)
                documents.append(dataclasses.replace(parse_plain(row.text, row.id), path=task.input))
        return Reading(tuple(documents), hash_rows(rows), faults=tuple(faults))
