"""Fine-tuning on reviewed records: a small recipe made for the purpose, and a guard over what comes out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from translate.errors import BitexteError, OutputError
from translate.training.recipe import (
    AnnotateRecipe,
    CorpusRecipe,
    Recipe,
    TestSetRecipe,
    TrainRecipe,
)
from translate.training.scoring import score_testsets
from translate.training.stages import run_recipe

MARGIN = 0.5
"""Largest loss of BLEU on the development set at which a tuned model is still handed out."""

LEARNING_RATE = 1e-4
"""A twentieth of training's: a few hundred pairs must not wash away the rest."""


class GuardError(BitexteError):
    """A tuned model is worse than what it came from."""


def tuning_recipe(
    base: Path,
    pairs: Path,
    work: Path,
    development: tuple[Path, Path] | None,
    *,
    minutes: float,
    seed: int = 1,
) -> Recipe:
    """Recipe that continues a model on reviewed pairs.

    Args:
        base: folder of the MarianMT model.
        pairs: reviewed records or pairs (JSONL), or two columns (TSV).
        work: folder for everything that is made.
        development: French and English texts that the guard goes by.
        minutes: budget.
        seed: of order and noise.
    """
    testset = (TestSetRecipe("development", str(development[0]), str(development[1])),) if development else ()
    return Recipe(
        name=work.name,
        seed=seed,
        base=str(base.resolve()),
        work=str(work.resolve()),
        corpus=(CorpusRecipe(str(pairs.resolve()), copies=4, note="reviewed pairs"),),
        # A few hundred pairs teach no aligner: how annotations are read stays as it was learnt.
        annotate=AnnotateRecipe(share=0.0),
        train=TrainRecipe(
            minutes=minutes,
            batch_tokens=1024,
            lr=LEARNING_RATE,
            optimizer="adamw",
            warmup=0.1,
            ema=0.95,
            validate_minutes=0,
        ),
        testset=testset,
        root=str(Path.cwd()),
    )


def tune(
    recipe: Recipe,
    output: Path,
    *,
    stop: Callable[[], bool] = lambda: False,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, float]:
    """Fine-tune and hand the model out, unless it fell behind.

    Args:
        recipe: from ``tuning_recipe``.
        output: folder for the model; must not exist.
        stop: asked after every update.
        say: takes a line of progress.

    Returns:
        ``{"before": BLEU, "after": BLEU}``; empty without a development set, or when stopped (then the same call
        goes on from the checkpoint, and nothing is written to ``output``).

    Raises:
        GuardError: the score fell by more than ``MARGIN``; nothing is written to ``output``.
        OutputError: ``output`` exists already.
    """
    if output.exists():
        raise OutputError.at(str(output), "exists already", "name a new folder")
    if not run_recipe(recipe, stop=stop, say=say):
        return {}
    work = recipe.path(recipe.work)
    scores: dict[str, float] = {}
    if recipe.testset:
        before = score_testsets(recipe, Path(recipe.base))[0]["bleu"]
        after = json.loads((work / "scores.json").read_text(encoding="utf-8"))[0]["bleu"]
        scores = {"before": before, "after": after}
        if after < before - MARGIN:
            raise GuardError(
                f"the tuned model has BLEU {after:.1f} on the development set, its base {before:.1f}: not handed out. "
                f"Train for fewer --minutes or on more pairs; the model is in {work / 'export'}"
            )
    shutil.copytree(work / "export", output)
    return scores
