"""The report for a person: the place, the rule and the repair, then both lines with carets."""

from __future__ import annotations

import os
from typing import TextIO

from translate.report.base import NEW, Located, Summary
from translate.report.excerpt import Excerpt, cut_pair, show
from translate.report.streams import write_text

_COLOURS = {"error": "1;31", "warning": "1;33", "info": "1;36", "fault": "1;31", "place": "1", "dim": "2"}


def wants_colour(stream: TextIO) -> bool:
    """True for a terminal, unless ``NO_COLOR`` is set (no-color.org) or the terminal is a dumb one."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def describe_counts(summary: Summary) -> str:
    """The run in one line: ``12 files, 340 segments: 3 errors, 2 warnings; 4 baselined, 1 waived``."""
    found = [_count(summary.by_severity[severity], severity) for severity in ("error", "warning", "info")]
    rest = [
        _count(summary.faults, "broken line"),
        f"{summary.baselined} baselined" if summary.baselined else "",
        f"{summary.waived} waived" if summary.waived else "",
    ]
    line = (
        f"{_count(summary.files, 'file') or '0 files'}, {_count(summary.units, 'segment') or '0 segments'}: "
    )
    line += ", ".join(filter(None, found)) or "no findings"
    return "; ".join([line, *filter(None, [", ".join(filter(None, rest))])])


def _count(number: int, noun: str) -> str:
    if not number:
        return ""
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


class TextReport:
    """Findings as they come, new ones only; those of the baseline and waived ones are counted.

    Args:
        stream: where to write.
        colour: ANSI colours; by default as ``wants_colour`` says.
    """

    def __init__(self, stream: TextIO, colour: bool | None = None) -> None:
        self._stream = stream
        self._colour = wants_colour(stream) if colour is None else colour

    def begin(self) -> None:
        """Write nothing."""

    def start_file(self, path: str) -> None:
        """Write nothing: a clean file is not news."""

    def add(self, located: Located) -> None:
        """Write a finding, if it is new."""
        if located.status != NEW:
            return
        finding, place = located.finding, located.place
        head = (
            f"{self._paint('place', f'{show(place.file)}:{place.line}:')} "
            f"{self._paint(finding.severity, finding.severity)} {self._paint('place', finding.rule)} "
            f"{show(finding.message)}"
        )
        lines = [head]
        if located.source or located.target:  # a waiver in a file of its own is about no text
            source, target = cut_pair(located.source, located.target, finding.source, finding.target)
            lines += self._excerpt("fr", source, finding.severity)
            lines += self._excerpt("en", target, finding.severity)
        facts = (
            ("entry", finding.entry),
            ("suggestion", finding.suggestion),
            ("record", place.record or None),
        )
        about = " · ".join(f"{name} {show(value)}" for name, value in facts if value is not None)
        if about:
            lines.append("    " + self._paint("dim", about))
        write_text(self._stream, "\n".join(lines) + "\n\n")

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Write what could not be checked."""
        where = show(path) if line is None else f"{show(path)}:{line}"
        write_text(
            self._stream,
            f"{self._paint('place', f'{where}:')} {self._paint('fault', 'fault')} {show(what)}\n\n",
        )

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        write_text(self._stream, describe_counts(summary) + "\n")

    def _excerpt(self, label: str, excerpt: Excerpt, severity: str) -> list[str]:
        marked = self._paint(severity, excerpt.marked) if excerpt.marked else ""
        text = excerpt.before + marked + excerpt.after or self._paint("dim", "(empty)")
        lines = [f"    {self._paint('dim', label)}  {text}".rstrip()]
        if excerpt.carets:
            # As deep as the label and its blanks.
            lines.append("        " + self._paint(severity, excerpt.carets))
        return lines

    def _paint(self, style: str, text: str) -> str:
        code = _COLOURS.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour and code else text
