"""Terms in French, renderings in English, one for one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import GlossaryError
from translate.glossary import (
    find_forbidden,
    find_renderings,
    other_number_forms,
    pair_terms,
    parse_glossary,
    read_glossary,
    serialize_glossary,
    term_forms,
)
from translate.glossary.lint import lint_glossary

ROOT = Path(__file__).parents[2]
GLOSSARY = read_glossary(ROOT / "glossary.tsv")


@pytest.mark.parametrize(
    ("french", "found"),
    [
        ("La Maison Blanche dément.", ["Maison Blanche"]),
        ("la Maison-Blanche dément", ["Maison-Blanche"]),
        ("LA MAISON BLANCHE DÉMENT", ["MAISON BLANCHE"]),
        ("la Maison\u00a0Blanche", ["Maison\u00a0Blanche"]),
        ("l’Onu et l'ONU", ["Onu", "ONU"]),
        ("Trois groupes de réflexion", ["groupes de réflexion"]),
        ("d’anciens hauts fonctionnaires", ["hauts fonctionnaires"]),
        ("les ministres des Affaires étrangères", ["ministres des Affaires étrangères"]),
        ("la ministre des Affaires étrangères", ["ministre des Affaires étrangères"]),
        ("le Conseil de sécurité de l’Onu", ["Conseil de sécurité", "Onu"]),
        ("le Conseil de sécurité nationale", ["Conseil de sécurité nationale"]),
        ("l’Organisation des Nations unies", ["Organisation des Nations unies"]),
        ("les Nations unies", ["Nations unies"]),
        ("le chef d’état-major des armées", ["chef d’état-major des armées"]),
        ("le chef d'e\u0301tat-major", ["chef d'e\u0301tat-major"]),
        ("un cessez le feu, deux cessez-le-feu", ["cessez le feu", "cessez-le-feu"]),
        ("le département d'État", ["département d'État"]),
        ("selon NBC News", ["NBC News"]),
        ("Otan, otanien, OTAN", ["Otan", "OTAN"]),
        ("une maison blanche au bord de l’eau", ["maison blanche"]),
        ("le SVR et la svr", ["SVR"]),
        ("la cia", []),
        ("une première tour, le premier tour", ["premier tour"]),
        ("Le sénateur et le Sénat", ["Sénat"]),
        ("rien à voir ici", []),
        ("", []),
    ],
)
def test_terms_in_french(french: str, found: list[str]) -> None:
    assert [m.text for m in GLOSSARY.find(french)] == found


@given(
    st.lists(
        st.sampled_from(
            [
                "l’",
                "Onu",
                " ",
                "Maison",
                " Blanche",
                "É",
                "e\u0301",
                "« ",
                "SVR",
                "groupes de réflexion",
                "😀",
                "\u00a0",
            ]
        )
    )
)
def test_spans_are_true(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for found in GLOSSARY.find(text):
        assert end <= found.span[0] < found.span[1] <= len(text)
        assert text[slice(*found.span)] == found.text
        end = found.span[1]


@pytest.mark.parametrize(
    ("entry", "english", "found"),
    [
        ("maison-blanche", "The White House denies.", ["White House"]),
        ("maison-blanche", "the White House's denial", ["White House"]),
        ("maison-blanche", "the White Houses of this world", ["White Houses"]),
        ("maison-blanche", "Whitehouse Street", []),
        ("groupe-de-reflexion", "two think tanks, a think-tank", ["think tanks", "think-tank"]),
        ("cessez-le-feu", "a cease-fire and ceasefires", ["cease-fire", "ceasefires"]),
        ("svr", "the SVR’s officers", ["SVR"]),
        ("haut-fonctionnaire", "Senior officials said", ["Senior officials"]),
        ("conseil-de-securite", "the security councilor", []),
        (
            "haut-fonctionnaire",
            "A senior U.S. official and senior Israeli officials",
            ["senior U.S. official", "senior Israeli officials"],
        ),
        (
            "haut-fonctionnaire",
            "Senior NATO officials, senior officials",
            ["Senior NATO officials", "senior officials"],
        ),
        ("haut-fonctionnaire", "a senior retired official, a senior US tax official, a senior", []),
        ("haut-fonctionnaire", "the Monsenior US official, a senior US officialdom, senior , official", []),
        (
            "haut-fonctionnaire",
            "the senior Tuesday. official, a senior Israel's official, a senior Trade Official",
            [],
        ),
        (
            "haut-responsable",
            "A senior Israeli official met a senior official",
            ["senior Israeli official", "senior official"],
        ),
        ("groupe-de-reflexion", "They think Russian tanks failed.", []),
        ("maison-blanche", "the White Big House", []),
    ],
)
def test_renderings_in_english(entry: str, english: str, found: list[str]) -> None:
    assert [r.form for r in find_renderings(english, GLOSSARY.entry(entry))] == found


def test_number_decides_the_form_to_ask_for() -> None:
    [plural] = GLOSSARY.find("deux groupes de réflexion")
    [singular] = GLOSSARY.find("un groupe de réflexion")
    assert term_forms(plural)[0] == "think tanks"
    assert term_forms(singular)[0] == "think tank"


NUMBERED = parse_glossary(
    """source\ttarget\tstatus
porte-avions\taircraft carrier\t
garde-côtes\tcoast guard\t
porte-parole\tspokesman|spokeswoman\t
Human Rights Watch\tHuman Rights Watch\t
Parlement européen\tEuropean Parliament\t
lancer\tto launch\t
SVR|Service des renseignements\t\tkeep
""",
    "g",
)


@pytest.mark.parametrize(
    ("french", "form", "others"),
    [
        ("un porte-avions", "aircraft carrier", {"aircraft carriers"}),
        ("deux porte-avions", "aircraft carriers", {"aircraft carrier"}),
        ("porte-avions nucléaire", "aircraft carrier", {"aircraft carriers"}),
        ("les garde-côtes", "coast guards", {"coast guard"}),
        ("anciens gardes-côtes", "coast guards", {"coast guard"}),
        ("des porte-parole", "spokesmen", {"spokesman", "spokeswoman"}),
        ("son porte-parole", "spokesman", {"spokesmen", "spokeswomen"}),
        ("selon Human Rights Watch", "Human Rights Watch", {"human rights watches"}),
        ("le Conseil et le Parlement européens", "European Parliament", {"european parliaments"}),
        ("ils lancent", "launch", set()),
        ("nommé en 2019 porte-parole", "spokesman", {"spokesmen", "spokeswomen"}),
        ("vingt et un Parlements européens", "European Parliaments", {"european parliament"}),
        ("le SVR", "SVR", set()),
        ("le Service des renseignements", "Service des renseignements", set()),
    ],
)
def test_words_that_differ_in_number_leave_it_to_the_determiner(
    french: str, form: str, others: set[str]
) -> None:
    [match] = NUMBERED.find(french)
    assert term_forms(match)[0] == form
    assert other_number_forms(match) == others


@pytest.mark.parametrize(
    ("french", "english", "met"),
    [
        ("La Maison Blanche et la Maison Blanche", "The White House and the White House", [True, True]),
        ("La Maison Blanche et la Maison Blanche", "The White House and it", [True, False]),
        ("La Maison Blanche", "The Elysée", [False]),
        ("le Conseil de sécurité nationale", "the Security Council", [False]),
        ("le SVR", "several SVRs", [True]),
        ("un haut responsable de l’Otan", "a senior NATO official", [True, True]),
        ("les chargés d’affaires", "the chargés d’affaires", [True]),
    ],
)
def test_one_rendering_for_one_occurrence(french: str, english: str, met: list[bool]) -> None:
    paired = pair_terms(french, english, GLOSSARY.find(french))
    assert [p.rendering is not None for p in paired] == met
    spans = [p.rendering.span for p in paired if p.rendering]
    assert len(spans) == len(set(spans))


def test_forbidden_targets_are_found_only_beside_their_source() -> None:
    assert find_forbidden("un groupe de réflexion", "a reflection group", GLOSSARY)
    assert not find_forbidden("un groupe de musique", "a discussion group", GLOSSARY)
    assert not find_forbidden("un groupe de réflexion", "a think tank", GLOSSARY)


FAULTY = {
    "Onu\tUN\nOnu\tU.N.O.\n": [2],
    "seul\n": [1],
    "\tvide\n": [1],
    "vide\t\n": [1],
    "a\tb\tc\td\te\tf\tg\th\n": [1],
    "source\ttarget\tstatus\nOnu\tUN\twrong\n": [2],
    "source\ttarget\tstatus\nOnu\tUN\tpreferred\nOnu\tUN\tforbidden\n": [3],
    "source\ttarget\tcase\nOnu\tUN\tloud\n": [2],
}


@pytest.mark.parametrize("text", FAULTY, ids=[repr(t)[:30] for t in FAULTY])
def test_faults_come_with_their_lines(text: str) -> None:
    with pytest.raises(GlossaryError) as error:
        parse_glossary(text, "g.tsv")
    assert {fault.line for fault in error.value.faults} & set(FAULTY[text])


def test_two_columns_bom_and_crlf() -> None:
    glossary = parse_glossary("\ufeffOnu\tUN\r\nSVR\tSVR\r\n", "g")
    assert [e.id for e in (glossary.entry("onu"), glossary.entry("svr"))] == ["onu", "svr"]


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_bytes("Élysée\tÉlysée\n".encode("cp1252"))
    with pytest.raises(GlossaryError, match=r"1252|8859"):
        read_glossary(tmp_path / "g.tsv")


def test_the_sha_is_of_the_meaning() -> None:
    a = parse_glossary("Onu\tUN\nSVR\tSVR\n", "a")
    b = parse_glossary("source\ttarget\nSVR\tSVR\n\nOnu\tUN\n", "b")
    assert a.sha == b.sha != parse_glossary("Onu\tUNO\nSVR\tSVR\n", "c").sha


def test_round_trip() -> None:
    again = parse_glossary(serialize_glossary(GLOSSARY), "again")
    assert again.sha == GLOSSARY.sha
    assert len(again) == len(GLOSSARY)


def test_the_project_s_glossary_is_clean_and_large() -> None:
    assert len(GLOSSARY) >= 120
    text = (ROOT / "glossary.tsv").read_text(encoding="utf-8")
    assert not [r for r in lint_glossary(text, "glossary.tsv") if r.severity != "info"]


def test_ten_thousand_entries_cost_no_more_than_ten() -> None:
    small = parse_glossary("".join(f"terme numéro{i}\tterm {i}\n" for i in range(10)), "s")
    large = parse_glossary("".join(f"terme numéro{i}\tterm {i}\n" for i in range(10_000)), "l")
    text = "Le ministre des Affaires étrangères a quitté la ville, terme numéro5 en main. " * 200

    def seconds(glossary: object) -> float:
        start = time.perf_counter()
        glossary.find(text)  # type: ignore[attr-defined]
        return time.perf_counter() - start

    for glossary in (small, large):
        seconds(glossary)
    assert min(seconds(large) for _ in range(3)) < 5 * min(seconds(small) for _ in range(3))


def test_a_target_is_composed_like_the_text_that_it_is_looked_for_in() -> None:
    glossary = parse_glossary("communiqué conjoint\tjoint communique\u0301\npourparlers\tpeace  talks\n", "g")
    assert find_renderings("Joint communiqué", glossary.entry("communique-conjoint"))[0].is_case_ok
    assert find_renderings("Peace Talks", glossary.entry("pourparlers"))[0].is_case_ok


def test_what_is_forbidden_or_sensitive_encloses_nothing() -> None:
    glossary = parse_glossary(
        "source\ttarget\tstatus\tcase\ngroupe de réflexion\treflection group\tforbidden\t\n"
        "groupe de travail\tworking group\t\tsensitive\n",
        "g",
    )
    assert not find_forbidden("un groupe de réflexion", "a reflection NATO group", glossary)
    assert not find_renderings("a working NATO group", glossary.entry("groupe-de-travail"))
