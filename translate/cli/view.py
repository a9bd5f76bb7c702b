"""Two columns for the eye: French and English side by side, terms marked on both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from translate.model import Kind, Record

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_MET, _UNMET = "bold green", "bold red underline"


def show_records(records: Iterable[Record], console: Console | None = None) -> None:
    """Print records as a two-column table, with a line of totals."""
    from rich.console import Console
    from rich.table import Table

    console = console or Console()
    table = Table(expand=True, show_lines=False, padding=(0, 1, 1, 0), box=None)
    table.add_column("Français", ratio=1, header_style="bold")
    table.add_column("English", ratio=1, header_style="bold")
    terms = met = paragraphs = 0
    for record in records:
        table.add_row(*_cells(record))
        paragraphs += 1
        terms += len(record.terms)
        met += sum(term.status != "unmet" for term in record.terms)
    console.print(table)
    console.print(f"{paragraphs} paragraphs · {met} of {terms} terms met", style="dim", highlight=False)


def _cells(record: Record) -> tuple[Text, Text]:
    from rich.text import Text

    base = {Kind.TITLE: "bold", Kind.HEADING: "bold", Kind.BOILERPLATE: "dim"}.get(record.kind, "")
    source, target = Text(record.source, style=base), Text(record.target, style=base)
    if record.kind is Kind.BOILERPLATE and not record.target:
        target = Text("(page residue, kept untranslated)", style="dim italic")
    for term in record.terms:
        style = _UNMET if term.status == "unmet" else _MET
        source.stylize(style, *term.source)
        if term.target is not None:
            target.stylize(style, *term.target)
    return source, target
