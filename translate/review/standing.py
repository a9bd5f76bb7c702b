"""Where one reviewer's work on some records stands: the journal's actions on what the files hold now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from translate.model import Review
from translate.review.carrying import Carried, Orphan, fit_review, match_orphans
from translate.review.journal import Journal
from translate.review.shelf import Shelf
from translate.review.state import Action, Held, Progress


class Standing:
    """The last action on every record, and what follows from it; what was worked out is remembered.

    Args:
        shelf: the records.
        journal: every action.
        reviewer: whose actions count.
    """

    def __init__(self, shelf: Shelf, journal: Journal, reviewer: str) -> None:
        self._shelf, self._journal, self._reviewer = shelf, journal, reviewer
        self._actions: dict[str, Action] = {}
        self._seen = 0
        self._reviews: dict[str, Review] = {}
        self._progress: dict[str, Progress] = {}

    def catch_up(self) -> Iterator[tuple[str, Review | None]]:
        """Take in the actions that the journal has had since, one with each step.

        Yields:
            The record's id, which may be in no file, and its review before; None when nobody had asked for that.
        """
        for action in self._journal.since(self._seen, self._reviewer):
            self._seen = action.number
            id = action.record_id
            earlier = self._reviews.pop(id, None)
            self._actions[id] = action
            if id in self._shelf.entries:
                self._progress.pop(self._shelf.entries[id].document, None)
            yield id, earlier

    def forget(self) -> None:
        """Work everything out anew: the records changed."""
        self._reviews.clear()
        self._progress.clear()

    def review(self, record_id: str) -> Review:
        """A record's review; the file's own until the reviewer acts.

        Raises:
            KeyError: there is no such record.
        """
        review = self._reviews.get(record_id)
        if review is None:
            entry, action = self._shelf.entries[record_id], self._actions.get(record_id)
            review = entry.review if action is None else fit_review(action, entry.target)[0]
            self._reviews[record_id] = review
        return review

    def held(self, record_id: str) -> Held:
        """A record with its review.

        Raises:
            KeyError: there is no such record, or it is not sound.
        """
        entry = self._shelf.read(record_id)
        action = self._actions.get(record_id)
        version = 0 if action is None else action.version
        return Held(entry.record, self.review(record_id), version, entry.file, entry.line)

    def progress(self) -> list[Progress]:
        """How far every document is, in the order of the files."""
        for name, ids in self._shelf.documents.items():
            if name not in self._progress:
                counts = Counter(self.review(id).status for id in ids)
                decided = (counts[status] for status in ("accepted", "edited", "rejected"))
                self._progress[name] = Progress(name, len(ids), *decided)
        return [self._progress[name] for name in self._shelf.documents]

    def carry(self) -> None:
        """Take reviews along to where their paragraphs went; ``catch_up`` has to follow."""
        for action, entry in match_orphans(self._actions.values(), self._shelf):
            try:
                record = replace(self._shelf.read(entry.id).record, target=action.target)
            except KeyError:
                continue  # the new record is not sound; the review stays where it was
            self._journal.append(record, self._reviewer, 0, "carry", action.review)

    def carried(self) -> tuple[Carried, ...]:
        """Reviews whose delivered English changed under them, and what was done."""
        entries = self._shelf.entries
        here = ((id, action) for id, action in self._actions.items() if id in entries)
        notes = ((id, fit_review(action, entries[id].target)[1]) for id, action in here)
        return tuple(Carried(id, note) for id, note in notes if note)

    def orphans(self) -> tuple[Orphan, ...]:
        """Reviews of these documents whose French is no longer there."""
        entries = self._shelf.entries
        kept = {(a.document, a.source_sha) for id, a in self._actions.items() if id in entries}
        return tuple(
            Orphan(id, action.review, action.target)
            for id, action in self._actions.items()
            if id not in entries
            and action.document in self._shelf.documents
            and (action.document, action.source_sha) not in kept
        )
