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
            f"Hier, {name} signait volontiers le {fr} jusqu'à minuit.",
            f"Yesterday, {name} gladly signed the {en} until midnight.",
        )
        for fr, en in WORDS
        for name in NAMES
    ]


def annotator(swap: float) -> Annotator:
    recipe = AnnotateRecipe(share=1.0, swap=swap, lemma=0.0, most=1)
    made = Annotator(Aligner(), recipe, {fr: en for fr, en in WORDS})
    made.learn(pairs())
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
                assert any(f"the {noun} until" in new for noun in nouns), annotated
    assert changed > 100


def test_a_phrase_never_ends_before_an_apostrophe() -> None:
    for source, target in pairs():
        for phrase in ANNOTATOR.phrases(source, target):
            assert source[phrase.source[1] : phrase.source[1] + 1] != "'"


ANNOTATOR = annotator(swap=1.0)
