"""What the words under a reviewer's mark were when it was made, and where a mark is whose words have gone.

A mark follows its words through every save. When they are deleted it shrinks to a point where they stood: the error was
there, and says so with the words that it was about. When the same words come back (an undo in the browser, a sentence
cut and pasted elsewhere), the mark goes back to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translate.formats.segments import project_spans
from translate.model import ErrorSpan, Review, Span
from translate.review.state import Action


@dataclass(frozen=True, slots=True)
class Origin:
    """A marked span in the text that it was marked in."""

    text: str
    span: Span

    @property
    def words(self) -> str:
        """What was marked."""
        return self.text[slice(*self.span)]


def move_spans(
    spans: Iterable[ErrorSpan], old: str, new: str, origins: Sequence[Origin] = ()
) -> tuple[ErrorSpan, ...]:
    """Error spans after the English changed: those on the target follow their words, each by itself.

    Args:
        spans: as they lie in ``old``.
        old: English before.
        new: English now.
        origins: of each of the spans, for those whose words had gone and are back; may be left out.
    """
    spans = tuple(spans)
    if old == new:
        return spans
    moved = [
        replace(s, span=project_spans([s.span], old, new)[0]) if s.side == "target" else s for s in spans
    ]
    for number, origin in enumerate(origins[: len(moved)]):
        a, b = moved[number].span
        if a == b and moved[number].side == "target" and origin.words:
            span = project_spans([origin.span], origin.text, new)[0]
            if new[slice(*span)] == origin.words:
                moved[number] = replace(moved[number], span=span)
    return tuple(moved)


def find_origins(actions: Sequence[Action], source: str) -> tuple[Origin, ...]:
    """Origins of the spans that the last of some actions left.

    Args:
        actions: one reviewer's actions on a record, oldest first.
        source: the record's French.
    """
    if not actions:
        return ()
    first = actions[0]
    origins = _start(first.before, first.target, source)
    # An undo leads back to a state that was there before, and to its origins.
    known = {first.before: origins}
    for action in actions:
        name = action.action.partition(":")[0]
        if name in ("undo", "redo"):
            origins = known.get(action.review, _start(action.review, action.target, source))
        else:
            origins = _follow(origins, action, source)
        known[action.review] = origins
    return tuple(origins)


def _follow(origins: list[Origin], action: Action, source: str) -> list[Origin]:
    old, new = action.before.spans, action.review.spans
    here = _start(action.review, action.target, source)
    if len(origins) != len(old):
        return here
    if action.action == "mark" and len(new) == len(old) + 1:
        return [*origins, here[-1]]
    if action.action == "unmark" and len(new) == len(old) - 1:
        before = _english(action.before, action.target)
        moved = move_spans(old, before, _english(action.review, action.target), origins)
        gone = next((i for i, span in enumerate(new) if span != moved[i]), len(new))
        return origins[:gone] + origins[gone + 1 :]
    return list(origins) if len(new) == len(old) else here


def _start(review: Review, delivered: str, source: str) -> list[Origin]:
    english = _english(review, delivered)
    return [Origin(source if span.side == "source" else english, span.span) for span in review.spans]


def _english(review: Review, delivered: str) -> str:
    return delivered if review.edited is None else review.edited


def describe_deleted(spans: Sequence[ErrorSpan], origins: Sequence[Origin]) -> tuple[ErrorSpan, ...]:
    """Spans as an export writes them: a point says in its comment what it was about, since no offset can."""
    described: list[ErrorSpan] = []
    for number, span in enumerate(spans):
        words = origins[number].words if number < len(origins) else ""
        if span.span[0] == span.span[1] and words:
            note = f"deleted: “{words}”" + (f"; {span.comment}" if span.comment else "")
            span = replace(span, comment=note)
        described.append(span)
    return tuple(described)
