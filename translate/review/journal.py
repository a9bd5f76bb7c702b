"""Every action of every reviewer, written the moment it happens and never changed afterwards.

SQLite with a write-ahead log and full synchronisation: an action that ``append`` has returned from survives a
killed process and a flat battery. The table only grows; triggers refuse any change to what is in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from translate.errors import BitexteError, OutputError
from translate.model import Kind, Record, Review
from translate.review.state import Action, Conflict, Held, hash_source, parse_review, serialize_review
from translate.review.undoing import last_burst, replay

NAME = "bitexte-review.sqlite"
"""One journal per folder, so that reviewing one file of it or all of them finds the same work."""

_FORMAT = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record TEXT NOT NULL,
  document TEXT NOT NULL,
  source_sha TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  version INTEGER NOT NULL,
  action TEXT NOT NULL,
  review TEXT NOT NULL,
  before TEXT NOT NULL,
  target TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (record, reviewer, version)
);
CREATE INDEX IF NOT EXISTS by_reviewer ON actions (reviewer, id);
CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON actions
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON actions
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
"""
_COLUMNS = "id, record, document, source_sha, reviewer, version, action, review, before, target, at"


def journal_path(files: Sequence[str | Path]) -> Path:
    """Where the journal of some record files lies: beside the first of them."""
    return Path(files[0]).parent / NAME


class Journal:
    """A journal file; made when it is not there. May be used from several threads, and by several processes.

    Args:
        path: the file.
        now: the clock.

    Raises:
        OutputError: the file cannot be opened, made or written, or is no journal.
    """

    def __init__(self, path: str | Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = Path(path)
        self._now = now
        self._lock = RLock()
        with self._explained():
            self._db = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
        try:
            with self._explained():
                self._open()
        except BaseException:
            self._db.close()
            raise

    def _open(self) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > _FORMAT:
            raise OutputError.at(
                str(self.path), f"written by a newer version (format {found})", "update bitexte"
            )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if found < _FORMAT:
            with self._writing():
                for statement in _statements(_TABLE):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {_FORMAT}")

    def close(self) -> None:
        """Close the file; everything is in it already."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------- reading

    def latest(self, reviewer: str) -> dict[str, tuple[int, Review]]:
        """Version and state of every record that a reviewer has acted on."""
        return {id: (action.version, action.review) for id, action in self.states(reviewer).items()}

    def states(self, reviewer: str) -> dict[str, Action]:
        """Last action of a reviewer on every record that they have acted on."""
        return {action.record_id: action for action in self.since(0, reviewer)}

    def since(self, number: int, reviewer: str) -> list[Action]:
        """A reviewer's actions after a position of the journal, oldest first."""
        return self._select("reviewer = ? AND id > ? ORDER BY id", reviewer, number)

    def history(self, record_id: str, reviewer: str | None = None) -> list[Action]:
        """All actions on a record, of one reviewer or of all, oldest first."""
        if reviewer is None:
            return self._select("record = ? ORDER BY id", record_id)
        return self._select("record = ? AND reviewer = ? ORDER BY id", record_id, reviewer)

    def reviewers(self) -> list[str]:
        """Everybody who has acted, in alphabetical order."""
        with self._lock, self._explained():
            rows = self._db.execute("SELECT DISTINCT reviewer FROM actions ORDER BY reviewer").fetchall()
        return [row[0] for row in rows]

    def _select(self, where: str, *values: object) -> list[Action]:
        with self._lock, self._explained():
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM actions WHERE {where}", values).fetchall()
        return [_action(*row) for row in rows]

    # ------------------------------------------------------------- writing

    def append(self, record: Record, reviewer: str, base_version: int, action: str, review: Review) -> int:
        """Write an action down; it is on the disk when this returns.

        Saving what is stored already (a form sent twice) is no action.

        Args:
            record: what it is about, as delivered.
            reviewer: who acts.
            base_version: version that the reviewer saw.
            action: what they did.
            review: the state that they leave.

        Returns:
            The new version.

        Raises:
            Conflict: the reviewer's record was saved since (two tabs, two machines); nothing is written.
        """
        with self._lock, self._explained(), self._writing():
            last = self._last(record.id, reviewer)
            if last is not None and last.review == review and last.target == record.target:
                return last.version
            if last is not None and last.version > base_version:
                raise Conflict(Held(record, last.review, last.version, "", 0), review)
            before = record.review if last is None else last.review
            version = max(base_version, last.version if last else 0) + 1
            key = (record.id, record.document, hash_source(record.source), reviewer, version)
            self._insert(key, action, review, before, record.target)
            return version

    def undo(self, record_id: str, reviewer: str, base_version: int) -> Review:
        """Take back the last thing done that is not taken back yet; this is an action, too.

        What was typed in one go was saved every second, and is one thing (``undoing``).

        Returns:
            The state now; unchanged, and nothing written, when there is nothing to take back.

        Raises:
            Conflict: as ``append``; ``current.record`` then has only its id.
            KeyError: the reviewer has not acted on the record.
        """
        with self._lock, self._explained(), self._writing():
            actions, last = self._newest(record_id, reviewer, base_version)
            standing, _ = replay(actions)
            burst = last_burst(standing)
            if not burst:
                return last.review
            back = burst[0]
            # The state before an action was made on what was delivered at the action before.
            rest = standing[: -len(burst)]
            target = rest[-1].target if rest else back.target
            self._insert(_next_key(last), f"undo:{len(burst)}", back.before, last.review, target)
            return back.before

    def redo(self, record_id: str, reviewer: str, base_version: int) -> Review:
        """Do again what the last ``undo`` took back, as long as nothing else was done since.

        Returns:
            As ``undo``.

        Raises:
            Conflict: as ``undo``.
            KeyError: as ``undo``.
        """
        with self._lock, self._explained(), self._writing():
            actions, last = self._newest(record_id, reviewer, base_version)
            _, undone = replay(actions)
            if not undone:
                return last.review
            again = undone[-1][-1]
            self._insert(_next_key(last), "redo", again.review, last.review, again.target)
            return again.review

    def _newest(self, record_id: str, reviewer: str, base_version: int) -> tuple[list[Action], Action]:
        actions = self.history(record_id, reviewer)
        if not actions:
            raise KeyError(record_id)
        last = actions[-1]
        if last.version > base_version:
            raise Conflict(Held(_stub(last), last.review, last.version, "", 0))
        return actions, last

    def _last(self, record_id: str, reviewer: str) -> Action | None:
        found = self._select("record = ? AND reviewer = ? ORDER BY version DESC LIMIT 1", record_id, reviewer)
        return found[0] if found else None

    def _insert(
        self, key: tuple[str, str, str, str, int], action: str, review: Review, before: Review, target: str
    ) -> None:
        at = self._now().isoformat(timespec="milliseconds")
        values = (*key, action, serialize_review(review), serialize_review(before), target, at)
        columns = _COLUMNS.removeprefix("id, ")
        self._db.execute(f"INSERT INTO actions ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        # IMMEDIATE takes the write lock before the version is read, so that nobody can save in between.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except BitexteError:
            raise
        except sqlite3.Error as error:
            repair = "move it away, or check that its folder can be written and the disk is not full"
            raise OutputError.at(
                str(self.path), f"the review journal does not work: {error}", repair
            ) from error


def _action(
    number: int,
    record: str,
    document: str,
    sha: str,
    reviewer: str,
    version: int,
    action: str,
    review: str,
    before: str,
    target: str,
    at: str,
) -> Action:
    states = parse_review(review), parse_review(before)
    return Action(number, record, document, sha, reviewer, version, action, *states, target, at)


def _next_key(last: Action) -> tuple[str, str, str, str, int]:
    return last.record_id, last.document, last.source_sha, last.reviewer, last.version + 1


def _stub(action: Action) -> Record:
    return Record(action.record_id, action.document, 0, Kind.PARAGRAPH, "", action.target, action.target)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
