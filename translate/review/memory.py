"""Translation memory of a review: French sentences that a linguist has dealt with, and the English they left."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from translate.errors import MissingExtra
from translate.formats.segments import final_pairs
from translate.review.state import Held
from translate.text import fold, normalise_for_model

if TYPE_CHECKING:
    from translate.model import Review
    from translate.review.desk import Desk
    from translate.review.glance import Entry

LEAST = 0.7
"""Least similarity that is worth showing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A reviewed sentence like the one looked for."""

    source: str
    target: str
    score: float
    """From ``LEAST`` to 1; 1 is the same sentence but for case, blanks and quotation marks."""
    record_id: str
    """Where it stands."""

    @property
    def is_exact(self) -> bool:
        """True for the same sentence."""
        return self.score == 1.0


class Memory:
    """Reviewed sentence pairs.

    Args:
        desk: reviews to follow: what is reviewed there later is found, too. None for a memory filled by ``put``.

    Raises:
        MissingExtra: rapidfuzz is not installed.
    """

    def __init__(self, desk: Desk | None = None) -> None:
        self._rapidfuzz = _load()
        self._desk = desk
        self._texts: dict[str, str] = {}
        """English by record id, to notice what changed."""
        self._pairs: dict[str, list[tuple[str, Hit]]] = {}
        """Normalised French and the hit, by record id."""

        self._stored: list[tuple[str, Hit]] | None = None
        """All pairs in one list; None after a change."""
        self._revision = -1
        """State of the desk that is taken in."""
        self.pending = 0
        """Reviewed records of the desk that have not been taken in yet, for want of time."""

    def __len__(self) -> int:
        return sum(len(pairs) for pairs in self._pairs.values())

    def put(self, held: Held) -> None:
        """Take in a record's sentences as reviewed; forget them where it is not accepted or edited."""
        id = held.record.id
        self._forget(id)
        if held.review.status not in ("accepted", "edited"):
            return
        self._texts[id] = held.text
        pairs: list[tuple[str, Hit]] = []
        for pair in final_pairs(held.reviewed):
            french = held.record.source[slice(*pair.source)]
            source, target = french.strip(), held.text[slice(*pair.target)].strip()
            if source and target:
                pairs.append((normalise(french), Hit(source, target, 1.0, id)))
        if pairs:
            self._pairs[id] = pairs
            self._stored = None

    def find(self, french: str, limit: int = 5, but: str = "", seconds: float = 0.1) -> list[Hit]:
        """Find sentences like one, the most similar first; the same English is given once.

        Args:
            french: a sentence.
            limit: how many at most.
            but: id of a record whose own sentences do not count.
            seconds: time for taking in what was reviewed since the last call; the rest waits for the next.
        """
        self.take_in(monotonic() + seconds)
        wanted = normalise(french)
        if not wanted:
            return []
        if self._stored is None:
            self._stored = [pair for pairs in self._pairs.values() for pair in pairs]
        stored = self._stored
        # More than are wanted, since some will say the same.
        rows = self._rapidfuzz.process.extract(
            wanted,
            [source for source, _ in stored],
            scorer=self._rapidfuzz.fuzz.ratio,
            score_cutoff=100 * LEAST,
            limit=5 * limit + 20,
        )
        best: dict[tuple[str, str], Hit] = {}
        for source, score, index in rows:
            hit = stored[index][1]
            if hit.record_id == but:
                continue
            # Rounding must not make 99.9996 % of a long sentence the same sentence.
            value = 1.0 if source == wanted else min(round(score / 100, 3), 0.999)
            best.setdefault((source, hit.target), replace(hit, score=value))
        return sorted(best.values(), key=lambda hit: -hit.score)[:limit]

    def take_in(self, until: float) -> bool:
        """Take in what changed on the desk, until a moment of ``time.monotonic``.

        Returns:
            True when nothing is left to take in.
        """
        if self._desk is None:
            return True
        entries = self._desk.entries()  # takes in what was done elsewhere, too
        if self._revision == self._desk.revision and not self.pending:
            return True
        self._revision = self._desk.revision
        self.pending = 0
        for entry, review in entries:
            is_useful = review.status in ("accepted", "edited")
            if not is_useful and entry.id in self._texts:
                self._forget(entry.id)
            elif is_useful and self._texts.get(entry.id) != (text := _english(entry, review)):
                if monotonic() >= until:
                    self.pending += 1
                    continue
                self._texts[entry.id] = text
                with suppress(KeyError):  # no record after all; the desk has it among its faults
                    self.put(self._desk.held(entry.id))
        for gone in [id for id in self._texts if id not in self._desk]:
            self._forget(gone)
        return not self.pending

    def _forget(self, record_id: str) -> None:
        self._texts.pop(record_id, None)
        if self._pairs.pop(record_id, None) is not None:
            self._stored = None


def _english(entry: Entry, review: Review) -> str:
    return entry.target if review.edited is None else review.edited


def normalise(french: str) -> str:
    """What two ways of writing the same sentence have in common: « Non ! » is "non!"."""
    return fold(normalise_for_model(french))


def fill_memory(helds: Iterable[Held]) -> Memory:
    """A memory of some reviewed records."""
    memory = Memory()
    for held in helds:
        memory.put(held)
    return memory


def _load() -> Any:
    try:
        import rapidfuzz
        import rapidfuzz.fuzz
        import rapidfuzz.process
    except ImportError as error:
        raise MissingExtra("rapidfuzz", "review") from error
    return rapidfuzz
