"""Guards against sick translations, and the small grammar of putting a term into a sentence."""

from __future__ import annotations

import pytest

from translate.articles import fit_article, wants_an
from translate.engines import Engine
from translate.honour.draft import Candidate
from translate.honour.edit import replace
from translate.honour.repair import place
from translate.pathologies import doubled_words, has_loop, is_proportionate, leftovers, repeated_words


@pytest.mark.parametrize(
    ("text", "reference", "loops"),
    [
        ("the UN the UN the UN said", "", True),
        ("no no no no", "", True),
        ("Never, never, never, never!", "Jamais, jamais, jamais, jamais !", False),
        ("the head of the head of the head of state", "", True),
        ("He had had enough of that that day.", "", False),
        ("The minister said that the minister of the interior was absent.", "", False),
        ("We want peace. We want bread. We want work.", "Nous voulons la paix, le pain, le travail.", False),
        ("in the case of the one in the case of the two in the case of the three", "", True),
        ("", "", False),
    ],
)
def test_loops(text: str, reference: str, loops: bool) -> None:
    assert has_loop(text, reference) is loops


def test_proportions() -> None:
    assert is_proportionate("Oui.", "Yes, indeed it is.")
    assert not is_proportionate("Oui.", " ".join(["word"] * 40))
    assert not is_proportionate(" ".join(["mot"] * 40), "Word.")
    assert not is_proportionate("Le ministre est parti.", "")
    assert is_proportionate("…", "")


def test_blemishes() -> None:
    assert doubled_words("White House House") == 1
    assert doubled_words("He had had it") == 0
    assert repeated_words("senior officials and high officials") == 1
    assert leftovers("the Blanche White House", "Maison Blanche") == 1


@pytest.mark.parametrize(
    ("form", "an"),
    [
        ("think tank", False),
        ("envoy", True),
        ("hour", True),
        ("honest broker", True),
        ("house", False),
        ("European", False),
        ("unit", False),
        ("uncle", True),
        ("UN envoy", False),
        ("US senator", False),
        ("SVR officer", True),
        ("FBI agent", True),
        ("MP", True),
        ("NATO official", False),
        ("EU official", True),
        ("one-off", False),
        ("only child", True),
        ("Ukrainian", False),
        ("unidentified", True),
        ("unissued", True),
        ("unidirectional", False),
        ("Ugandan", False),
        ("urine", False),
        ("Unesco", False),
        ("onetime", False),
        ("Honolulu", False),
        ("Ouagadougou", False),
        ("1881", True),
        ("1910", False),
        ("unanimous", False),
        ("unanswered", True),
        ("unimportant", True),
        ("Utah", False),
        ("utter", True),
        ("euro", False),
        ("electoral", True),
        ("18-year-old", True),
        ("110 metres", False),
        ("800", True),
        ("18,000", True),
        ("1,100", False),
    ],
)
def test_indefinite_article(form: str, an: bool) -> None:
    assert wants_an(form) is an


@pytest.mark.model
def test_a_plural_possessive_becomes_a_singular_one(compact: Engine) -> None:
    text = "The ministers' plan failed."
    pieces = compact.codec.encode_target(text)
    candidate = Candidate(text, pieces, -1.0, (), (), 0, True)
    assert replace(candidate, "émissaire", 0, (4, 13), "envoy").text == "The envoy's plan failed."


def test_article_and_capital_are_made_to_fit() -> None:
    assert fit_article("He met a ", "SVR officer") == "He met an "
    assert fit_article("An ", "think tank") == "A "
    assert fit_article("the ", "envoy") == "the "
    assert place("", "ceasefire") == "Ceasefire"
    assert place("He met an", "think tank director") == "He met a think tank director"
    assert place('"', "ceasefire") == '"Ceasefire'
    assert place("The Service (", "SVR") == "The Service (SVR"
