"""What was decided in a review, out of its journal.

The journal is the SQLite file of ``bitexte review`` (``translate.review.journal`` makes it, and says what its columns
mean). It holds the reviews, and the records stay in their files: so a decision is read here with the hash of its
French, and joined to the records in ``reading.py``. The file is only read, also while a review is going on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from translate.errors import BitexteError, RecordError

NAME = "bitexte-review.sqlite"
"""Name of the journal in its folder."""
_FORMAT = 1
"""Version of the journal that is understood."""
_DECIDED = ("accepted", "edited", "rejected")
_QUERY = "SELECT record, source_sha, reviewer, review, target FROM actions ORDER BY id"
_TIMEOUT = 10
"""Seconds to wait for somebody who writes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a record's last review came to."""

    record_id: str
    source_sha: str
    """sha256 of the French, in hex."""
    status: str
    """``accepted``, ``edited``, ``rejected``, or ``unreviewed`` after an undo."""
    text: str
    """English as the reviewer left it."""
    target: str
    """English as delivered, that the review was made on."""


def read_decisions(path: Path) -> list[Decision]:
    """The decision on every record that somebody acted on, the latest last.

    Every reviewer has a state of their own for a record; the latest of those in which something was decided counts.
    A draft or a mark of one reviewer does not undo what another one accepted.

    Raises:
        RecordError: the file is no journal, is damaged, or cannot be read.
    """
    states: dict[tuple[str, str], Decision] = {}
    with _open(path) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > _FORMAT:
            raise RecordError.at(
                str(path), f"written by a newer version (format {version})", "update bitexte"
            )
        found = database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'actions'")
        if found.fetchone() is None:
            raise RecordError.at(str(path), "is no review journal", f"name the {NAME} of a review")
        for record, sha, reviewer, review, target in database.execute(_QUERY):
            row = json.loads(review)
            edited = row["edited"]
            decision = Decision(record, sha, row["status"], target if edited is None else edited, target)
            states.pop((record, reviewer), None)  # the latest action comes last
            states[record, reviewer] = decision
    latest: dict[str, Decision] = {}
    for decision in states.values():
        if decision.status in _DECIDED or decision.record_id not in latest:
            latest.pop(decision.record_id, None)
            latest[decision.record_id] = decision
    return list(latest.values())


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    # Without a write-ahead log beside it nobody has it open. Then it is read as it lies there, so that it may stand
    # in a folder that cannot be written, and no file is left beside it.
    is_open = path.with_name(path.name + "-wal").exists()
    uri = f"{path.resolve().as_uri()}?mode=ro" + ("" if is_open else "&immutable=1")
    database = None
    try:
        database = sqlite3.connect(uri, uri=True, timeout=_TIMEOUT)
        yield database
    except BitexteError:
        raise
    except sqlite3.OperationalError as error:
        raise RecordError.at(
            str(path),
            f"the review journal cannot be read: {error}",
            "end what holds it, or copy it elsewhere",
        ) from error
    except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
        raise RecordError.at(
            str(path),
            f"is damaged, or no review journal: {error}",
            "take a copy, or the records written by bitexte review --export",
        ) from error
    finally:
        if database is not None:
            database.close()
