"""Where the records of ``bitexte translate`` go: one file, a folder that mirrors the input, or stdout."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from translate.documents import find_documents, read_document
from translate.errors import BitexteError, ConfigError, OutputError
from translate.files import AtomicFile, open_atomic
from translate.model import Document, Record
from translate.records import serialize_record

if TYPE_CHECKING:
    from translate.pipeline import Translator


class Talk(Protocol):
    """What this module tells its caller."""

    paragraphs: int
    sentences: int
    rungs: dict[str, int]
    unmet: list[str]

    def warn(self, message: str) -> None:
        """Something worth knowing."""

    def fail(self, message: str) -> None:
        """A document that could not be done."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to translate."""

    input: str
    """Path as the user named it or found in a folder; ``-`` is stdin."""
    document_id: str
    """Unique in the batch."""
    output: Path | None
    """File for the records; None for stdout."""


def plan_jobs(inputs: Sequence[str], output: Path | None) -> list[Job]:
    """Decide what is read and where it goes, before anything is loaded.

    Raises:
        ConfigError: several articles and no folder to put them in.
        InputError: an input does not exist, or a folder has no articles.
        OutputError: ``-o`` names a file where a folder is needed.
    """
    named: list[tuple[str, str]] = []  # (path, path relative to its input folder)
    for name in inputs:
        if name != "-" and Path(name).is_dir():
            named += [(str(p), p.relative_to(name).as_posix()) for p in find_documents([name])]
        elif name == "-":
            named.append(("-", "stdin"))
        else:
            named += [(str(p), p.name) for p in find_documents([name])]
    is_batch = len(inputs) > 1 or any(name != "-" and Path(name).is_dir() for name in inputs)
    if is_batch and output is None:
        raise ConfigError(f"{len(named)} articles need a folder – add -o FOLDER")
    if is_batch and output is not None and output.is_file():
        raise OutputError.at(
            str(output), "is a file, and several articles need a folder", "choose another name"
        )
    jobs: list[Job] = []
    taken: set[str] = set()
    for path, relative in named:
        stem = relative[: -len(Path(relative).suffix)] if Path(relative).suffix else relative
        stem = stem.removesuffix(".fr")
        # article.txt and article.docx side by side: the second keeps its extension.
        name = next(
            n for n in (stem, relative, *(f"{relative}-{i}" for i in range(2, 10**6))) if n not in taken
        )
        taken.add(name)
        target = output
        if output is not None and (is_batch or output.is_dir()):
            target = output / f"{name}.jsonl"
        jobs.append(Job(path, name, target))
    return jobs


def read_jobs(jobs: Sequence[Job], talk: Talk, format: str | None) -> Iterator[Document]:
    """Read documents one after the other; in a batch, one that cannot be read is reported and skipped.

    Raises:
        BitexteError: the only document of the batch cannot be read.
    """
    for job in jobs:
        try:
            document = read_document(job.input, format)
        except BitexteError as error:
            if len(jobs) == 1:
                raise
            talk.fail(str(error))
            continue
        if not document.paragraphs:
            talk.warn(f"{job.input}: no text in it")
            if job.output is not None:
                with open_atomic(job.output):
                    pass
        yield dataclasses.replace(document, id=job.document_id)


def stream(jobs: Sequence[Job], translator: Translator, talk: Talk, format: str | None) -> Iterator[Record]:
    """Translate and count, one record after the other."""
    for _, record in translator.translate_documents(read_jobs(jobs, talk, format)):
        count(record, talk)
        yield record


def write(jobs: Sequence[Job], translator: Translator, talk: Talk, format: str | None) -> list[Path]:
    """Translate into the jobs' files; each appears when its document is complete.

    On Ctrl-C the records of the unfinished document are kept beside its file as ``….partial``.

    Returns:
        The files written, in order.
    """
    targets = {job.document_id: job.output for job in jobs if job.output is not None}
    written: list[Path] = []
    with _progress(len(jobs)) as progress:
        writer: AtomicFile | None = None
        current: str | None = None
        try:
            for document, record in translator.translate_documents(read_jobs(jobs, talk, format)):
                if document.id != current or writer is None:
                    if writer is not None:
                        written.append(writer.commit())
                        progress.advance()
                    current, writer = document.id, AtomicFile(targets[document.id])
                writer.write(serialize_record(record) + "\n")
                count(record, talk)
            if writer is not None:
                written.append(writer.commit())
                progress.advance()
        except KeyboardInterrupt:
            if writer is not None:
                partial = writer.commit(writer.path.with_name(writer.path.name + ".partial"))
                talk.warn(f"interrupted; the records finished so far are in {partial}")
            raise
        finally:
            if writer is not None:
                writer.discard()
    return written


def count(record: Record, talk: Talk) -> None:
    """Add a record to the totals; note its unmet terms."""
    talk.paragraphs += 1
    talk.sentences += len(record.pairs)
    for term in record.terms:
        if term.status == "unmet":
            word = record.source[slice(*term.source)]
            where = f"{record.document}: paragraph {record.paragraph + 1}"
            talk.unmet.append(f"{where}: “{word}” → {' | '.join(term.expected)}")
        else:
            how = term.how or "model"
            talk.rungs[how] = talk.rungs.get(how, 0) + 1


def print_record(record: Record) -> None:
    """Print one line of JSONL on stdout."""
    sys.stdout.write(serialize_record(record) + "\n")


def show_file(path: Path) -> None:
    """Show a record file side by side on stdout."""
    from translate.cli.view import show_records
    from translate.records import read_records

    show_records(read_records(path))


class _Progress:
    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def advance(self) -> None:
        """One more document is done."""


class _Bar(_Progress):
    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("translating"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self) -> None:
        self._progress.advance(self._task)


def _progress(total: int) -> _Progress:
    return _Bar(total) if sys.stderr.isatty() else _Progress()
