"""From a held record to the HTML of its parts; what a page shows at first and an action sends back is drawn alike."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from translate.model import ErrorSpan, Record, Review, Term
from translate.review.desk import Desk
from translate.review.live import diff_words
from translate.review.memory import Memory
from translate.review.origins import Origin
from translate.review.render import (
    Cell,
    Row,
    describe_term,
    diff_pieces,
    error_marks,
    finding_marks,
    make_rows,
    term_marks,
)
from translate.review.state import Conflict, Held

FOLDER = Path(__file__).parent

DOUBTFUL = 0.35
"""Mean probability per token under which a sentence is pointed out."""


TAKING_IN = 0.1
"""Seconds that the translation memory gets at each page for what was reviewed since the last."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    row: Row
    is_delivered: bool
    """True where the English is the engine's."""

    @property
    def source(self) -> Cell:
        return self.row.source

    @property
    def target(self) -> Cell:
        return self.row.target

    @property
    def sure(self) -> str:
        return show_score(self.row.score) if self.is_delivered else ""

    @property
    def is_doubtful(self) -> bool:
        score = self.row.score
        return self.is_delivered and score is not None and math.exp(score) < DOUBTFUL


def _text(cell: Cell) -> str:
    return "".join(piece.text for piece in cell.pieces)


def show_score(score: float | None) -> str:
    """A mean log-probability as a mean probability: -0.69 is ``50 %``; nothing where no engine gave one."""
    return "" if score is None else f"{math.exp(min(score, 0)):.0%}".replace("%", "\u202f%")


class Views:
    """Templates and what they need; every value is escaped by the template engine.

    Args:
        desk: records and reviews.
        memory: reviewed sentences, for the translation memory panel.
    """

    def __init__(self, desk: Desk, memory: Memory) -> None:
        self.desk, self.memory = desk, memory
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # The one thing that a textarea swallows is a first line break: it has to survive the template, too.
            keep_trailing_newline=True,
        )

    def draw(self, template: str, **values: Any) -> str:
        """Print a template."""
        return self._environment.get_template(template).render(**values)

    def parts(self, held: Held, text: str) -> dict[str, str]:
        """HTML by the id of the element that shows it.

        Args:
            held: the record as saved.
            text: English as it stands in the editor; saved or not.
        """
        values = self.values(held, text)
        names = ("reading", "problems", "errors", "diff")
        return {name: self.draw(f"{name}.html", **values) for name in names}

    def values(self, held: Held, text: str) -> dict[str, Any]:
        """What the templates of the parts need."""
        record = held.record
        examined = self.desk.findings.examine(record.id, text)
        marks = [
            [
                *term_marks(examined.terms, side),
                *finding_marks(examined.findings, side),
                *error_marks(examined.spans, side),
            ]
            for side in ("source", "target")
        ]
        rows = make_rows(record.source, text, examined.pairs, (marks[0], marks[1]))
        # How sure the model was says nothing about a sentence that somebody has rewritten.
        delivered = {record.target[slice(*pair.target)] for pair in record.pairs}
        return {
            "rows": [_Sentence(row, _text(row.target) in delivered) for row in rows],
            "findings": examined.findings,
            "terms": [_show_term(term, record, text) for term in examined.terms],
            "errors": [
                _show_error(error, record, text, origin)
                for error, origin in zip_longest(examined.spans, self.desk.origins(held))
                if error
            ],
            "diff": diff_pieces(examined.diff),
            "changed": text != (record.mt or record.target),
        }

    def hits(self, held: Held) -> list[dict[str, Any]]:
        """Reviewed sentences like those of a record, best first, each French sentence once."""
        record = held.record
        spans = [pair.source for pair in record.pairs] or [(0, len(record.source))]
        found: dict[tuple[str, str], float] = {}
        for number, span in enumerate(spans):
            seconds = 0.0 if number else TAKING_IN
            for hit in self.memory.find(record.source[slice(*span)], but=record.id, seconds=seconds):
                key = hit.source, hit.target
                found[key] = max(found.get(key, 0.0), hit.score)
        best = sorted(found.items(), key=lambda item: -item[1])[:6]
        return [{"source": s, "target": t, "percent": math.floor(100 * score)} for (s, t), score in best]

    def conflict(self, conflict: Conflict, mine: Review) -> str:
        """Both versions, for the reviewer to choose."""
        theirs = conflict.current
        own = replace(theirs, review=mine)
        return self.draw(
            "conflict.html",
            theirs={"status": theirs.review.status, "comment": theirs.review.comment},
            mine={"status": mine.status, "comment": mine.comment},
            diff=diff_pieces(diff_words(theirs.text, own.text)),
        )

    def status(self, status: str) -> str:
        """The chip that says what was decided."""
        return self.draw("status.html", status=status)


def _show_term(term: Term, record: Record, text: str) -> dict[str, Any]:
    return {
        "status": term.status,
        "french": record.source[slice(*term.source)],
        "english": text[slice(*term.target)] if term.target else "",
        "expected": term.expected or ("",),
        "others": [form for form in term.expected[1:] if term.status != "met"],
        "how": describe_term(term),
    }


def _show_error(error: ErrorSpan, record: Record, text: str, origin: Origin | None) -> dict[str, Any]:
    shown = (record.source if error.side == "source" else text)[slice(*error.span)]
    return {
        "side": error.side,
        "span": error.span,
        "category": error.category,
        "severity": error.severity,
        "comment": error.comment,
        "text": shown or (origin.words if origin else ""),
        "is_deleted": not shown,
    }
