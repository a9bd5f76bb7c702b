"""Batches on the command line: running one, saying beforehand what it would do, and what it did."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from translate.cli.output import Progress, Talk, show_file
from translate.errors import OutputError

if TYPE_CHECKING:
    from translate.batch import Report, Settings, Task
    from translate.pipeline import Translator

LISTED = 10
"""Failures listed in the table; ``report.json`` has all."""


def run_here(
    tasks: Sequence[Task],
    out: Path,
    settings: Settings,
    talk: Talk,
    *,
    shard: str | None = None,
    max_hours: float | None = None,
    dry_run: bool = False,
    view: bool = False,
) -> None:
    """Do a batch on this machine.

    Raises:
        OutputError: the output folder is a file, or another run is at work in it.
        typer.Exit: with 2 when a document failed, with 130 when the run was stopped before its end.
    """
    check(tasks, out, settings)
    from translate.batch import Result, run_batch, select_shard
    from translate.batch.stopping import Stop

    stop = Stop(max_hours)
    planned = tasks
    if shard is not None:
        tasks = select_shard(tasks, shard)
    translator = talk.load(settings)
    if dry_run:
        show_plan(tasks, out, settings, translator)
        return
    with Progress(len(tasks)) as progress, stop.on_signals(talk.warn):

        def take(result: Result) -> None:
            talk.take(result)
            progress.advance()

        report = run_batch(
            tasks, out, translator, settings, stop=stop, shard=shard, plan=planned, on_result=take
        )
    if view:
        for task in tasks:
            if (out / task.output).is_file():
                show_file(out / task.output)
    talk.finish()
    finish(report, talk)


def run_on_cluster(
    tasks: Sequence[Task],
    out: Path,
    settings: Settings,
    talk: Talk,
    address: str | None,
    *,
    actors: int | None = None,
    max_hours: float | None = None,
) -> None:
    """Do a batch by Ray.

    Args:
        address: of a cluster; None starts Ray on this machine.

    Raises:
        MissingExtra: Ray is not installed.
        BitexteError: no cluster answers, the model cannot be loaded, the folder cannot be written.
        typer.Exit: as ``run_here``.
    """
    check(tasks, out, settings)
    from translate.batch import Result
    from translate.batch.cluster import run_on_ray
    from translate.batch.stopping import Stop

    stop = Stop(max_hours)
    with Progress(len(tasks)) as progress, stop.on_signals(talk.warn):

        def take(result: Result) -> None:
            talk.take(result)
            progress.advance()

        report = run_on_ray(tasks, out, settings, address=address, actors=actors, stop=stop, on_result=take)
    talk.finish()
    finish(report, talk)


def check(tasks: Sequence[Task], out: Path, settings: Settings) -> None:
    """Refuse what cannot end well, before anything is loaded.

    Raises:
        OutputError: the output folder is a file.
        ConfigError: documents are wanted of a corpus.
    """
    from translate.batch.twins import check_twins

    check_twins(tasks, settings)
    if out.exists() and not out.is_dir():
        raise OutputError.at(str(out), "is a file, and a folder is needed", "choose another name")


def show_plan(tasks: Sequence[Task], out: Path, settings: Settings, translator: Translator) -> None:
    """Print on stdout what a run would do: one line per file that would be made, then the sums."""
    from collections import Counter

    from translate.batch.preview import preview

    count, wanted, made = 0, 0, 0
    entries: Counter[str] = Counter()
    for look in preview(tasks, out, translator, settings):
        count += look.paragraphs
        if look.failure:
            print(f"bitexte: {look.failure}", file=sys.stderr)
        elif look.why:
            made += 1
            wanted += look.to_translate
            entries.update(look.entries)
            print(f"{look.task.name}: {look.to_translate} of {look.paragraphs} paragraphs ({look.why})")
    for entry, paragraphs in sorted(entries.items(), key=lambda row: (-row[1], row[0])):
        print(f"entry {entry}: {paragraphs} paragraph{'s' if paragraphs != 1 else ''}")
    print(f"{made} of {len(tasks)} files, {wanted} of {count} paragraphs would be translated")


def finish(report: Report, talk: Talk) -> None:
    """Print the report and leave with the exit code that follows from it.

    Raises:
        typer.Exit: with 2 or 130, as ``run_here`` says.
    """
    if not talk.is_quiet:
        print(render(report), file=sys.stderr)
    if report.stopped and report.left:
        print(
            f"bitexte: {report.stopped}; {report.left} of {report.planned} files are left – run again to go on",
            file=sys.stderr,
        )
        raise typer.Exit(130)
    if report.failures or report.faults:
        raise typer.Exit(2)


def render(report: Report) -> str:
    """The report as a table for the eye."""
    made, total = report.made, report.total
    tasks = [f"{report.why.total()} made", f"{report.current} current"]
    tasks += [f"{len(report.failures)} failed"] if report.failures else []
    tasks += [f"{report.left} left"] if report.left else []
    speed = report.words_per_second
    rows = [
        ("files", ", ".join(tasks)),
        ("documents", f"{total.documents:,}"),
        (
            "paragraphs",
            f"{total.paragraphs:,}" + (f" ({report.reused:,} taken over)" if report.reused else ""),
        ),
        ("words", f"{total.words:,}"),
        ("terms met", _counts(total.met) or "none"),
        ("terms unmet", f"{total.unmet:,}"),
        ("findings", _counts(total.findings) or "none"),
    ]
    if speed is not None:
        rows.append(("speed", f"{speed:,.0f} words/s ({made.words:,} words in {report.seconds:,.1f} s)"))
    for what, count in sorted(report.why.items()):
        if what != "new":
            rows.append(("made because", f"{what} ({count:,})"))
    lines = [f"{name:<12}  {value}" for name, value in rows]
    problems = [*(message for _, message in report.failures), *map(str, report.faults)]
    if problems:
        lines.append("failures")
        lines += [f"  {line}" for message in problems[:LISTED] for line in message.splitlines()]
        if len(problems) > LISTED:
            lines.append(f"  … and {len(problems) - LISTED:,} more in report.json")
    return "\n".join(lines)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
