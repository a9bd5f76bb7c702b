"""HTML pages: trafilatura finds the article, its structure gives the kinds."""

from __future__ import annotations

from typing import Any

from translate.documents.kinds import is_boilerplate
from translate.errors import MissingExtra
from translate.model import Document, Kind, Paragraph

_NO_TEXT = {"script", "style", "template", "noscript", "nav", "footer", "form", "svg", "button", "head"}
_BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "td",
    "th",
    "figcaption",
    "dt",
    "dd",
    "pre",
}


def parse_html(text: str, document_id: str, path: str | None = None) -> Document:
    """Make a document of a page: title, headings, paragraphs, lists and quotations of its article.

    Raises:
        MissingExtra: trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra("trafilatura", "ingest") from error

    blocks: list[tuple[Kind, str]] = []
    title = ""
    if text.strip():
        tree = trafilatura.bare_extraction(
            text,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            as_dict=False,
        )
        if tree is not None:
            title = _clean(getattr(tree, "title", None) or "")
            body = getattr(tree, "body", None)
            if body is not None:
                blocks = _from_tei(body)
        if not blocks:
            blocks = _from_page(text)
    # trafilatura keeps the page's title apart; in the article it may stand again as its first heading.
    if title and not any(kind is Kind.TITLE or content == title for kind, content in blocks[:3]):
        blocks.insert(0, (Kind.TITLE, title))
    elif title:
        at = next((i for i, (_, content) in enumerate(blocks[:3]) if content == title), None)
        if at is not None:
            blocks[at] = (Kind.TITLE, title)
    return Document(document_id, tuple(Paragraph(i, k, t) for i, (k, t) in enumerate(blocks)), path)


def _from_tei(body: Any) -> list[tuple[Kind, str]]:
    """Blocks of trafilatura's TEI-like tree."""
    kinds = {
        "head": Kind.HEADING,
        "item": Kind.LIST,
        "quote": Kind.QUOTE,
        "p": Kind.PARAGRAPH,
        "cell": Kind.PARAGRAPH,
    }
    found: list[tuple[Kind, str]] = []
    for line_break in body.iter("lb"):  # first line<br>second line
        line_break.text = " "

    def visit(element: Any, inherited: Kind | None) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        kind = kinds.get(tag)
        inner = [child for child in element.iterdescendants() if child.tag in kinds]
        if kind is not None and not inner:
            text = _clean("".join(element.itertext()))
            if text:
                final = inherited or kind
                found.append((Kind.BOILERPLATE if is_boilerplate(text) else final, text))
            return
        if kind is not None and (own := _clean(element.text or "")):
            found.append((inherited or kind, own))
        passed = Kind.QUOTE if tag == "quote" else inherited
        for child in element:
            visit(child, passed)
            if (tail := _clean(child.tail or "")) and kind is not None:
                found.append((inherited or kind, tail))

    visit(body, None)
    return found


def _from_page(text: str) -> list[tuple[Kind, str]]:
    """Blocks of a page in which trafilatura finds no article: every text block outside navigation and scripts."""
    try:
        from lxml import html
    except ImportError as error:
        raise MissingExtra("lxml", "ingest") from error

    kinds = {"li": Kind.LIST, "blockquote": Kind.QUOTE, "h1": Kind.TITLE}
    found: list[tuple[Kind, str]] = []
    try:
        root: Any = html.document_fromstring(text)
    except (ValueError, html.etree.ParserError):
        return []
    for line_break in root.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    for element in root.iter():
        if element.tag not in _BLOCKS or any(a.tag in _NO_TEXT for a in element.iterancestors()):
            continue
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            continue
        content = _clean(element.text_content())
        if content:
            kind = kinds.get(str(element.tag), Kind.HEADING if str(element.tag)[0] == "h" else Kind.PARAGRAPH)
            found.append((Kind.BOILERPLATE if is_boilerplate(content) else kind, content))
    if not found:
        found = [(Kind.PARAGRAPH, line) for raw in root.text_content().splitlines() if (line := _clean(raw))]
    return found


def _clean(text: str) -> str:
    """Collapse ordinary blanks; no-break spaces stay as the author set them."""
    return " ".join(
        part for part in text.replace("\r", "\n").replace("\n", " ").replace("\t", " ").split(" ") if part
    ).strip()
