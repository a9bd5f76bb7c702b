"""Every rule: its page, its example, and what must never happen whatever the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checks.base import Checker, Unit
from translate.checks.pages import explain_rule, read_example, read_page, reference, run_example
from translate.checks.registry import CODES, expand_codes, load_rule, make_rules
from translate.errors import ConfigError
from translate.glossary import parse_glossary, read_glossary
from translate.model import Finding, Kind

ROOT = Path(__file__).parents[2]
GLOSSARY = read_glossary(ROOT / "glossary.tsv")
WITHOUT_EXAMPLE = {"WAIVER001", "SPAN001"}  # no plain pair can break these


def findings(source: str, target: str, rule: str) -> list[Finding]:
    checker = Checker(make_rules([rule]), GLOSSARY)
    return checker.check(Unit(source, target))


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_whole(code: str) -> None:
    rule = load_rule(code)
    assert rule.code == code
    assert rule.severity in ("error", "warning", "info")
    assert rule.title
    page = read_page(code)
    assert len(page) > 100
    assert not page.startswith("#")
    assert explain_rule(code.lower()).startswith(code)


@pytest.mark.parametrize("code", [code for code in CODES if code not in WITHOUT_EXAMPLE])
def test_an_example_gives_its_findings(code: str) -> None:
    example = read_example(code)
    assert example is not None
    found = [
        {
            "rule": f.rule,
            "source": list(f.source) if f.source else None,
            "target": list(f.target) if f.target else None,
            "suggestion": f.suggestion,
        }
        for f in run_example(code, example)
    ]
    assert found
    assert found == list(example.findings)


def test_the_reference_page_is_current() -> None:
    shown = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert shown == reference(), "run tools/refresh_docs.py"


def test_families_and_unknown_rules() -> None:
    assert expand_codes(["term"]) == tuple(code for code in CODES if code.startswith("TERM"))
    with pytest.raises(ConfigError, match="rules are SPAN001"):
        expand_codes(["TERM009"])


TEXT = st.text(
    alphabet=st.sampled_from("abcéèàçœ ABÉ’'“”«»\"()[]-–—.,;:!?0123456789%€\u00a0\u202f\u0301🙂İſ\n\t"),
    max_size=120,
)
WORDS = st.lists(
    st.sampled_from(
        "la Maison Blanche le SVR aurait serait selon Macron « oui » 12 % 3 milliards d'euros The White House "
        "would be said the the svr 20 h 30 "
        "(ou) [ ] “ ” high responsibles Le Monde n'est pas 1er mai vingt-trois".split(" ")
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(TEXT, WORDS), st.one_of(TEXT, WORDS))
def test_spans_lie_in_the_texts_whatever_the_texts(source: str, target: str) -> None:
    for finding in Checker(make_rules(), GLOSSARY).check(Unit(source, target)):
        for span, text in ((finding.source, source), (finding.target, target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)
        assert finding.message
        assert not re.search(r"\bNone\b", finding.message)


@given(st.one_of(TEXT, WORDS), st.one_of(TEXT, WORDS))
def test_findings_do_not_depend_on_what_was_checked_before(source: str, target: str) -> None:
    fresh = Checker(make_rules(), GLOSSARY).check(Unit(source, target))
    used = Checker(make_rules(), GLOSSARY)
    used.check(Unit("Le SVR et la Maison Blanche.", "SVR and the white house"))
    assert used.check(Unit(source, target)) == fresh


def test_page_residue_may_stay_untranslated() -> None:
    checker = Checker(make_rules(), GLOSSARY)
    assert checker.check(Unit("Laisser un commentaire", "", kind=Kind.BOILERPLATE)) == []
    assert [f.rule for f in checker.check(Unit("Laisser un commentaire", ""))] == ["EMPTY001"]


def test_a_document_is_remembered_and_forgotten() -> None:
    rows = [
        ("Le cessez-le-feu tient.", "The ceasefire holds."),
        ("Le cessez-le-feu cède.", "The truce fails."),
    ]
    variants = parse_glossary("source\ttarget\ncessez-le-feu\tceasefire|truce\n", "variants")
    checker = Checker(make_rules(["TERM003"]), variants)
    assert [len(checker.check(Unit(*row, document="a"))) for row in rows] == [0, 1]
    assert [len(checker.check(Unit(*row))) for row in rows] == [0, 0]


def test_what_was_used_before_is_suggested_in_the_number_that_is_wanted() -> None:
    glossary = parse_glossary("blindé\tarmored vehicle|tank", "g")
    checker = Checker(make_rules(["TERM003"]), glossary)
    checker.check(Unit("Un blindé brûle.", "An armored vehicle is burning.", document="a"))
    [finding] = checker.check(Unit("Des blindés partent.", "Tanks are leaving.", document="a"))
    assert finding.suggestion == "Armored vehicles"


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("Le SVR a publié une note.", "The SVR’s note was published.", "TERM001"),
        ("Les prix montent encore.", "Prices go up and up and up.", "REP001"),
        ("Le général, il a fait du porte-à-porte.", "He went door to door to find him.", "REP001"),
        ("L'homme a dit non.", "He had had enough of it.", "REP001"),
        ("Il a cité le « New York Times ».", "He quoted the New York Times.", "QUOTE001"),
        ("Les droits des élus.", "The members' rights and the bosses' views.", "QUOTE001"),
        ("Le Figaro", "Le Figaro", "UNTR001"),
        ("Pékin proteste.", "Beijing protests.", "NAME001"),
        ("Sergueï Narychkine a parlé.", "Sergei Naryshkin spoke.", "NAME001"),
        ("L'État paiera.", "The state will pay.", "NAME001"),
        ("On aurait dit que le volcan dormait.", "It was as if the volcano were asleep.", "HEDGE001"),
        (
            "Il refusait de partir tant qu'on ne l'aurait pas payé.",
            "He refused to leave until paid.",
            "HEDGE001",
        ),
        ("Il nage mieux que ne le ferait un enfant.", "He swims better than a child.", "HEDGE001"),
        (
            "L'idée selon laquelle il serait parti l'amuse.",
            "The notion that he has left amuses her.",
            "HEDGE001",
        ),
        ("Sitôt la porte fermée, il partit.", "As soon as the door closed, he left.", "NAME001"),
        ("Écœuré par les querelles, il partit.", "Disgusted by the quarrels, he left.", "NAME001"),
        ("Étanchéité, chauffage : tout est à revoir.", "Sealing, heating: all must be redone.", "NAME001"),
        ("Un taxi de Calcutta.", "A taxi in Kolkata.", "NAME001"),
        ("Très motivées, les recrues affluent.", "Keen recruits pour in.", "NAME001"),
        ("Un filateur de Lodz.", "A spinner in Łódź.", "NAME001"),
        ("Ah bon ? Houx et gui.", "Really? Holly and mistletoe.", "NAME001"),
        ("De l'eau de Javel sur un fou de Bassan.", "Bleach on a gannet.", "NAME001"),
        ("Le Samu est à Coire.", "The ambulance is in Chur.", "NAME001"),
        ("Bora-Bora a un lagon.", "Bora Bora has a lagoon.", "REP001"),
        ("Il ne manquerait plus qu'elle vienne !", "All we need is for her to come!", "HEDGE001"),
        ("On se serait cru dans un film.", "It was like being in a movie.", "HEDGE001"),
        ("J'ai senti que la sauce ne prendrait pas.", "I sensed that it was not going to gel.", "HEDGE001"),
        ("Il rêva d'une patrie qui unirait l'Est.", "He dreamed of a homeland uniting the East.", "HEDGE001"),
        ("Il dort moins que ce dont il aurait besoin.", "He sleeps less than he needs.", "HEDGE001"),
    ],
)
def test_good_english_is_left_alone(source: str, target: str, rule: str) -> None:
    assert findings(source, target, rule) == []


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("Le match Canada-Argentine.", "The match was a a beauty.", "REP001"),
        ("Bora-Bora est une île.", "Bora Bora is the the island.", "REP001"),
        ("Bora-Bora.", "Bora Bora Bora Bora Bora Bora.", "REP001"),
        ("Il ne manquerait plus que trois voix.", "Only three votes are missing.", "HEDGE001"),
        (
            "Il rêve de ce club, qui aurait perdu un procès.",
            "He dreams of this club, which lost.",
            "HEDGE001",
        ),
        ("C'est ce dont il aurait convenu.", "That is what he agreed.", "HEDGE001"),
        ("Il a vu Laurence.", "He saw Lausanne.", "NAME001"),
        ("Bassan a vu un fou.", "A fool was seen.", "NAME001"),
    ],
)
def test_a_fault_beside_what_is_excused_is_found(source: str, target: str, rule: str) -> None:
    assert findings(source, target, rule)
