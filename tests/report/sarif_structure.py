"""The part of SARIF 2.1.0 that a report here uses, by hand from the standard: what must, may and may not be there.

Objects of SARIF are closed: a property that the standard does not name makes a log invalid.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

_ALLOWED = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "invocations", "results", "columnKind"},
    "driver": {"name", "semanticVersion", "rules"},
    "rule": {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
    "result": {
        "ruleId",
        "ruleIndex",
        "level",
        "message",
        "locations",
        "partialFingerprints",
        "baselineState",
        "suppressions",
        "properties",
    },
    "location": {"physicalLocation", "logicalLocations"},
    "suppression": {"kind", "status", "justification"},
    "invocation": {"executionSuccessful", "toolExecutionNotifications"},
    "notification": {"level", "message", "locations"},
}
_LEVELS = {"none", "note", "warning", "error"}
_PLACEHOLDER = re.compile(r"(?<!\{)(?:\{\{)*\{(?!\{)")


def check_log(log: dict[str, Any]) -> dict[str, Any]:
    """Assert that a log is valid; give its run."""
    assert log.keys() == _ALLOWED["log"]
    assert log["version"] == "2.1.0"
    assert urlsplit(log["$schema"]).scheme == "https"
    (run,) = log["runs"]
    assert run.keys() == _ALLOWED["run"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert run["tool"].keys() == {"driver"}
    driver = run["tool"]["driver"]
    assert driver.keys() == _ALLOWED["driver"]
    assert driver["name"]
    for rule in driver["rules"]:
        _check_rule(rule)
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for result in run["results"]:
        _check_result(result, driver["rules"])
    fingerprints = [tuple(result["partialFingerprints"].items()) for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    for invocation in run["invocations"]:
        assert invocation.keys() == _ALLOWED["invocation"]
        assert isinstance(invocation["executionSuccessful"], bool)
        for notification in invocation["toolExecutionNotifications"]:
            assert _ALLOWED["notification"] >= notification.keys() >= {"message"}
            assert notification["level"] in _LEVELS
            _check_message(notification["message"])
            for location in notification.get("locations", ()):
                _check_location(location)
    return run  # type: ignore[no-any-return]


def _check_rule(rule: dict[str, Any]) -> None:
    assert _ALLOWED["rule"] >= rule.keys() >= {"id", "shortDescription", "fullDescription"}
    for name in ("shortDescription", "fullDescription", "help"):
        assert rule[name]["text"]
        assert rule[name].keys() <= {"text", "markdown"}
    if "defaultConfiguration" in rule:
        assert rule["defaultConfiguration"]["level"] in _LEVELS


def _check_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert result.keys() == _ALLOWED["result"]  # baselineState, suppressions: in all results or in none
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in _LEVELS
    assert result["baselineState"] in ("new", "unchanged", "updated", "absent")
    _check_message(result["message"])
    for location in result["locations"]:
        _check_location(location)
    for suppression in result["suppressions"]:
        assert _ALLOWED["suppression"] >= suppression.keys() >= {"kind"}
        assert suppression["kind"] in ("inSource", "external")
        assert suppression["status"] in ("accepted", "underReview", "rejected")
    assert all(isinstance(value, str) for value in result["partialFingerprints"].values())


def _check_message(message: dict[str, Any]) -> None:
    assert message.keys() == {"text"}
    assert message["text"]
    assert not _PLACEHOLDER.search(message["text"])


def _check_location(location: dict[str, Any]) -> None:
    assert location.keys() <= _ALLOWED["location"]
    physical = location["physicalLocation"]
    assert physical.keys() <= {"artifactLocation", "region"}
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/!$&'()*+,;=@:-]|%[0-9A-F]{2})+", uri)
    assert urlsplit(uri).scheme in ("", "file")
    assert ".." not in uri.split("/")
    if "region" in physical:
        assert physical["region"].keys() == {"startLine"}
        assert physical["region"]["startLine"] >= 1
