"""Options that more than one command has, so that they mean and say the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GlossaryFile = Annotated[
    Path | None, typer.Option("-g", "--glossary", help="Glossary (TSV) to honour.", show_default=False)
]
Model = Annotated[
    str, typer.Option("-m", "--model", metavar="MODEL", help="compact (embedded), a hub id or a folder.")
]
EngineName = Annotated[str, typer.Option("--engine", help="ctranslate2 (fast) or transformers (reference).")]
Beams = Annotated[int, typer.Option("--beams", min=1, max=32, help="Beam size.")]
Format = Annotated[
    str | None,
    typer.Option("--format", help="text, markdown, html or docx.", show_default="by the file's name"),
]
ComputeType = Annotated[
    str | None,
    typer.Option(
        "--compute-type", help="int8, float32, float16 …", show_default="int8 on CPU, float16 on CUDA"
    ),
]
Device = Annotated[str, typer.Option("--device", help="auto, cpu or cuda.")]
Boilerplate = Annotated[
    bool, typer.Option("--boilerplate", help="Translate page residue (comment form …) too.")
]
Proofread = Annotated[
    bool,
    typer.Option(
        "--proofread/--no-proofread",
        help="Look for another translation where a check finds a number, a name or hearsay wrong.",
    ),
]
MemoryFile = Annotated[
    Path | None,
    typer.Option(
        "--memory",
        help="Reviewed sentences to reuse: a review's journal, TMX or reviewed records.",
        show_default=False,
    ),
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar="FORMAT",
        help="Write the English as txt, md, html, docx, xliff, tmx, or same (the input's own), too.",
        show_default=False,
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        "--text-column",
        help="Column of a corpus with the French. Named, folders are searched for corpora, too.",
        show_default="text",
    ),
]
IdColumn = Annotated[
    str | None,
    typer.Option(
        "--id-column", help="Column of a corpus that names a row.", show_default="file's name and row"
    ),
]
Rows = Annotated[
    int | None, typer.Option("--rows", min=1, help="Rows of a corpus per output file.", show_default="100")
]
Shard = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Do every Nth output only, from the Ith (0 to N-1).",
        show_default=False,
    ),
]
MaxHours = Annotated[
    float | None,
    typer.Option(
        "--max-hours", help="Stop after so long; the same command goes on later.", show_default=False
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be translated, and why.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors and unmet terms.")]
