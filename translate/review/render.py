"""A text and what is said about it, cut into pieces that a template can print one after the other.

Marks overlap (a finding inside a term inside an error), and HTML elements cannot: a text is therefore cut wherever a
mark or a word begins or ends, and each piece names all the marks that cover it. The pieces of a cell joined are its
text, character for character, so that a selection in the browser can be turned back into offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate.align import find_words
from translate.formats.segments import is_in_order
from translate.model import ErrorSpan, Finding, Pair, Span, Term, WordLink
from translate.review.live import Change


@dataclass(frozen=True, slots=True)
class Mark:
    """Something said about a span of one text."""

    id: str
    """``t0`` (term), ``f2`` (finding) or ``e1`` (error marked by a reviewer): the same on both sides."""
    span: Span
    look: str
    """CSS class."""
    title: str
    """What a pointer resting on it is told."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which nothing begins or ends."""

    text: str
    classes: str = ""
    marks: str = ""
    """Ids of the marks that cover it, separated by blanks."""
    title: str = ""
    word: str = ""
    """Id of the word it belongs to (``s12``, ``t3``); empty between words."""
    links: str = ""
    """Ids of the words that this one is linked to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One sentence of one side."""

    start: int
    """Offset of the first piece in the paragraph."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its translation."""

    source: Cell
    target: Cell
    score: float | None = None
    """Mean log-probability per token."""


def term_marks(terms: Sequence[Term], side: str) -> list[Mark]:
    """Marks of glossary terms on ``source`` or ``target``."""
    marks = []
    for number, term in enumerate(terms):
        span = term.source if side == "source" else term.target
        if span is not None:
            title = f"{' | '.join(term.expected)} – {describe_term(term)}"
            marks.append(Mark(f"t{number}", span, f"term {term.status}", title))
    return marks


def describe_term(term: Term) -> str:
    """How a term was met: ``met by repair, cost 0.12``."""
    how = {
        "model": "by the model",
        "nbest": "by another hypothesis",
        "repair": "by repair",
        "edit": "by edit",
    }
    words = term.status
    if term.status == "met" and term.how:
        words += f" {how.get(term.how, 'from ' + term.how)}"
    return words + (f", cost {term.cost:.2f}" if term.cost else "")


def finding_marks(findings: Sequence[Finding], side: str) -> list[Mark]:
    """Marks of findings on ``source`` or ``target``."""
    return [
        Mark(f"f{number}", span, f"finding {finding.severity}", f"{finding.rule}: {finding.message}")
        for number, finding in enumerate(findings)
        if (span := finding.source if side == "source" else finding.target) is not None
    ]


def error_marks(errors: Sequence[ErrorSpan], side: str) -> list[Mark]:
    """Marks of a reviewer's error annotations on ``source`` or ``target``."""
    return [
        Mark(f"e{number}", error.span, f"error-span {error.severity}", f"{error.category}, {error.severity}")
        for number, error in enumerate(errors)
        if error.side == side
    ]


def make_rows(
    source: str,
    target: str,
    pairs: Sequence[Pair],
    marks: tuple[Sequence[Mark], Sequence[Mark]],
) -> list[Row]:
    """Rows of sentences, both sides cut into pieces.

    Args:
        source: verbatim French.
        target: English as it stands in the editor.
        pairs: sentences with their word links, offsets into the two; where they cross, the paragraph is one row.
        marks: those of the source and those of the target.
    """
    links = [link for pair in pairs for link in pair.words]
    if not pairs or not is_in_order(pairs):
        pairs = (Pair((0, len(source)), (0, len(target))),)
    left, right = find_words(source), find_words(target)
    to_right, to_left = _link_words(left, right, links)
    rows: list[Row] = []
    a = b = 0
    for pair in (*pairs, Pair((len(source),) * 2, (len(target),) * 2)):
        # Text that no pair covers is shown too, in a row of its own.
        spans = [((a, pair.source[0]), (b, pair.target[0]), None), (pair.source, pair.target, pair.score)]
        for s, t, score in spans:
            if source[slice(*s)].strip() or target[slice(*t)].strip():
                rows.append(
                    Row(
                        Cell(s[0], cut_pieces(source, s, marks[0], left, "s", to_right)),
                        Cell(t[0], cut_pieces(target, t, marks[1], right, "t", to_left)),
                        score,
                    )
                )
        a, b = pair.source[1], pair.target[1]
    return rows


def cut_pieces(
    text: str,
    span: Span,
    marks: Sequence[Mark],
    words: Sequence[Span] = (),
    prefix: str = "",
    links: dict[int, list[str]] | None = None,
) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` wherever a mark or a word begins or ends.

    Args:
        text: the paragraph.
        span: the part that is wanted.
        marks: offsets into the paragraph; an empty one becomes a piece without text.
        words: spans of its words.
        prefix: first letter of the word ids.
        links: word ids of the other side by index of a word.
    """
    start, end = span
    shown = [mark for mark in marks if max(mark.span[0], start) < min(mark.span[1], end)]
    points = [mark for mark in marks if mark.span[0] == mark.span[1] and start <= mark.span[0] <= end]
    near = [(i, word) for i, word in enumerate(words) if word[0] < end and word[1] > start]
    edges = {
        start,
        end,
        *(at for mark in (*shown, *points) for at in mark.span),
        *(at for _, word in near for at in word),
    }
    cuts = sorted(at for at in edges if start <= at <= end)
    pieces: list[Piece] = []
    at_word = 0
    for a, b in pairwise(cuts):
        pieces += _points(points, a)
        over = [mark for mark in shown if mark.span[0] <= a and b <= mark.span[1]]
        while at_word < len(near) and near[at_word][1][1] <= a:
            at_word += 1
        inside = at_word < len(near) and near[at_word][1][0] <= a
        number = near[at_word][0] if inside else -1
        classes = [mark.look for mark in over]
        classes += ["starts" for mark in over if mark.span[0] == a][:1]
        classes += ["ends" for mark in over if mark.span[1] == b][:1]
        pieces.append(
            Piece(
                text[a:b],
                " ".join((*classes, "w") if inside else classes),
                " ".join(mark.id for mark in over),
                "\n".join(mark.title for mark in over),
                f"{prefix}{number}" if inside else "",
                " ".join((links or {}).get(number, ())) if inside else "",
            )
        )
    return (*pieces, *_points(points, end))


def _points(marks: Sequence[Mark], at: int) -> list[Piece]:
    return [Piece("", f"point {mark.look}", mark.id, mark.title) for mark in marks if mark.span[0] == at]


def _link_words(
    left: Sequence[Span], right: Sequence[Span], links: Iterable[WordLink]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Word ids linked to each word, by its index, for both sides."""
    sources = {span: i for i, span in enumerate(left)}
    targets = {span: i for i, span in enumerate(right)}
    forth: dict[int, list[str]] = {}
    back: dict[int, list[str]] = {}
    for a, b, c, d in links:
        i, j = sources.get((a, b)), targets.get((c, d))
        if i is not None and j is not None:
            forth.setdefault(i, []).append(f"t{j}")
            back.setdefault(j, []).append(f"s{i}")
    return forth, back


def diff_pieces(changes: Iterable[Change]) -> list[Piece]:
    """One text that shows what was taken away (``gone``) and what was added (``new``)."""
    pieces: list[Piece] = []
    for change in changes:
        if change.kind == "equal":
            pieces.append(Piece(change.old))
            continue
        pieces += [Piece(change.old, "gone")] if change.old else []
        pieces += [Piece(change.new, "new")] if change.new else []
    return pieces
