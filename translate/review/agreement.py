"""How far reviewers agree: Cohen's κ on their decisions, F1 on the errors that they marked, and where they differ.

Errors are compared on the English as delivered: each reviewer's marks are moved back from their own edit to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from translate.model import ErrorSpan
from translate.review.journal import Journal
from translate.review.origins import move_spans
from translate.review.state import Action


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A record on which two reviewers differ."""

    record_id: str
    statuses: tuple[str, str]
    errors: tuple[int, int]
    """Errors marked by one and not by the other, by overlap."""

    @property
    def what(self) -> str:
        """For a reader."""
        parts = []
        if self.statuses[0] != self.statuses[1]:
            parts.append(f"{self.statuses[0]} / {self.statuses[1]}")
        if any(self.errors):
            parts.append(f"{self.errors[0]} and {self.errors[1]} errors that the other did not mark")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two reviewers compared on the records that both decided upon."""

    reviewers: tuple[str, str]
    records: int
    """Records that both decided upon, on the same delivered English."""
    observed: float | None
    """Share of them with the same status; None where there are none."""
    kappa: float | None
    """Cohen (1960); None where chance alone would give full agreement, or there are no records."""
    exact: float | None
    """F1 of errors with the same side, span and category; None where neither marked any."""
    overlap: float | None
    """F1 of errors with the same side and category whose spans overlap, one to one."""
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All pairs of reviewers."""

    reviewers: tuple[str, ...]
    pairs: tuple[PairAgreement, ...]


def agreement(journal: Journal) -> Agreement:
    """Compare all reviewers of a journal, two by two."""
    names = journal.reviewers()
    states = {name: journal.states(name) for name in names}
    pairs = [compare((a, b), states[a], states[b]) for a, b in combinations(names, 2)]
    return Agreement(tuple(names), tuple(pairs))


def compare(names: tuple[str, str], left: Mapping[str, Action], right: Mapping[str, Action]) -> PairAgreement:
    """Compare two reviewers by their last actions, by record id."""
    both = [
        id
        for id in left
        if id in right
        and left[id].target == right[id].target
        and "unreviewed" not in (left[id].review.status, right[id].review.status)
    ]
    statuses = [(left[id].review.status, right[id].review.status) for id in both]
    marks = [(_marks(left[id]), _marks(right[id])) for id in both]
    disagreements: list[Disagreement] = []
    for id, status, (ours, theirs) in zip(both, statuses, marks, strict=True):
        shared = count_matches(ours, theirs, is_overlapping)
        alone = len(ours) - shared, len(theirs) - shared
        if status[0] != status[1] or any(alone):
            disagreements.append(Disagreement(id, status, alone))
    return PairAgreement(
        names,
        len(both),
        sum(a == b for a, b in statuses) / len(both) if both else None,
        cohen_kappa(statuses),
        span_f1(marks, is_equal),
        span_f1(marks, is_overlapping),
        tuple(disagreements),
    )


def _marks(action: Action) -> tuple[ErrorSpan, ...]:
    edited = action.review.edited
    return move_spans(action.review.spans, action.target if edited is None else edited, action.target)


def cohen_kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two raters beyond chance (Cohen 1960, *A coefficient of agreement for nominal scales*).

    Returns:
        At most 1; None for no labels, or where both only ever gave one and the same, so that chance explains all.
    """
    if not labels:
        return None
    total = len(labels)
    first, second = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    # In whole numbers, so that "chance explains all" is no matter of rounding.
    by_chance = sum(first[label] * second[label] for label in first)
    if by_chance == total * total:
        return None
    agreed = total * sum(a == b for a, b in labels)
    return (agreed - by_chance) / (total * total - by_chance)


def is_equal(one: ErrorSpan, other: ErrorSpan) -> bool:
    """Same side, category and span; severity may differ."""
    return (one.side, one.category, one.span) == (other.side, other.category, other.span)


def is_overlapping(one: ErrorSpan, other: ErrorSpan) -> bool:
    """Same side and category, and at least a character in common; equal empty spans count."""
    if (one.side, one.category) != (other.side, other.category):
        return False
    return one.span == other.span or max(one.span[0], other.span[0]) < min(one.span[1], other.span[1])


def span_f1(
    marks: Sequence[tuple[Sequence[ErrorSpan], Sequence[ErrorSpan]]],
    is_same: Callable[[ErrorSpan, ErrorSpan], bool],
) -> float | None:
    """F1 over the errors of all records, one reviewer against the other; symmetric. None where nobody marked any."""
    total = sum(len(ours) + len(theirs) for ours, theirs in marks)
    if total == 0:
        return None
    return 2 * sum(count_matches(ours, theirs, is_same) for ours, theirs in marks) / total


def count_matches(
    ours: Sequence[ErrorSpan], theirs: Sequence[ErrorSpan], is_same: Callable[[ErrorSpan, ErrorSpan], bool]
) -> int:
    """Size of the largest one-to-one matching (augmenting paths; Kuhn 1955)."""
    holder: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, other in enumerate(theirs):
            if j not in seen and is_same(ours[i], other):
                seen.add(j)
                if j not in holder or place(holder[j], seen):
                    holder[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(ours)))


def serialize_agreement(result: Agreement) -> str:
    """A table for a terminal, and the disagreements below it."""
    if not result.pairs:
        who = ", ".join(result.reviewers) or "nobody"
        return f"Agreement needs two reviewers; so far there is: {who}\n"
    head = ("reviewers", "records", "agreed", "kappa", "F1 exact", "F1 overlap")
    rows = [
        (
            " / ".join(pair.reviewers),
            str(pair.records),
            _number(pair.observed),
            _number(pair.kappa),
            _number(pair.exact),
            _number(pair.overlap),
        )
        for pair in result.pairs
    ]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [_line(row, widths) for row in (head, *rows)]
    for pair in result.pairs:
        if pair.disagreements:
            lines += ["", f"{' / '.join(pair.reviewers)} disagree on {len(pair.disagreements)} records:"]
            lines += [f"  {item.record_id}: {item.what}" for item in pair.disagreements]
    return "\n".join(lines) + "\n"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join(cells)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
