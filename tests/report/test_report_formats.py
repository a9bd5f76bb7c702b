from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from report_runs import located, write
from sarif_structure import check_log

from translate.report.formats import FORMATS

ROOT = Path(__file__).parent.parent.parent


def test_the_formats_of_the_command_line() -> None:
    assert list(FORMATS) == ["text", "json", "sarif", "junit", "github"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_run_is_a_whole_report(name: str) -> None:
    text = write(name, files=0)
    assert text.endswith("\n")
    if name == "json":
        assert json.loads(text)["findings"] == []
    elif name == "sarif":
        assert check_log(json.loads(text))["results"] == []
    elif name == "junit":
        assert ET.fromstring(text).get("tests") == "0"
    else:
        assert text.endswith("0 files, 40 segments: no findings\n")


@pytest.mark.parametrize("name", FORMATS)
def test_reports_do_not_depend_on_the_encoding_of_the_stream(name: str) -> None:
    assert write(name, [located()], encoding="ascii").isascii()


def test_a_format_is_imported_when_it_is_asked_for() -> None:
    code = (
        "import io, sys\n"
        "from translate.report.formats import FORMATS\n"
        "before = set(sys.modules)\n"
        "FORMATS['text'](io.StringIO())\n"
        "print(*(m for m in ('rich', 'json', 'translate.report.sarif', 'xml.sax') if m in set(sys.modules) - before))\n"
        "print('translate.report.text' in before, 'translate.report.text' in sys.modules)\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.splitlines()[1] == "False True"
    assert "rich" not in out.stdout
    assert "translate.report.sarif" not in out.stdout
