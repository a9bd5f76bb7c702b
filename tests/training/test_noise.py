"""What is done to training pairs is done to both sides where English would show it, and to French alone where not."""

from __future__ import annotations

import dataclasses
import random

import pytest

from translate.training.noise import join, roughen
from translate.training.recipe import NoiseRecipe

CALM = NoiseRecipe(capitals=0, bare_capitals=0, no_stop=0, quotes=0, join=0)
PAIR = ("À l'Élysée, on se tait.", "At the Élysée, nobody speaks.")


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("capitals", ("À L'ÉLYSÉE, ON SE TAIT", "AT THE ÉLYSÉE, NOBODY SPEAKS")),
        ("no_stop", ("À l'Élysée, on se tait", "At the Élysée, nobody speaks")),
        ("quotes", ('"À l\'Élysée, on se tait."', '"At the Élysée, nobody speaks."')),
        ("bare_capitals", ("A l'Elysée, on se tait.", PAIR[1])),
    ],
)
def test_each_change_of_form(kind: str, made: tuple[str, str]) -> None:
    assert roughen(*PAIR, dataclasses.replace(CALM, **{kind: 1.0}), random.Random(1)) == made


def test_shares_are_kept_and_most_stay_as_they_are() -> None:
    rng = random.Random(1)
    made = [roughen(*PAIR, dataclasses.replace(CALM, no_stop=0.1, quotes=0.2), rng) for _ in range(4000)]
    assert 300 < sum(not source.endswith((".", '"')) for source, _ in made) < 500
    assert 650 < sum(source.startswith('"') for source, _ in made) < 950
    assert roughen(*PAIR, CALM, rng) == PAIR


def test_neighbours_are_joined_only_where_both_are_sentences() -> None:
    assert join(PAIR, ("Pourquoi ?", "Why?")) is not None
    assert join(("Titre", "Headline"), PAIR) is None
    assert join(PAIR, ("x" * 300 + ".", "y.")) is None
