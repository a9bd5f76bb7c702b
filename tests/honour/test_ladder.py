"""The ladder over the embedded model: terms are met on some rung, spans are true, nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from translate.align import find_words
from translate.engines import Decoding, Engine, Hypothesis, Request
from translate.glossary import EMPTY, Glossary, find_renderings, parse_glossary
from translate.honour import Ladder, Translation
from translate.pathologies import doubled_words

pytestmark = pytest.mark.model

GLOSSARY = parse_glossary(
    "Maison Blanche\tWhite House\n"
    "cessez-le-feu\tceasefire|cease-fire\n"
    "Onu|ONU\tUN\n"
    "SVR\tSVR\n"
    "Conseil des relations étrangères\tCouncil on Foreign Relations\n"
    "Service des renseignements extérieurs\tForeign Intelligence Service\n"
    "groupe de réflexion\tthink tank\n"
    "haut fonctionnaire\tsenior official\n"
    "département d'État\tState Department\n"
    "pourparlers de paix\tpeace talks\n",
    "test",
)
SENTENCES = """La Maison Blanche a démenti ces allégations.
Le directeur du Service des renseignements extérieurs (SVR) a rencontré de hauts fonctionnaires de la Maison Blanche.
Les hauts fonctionnaires du Conseil des relations étrangères mèneraient des pourparlers de paix secrets.
L’Onu réclame un cessez-le-feu immédiat.
Un porte-parole du département d'État l’a confirmé jeudi.
Deux groupes de réflexion ont publié une étude sur le cessez-le-feu.
« Le cessez-le-feu tient », a déclaré l'ONU.
Le ministre est arrivé hier.""".splitlines()


def check(translation: Translation, glossary: Glossary) -> None:
    """Every span is what it claims to be."""
    for a, b, c, d in translation.words:
        assert 0 <= a < b <= len(translation.source)
        assert 0 <= c < d <= len(translation.target)
    matches = [m for m in glossary.find(translation.source) if m.entry.status != "forbidden"]
    assert [t.source for t in translation.terms] == [m.span for m in matches]
    for term in translation.terms:
        if term.status == "met":
            assert term.target is not None
            assert term.how in {"model", "nbest", "repair", "edit"}
            renderings = find_renderings(translation.target, glossary.entry(term.entry))
            assert term.target in [r.span for r in renderings]
        else:
            assert term.target is None
            assert term.how is None
    spans = [t.target for t in translation.terms if t.target is not None]
    assert len(spans) == len(set(spans)), "two occurrences share one rendering"


def terms_of(translations: Sequence[Translation]) -> tuple[int, int]:
    terms = [t for translation in translations for t in translation.terms]
    return sum(t.status == "met" for t in terms), len(terms)


@pytest.mark.parametrize("name", ["compact", "compact_reference"])
def test_terms_are_met_on_both_engines(name: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    translations = Ladder(engine, GLOSSARY).translate(SENTENCES)
    for translation in translations:
        check(translation, GLOSSARY)
        assert translation.is_sound
        assert not doubled_words(translation.target)
    met, terms = terms_of(translations)
    assert terms >= 14
    assert met >= 0.98 * terms


def test_glossary_makes_the_difference(compact: Engine) -> None:
    free = Ladder(compact, EMPTY).translate(SENTENCES)
    would_meet = sum(bool(find_renderings(t.target, m.entry)) for t in free for m in GLOSSARY.find(t.source))
    met, terms = terms_of(Ladder(compact, GLOSSARY).translate(SENTENCES))
    assert would_meet < met <= terms


def test_sentences_without_terms_are_untouched(compact: Engine) -> None:
    free = Ladder(compact, EMPTY).translate(SENTENCES[-1:])
    honoured = Ladder(compact, GLOSSARY).translate(SENTENCES[-1:])
    assert free == honoured


def test_a_sentence_does_not_depend_on_its_neighbours(compact: Engine) -> None:
    ladder = Ladder(compact, GLOSSARY)
    together = ladder.translate([*SENTENCES, SENTENCES[0]])
    assert together[0] == together[-1]
    assert together[:-1] == [ladder.translate([sentence])[0] for sentence in SENTENCES]


def test_cost_is_zero_where_the_model_said_it_by_itself(compact: Engine) -> None:
    for translation in Ladder(compact, GLOSSARY).translate(SENTENCES):
        for term in translation.terms:
            if term.status == "met":
                assert term.cost is not None
                assert term.how != "model" or compact.model.reads_annotations or term.cost == 0.0


def test_forbidden_target_is_avoided_when_the_beam_has_another(compact: Engine) -> None:
    sentence = "Le ministre a annoncé une réforme."
    free = Ladder(compact, EMPTY).translate([sentence])[0].target
    word = next(w for w in ("announced", "reform", "Minister", "minister") if w in free)
    french = {"announced": "annoncer", "reform": "réforme", "Minister": "ministre", "minister": "ministre"}[
        word
    ]
    glossary = parse_glossary(f"source\ttarget\tstatus\n{french}\t{word}\tforbidden\n", "g")
    result = Ladder(compact, glossary).translate([sentence])[0]
    assert result.terms == ()
    assert result.target


def test_keep_is_kept(compact: Engine) -> None:
    glossary = parse_glossary(
        "source\ttarget\tstatus\nLe Courrier de l'Aube\tLe Courrier de l'Aube\tkeep\n", "g"
    )
    sentence = "Selon Le Courrier de l'Aube, le maire aurait démissionné."
    result = Ladder(compact, glossary).translate([sentence])[0]
    check(result, glossary)
    assert result.terms[0].status == "met"
    assert "Le Courrier de l'Aube" in result.target


@given(
    words=st.lists(
        st.sampled_from(
            [
                "la",
                "Maison",
                "Blanche",
                "l’Onu",
                "SVR",
                "cessez-le-feu",
                "«",
                "»",
                "et,",
                "</s>",
                "<term>",
                "😀",
                "É",
                "mène",
                "12,5",
                "%",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
@example(words="😀 l’Onu <term> 😀 SVR la <term> 😀 SVR Blanche".split())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_any_terms(compact: Engine, words: list[str]) -> None:
    text = " ".join(words)
    for translation in Ladder(compact, GLOSSARY, Decoding(beams=2)).translate([text]):
        assert translation.source == text
        check(translation, GLOSSARY)


class Stubborn:
    """An engine that says one thing, and stammers when it is made to begin otherwise."""

    name = "stubborn"
    concurrency = 1

    def __init__(self, real: Engine, english: str) -> None:
        self.model, self.codec = real.model, real.codec
        self._english = real.codec.encode_target(english)
        self._stammer = real.codec.encode_target("no no no no no no no no")

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        return [
            [Hypothesis((*r.prefix, *self._stammer) if r.prefix else self._english, -1.0)] for r in requests
        ]

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        return [(-1.0,) * (len(target) + 1) for target in targets]

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        return [np.zeros((len(t), len(s)), np.float32) for s, t in zip(sources, targets, strict=True)]


def test_what_cannot_be_met_is_said(compact: Engine) -> None:
    # No attention, so nothing to edit; every repair loops, so none is acceptable.
    translation = Ladder(Stubborn(compact, "They denied these claims."), GLOSSARY).translate([SENTENCES[0]])[
        0
    ]
    assert [(t.status, t.target, t.how, t.cost) for t in translation.terms] == [("unmet", None, None, None)]
    assert translation.target == "They denied these claims."


def test_a_loop_is_flagged(compact: Engine) -> None:
    translation = Ladder(Stubborn(compact, "no no no no no no no no"), EMPTY).translate([SENTENCES[0]])[0]
    assert not translation.is_sound


def test_a_rendering_without_its_capitals_is_none(compact: Engine) -> None:
    translation = Ladder(Stubborn(compact, "The white house denied these claims."), GLOSSARY).translate(
        [SENTENCES[0]]
    )[0]
    assert [(t.status, t.target) for t in translation.terms] == [("unmet", None)]


class HalfCharacter(Stubborn):
    """It goes on from a forced term with a plural *s* and half a character, and attends word by word."""

    def __init__(self, real: Engine, english: str) -> None:
        super().__init__(real, english)
        self._stammer = ("s", "▁", "<0xF0>", *real.codec.encode_target("denied these claims."))

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        return [np.eye(len(t), len(s), dtype=np.float32) for s, t in zip(sources, targets, strict=True)]


def test_links_are_those_of_the_text_after_a_plural_was_taken_from_a_term(compact: Engine) -> None:
    ladder = Ladder(HalfCharacter(compact, "They denied these claims."), GLOSSARY)
    [translation] = ladder.translate([SENTENCES[0]])
    assert [term.how for term in translation.terms] == ["repair"]
    assert "White House " in translation.target
    words = find_words(translation.target)
    assert translation.words
    assert all(link[2:] in words for link in translation.words)
