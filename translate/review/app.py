"""The review page as an ASGI application. Every request reads and writes through one ``Desk``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from translate.errors import BitexteError
from translate.review.actions import Actions
from translate.review.desk import Desk
from translate.review.memory import Memory
from translate.review.pages import Pages
from translate.review.security import LOCAL_HOSTS, Guard
from translate.review.views import FOLDER, Views

_PORTION = 0.02
"""Seconds of checking between two looks at what the reviewer wants."""
_PAUSE = 0.01
_FIRST = 5.0
"""Seconds to wait for a first page before checking begins."""


def make_app(
    desk: Desk,
    token: str,
    *,
    export_path: str | Path | None = None,
    hosts: Iterable[str] | None = LOCAL_HOSTS,
) -> Starlette:
    """Make the application.

    Args:
        desk: records, journal and reviewer.
        token: secret of this start; the page is opened at ``/?token=…``.
        export_path: where the export button writes to; ``default_export`` when None.
        hosts: host names that the page may be reached by; None for any.
    """
    target = str(export_path or default_export(desk.files))
    views = Views(desk, Memory(desk))
    pages, actions = Pages(views, target), Actions(views, target)
    # The endpoints are coroutines that do not wait: one reviewer, one action at a time, in the order they were sent.
    routes = [
        Route("/", pages.queue),
        Route("/pair", pages.pair),
        Route("/document", pages.document),
        Route("/pending", pages.pending),
        Route("/export.jsonl", pages.download),
        Route("/check", actions.check, methods=["POST"]),
        Route("/act", actions.act, methods=["POST"]),
        Route("/export", actions.export, methods=["POST"]),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        checking = asyncio.create_task(_work_ahead(desk, views.memory, pages.is_shown))
        yield
        checking.cancel()

    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        exception_handlers={BitexteError: _explain},
    )


def default_export(files: Sequence[str | Path]) -> Path:
    """Where reviewed records go: a folder ``reviewed`` beside the first file.

    A folder of its own, so that the next ``bitexte review *.jsonl`` does not take the export for an input.
    """
    name = Path(files[0]).name if len(files) == 1 else "records.jsonl"
    return Path(files[0]).parent / "reviewed" / name


async def _work_ahead(desk: Desk, memory: Memory, is_shown: asyncio.Event) -> None:
    """Do in small portions, while the reviewer reads, what would make a page wait: search, memory, and all checks."""
    # A reviewer who has just started wants to see a page, and nothing else.
    with suppress(TimeoutError):
        await asyncio.wait_for(is_shown.wait(), _FIRST)
    await asyncio.sleep(_PAUSE)
    # Dictionaries take a second to load: in a thread, the page answers meanwhile.
    await asyncio.to_thread(desk.findings.warm_up)
    await _in_portions(entry.folded for entry, _ in desk.entries())
    while not memory.take_in(monotonic() + _PORTION):
        await asyncio.sleep(_PAUSE)
    waiting: Iterator[str] = iter(())
    while True:
        if desk.findings.count >= len(desk):
            await asyncio.sleep(1.0)
            continue
        if desk.findings.work(waiting, monotonic() + _PORTION):
            waiting = iter(desk.ids)
        await asyncio.sleep(_PAUSE)


async def _in_portions(work: Iterable[object]) -> None:
    """Go through some work, with a pause for the reviewer's requests after every portion."""
    until = monotonic() + _PORTION
    for _ in work:
        if monotonic() >= until:
            await asyncio.sleep(_PAUSE)
            until = monotonic() + _PORTION


async def _explain(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return PlainTextResponse(str(error), 500)
