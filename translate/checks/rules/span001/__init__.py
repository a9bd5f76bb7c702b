"""SPAN001: a record's offsets do not say what they claim.

Offsets beyond a text make a line no record at all, and are faults of the file; here are those that lie in the text
and point at the wrong words, as after an edit by a tool that did not move them.
"""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.glossary import Entry, find_renderings
from translate.model import Finding, Record, Span, Term


class SpansClaimed(Rule):
    """Offsets that point at something else."""

    code = "SPAN001"
    title = "offsets do not say what they claim"
    severity = "error"
    sees_blank = True
    judges_offsets = True

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per term whose target is no rendering, and per text that no sentence pair covers."""
        record = case.unit.record
        if record is None:
            return
        # The offsets of a record are those of the text as delivered, not of a reviewer's edit.
        shown = record.target == case.target
        for term in record.terms:
            if term.target is not None and not _renders(record, term, term.target):
                words = record.target[slice(*term.target)]
                yield self.finding(
                    f"terms[] says that {words!r} renders {record.source[slice(*term.source)]!r}, but the entry "
                    f"accepts {', '.join(map(repr, term.expected))} – translate the record anew or mend it",
                    source=term.source,
                    target=term.target if shown else None,
                    entry=term.entry,
                )
        if record.pairs:
            for text, spans, side in (
                (record.source, [pair.source for pair in record.pairs], "source"),
                (record.target, [pair.target for pair in record.pairs], "target"),
            ):
                for gap in _uncovered(text, spans):
                    yield self.finding(
                        f"pairs[] leave {text[slice(*gap)]!r} out – every sentence belongs to a pair",
                        source=gap if side == "source" else None,
                        target=gap if side == "target" and shown else None,
                    )


def _renders(record: Record, term: Term, span: Span) -> bool:
    words = record.target[slice(*span)]
    if any(words.casefold() == expected.casefold() for expected in term.expected):
        return True
    entry = Entry(term.entry, (record.source[slice(*term.source)],), term.expected, case="insensitive")
    return any(found.span == (0, len(words)) for found in find_renderings(words, entry))


def _uncovered(text: str, spans: list[Span]) -> Iterator[Span]:
    at = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        if any(character.isalnum() for character in text[at:start]):
            yield at, start
        at = max(at, end)
