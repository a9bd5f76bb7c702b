"""Word documents (.docx), read by python-docx: paragraphs and table cells in order, kinds by their styles."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from translate.documents.kinds import is_boilerplate, kind_of
from translate.errors import InputError, MissingExtra
from translate.model import Document, Kind, Paragraph

# Style names as Word stores them (English) and as French versions show them.
_STYLES = (
    (("title", "titre"), Kind.TITLE),
    (("heading", "subtitle", "titre ", "sous-titre"), Kind.HEADING),
    (("list", "liste"), Kind.LIST),
    (("quote", "citation"), Kind.QUOTE),
)


def read_docx(source: str | Path | IO[bytes], document_id: str, path: str | None = None) -> Document:
    """Read a Word document.

    Raises:
        InputError: it is not one.
        MissingExtra: python-docx is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from docx.table import Table
    except ImportError as error:
        raise MissingExtra("python-docx", "ingest") from error

    name = path or str(source)
    try:
        word = docx.Document(source if not isinstance(source, Path) else str(source))
    except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise InputError.at(name, "is not a Word document (.docx)", "save it as .docx again") from error

    found: list[tuple[Kind, str]] = []

    def add(text: str, style: str) -> None:
        for line in text.replace("\x0b", "\n").splitlines():
            line = " ".join(part for part in line.replace("\t", " ").split(" ") if part)
            if line:
                found.append((_kind(line, style, not found), line))

    names: dict[str | None, str] = {}
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            seen: set[object] = set()  # of elements, not of their ids: a freed element's id is soon another's
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:  # a merged cell is listed once per column
                        seen.add(cell._tc)
                        for paragraph in cell.paragraphs:
                            add(paragraph.text, "table")
        else:
            style_id = block._p.style
            if style_id not in names:  # looking a style up costs python-docx 10 ms
                names[style_id] = (block.style.name or "") if block.style is not None else ""
            add(block.text, names[style_id])
    return Document(document_id, tuple(Paragraph(i, k, t) for i, (k, t) in enumerate(found)), path)


def _kind(text: str, style: str, is_first: bool) -> Kind:
    if is_boilerplate(text):
        return Kind.BOILERPLATE
    lowered = style.casefold()
    if lowered == "table":
        return Kind.PARAGRAPH
    for prefixes, kind in _STYLES:
        if any(lowered == p if kind is Kind.TITLE else lowered.startswith(p) for p in prefixes):
            return kind
    if lowered in ("normal", "", "standard", "body text"):
        return kind_of(text, is_first)
    return Kind.PARAGRAPH
