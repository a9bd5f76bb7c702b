"""The two pages: the queue and a pair; and the download of the reviewed records."""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from translate.review import typology
from translate.review.queue import FEW, SORTS, Row, find_place, list_rows
from translate.review.state import STATUSES, Held
from translate.review.titles import rule_titles
from translate.review.views import Views, show_score

NEAR = 14
"""Rows of the queue shown beside a pair."""
WAIT = 1.0
"""Seconds of checking at most before a short queue is shown in an order that may still change."""
LOOK = 0.4
"""The same for a long queue that is filtered by a rule: records not checked yet may be the ones wanted."""
GLIMPSE = 0.08
"""The same for a queue that is too long to be checked while somebody waits."""
MANY = 200
"""Documents that the queue lists with their progress."""
AROUND = 2
"""Paragraphs of context before and after."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of the queue is looked at, and in which order; carried along in every address."""

    sort: str = "need"
    status: str = ""
    rule: str = ""
    term: str = ""
    text: str = ""
    page: int = 0

    @classmethod
    def read(cls, query: QueryParams) -> Filters:
        """Read an address; what makes no sense in it counts as not given."""
        sort, status, page = query.get("sort", ""), query.get("status", ""), query.get("page", "")
        return cls(
            sort if sort in SORTS else "need",
            status if status in STATUSES else "",
            query.get("rule", ""),
            query.get("term", ""),
            query.get("text", ""),
            int(page) if page.isascii() and page.isdecimal() and len(page) < 9 else 0,
        )

    def query(self, **more: str) -> str:
        """The part of an address after its path."""
        default = Filters()
        given = {n: getattr(self, n) for n in self.__slots__ if getattr(self, n) != getattr(default, n)}
        return "?" + urlencode(given | more) if given or more else ""

    @property
    def is_filtered(self) -> bool:
        """True when something is left out."""
        return any((self.status, self.rule, self.term, self.text))


class Pages:
    """Endpoints that answer with HTML.

    Args:
        views: templates, desk and memory.
        export_path: file that the export button writes.
    """

    def __init__(self, views: Views, export_path: str) -> None:
        self.views, self.desk, self.export_path = views, views.desk, export_path
        self._rules = rule_titles()
        self.is_shown = asyncio.Event()
        """Set when the first page was made."""

    async def queue(self, request: Request) -> Response:
        """The queue, a page of it."""
        self.desk.refresh()
        filters = Filters.read(request.query_params)
        page = list_rows(self.desk, **_criteria(filters), page=filters.page, seconds=self._patience(filters))
        filters = replace(filters, page=page.page)
        progress = self.desk.documents()
        documents = [
            {
                "name": one.document,
                "done": one.reviewed,
                "total": one.total,
                "href": "/document?" + urlencode({"name": one.document}),
            }
            for one in progress[:MANY]
        ]
        turn = {step: replace(filters, page=page.page + step) for step in (-1, 1)}
        values = self._frame(filters) | {
            "documents": documents,
            "more_documents": len(progress) - len(documents),
            "notices": self._notices(),
            "filters": filters,
            "filtered": filters.is_filtered,
            "rules": self._rules,
            "entries": sorted({entry.id for entry in self.desk.glossary.entries}),
            "rows": [_show(row, filters) for row in page.rows],
            "pending": page.pending,
            "page": page.page,
            "pages": page.pages,
            "page_total": page.total,
            "before": "/" + turn[-1].query() if page.page else "",
            "after": "/" + turn[1].query() if page.page + 1 < page.pages else "",
        }
        self.is_shown.set()
        return HTMLResponse(self.views.draw("queue.html", **values))

    async def document(self, request: Request) -> Response:
        """Go to the first undecided paragraph of a document; to its first where all are decided."""
        name = request.query_params.get("name", "")
        ids = [(entry.id, review.status) for entry, review in self.desk.entries() if entry.document == name]
        undecided = (id for id, status in ids if status == "unreviewed")
        id = next(undecided, ids[0][0] if ids else "")
        return RedirectResponse(_href(id, Filters("document")) if id else "/", 303)

    async def pending(self, request: Request) -> Response:  # noqa: ARG002
        """How many records the checks have not reached yet."""
        return JSONResponse({"pending": max(0, len(self.desk) - self.desk.findings.count)})

    def _patience(self, filters: Filters) -> float:
        """Seconds that the checks get before a page of the queue is shown."""
        if len(self.desk) <= FEW:
            return WAIT
        if filters.rule:
            return LOOK
        # The first check of all loads dictionaries; the first page is not to wait for them.
        return GLIMPSE if self.desk.findings.count else 0.0

    async def pair(self, request: Request) -> Response:
        """One pair, in its document and in the queue."""
        self.desk.refresh()
        filters = Filters.read(request.query_params)
        record_id = request.query_params.get("id", "")
        try:
            held = self.desk.held(record_id)
        except KeyError:
            return RedirectResponse("/" + filters.query(), 303)
        values = self._frame(filters) | self._pair(held) | self._place(record_id, filters)
        self.is_shown.set()
        return HTMLResponse(self.views.draw("pair.html", **values))

    def _pair(self, held: Held) -> dict[str, Any]:
        values = self.views.values(held, held.text)
        return values | {
            "record": held.record,
            "version": held.version,
            "status": held.review.status,
            "text": held.text,
            "comment": held.review.comment or "",
            "hits": self.views.hits(held),
            "categories": typology.CATEGORIES,
            "other": typology.OTHER,
            "severities": typology.SEVERITIES,
        }

    def _place(self, record_id: str, filters: Filters) -> dict[str, Any]:
        """Neighbours of a pair in its document and in the queue."""
        around = self.desk.around(record_id, AROUND, AROUND)
        at = next(i for i, held in enumerate(around) if held.record.id == record_id)
        self.desk.findings.of(record_id)
        place = find_place(self.desk, record_id, NEAR, **_criteria(filters))
        return {
            "paragraphs": self.desk.place(record_id)[1],
            "before": [_show_context(held, filters) for held in around[:at]],
            "after": [_show_context(held, filters) for held in around[at + 1 :]],
            "near": [_show(row, filters) for row in place.near],
            "place": f"{place.index + 1} of {place.total}" if place.index >= 0 else f"{place.total}",
            "previous": _href(place.previous, filters) if place.previous else "",
            "next": _href(place.next, filters) if place.next else "",
            "problem": _href(place.problem, filters) if place.problem else "",
        }

    def _frame(self, filters: Filters) -> dict[str, Any]:
        documents = self.desk.documents()
        return {
            "done": sum(progress.reviewed for progress in documents),
            "total": sum(progress.total for progress in documents),
            "reviewer": self.desk.reviewer,
            "export_path": self.export_path,
            "query": filters.query(),
        }

    def _notices(self) -> list[str]:
        """What is wrong with the files, and what became of reviews whose files changed."""
        notices = [str(fault) for fault in self.desk.faults[:20]]
        notices += [f"{carried.record_id}: {carried.what}" for carried in self.desk.carried[:20]]
        notices += [
            f"{orphan.record_id}: reviewed, but its French is no longer in the files; the review stays in the journal"
            for orphan in self.desk.orphans[:20]
        ]
        return notices

    async def download(self, request: Request) -> Response:  # noqa: ARG002
        """The reviewed records, for the browser to save."""
        descriptor, name = tempfile.mkstemp(suffix=".jsonl")
        os.close(descriptor)
        self.desk.export(name)
        clean = BackgroundTask(Path(name).unlink, missing_ok=True)
        return FileResponse(
            name, media_type="application/jsonl", filename=Path(self.export_path).name, background=clean
        )


def _criteria(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in ("sort", "rule", "status", "text", "term")}


def _href(record_id: str, filters: Filters) -> str:
    return "/pair" + filters.query(id=record_id)


def _show_context(held: Held, filters: Filters) -> dict[str, str]:
    return {"source": held.record.source, "target": held.text, "href": _href(held.record.id, filters)}


def _show(row: Row, filters: Filters) -> dict[str, Any]:
    return {
        "record_id": row.record_id,
        "href": _href(row.record_id, filters),
        "document": row.document,
        "number": row.paragraph + 1,
        "kind": row.kind,
        "status": row.status,
        "errors": row.errors,
        "warnings": row.warnings,
        "unmet": row.unmet,
        "sure": show_score(row.score),
        "source_start": row.source_start,
        "target_start": row.target_start,
    }
