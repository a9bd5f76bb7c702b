"""What the driver of a cluster hears of its tasks while it waits for Ray Data."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from translate.batch.report import Result
from translate.batch.stopping import Stop
from translate.errors import EngineError, OutputError

_POLL = 0.5
"""Seconds between two looks at what has come in."""


class Listener(threading.Thread):
    """Passes on what the ledger hears, and tells it when the actors are to stop."""

    def __init__(self, ray: Any, ledger: Any, stop: Stop | None, take: Callable[[Result], None]) -> None:
        super().__init__(name="bitexte-ledger", daemon=True)
        self._ray, self._ledger, self._halt, self._take = ray, ledger, stop, take
        self._ended = threading.Event()
        self._error: BaseException | None = None
        self._failure: tuple[str, str] | None = None

    def run(self) -> None:
        """Look again and again; what goes wrong is raised by ``end``."""
        try:
            while not self._ended.wait(_POLL):
                self._look()
        except Exception as error:
            self._error = error

    def end(self) -> None:
        """Take what is left, and end.

        Raises:
            EngineError, OutputError: what an actor could not go on with.
        """
        self._ended.set()
        self.join()
        if self._error is None:
            self._look()
        elif not isinstance(self._error, self._ray.exceptions.RayError):
            raise self._error
        if self._failure is not None:
            kind, message = self._failure
            raise (OutputError if kind == "output" else EngineError)(message)

    def _look(self) -> None:
        if self._halt:
            self._ray.get(self._ledger.stop.remote())
        results, failure = self._ray.get(self._ledger.take.remote())
        self._failure = self._failure or failure
        for result in results:
            self._take(result)
