"""Which commands there are. One line per command keeps the table of contents in one place."""

from __future__ import annotations

import typer

from translate.cli import cluster, glossary
from translate.cli.check import check
from translate.cli.doctor import doctor
from translate.cli.evaluate import evaluate
from translate.cli.interchange import export, import_
from translate.cli.review import review
from translate.cli.show import show
from translate.cli.train import train
from translate.cli.translate import translate


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    app.command()(translate)
    app.command()(train)
    app.command()(show)
    app.command()(check)
    app.command()(evaluate)
    app.command()(review)
    app.command()(export)
    app.command("import")(import_)
    app.add_typer(cluster.app, name="batch")
    app.add_typer(glossary.app, name="glossary")
    app.command()(doctor)
