"""Word documents in English: the runs of each paragraph replaced, the rest of the file as it was."""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from translate.documents.rewrite.carrying import carry
from translate.documents.rewrite.page import fold_text
from translate.documents.rewrite.pieces import Atom, Mark, Opened
from translate.documents.rewrite.runs import (
    Char,
    Line,
    W,
    base_format,
    lines_of,
    make_run,
    with_english_proofing,
)
from translate.documents.rewrite.wording import Rewritten, Wording
from translate.errors import InputError, MissingExtra
from translate.model import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Earliest time a zip archive can hold: all files bear it, so that the same input gives the same bytes."""


def rewrite_word(data: bytes, wordings: Sequence[Wording | None], document: Document) -> Rewritten:
    """Put English in the place of a Word document's paragraphs and table cells.

    Styles, numbering, tables, images, notes, headers and properties stay; bold, italics and hyperlinks follow their
    words. Text that the reader does not see (headers, notes, text boxes, tracked insertions) stays French.

    Raises:
        InputError: it is no Word document.
        MissingExtra: python-docx is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from lxml import etree
    except ImportError as error:
        raise MissingExtra("python-docx", "ingest") from error

    try:
        word = docx.Document(io.BytesIO(data))
        name = str(word.part.partname).lstrip("/")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read(name)
    except (PackageNotFoundError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        where = document.path or "-"
        raise InputError.at(where, "is not a Word document (.docx)", "save it as .docx again") from error

    # python-docx drops blanks between elements: it says which paragraphs are read, a parser of our own keeps them all.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    tree = etree.fromstring(content, parser).getroottree()
    ours = list(tree.getroot().iter(W + "p"))
    number_of = {element: number for number, element in enumerate(word.element.iter(W + "p"))}
    placed: set[int] = set()
    lost = 0
    index = 0
    for element in _read_paragraphs(word):
        number = number_of.get(element)
        if number is None or number >= len(ours):
            continue
        paragraph = ours[number]
        lines = lines_of(paragraph)
        wanted: list[Wording | None] = []
        for line in lines:
            if not line.text.split():
                wanted.append(None)
                continue
            wording = wordings[index] if index < len(wordings) else None
            if wording is not None and fold_text(line.text)[0] == fold_text(wording.source)[0]:
                placed.add(index)
                wanted.append(wording)
            else:
                wanted.append(None)
            index += 1
        if any(w is not None and w.source != w.target for w in wanted):
            lost += _rewrite_paragraph(paragraph, lines, wanted)
    unplaced = tuple(i for i, wording in enumerate(wordings) if wording is not None and i not in placed)
    if not _has_changes(wordings):
        return Rewritten(repack(data, {}), unplaced)
    written = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Rewritten(repack(data, {name: written}), unplaced, lost)


def _has_changes(wordings: Sequence[Wording | None]) -> bool:
    return any(w is not None and w.source != w.target for w in wordings)


def _read_paragraphs(word: Any) -> Iterator[Any]:
    """Paragraph elements in the order in which ``read_docx`` reads them."""
    from docx.table import Table

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            seen: set[object] = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from (paragraph._p for paragraph in cell.paragraphs)
        else:
            yield block._p


def repack(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The same archive with some files replaced, without anything that depends on when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            made = zipfile.ZipInfo(entry.filename, _EPOCH)
            made.compress_type = zipfile.ZIP_DEFLATED
            made.external_attr = entry.external_attr
            made.create_system = 0
            content = changed.get(entry.filename)
            target.writestr(made, source.read(entry) if content is None else content)
    return out.getvalue()


def _rewrite_paragraph(paragraph: Any, lines: Sequence[Line], wanted: Sequence[Wording | None]) -> int:
    """Replace a paragraph's readable content; returns how many links were lost."""
    lost = 0
    content: list[Any] = []
    for line, wording in zip(lines, wanted, strict=True):
        if wording is None or wording.source == wording.target:
            content += line.untouched()
        else:
            made, count = _english(line, wording)
            content += made
            lost += count
        content += line.breaks()
    properties = paragraph.find(W + "pPr")
    for child in list(paragraph):
        if child is not properties:
            paragraph.remove(child)
    paragraph.extend(content)
    return lost


def _english(line: Line, wording: Wording) -> tuple[list[Any], int]:
    _, source_places = fold_text(wording.source)
    _, line_places = fold_text(line.text)
    # From places of the line (tabs and double blanks as typed) to places of the paragraph's text.
    size = len(wording.source)
    to_source = dict(zip(line_places, source_places, strict=False))

    def at(place: int) -> int:
        number = bisect_left(line_places, place)
        return to_source.get(line_places[number], size) if number < len(line_places) else size

    def after(place: int) -> int:
        number = bisect_left(line_places, place)
        return to_source.get(line_places[number - 1], size - 1) + 1 if number else 0

    base = base_format(line.chars)
    marks: list[Mark] = []
    for link, start, end in _stretches(line.chars, lambda char: char.link):
        if link is None:
            chars, outer = line.chars[start:end], base
            offset = start
            for key, a, b in _stretches(chars, lambda char: char.look):
                if key != outer[0] and after(offset + b) > at(offset + a):
                    marks.append(Mark((at(offset + a), after(offset + b)), chars[a].format))
            continue
        if not line.text[start:end].strip():
            continue  # a link on a blank has no words to go with, and nobody could follow it
        inner = base_format(line.chars[start:end])
        span = (at(start), max(after(end), at(start)))
        marks.append(Mark(span, (link, inner[1]), is_link=True))
        for key, a, b in _stretches(line.chars[start:end], lambda char: char.look):
            if key != inner[0] and after(start + b) > at(start + a):
                marks.append(Mark((at(start + a), after(start + b)), line.chars[start + a].format))
    atoms = [Atom(after(a.at) if a.at else 0, a, a.is_blank) for a in line.atoms]
    pieces, lost = carry(wording, marks, atoms)

    made: list[Any] = []
    containers: list[Any] = []  # hyperlinks that are open
    formats: list[Any] = [base[1]]
    for piece in pieces:
        into = containers[-1] if containers else made
        if isinstance(piece, str):
            into.append(make_run(piece, formats[-1]))
        elif isinstance(piece, Atom):
            atom: Any = piece.payload
            into.append(atom.element())
        elif isinstance(piece, Opened):
            payload: Any = piece.mark.payload
            if isinstance(payload, tuple):
                link = payload[0].shell()
                made.append(link)
                containers.append(link)
                formats.append(payload[1])
            else:
                formats.append(payload)
        else:
            formats.pop()
            if isinstance(piece.mark.payload, tuple):
                containers.pop()
    with_english_proofing(made)
    return made, lost


def _stretches(chars: Sequence[Char], key: Any) -> Iterator[tuple[Any, int, int]]:
    """Runs of characters with the same key."""
    start = 0
    for place in range(1, len(chars) + 1):
        if place == len(chars) or key(chars[place]) != key(chars[start]):
            yield key(chars[start]), start, place
            start = place
