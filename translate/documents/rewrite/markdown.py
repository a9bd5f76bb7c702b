"""Markdown in English: the text of paragraphs, headings, items and cells replaced, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.documents.markdown import _inline as inline_text
from translate.documents.markdown import _without_front_matter as without_front_matter
from translate.documents.markdown import parse_markdown
from translate.documents.rewrite.carrying import carry
from translate.documents.rewrite.markdown_marks import guard_line, read_marks, write_inline
from translate.documents.rewrite.pieces import Atom, Mark, Piece
from translate.documents.rewrite.plain import wrap
from translate.documents.rewrite.wording import Rewritten, Wording
from translate.errors import MissingExtra
from translate.model import Document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ATTEMPTS = 12
_LINES = re.compile(r"\r\n|\r|\n")
_CELL_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*\|?")
_CELL = re.compile(r"(?:\\\||[^|])*")  # any backslash before a bar escapes it, as markdown-it has it


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the text of one inline token stands: one stretch per line."""

    stretches: tuple[tuple[int, int], ...]
    """Code points of the file, one for each line."""
    prefix: str
    """What begins every further line: quotation marks, indents."""
    in_heading: bool = False
    in_cell: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph of the file that is to be rewritten."""

    index: int
    place: _Place
    pieces: Sequence[Piece]
    target: str
    expected: str


def rewrite_markdown(text: str, wordings: Sequence[Wording | None], document: Document) -> Rewritten:
    """Put English in the place of a Markdown file's texts.

    Marks of headings, lists, quotations, tables, code, HTML blocks and front matter stay untouched. Emphasis and links
    follow their words. The result is read again: where it would not read as the English, formatting of that
    paragraph is given up, emphasis first, then links.

    Raises:
        MissingExtra: markdown-it-py is not installed.
    """
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise MissingExtra("markdown-it-py", "ingest") from error

    parser = MarkdownIt("commonmark").enable("table")
    texts, unplaced, lost, verbatim = _find_texts(parser, text, wordings)
    levels = {item.index: 0 for item in texts}
    result = text
    for _ in range(_ATTEMPTS):
        result = _write(text, texts, levels)
        wrong = _misread(result, texts, verbatim, document)
        if not wrong:
            break
        for index in wrong:
            levels[index] = min(3, levels[index] + 1)
    else:
        result = _write(text, texts, dict.fromkeys(levels, 3))
    return Rewritten(result.encode("utf-8"), unplaced, lost)


def _find_texts(
    parser: MarkdownIt, text: str, wordings: Sequence[Wording | None]
) -> tuple[list[_Text], tuple[int, ...], int, dict[int, str]]:
    body = without_front_matter(text.removeprefix("\ufeff"))
    begin = len(text) - len(body)
    starts = [begin]
    ends = []
    for found in _LINES.finditer(text, begin):
        ends.append(found.start())
        starts.append(found.end())
    ends.append(len(text))
    lines = list(zip(starts, ends, strict=True))
    env: dict[str, Any] = {}
    texts: list[_Text] = []
    missed: list[int] = []
    verbatim: dict[int, str] = {}
    lost = 0
    index = 0
    cell = 0
    inside: list[str] = []
    for token in parser.parse(body, env):
        if token.nesting == 1:
            inside.append(token.type)
            cell = 0 if token.type == "tr_open" else cell
        elif token.nesting == -1:
            cell += inside.pop() in ("td_open", "th_open")
        elif token.type == "inline":
            content, marks, atoms = read_marks(token.children or (), token.content, env.get("references", {}))
            shown = " ".join(inline_text(token.children or ()).split("\n")).strip()
            if not shown:
                continue
            wording = wordings[index] if index < len(wordings) else None
            if wording is None or wording.source != shown:
                if wording is not None:
                    missed.append(index)
                verbatim[index] = shown
            else:
                container = inside[-1] if inside else ""
                place = _place(text, lines, token, container, cell)
                if place is None:
                    missed.append(index)
                    verbatim[index] = shown
                elif wording.target == shown:
                    verbatim[index] = shown
                else:
                    shift = len(content) - len(content.lstrip())
                    pieces, count = carry(wording, *_shifted(marks, atoms, shift, len(shown)))
                    lost += count
                    texts.append(_Text(index, place, pieces, wording.target, wording.target))
            index += 1
    return texts, tuple(missed), lost, verbatim


def _shifted(
    marks: Sequence[Mark], atoms: Sequence[Atom], shift: int, size: int
) -> tuple[list[Mark], list[Atom]]:
    def at(place: int) -> int:
        return max(0, min(size, place - shift))

    return (
        [Mark((at(m.span[0]), at(m.span[1])), m.payload, m.is_link) for m in marks],
        [Atom(at(a.at), a.payload, a.is_blank) for a in atoms],
    )


def _place(
    text: str, lines: Sequence[tuple[int, int]], token: Token, container: str, cell: int
) -> _Place | None:
    if token.map is None:
        return None
    first = token.map[0]
    if container in ("td_open", "th_open"):
        return _place_cell(text, lines[first], token.content, cell)
    contents = [content.rstrip() for content in token.content.split("\n")]
    # Lines of no-break spaces alone belong to the paragraph, but not to its content.
    for skipped in range(max(1, token.map[1] - first)):
        place = _place_lines(text, lines[first + skipped :][: len(contents)], contents, container)
        if place is not None:
            return place
    return None


def _place_lines(
    text: str, lines: Sequence[tuple[int, int]], contents: Sequence[str], container: str
) -> _Place | None:
    in_heading = container == "heading_open"
    if len(lines) < len(contents):
        return None
    stretches = []
    for (start, end), wanted in zip(lines, contents, strict=True):
        stripped = text[start:end].replace("\0", "\ufffd").rstrip()
        if not stripped.endswith(wanted) and in_heading:
            stripped = stripped.rstrip("#").rstrip()  # ## Un titre ##
        if not stripped.endswith(wanted):
            return None
        stretches.append((start + len(stripped) - len(wanted), start + len(stripped)))
    prefix = text[lines[1][0] : stretches[1][0]] if len(stretches) > 1 else ""
    return _Place(tuple(stretches), prefix, in_heading=in_heading)


def _place_cell(text: str, line: tuple[int, int], content: str, cell: int) -> _Place | None:
    start, end = line
    prefix = _CELL_PREFIX.match(text, start, end)
    at = prefix.end() if prefix else start
    for number in range(cell + 1):
        found = _CELL.match(text, at, end)
        if found is None:
            return None
        if number == cell:
            raw = found.group()
            if raw.strip().replace("\\|", "|") != content:
                return None
            begin = at + len(raw) - len(raw.lstrip())
            return _Place(((begin, begin + len(raw.strip())),), "", in_cell=True)
        at = found.end() + 1
    return None


def _write(text: str, texts: Sequence[_Text], levels: dict[int, int]) -> str:
    line_end = found.group() if (found := _LINES.search(text)) else "\n"
    out: list[str] = []
    cursor = 0
    for item in texts:
        stretches = item.place.stretches
        out.append(text[cursor : stretches[0][0]])
        out.append(_paragraph(item, levels[item.index], line_end))
        cursor = stretches[-1][1]
    out.append(text[cursor:])
    return "".join(out)


def _paragraph(item: _Text, level: int, line_end: str) -> str:
    place = item.place
    pieces: Sequence[Piece] = item.pieces
    if len(place.stretches) == 1 and (place.in_heading or place.in_cell):
        pieces = [" " if isinstance(p, Atom) and p.is_blank else p for p in pieces]
    if level == 3:  # every mark escaped, whatever it might have become
        written = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", item.target)
        return written if not place.in_cell else _cell(written.replace("\\|", "|"))
    written = write_inline(pieces, level)
    if place.in_cell:
        return _cell(written)
    lines: list[str] = []
    for stretch in written.split("\n"):
        if len(place.stretches) == 1 or level == 2:
            lines.append(stretch.strip(" "))
        else:
            width = max(end - start for start, end in place.stretches)
            lines += wrap(stretch.strip(" "), max(width, 20))
    guarded = [guard_line(line, place.in_heading) for line in lines]
    return (line_end + place.prefix).join(guarded)


def _cell(written: str) -> str:
    """Text of a cell; a backslash at its end must not escape the bar after it."""
    written = written.replace("|", "\\|")
    return written + " " if written.endswith("\\") else written


def _misread(result: str, texts: Sequence[_Text], verbatim: dict[int, str], document: Document) -> set[int]:
    """Paragraphs that would not be read as they are meant; all of them when their number is another."""
    read = parse_markdown(result, document.id).paragraphs
    expected = dict(verbatim) | {item.index: item.expected for item in texts}
    if len(read) != len(expected):
        # The first that differs is the culprit: all after it are only shifted.
        for number in range(len(expected)):
            if number >= len(read) or read[number].text != expected[number]:
                nearest = [item.index for item in texts if item.index <= number] or [
                    item.index for item in texts
                ]
                return set(nearest[-1:])
        return {item.index for item in texts}
    return {item.index for item in texts if read[item.index].text != item.expected}
