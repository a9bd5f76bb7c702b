"""What the page’s script asks for: live checks of a text, and actions, which are saved before they are answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from translate.errors import BitexteError
from translate.model import ErrorSpan, Record, Review
from translate.review.origins import Origin, move_spans
from translate.review.state import Conflict, Held
from translate.review.views import Views


class BadRequest(Exception):
    """A request that this page's own script would not send."""


@dataclass(frozen=True, slots=True)
class Act:
    """One action, as the browser sent it."""

    record_id: str
    version: int
    action: str
    text: str
    comment: str
    more: dict[str, Any]


def apply_action(held: Held, act: Act, origins: Sequence[Origin] = ()) -> Review:
    """The review that an action leaves. What was typed since the last save comes with every action.

    Args:
        held: the record as the journal has it.
        act: ``edit``, ``accept``, ``reject``, ``mark`` or ``unmark``.
        origins: of the review's error spans.

    Raises:
        BadRequest: the action makes no sense.
    """
    review, record = held.review, held.record
    text = _clean(act.text)
    spans = move_spans(review.spans, held.text, text, origins)
    edited = None if text == record.target else text
    status = review.status
    if act.action == "accept":
        status = "accepted" if edited is None else "edited"
    elif act.action == "reject":
        status = "rejected"
    elif text != held.text and status in ("accepted", "edited"):
        # A text that was accepted and then changed is still decided upon; one that was not, is a draft.
        status = "accepted" if edited is None else "edited"
    if act.action in ("mark", "unmark"):
        spans = _with_mark(spans, act, record, text)
    elif act.action not in ("edit", "accept", "reject"):
        raise BadRequest(f"no action {act.action!r}")
    return Review(status, review.reviewer, edited, spans, act.comment.strip() or None)


def _clean(text: str) -> str:
    """Text of a field: browsers send any line break as it pleases them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_mark(spans: tuple[ErrorSpan, ...], act: Act, record: Record, text: str) -> tuple[ErrorSpan, ...]:
    index = act.more.get("index")
    if index is not None and (type(index) is not int or not 0 <= index < len(spans)):
        raise BadRequest("there is no such mark")
    if act.action == "unmark":
        if index is None:
            raise BadRequest("which mark is to go?")
        return spans[:index] + spans[index + 1 :]
    # A mark whose words were deleted is a point; it can be changed, but none can be made.
    mark = _read_mark(act.more, record, text, None if index is None else spans[index])
    return (*spans, mark) if index is None else (*spans[:index], mark, *spans[index + 1 :])


def _read_mark(more: dict[str, Any], record: Record, text: str, old: ErrorSpan | None) -> ErrorSpan:
    span, side = more.get("span"), more.get("side")
    if side not in ("source", "target"):
        raise BadRequest("a mark lies on the source or on the target")
    if not isinstance(span, list) or len(span) != 2 or not all(type(at) is int for at in span):
        raise BadRequest("a span is two integers")
    start, end = span
    is_same = old is not None and (side, (start, end)) == (old.side, old.span)
    if not is_same and not 0 <= start < end <= len(record.source if side == "source" else text):
        raise BadRequest("the span lies outside the text")
    category, severity, note = (_text(more, key) for key in ("category", "severity", "note"))
    return ErrorSpan(side, (start, end), category, severity, note.strip() or None)


class Actions:
    """Endpoints that answer with JSON.

    Args:
        views: what draws the answer.
        export_path: where the export button writes to.
    """

    def __init__(self, views: Views, export_path: str) -> None:
        self.views, self.desk, self.export_path = views, views.desk, export_path

    async def check(self, request: Request) -> Response:
        """Terms, findings and diff of a text that is being typed. Nothing is saved."""
        try:
            row = await _read(request)
            held = self.desk.held(_text(row, "id"))
            return JSONResponse({"parts": self.views.parts(held, _clean(_text(row, "text")))})
        except KeyError:
            return _gone()
        except BadRequest as error:
            return JSONResponse({"message": str(error)}, 400)

    async def act(self, request: Request) -> Response:
        """Save an action; 409 with both versions where somebody was faster."""
        try:
            act = _parse(await _read(request))
            return self._act(act)
        except KeyError:
            return _gone()
        except BadRequest as error:
            return JSONResponse({"message": str(error)}, 400)
        except BitexteError as error:
            return JSONResponse({"message": f"Not saved: {error}"}, 500)

    def _act(self, act: Act) -> Response:
        held = self.desk.held(act.record_id)
        message = ""
        try:
            if act.action in ("undo", "redo"):
                before = held
                step = self.desk.undo if act.action == "undo" else self.desk.redo
                held = step(act.record_id, act.version)
                if held.version == before.version:
                    message = f"There is nothing to {act.action}."
                else:
                    message = "Undone. Shift+u does it again." if act.action == "undo" else "Done again."
            else:
                held = self._save(held, act)
        except Conflict as conflict:
            parts = {"conflict": self.views.conflict(conflict, conflict.mine or _rebase(held, act))}
            return JSONResponse(
                {"message": "Changed elsewhere.", "version": conflict.version, "parts": parts}, 409
            )
        parts = self.views.parts(held, held.text) | {"status": self.views.status(held.review.status)}
        done = sum(progress.reviewed for progress in self.desk.documents())
        answer = {
            "version": held.version,
            "text": held.text,
            "comment": held.review.comment or "",
            "decision": held.review.status,
            "done": done,
            "left": len(self.desk) - done,
        }
        return JSONResponse(answer | {"parts": parts, "message": message})

    def _save(self, held: Held, act: Act) -> Held:
        if act.version != held.version:
            # Spans and status are worked out from what is stored: from another version they would be wrong.
            mine = _rebase(held, act)
            if replace(mine, reviewer=held.review.reviewer) == held.review and "mark" not in act.action:
                return held  # the same form sent twice, because the first answer was lost
            raise Conflict(held, mine)
        return self.desk.save(
            act.record_id, act.version, apply_action(held, act, self.desk.origins(held)), act.action
        )

    async def export(self, request: Request) -> Response:  # noqa: ARG002
        """Write the reviewed records to the file that was chosen at the start."""
        try:
            count = self.desk.export(self.export_path)
        except BitexteError as error:
            return JSONResponse({"message": str(error)}, 500)
        return JSONResponse({"message": f"{count} records written to {self.export_path}"})


def _rebase(held: Held, act: Act) -> Review:
    """What an action on an older version would leave, for show."""
    shown = replace(act, action=act.action if act.action in ("accept", "reject") else "edit")
    return apply_action(held, shown)


async def _read(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise BadRequest("JSON is expected")
    try:
        row = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise BadRequest("that is no JSON") from error
    if not isinstance(row, dict):
        raise BadRequest("an object is expected")
    return row


def _parse(row: dict[str, Any]) -> Act:
    version = row.get("version")
    if type(version) is not int:
        raise BadRequest("version: an integer is expected")
    texts = [_text(row, key) for key in ("id", "action", "text", "comment")]
    return Act(texts[0], version, texts[1], texts[2], texts[3], row)


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise BadRequest(f"{key}: a text is expected")
    return value


def _gone() -> Response:
    return JSONResponse({"message": "This paragraph is no longer in the files."}, 404)
