"""The report for programs: one JSON object, ``{"findings": […], "summary": {…}}``."""

from __future__ import annotations

from typing import Any, TextIO

from translate.report.base import Located, Summary
from translate.report.streams import FAULTS_KEPT, serialize_json


class JsonReport:
    """Every finding with its status, one per line, written as it comes; hence the summary at the end.

    The summary holds ``files``, ``segments``, ``errors``, ``warnings``, ``infos`` and ``rules`` (new findings),
    ``baselined``, ``waived``, ``faults`` (how many) and ``broken``, the first thousand faults.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_first = True
        self._broken: list[dict[str, Any]] = []

    def begin(self) -> None:
        """Open the object."""
        self._stream.write('{"findings": [')

    def start_file(self, path: str) -> None:
        """Write nothing."""

    def add(self, located: Located) -> None:
        """Write a finding."""
        finding, place = located.finding, located.place
        row = {
            "file": place.file,
            "line": place.line,
            "record": place.record,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "source": finding.source,
            "target": finding.target,
            "entry": finding.entry,
            "suggestion": finding.suggestion,
            "status": located.status,
        }
        self._stream.write(("\n" if self._is_first else ",\n") + serialize_json(self._stream, row))
        self._is_first = False

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Keep a fault for the summary."""
        if len(self._broken) < FAULTS_KEPT:
            self._broken.append({"file": path, "line": line, "message": what})

    def end(self, summary: Summary) -> None:
        """Write the summary and close the object."""
        counts = {
            "files": summary.files,
            "segments": summary.units,
            "errors": summary.by_severity["error"],
            "warnings": summary.by_severity["warning"],
            "infos": summary.by_severity["info"],
            "baselined": summary.baselined,
            "waived": summary.waived,
            "faults": summary.faults,
            "rules": dict(sorted(summary.by_rule.items())),
            "broken": self._broken,
        }
        self._stream.write(f'\n],\n"summary": {serialize_json(self._stream, counts)}}}\n')
