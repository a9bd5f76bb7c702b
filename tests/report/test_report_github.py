from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from report_runs import located, runs, write

from translate.report.base import BASELINED, NEW, Located
from translate.report.excerpt import show
from translate.report.streams import shorten_path

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def parse(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner does: escapes are undone after the line has been taken apart."""
    match = COMMAND.fullmatch(line)
    assert match, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    decoded = {
        name: value.replace("%2C", ",")
        .replace("%3A", ":")
        .replace("%0A", "\n")
        .replace("%0D", "\r")
        .replace("%25", "%")
        for name, value in properties.items()
    }
    return match[1], decoded, match[3].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def test_an_annotation() -> None:
    lines = write("github", [located(), located(status=BASELINED)], [("b:c,d.jsonl", None, "100% broken")])
    first, second, last = lines.splitlines()
    assert parse(first) == (
        "error",
        {"file": "articles/iran.jsonl", "line": "12", "title": "TERM001"},
        "'détroit d’Ormuz' is not rendered – use 'Strait of Hormuz'\n"
        "fr: Téhéran a fermé le ⟦détroit d’Ormuz⟧.\n"
        "en: Tehran has closed the ⟦Hormuz passage⟧.",
    )
    assert second == "::error file=b%3Ac%2Cd.jsonl,title=not checked::100%25 broken"
    assert last == "bitexte check: 1 file, 40 segments: 1 error; 1 broken line, 1 baselined"


def test_files_below_the_working_folder_are_named_from_it() -> None:
    text = write("github", [located(file=str(Path.cwd() / "articles" / "iran.jsonl"))])
    assert parse(text.splitlines()[0])[1]["file"] == "articles/iran.jsonl"


@given(runs)
def test_no_text_can_forge_a_command(run: list[Located]) -> None:
    lines = re.split("[\r\n]", write("github", run).removesuffix("\n"))
    new = [one for one in run if one.status == NEW]
    assert len(lines) == len(new) + 1
    for line, one in zip(lines, new, strict=False):
        _, properties, message = parse(line)
        assert properties["title"] == one.finding.rule
        assert properties["file"] == shorten_path(one.place.file).encode(errors="replace").decode()
        assert message.split("\n")[0] == show(one.finding.message)
