"""What runs in the processes of a cluster: the workers, and the ledger that they tell their results."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from translate.batch.plan import Task
from translate.batch.report import Result
from translate.batch.run import temporary_folder, translate_tasks
from translate.batch.settings import Settings
from translate.batch.stopping import Stop
from translate.errors import BitexteError, OutputError
from translate.pipeline import Translator


class Ledger:
    """Where actors tell what became of their tasks, and hear whether to go on; an actor itself."""

    def __init__(self) -> None:
        self._results: list[Result] = []
        self._failure: tuple[str, str] | None = None
        self._is_stopped = False

    def add(self, results: Sequence[Result]) -> None:
        """Tell results."""
        self._results += results

    def fail(self, kind: str, message: str) -> None:
        """Tell that the run cannot go on."""
        self._failure = self._failure or (kind, message)
        self._is_stopped = True

    def stop(self) -> None:
        """Ask the actors to finish."""
        self._is_stopped = True

    def is_stopped(self) -> bool:
        """Whether actors are to finish."""
        return self._is_stopped

    def take(self) -> tuple[list[Result], tuple[str, str] | None]:
        """Results since the last call, and the failure that ended the run, if any."""
        results, self._results = self._results, []
        return results, self._failure


class Worker:
    """The class actor: loads model and glossary once, then does one task after the other.

    Args:
        ledger: handle of the ledger.
        folder: the driver's working folder, to which paths are relative.
        out: output folder.
        settings: what every task is done with.
    """

    def __init__(self, ledger: Any, folder: str, out: str, settings: Settings) -> None:
        import ray

        self._ray, self._ledger = ray, ledger
        self._out, self._settings = Path(out), settings
        # A name of its own: when a machine falls silent, its actor may live on beside the one that replaces it.
        self._temporary = temporary_folder(self._out, f"ray-{uuid.uuid4().hex}")
        self._translator: Translator | None = None
        try:
            os.chdir(folder)
            self._translator = settings.load()
        except (BitexteError, OSError) as error:
            ray.get(ledger.fail.remote("engine", str(error)))

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Do the tasks of a batch; gives the names of those that are done, which Ray Data then checkpoints."""
        import numpy as np

        done: list[Result] = []
        if self._translator is not None:
            stop = _Asked(lambda: bool(self._ray.get(self._ledger.is_stopped.remote())))
            try:
                translate_tasks(
                    tasks_of(batch),
                    self._out,
                    self._translator,
                    self._settings,
                    temporary=self._temporary,
                    on_result=done.append,
                    stop=stop,
                )
            except OutputError as error:
                self._ray.get(self._ledger.fail.remote("output", str(error)))
            self._ray.get(self._ledger.add.remote(done))
        return {"id": np.array([result.task.name for result in done if not result.failure], dtype=object)}


class _Asked(Stop):
    """A stop that is decided elsewhere; asked at most once a second."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        super().__init__()
        self._ask, self._next = ask, 0.0

    def __bool__(self) -> bool:
        if self.reason is None and time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            if self._ask():
                self.reason = "the driver said so"
        return self.reason is not None


def tasks_of(batch: dict[str, Any]) -> list[Task]:
    """Tasks out of a batch of the plan's table."""
    columns = (batch[name] for name in ("id", "input", "start", "stop"))
    return [
        Task(str(name), os.fsdecode(bytes(path)), None if start < 0 else (int(start), int(stop)))
        for name, path, start, stop in zip(*columns, strict=True)
    ]
