"""``bitexte translate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.pipeline import Notice


def translate(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT…", help="Articles (.txt .md .html .docx), folders, or - for stdin."),
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
    view: Annotated[bool, typer.Option(help="Show both languages side by side as well.")] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors and unmet terms.")
    ] = False,
) -> None:
    """Translate French articles into aligned bilingual records, honouring a glossary.

    One article without -o goes to stdout: as JSONL into a pipe, side by side on a terminal.
    """
    from translate.cli import output as outputs
    from translate.cli.view import show_records
    from translate.engines import load_engine
    from translate.engines.base import Decoding
    from translate.glossary import EMPTY, read_glossary
    from translate.pipeline import Options, Translator

    jobs = outputs.plan_jobs(inputs, output)
    terms = read_glossary(glossary) if glossary else EMPTY
    talk = _Talk(quiet)
    translator = Translator(
        load_engine(model, engine, device=device, compute_type=compute_type),
        terms,
        Options(decoding=Decoding(beams=beams), boilerplate=boilerplate),
        on_notice=talk.notice,
    )
    if output is None:
        if sys.stdout.isatty():
            show_records(outputs.stream(jobs, translator, talk, format))
        else:
            for record in outputs.stream(jobs, translator, talk, format):
                outputs.print_record(record)
    else:
        written = outputs.write(jobs, translator, talk, format)
        if view:
            for path in written:
                outputs.show_file(path)
    talk.finish()


class _Talk:
    """What is said on stderr while a batch runs, and the exit code that follows from it."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.failures: list[str] = []
        self.paragraphs = 0
        self.sentences = 0
        self.rungs: dict[str, int] = {}
        self.unmet: list[str] = []

    def notice(self, notice: Notice) -> None:
        self._say(f"{notice.document}: paragraph {notice.paragraph + 1} {notice.message}")

    def warn(self, message: str) -> None:
        self._say(message)

    def fail(self, message: str) -> None:
        self.failures.append(message)

    def _say(self, message: str) -> None:
        if not self.quiet:
            print(f"bitexte: {message}", file=sys.stderr)

    def finish(self) -> None:
        """Report unmet terms and failures; exit with 2 when a document failed.

        Raises:
            typer.Exit: with code 2.
        """
        if self.unmet:
            print("bitexte: terms not met, left for a human:", file=sys.stderr)
            for line in self.unmet:
                print(f"  {line}", file=sys.stderr)
        if sys.stderr.isatty() and not self.quiet and self.paragraphs:
            met = ", ".join(f"{how} {count}" for how, count in sorted(self.rungs.items())) or "none"
            counts = f"{self.paragraphs} paragraphs, {self.sentences} sentences"
            print(f"bitexte: {counts}; terms met: {met}; unmet: {len(self.unmet)}", file=sys.stderr)
        for message in self.failures:
            print(f"bitexte: {message}", file=sys.stderr)
        if self.failures:
            raise typer.Exit(2)
