"""Where the records of one article go, and the progress of many."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from translate.batch.judging import Judge
from translate.batch.output import write_file
from translate.batch.plan import Task, printable
from translate.batch.report import unmet_lines
from translate.batch.tally import Tally
from translate.files import AtomicFile
from translate.model import Document, Record
from translate.records import serialize_record

if TYPE_CHECKING:
    import rich.progress

    from translate.batch.reading import Reading
    from translate.batch.report import Result
    from translate.batch.settings import Settings
    from translate.pipeline import Notice, Translator

SHOWN = 20
"""Unmet terms listed at the end of a batch; the records have them all."""


class Talk:
    """What is said on stderr while a translation runs."""

    def __init__(self, is_quiet: bool) -> None:
        self.is_quiet = is_quiet
        self.tally = Tally()
        self._unmet: list[str] = []
        self._unmet_count = 0
        self._noticed: list[Notice] = []

    def load(self, settings: Settings) -> Translator:
        """Load a translator that speaks through this.

        Raises:
            BitexteError: model, glossary or memory cannot be loaded.
        """
        translator = settings.load(on_notice=self.notice)
        for note in translator.memory.notes if translator.memory is not None else ():
            self.warn(f"{settings.memory}: {note}")
        return translator

    def notice(self, notice: Notice) -> None:
        """Pass on what the pipeline noticed; the same about many paragraphs of a document is said once."""
        if self._noticed and self._key(notice) != self._key(self._noticed[0]):
            self._say_noticed()
        self._noticed.append(notice)

    @staticmethod
    def _key(notice: Notice) -> tuple[str, str]:
        return notice.document, notice.message

    def _say_noticed(self) -> None:
        noticed, self._noticed = self._noticed, []
        if len(noticed) == 1:
            self.warn(f"{noticed[0].document}: paragraph {noticed[0].paragraph + 1} {noticed[0].message}")
        elif noticed:
            where = f"paragraph {noticed[0].paragraph + 1} and {len(noticed) - 1} more"
            self.warn(f"{noticed[0].document}: {where}: {noticed[0].message}")

    def warn(self, message: str) -> None:
        """Say something that is no error."""
        if not self.is_quiet:
            print(f"bitexte: {message}", file=sys.stderr)

    def count(self, record: Record) -> None:
        """Take note of a record."""
        self.tally.count(record)
        self._note_unmet(list(unmet_lines(record)))

    def take(self, result: Result) -> None:
        """Take note of a finished task."""
        self._note_unmet(result.unmet)
        for note in result.notes:
            self.warn(f"{result.task.name}: {note}")
        if result.failure or result.faults:
            # The table at the end lists them; without it they are said here.
            lines = [*result.failure.splitlines(), *map(str, result.faults)] if self.is_quiet else []
            for line in lines:
                print(f"bitexte: {line}", file=sys.stderr)
        elif not result.tally.paragraphs and not result.faults:
            self.warn(f"{result.task.input}: no text in it")

    def _note_unmet(self, lines: Sequence[str]) -> None:
        self._unmet_count += len(lines)
        self._unmet += lines[: max(0, SHOWN - len(self._unmet))]

    def finish(self) -> None:
        """List the unmet terms, and on a terminal the totals of a single article."""
        self._say_noticed()
        if self._unmet:
            print("bitexte: terms not met, left for a human:", file=sys.stderr)
            for line in self._unmet:
                print(f"  {line}", file=sys.stderr)
            if self._unmet_count > len(self._unmet):
                more = self._unmet_count - len(self._unmet)
                print(f"  … and {more:,} more: bitexte check --select TERM lists them", file=sys.stderr)
        if self.tally.paragraphs and sys.stderr.isatty() and not self.is_quiet:
            met = ", ".join(f"{how} {count}" for how, count in sorted(self.tally.met.items())) or "none"
            counts = f"{self.tally.paragraphs} paragraphs, {self.tally.sentences} sentences"
            print(f"bitexte: {counts}; terms met: {met}; unmet: {self.tally.unmet}", file=sys.stderr)


def read_article(name: str, settings: Settings) -> tuple[Task, Reading]:
    """Read one article; ``-`` is standard input.

    Raises:
        BitexteError: it cannot be read.
    """
    from translate.batch.reading import Reader

    task = Task("stdin" if name == "-" else Path(printable(name)).stem.removesuffix(".fr"), name)
    return task, Reader(settings).read(task)


def stream(document: Document, translator: Translator, talk: Talk) -> Iterator[Record]:
    """Translate one article, record by record.

    Raises:
        BitexteError: it cannot be translated.
    """
    if not document.paragraphs:
        talk.warn(f"{document.path or '-'}: no text in it")
    judge = Judge(translator.glossary)
    for _, made in translator.translate_documents([document]):
        record = judge.judge(made)
        talk.count(record)
        yield record


def write(name: str, output: Path, translator: Translator, talk: Talk, settings: Settings) -> None:
    """Translate one article into one file, which appears when it is complete, and into its twins beside it.

    On Ctrl-C the records finished so far are kept beside it as ``….partial``.

    Raises:
        BitexteError: it cannot be read, translated or written.
    """
    from translate.batch.twins import make_twins

    task, reading = read_article(name, settings)
    file = AtomicFile(output)
    try:
        for record in stream(reading.documents[0], translator, talk):
            file.write(serialize_record(record) + "\n")
        file.commit()
    except KeyboardInterrupt:
        partial = file.commit(output.with_name(output.name + ".partial"))
        talk.warn(f"interrupted; the records finished so far are in {partial}")
        raise
    finally:
        file.discard()
    for twin in make_twins(task, reading, output, settings):
        write_file(output.with_name(output.name.removesuffix(output.suffix) + twin.suffix), twin.data)
        for note in twin.notes:
            talk.warn(f"{name}: {note}")


def print_record(record: Record) -> None:
    """Print one line of JSONL on stdout."""
    sys.stdout.write(serialize_record(record) + "\n")


def show_file(path: Path) -> None:
    """Show a record file side by side on stdout."""
    from translate.cli.view import show_records
    from translate.records import read_records

    show_records(read_records(path))


class Progress:
    """A bar on a terminal; nothing in a pipe."""

    def __init__(self, total: int) -> None:
        self._bar = _make_bar() if sys.stderr.isatty() else None
        self._task = self._bar.add_task("translating", total=total) if self._bar is not None else None

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        """One more task is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)


def _make_bar() -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return RichProgress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
