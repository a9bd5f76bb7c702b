"""The record files of a review: read whole, and read again when they change."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.errors import Fault, RecordError
from translate.files import reason
from translate.review.glance import Entry, glance

_Stamp = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""


EAGER = 2_000_000
"""Bytes up to which a file is read in full at once, so that every fault in it is known at once."""


@dataclass(slots=True)
class _File:
    stamp: _Stamp
    digest: str
    entries: list[Entry]
    faults: list[Fault]
    is_gone: bool = False


class Shelf:
    """Records of some files.

    Raises:
        RecordError: a file cannot be read at all.
    """

    def __init__(self, files: Sequence[str]) -> None:
        self._files = {file: _read(file) for file in dict.fromkeys(files)}
        self.entries: dict[str, Entry] = {}
        """By record id, in the order of the files."""
        self.places: dict[str, int] = {}
        """Position of each record in its document, from 0."""
        self.documents: dict[str, list[str]] = {}
        """Record ids by document, in the order of the files."""
        self.faults: tuple[Fault, ...] = ()
        self._index()

    def refresh(self) -> tuple[str, ...]:
        """Read files again that changed.

        A file that is gone, or cannot be read, keeps its records here: whoever writes it anew may be at it.

        Returns:
            Names of the files that changed.
        """
        changed: list[str] = []
        for name, file in self._files.items():
            try:
                stamp = _stamp(name)
                if stamp == file.stamp and not file.is_gone:
                    continue
                if _digest(name) == file.digest and not file.is_gone:
                    file.stamp = stamp
                    continue
                self._files[name] = _read(name)
            except (OSError, RecordError) as error:
                if file.is_gone:
                    continue
                what = reason(error) if isinstance(error, OSError) else "cannot be read"
                file.is_gone = True
                file.faults.append(Fault(name, None, f"{what}; its records are kept as they were"))
            changed.append(name)
        if changed:
            self._index()
        return tuple(changed)

    def _index(self) -> None:
        self.entries, self.documents = {}, {}
        faults = [fault for file in self._files.values() for fault in file.faults]
        for file in self._files.values():
            for entry in file.entries:
                first = self.entries.setdefault(entry.id, entry)
                if first is entry:
                    self.documents.setdefault(entry.document, []).append(entry.id)
                else:
                    what = f"{entry.id} stands in {first.file}:{first.line} already; only that one is shown"
                    faults.append(Fault(entry.file, entry.line, what))
        self.places = {id: at for ids in self.documents.values() for at, id in enumerate(ids)}
        self.faults = tuple(faults)

    def read(self, record_id: str) -> Entry:
        """An entry whose record is sound; one that is not goes to the faults.

        Raises:
            KeyError: there is no such record, or no longer.
        """
        entry = self.entries[record_id]
        if not entry.is_read:
            try:
                _ = entry.record
            except RecordError as error:
                file = self._files[entry.file]
                file.faults += error.faults
                file.entries.remove(entry)
                self._index()
                raise KeyError(record_id) from error
        return entry


def _read(name: str) -> _File:
    try:
        # The stamp is taken before reading: a change while reading is noticed at the next refresh.
        stamp, digest = _stamp(name), _digest(name)
    except OSError as error:
        raise RecordError.at(name, f"cannot be read: {reason(error)}") from error
    entries: list[Entry] = []
    faults: list[Fault] = []
    try:
        with Path(name).open("rb") as stream:
            for number, data in enumerate(stream, 1):
                if number == 1:
                    data = data.removeprefix(BOM_UTF8)
                if data.isspace() or not data:
                    continue
                try:
                    entry = glance(data, name, number)
                    if stamp[1] <= EAGER:
                        _ = entry.record
                    entries.append(entry)
                except RecordError as error:
                    faults += error.faults
    except OSError as error:
        raise RecordError.at(name, f"cannot be read: {reason(error)}") from error
    return _File(stamp, digest, entries, faults)


def _stamp(name: str) -> _Stamp:
    found = Path(name).stat()
    return found.st_mtime_ns, found.st_size


def _digest(name: str) -> str:
    with Path(name).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
