"""The local runner: tasks through one translator, their sentences pooled, their outputs one by one."""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from translate.batch.judging import Judge
from translate.batch.lock import lock_folder
from translate.batch.manifest import Manifest, hash_file, manifests_of, write_manifest
from translate.batch.opening import Opened, Workshop
from translate.batch.output import remove_partial, write_file
from translate.batch.plan import STATE, Task, printable, write_plan
from translate.batch.report import Report, Result, unmet_lines
from translate.batch.reuse import keep_glossary
from translate.batch.settings import Settings
from translate.batch.stopping import Stop
from translate.batch.tally import Tally
from translate.batch.twins import make_twins
from translate.errors import BitexteError, InputError, OutputError
from translate.model import Document, Paragraph, Record
from translate.pipeline import Translator


def run_batch(
    tasks: Sequence[Task],
    out: Path,
    translator: Translator,
    settings: Settings,
    *,
    stop: Stop | None = None,
    shard: str | None = None,
    plan: Sequence[Task] | None = None,
    on_result: Callable[[Result], None] = lambda _: None,
) -> Report:
    """Do what is missing or stale of a batch on this machine, and write ``report.json``.

    Args:
        tasks: from ``plan_tasks``, or those of one shard.
        out: output folder, made if it is missing.
        translator: from ``settings.load``.
        settings: what the manifests say.
        stop: asked before every document; when true, what is in hand is finished and the rest is left.
        shard: ``I/N`` when ``tasks`` are those of one shard; other shards may share the folder.
        plan: all tasks where ``tasks`` are those of one shard; kept for ``verify``.
        on_result: called with every task as it is done, skipped or has failed.

    Raises:
        OutputError: another run is at work in the folder, or it cannot be written any more (what is finished stays).
    """
    started = time.monotonic()
    report = Report(planned=len(tasks))

    def take(result: Result) -> None:
        report.take(result)
        on_result(result)

    with lock_folder(out / STATE, shard) as is_alone:
        temporary = temporary_folder(out, shard)
        # Nobody else writes there now, so whatever lies there was left by a process that was killed.
        shutil.rmtree(temporary.parent if is_alone else temporary, ignore_errors=True)
        write_plan(out, tasks if plan is None else plan, temporary)
        translate_tasks(tasks, out, translator, settings, temporary=temporary, stop=stop, on_result=take)
        shutil.rmtree(temporary, ignore_errors=True)
        report.seconds = time.monotonic() - started
        report.stopped = (stop.reason if stop else None) or ""
        report.write(out, shard, temporary)
        shutil.rmtree(temporary, ignore_errors=True)
    return report


def temporary_folder(out: Path, worker: str | None = None) -> Path:
    """Folder for the unfinished files of one worker."""
    return out / STATE / "tmp" / (worker or "whole").replace("/", "-of-")


def translate_tasks(
    tasks: Sequence[Task],
    out: Path,
    translator: Translator,
    settings: Settings,
    *,
    temporary: Path,
    on_result: Callable[[Result], None],
    stop: Stop | None = None,
) -> None:
    """Do tasks without locking the folder, which is for whoever hands the tasks out.

    Args:
        temporary: folder for unfinished files, used by nobody else (``temporary_folder``).

    The other arguments are those of ``run_batch``.

    Raises:
        OutputError: the folder cannot be written any more.
    """
    _Run(out, translator, settings, temporary, on_result, stop).run(tasks)


class _Run:
    def __init__(
        self,
        out: Path,
        translator: Translator,
        settings: Settings,
        temporary: Path,
        on_result: Callable[[Result], None],
        stop: Stop | None,
    ) -> None:
        self.out, self.translator, self.temporary = out, translator, temporary
        self.settings, self.tell, self.stop = settings, on_result, stop
        self.workshop = Workshop(out, translator, settings, temporary)
        self.judge = Judge(translator.glossary)
        self.opened: deque[Opened] = deque()
        """Tasks in hand, in order."""
        self.of: dict[int, Opened] = {}
        """Tasks by the identity of their documents."""

    def run(self, tasks: Sequence[Task]) -> None:
        keep_glossary(self.out, self.translator.glossary, self.temporary)
        try:
            for document, record in self.translator.translate_documents(
                self._feed(tasks), ready=self._find_ready, on_failure=self._fail
            ):
                opened = self.of[id(document)]
                self._finish_until(opened)
                self._take(opened, record)
            self._finish_until(None)
        finally:
            for opened in self.opened:
                opened.writer.discard()

    def _feed(self, tasks: Sequence[Task]) -> Iterator[Document]:
        for task in tasks:
            if self.stop:
                return
            try:
                opened = self.workshop.open(task)
            except BitexteError as error:
                self.tell(Result(task, Tally(), failure=str(error)))
                continue
            except Exception as error:  # one page that a reader of others chokes on must not end the night
                what = f"{task.input}: cannot be read: {type(error).__name__}: {error}"
                self.tell(Result(task, Tally(), failure=what))
                continue
            manifest = opened.standing.manifest
            if opened.standing.is_current and manifest is not None:
                self.tell(Result(task, manifest.tally, faults=manifest.faults))
                continue
            self.opened.append(opened)
            for document in opened.reading.documents:
                if self.stop:
                    return
                self.of[id(document)] = opened
                opened.writer.tally.documents += 1
                yield document
            opened.is_fed = True

    def _find_ready(self, document: Document, paragraph: Paragraph) -> Record | None:
        opened = self.of[id(document)]
        record = None if opened.reuse is None else opened.reuse.find(document, paragraph)
        opened.reused += record is not None
        return record

    def _fail(self, document: Document, error: BitexteError) -> None:
        opened = self.of[id(document)]
        if opened.task.rows is not None and isinstance(error, InputError):
            opened.faults += error.faults  # the row is to blame, and will be next time
            opened.writer.tally.documents -= 1
        else:
            opened.failure = str(error)

    def _take(self, opened: Opened, record: Record) -> None:
        if opened.failure and opened.task.rows is None:
            return
        record = self.judge.judge(record)
        opened.unmet += unmet_lines(record)
        with self._forgiving(opened):
            opened.writer.write(record)

    def _finish_until(self, next_one: Opened | None) -> None:
        """Finish the tasks before one; at the end, with None, all of them."""
        while self.opened and self.opened[0] is not next_one:
            opened = self.opened[0]
            with self._forgiving(opened):
                self._finish(opened)
            if opened.failure:
                opened.writer.discard()
                self.tell(Result(opened.task, Tally(), failure=opened.failure))
            self.opened.popleft()
            for document in opened.reading.documents:
                self.of.pop(id(document), None)

    def _finish(self, opened: Opened) -> None:
        task, writer = opened.task, opened.writer
        if not opened.is_fed or opened.failure:
            # Of a corpus, what is done is worth keeping; an article is done again.
            if task.rows is not None and writer.tally.paragraphs:
                writer.suspend(self._manifest(opened, {}))
            return
        path = writer.commit()
        names = {task.output: path}
        for twin in make_twins(task, opened.reading, path, self.settings):
            name = f"{task.name}{twin.suffix}"
            names[name] = self.out / name
            write_file(names[name], twin.data, self.temporary)
            opened.notes += twin.notes
        manifest = self._manifest(opened, {name: hash_file(path) for name, path in names.items()})
        write_manifest(manifests_of(self.out), manifest, self.temporary)
        remove_partial(self.out, task.name)
        self.tell(
            Result(
                task,
                writer.tally,
                why=opened.standing.why,
                faults=manifest.faults,
                reused=opened.reused,
                unmet=tuple(opened.unmet),
                notes=tuple(opened.notes),
            )
        )

    def _manifest(self, opened: Opened, files: dict[str, str]) -> Manifest:
        task = opened.task
        return Manifest(
            name=task.name,
            input=printable(task.input),
            rows=task.rows,
            input_sha=opened.reading.sha,
            made_by=self.workshop.made_by,
            files=files,
            tally=opened.writer.tally,
            faults=tuple(opened.faults),
        )

    @contextmanager
    def _forgiving(self, opened: Opened) -> Iterator[None]:
        """Let a task fail alone when its own files cannot be made; end the run when none can be written any more."""
        try:
            yield
        except BitexteError as error:
            opened.failure = str(error)
            opened.writer.discard()
            if not isinstance(error, OutputError):
                return
            # A name that is too long concerns one task, a full disk all of them.
            try:
                write_file(self.temporary / "probe", bytes(1 << 16), self.temporary)
            except OutputError:
                raise error from None
