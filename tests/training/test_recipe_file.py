"""A recipe's faults: all at once, each with its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.errors import ConfigError, Fault
from translate.training.recipe_file import parse_recipe, read_recipe

ROOT = Path(__file__).parents[2]


def faults_of(text: str) -> list[Fault]:
    with pytest.raises(ConfigError) as error:
        parse_recipe(text, "r.toml")
    return list(error.value.faults)


def test_faults_of_a_recipe_come_all_at_once_in_the_order_of_their_lines() -> None:
    faults = faults_of("nam = 'x'\n[train]\noptimizer = 'sgd'\nlr = 'fast'\nema = 2\nshuffle = true\n")
    assert [fault.line for fault in faults] == [1, 3, 4, 5, 6]
    assert str(faults[0]).startswith("r.toml:1: unknown key nam – known here: name, ")
    assert str(faults[1]) == "r.toml:3: train.optimizer is 'sgd' – muon or adamw"
    assert str(faults[2]) == "r.toml:4: train.lr must be a number, not 'fast'"
    assert str(faults[3]) == "r.toml:5: train.ema is a share, between 0 and 1"
    assert "unknown key train.shuffle" in str(faults[4])


def test_the_second_of_two_corpora_is_told_from_the_first() -> None:
    text = """# path = 3
[[corpus]]
path = "a.tsv"
split = "news"

[[corpus]]
path = "b.tsv"
limit = "all"
split = "new"
colour = 1

[[corpus]]
note = "nothing to read"
"""
    found = [(fault.line, fault.what) for fault in faults_of(text)]
    assert found == [
        (8, "corpus.limit must be a whole number, not 'all'"),
        (9, "corpus.split is 'new'"),
        (10, "unknown key corpus.colour"),
        (12, "a [[corpus]] has no path"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("seed = 1\ntrain.optimizer = 'sgd'\n", 2),
        ("train.lr = 1.5\ntrain . 'optimizer' = 'sgd'\n", 2),
        ('["train"]\n"optimizer" = "sgd"\n', 2),
        ('[train]\nuntil = ""\n\n"\\u006Fptimizer" = "sgd"\n', 4),
        ("[ 'train' ]   # [train]\n  optimizer = 'sgd'\n", 2),
        ("train = { lr = 1.5, optimizer = 'sgd' }\n", 1),
        ('name = """\n[train]\noptimizer = 1\n"""\n[train]\noptimizer = "sgd"\n', 6),
        (
            "filter.exclude = [ # ]\n  'a#[b]',\n  '''c\noptimizer = 2''',\n]\n[train]\r\noptimizer = 'sgd'\n",
            7,
        ),
    ],
    ids=["dotted", "dotted, quoted", "quoted", "escaped", "blanks", "inline", "in a string", "after a list"],
)
def test_a_key_is_found_however_it_is_written(text: str, line: int) -> None:
    assert [(fault.line, fault.what) for fault in faults_of(text)] == [(line, "train.optimizer is 'sgd'")]


def test_tables_in_a_list_have_a_line_each() -> None:
    text = "corpus = [\n  { path = 'a.tsv' },\n  { path = 'b.tsv', split = 'x' },\n  {},\n  7,\n]\n"
    found = [(fault.line, fault.what) for fault in faults_of(text)]
    # A list that holds something else is left out, and what its tables say is not judged.
    assert found == [(5, "corpus must be a table")]
    found = [(fault.line, fault.what) for fault in faults_of(text.replace("  7,\n", ""))]
    assert found == [(3, "corpus.split is 'x'"), (4, "a [[corpus]] has no path")]


def test_a_fault_between_two_keys_stands_at_the_one_that_the_recipe_has() -> None:
    assert [fault.line for fault in faults_of("[model]\nffn = 64\nheads = 3\n")] == [3]
    assert [fault.line for fault in faults_of("[model]\nheads = 8\nd_model = 100\n")] == [3]
    (fault,) = faults_of("\n[export]\nbase_share = 0.5\n")
    assert str(fault).startswith("r.toml:3: export.base_share has no base to take a share of – ")


def test_no_heads_are_a_fault_like_others() -> None:
    assert [fault.line for fault in faults_of("[model]\nheads = 0\n")] == [2]


def test_a_value_of_the_wrong_type_is_not_missing_too() -> None:
    assert [fault.what for fault in faults_of("[[corpus]]\npath = 3\n")] == [
        "corpus.path must be a string, not 3"
    ]


def test_one_table_where_several_may_stand_is_told_how_to_be_written() -> None:
    (fault,) = faults_of("name = 'x'\n[corpus]\npath = 'a.tsv'\n")
    assert str(fault) == "r.toml:2: corpus must be a list – write [[corpus]]"


def test_unset_variables_are_found_wherever_a_path_may_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BITEXTE_NOWHERE", raising=False)
    monkeypatch.delenv("BITEXTE_NOBODY", raising=False)
    text = """name = "$BITEXTE_NOBODY is no path"
work = "work"
filter.exclude = ["dev/*.fr", "$BITEXTE_NOWHERE/*.fr"]
[[corpus]]
path = "a.tsv"
[[corpus]]
path = "${BITEXTE_NOWHERE}/b.tsv"
[[testset]]
name = "dev"
source = "dev.fr"
reference = "${BITEXTE_NOBODY}/dev.en"
"""
    found = [(fault.line, fault.what) for fault in faults_of(text)]
    assert found == [
        (3, "the environment variable BITEXTE_NOWHERE is not set"),
        (11, "the environment variable BITEXTE_NOBODY is not set"),
    ]


def test_a_file_that_is_no_toml_or_no_text_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of("name = 'x'\nseed 3\n")
    assert fault.line == 2
    path = tmp_path / "r.toml"
    with pytest.raises(ConfigError, match=r"r\.toml: cannot be read: no such file"):
        read_recipe(path)
    path.write_bytes(b'name = "caf\xe9"\n')
    with pytest.raises(ConfigError, match=r"r\.toml:1: is not UTF-8"):
        read_recipe(path)


@pytest.mark.parametrize("path", sorted((ROOT / "recipes").glob("*.toml")), ids=lambda p: p.stem)
def test_the_project_s_recipes_are_sound(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BITEXTE_DATA", "BITEXTE_BASE", "BITEXTE_WORK"):
        monkeypatch.setenv(name, "somewhere")
    assert read_recipe(path).corpus
