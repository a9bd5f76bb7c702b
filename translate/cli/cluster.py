"""``bitexte batch``: a corpus on one machine, by shards, or on a Ray cluster; and the proof that it is complete."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from translate.cli import options

_ADDRESS = re.compile(r"auto|local|ray://\S+|[\w.-]+:\d+|\[[0-9a-f:]+\]:\d+", re.IGNORECASE)
"""What Ray takes for an address; a corpus is none of these."""


class _Batch(TyperGroup):
    """``bitexte batch CORPUS`` is ``bitexte batch run CORPUS``, and the address after ``--ray`` may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["run", *args]
        for at, argument in enumerate(args):
            if argument == "--ray" and not _ADDRESS.fullmatch("".join(args[at + 1 : at + 2])):
                args = [*args[: at + 1], "local", *args[at + 1 :]]
                break
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Batch,
    help="Translate a corpus on one machine, by shards, or on a Ray cluster.",
    no_args_is_help=True,
)


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="CORPUS…", help="Corpora (.jsonl .parquet), articles, folders of both."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="Folder for the outputs.")],
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="[ADDRESS]",
            help="Use Ray: the cluster at ADDRESS (auto, host:6379), or one started on this machine.",
            show_default=False,
        ),
    ] = None,
    actors: Annotated[
        int | None, typer.Option(min=1, help="Ray actors, each with a model.", show_default="as many as fit")
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
    quiet: options.Quiet = False,
) -> None:
    """Translate corpora and folders, one output file per article or per so many rows.

    Run it again to go on: what is there is left alone, whoever made it: this machine, a shard, or Ray.
    """
    from translate.batch import ROWS, Settings, plan_tasks
    from translate.cli import batch
    from translate.cli.output import Talk
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
    if ray is not None and (shard or dry_run):
        raise ConfigError("--ray hands all tasks out itself – leave --shard and --dry-run away")
    if actors is not None and ray is None:
        raise ConfigError("--actors is Ray's – add --ray")
    tasks = plan_tasks(inputs, with_corpora=True, rows=rows or ROWS)
    talk = Talk(quiet)
    if ray is None:
        batch.run_here(tasks, output, settings, talk, shard=shard, max_hours=max_hours, dry_run=dry_run)
    else:
        address = None if ray == "local" else ray
        batch.run_on_cluster(tasks, output, settings, talk, address, actors=actors, max_hours=max_hours)


@app.command()
def verify(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a batch.")],
) -> None:
    """Prove that every document of the inputs is in the outputs exactly once, and that the files are whole.

    Exit code 1 when something is missing, doubled, unknown, stale or damaged.
    """
    from translate.batch.plan import read_plan
    from translate.batch.verify import render, verify

    found = verify(output, read_plan(output))
    for line in render(found):
        print(line)
    if not found.is_sound:
        raise typer.Exit(1)
