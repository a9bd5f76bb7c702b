#!/usr/bin/env python3
"""Train from packed data on a machine that has nothing else, such as a borrowed GPU.

    bitexte train RECIPE.toml --until pack                  # at home: WORK/pack and WORK/tokenizer
    tools/train_pack.py RECIPE.toml WORK OUT --minutes 9    # there
    cat OUT/export/model.safetensors.* > model.safetensors  # at home again

Needs torch, transformers, sentencepiece and numpy, this checkout's translate/, the recipe, its base if it names one,
and of WORK the two folders. Checkpoints go to OUT/run: the same command goes on from there, also after a kill. When
the minutes are used the averaged weights stand in OUT/export, in half precision and in pieces that a narrow way back
lets through.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from translate.errors import BitexteError
from translate.training.architecture import load_model, new_model
from translate.training.export import export_model, reads_annotations
from translate.training.loop import train
from translate.training.pack import read_pool
from translate.training.recipe import Recipe
from translate.training.recipe_file import read_recipe


def split(path: Path, size: int) -> list[Path]:
    """Cut a file into pieces NAME.00, NAME.01, … of at most ``size`` bytes, and remove it."""
    data = path.read_bytes()
    pieces = []
    for number, start in enumerate(range(0, len(data), size)):
        piece = path.with_name(f"{path.name}.{number:02d}")
        piece.write_bytes(data[start : start + size])
        pieces.append(piece)
    path.unlink()
    return pieces


def recipe_for(path: Path, minutes: float, updates: int) -> Recipe:
    """A recipe with another budget; variables that only its corpora name need not be set here."""
    for name in ("BITEXTE_DATA", "BITEXTE_WORK"):
        os.environ.setdefault(name, "unset")
    recipe = read_recipe(path)
    budget: dict[str, Any] = {"validate_minutes": 0.0}
    if minutes:
        budget |= {"minutes": minutes, "updates": 0, "until": ""}
    if updates:
        budget |= {"updates": updates}
    return dataclasses.replace(recipe, train=dataclasses.replace(recipe.train, **budget))


def main() -> int:
    """Train, export, cut; 0 when the budget is used, 130 when it was stopped before."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recipe", type=Path)
    parser.add_argument("work", type=Path, help="folder with pack/ and tokenizer/")
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=0.0, help="budget instead of the recipe's")
    parser.add_argument("--updates", type=int, default=0, help="budget in updates, for a trial")
    parser.add_argument("--piece-mb", type=float, default=15.0, help="largest piece, in millions of bytes")
    options = parser.parse_args()
    asked = False

    def stop(*_: object) -> None:
        nonlocal asked
        asked = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        recipe = recipe_for(options.recipe, options.minutes, options.updates)
        pool = read_pool(sorted((options.work / "pack").glob("pool-*.npz")))
        tokenizer = options.work / "tokenizer"
        base = recipe.path(recipe.base) if recipe.base else None
        model = load_model(base) if base else new_model(recipe.model, tokenizer, recipe.seed)
        run = options.out / "run"
        outcome = train(
            model, pool, recipe, run, stop=lambda: asked, say=lambda line: print(line, flush=True)
        )
        print(json.dumps({**dataclasses.asdict(outcome), "device": str(next(model.parameters()).device)}))
        if not outcome.is_finished:
            return 130
        model.cpu().save_pretrained(options.out / "averaged")
        export_model(
            options.out / "averaged",
            tokenizer,
            options.out / "export",
            reads_annotations=reads_annotations(recipe),
            base=base,
            base_share=recipe.export.base_share,
        )
        pieces = split(options.out / "export" / "model.safetensors", int(options.piece_mb * 1e6))
    except BitexteError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(pieces)} pieces in {options.out / 'export'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
