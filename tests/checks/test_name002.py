"""NAME002: one name has one spelling in a document, and everything that only looks like another spelling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.checks.spelling import is_known_as, is_other_spelling, sound
from translate.glossary import EMPTY, Glossary, parse_glossary
from translate.model import Finding

ROOT = Path(__file__).parents[2]


def check(*rows: tuple[str, str], glossary: Glossary = EMPTY) -> list[Finding]:
    """Findings on the paragraphs of one document."""
    checker = Checker(make_rules(["NAME002"]), glossary)
    return [finding for row in rows for finding in checker.check(Unit(*row, document="essai"))]


@pytest.mark.parametrize(
    ("french", "first", "second"),
    [
        ("Tbilissi", "Tbilisi", "Tbilissi"),
        ("Kortchaguine", "Korchagin", "Kortchaguine"),
        ("Narychkine", "Naryshkin", "Narishkin"),
        ("Khrouchtchev", "Khrushchev", "Kruschev"),
        ("Zelensky", "Zelenskyy", "Zelensky"),
        ("Kiev", "Kyiv", "Kiev"),
        ("Kharkov", "Kharkiv", "Kharkov"),
        ("Genève", "Geneva", "Genève"),
        ("Pékin", "Beijing", "Peking"),
        ("Eltsine", "Yeltsin", "Eltsine"),
        ("Jirinovski", "Zhirinovsky", "Jirinovsky"),
        ("Téhéran", "Tehran", "Teheran"),
    ],
)
def test_another_spelling_is_reported_where_it_stands(french: str, first: str, second: str) -> None:
    source, target = f"Le ministre a quitté {french}.", f"The minister has left {second}’s palace."
    (finding,) = check(
        (f"Selon {french}, tout va bien.", f"According to {first}, all is well."), (source, target)
    )
    assert finding.source is not None
    assert finding.target is not None
    assert source[slice(*finding.source)] == french
    assert target[slice(*finding.target)] == second
    assert (finding.suggestion, finding.severity) == (first, "warning")
    # Within one paragraph as well.
    assert len(check((f"De {french} à {french}.", f"From {first} to {second}."))) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [("Il quitte Londres.", "He leaves London."), ("Londres attend.", "London’s waiting.")],
        [("La Géorgie vote.", "Georgia votes."), ("L’armée de Géorgie.", "The Georgian army.")],
        [("Il aime Cuba.", "He loves Cuba."), ("Le sucre de Cuba.", "Cuban sugar.")],
        [("L’Irak attend.", "Iraq waits."), ("L’armée d’Irak.", "The Iraqi army.")],
        [("Un Kurde parle.", "A Kurd speaks."), ("Les Kurdes parlent.", "The Kurds speak.")],
        [("Les Kennedy arrivent.", "The Kennedys arrive."), ("Il cite Kennedy.", "He quotes Kennedy.")],
        [("Ousmane Diallo rit.", "Ousmane Diallo laughs."), ("Ousmane Diatta rit.", "Ousman Diatta laughs.")],
        [("Le pape Élisabeth ?", "Pope Elizabeth?"), ("Élisabeth Borne part.", "Élisabeth Borne leaves.")],
        [("Il vit à Paris.", "He lives in Paris."), ("Paris cède.", "The Park Ministry gives way.")],
        [("Il cite Martin.", "He quotes Martin."), ("Martin et Marvin.", "The former and Marvin.")],
        [("L’Organisation une.", "The Organisation."), ("L’Organisation deux.", "The Organization.")],
        [("Il lit l’Élysée.", "He reads the Élysée."), ("Vers l’Élysée.", "To the Elysee.")],
        [("À Saint-Pierre.", "In Saint-Pierre."), ("Vers Saint-Pierre.", "To Saint Peter.")],
        [("Il voit Tbilissi.", "He sees Tbilisi."), ("Tbilissi tremble.", "The capital trembles.")],
        [("Il voit Tbilissi.", "He sees Tbilisi."), ("IL VOIT TBILISSI", "HE SEES TBILISSI")],
        [("Mars est rouge.", "Mars is red."), ("Mars reste loin en mars.", "Mars stays far in March.")],
        [("Selon Iran Air.", "Says Iran Air."), ("Iran Air et Ivan.", "The airline and Ivan.")],
    ],
)
def test_what_is_no_other_spelling_is_not_reported(rows: list[tuple[str, str]]) -> None:
    assert check(*rows) == []
    assert check(*reversed(rows)) == []


def test_another_document_begins_anew() -> None:
    checker = Checker(make_rules(["NAME002"]), EMPTY)
    assert checker.check(Unit("Il voit Tbilissi.", "He sees Tbilisi.", "un")) == []
    assert checker.check(Unit("Il voit Tbilissi.", "He sees Tbilissi.", "deux")) == []
    assert len(checker.check(Unit("Il voit Tbilissi.", "He sees Tbilisi.", "deux"))) == 1


def test_a_name_left_in_french_is_no_measure_for_those_that_follow() -> None:
    french = "Le ministre quitte Londres."
    rows = [(french, f"The minister leaves {name}.") for name in ("Londres", "London", "London", "Londres")]
    assert [finding.suggestion for finding in check(*rows)] == [None, "London"]


def test_names_that_are_terms_are_left_to_the_rules_of_terms() -> None:
    glossary = parse_glossary("Tbilissi\tTbilisi|Tiflis\n", "g.tsv")
    rows = [("Il voit Tbilissi.", "He sees Tbilisi."), ("Il voit Tbilissi.", "He sees Tbilissi.")]
    assert check(*rows, glossary=glossary) == []


def test_references_made_by_people_are_consistent() -> None:
    """8,531 sentences of 1,000 documents: what is reported there would be a false alarm."""
    checker = Checker(make_rules(["NAME002"]), EMPTY)
    found = []
    for name in ("train", "validation", "test"):
        with (ROOT / "corpus" / "news" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                found += checker.check(Unit(row["fr"], row["en"], row["doc"]))
    assert len(found) <= 2, found


words = st.text("aeioucghjkqstxyzTCÉœ’", min_size=1, max_size=9)


@given(words, words)
def test_spelling_is_a_matter_of_both_words_alike(a: str, b: str) -> None:
    assert is_other_spelling(a, b) == is_other_spelling(b, a)
    assert not is_other_spelling(a, a)
    assert is_known_as(a, a) or len(sound(a)) < 2


@pytest.mark.parametrize(
    ("french", "english"),
    [("Iran", "Iranian"), ("Cuba", "Cuban"), ("Israël", "Israeli"), ("Marie", "Maria"), ("Paris", "Parks")],
)
def test_a_derived_or_different_word_is_not_the_name(french: str, english: str) -> None:
    assert not is_known_as(french, english)
