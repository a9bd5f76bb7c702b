"""Lint: what is legal in a glossary but unwise, and no word about what is well."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import GlossaryError
from translate.glossary import parse_glossary
from translate.glossary.lint import RULES, SEVERITIES, lint_glossary

ROOT = Path(__file__).parents[2]


def found(text: str) -> list[tuple[int | None, str, str]]:
    """Line, severity and rule of every remark."""
    return [(r.line, r.severity, r.rule) for r in lint_glossary(text)]


def rules(text: str) -> list[str]:
    return [rule for _, _, rule in found(text)]


@pytest.mark.parametrize("path", ["glossary.tsv", "tests/data/check_benchmark_glossary.tsv"])
def test_glossaries_in_use_raise_no_alarm(path: str) -> None:
    remarks = lint_glossary((ROOT / path).read_text(encoding="utf-8"), path)
    assert {r.rule for r in remarks} == {"contains"}
    assert {r.severity for r in remarks} == {"info"}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("Maison Blanche \tWhite House", "blanks"),
        ("Maison Blanche\tWhite House ", "blanks"),
        (" Maison Blanche\tWhite House", "blanks"),
        ("Maison  Blanche\tWhite House", "blanks"),
        ("Maison \u00a0Blanche\tWhite House", "blanks"),
        ("Maison Blanche\tWhite\u200bHouse", "blanks"),
        ("fièvre\tfever |ague", "blanks"),
        ("comité\tcommittee||panel", "empty-variant"),
        ("comité\tcommittee|", "empty-variant"),
        ("scrutin\tvote|vote", "duplicate"),
        ("le Sénat\tSenate", "article"),
        ("l’Élysée\tÉlysée Palace", "article"),
        ("Chambre\tthe House", "article"),
        ("as\tace", "too-short"),
        ("ministre de la Santé\tministre de la Santé", "untranslated"),
        ("Premier ministre\tPremier ministre", "untranslated"),
        ("Conseil de sécurité\tsécurité council", "not-english"),
        ("missile balistique\tbalistique missile", "not-english"),
        ("cessez-le-feu immédiat\tcessez-le-feu", "not-english"),
        ("préfet\tpréfet", "not-english"),
        ("garde des Sceaux\tLe ministre", "not-english"),
        ("house of lords\tHouse of Commons", "not-french"),
        ("national security\tSafety", "not-french"),
        ("sommet franco–russe\tFranco-Russian summit", "hyphens"),
    ],
)
def test_one_fault_one_remark(row: str, rule: str) -> None:
    assert rules(row + "\n") == [rule]


@pytest.mark.parametrize(
    "row",
    [
        "drone\tdrone",
        "Kremlin\tKremlin",
        "Quai d’Orsay\tQuai d’Orsay",
        "Conseil d’État\tCouncil of State|Conseil d’État",
        "Conseil d’État\tConseil d’État",
        "Conseil des relations étrangères|Council on Foreign Relations\tCouncil on Foreign Relations",
        "Council on Foreign Relations\tCouncil on Foreign Relations",
        "chargé d’affaires\tchargé d’affaires",
        "protégé\tprotégé",
        "protégés\tprotégés",
        "coup d’État\tcoup d’état|coup",
        "désescalade\tde-escalation",
        "gaulliste\tde Gaulle supporter",
        "le\u00a0Monde diplomatique\tMonde diplomatique reader",
        "pâtisserie\tpâtisserie shop",
        "Côte d’Ivoire\tCôte d’Ivoire|Ivory Coast",
        "Rassemblement national\tNational Rally|Rassemblement national",
        "verser\tto pour|to pay",
        "sans-papiers\tundocumented migrant",
        "Banque mondiale | Banque\tWorld Bank | Bank",
        "accord franco-russe\tFranco–Russian agreement",
        "direction collégiale\tjoint leadership",
        "leadership\tlead role",
        "a posteriori\ta posteriori",
        "ONU\tUN",
        "La Haye\tThe Hague",
    ],
)
def test_near_misses(row: str) -> None:
    assert rules(row + "\n") == []


def test_a_forbidden_calque_and_a_kept_name_may_be_french() -> None:
    header = "source\ttarget\tstatus\n"
    assert rules(header + "homologue\tcounterpart\t\nhomologue\thomologue\tforbidden\n") == []
    assert rules(header + "garde des Sceaux\t\tkeep\nPremier ministre\t\tkeep\n") == []


def test_columns_the_wrong_way_round_are_said_once() -> None:
    rows = (
        "foreign minister\tministre des Affaires étrangères\nceasefire\tcessez-le-feu\n"
        "Security Council\tConseil de sécurité\nspokesman\tporte-parole\n"
    )
    remarks = lint_glossary(rows)
    assert [(r.line, r.rule) for r in remarks] == [(None, "swapped")]
    back = "".join("\t".join(reversed(row.split("\t"))) + "\n" for row in rows.splitlines())
    assert lint_glossary(back) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("scrutin\tvote\nscrutin\tballot\n", [(2, "error", "refused")]),
        ("scrutin\tvote|ballot\nscrutin\tballot|vote\n", [(2, "warning", "conflict")]),
        ("Proche-Orient\tMiddle East\nProche Orient\tMiddle East\n", [(2, "warning", "duplicate")]),
        ("accord\tagreement\naccords\tdeal\n", [(2, "warning", "shadowed")]),
        ("accords\tdeal\naccord\tagreement\n", [(2, "warning", "shadowed")]),
        ("réfugiés\trefugees\nréfugié\trefugee\n", [(2, "warning", "shadowed")]),
        (
            "source\ttarget\tmatch\nbercy\tcity district\t\nBercy\tfinance ministry\texact\n",
            [(3, "error", "refused")],
        ),
        (
            "source\ttarget\tcase\ncongrès\tconference\t\nCongrès\tCongress\tsensitive\n",
            [(3, "warning", "shadowed")],
        ),
        ("source\ttarget\tcase\nCongrès\tCongress\tsensitive\ncongrès\tconference\t\n", []),
        (
            "source\ttarget\tmatch\naffaires\tbusiness\texact\naffaire\tcase\t\n",
            [],
        ),
        ("otage\thostage\nprise d’otages\thostage-taking\n", [(2, "info", "contains")]),
        ("vote\tvoting\nvoter\tto vote\n", []),
    ],
)
def test_entries_in_each_other_s_way(rows: str, expected: list[tuple[int, str, str]]) -> None:
    assert found(rows) == expected


def test_of_two_entries_one_within_the_other_the_winner_is_named() -> None:
    (remark,) = lint_glossary("Conseil de sécurité\tSecurity Council\nConseil de sécurité nationale\tNSC\n")
    assert (remark.line, remark.rule, remark.severity) == (2, "contains", "info")
    assert "“Conseil de sécurité” (line 1)" in remark.what
    assert "does not contain “Security Council”" in remark.what
    assert "longest match wins: “Conseil de sécurité nationale”" in remark.repair


def test_a_forbidden_target_that_another_entry_wants() -> None:
    header = "source\ttarget\tstatus\n"
    false_friend = header + "actuel\tcurrent\t\nactuel\tactual\tforbidden\nréel\tactual|real\t\n"
    (remark,) = lint_glossary(false_friend)
    assert (remark.line, remark.severity, remark.rule) == (3, "info", "forbidden-elsewhere")
    assert "preferred for “réel” in line 4" in remark.what
    inflected = header + "groupe d’étude\tstudy group\t\ngroupes d’étude\tstudy groups\tforbidden\n"
    assert found(inflected) == [(3, "warning", "conflict")]
    assert found(header + "actuel\tcurrent\t\nactuel\tcurrent\tforbidden\n") == [(3, "error", "refused")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("l’an d’or\tyear\ncoup d'envoi\tkick-off\n", [(2, "warning", "apostrophes")]),
        ("coup d'envoi\tkick-off\nl’an d’or\tyear\nd’accord\tagreed\n", [(1, "warning", "apostrophes")]),
        ("coup d’envoi\tkick-off\n", []),
        ("congé d’été\tsummer's leave\n", [(1, "info", "apostrophes")]),
        ("avant-garde\tvanguard\nvice‑ministre\tdeputy\n", [(2, "warning", "hyphens")]),
    ],
)
def test_marks_of_several_kinds(rows: str, expected: list[tuple[int, str, str]]) -> None:
    assert [f for f in found(rows) if f[2] in ("apostrophes", "hyphens")] == expected


def test_many_lines_with_the_rarer_mark_are_one_remark() -> None:
    rows = "".join(f"l’affaire n’{i} d’or\tx{i}\n" for i in range(20))
    rows += "".join(f"coup d'envoi {i}\ty{i}\n" for i in range(8))
    (remark,) = [r for r in lint_glossary(rows) if r.rule == "apostrophes"]
    assert "21, 22, 23, 24, 25 and 3 more" in remark.what


_CELL = st.text(
    st.sampled_from("aeéiélns ’'-‑–| LM\u00a0\u200bœÉ1\tdl"),
    max_size=14,
) | st.sampled_from(["Maison Blanche", "préfet", "le Sénat", "de la", "the", "of", "l’", "keep", "forbidden"])


@given(st.lists(st.lists(_CELL, min_size=1, max_size=4).map("\t".join), max_size=6).map("\n".join))
def test_errors_are_what_reading_refuses(text: str) -> None:
    for head in ("", "source\ttarget\tstatus\n"):
        remarks = lint_glossary(head + text)
        assert all(r.rule in RULES and r.severity in SEVERITIES and r.what for r in remarks)
        lines = len((head + text).split("\n"))
        assert all(r.line is None or 1 <= r.line <= lines for r in remarks)
        is_refused = any(r.severity == "error" for r in remarks)
        assert is_refused == any(r.rule == "refused" for r in remarks)
        if is_refused:
            with pytest.raises(GlossaryError):
                parse_glossary(head + text)
        else:
            assert parse_glossary(head + text).entries


def test_english_of_a_whole_corpus_hardly_ever_looks_french() -> None:
    """Every sentence of the news corpus as a target: far longer than a term, hence far likelier to be mistaken."""
    lines = (ROOT / "corpus/news/train.jsonl").read_text(encoding="utf-8").splitlines()[:2000]
    sentences = [json.loads(line) for line in lines]
    rows = "".join(f"{s['fr']}\t{s['en']}\n" for s in sentences if "|" not in s["fr"] + s["en"])
    remarks = lint_glossary(rows)
    alarms = {r.line for r in remarks if r.rule in ("not-english", "not-french", "untranslated", "swapped")}
    assert len(alarms) <= len(sentences) / 200


def test_ten_thousand_entries_take_seconds() -> None:
    rows = "".join(
        f"ministre numéro{i} des affaires{i % 97}\tminister {i} of affair {i % 97}\n" for i in range(10_000)
    )
    start = time.perf_counter()
    assert lint_glossary(rows) == []
    assert time.perf_counter() - start < 30
