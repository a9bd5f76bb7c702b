from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_runs import located, runs, write

from translate.report.base import BASELINED, NEW, WAIVED, Located


def parse(text: str) -> ET.Element:
    # The declaration speaks of UTF-8; a file in ASCII is that too.
    return ET.fromstring(text.encode())


def test_suites_and_cases() -> None:
    root = parse(
        write(
            "junit",
            [
                located(),
                located("TERM004", "warning"),
                located(line=13, severity="info"),
                located(line=14, status=WAIVED, reason="a quotation"),
            ],
            [("broken.jsonl", 7, "not JSON: '<'")],
            named=["clean.jsonl", "articles/iran.jsonl", "broken.jsonl"],
            files=5,
        )
    )
    assert root.attrib == {
        "name": "bitexte check",
        "tests": "6",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    assert [suite.get("name") for suite in root] == [
        "clean.jsonl",
        "articles/iran.jsonl",
        "broken.jsonl",
        "bitexte check",
    ]
    clean, iran, broken, others = root
    assert [(case.get("name"), len(case)) for case in clean] == [("no findings", 0)]
    assert [(case.get("name"), len(case)) for case in others] == [("2 clean files", 0)]
    assert [case.get("name") for case in iran] == [f"line {n} (iran:3:1a2b3c4d)" for n in (12, 13, 14)]
    assert [case[0].tag for case in iran] == ["failure", "system-out", "skipped"]
    failure = iran[0][0]
    assert failure.get("type") == "TERM001 TERM004"
    assert str(failure.get("message")).endswith("use 'Strait of Hormuz' (and 1 more)")
    assert "    fr  Téhéran a fermé le détroit d’Ormuz.\n                           ^^^" in str(failure.text)
    assert iran[2][0].get("message") == "TERM001 waived: a quotation"
    assert broken[0].attrib == {
        "name": "line 7",
        "classname": "broken.jsonl",
        "file": "broken.jsonl",
        "line": "7",
    }
    assert broken[0][0].get("message") == "not JSON: '<'"


@given(runs, st.sampled_from(["utf-8", "latin-1", "ascii"]))
def test_any_run_is_well_formed_and_its_counts_add_up(run: list[Located], encoding: str) -> None:
    text = write("junit", run, files=0, encoding=encoding)
    root = ET.fromstring(text)  # a str: the declared encoding does not count
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert element.get(attribute) == str(sum(case.find(tag) is not None for case in cases))
    failing = {o.place for o in run if o.status == NEW and o.finding.severity != "info"}
    assert root.get("failures") == str(len(failing))


@pytest.mark.parametrize("forbidden", ["\x00", "\x1b", "\x0b", "\ufffe", "\ud800"])
def test_characters_that_xml_forbids_are_removed(forbidden: str) -> None:
    root = parse(write("junit", faults=[("a.jsonl", 1, f"a{forbidden}b\r\n\té&\"'<日")]))
    assert root[0][0][0].get("message") == "ab\r\n\té&\"'<日"


def test_carriage_returns_survive_in_content() -> None:
    one = located()
    root = parse(write("junit", [replace(one, finding=replace(one.finding, message="a\r\nb\rc]]>"))]))
    assert str(root[0][0][0].text).startswith("articles/iran.jsonl:12: error TERM001 a\r\nb\rc]]>\n")


def test_a_baselined_segment_is_skipped() -> None:
    root = parse(write("junit", [located(status=BASELINED)]))
    assert root[0][0][0].attrib == {"message": "TERM001 baselined"}
