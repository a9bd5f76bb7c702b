from __future__ import annotations

import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_runs import located, runs, texts, write
from sarif_structure import check_log

from translate.report.base import BASELINED, WAIVED, Located, Place, Summary
from translate.report.sarif import FINGERPRINT, SarifReport, describe_rule
from translate.report.streams import file_uri, shorten_path


def test_results_with_their_state() -> None:
    run = check_log(
        json.loads(
            write(
                "sarif",
                [
                    located(),
                    located("TERM004", "warning", status=BASELINED),
                    located("TERM002", "info", status=WAIVED, reason="a quotation"),
                ],
            )
        )
    )
    first, second, third = run["results"]
    assert first == {
        "ruleId": "TERM001",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "'détroit d’Ormuz' is not rendered – use 'Strait of Hormuz'"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "articles/iran.jsonl"},
                    "region": {"startLine": 12},
                },
                "logicalLocations": [{"fullyQualifiedName": "iran:3:1a2b3c4d", "kind": "record"}],
            }
        ],
        "partialFingerprints": {FINGERPRINT: located().fingerprint},
        "baselineState": "new",
        "suppressions": [],
        "properties": {
            "source": "Téhéran a fermé le détroit d’Ormuz.",
            "target": "Tehran has closed the Hormuz passage.",
            "sourceSpan": [19, 34],
            "targetSpan": [22, 36],
            "entry": "detroit-d-ormuz",
            "suggestion": "Strait of Hormuz",
        },
    }
    assert (second["level"], second["baselineState"], second["suppressions"]) == ("warning", "unchanged", [])
    assert (third["level"], third["baselineState"]) == ("note", "new")
    assert third["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "a quotation"}
    ]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_finding_about_a_whole_file_stands_on_its_first_line() -> None:
    run = check_log(json.loads(write("sarif", [located("WAIVER", line=0, record="")])))
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert "logicalLocations" not in location


def test_rules_are_described() -> None:
    rule = describe_rule("TERM001")
    assert (rule["id"], rule["name"]) == ("TERM001", "TermMissing")
    assert rule["shortDescription"] == {"text": "Glossary term missing"}
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["help"]["text"].endswith("docs/checks.md#term001")


def test_faults_are_notifications_of_a_run_that_failed() -> None:
    faults = [("a b.jsonl", 7, "not JSON: {"), ("gone.jsonl", None, "vanished")]
    (invocation,) = check_log(json.loads(write("sarif", faults=faults)))["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": "not JSON: {{"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": "a%20b.jsonl"},
                            "region": {"startLine": 7},
                        }
                    }
                ],
            },
            {
                "level": "error",
                "message": {"text": "vanished"},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": "gone.jsonl"}}}],
            },
        ],
    }


def test_a_million_faults_do_not_fill_memory() -> None:
    log = json.loads(write("sarif", faults=[("a.jsonl", n, "not JSON") for n in range(1, 1201)]))
    notifications = check_log(log)["invocations"][0]["toolExecutionNotifications"]
    assert len(notifications) == 1001
    assert notifications[-1]["message"]["text"] == "200 more lines could not be checked"


def test_fingerprints_survive_a_move_and_tell_twins_apart() -> None:
    here = located()
    moved = replace(here, place=Place("elsewhere.jsonl", 999, "x"))
    run = check_log(json.loads(write("sarif", [here, moved, located(source=(0, 7))])))
    prints = [result["partialFingerprints"][FINGERPRINT] for result in run["results"]]
    assert prints[0] == here.fingerprint
    assert prints[1] == f"{here.fingerprint}:2"
    assert prints[2] not in prints[:2]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("articles/iran.jsonl", "articles/iran.jsonl"),
        ("./articles//iran.jsonl", "articles/iran.jsonl"),
        ("a:b.jsonl", "a%3Ab.jsonl"),
        ("été 100%.jsonl", "%C3%A9t%C3%A9%20100%25.jsonl"),
        ("a#b?.jsonl", "a%23b%3F.jsonl"),
        ("-", "-"),
        (str(Path.cwd() / "a.jsonl"), "a.jsonl"),
        ("../a.jsonl", (Path.cwd().parent / "a.jsonl").as_uri()),
    ],
)
def test_uris(file: str, uri: str) -> None:
    assert file_uri(file) == uri
    if not uri.startswith("file:"):
        assert unquote(uri) == shorten_path(file)


@given(st.lists(st.one_of(st.sampled_from(["..", ".", "a:b", "\ud800", "\udce9", "é"]), texts), min_size=1))
def test_any_path_becomes_a_uri(parts: list[str]) -> None:
    path = "/".join(parts).replace("\0", "")
    uri = file_uri(path)
    assert re.fullmatch(r"(?:file:///)?(?:[\w.~/!$&'()*+,;=@:-]|%[0-9A-F]{2})*", uri, re.ASCII)
    assert ".." not in uri.split("/")
    assert uri.startswith("file:///") or ":" not in uri


@given(runs)
def test_any_run_is_valid(run: list[Located]) -> None:
    text = write("sarif", run)
    log = json.loads(text)
    results = check_log(log)["results"]
    assert [r["properties"]["source"] for r in results] == [one.source for one in run]
    assert all(
        r["message"]["text"].replace("{{", "{").replace("}}", "}").replace("] (", "](")
        == (one.finding.message.replace("] (", "](") or "(no message)")
        for r, one in zip(results, run, strict=True)
    )
    _validate(log)


def _validate(log: object) -> None:
    """Hold a log to the published schema, where the environment says where that is (it is not ours to ship)."""
    path = os.environ.get("BITEXTE_SARIF_SCHEMA")
    if path:
        import jsonschema

        schema = json.loads(Path(path).read_text(encoding="utf-8"))
        kind = jsonschema.validators.validator_for(schema)
        kind(schema, format_checker=jsonschema.FormatChecker()).validate(log)


def test_results_are_written_as_they_come() -> None:
    stream = io.StringIO()
    report = SarifReport(stream)
    report.begin()
    report.add(located())
    assert "Strait of Hormuz" in stream.getvalue()
    report.end(Summary())
    check_log(json.loads(stream.getvalue()))
