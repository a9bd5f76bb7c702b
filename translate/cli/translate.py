"""``bitexte translate``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from translate.cli import options


def translate(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="Articles (.txt .md .html .docx), corpora (.jsonl .parquet), folders, or - for stdin.",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="File for one article; folder (OUT/) for one or many. Default: stdout.",
        ),
    ] = None,
    glossary: options.GlossaryFile = None,
    model: options.Model = "compact",
    engine: options.EngineName = "ctranslate2",
    beams: options.Beams = 4,
    format: options.Format = None,
    compute_type: options.ComputeType = None,
    device: options.Device = "auto",
    boilerplate: options.Boilerplate = False,
    proofread: options.Proofread = True,
    memory: options.MemoryFile = None,
    also: options.Also = None,
    text_column: options.TextColumn = None,
    id_column: options.IdColumn = None,
    rows: options.Rows = None,
    shard: options.Shard = None,
    max_hours: options.MaxHours = None,
    dry_run: options.DryRun = False,
    view: Annotated[bool, typer.Option("--view", help="Show both languages side by side as well.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Translate French articles into aligned bilingual records, honouring a glossary.

    One article without -o goes to stdout: as JSONL into a pipe, side by side on a terminal.

    Folders and corpora are a batch: run the same command again, and only what is missing or stale is done.
    """
    from translate.batch import ROWS, Settings, find_inputs, plan_tasks
    from translate.batch.corpora import is_corpus
    from translate.cli import batch
    from translate.cli import output as outputs
    from translate.cli.view import show_records
    from translate.errors import ConfigError

    settings = Settings(
        glossary=str(glossary) if glossary else None,
        memory=str(memory) if memory else None,
        model=model,
        engine=engine,
        device=device,
        compute_type=compute_type,
        beams=beams,
        boilerplate=boilerplate,
        proofread=proofread,
        format=format,
        text_column=text_column or "text",
        id_column=id_column,
        also=tuple(also or ()),
    )
    settings.validate()
    talk = outputs.Talk(quiet)
    has_many = len(inputs) > 1 or any(
        name != "-" and (Path(name).is_dir() or is_corpus(name)) for name in inputs
    )
    if has_many or (output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())):
        with_corpora = text_column is not None
        if output is None:
            count = len(find_inputs(inputs, with_corpora))
            raise ConfigError(f"{count} article{'s' if count != 1 else ''} need a folder – add -o FOLDER")
        tasks = plan_tasks(inputs, with_corpora=with_corpora, rows=rows or ROWS)
        batch.run_here(
            tasks, Path(output), settings, talk, shard=shard, max_hours=max_hours, dry_run=dry_run, view=view
        )
        return
    if also and output is None:
        raise ConfigError("--also needs a place – add -o FILE or -o FOLDER/")
    for flag, value in (("shard", shard), ("max-hours", max_hours), ("dry-run", dry_run)):
        if value:
            raise ConfigError(
                f"--{flag} is for batches – name a folder, a corpus, or a folder after -o (OUT/)"
            )
    (name,) = inputs
    find_inputs([name])
    translator = talk.load(settings)
    if output is not None:
        outputs.write(name, Path(output), translator, talk, settings)
        if view:
            outputs.show_file(Path(output))
    else:
        _, reading = outputs.read_article(name, settings)
        records = outputs.stream(reading.documents[0], translator, talk)
        if sys.stdout.isatty():
            show_records(records)
        else:
            for record in records:
                outputs.print_record(record)
    talk.finish()
