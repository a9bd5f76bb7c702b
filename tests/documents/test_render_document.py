"""Records as a file of their own: in every format it reads as the same paragraphs, whatever they hold."""

from __future__ import annotations

import pytest

from translate.documents import parse_document
from translate.documents.rewrite import render_document
from translate.errors import ConfigError
from translate.model import Kind, Record, Review


def record(index: int, kind: Kind, target: str, edited: str | None = None) -> Record:
    return Record("x", "a", index, kind, f"français {index}", target, target, review=Review(edited=edited))


RECORDS = [
    record(0, Kind.TITLE, "A deal in <sight> & more"),
    record(
        1,
        Kind.PARAGRAPH,
        "The *two* countries signed on Tuesday in Geneva, after weeks of talks & <b>delays</b> 🙂.",
    ),
    record(2, Kind.HEADING, "What the agreement says"),
    record(3, Kind.LIST, "- a ceasefire from Monday on, watched by both sides;"),
    record(4, Kind.LIST, "an exchange of prisoners before the end of the month."),
    record(5, Kind.QUOTE, "We gave nothing away, whatever people may say about it."),
    record(6, Kind.BOILERPLATE, ""),
    record(
        7,
        Kind.PARAGRAPH,
        "as translated",
        edited="The ministers will meet again in spring, their spokesman said.",
    ),
    record(
        8, Kind.PARAGRAPH, "# 1. Not a heading, and a [bracket](x) that is no link: the end of the article."
    ),
]
TEXTS = [
    "A deal in <sight> & more",
    "The *two* countries signed on Tuesday in Geneva, after weeks of talks & <b>delays</b> 🙂.",
    "What the agreement says",
    "a ceasefire from Monday on, watched by both sides;",
    "an exchange of prisoners before the end of the month.",
    "We gave nothing away, whatever people may say about it.",
    "The ministers will meet again in spring, their spokesman said.",
    "# 1. Not a heading, and a [bracket](x) that is no link: the end of the article.",
]
KINDS = ["title", "paragraph", "heading", "list", "list", "quote", "paragraph", "paragraph"]


@pytest.mark.parametrize("format", ["markdown", "html", "docx"])
def test_kinds_and_texts_come_back(format: str) -> None:
    data = render_document(RECORDS, format)
    read = parse_document(data, format, "a")
    assert [p.text for p in read.paragraphs] == TEXTS
    assert [str(p.kind) for p in read.paragraphs] == KINDS
    assert render_document(RECORDS, format) == data


def test_plain_text_has_a_blank_line_between_paragraphs() -> None:
    lines = render_document(RECORDS, "text").decode().split("\n\n")
    assert lines[0] == TEXTS[0]
    assert lines[3:5] == [f"- {TEXTS[3]}", f"- {TEXTS[4]}"]
    assert lines[-1] == TEXTS[-1] + "\n"


def test_the_page_is_complete_and_says_its_language() -> None:
    page = render_document(RECORDS, "html").decode()
    assert page.startswith(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A deal in &lt;sight'
    )
    assert page.count("<ul>") == page.count("</ul>") == 1


def test_numbers_of_lists_stay() -> None:
    numbered = [record(i, Kind.LIST, f"{i + 3}. point of the plan") for i in range(3)]
    assert render_document(numbered, "markdown").decode().startswith("3. point of the plan\n4. ")
    assert '<ol start="3">\n<li>point of the plan</li>' in render_document(numbered, "html").decode()
    read = parse_document(render_document(numbered, "docx"), "docx", "a")
    assert [p.text for p in read.paragraphs] == [r.target for r in numbered]


@pytest.mark.parametrize("format", ["text", "markdown", "html", "docx"])
def test_no_records_are_an_empty_document(format: str) -> None:
    assert parse_document(render_document([], format), format, "a").paragraphs == ()


def test_unknown_format() -> None:
    with pytest.raises(ConfigError, match="pdf"):
        render_document(RECORDS, "pdf")
