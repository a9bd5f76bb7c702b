"""The command ``bitexte``: thin shells over typed functions. Only this package prints and exits.

Data goes to stdout, talk to stderr. Exit codes: 0 clean, 1 findings at or above ``--fail-on``, 2 usage or data
error, 130 interrupted. Each command's module imports what it needs when it runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import sys

import typer

# Under another name: the submodule ``translate.cli.translate`` becomes this package's attribute ``translate``.
import translate as package

app = typer.Typer(
    name="bitexte",
    help="French→English translation and bilingual annotation that honours your glossary.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"bitexte {package.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Show it."),
) -> None:
    pass


def _register() -> None:
    from translate.cli import commands

    if not app.registered_commands:
        commands.register(app)


def main() -> None:
    """Run the command line; the only place where errors become a message and an exit code."""
    if getattr(package, "DISTRIBUTION", None) != "bitexte":
        sys.exit(
            "bitexte: another package named 'translate' has overwritten this one's files – "
            "install bitexte in an environment of its own (pipx install bitexte)"
        )
    from translate.errors import BitexteError

    _register()
    try:
        app()
    except BitexteError as error:
        print(f"bitexte: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader (`| head`) has gone; nothing is wrong and nobody listens.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
