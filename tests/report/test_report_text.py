from __future__ import annotations

import os
import sys
from collections import Counter

import pytest
from hypothesis import given
from report_runs import located, runs, write

from translate.report.base import BASELINED, WAIVED, Located, Summary
from translate.report.text import TextReport, describe_counts, wants_colour


def test_a_finding_shows_both_lines_with_carets() -> None:
    assert write("text", [located()], [("articles/iran.jsonl", 7, "not JSON")]) == (
        "articles/iran.jsonl:12: error TERM001 'détroit d’Ormuz' is not rendered – use 'Strait of Hormuz'\n"
        "    fr  Téhéran a fermé le détroit d’Ormuz.\n"
        "                           ^^^^^^^^^^^^^^^\n"
        "    en  Tehran has closed the Hormuz passage.\n"
        "                              ^^^^^^^^^^^^^^\n"
        "    entry detroit-d-ormuz · suggestion Strait of Hormuz · record iran:3:1a2b3c4d\n"
        "\n"
        "articles/iran.jsonl:7: fault not JSON\n"
        "\n"
        "1 file, 40 segments: 1 error; 1 broken line\n"
    )


def test_old_findings_are_counted_only() -> None:
    text = write("text", [located(status=BASELINED), located(status=WAIVED)], files=2)
    assert text == "2 files, 40 segments: no findings; 1 baselined, 1 waived\n"


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (Summary(), "0 files, 0 segments: no findings"),
        (
            Summary(12, 340, 0, Counter(error=3, warning=2), Counter(), 4, 1),
            "12 files, 340 segments: 3 errors, 2 warnings; 4 baselined, 1 waived",
        ),
        (
            Summary(1, 1, 2, Counter(error=1, info=5), Counter(), 0, 0),
            "1 file, 1 segment: 1 error, 5 info; 2 broken lines",
        ),
    ],
)
def test_counts(summary: Summary, line: str) -> None:
    assert describe_counts(summary) == line


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_colours_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    controller, terminal = pty.openpty()
    try:
        with open(terminal, "w", encoding="utf-8") as stream:
            TextReport(stream).add(located())
            stream.flush()
            seen = os.read(controller, 10_000).decode()
            assert "\x1b[1;31mdétroit d’Ormuz\x1b[0m" in seen
            monkeypatch.setenv("NO_COLOR", "1")
            assert not wants_colour(stream)
            monkeypatch.delenv("NO_COLOR")
            monkeypatch.setenv("TERM", "dumb")
            assert not wants_colour(stream)
    finally:
        os.close(controller)
    assert "\x1b" not in write("text", [located()])


def test_a_stream_without_the_letters_gets_question_marks_in_their_columns() -> None:
    lines = write("text", [located()], encoding="ascii").splitlines()
    assert lines[1] == "    fr  T?h?ran a ferm? le d?troit d?Ormuz."
    assert lines[2].index("^") == lines[1].index("d?troit")


@given(runs)
def test_nothing_in_a_text_can_drive_a_terminal_or_forge_a_line(run: list[Located]) -> None:
    text = write("text", run)
    assert all(c.isprintable() or c.isspace() for c in text)
    heads = [line for line in text.split("\n") if line and not line.startswith("    ")]
    assert len(heads) == 1 + sum(one.status == "new" for one in run)
