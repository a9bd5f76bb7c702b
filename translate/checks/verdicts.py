"""What became of each term: one verdict per occurrence, so that one fault is never reported twice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from translate.glossary import ForbiddenUse, PairedTerm, Rendering, TermMatch


class Outcome(StrEnum):
    """What became of an occurrence of a term."""

    MET = "met"
    MISSING = "missing"
    """Nothing renders it, nor any other occurrence of its entry."""
    FEWER = "fewer"
    """Nothing renders it, but other occurrences of its entry are rendered."""
    FORBIDDEN = "forbidden"
    """A forbidden target renders it."""
    CASE = "case"
    """The right words with capitals missing: *white house*."""
    ALTERED = "altered"
    """A name to be kept is not there as it is."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """One occurrence and its outcome."""

    match: TermMatch
    outcome: Outcome
    rendering: Rendering | None = None
    """What renders it, forbidden or wrongly written included."""
    use: ForbiddenUse | None = None


def judge_terms(paired: Sequence[PairedTerm], forbidden: Sequence[ForbiddenUse]) -> list[Verdict]:
    """Give every occurrence one verdict; forbidden uses go to the occurrence that they stand for.

    Args:
        paired: occurrences in order with their renderings, from ``pair_terms``.
        forbidden: from ``find_forbidden`` on the same texts.

    Returns:
        Verdicts in source order, those of rows with status ``forbidden`` alone at the place of their source.
    """
    uses = list(forbidden)
    verdicts: list[Verdict] = []
    for pair in paired:
        match, rendering = pair.match, pair.rendering
        if rendering is not None:
            outcome = Outcome.MET if rendering.is_case_ok else Outcome.CASE
            verdicts.append(Verdict(match, outcome, rendering))
            continue
        use = next((u for u in uses if _overlap(u, match)), None)
        if use is not None:
            uses.remove(use)
            verdicts.append(Verdict(match, Outcome.FORBIDDEN, use.rendering, use))
        elif any(p.match.entry.id == match.entry.id and p.rendering is not None for p in paired):
            verdicts.append(Verdict(match, Outcome.FEWER))
        else:
            is_kept = match.entry.status == "keep"
            verdicts.append(Verdict(match, Outcome.ALTERED if is_kept else Outcome.MISSING))
    if uses:
        verdicts += [Verdict(use.match, Outcome.FORBIDDEN, use.rendering, use) for use in uses]
        verdicts.sort(key=lambda verdict: verdict.match.span)
    return verdicts


def _overlap(use: ForbiddenUse, match: TermMatch) -> bool:
    (a, b), (c, d) = use.match.span, match.span
    return a < d and c < b
