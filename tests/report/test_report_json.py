from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_runs import located, runs, write

from translate.report.base import WAIVED, Located, Summary
from translate.report.json_report import JsonReport


def test_the_object_of_the_contract() -> None:
    run = [located(), located("TERM004", "warning", target=None, status=WAIVED)]
    assert json.loads(write("json", run, [("b.jsonl", 3, "not JSON")], files=2)) == {
        "summary": {
            "files": 2,
            "segments": 40,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "baselined": 0,
            "waived": 1,
            "faults": 1,
            "rules": {"TERM001": 1},
            "broken": [{"file": "b.jsonl", "line": 3, "message": "not JSON"}],
        },
        "findings": [
            {
                "file": "articles/iran.jsonl",
                "line": 12,
                "record": "iran:3:1a2b3c4d",
                "rule": rule,
                "severity": severity,
                "message": "'détroit d’Ormuz' is not rendered – use 'Strait of Hormuz'",
                "source": [19, 34],
                "target": target,
                "entry": "detroit-d-ormuz",
                "suggestion": "Strait of Hormuz",
                "status": status,
            }
            for rule, severity, target, status in (
                ("TERM001", "error", [22, 36], "new"),
                ("TERM004", "warning", None, "waived"),
            )
        ],
    }


@given(runs, st.sampled_from(["utf-8", "latin-1", "ascii"]))
def test_nothing_is_lost_in_any_encoding(run: list[Located], encoding: str) -> None:
    read = json.loads(write("json", run, encoding=encoding))["findings"]
    assert [(f["file"], f["message"], f["entry"], f["suggestion"], f["record"]) for f in read] == [
        (o.place.file, o.finding.message, o.finding.entry, o.finding.suggestion, o.place.record) for o in run
    ]


def test_french_stays_readable_and_findings_are_written_as_they_come() -> None:
    stream = io.StringIO()
    report = JsonReport(stream)
    report.begin()
    report.add(located())
    assert "détroit d’Ormuz" in stream.getvalue()
    report.end(Summary())
    assert json.loads(stream.getvalue())["findings"]


@pytest.mark.parametrize("count", [0, 1])
def test_faults_held_in_memory_are_limited(count: int) -> None:
    faults = [("a.jsonl", n, "not JSON") for n in range(1500 * count)]
    summary = json.loads(write("json", faults=faults))["summary"]
    assert summary["faults"] == 1500 * count
    assert len(summary["broken"]) == 1000 * count
