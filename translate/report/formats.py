"""Which report formats there are: a plain table, each module imported when its format is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Protocol, TextIO

from translate.report.base import Located, Summary


class Report(Protocol):
    """Writes one run to a text stream: ``begin``, any number of ``start_file``, ``add`` and ``fault``, ``end``."""

    def begin(self) -> None:
        """Open the report."""

    def start_file(self, path: str) -> None:
        """Say that a file is being checked, so that a clean one can be shown; may be left out."""

    def add(self, located: Located) -> None:
        """Report a finding."""

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Report a line (or, without one, a file) that could not be checked."""

    def end(self, summary: Summary) -> None:
        """Close the report; the stream stays open."""


Factory = Callable[[TextIO], Report]


def _lazy(module: str, name: str) -> Factory:
    def make(stream: TextIO) -> Report:
        report: Report = getattr(importlib.import_module(f"translate.report.{module}"), name)(stream)
        return report

    return make


FORMATS: dict[str, Factory] = {
    "text": _lazy("text", "TextReport"),
    "json": _lazy("json_report", "JsonReport"),
    "sarif": _lazy("sarif", "SarifReport"),
    "junit": _lazy("junit", "JUnitReport"),
    "github": _lazy("github", "GitHubReport"),
}
"""Makers of reports by the name that ``--format`` takes; each takes the stream to write to."""
