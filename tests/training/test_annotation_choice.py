from __future__ import annotations

import random

from translate.training.aligner import Aligner
from translate.training.annotate import Annotator
from translate.training.recipe import AnnotateRecipe

WORDS = [
    ("accord", "agreement"),
    ("traité", "treaty"),
    ("rapport", "report"),
    ("budget", "budget"),
    ("projet", "project"),
    ("contrat", "contract"),
]
NAMES = ["Dupont", "Moreau", "Lefebvre", "Garnier", "Rousseau", "Fontaine"]


def pairs() -> list[tuple[str, str]]:
    return [
        (
            f"Hier, {name} signait volontiers le {fr} avant jusqu'à minuit.",
            f"Yesterday, {name} gladly signed the {en} before until midnight.",
        )
        for fr, en in WORDS
        for name in NAMES
    ]


def annotator(swap: float) -> Annotator:
    recipe = AnnotateRecipe(share=1.0, swap=swap, lemma=0.0, most=1)
    made = Annotator(Aligner(), recipe, dict(WORDS) | {"signait": "signed", "niait": "denied"})
    made.learn(pairs())
    made.common = made.common_target = frozenset()  # in a corpus this small every word is a common one
    return made


def test_a_stand_in_takes_the_place_of_a_noun_and_never_of_a_verb() -> None:
    nouns = {en for _, en in WORDS}
    changed = 0
    for seed in range(20):
        for source, target in pairs():
            _, new = annotated = ANNOTATOR.annotate(source, target, random.Random(seed))
            assert "gladly signed the" in new, annotated
            if new != target:
                changed += 1
                assert any(f"the {noun} before" in new for noun in nouns), annotated
    assert changed


ANNOTATOR = annotator(swap=1.0)
