"""``bitexte train``: make a model by a recipe, or fine-tune one on reviewed pairs."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable


def train(
    recipe: Annotated[Path | None, typer.Argument(metavar="RECIPE.toml", help="Recipe to carry out.")] = None,
    base: Annotated[
        str | None,
        typer.Option("--from", metavar="MODEL", help="Model to fine-tune: compact, or a MarianMT folder."),
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", help="Reviewed records or pairs (JSONL), or two columns (TSV).")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the fine-tuned model.")
    ] = None,
    development: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--development", metavar="FR EN", help="Aligned texts that the guard goes by."),
    ] = None,
    minutes: Annotated[float, typer.Option(min=0.01, help="With --from: minutes of training.")] = 5.0,
    until: Annotated[str, typer.Option(help="Last stage of a recipe to run.")] = "card",
) -> None:
    """Train a model, stage by stage; what is done and unchanged is skipped.

    Ctrl-C or SIGTERM writes a checkpoint, and the same command goes on from it. With --from and --pairs, a model is
    fine-tuned, and handed out only if it did not fall behind on the development set.
    """
    from translate.errors import ConfigError

    if (recipe is None) == (base is None):
        raise ConfigError("name a recipe, or a model with --from – see bitexte train --help")
    stop = _stopper()
    if recipe is not None:
        from translate.training.recipe_file import read_recipe
        from translate.training.stages import run_recipe

        if not run_recipe(read_recipe(recipe), until=until, stop=stop, say=_say):
            raise typer.Exit(130)
        return
    if pairs is None or output is None:
        raise ConfigError("--from needs --pairs FILE and -o FOLDER")
    _tune(str(base), pairs, output, development, minutes, stop)


def _tune(
    base: str,
    pairs: Path,
    output: Path,
    development: tuple[Path, Path] | None,
    minutes: float,
    stop: Callable[[], bool],
) -> None:
    from translate.engines.models import find_model
    from translate.training.finetune import tune, tuning_recipe

    work = output.with_name(f".{output.name}.work")
    if development is None:
        _say("no --development texts: nothing guards against a worse model")
    scores = tune(
        tuning_recipe(find_model(base).folder, pairs, work, development, minutes=minutes),
        output,
        stop=stop,
        say=_say,
    )
    if not output.exists():
        raise typer.Exit(130)
    if scores:
        _say(f"development set: BLEU {scores['before']:.1f} before, {scores['after']:.1f} after")
    _say(f"written to {output}; use it with bitexte translate -m {output}")


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _stopper() -> Callable[[], bool]:
    """True once the process was asked to stop; a second Ctrl-C stops at once."""
    asked: list[int] = []

    def ask(number: int, _: object) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _say("stopping after this update; a checkpoint will be written")

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
    return lambda: bool(asked)
