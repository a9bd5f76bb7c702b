"""``bitexte translate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def translate(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="Articles (.txt .md .html .docx), corpora (.jsonl .parquet), folders, or - for stdin.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File for one article, folder for several. Default: stdout."),
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option("-g", "--glossary", help="Glossary (TSV) to honour.", show_default="none")
    ] = None,
    model: Annotated[
        str, typer.Option("-m", "--model", metavar="MODEL", help="compact (embedded), a hub id or a folder.")
    ] = "compact",
    engine: Annotated[
        str, typer.Option(help="ctranslate2 (fast) or transformers (reference).")
    ] = "ctranslate2",
    beams: Annotated[int, typer.Option(min=1, max=32, help="Beam size.")] = 4,
    format: Annotated[
        str | None, typer.Option(help="text, markdown, html or docx.", show_default="by the file's name")
    ] = None,
    compute_type: Annotated[
        str | None, typer.Option(help="int8, float32, float16 …", show_default="int8 on CPU, float16 on CUDA")
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    boilerplate: Annotated[bool, typer.Option(help="Translate page residue (comment form …) too.")] = False,
    memory: Annotated[
        Path | None,
        typer.Option(
            help="Reviewed sentences to reuse: review journal, TMX or records.", show_default="none"
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT",
            help="Folders: write the English as txt, md, html, docx, xliff, tmx or same (the input's format) too.",
            show_default="none",
        ),
    ] = None,
    text_column: Annotated[
        str | None,
        typer.Option(help="Column of a corpus with the French; folders are searched for corpora, too."),
    ] = None,
    id_column: Annotated[str | None, typer.Option(help="Column of a corpus that names a row.")] = None,
    rows: Annotated[int | None, typer.Option(min=1, help="Rows of a corpus per output file.")] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Do every Nth task only, from the Ith (0 … N-1).")
    ] = None,
    max_hours: Annotated[float | None, typer.Option(help="Stop after so long; run again to go on.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would be translated, and why.")] = False,
    view: Annotated[bool, typer.Option(help="Show both languages side by side as well.")] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors and unmet terms.")
    ] = False,
) -> None:
    """Translate French articles into aligned bilingual records, honouring a glossary.

    One article without -o goes to stdout: as JSONL into a pipe, side by side on a terminal. Folders and corpora are a
    batch: run the same command again, and only what is missing or stale is done.
    """
    from translate.batch import ROWS, Settings, find_inputs, plan_tasks
    from translate.batch.corpora import is_corpus
    from translate.cli import batch
    from translate.cli import output as outputs
    from translate.cli.view import show_records
    from translate.errors import ConfigError, OutputError

    is_batch = len(inputs) > 1 or (output is not None and output.is_dir())
    is_batch = is_batch or any(name != "-" and (Path(name).is_dir() or is_corpus(name)) for name in inputs)
    settings = Settings(
        glossary=str(glossary) if glossary else None,
        memory=str(memory) if memory else None,
        model=model,
        engine=engine,
        device=device,
        compute_type=compute_type,
        beams=beams,
        boilerplate=boilerplate,
        format=format,
        text_column=text_column or "text",
        id_column=id_column,
        also=tuple(also or ()),
    )
    settings.validate()
    talk = outputs.Talk(quiet)
    if is_batch:
        if output is None:
            count = len(find_inputs(inputs, text_column is not None))
            raise ConfigError(f"{count} article{'s' if count != 1 else ''} need a folder – add -o FOLDER")
        if output.is_file():
            raise OutputError.at(str(output), "is a file, and a folder is needed", "choose another name")
        tasks = plan_tasks(inputs, with_corpora=text_column is not None, rows=rows or ROWS)
        batch.run_here(
            tasks, output, settings, talk, shard=shard, max_hours=max_hours, dry_run=dry_run, view=view
        )
        return
    for name, value in (
        ("--also", also),
        ("--shard", shard),
        ("--max-hours", max_hours),
        ("--dry-run", dry_run),
    ):
        if value:
            raise ConfigError(
                f"{name} is for batches – name a folder of articles, a corpus, or an existing -o FOLDER"
            )
    (name,) = inputs
    if name != "-":
        find_inputs([name])
    translator = settings.load(on_notice=talk.notice)
    if output is not None:
        outputs.write(name, output, translator, talk, format)
        if view:
            outputs.show_file(output)
    elif sys.stdout.isatty():
        show_records(outputs.stream(name, translator, talk, format))
    else:
        for record in outputs.stream(name, translator, talk, format):
            outputs.print_record(record)
    talk.finish()
