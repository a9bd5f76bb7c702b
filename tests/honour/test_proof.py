"""Proofreading: what the checks object to is put right where a better translation can be had, and no term is lost."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.engines import Decoding, Engine, Hypothesis, Request
from translate.glossary import EMPTY, Glossary, parse_glossary
from translate.honour import Ladder, Translation
from translate.text import restore_english

pytestmark = pytest.mark.model

NEWS = [Path(__file__).parents[2] / "corpus" / "news" / f"{split}.jsonl" for split in ("validation", "test")]
GLOSSARY = parse_glossary("Maison Blanche\tWhite House\n", "test")


class Scripted:
    """An engine with a beam of given translations, and others for a source with annotations."""

    name = "scripted"
    concurrency = 1

    def __init__(
        self,
        real: Engine,
        beam: Sequence[tuple[str, float]],
        told: Sequence[str] = (),
        *,
        reads_annotations: bool = True,
    ) -> None:
        self.model = dataclasses.replace(real.model, reads_annotations=reads_annotations)
        self.codec = real.codec
        self.calls: list[str] = []
        self._beam, self._told = beam, told

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        found = []
        for request in requests:
            source = " ".join(request.pieces)
            self.calls.append(source)
            beam = [(english, -1.0) for english in self._told] if "<as>" in source else self._beam
            hypotheses = [Hypothesis(self.codec.encode_target(english), score) for english, score in beam]
            found.append(hypotheses[: options.hypotheses])
        return found

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        return [(-1.0,) * (len(target) + 1) for target in targets]

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        return [np.zeros((len(t), len(s)), np.float32) for s, t in zip(sources, targets, strict=True)]


def translate(engine: Scripted, french: str, glossary: Glossary = EMPTY) -> Translation:
    [translation] = Ladder(engine, glossary).translate([french])
    return translation


def test_another_hypothesis_has_the_number_right(compact: Engine) -> None:
    beam = [("It held for six months.", -0.5), ("It held for 16 months.", -0.9)]
    translation = translate(Scripted(compact, beam), "Elle a tenu seize mois.")
    assert translation.target == "It held for 16 months."
    assert translation.score == -0.9


def test_a_hypothesis_far_behind_is_not_taken_and_the_number_is_edited(compact: Engine) -> None:
    beam = [("It held for six months.", -0.5), ("The moon, 16 months.", -2.0)]
    translation = translate(Scripted(compact, beam), "Elle a tenu seize mois.")
    assert translation.target == "It held for sixteen months."


def test_another_hypothesis_keeps_the_hearsay(compact: Engine) -> None:
    beam = [("She was recruited on the spot.", -0.5), ("She was allegedly recruited on the spot.", -0.6)]
    translation = translate(Scripted(compact, beam), "Elle aurait été recrutée sur place.")
    assert translation.target == "She was allegedly recruited on the spot."


@pytest.mark.parametrize(
    ("french", "english", "mended"),
    [
        ("22 h 50. On s'inquiète à Kiev.", "2:50 p.m. Kyiv worries.", "10:50 p.m. Kyiv worries."),
        ("Un homme de dix-neuf ans.", "A 90-year-old man.", "A 19-year-old man."),
        ("Il a duré onze jours.", "It lasted an 18 days.", "It lasted an 11 days."),
        ("De 989 à 1 187 loups pour 41 bergers.", "From 989 to 187 wolves, 411 shepherds.",
         "From 989 to 1,187 wolves, 41 shepherds."),
    ],
)  # fmt: skip
def test_a_number_is_edited(compact: Engine, french: str, english: str, mended: str) -> None:
    assert translate(Scripted(compact, [(english, -0.5)]), french).target == mended


def test_half_a_word_is_not_edited_and_the_model_is_told(compact: Engine) -> None:
    engine = Scripted(compact, [("Twenty-nuf brands.", -0.5)], told=["Nine brands.", "Twenty-nine brands."])
    translation = translate(engine, "Vingt-neuf marques.")
    assert translation.target == translation.mt == "Twenty-nine brands."
    assert len(engine.calls) == 2
    assert "<as>" in engine.calls[1]


def test_a_lost_name_is_told(compact: Engine) -> None:
    engine = Scripted(compact, [("They moved away.", -0.5)], told=["They moved to Bienne."])
    assert translate(engine, "Ils ont déménagé à Bienne.").target == "They moved to Bienne."


def test_a_misspelt_name_is_spelt_as_in_the_french(compact: Engine) -> None:
    engine = Scripted(compact, [("The Grtengordel district and a Fairanks street.", -0.5)])
    translation = translate(engine, "Le quartier du Grachtengordel et une rue de Fairbanks.")
    assert translation.target == "The Grachtengordel district and a Fairbanks street."


def test_a_model_that_reads_no_annotations_is_not_told(compact: Engine) -> None:
    engine = Scripted(compact, [("Twenty-nuf brands.", -0.5)], reads_annotations=False)
    assert translate(engine, "Vingt-neuf marques.").target == "Twenty-nuf brands."
    assert len(engine.calls) == 1


def test_who_asks_for_none_gets_what_the_model_says(compact: Engine) -> None:
    engine = Scripted(compact, [("It held for six months.", -0.5), ("It held for 16 months.", -0.6)])
    [translation] = Ladder(engine, EMPTY, proofread=False).translate(["Elle a tenu seize mois."])
    assert translation.target == "It held for six months."


def test_what_is_right_is_decoded_once(compact: Engine) -> None:
    engine = Scripted(compact, [("It held for 16 months.", -0.5), ("It held 16 months.", -0.4)])
    assert translate(engine, "Elle a tenu seize mois.").target == "It held for 16 months."
    assert len(engine.calls) == 1


def test_no_term_is_given_for_a_number(compact: Engine) -> None:
    beam = [("The White House waited an age.", -0.5), ("The house waited 16 months.", -0.6)]
    translation = translate(Scripted(compact, beam), "La Maison Blanche a attendu seize mois.", GLOSSARY)
    assert [term.status for term in translation.terms] == ["met"]
    assert "White House" in translation.target


def test_the_embedded_model_gets_half_as_many_numbers_wrong(compact: Engine) -> None:
    checker = Checker(make_rules(["NUM001"]), EMPTY)
    rows = [json.loads(line) for file in NEWS for line in file.read_text(encoding="utf-8").splitlines()]
    french = [row["fr"] for row in rows if row["kind"] == "sentence" and sum(map(str.isdigit, row["fr"])) > 2]
    free = compact.decode([Request(compact.codec.encode(text).pieces) for text in french], Decoding())
    before = [
        restore_english(compact.codec.decode(beam[0].pieces).text, text).text
        for text, beam in zip(french, free, strict=True)
    ]
    after = [translation.target for translation in Ladder(compact, EMPTY).translate(french)]

    def wrong(english: Sequence[str]) -> int:
        return sum(len(checker.check(Unit(f, e))) for f, e in zip(french, english, strict=True))

    assert wrong(before) > 2  # in some three hundred sentences
    assert wrong(after) <= wrong(before) / 2
