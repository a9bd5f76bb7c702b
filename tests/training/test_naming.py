"""Names put for names in training pairs."""

from __future__ import annotations

import random
import re

import pytest

from translate.training.naming import Namer

NAMES = [
    "Delattre",
    "Kowalczyk",
    "Meyer",
    "Tremblay",
    "Nakamura",
    "Schröder",
    "Okello",
    "Umarov",
    "Beauchamp",
    "Marchetti",
]


def rename(source: str, target: str, seed: int = 1) -> tuple[str, str] | None:
    return Namer(NAMES, frozenset({"Bruxelles"})).rename(source, target, random.Random(seed))


@pytest.mark.parametrize("seed", range(20))
def test_both_sides_get_the_same_name_wherever_it_stands(seed: int) -> None:
    source = "Hier, Martinez a dit que les amis de Martinez n'étaient pas Martinez-Ruiz."
    renamed = rename(source, "Yesterday Martinez said that friends of Martinez were no Martinez-Ruiz.", seed)
    assert renamed is not None
    new = re.fullmatch(r"Hier, (\w+) a dit que les amis de (\w+) n'étaient pas Martinez-Ruiz\.", renamed[0])
    assert new is not None
    assert new[1] == new[2] != "Martinez"
    assert renamed[1] == f"Yesterday {new[1]} said that friends of {new[1]} were no Martinez-Ruiz."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le maire de Londres a parlé.", "The mayor of London spoke."),  # not alike
        ("Hier, la Commission a parlé.", "Yesterday the Commission spoke."),  # half a common noun
        ("Martinez a parlé.", "Martinez spoke."),  # first in the sentence: a capital proves nothing
        ("Le chef de l'ASEAN a parlé.", "The head of ASEAN spoke."),  # an acronym
        ("Le maire de Martinez a vu Martinez.", "The mayor of Martinez saw it."),  # not as often
        ("Le maire de Saint-Denis a parlé.", "The mayor of Saint-Denis spoke."),  # part of a compound
    ],
)
def test_what_is_no_name_or_not_spelt_alike_stays(source: str, target: str) -> None:
    assert rename(source, target) is None


def test_an_elided_word_never_meets_a_consonant() -> None:
    found = {
        rename("Le discours d'Andersson a plu.", "The speech by Andersson pleased.", seed)
        for seed in range(60)
    }
    assert all(
        pair is None or pair[0][len("Le discours d'")] in "AÀÂEÉÈÊIÎOÔUHYaàâeéèêiîoôuhy" for pair in found
    )


def test_names_are_gathered_from_pairs_and_lists_and_frequent_words_are_none() -> None:
    pairs = [("Selon Rossi, Paris veut agir.", "According to Rossi, Paris wants to act.")]
    pairs += [("Selon lui, Paris veut agir.", "According to him, Paris wants to act.")] * 10
    namer = Namer.learn(pairs, [("Ouagadougou", "Ouagadougou"), ("Londres", "London")])
    assert namer.names == ["Ouagadougou", "Rossi"]
    assert namer.frequent == {"Paris"}
