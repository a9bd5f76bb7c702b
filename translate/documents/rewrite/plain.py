"""Plain text in English: the same lines between paragraphs, wrapped paragraphs wrapped again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translate.documents.plain import _LINES as LINE_BREAKS
from translate.documents.plain import _join as join_lines
from translate.documents.rewrite.wording import Rewritten, Wording
from translate.model import Document


@dataclass(slots=True)
class _Line:
    raw: str
    end: str
    """Its line break; empty at the file's end."""

    @property
    def text(self) -> str:
        return self.raw.strip()


@dataclass(slots=True)
class _Part:
    """One paragraph inside a block of lines."""

    index: int
    lines: list[_Line]


def rewrite_plain(text: str, wordings: Sequence[Wording | None], document: Document) -> Rewritten:
    """Put English in the place of a plain text's paragraphs.

    Lines between them, indents and the kind of line break stay. The result reads as the same paragraphs: where
    new lines would be joined or parted otherwise, a paragraph stands on one line, at last with a blank line.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _lines(text.removeprefix("\ufeff"))
    out: list[str] = [mark]
    at = 0
    next_paragraph = 0
    placed: set[int] = set()
    while at < len(lines):
        if not lines[at].text:
            out.append(lines[at].raw + lines[at].end)
            at += 1
            continue
        start = at
        while at < len(lines) and lines[at].text:
            at += 1
        parts = _parts(lines[start:at], document, next_paragraph)
        next_paragraph += len(parts)
        placed.update(part.index for part in parts)
        texts = [
            paragraph.text for paragraph in document.paragraphs[next_paragraph - len(parts) : next_paragraph]
        ]
        out.append(_block(lines[start:at], parts, texts, wordings))
    unplaced = tuple(i for i, wording in enumerate(wordings) if wording is not None and i not in placed)
    return Rewritten("".join(out).encode("utf-8"), unplaced)


def _lines(text: str) -> list[_Line]:
    lines = []
    at = 0
    for found in LINE_BREAKS.finditer(text):
        lines.append(_Line(text[at : found.start()], found.group()))
        at = found.end()
    lines.append(_Line(text[at:], ""))
    return lines


def _parts(lines: Sequence[_Line], document: Document, first: int) -> list[_Part]:
    """Lines of a block, by the paragraph they became."""
    parts: list[_Part] = []
    at = 0
    for number in range(first, len(document.paragraphs)):
        paragraph = document.paragraphs[number]
        rest = _squash(paragraph.text)
        part = _Part(paragraph.index, [])
        while at < len(lines) and rest and rest.startswith(line := _squash(lines[at].text)):
            part.lines.append(lines[at])
            rest = rest[len(line) :]
            at += 1
        if rest or not part.lines:
            break
        parts.append(part)
        if at == len(lines):
            return parts
    return []


def _squash(text: str) -> str:
    return "".join(text.split())


def _block(
    lines: Sequence[_Line], parts: Sequence[_Part], texts: Sequence[str], wordings: Sequence[Wording | None]
) -> str:
    said = [wordings[part.index] for part in parts]
    if all(wording is None or wording.source == wording.target for wording in said):
        return "".join(line.raw + line.end for line in lines)
    last_end = lines[-1].end
    line_end = next((line.end for line in lines if line.end), "\n")
    expected: list[str] = []
    for part, text in zip(parts, texts, strict=True):
        wording = wordings[part.index]
        expected.append(wording.target if wording else text)
    for is_wrapped in (True, False):
        written: list[str] = []
        for part in parts:
            wording = wordings[part.index]
            if wording is None or wording.source == wording.target:
                written += [line.raw for line in part.lines]
            else:
                written += _wrap(wording.target, part.lines, is_wrapped)
        if join_lines([line.strip() for line in written]) == expected:
            return line_end.join(written) + last_end
    # Short lines that now look like one broken paragraph: a blank line keeps them apart.
    indents = [_indent(part.lines[0].raw) for part in parts]
    apart = [indent + text for indent, text in zip(indents, expected, strict=True)]
    return (line_end * 2).join(apart) + last_end


def _indent(raw: str) -> str:
    return raw[: len(raw) - len(raw.lstrip())]


def _wrap(text: str, lines: Sequence[_Line], is_wrapped: bool) -> list[str]:
    first, rest = _indent(lines[0].raw), _indent(lines[min(1, len(lines) - 1)].raw)
    if len(lines) == 1 or not is_wrapped:
        return [first + text]
    width = max(len(line.text) for line in lines)
    found = wrap(text, width)
    return [first + found[0], *(rest + line for line in found[1:])]


def wrap(text: str, width: int) -> list[str]:
    """Break a text at single blanks into lines of at most ``width`` code points where its words allow it.

    Joined with blanks, the lines are the text again. No line ends in a hyphen: read back, it would be glued.
    """
    lines: list[str] = []
    start = 0
    last = -1
    for blank in [m.start() for m in re.finditer(r"(?<=[^\s-]) (?=\S)", text)] + [len(text)]:
        if blank - start > width and last > start:
            lines.append(text[start:last])
            start = last + 1
        last = blank
    lines.append(text[start:])
    return lines
