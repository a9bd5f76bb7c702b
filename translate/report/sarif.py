"""SARIF 2.1.0 (OASIS standard), as code scanning services take it. Section numbers are those of the standard."""

from __future__ import annotations

import importlib.resources
from collections import Counter
from typing import Any, TextIO

from translate import __version__
from translate.checks.registry import load_rule
from translate.errors import ConfigError
from translate.report.base import BASELINED, WAIVED, Located, Summary
from translate.report.streams import FAULTS_KEPT, file_uri, serialize_json

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "bitexteFinding/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class SarifReport:
    """Every finding, baselined and waived ones marked; results are written as they come, the rules after them.

    Only rules with a finding are described. They have no ``helpUri``: §3.49.12 wants an absolute one, and the
    pages are files of this project. The page itself is their ``help`` instead, with its place in the docs.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rules: dict[str, dict[str, Any]] = {}
        self._indices: dict[str, int] = {}
        self._seen: Counter[str] = Counter()
        self._notifications: list[dict[str, Any]] = []
        self._faults = 0

    def begin(self) -> None:
        """Open the log, its only run and the results."""
        self._stream.write(
            f'{{"$schema": "{SCHEMA_URI}", "version": "2.1.0", "runs": [{{\n'
            '"columnKind": "unicodeCodePoints",\n"results": ['
        )

    def start_file(self, path: str) -> None:
        """Write nothing."""

    def add(self, located: Located) -> None:
        """Write a result."""
        separator = ",\n" if self._seen else "\n"
        self._stream.write(separator + serialize_json(self._stream, self._result(located)))

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Keep a notification."""
        self._faults += 1
        if len(self._notifications) < FAULTS_KEPT:
            self._notifications.append(
                {"level": "error", "message": _message(what), "locations": [_location(path, line)]}
            )

    def end(self, summary: Summary) -> None:
        """Write the invocation and the tool, and close the log."""
        faults = max(self._faults, summary.faults)
        if faults > len(self._notifications):
            rest = f"{faults - len(self._notifications)} more lines could not be checked"
            self._notifications.append({"level": "error", "message": _message(rest)})
        invocation = {"executionSuccessful": not faults, "toolExecutionNotifications": self._notifications}
        driver = {
            "name": "bitexte",
            "semanticVersion": __version__,
            "rules": list(self._rules.values()),
        }
        self._stream.write(
            f'\n],\n"invocations": [{serialize_json(self._stream, invocation)}],\n'
            f'"tool": {{"driver": {serialize_json(self._stream, driver)}}}\n}}]}}\n'
        )

    def _result(self, located: Located) -> dict[str, Any]:
        finding, place = located.finding, located.place
        if finding.rule not in self._rules:
            self._indices[finding.rule] = len(self._rules)
            self._rules[finding.rule] = describe_rule(finding.rule)
        self._seen[located.fingerprint] += 1
        times = self._seen[located.fingerprint]
        location = _location(place.file, max(1, place.line))  # code scanning shows no result without a line
        if place.record:
            location["logicalLocations"] = [{"fullyQualifiedName": place.record, "kind": "record"}]
        # All results have a baseline state and suppressions, or none may (§3.27.23, §3.27.24).
        suppressions = []
        if located.status == WAIVED:
            suppressions.append({"kind": "external", "status": "accepted", "justification": located.reason})
        properties = {
            "source": located.source,
            "target": located.target,
            "sourceSpan": finding.source,
            "targetSpan": finding.target,
            "entry": finding.entry,
            "suggestion": finding.suggestion,
        }
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._indices[finding.rule],
            "level": _LEVELS.get(finding.severity, "note"),
            "message": _message(finding.message),
            "locations": [location],
            "partialFingerprints": {
                # The same fault twice in the same pair of texts is two results.
                FINGERPRINT: located.fingerprint + (f":{times}" if times > 1 else "")
            },
            "baselineState": "unchanged" if located.status == BASELINED else "new",
            "suppressions": suppressions,
            "properties": {name: value for name, value in properties.items() if value is not None},
        }


def describe_rule(code: str) -> dict[str, Any]:
    """The ``reportingDescriptor`` (§3.49) of a rule; a bare one for a code that is no rule's."""
    try:
        rule = load_rule(code)
    except ConfigError:
        about = {"text": f"{code}: about the run itself"}
        return {"id": code, "name": code, "shortDescription": about, "fullDescription": about, "help": about}
    title = rule.title[:1].upper() + rule.title[1:]
    try:
        page = (
            importlib.resources.files(rule.__module__).joinpath("page.md").read_text(encoding="utf-8").strip()
        )
    except FileNotFoundError:
        page = title
    see = f"docs/checks.md#{code.lower()}"
    return {
        "id": code,
        "name": rule.__name__,
        "shortDescription": {"text": title},
        # Code scanning services refuse a rule without one; what it finds is a page's first paragraph.
        "fullDescription": {"text": " ".join(page.split("\n\n")[0].split())},
        "help": {"text": f"{page}\n\nSee {see}", "markdown": f"{page}\n\nSee `{see}`"},
        "defaultConfiguration": {"level": _LEVELS.get(rule.severity, "note")},
    }


def _message(text: str) -> dict[str, str]:
    # "[sic](3)" would be a link to a location of that number (§3.11.6).
    # A brace opens a placeholder unless it is doubled (§3.11.5).
    text = text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": text or "(no message)"}


def _location(file: str, line: int | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": file_uri(file)}}
    if line and line > 0:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}
