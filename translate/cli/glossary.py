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
    strict: Annotated[bool, typer.Option(help="Exit with 1 on warnings too.")] = False,
) -> None:
    """Say what is wrong or unwise in a glossary, every fault with its line.

    Exit code: 0 nothing, 1 remarks that count, 2 a file that cannot be read.
    """
    from translate.glossary import lint_glossary
    from translate.glossary.reading import read_text

    counts = {"error": 0, "warning": 0, "info": 0}
    for path in glossaries:
        for remark in lint_glossary(read_text(path), path):
            counts[remark.severity] += 1
            typer.echo(str(remark))
    summary = ", ".join(
        f"{number} {name}{'s' if number != 1 and name != 'info' else ''}" for name, number in counts.items()
    )
    typer.echo(f"{len(glossaries)} glossar{'y' if len(glossaries) == 1 else 'ies'}: {summary}", err=True)
    if counts["error"] or (strict and counts["warning"]):
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
