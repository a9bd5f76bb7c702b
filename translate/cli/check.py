"""``bitexte check``: do the bilingual files obey the glossary, and are they sound?"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.checking.config import CheckConfig
    from translate.checking.inputs import Source
    from translate.checking.run import Plan
    from translate.report.base import Located, Summary

NOTHING = "nothing was checked: the input holds no segments"
"""An empty check must not pass."""


def check(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILES…",
            help="Records or pairs (JSONL), two columns (TSV), folders with such files, or - for stdin.",
        ),
    ] = None,
    glossary: Annotated[
        str | None, typer.Option("-g", "--glossary", help="Glossary (TSV) that the English has to honour.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", help="English, line by line, where FILES is one French text.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="text, json, sarif, junit or github.")] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Report file. Default: stdout, also as -.")
    ] = None,
    select: Annotated[str, typer.Option(help="Rules or families to run, with commas: TERM,NUM001.")] = "",
    ignore: Annotated[str, typer.Option(help="Rules or families to leave out.")] = "",
    fail_on: Annotated[
        str | None, typer.Option(help="Severity that makes the exit code 1: error, warning.")
    ] = None,
    baseline: Annotated[
        str | None, typer.Option(help="Findings that were there before: marked, not counted.")
    ] = None,
    update_baseline: Annotated[
        bool,
        typer.Option("--update-baseline", help="Write today's findings to the baseline, and exit with 0."),
    ] = False,
    waivers: Annotated[str | None, typer.Option(help="Waiver file (TOML).")] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="REV", help="Only lines that differ from a git revision.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what needs no model, and show the diff.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: show the diff, write nothing.")
    ] = False,
    explain: Annotated[str | None, typer.Option(metavar="RULE", help="Explain a rule and leave.")] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="Processes.")] = 1,
) -> None:
    """Check bilingual files: glossary, numbers, names, quotations, hearsay, and what else goes wrong.

    Settings come from bitexte.toml or [tool.bitexte.check] in pyproject.toml, options win over them.
    Exit code: 0 clean, 1 findings, 2 an input or setting that makes no sense, or a line that cannot be checked.
    """
    from translate.checking.config import find_config
    from translate.checks.pages import explain_rule
    from translate.errors import ConfigError, InputError

    if explain is not None:
        typer.echo(explain_rule(explain))
        return
    if update_baseline and changed_since is not None:
        raise ConfigError("--update-baseline takes whole files: leave out --changed-since")
    config = _configure(find_config(Path.cwd()), glossary, select, ignore, fail_on, baseline, waivers)
    plan = _plan(
        config, _sources(inputs or [], target), changed_since, jobs, use_baseline=not update_baseline
    )
    if fix or dry_run:
        _fix(plan, dry_run)
        return
    if update_baseline:
        _update_baseline(plan, config)
        return
    summary = _report(plan, format, output)
    if summary.faults:
        raise typer.Exit(2)
    if not summary.units and changed_since is None:
        raise InputError(NOTHING)
    failing = ("error",) if config.fail_on == "error" else ("error", "warning")
    if any(summary.by_severity[severity] for severity in failing):
        raise typer.Exit(1)


def _configure(
    config: CheckConfig,
    glossary: str | None,
    select: str,
    ignore: str,
    fail_on: str | None,
    baseline: str | None,
    waivers: str | None,
) -> CheckConfig:
    import dataclasses

    from translate.errors import ConfigError

    if fail_on not in (None, "error", "warning"):
        raise ConfigError(f"--fail-on {fail_on} – error or warning")
    return dataclasses.replace(
        config,
        glossary=glossary or config.glossary,
        select=_names(select) or config.select,
        ignore=_names(ignore) or config.ignore,
        fail_on=fail_on or config.fail_on,
        baseline=baseline or config.baseline,
        waivers=waivers or config.waivers,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _sources(inputs: list[str], target: str | None) -> list[Source]:
    from translate.checking.inputs import Source, find_inputs
    from translate.errors import ConfigError

    if target is None:
        return find_inputs(inputs)
    if len(inputs) != 1 or Path(inputs[0]).is_dir():
        raise ConfigError("--target goes with one French text – name just one")
    if inputs[0] == target == "-":
        raise ConfigError("standard input cannot be both texts – name a file for one of them")
    find_inputs([inputs[0], target])  # they have to exist
    return [Source(inputs[0], target)]


def _plan(
    config: CheckConfig, sources: list[Source], changed_since: str | None, jobs: int, use_baseline: bool
) -> Plan:
    from translate.checking.baseline import read_baseline
    from translate.checking.changes import changed_lines
    from translate.checking.run import Plan
    from translate.checking.waivers import read_waivers
    from translate.errors import ConfigError
    from translate.glossary import EMPTY, read_glossary

    if not config.codes:
        raise ConfigError("no rule is left to check by – see --select and --ignore")

    def changed(source: Source) -> set[int] | None:
        lines: set[int] = set()
        for path in (source.path, source.target):
            if path is not None:
                part = changed_lines(path, changed_since or "")
                if part is None:
                    return None
                lines |= part
        return lines

    return Plan(
        sources,
        read_glossary(config.glossary) if config.glossary else EMPTY,
        config.codes,
        dict(config.severity),
        read_baseline(config.baseline) if config.baseline and use_baseline else Counter(),
        read_waivers(config.waivers) if config.waivers else (),
        None if changed_since is None else changed,
        jobs,
    )


def _report(plan: Plan, format: str, output: Path | None) -> Summary:
    from translate.checking.run import run_checks
    from translate.errors import ConfigError
    from translate.files import open_atomic
    from translate.report.formats import FORMATS

    if format not in FORMATS:
        raise ConfigError(f"no report format {format!r} – formats are {', '.join(FORMATS)}")
    if output is None or str(output) == "-":
        return run_checks(plan, FORMATS[format](sys.stdout))
    with open_atomic(output) as stream:
        return run_checks(plan, FORMATS[format](stream))


def _fix(plan: Plan, dry_run: bool) -> None:
    from translate.checking.fixing import fix_sources, show_fixes

    fixes = fix_sources(plan, dry_run)
    for row in show_fixes(fixes):
        typer.echo(row)
    what = f"{len(fixes)} segment{'' if len(fixes) == 1 else 's'}"
    typer.echo(f"{what} {'would be mended' if dry_run else 'mended'}", err=True)


def _update_baseline(plan: Plan, config: CheckConfig) -> None:
    from translate.checking.baseline import write_baseline
    from translate.checking.run import run_checks
    from translate.errors import ConfigError, InputError

    if config.baseline is None:
        raise ConfigError("--update-baseline needs a file – add --baseline FILE or set it in bitexte.toml")
    collected = _Collector()
    summary = run_checks(plan, collected)
    if summary.faults:
        raise ConfigError(
            f"{summary.faults} of the lines cannot be checked – mend them before the baseline is written"
        )
    if not summary.units:
        raise InputError(NOTHING)
    count = write_baseline(config.baseline, collected.found)
    typer.echo(f"{count} findings written to {config.baseline}", err=True)


class _Collector:
    """A report that keeps the new findings."""

    def __init__(self) -> None:
        self.found: list[Located] = []

    def begin(self) -> None:
        """Nothing to open."""

    def start_file(self, path: str) -> None:
        """Nothing to say."""

    def add(self, located: Located) -> None:
        """Keep it, unless it is waived."""
        if located.status == "new":
            self.found.append(located)

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Say it at once: the baseline will not be written."""
        typer.echo(f"{path if line is None else f'{path}:{line}'}: {what}", err=True)

    def end(self, summary: Summary) -> None:
        """Nothing to close."""
