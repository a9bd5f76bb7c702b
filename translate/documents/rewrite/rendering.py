"""Records as a document of their own, in any format: for when the wanted format is not the input's."""

from __future__ import annotations

import html
import io
import itertools
import re
from collections.abc import Sequence
from typing import Any

from translate.documents.files import FORMATS
from translate.documents.rewrite.markdown_marks import guard_line, write_inline
from translate.documents.rewrite.pieces import Piece
from translate.documents.rewrite.word import repack
from translate.documents.rewrite.wording import delivered, one_line
from translate.errors import ConfigError, MissingExtra
from translate.model import Kind, Record

_BULLET = re.compile(r"^(?:[-–—•*·▪◦]\s+)(?=\S)")
_NUMBER = re.compile(r"^\(?(\d{1,2})[.)°]\s+(?=\S)")


def render_document(records: Sequence[Record], format: str) -> bytes:
    """Write the English of one document's records as a clean file.

    Paragraphs without English are left out. The same records give the same bytes.

    Args:
        records: of one document, in its order.
        format: ``text``, ``markdown``, ``html`` or ``docx``.

    Raises:
        ConfigError: unknown format.
        MissingExtra: python-docx is not installed.
    """
    blocks = [(record.kind, text) for record in records if (text := one_line(delivered(record)))]
    if format == "text":
        return _text(blocks).encode("utf-8")
    if format == "markdown":
        return _markdown(blocks).encode("utf-8")
    if format == "html":
        return _page(blocks, records[0].document if records else "").encode("utf-8")
    if format == "docx":
        return _word(blocks)
    raise ConfigError(f"no format {format!r} – choose one of {', '.join(sorted(set(FORMATS.values())))}")


def _item(text: str) -> tuple[int | None, str]:
    """An item's number, or None for a bullet, and its text without either."""
    if found := _NUMBER.match(text):
        return int(found[1]), text[found.end() :]
    return None, _BULLET.sub("", text, count=1)


def _text(blocks: Sequence[tuple[Kind, str]]) -> str:
    shown = []
    for kind, text in blocks:
        has_sign = bool(_BULLET.match(text) or _NUMBER.match(text))
        shown.append(f"- {text}" if kind is Kind.LIST and not has_sign else text)
    return "\n\n".join(shown) + "\n" * bool(shown)


def _markdown(blocks: Sequence[tuple[Kind, str]]) -> str:
    out: list[str] = []
    previous: tuple[Kind, bool] | None = None
    for kind, text in blocks:
        number, item = _item(text) if kind is Kind.LIST else (None, text)
        pieces: list[Piece] = [item]
        written = guard_line(write_inline(pieces, 0), in_heading=kind in (Kind.TITLE, Kind.HEADING))
        sign = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.QUOTE: "> ", Kind.LIST: "- "}.get(kind, "")
        if number is not None:
            sign = f"{number}. "
        if out:
            same_list = kind is Kind.LIST and previous == (kind, number is not None)
            # Two quotations in a row are two paragraphs of one.
            same_quote = kind is Kind.QUOTE and previous == (kind, False)
            out.append("\n" if same_list else "\n>\n" if same_quote else "\n\n")
        out.append(sign + written)
        previous = (kind, number is not None)
    return "".join(out) + "\n" * bool(out)


def _page(blocks: Sequence[tuple[Kind, str]], name: str) -> str:
    title = next((text for kind, text in blocks if kind is Kind.TITLE), name)
    out = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{html.escape(title, quote=False)}</title>",
        "</head>",
        "<body>",
        "<article>",
    ]
    tags = {Kind.TITLE: "h1", Kind.HEADING: "h2"}

    def group(block: tuple[Kind, str]) -> str:
        if block[0] is Kind.LIST:
            return "ul" if _item(block[1])[0] is None else "ol"
        return "blockquote" if block[0] is Kind.QUOTE else ""

    for around, members in itertools.groupby(blocks, key=group):
        inside = list(members)
        if around:
            first = _item(inside[0][1])[0] if around == "ol" else None
            out.append(f'<ol start="{first}">' if first is not None and first != 1 else f"<{around}>")
        for kind, text in inside:
            tag = "li" if kind is Kind.LIST else tags.get(kind, "p")
            shown = _item(text)[1] if kind is Kind.LIST else text
            out.append(f"<{tag}>{html.escape(shown, quote=False)}</{tag}>")
        if around:
            out.append(f"</{around}>")
    return "\n".join([*out, "</article>", "</body>", "</html>", ""])


def _word(blocks: Sequence[tuple[Kind, str]]) -> bytes:
    try:
        import docx
    except ImportError as error:
        raise MissingExtra("python-docx", "ingest") from error

    word: Any = docx.Document()
    word.core_properties.author = ""
    word.core_properties.comments = ""
    word.core_properties.language = "en"
    word.core_properties.title = next((text for kind, text in blocks if kind is Kind.TITLE), "")[:255]
    styles = {Kind.TITLE: "Title", Kind.HEADING: "Heading 1", Kind.QUOTE: "Quote", Kind.LIST: "List Bullet"}
    for kind, text in blocks:
        number, item = _item(text) if kind is Kind.LIST else (None, text)
        if number is not None:  # its own number, since Word would go on counting from the list before
            word.add_paragraph(text, style="List")
        else:
            word.add_paragraph(item, style=styles.get(kind))
    out = io.BytesIO()
    word.save(out)
    return repack(out.getvalue(), {})
