"""``bitexte show``."""

from __future__ import annotations

from typing import Annotated

import typer


def show(
    records: Annotated[
        list[str], typer.Argument(metavar="RECORDS…", help="Record files (JSONL), or - for stdin.")
    ],
) -> None:
    """Show aligned records side by side, with glossary terms marked."""
    from translate.cli.view import show_records
    from translate.records import read_records

    for path in records:
        show_records(read_records(path))
