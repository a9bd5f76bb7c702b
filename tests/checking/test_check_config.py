"""Settings of a project: where they are found, what is valid in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.checking.config import CheckConfig, find_config
from translate.checks.registry import CODES
from translate.errors import ConfigError


def write(folder: Path, text: str, name: str = "bitexte.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_setting(tmp_path: Path) -> None:
    write(
        tmp_path,
        '[check]\nglossary = "terms/g.tsv"\nselect = ["TERM", "num001"]\nignore = ["TERM006"]\nfail-on = "warning"\n'
        'baseline = "base.json"\nwaivers = "w.toml"\nseverity = {TERM003 = "error", TERM = "info"}\n',
    )
    config = find_config(tmp_path)
    assert config.glossary == str(tmp_path / "terms" / "g.tsv")
    assert config.baseline == str(tmp_path / "base.json")
    assert config.waivers == str(tmp_path / "w.toml")
    assert config.fail_on == "warning"
    assert config.codes == ("TERM001", "TERM002", "TERM003", "TERM004", "TERM005", "NUM001")
    # The one rule wins over its family, whichever is written first.
    assert config.severity["TERM003"] == "error"
    assert config.severity["TERM001"] == "info"


def test_without_settings_every_rule_runs(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_config(tmp_path) == CheckConfig()
    assert CheckConfig().codes == CODES


def test_pyproject_of_a_folder_above(tmp_path: Path) -> None:
    write(tmp_path, '[tool.bitexte.check]\nselect = ["LEN001"]\n', "pyproject.toml")
    below = write(tmp_path / "a" / "b", "[tool.other]\nx = 1\n", "pyproject.toml")
    assert find_config(below).codes == ("LEN001",)


def test_own_file_wins_over_pyproject_and_the_nearer_over_the_farther(tmp_path: Path) -> None:
    write(tmp_path, '[tool.bitexte.check]\nselect = ["LEN001"]\n', "pyproject.toml")
    write(tmp_path, '[check]\nselect = ["REP001"]\n')
    assert find_config(tmp_path).codes == ("REP001",)
    write(tmp_path / "a", '[tool.bitexte.check]\nselect = ["QUOTE001"]\n', "pyproject.toml")
    assert find_config(tmp_path / "a").codes == ("QUOTE001",)


def test_the_search_ends_with_the_repository(tmp_path: Path) -> None:
    write(tmp_path, '[check]\nselect = ["REP001"]\n')
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert find_config(tmp_path / "repo") == CheckConfig()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[check]\n\nselekt = []\n", 3, ["unknown key selekt", "glossary", "select", "fail-on", "waivers"]),
        ("[check]\n[chek]\n", 2, ["unknown table chek", "check"]),
        ("select = ['TERM']\n", 1, ["unknown table select"]),
        ("check = 3\n", 1, ["check is no table", "[check]"]),
        ('[check]\nselect = "TERM"\n', 2, ["select is 'TERM'", "a list"]),
        ('[check]\nignore = [\n  "TERM",\n  "TREM",\n]\n', 4, ["'TREM'", "TERM001", "WAIVER"]),
        ('[check]\nfail-on = "info"\n', 2, ["fail-on is 'info'", "error or warning"]),
        ("[check]\nglossary = 3\n", 2, ["glossary is 3"]),
        ("[check]\nseverity = 3\n", 2, ["severity is 3", "error, warning, info"]),
        ('[check.severity]\nNUM = "info"\nTERM = "fatal"\n', 3, ["severity of TERM", "error, warning, info"]),
        ('[check.severity]\nTREM = "error"\n', 2, ["'TREM'"]),
        ("[check\n", 1, ["not TOML"]),
        ("# settings\n[check]\nselect = [\n", 3, ["not TOML"]),
        ("x = " + "[" * 9999, None, ["nested too deeply"]),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, text: str, line: int | None, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        find_config(write(tmp_path, text))
    assert [fault.line for fault in caught.value.faults] == [line]
    for word in ["bitexte.toml", *words]:
        assert word in str(caught.value)


def test_everything_that_is_wrong_at_once(tmp_path: Path) -> None:
    text = """[check]
fail-on = "info"
selekt = []
ignore = ["FOO", "TERM",
"BAR"]
[check.severity]
TREM = "error"
TERM = "x"
[x]
"""
    with pytest.raises(ConfigError) as caught:
        find_config(write(tmp_path, text))
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4, 5, 7, 8, 9]


def test_a_setting_that_is_no_table_hides_no_other_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        find_config(write(tmp_path, "check = 3\nfoo = 4\n"))
    assert [fault.line for fault in caught.value.faults] == [1, 2]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[tool.bitexte.check]\nx = 1\n", 2, "unknown key x"),
        ("[project]\n[tool.bitexte.chek]\n", 2, "unknown table chek"),
        ("[tool]\nbitexte = 1\n", 2, r"tool\.bitexte\.check is no table – write \[tool\.bitexte\.check\]"),
    ],
)
def test_pyproject_is_held_to_the_same(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(ConfigError, match=rf"pyproject\.toml:{line}: {what}"):
        find_config(write(tmp_path, text, "pyproject.toml"))


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "bitexte.toml").write_bytes(b"[check]\nglossary = '\xe9.tsv'\n")
    with pytest.raises(ConfigError, match=r"bitexte\.toml:2: is not UTF-8"):
        find_config(tmp_path)
