"""Robustness: what newspapers and keyboards do to sentences, done to training pairs."""

from __future__ import annotations

import random

from translate.text import strip_accents
from translate.training.recipe import NoiseRecipe

_STOPS = (".", "!", "?", "...")


def roughen(source: str, target: str, recipe: NoiseRecipe, rng: random.Random) -> tuple[str, str]:
    """Apply at most one change of form to a pair, with the odds of the recipe."""
    roll = rng.random()
    for share, change in (
        (recipe.capitals, _capitals),
        (recipe.no_stop, _no_stop),
        (recipe.quotes, _quotes),
        (recipe.bare_capitals, _bare_capitals),
    ):
        if roll < share:
            return change(source, target)
        roll -= share
    return source, target


def _capitals(source: str, target: str) -> tuple[str, str]:
    if len(source) > 120 or "<term>" in source:
        return source, target
    return source.rstrip(".").upper(), target.rstrip(".").upper()


def _no_stop(source: str, target: str) -> tuple[str, str]:
    if source.endswith(".") and target.endswith(".") and not source.endswith("..."):
        return source[:-1].rstrip(), target[:-1].rstrip()
    return source, target


def _quotes(source: str, target: str) -> tuple[str, str]:
    if '"' in source or '"' in target:
        return source, target
    return f'"{source}"', f'"{target}"'


def _bare_capitals(source: str, target: str) -> tuple[str, str]:
    return "".join(strip_accents(c) if c.isupper() else c for c in source), target


def join(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str] | None:
    """Make two sentences one line; None unless both end like sentences and stay short together."""
    if not all(side.rstrip('"').endswith(_STOPS) for pair in (first, second) for side in pair):
        return None
    if len(first[0]) + len(second[0]) > 260:
        return None
    return f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"
