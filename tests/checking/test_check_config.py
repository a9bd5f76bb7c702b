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
    ("text", "words"),
    [
        ("[check]\nselekt = []\n", ["unknown key selekt", "glossary", "select", "fail-on", "waivers"]),
        ("[chek]\n", ["unknown table chek", "check"]),
        ("select = ['TERM']\n", ["unknown table select"]),
        ("check = 3\n", ["check is no table"]),
        ('[check]\nselect = "TERM"\n', ["select is 'TERM'", "a list"]),
        ('[check]\nignore = ["TREM"]\n', ["'TREM'", "TERM001", "WAIVER"]),
        ('[check]\nfail-on = "info"\n', ["fail-on is 'info'", "error or warning"]),
        ("[check]\nglossary = 3\n", ["glossary is 3"]),
        ('[check.severity]\nTERM = "fatal"\n', ["severity", "error, warning, info"]),
        ('[check.severity]\nTREM = "error"\n', ["'TREM'"]),
        ("[check\n", ["not TOML"]),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        find_config(write(tmp_path, text))
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    "text", ["[tool.bitexte.check]\nx = 1\n", "[tool.bitexte.chek]\n", "[tool]\nbitexte = 1\n"]
)
def test_pyproject_is_held_to_the_same(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"pyproject\.toml: unknown"):
        find_config(write(tmp_path, text, "pyproject.toml"))


def test_fault_in_a_rule_name_says_where(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"bitexte\.toml"):
        find_config(write(tmp_path, '[check]\nselect = ["TREM"]\n'))


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "bitexte.toml").write_bytes(b"[check]\nglossary = '\xe9.tsv'\n")
    with pytest.raises(ConfigError, match="not TOML"):
        find_config(tmp_path)
