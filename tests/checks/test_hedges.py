"""HEDGE001 and HEDGE002: conditionals that report, attributions, and what English makes of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checks.base import Checker, Unit
from translate.checks.hedging import is_conditional
from translate.checks.registry import load_rule
from translate.checks.rules.hedge001.context import find_hearsay
from translate.checks.rules.hedge002.attributions import find_attributions
from translate.glossary import Glossary, read_glossary
from translate.model import Finding

DATA = Path(__file__).parents[1] / "data"


def check(source: str, target: str, code: str = "HEDGE001") -> list[Finding]:
    return Checker([load_rule(code)()], Glossary(())).check(Unit(source, target))


@pytest.mark.parametrize(
    "word",
    "serait auraient mèneraient finirait prendrait viendraient saurait courrait enverrait vivrait mettrait connaîtrait "
    "recevraient conclurait romprait suivrait dormirait assoupirait réaliserait descendrait entrerait".split(),
)
def test_conditional_is_known_by_its_stem(word: str) -> None:
    assert is_conditional(word)
    assert is_conditional(word.capitalize())


@pytest.mark.parametrize(
    "word",
    "préparait tirait entraient montrait courait mourait livrait ouvrait offrait durait errait libéraient "
    "serrait inspirait respirait encadrait engendrait effondrait restaurait acquérait portrait retrait trait".split(),
)
def test_imperfect_and_noun_are_no_conditional(word: str) -> None:
    assert not is_conditional(word)


def test_conditional_agrees_with_the_dictionary() -> None:
    dictionaries = pytest.importorskip("simplemma.strategies.dictionaries.dictionary_factory")
    french = dictionaries.DefaultDictionaryFactory().get_dictionary("fr")
    wrong = total = 0
    for raw, lemma in french.items():
        word, lemma = (text.decode() if isinstance(text, bytes) else text for text in (raw, lemma))
        stem = word.removesuffix("aient") if word.endswith("aient") else word.removesuffix("ait")
        # Infinitives in -ire and -re have other stems in the imperfect; saurait is listed under saurer.
        if stem == word or not stem.endswith("r") or not word.isalpha() or not lemma.endswith(("er", "ir")):
            continue
        if stem in ("saur", "r"):
            continue
        total += 1
        wrong += is_conditional(word) == (lemma in (stem + "er", stem + "ir"))
    assert total > 5000
    assert wrong / total < 0.005


@pytest.mark.parametrize(
    "sentence",
    [
        "S'il avait su, le ministre serait parti.",
        "Le ministre partirait si le président le demandait.",
        "Au cas où le pont céderait, la route serait coupée.",
        "Il a dit que le convoi passerait la frontière.",
        "On pensait que la trêve tiendrait.",
        "Le sommet devrait s'ouvrir lundi.",
        "Il aurait dû démissionner.",
        "Le maire souhaiterait rencontrer les grévistes.",
        "Qui le remplacerait ?",
        "Ces propos ne sauraient engager le parti.",
        "Il serait naïf de le croire.",
        "On dirait une erreur.",
        "Sans cette aide, l'hôpital fermerait.",
        "« Je lui dirais non, et il partirait sans un mot », confie un proche.",
        "Le cortège entrait dans la ville et préparait la fête.",
    ],
)
def test_other_conditionals_report_nothing(sentence: str) -> None:
    assert find_hearsay(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Le chef rebelle aurait été tué.", "aurait"),
        ("Même si Paris dément, le colonel serait en fuite.", "serait"),
        ("Les deux pays mèneraient des pourparlers.", "mèneraient"),
        ("Le ministre aurait assuré qu'il partirait si on le lui demandait.", "aurait"),
        ("« C'est fini, nous rentrons à la maison », aurait lâché le négociateur.", "aurait"),
    ],
)
def test_hearsay_is_found(sentence: str, verb: str) -> None:
    assert [sentence[slice(*span)] for span in find_hearsay(sentence)] == [verb]


def test_lost_hearsay_points_at_the_verb() -> None:
    source = "Le ministre, malade, aurait démissionné."
    (finding,) = check(source, "The minister, who is ill, has resigned.")
    assert finding.source is not None
    assert source[slice(*finding.source)] == "aurait"
    assert "reportedly" in finding.message


@pytest.mark.parametrize(
    "target",
    [
        "The minister has reportedly resigned.",
        "The minister is said to have resigned.",
        "The minister may have resigned.",
        "The minister would have resigned.",
        "The minister has resigned, according to his aides.",
        "Aides say the minister has resigned.",
    ],
)
def test_any_hedge_keeps_hearsay(target: str) -> None:
    assert check("Le ministre aurait démissionné.", target) == []


def test_a_hedge_does_not_cover_the_next_sentence() -> None:
    source = "Il aurait fui. Sa femme serait arrêtée."
    (finding,) = check(source, "He reportedly fled. His wife has been arrested.")
    assert finding.source is not None
    assert source[slice(*finding.source)] == "serait"


def test_a_belief_of_the_source_is_no_hedge() -> None:
    source = "Les armes viendraient d'un dépôt que l'on croyait détruit."
    assert check(source, "The weapons come from a depot that was believed to be destroyed.")
    assert not check(
        source, "The weapons are believed to come from a depot that was believed to be destroyed."
    )


def test_offsets_survive_decomposed_accents() -> None:
    source = "Le pre\u0301sident serait a\u0300 l'e\u0301tranger."
    (finding,) = check(source, "The president is abroad.")
    assert finding.source is not None
    assert source[slice(*finding.source)] == "serait"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Selon le Monde, le texte est prêt.", "Selon le Monde"),
        ("Le texte est prêt, d’après deux élus.", "d’après deux élus"),
        ("« Le texte est prêt », a-t-il affirmé.", "a-t-il affirmé"),
        ("Le texte est prêt, assure la ministre.", "assure"),
        ("La ministre assure que le texte est prêt.", "assure que"),
        ("La ministre assure que le texte est plus long que prévu.", "assure que"),
        ("La ministre assure aussi que le texte est prêt.", "assure aussi que"),
        ("Aux dires des témoins, la rue était vide.", "Aux dires des témoins"),
        ("Pour la ministre, le texte est prêt.", "Pour la ministre"),
    ],
)
def test_lost_attribution_is_found(source: str, words: str) -> None:
    (finding,) = check(source, "The text is ready.", "HEDGE002")
    assert finding.source is not None
    assert source[slice(*finding.source)] == words


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Selon la police, il est parti.", "He has left, police said."),
        ("Selon une étude, les lacs s'assèchent.", "A study finds that lakes are drying up."),
        ("D'après le Monde, il est parti.", "Le Monde: he has left."),
        ("Selon certaines informations, il est parti.", "He has reportedly left."),
        ("Pour la ministre, c'est un succès.", "It is a success for the minister."),
        ("Selon la loi, le délai est de deux jours.", "The time limit is two days."),
        ("Il travaille d'après nature.", "He works from life."),
        ("Le ministre a déclaré la guerre au gaspillage.", "The minister is at war with waste."),
        ("Sa note que tous attendaient est parue.", "The memo everyone awaited is out."),
        ("Le sapin rapporte plus aux agriculteurs que le blé.", "Fir trees bring farmers more than wheat."),
        ("Le sodium réagit si fort qu'il faut du pétrole.", "Sodium is so violent that it needs kerosene."),
        ("La sonde prévient dès que la route gèle.", "The probe rings as soon as the road freezes."),
        ("Il était écrit que je raterais ce train.", "I was destined to miss that train."),
        ("Comment ce nom s'écrit-il ?", "How is that name spelled?"),
        ("On les classe selon leur dureté.", "They are ranked by hardness."),
        ("Un hôtel de sources chaudes.", "A hot-spring hotel."),
        ("Mon ordinateur rame, souffle et s'éteint.", "My computer crawls, wheezes and dies."),
    ],
)
def test_kept_attribution_and_other_senses_pass(source: str, target: str) -> None:
    assert check(source, target, "HEDGE002") == []


def test_reportedly_is_no_source() -> None:
    assert check("Selon la police, il est parti.", "He has reportedly left.", "HEDGE002")


def test_a_denial_of_the_sources_is_no_attribution() -> None:
    assert check("Selon la police, le maire nie les faits.", "The mayor denies the facts.", "HEDGE002")


@given(
    st.text(alphabet="aeiéèrst’' «»,.:-\u0301\u00a0ASD", max_size=60),
    st.sampled_from(["aurait", "selon lui", "a-t-il dit"]),
)
def test_spans_lie_in_the_text(noise: str, words: str) -> None:
    source = f"{noise} {words} {noise}"
    for code in ("HEDGE001", "HEDGE002"):
        for finding in check(source, "Word.", code):
            assert finding.source is not None
            assert 0 <= finding.source[0] < finding.source[1] <= len(source)
    for attribution in find_attributions(source):
        assert source[slice(*attribution.span)].strip()


@pytest.mark.parametrize(
    ("code", "precision", "recall"), [("HEDGE001", 0.85, 0.80), ("HEDGE002", 0.85, 0.80)]
)
def test_benchmark_floor(code: str, precision: float, recall: float) -> None:
    checker = Checker([load_rule(code)()], read_glossary(DATA / "check_benchmark_glossary.tsv"))
    right = found = expected = 0
    for line in (DATA / "check_benchmark.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        have = len(checker.check(Unit(pair["source"], pair["target"], pair.get("document"))))
        want = pair["rules"].count(code)
        right, found, expected = right + min(have, want), found + have, expected + want
    assert right / found >= precision
    assert right / expected >= recall
