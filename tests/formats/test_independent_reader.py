"""What is written here is read by an implementation of somebody else.

translate-toolkit's package is called ``translate`` as well, so it lives in an environment of its own and is only ever
run as another process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from format_examples import FULL, translated

from translate.formats import GlossaryFormat, RecordFormat, load_format
from translate.glossary import parse_glossary
from translate.model import Pair, Review
from translate.records import record_id

pytestmark = pytest.mark.slow

READER = """
import importlib, json, sys
module, name, path = sys.argv[1:]
store = getattr(importlib.import_module("translate.storage." + module), name).parsefile(path)
pairs = [[str(unit.source), str(unit.target or "")] for unit in store.units if not unit.isheader()]
print(json.dumps(pairs))
"""


@pytest.fixture(scope="module")
def toolkit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of an environment that holds translate-toolkit."""
    folder = tmp_path_factory.mktemp("toolkit")
    python = folder / "bin" / "python"
    commands = [
        [sys.executable, "-m", "venv", "--without-pip", str(folder)],
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "-q",
            "translate-toolkit>=3.20",
            "lxml",
        ],
    ]
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("translate-toolkit could not be installed in two minutes")
        if done.returncode:
            pytest.skip(f"translate-toolkit cannot be installed here: {done.stderr.strip().splitlines()[-1]}")
    return python


def read(python: Path, module: str, name: str, path: Path) -> list[list[str]]:
    command = [str(python), "-I", "-c", READER, module, name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert isinstance(value, list)
    return value


AWKWARD = 'Un <g> & un "é" 😀, e\u0301, 1\u00a0000 ]]> fin.'
RECORDS = [
    translated(),
    replace(
        translated(),
        id=record_id("autre", 0, AWKWARD),
        document="autre",
        paragraph=0,
        source=AWKWARD,
        target=AWKWARD[::-1],
        pairs=(Pair((0, len(AWKWARD)), (0, len(AWKWARD)), -1.5),),
        review=Review("accepted"),
    ),
]


def write(name: str, path: Path) -> Path:
    format = load_format(name)
    assert isinstance(format, RecordFormat)
    path.write_bytes(format.serialize([*RECORDS, FULL])[""])
    return path


FIRST, SECOND = "😀 La Maison Blanche a réagi.", "« Non », dit-il."


def test_tmx(toolkit: Path, tmp_path: Path) -> None:
    assert read(toolkit, "tmx", "tmxfile", write("tmx", tmp_path / "x.tmx")) == [
        [FIRST, "😀 The White House reacted."],
        [SECOND, "“No”, he said."],
        [AWKWARD, AWKWARD[::-1]],
        [FIRST, "😀 The White House has reacted."],
        [SECOND, "“No”, he said."],
    ]


def test_xliff_1(toolkit: Path, tmp_path: Path) -> None:
    assert read(toolkit, "xliff", "xlifffile", write("xliff12", tmp_path / "x.xlf")) == [
        [RECORDS[0].source, RECORDS[0].target],
        [AWKWARD, AWKWARD[::-1]],
        [FULL.source, FULL.review.edited],
    ]


def test_xliff_2(toolkit: Path, tmp_path: Path) -> None:
    found = read(toolkit, "xliff2", "Xliff2File", write("xliff", tmp_path / "x.xlf"))
    assert found == [
        [FIRST, "😀 The White House reacted."],
        [SECOND, "“No”, he said."],
        [AWKWARD, AWKWARD[::-1]],
        [FIRST, "😀 The White House has reacted."],
        [SECOND, "“No”, he said."],
    ]


def test_tbx_version_2(toolkit: Path, tmp_path: Path) -> None:
    # The toolkit knows no version 3.
    format = load_format("tbx2")
    assert isinstance(format, GlossaryFormat)
    glossary = parse_glossary("Maison Blanche\tWhite House\ncessez-le-feu\tceasefire|cease-fire\n")
    path = tmp_path / "x.tbx"
    path.write_bytes(format.serialize_entries(glossary.entries))
    assert read(toolkit, "tbx", "tbxfile", path) == [
        ["Maison Blanche", "White House"],
        ["cessez-le-feu", "ceasefire"],
    ]
