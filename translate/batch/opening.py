"""Opening tasks: what there is to read, what is there already, and what of it still holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from translate.batch.manifest import Standing, examine, maker, read_manifest
from translate.batch.output import TaskWriter, partial_path, partials_of
from translate.batch.plan import Task
from translate.batch.reading import Reader, Reading
from translate.batch.reuse import GlossaryChange, Reuse, read_kept_glossary, read_kept_records
from translate.batch.settings import Settings
from translate.errors import Fault
from translate.pipeline import Translator


@dataclass(slots=True)
class Opened:
    """A task in hand."""

    task: Task
    reading: Reading
    standing: Standing
    reuse: Reuse | None
    writer: TaskWriter
    change: GlossaryChange | None = None
    """What changed in the glossary, where that is all that changed."""
    reused: int = 0
    is_fed: bool = False
    """True when all its documents have gone to the translator."""
    failure: str = ""
    faults: list[Fault] = field(default_factory=list)
    """Rows that are no documents, or none that can be translated."""
    unmet: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a user should know of the outputs, e.g. a paragraph whose place in a page was not found."""


class Workshop:
    """Opens tasks: reads them, and finds out what is to be done about them."""

    def __init__(self, out: Path, translator: Translator, settings: Settings, temporary: Path) -> None:
        self.out, self.temporary = out, temporary
        self.translator = translator
        self.made_by = maker(translator, settings)
        self._reader = Reader(settings)
        self._changes: dict[str, GlossaryChange | None] = {}

    def open(self, task: Task) -> Opened:
        """Open a task.

        Raises:
            BitexteError: its input cannot be read.
        """
        reading = self._reader.read(task)
        standing = examine(self.out, task, reading.sha, self.made_by)
        reuse, change = (None, None) if standing.is_current else self._reuse(task, reading, standing)
        writer = TaskWriter(self.out, task, self.temporary)
        return Opened(task, reading, standing, reuse, writer, change, faults=list(reading.faults))

    def change(self, old_sha: str) -> GlossaryChange | None:
        """What changed since a glossary; None when nobody knows any more what was in it."""
        if old_sha not in self._changes:
            old = read_kept_glossary(self.out, old_sha)
            new = self.translator.glossary
            self._changes[old_sha] = None if old is None else GlossaryChange(old, new)
        return self._changes[old_sha]

    def _reuse(
        self, task: Task, reading: Reading, standing: Standing
    ) -> tuple[Reuse | None, GlossaryChange | None]:
        partial = read_manifest(partials_of(self.out), task.name)
        if partial is not None and (partial.input_sha, partial.made_by) == (reading.sha, self.made_by):
            return Reuse(read_kept_records(partial_path(self.out, task.name))), None
        if standing.changed == ["glossary"] and standing.manifest is not None:
            change = self.change(str(standing.manifest.made_by["glossary"]))
            if change is not None:
                records = read_kept_records(self.out / task.output)
                return Reuse(records, lambda record: not change.touches(record)), change
        return None, None
