"""Markdown, read by markdown-it: headings, paragraphs, lists, quotations; markup goes, text stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.documents.kinds import is_boilerplate
from translate.errors import MissingExtra
from translate.model import Document, Kind, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


def parse_markdown(text: str, document_id: str, path: str | None = None) -> Document:
    """Make a document of Markdown (CommonMark and tables).

    The first heading of the first level is the title. Front matter, code and HTML comments are no text.
    """
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise MissingExtra("markdown-it-py", "ingest") from error

    tokens = (
        MarkdownIt("commonmark").enable("table").parse(_without_front_matter(text.removeprefix("\ufeff")))
    )
    found: list[tuple[Kind, str]] = []
    inside: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            inside.append(
                token.type.removesuffix("_open") + (token.tag if token.type == "heading_open" else "")
            )
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            content = " ".join(_inline(token.children or ()).split("\n"))
            content = content.strip()
            if content:
                found.append((_kind(inside, content, found), content))
    return Document(document_id, tuple(Paragraph(i, k, t) for i, (k, t) in enumerate(found)), path)


def _kind(inside: Sequence[str], text: str, before: Sequence[tuple[Kind, str]]) -> Kind:
    if is_boilerplate(text):
        return Kind.BOILERPLATE
    if inside and inside[-1].startswith("heading"):
        has_title = any(kind is Kind.TITLE for kind, _ in before)
        return Kind.HEADING if has_title or inside[-1] != "headingh1" else Kind.TITLE
    if "blockquote" in inside:
        return Kind.QUOTE
    if "list_item" in inside:
        return Kind.LIST
    return Kind.PARAGRAPH


def _inline(children: Sequence[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)


def _without_front_matter(text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines and lines[0].strip() == "---":
        for number, line in enumerate(lines[1:], 1):
            if line.strip() in ("---", "..."):
                return "".join(lines[number + 1 :])
    return text
