"""The files of one task: records as they come, then the English document in other formats."""

from __future__ import annotations

from pathlib import Path

from translate.batch.manifest import Manifest, manifest_path, write_manifest
from translate.batch.plan import STATE, Task
from translate.batch.tally import Tally
from translate.files import AtomicFile
from translate.model import Record
from translate.records import serialize_record


class TaskWriter:
    """Writes the records of one task; nothing has its name before all of them are there.

    Raises:
        OutputError: from every method, when something cannot be written.
    """

    def __init__(self, out: Path, task: Task, temporary: Path) -> None:
        self.out, self.task, self.temporary = out, task, temporary
        self.tally = Tally()
        self._file: AtomicFile | None = None

    def write(self, record: Record) -> None:
        """Append a record."""
        self._open().write(serialize_record(record) + "\n")
        self.tally.count(record)

    def commit(self) -> Path:
        """Give the record file its name."""
        path = self._open().commit()
        self._file = None
        return path

    def suspend(self, manifest: Manifest) -> None:
        """Put the records aside, so that a later run can go on with them."""
        self._open().commit(partial_path(self.out, self.task.name))
        self._file = None
        write_manifest(partials_of(self.out), manifest, self.temporary)

    def discard(self) -> None:
        """Remove what was written, unless it was committed."""
        if self._file is not None:
            self._file.discard()
            self._file = None

    def _open(self) -> AtomicFile:
        if self._file is None:
            self._file = AtomicFile(self.out / self.task.output, self.temporary)
        return self._file


def write_file(path: Path, data: bytes, temporary: Path | None = None) -> None:
    """Write a file; it appears whole.

    Raises:
        OutputError: it cannot be written.
    """
    file = AtomicFile(path, temporary)
    try:
        file.write_bytes(data)
        file.commit()
    finally:
        file.discard()


def partials_of(out: Path) -> Path:
    """Folder of what was put aside of unfinished tasks."""
    return out / STATE / "partial"


def partial_path(out: Path, name: str) -> Path:
    """Where the records of an unfinished task are put aside."""
    return partials_of(out) / f"{name}.jsonl"


def remove_partial(out: Path, name: str) -> None:
    """Forget what was put aside of a task that is finished now."""
    partial_path(out, name).unlink(missing_ok=True)
    manifest_path(partials_of(out), name).unlink(missing_ok=True)
