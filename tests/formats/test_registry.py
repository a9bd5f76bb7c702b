"""The table of formats, and what is said when a package is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from translate.errors import ConfigError
from translate.formats import GlossaryFormat, RecordFormat, format_names, load_format

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", format_names())
def test_a_format_is_what_the_table_says(name: str) -> None:
    format = load_format(name)
    assert format.name == name
    assert format.summary
    assert isinstance(format, RecordFormat) != isinstance(format, GlossaryFormat)


@pytest.mark.parametrize("name", format_names())
def test_a_format_is_documented(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="no format 'po' – choose one of dataset"):
        load_format("po")


@pytest.mark.parametrize(
    ("package", "name", "repair"),
    [("lxml", "tmx", "bitexte[interchange]"), ("pyarrow", "dataset", "pip install")],
)
def test_a_missing_package_is_named_with_its_repair(package: str, name: str, repair: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from translate.errors import MissingExtra\n"
        "from translate.formats import load_format\n"
        f"try: load_format({name!r}).serialize([])\n"
        "except MissingExtra as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert package in done.stdout
    assert repair in done.stdout
