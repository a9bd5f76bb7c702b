"""What lies on a reviewer's desk: the records of some files, and their reviews from the journal.

The input files are only ever read. A file that changes under the review is read again; a review stays with its
record, by id, as long as the French is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock

from translate.errors import Fault, InputError, OutputError
from translate.glossary import Glossary
from translate.model import Record, Review
from translate.records import write_records
from translate.review.carrying import Carried, Orphan
from translate.review.findings import Findings
from translate.review.glance import Entry
from translate.review.journal import Journal
from translate.review.origins import Origin, describe_deleted, find_origins
from translate.review.shelf import Shelf
from translate.review.standing import Standing
from translate.review.state import Conflict, Held, Progress, check_review


class Desk:
    """Records, reviews and glossary of one reviewer; may be used from several threads.

    Args:
        files: record files, in the order wanted.
        glossary: what terms are held to.
        journal: where the actions go.
        reviewer: who acts.

    Raises:
        RecordError: a file cannot be read at all.
        InputError: there is no file, or standard input among them.
    """

    def __init__(
        self, files: Sequence[str | Path], glossary: Glossary, journal: Journal, reviewer: str
    ) -> None:
        if not files or any(str(file) == "-" for file in files):
            raise InputError("a review needs record files on disk, not standard input")
        self.glossary, self.journal, self.reviewer = glossary, journal, reviewer
        self.files = tuple(str(file) for file in files)
        self.carried: tuple[Carried, ...] = ()
        """Reviews whose delivered English changed under them, and what was done."""
        self.orphans: tuple[Orphan, ...] = ()
        """Reviews of these documents whose French is no longer there."""
        self._lock = RLock()
        self._shelf = Shelf(self.files)
        self._standing = Standing(self._shelf, journal, reviewer)
        self._entries: list[tuple[Entry, Review]] | None = None
        self.revision = 0
        """Grows whenever a review or a file changed."""
        self.findings = Findings(self)
        """What the checks say of the records as they stand now."""
        self._catch_up()
        self._carry()

    # ------------------------------------------------------------- reading

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Lines that are no records, and ids that stand twice."""
        return self._shelf.faults

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all records, in the order of the files."""
        return tuple(self._shelf.entries)

    def __len__(self) -> int:
        return len(self._shelf.entries)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._shelf.entries

    def held(self, record_id: str) -> Held:
        """A record as it stands now.

        Raises:
            KeyError: there is none with this id.
        """
        with self._lock:
            self._catch_up()
            return self._standing.held(record_id)

    def all_held(self) -> list[Held]:
        """All records as they stand now, in the order of the files."""
        with self._lock:
            self._catch_up()
            return self._hold(self._shelf.entries)

    def place(self, record_id: str) -> tuple[int, int]:
        """A record's position in its document, from 0, and how many paragraphs that has.

        Raises:
            KeyError: there is no such record.
        """
        with self._lock:
            name = self._shelf.entries[record_id].document
            return self._shelf.places[record_id], len(self._shelf.documents[name])

    def around(self, record_id: str, before: int = 1, after: int = 1) -> list[Held]:
        """The record with some paragraphs before and after it in its document, in their order."""
        with self._lock:
            self._catch_up()
            ids = self._shelf.documents[self._shelf.entries[record_id].document]
            at = self._shelf.places[record_id]
            return self._hold(ids[max(at - before, 0) : at + after + 1])

    def before(self, record_id: str) -> Sequence[str]:
        """Ids of the paragraphs before one in its document."""
        with self._lock:
            ids = self._shelf.documents[self._shelf.entries[record_id].document]
            at = self._shelf.places[record_id]
            return ids[:at]

    def source(self, record_id: str) -> str:
        """A record's French, without reading the whole record."""
        with self._lock:
            return self._shelf.entries[record_id].source

    def origins(self, held: Held) -> tuple[Origin, ...]:
        """What the error spans of a review were about when they were marked."""
        if not held.review.spans:
            return ()
        if not held.version:
            text = held.text
            return tuple(
                Origin(held.record.source if s.side == "source" else text, s.span) for s in held.review.spans
            )
        history = self.journal.history(held.record.id, self.reviewer)
        return find_origins(history, held.record.source)

    def documents(self) -> list[Progress]:
        """Progress per document, in the order of the files."""
        with self._lock:
            self._catch_up()
            return self._standing.progress()

    def review(self, record_id: str) -> Review:
        """A record's review as it stands, without reading the whole record."""
        with self._lock:
            return self._standing.review(record_id)

    def entries(self) -> Sequence[tuple[Entry, Review]]:
        """What a queue needs: all records at a glance, in the order of the files, with their reviews."""
        with self._lock:
            self._catch_up()
            if self._entries is None:
                self._entries = [
                    (entry, self._standing.review(id)) for id, entry in self._shelf.entries.items()
                ]
            return self._entries

    def _hold(self, ids: Iterable[str]) -> list[Held]:
        found: list[Held] = []
        for id in list(ids):
            with suppress(KeyError):  # a record that turns out to be none goes to the faults
                found.append(self._standing.held(id))
        return found

    def _catch_up(self) -> None:
        """Take in what the same reviewer did elsewhere: another window, another machine."""
        for id, earlier in self._standing.catch_up():
            self.revision += 1
            self._entries = None
            # A decision changes no text; an edit also concerns what comes after it in the document.
            if not self.findings.count or id not in self._shelf.entries:
                continue
            if earlier is None or earlier.edited != self._standing.review(id).edited:
                ids = self._shelf.documents[self._shelf.entries[id].document]
                self.findings.doubt(ids[self._shelf.places[id] :])

    # ------------------------------------------------------------- writing

    def save(self, record_id: str, base_version: int, review: Review, action: str) -> Held:
        """Save what the reviewer did.

        Args:
            record_id: the record.
            base_version: ``Held.version`` that they saw.
            review: what they leave; the reviewer's name is filled in, and an edit that changes nothing is none.
            action: ``edit``, ``accept``, ``reject``, ``comment``, ``mark`` …

        Raises:
            Conflict: it was saved since; ``current`` and ``mine`` have both versions.
            RecordError: the review is impossible (``check_review``).
            KeyError: there is no such record.
        """
        with self._lock:
            held = self.held(record_id)
            review = replace(review, reviewer=self.reviewer)
            if review.edited == held.record.target:
                status = "unreviewed" if review.status == "edited" else review.status
                review = replace(review, edited=None, status=status)
            check_review(held.record, review)
            try:
                self.journal.append(held.record, self.reviewer, base_version, action, review)
            except Conflict as conflict:
                raise Conflict(self.held(record_id), conflict.mine) from None
            return self.held(record_id)

    def undo(self, record_id: str, base_version: int) -> Held:
        """Take the last thing done to a record back.

        Raises:
            Conflict: it was saved since.
            KeyError: there is no such record.
        """
        return self._step(self.journal.undo, record_id, base_version)

    def redo(self, record_id: str, base_version: int) -> Held:
        """Do again what was taken back last, if nothing else was done since.

        Raises:
            Conflict: it was saved since.
            KeyError: there is no such record.
        """
        return self._step(self.journal.redo, record_id, base_version)

    def _step(self, step: Callable[[str, str, int], Review], record_id: str, base_version: int) -> Held:
        with self._lock:
            held = self.held(record_id)
            if held.version == 0:
                return held
            try:
                step(record_id, self.reviewer, base_version)
            except Conflict:
                raise Conflict(self.held(record_id)) from None
            return self.held(record_id)

    def refresh(self) -> tuple[str, ...]:
        """Read files again that changed on disk.

        Returns:
            The files that did. ``faults``, ``carried`` and ``orphans`` tell what it meant.
        """
        with self._lock:
            changed = self._shelf.refresh()
            if changed:
                self.revision += 1
                self._standing.forget()
                self._entries = None
                self.findings = Findings(self)
                self._catch_up()
                self._carry()
            return changed

    def _carry(self) -> None:
        """Take reviews along to where their paragraphs went, and note what became of them."""
        self._standing.carry()
        self._catch_up()
        self.carried, self.orphans = self._standing.carried(), self._standing.orphans()

    def export(self, path: str | Path, records: Iterable[str] | None = None) -> int:
        """Write the records with their reviews; the file appears whole or not at all.

        Args:
            path: where to; not one of the inputs, which are never modified.
            records: ids to write; all of them when None.

        Returns:
            How many records were written.

        Raises:
            OutputError: the path is an input or the journal, or cannot be written.
        """
        target = Path(path)
        for taken in (*self.files, str(self.journal.path)):
            if target.resolve() == Path(taken).resolve() or _is_same_file(target, Path(taken)):
                raise OutputError.at(
                    str(path), "is an input of this review", "choose another file; inputs are never modified"
                )
        with self._lock:
            self._catch_up()
            chosen = self.ids if records is None else tuple(records)
            return write_records(target, (self._finish(held) for held in self._hold(chosen)))

    def _finish(self, held: Held) -> Record:
        spans = held.review.spans
        if all(start < end for start, end in (span.span for span in spans)):
            return held.reviewed
        return replace(
            held.record, review=replace(held.review, spans=describe_deleted(spans, self.origins(held)))
        )


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
