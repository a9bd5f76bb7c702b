"""Term success: is every occurrence of a glossary term rendered as the glossary wants it?

Two figures over the same occurrences, those that ``Glossary.find`` finds in the French:

strict   the occurrence has a rendering of its own in its segment, capitals included, and the checks would say so: two
         *Maison Blanche* need two *White House*
appears  some accepted form stands anywhere in the segment's English, whatever its capitals, as the WMT terminology
         tasks count exact matches (Alam et al. 2021): one *White House* serves any number of *Maison Blanche*

``strict`` is never more than ``appears``. A system that repeats itself less than the French loses in the first alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from translate.checks.base import Case
from translate.checks.verdicts import Outcome, Verdict
from translate.glossary import Entry, Glossary, find_renderings


@dataclass(slots=True)
class EntryCount:
    """What became of one entry."""

    entry: Entry
    occurrences: int = 0
    met: int = 0
    appears: int = 0


@dataclass(slots=True)
class TermScore:
    """What became of all terms of a corpus."""

    occurrences: int = 0
    met: int = 0
    """Occurrences with outcome ``met``."""
    appears: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """Occurrences by outcome (``translate.checks.verdicts.Outcome``)."""
    forbidden_elsewhere: int = 0
    """Forbidden targets for French that no entry wants otherwise; they belong to no occurrence."""
    entries: dict[str, EntryCount] = field(default_factory=dict)
    """By entry id, in the order in which the French has them."""

    @property
    def strict(self) -> float | None:
        """Share of occurrences that are met, 0 to 1; None where the French has no term."""
        return self.met / self.occurrences if self.occurrences else None

    @property
    def appearing(self) -> float | None:
        """Share of occurrences whose English appears, 0 to 1; None where the French has no term."""
        return self.appears / self.occurrences if self.occurrences else None

    @property
    def missed(self) -> list[EntryCount]:
        """Entries that were not always met, those with most failures first."""
        found = [count for count in self.entries.values() if count.met < count.occurrences]
        return sorted(found, key=lambda count: count.met - count.occurrences)


def score_terms(cases: Iterable[Case], glossary: Glossary) -> TermScore:
    """Count what became of the terms.

    Args:
        cases: segments under examination, each with ``glossary``.
        glossary: only its occurrences count.
    """
    score = TermScore()
    if not glossary.entries:
        return score
    for case in cases:
        appearing: dict[str, bool] = {}
        for verdict in case.verdicts:
            entry = verdict.match.entry
            if entry.status == "forbidden":
                score.forbidden_elsewhere += 1
                continue
            if entry.id not in appearing:
                appearing[entry.id] = bool(find_renderings(case.target, entry))
            _count(score, verdict, appearing[entry.id])
    return score


def _count(score: TermScore, verdict: Verdict, appears: bool) -> None:
    entry = verdict.match.entry
    count = score.entries.setdefault(entry.id, EntryCount(entry))
    is_met = verdict.outcome is Outcome.MET
    score.outcomes[verdict.outcome.value] += 1
    for counter in (score, count):
        counter.occurrences += 1
        counter.met += is_met
        counter.appears += appears
