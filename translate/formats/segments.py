"""A paragraph as a row of sentence pairs and the gaps between them, and back; edits carried across."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from translate.model import Pair, Record, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a paragraph in both languages."""

    source: str
    target: str
    is_pair: bool = True
    """False for a gap: the blanks between two sentences, or text that no pair covers."""
    pair: Pair | None = None
    """The pair it was cut from."""


def final_text(record: Record) -> str:
    """English as it stands now: the reviewer's edit where there is one."""
    return record.target if record.review.edited is None else record.review.edited


def final_pairs(record: Record) -> tuple[Pair, ...]:
    """Pairs over ``final_text``: those of the record, carried across the edit.

    A reviewer edits a whole paragraph, so after an edit the sentence ends have to be found again. Word links are
    dropped there, since nothing says where an edited word went.
    """
    edited = record.review.edited
    if edited is None or edited == record.target:
        return record.pairs
    spans = project_spans([pair.target for pair in record.pairs], record.target, edited)
    return tuple(Pair(p.source, span, p.score) for p, span in zip(record.pairs, spans, strict=True))


def with_text(record: Record, text: str) -> Record:
    """The record after somebody changed its English in another tool; the same record where nobody did.

    The text as delivered stays, the change becomes the review's edit, and error spans follow it.
    """
    shown = final_text(record)
    if text == shown:
        return record
    review = record.review
    ours = [span.span for span in review.spans if span.side == "target"]
    moved = iter(_project_any(ours, shown, text))
    return dataclasses.replace(
        record,
        review=dataclasses.replace(
            review,
            status="edited" if review.status in ("unreviewed", "accepted") else review.status,
            edited=text,
            spans=tuple(
                dataclasses.replace(s, span=next(moved)) if s.side == "target" else s for s in review.spans
            ),
        ),
    )


def _project_any(spans: list[Span], old: str, new: str) -> list[Span]:
    # Error spans may overlap and come in any order; each is moved by itself.
    return [project_spans([span], old, new)[0] for span in spans]


def project_spans(spans: Iterable[Span], old: str, new: str) -> list[Span]:
    """Where spans of a text lie in a later version of it.

    Ends that fall into changed words move to the end of the change, starts to its start, so that neighbours stay
    neighbours.
    """
    rows = _changes(old, new)

    def move(at: int, is_end: bool) -> int:
        if is_end and at == len(old):
            return len(new)  # what was added at the end belongs to the last sentence
        best = 0
        for tag, a, b, c, d in rows:
            inside = a < at <= b if is_end else a <= at < b
            if inside:
                return c + (at - a) if tag == "equal" else (d if is_end else c)
            if b <= at:
                best = d
        return best

    moved: list[Span] = []
    floor = 0
    for start, end in spans:
        left = max(move(start, False), floor)
        right = max(move(end, True), left)
        moved.append((left, right))
        floor = right
    return moved


def _changes(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """Opcodes of ``difflib`` over words, as offsets into the two texts."""
    before, after = _tokens(old), _tokens(new)
    # An edit is local, and difflib is quadratic: what is the same at both ends is set aside first.
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    old_at, new_at = _offsets(before), _offsets(after)
    middle = SequenceMatcher(
        None, before[head : len(before) - tail], after[head : len(after) - tail], autojunk=False
    )
    blocks = [("equal", 0, head, 0, head)]
    blocks += [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in middle.get_opcodes()]
    blocks.append(("equal", len(before) - tail, len(before), len(after) - tail, len(after)))
    return [(tag, old_at[a], old_at[b], new_at[c], new_at[d]) for tag, a, b, c, d in blocks]


def _shared(left: list[str], right: list[str]) -> int:
    """How many first items two lists have in common."""
    for count, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return count
    return min(len(left), len(right))


def _tokens(text: str) -> list[str]:
    # Blanks stick to the word after them: alone they would be the same thing thousands of times.
    return re.findall(r"\s*(?:\w+|[^\w\s])|\s+", text)


def _offsets(tokens: list[str]) -> list[int]:
    return [0, *accumulate(map(len, tokens))]


def is_in_order(pairs: Iterable[Pair]) -> bool:
    """True when the pairs follow one another on both sides without overlap, so that a row of segments holds them."""
    source = target = 0
    for pair in pairs:
        if pair.source[0] < source or pair.target[0] < target:
            return False
        source, target = pair.source[1], pair.target[1]
    return True


def cut(source: str, target: str, pairs: tuple[Pair, ...]) -> list[Segment]:
    """Cut a paragraph into pairs and gaps, alternating: gap, pair, gap, …, pair, gap.

    Pairs that cross or overlap cannot stand in a row; the paragraph is then one segment.
    """
    if not pairs:
        return [Segment(source, target, False)]
    if not is_in_order(pairs):
        pairs = (Pair((0, len(source)), (0, len(target))),)
    row: list[Segment] = []
    a = b = 0
    for pair in pairs:
        (s, t), (u, v) = pair.source, pair.target
        row.append(Segment(source[a:s], target[b:u], False))
        row.append(Segment(source[s:t], target[u:v], True, pair))
        a, b = t, v
    row.append(Segment(source[a:], target[b:], False))
    return row


def join(row: Iterable[Segment]) -> tuple[str, str, tuple[Pair, ...]]:
    """Put a paragraph together again.

    Returns:
        Source, target, and the pairs with their offsets; score and word links are those of ``Segment.pair``.
    """
    source = target = ""
    pairs: list[Pair] = []
    for segment in row:
        spans = ((len(source), len(source + segment.source)), (len(target), len(target + segment.target)))
        source, target = source + segment.source, target + segment.target
        if segment.is_pair:
            old = segment.pair
            pairs.append(Pair(*spans, old.score if old else None, old.words if old else ()))
    return source, target, tuple(pairs)
