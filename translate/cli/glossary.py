"""``bitexte glossary``: look at a glossary, and at what it finds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.glossary import TermMatch

app = typer.Typer(help="Look at a glossary, and at what it finds.", no_args_is_help=True)


@app.command()
def lint(
    glossaries: Annotated[
        list[str], typer.Argument(metavar="GLOSSARY…", help="Glossary files (TSV), or - for stdin.")
    ],
    corpus: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH…", help="Articles, records (JSONL) or folders: which entries do they never need?"
        ),
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="Severity that makes the exit code 1: error, warning or info.")
    ] = "warning",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what is wrong or unwise in a glossary, every fault with its line.

    Exit code: 0 nothing that counts, 1 remarks that count, 2 a file that cannot be read.
    """
    from translate.cli.lint import lint_files
    from translate.errors import ConfigError
    from translate.glossary.lint import SEVERITIES

    if fail_on not in SEVERITIES:
        raise ConfigError(f"--fail-on {fail_on} – {', '.join(SEVERITIES[:-1])} or {SEVERITIES[-1]}")
    named = list(corpus or ())
    if named:
        # `--corpus articles/*.txt`: the shell puts the second article where a second glossary might stand.
        named += [path for path in glossaries[1:] if not path.endswith(".tsv")]
        glossaries = [glossaries[0], *(path for path in glossaries[1:] if path.endswith(".tsv"))]
    result = lint_files(glossaries, named)
    if as_json:
        typer.echo(result.to_json())
    else:
        for line in result.lines():
            typer.echo(line)
        for line in result.talk():
            typer.echo(line, err=True)
    if result.faults:
        raise typer.Exit(2)
    counting = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    if any(remark.severity in counting for remark in result.remarks):
        raise typer.Exit(1)


@app.command()
def match(
    glossary: Annotated[str, typer.Argument(metavar="GLOSSARY", help="Glossary file (TSV).")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="French text, a file with it, or - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per match.")] = False,
) -> None:
    """Show which terms a glossary finds in a French text, and what it wants for them."""
    from translate.documents import read_document
    from translate.glossary import read_glossary, term_forms

    terms = read_glossary(glossary)
    is_file = text == "-" or (len(text) < 4096 and Path(text).is_file())
    texts = [p.text for p in read_document(text).paragraphs] if is_file else [text]
    rows = [
        (number, found, term_forms(found))
        for number, line in enumerate(texts, 1)
        for found in terms.find(line)
    ]
    if as_json:
        for number, found, forms in rows:
            row = {
                "paragraph": number - 1,
                "entry": found.entry.id,
                "source": found.span,
                "text": found.text,
                "expected": found.expected,
                "forms": forms,
            }
            typer.echo(json.dumps(row, ensure_ascii=False))
    elif sys.stdout.isatty():
        _print_table(rows)
    else:
        for number, found, forms in rows:
            start, end = found.span
            typer.echo(f"{number}\t{start}-{end}\t{found.text}\t{forms[0]}\t{' | '.join(found.expected)}")


def _print_table(rows: list[tuple[int, TermMatch, tuple[str, ...]]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("¶", "span", "French", "here", "accepted")
    for number, found, forms in rows:
        span = f"{found.span[0]}–{found.span[1]}"
        table.add_row(str(number), span, found.text, forms[0], " | ".join(found.expected))
    Console().print(table)
