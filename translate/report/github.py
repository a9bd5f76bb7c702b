"""Workflow commands of GitHub Actions: a line of the log that becomes an annotation on the changed file.

Syntax and escapes: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TextIO

from translate.report.base import NEW, Located, Summary
from translate.report.excerpt import Excerpt, cut_pair, show
from translate.report.streams import shorten_path, write_text
from translate.report.text import describe_counts

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class GitHubReport:
    """Annotations for new findings and faults, then the counts as plain text."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self) -> None:
        """Write nothing."""

    def start_file(self, path: str) -> None:
        """Write nothing."""

    def add(self, located: Located) -> None:
        """Write a finding, if it is new: its message, then both sides with the place in brackets."""
        if located.status != NEW:
            return
        finding, place = located.finding, located.place
        source, target = cut_pair(located.source, located.target, finding.source, finding.target)
        message = f"{show(finding.message)}\nfr: {_bracket(source)}\nen: {_bracket(target)}"
        command = _COMMANDS.get(finding.severity, "notice")
        self._command(command, place.file, place.line, finding.rule, message)

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Write what could not be checked, as an error."""
        self._command("error", path, line, "not checked", show(what))

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        write_text(self._stream, f"bitexte check: {describe_counts(summary)}\n")

    def _command(self, command: str, file: str, line: int | None, title: str, message: str) -> None:
        properties = {"file": shorten_path(file), "line": str(line) if line else "", "title": title}
        written = ",".join(
            f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items() if value
        )
        write_text(self._stream, f"::{command} {written}::{message.translate(_DATA)}\n")


def _bracket(excerpt: Excerpt) -> str:
    return f"{excerpt.before}⟦{excerpt.marked}⟧{excerpt.after}" if excerpt.has_mark else excerpt.text
