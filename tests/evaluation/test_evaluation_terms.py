"""Term success, consistency and pathologies on cases worked out by hand."""

from __future__ import annotations

import dataclasses

import pytest

from translate.checks.base import Case
from translate.evaluation.consistency import Consistency, sentence_consistency, term_consistency
from translate.evaluation.inputs import Segment
from translate.evaluation.pathologies import NamesCopied, find_pathologies, names_copied
from translate.evaluation.terms import TermScore, score_terms
from translate.glossary import EMPTY, parse_glossary
from translate.model import Kind, Pair, Record

GLOSSARY = parse_glossary(
    "source\ttarget\tstatus\n"
    "Maison Blanche\tWhite House|US presidency\t\n"
    "haut responsable\tsenior official\t\n"
    "haut responsable\thigh responsible\tforbidden\n"
    "actuel\tactual\tforbidden\n"
    "Sanvara\t\tkeep\n",
    "g.tsv",
)


def case(source: str, target: str, document: str = "d") -> Case:
    return Case(Segment(source, target, target, document).unit, GLOSSARY)


def score(source: str, target: str) -> TermScore:
    return score_terms([case(source, target)], GLOSSARY)


@pytest.mark.parametrize(
    ("source", "target", "occurrences", "met", "appears"),
    [
        ("La Maison Blanche a démenti.", "The White House denied it.", 1, 1, 1),
        ("La Maison Blanche a démenti.", "The US presidency denied it.", 1, 1, 1),
        ("La Maison Blanche a démenti.", "Washington denied it.", 1, 0, 0),
        # the words without their capitals: there, but wrong
        ("La Maison Blanche a démenti.", "The white house denied it.", 1, 0, 1),
        # one White House for two Maison Blanche
        ("La Maison Blanche a dit que la Maison Blanche nie.", "The White House said it denies it.", 2, 1, 2),
        ("Deux hauts responsables sont partis.", "Two senior officials left.", 1, 1, 1),
        ("Deux hauts responsables sont partis.", "Two high responsibles left.", 1, 0, 0),
        ("Il vit à Sanvara.", "He lives in Sanvara.", 1, 1, 1),
        ("Il vit à Sanvara.", "He lives in Savannah.", 1, 0, 0),
        ("Il pleut.", "It is raining.", 0, 0, 0),
    ],
)
def test_strict_and_appearing(source: str, target: str, occurrences: int, met: int, appears: int) -> None:
    found = score(source, target)
    assert (found.occurrences, found.met, found.appears) == (occurrences, met, appears)
    assert found.strict == (met / occurrences if occurrences else None)
    assert found.appearing == (appears / occurrences if occurrences else None)


def test_outcomes_are_those_of_the_checks() -> None:
    cases = [
        case("La Maison Blanche et la Maison Blanche.", "The White House and it."),
        case("Un haut responsable.", "A high responsible."),
        case("Sanvara dort.", "Savannah sleeps."),
        case("La Maison Blanche.", "The white house."),
        case("Le régime actuel.", "The actual regime."),
    ]
    found = score_terms(cases, GLOSSARY)
    assert found.outcomes == {"met": 1, "fewer": 1, "forbidden": 1, "altered": 1, "case": 1}
    assert found.forbidden_elsewhere == 1, "actuel has no wanted rendering, so it is no occurrence"
    assert [(count.entry.id, count.occurrences, count.met) for count in found.missed] == [
        ("maison-blanche", 3, 1),
        ("haut-responsable", 1, 0),
        ("sanvara", 1, 0),
    ]


def test_without_a_glossary_there_are_no_terms() -> None:
    unit = Segment("La Maison Blanche.", "The White House.", "").unit
    assert score_terms([Case(unit, EMPTY)], EMPTY) == TermScore()


def test_terms_rendered_alike_within_a_document() -> None:
    cases = [
        case("La Maison Blanche parle.", "The White House speaks.", "a"),
        case("La Maison Blanche agit.", "The White House acts.", "a"),
        case("La Maison Blanche se tait.", "The US presidency is silent.", "a"),
        case("La Maison Blanche dort.", "Nobody sleeps.", "a"),  # not rendered: no say
        case("Un haut responsable.", "A senior official.", "a"),
        case("Deux hauts responsables.", "Two senior officials.", "a"),  # a plural is no other rendering
        case("La Maison Blanche rit.", "The US presidency laughs.", "b"),  # alone in its document
    ]
    assert term_consistency(cases) == Consistency(repeated=5, alike=4)
    assert term_consistency(cases[-1:]).share is None


def test_identical_sentences_translated_alike() -> None:
    cases = [
        case("« Non. »", "“No.”", "a"),
        case('"Non."', '"No."', "a"),  # other quotation marks
        case("« Non. »", "Never.", "a"),
        case("« Non. »", "Never.", "b"),
        # two sentences in one segment are compared one by one
        case("Il pleut à Paris. Il neige.", "It rains in Paris. It snows.", "b"),
        case("Il neige.", "It snows.", "b"),
    ]
    assert sentence_consistency(cases) == Consistency(repeated=5, alike=4)


def test_links_and_pairs_hold_for_the_english_as_delivered_alone() -> None:
    pair = Pair((0, 2), (0, 2), words=((0, 2, 0, 2),))
    record = Record("d:0:0", "d", 0, Kind.PARAGRAPH, "Un", "An", "One", (pair,))
    delivered = Segment("Un", "An", "An", "d", record=record)
    assert delivered.unit.links == ((0, 2, 0, 2),)
    assert delivered.unit.pairs == (((0, 2), (0, 2)),)
    other = delivered.with_hypothesis("One").unit
    assert (other.links, other.pairs) == ((), ())


SOUND = Segment("Le train est arrivé à l'heure hier soir.", "The train arrived on time last night.", "x")


def test_faults_of_outputs() -> None:
    loop = "The train the train the train the train the train"
    outputs = [SOUND.hypothesis, "", " … ", SOUND.source, loop, "Train " + "on and off again " * 12]
    found = find_pathologies(
        dataclasses.replace(SOUND, hypothesis=output, id=str(i)) for i, output in enumerate(outputs)
    )
    assert found.where == {
        "empty": ["1", "2"],
        "copied": ["3"],
        "loops": ["4", "5"],
        "disproportionate": ["5"],
    }


def test_what_is_the_same_in_both_languages_is_not_copied() -> None:
    line = "Armand Rochefort, Paris, Agence Orion"
    assert not find_pathologies([Segment(line, line, line)]).where["copied"]
    assert find_pathologies([Segment(line, line, "By Armand Rochefort, Orion")]).where["copied"]


def test_the_length_ratio_counts_words_of_the_reference() -> None:
    found = find_pathologies([Segment("a b", "one two three", "one two"), Segment("a b", "one", "one two")])
    assert found.length_ratio == 1.0
    assert find_pathologies([Segment("a", "b", "…")]).length_ratio is None


@pytest.mark.parametrize(
    ("source", "reference", "hypothesis", "names", "copied"),
    [
        (
            "Ousmane Diatta vit à Sanvara.",
            "Ousmane Diatta lives in Sanvara.",
            "Ousmane Data lives in Sanvara.",
            3,
            2,
        ),
        # a possessive and a hyphen leave the name whole
        (
            "Le plan de Diatta pour Port-Aurore.",
            "Diatta's plan for Port-Aurore.",
            "Diatta’s Port-Aurore plan.",
            3,
            3,
        ),
        # spelt differently in English: nobody asks for the French name
        ("Il a quitté Moscou.", "He left Moscow.", "He left Moscow.", 0, 0),
        # twice in both texts
        ("Diatta et Diatta.", "Diatta and Diatta.", "Diatta.", 2, 1),
        # a common word that opens the sentence is no name
        ("Message de Sanvara reçu.", "Message from Sanvara received.", "A note from Sanvara came.", 1, 1),
    ],
)
def test_names_copied(source: str, reference: str, hypothesis: str, names: int, copied: int) -> None:
    found = names_copied(
        [dataclasses.replace(SOUND, source=source, reference=reference, hypothesis=hypothesis)]
    )
    assert found == NamesCopied(names, copied)
