"""A batch on a cluster: Ray Data hands the tasks out to actors, each of which has loaded the model once.

Every actor writes outputs and manifests itself, exactly as the local runner does, into a folder that all machines
share; only what became of a task travels back. Manifests decide what is done: an actor that is given a task which is
current leaves it alone. Ray Data's checkpoint, the names of finished tasks, is a shortcut on top of them: when a driver
was killed and is started again, those tasks are not even handed out. It lives no longer than that: a run that ends by
itself removes it, and it is not believed when inputs, settings or a file of an output have changed meanwhile.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from translate import __version__
from translate.batch.actors import Ledger, Worker
from translate.batch.listening import Listener
from translate.batch.lock import lock_folder
from translate.batch.manifest import manifests_of, read_manifest
from translate.batch.plan import STATE, Task, write_plan
from translate.batch.report import Report, Result
from translate.batch.run import temporary_folder
from translate.batch.session import ray_session
from translate.batch.settings import Settings
from translate.batch.stopping import Stop
from translate.batch.tally import Tally
from translate.errors import EngineError
from translate.glossary import read_glossary

ATTEMPTS = 3
"""Actors that a task may cost before it counts as failed; a page that crashes the engine must not do so for ever."""
FILTER_MEMORY = 256 << 20
"""Bytes reserved for the actor that drops finished tasks; Ray's own default, 1 GiB, does not fit a small machine."""
_LOST = "its worker died {} times or failed without a word – translate it alone, on one machine, to see why"


def run_on_ray(
    tasks: Sequence[Task],
    out: Path,
    settings: Settings,
    *,
    address: str | None = None,
    actors: int | None = None,
    stop: Stop | None = None,
    on_result: Callable[[Result], None] = lambda _: None,
) -> Report:
    """Do what is missing or stale of a batch by Ray, and write ``report.json``.

    Args:
        tasks: from ``plan_tasks``. Inputs and ``out`` must lie where every machine of the cluster sees them.
        out: output folder, made if it is missing.
        settings: with ``device="cuda"`` every actor holds one GPU; ``auto`` means ``cpu`` here, because the machines of
            a cluster should not translate differently. ``threads`` are CPU threads per actor, by default 1.
        address: of a cluster, as ``ray.init`` has it (``auto``, ``host:6379``); None or ``local`` starts Ray here.
        actors: how many; None for as many as the cluster has room for.
        stop: when it becomes true, actors finish the documents in hand and the rest is left.
        on_result: called, from another thread, with every task as it is done, was current or has failed.

    Raises:
        MissingExtra: Ray is not installed.
        ConfigError: no cluster answers at the address.
        GlossaryError: the glossary has faults.
        EngineError: the model cannot be loaded, or Ray gave up.
        OutputError: another run is at work in the folder, or it cannot be written any more.
    """
    settings = dataclasses.replace(
        settings,
        threads=settings.threads or 1,
        device="cpu" if settings.device == "auto" else settings.device,
    )
    if settings.glossary:
        read_glossary(settings.glossary)  # its faults are told now, not when the first actor has started
    started = time.monotonic()
    report = Report(planned=len(tasks))
    with lock_folder(out / STATE):
        temporary = temporary_folder(out)
        shutil.rmtree(temporary.parent, ignore_errors=True)
        write_plan(out, tasks, temporary)
        job = _Job(tasks, out, settings)
        # Ray warns of itself, among other things of deprecated settings that it makes itself.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with ray_session(address, settings, actors) as ray:
                results = job.run(ray, actors, stop, on_result)
        for result in results:
            report.take(result)
        job.forget()
        shutil.rmtree(temporary.parent, ignore_errors=True)
        report.seconds = time.monotonic() - started
        report.stopped = (stop.reason if stop else None) or ""
        report.write(out, None, temporary)
        shutil.rmtree(temporary.parent, ignore_errors=True)
    return report


class _Job:
    """Tasks, and the folder of what Ray knows of them."""

    def __init__(self, tasks: Sequence[Task], out: Path, settings: Settings) -> None:
        self.tasks, self.out, self.settings = tasks, out.absolute(), settings
        root = self.out / STATE / "ray"
        self.folder = root / _key(tasks, settings)
        self.checkpoint = self.folder / "checkpoint"
        others = [path for path in root.glob("*") if path != self.folder]
        for path in others:  # checkpoints of other inputs or settings
            shutil.rmtree(path, ignore_errors=True)
        if not all(self._is_there(name) for name in self._checkpointed()):
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(
        self, ray: Any, actors: int | None, stop: Stop | None, on_result: Callable[[Result], None]
    ) -> list[Result]:
        """Hand the tasks out, and give what became of them in their order."""
        ledger = ray.remote(num_cpus=0, max_restarts=-1)(Ledger).remote()
        results: dict[str, Result] = {}

        def take(result: Result) -> None:
            if result.task.name not in results:  # a task that was begun again is told again
                results[result.task.name] = dataclasses.replace(result, unmet=(), notes=())
                on_result(result)

        listener = Listener(ray, ledger, stop, take)
        listener.start()
        try:
            self._execute(ray, ledger, actors)
        except ray.exceptions.RayError as error:
            last = str(error).strip().rpartition("\n")[2]
            raise EngineError(f"Ray gave up: {last} – run again to go on") from error
        finally:
            listener.end()
        done = self._checkpointed()
        for task in self.tasks:
            if task.name in results:
                continue
            manifest = read_manifest(manifests_of(self.out), task.name) if task.name in done else None
            if manifest is not None:
                take(Result(task, manifest.tally, faults=manifest.faults))
            elif not stop:
                take(Result(task, Tally(), failure=f"{task.input}: {_LOST.format(ATTEMPTS)}"))
        return [results[task.name] for task in self.tasks if task.name in results]

    def forget(self) -> None:
        """Remove what Ray knows: the run has come to its end."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def _execute(self, ray: Any, ledger: Any, actors: int | None) -> None:
        from ray.data import ActorPoolStrategy
        from ray.data.checkpoint import CheckpointConfig

        threads, gpus = self.settings.threads or 1, int(self.settings.device == "cuda")
        count = actors or _room(ray.cluster_resources(), threads, gpus)
        # Reading and writing names takes next to nothing, and must not wait for the actors to let go of a core.
        # Each of them at once is a process, too, that takes seconds to start.
        beside = 1 + count // 100
        rows = ray.data.read_parquet(str(self._write_plan()), num_cpus=0.1, concurrency=beside)
        context = rows.context
        config = CheckpointConfig("id", str(self.checkpoint), delete_checkpoint_on_success=False)
        config.checkpoint_actor_memory_bytes = FILTER_MEMORY
        context.checkpoint_config = config
        context.max_errored_blocks = -1  # a task that kills its actors is reported; the others go on
        context.enable_progress_bars = False
        context.issue_detectors_config.detectors = []
        names = rows.repartition(target_num_rows_per_block=1).map_batches(
            Worker,
            fn_constructor_args=(ledger, str(Path.cwd()), str(self.out), self.settings),
            batch_size=1,
            # One at a time: a task that waits behind one that kills the actor would be charged for it.
            compute=ActorPoolStrategy(size=min(count, len(self.tasks)) or 1, max_tasks_in_flight_per_actor=1),
            num_cpus=threads,
            num_gpus=gpus,
            max_restarts=-1,
            max_task_retries=ATTEMPTS - 1,
        )
        names.write_datasink(_nowhere(), ray_remote_args={"num_cpus": 0.1}, concurrency=beside)

    def _write_plan(self) -> Path:
        """Write the tasks as a table, one row each, from which Ray Data reads them."""
        import pyarrow
        from pyarrow.parquet import write_table

        self.folder.mkdir(parents=True, exist_ok=True)
        columns = {
            "id": [task.name for task in self.tasks],
            "input": [os.fsencode(task.input) for task in self.tasks],
            "start": [-1 if task.rows is None else task.rows[0] for task in self.tasks],
            "stop": [-1 if task.rows is None else task.rows[1] for task in self.tasks],
        }
        path = self.folder / "plan.parquet"
        write_table(pyarrow.table(columns), path)
        return path

    def _checkpointed(self) -> set[str]:
        """Names of the tasks that Ray Data has noted as done."""
        import pyarrow
        from pyarrow.parquet import read_table

        names: set[str] = set()
        for path in self.checkpoint.glob("*.parquet"):
            try:
                names.update(read_table(path, columns=["id"])["id"].to_pylist())
            except (OSError, pyarrow.ArrowException):  # cut off when the machine went down
                path.unlink(missing_ok=True)
        return names

    def _is_there(self, name: str) -> bool:
        manifest = read_manifest(manifests_of(self.out), name)
        return manifest is not None and all((self.out / file).is_file() for file in manifest.files)


def _nowhere() -> Any:
    """A sink that keeps nothing: outputs are written already, but Ray Data checkpoints only what reaches a sink."""
    from ray.data import Datasink

    class Nowhere(Datasink):  # type: ignore[misc, type-arg, unused-ignore]
        def write(self, blocks: Any, ctx: Any) -> None:  # noqa: ARG002
            for _ in blocks:
                pass

    return Nowhere()


def _room(resources: dict[str, float], threads: int, gpus: int) -> int:
    """Actors that a cluster has room for, two of its cores left to Ray Data's own tasks."""
    if gpus:
        return max(1, int(resources.get("GPU", 1)))
    return max(1, int((resources.get("CPU", 1) - 2) // threads))


def _key(tasks: Sequence[Task], settings: Settings) -> str:
    """Name of a job, another one whenever inputs, settings, model, glossary or version are others."""
    from translate.engines.models import find_model

    digest = hashlib.sha256()
    shown = json.dumps(dataclasses.asdict(settings), sort_keys=True)
    digest.update(f"{__version__}\n{find_model(settings.model).sha}\n{shown}\n".encode())
    for path in (settings.glossary, settings.memory):
        digest.update(f"{_stamp(path)}\n".encode())
    stamps: dict[str, str] = {}
    for task in tasks:
        if task.input not in stamps:
            stamps[task.input] = _stamp(task.input)
        digest.update(repr((task.name, task.input, task.rows, stamps[task.input])).encode())
    return digest.hexdigest()[:16]


def _stamp(path: str | None) -> str:
    """Size and time of a file. Good enough for a shortcut; what is current is told by hashes."""
    try:
        status = Path(path).stat() if path else None
    except OSError:
        status = None
    return "" if status is None else f"{status.st_size} {status.st_mtime_ns}"
