"""Inline Markdown: marks and atoms out of a paragraph's tokens, and a rewritten paragraph back into Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.documents.rewrite.pieces import Atom, Closed, Mark, Opened, Piece

if TYPE_CHECKING:
    from markdown_it.token import Token

HARD_BREAK = "\\\n"
_ESCAPED = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]) | [*`\[\]] | (?<!\w)_ | _(?!\w) | <(?=[A-Za-z/!?]) | &(?=\#?\w+;)""", re.VERBOSE
)
# What would make a block of a line's beginning: headings, lists, quotations, rules, fences, underlines.
_LINE_START = re.compile(r"(?:\#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}|[-=]+\s*$|~{3,}|:?-+:?\s*\|)")
_NUMBER_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w-]*)[^>]*?(/?)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What stands before and after marked words."""

    before: str
    after: str
    kind: str
    """``em``, ``strong``, ``link``, ``image``, ``code``, ``html`` or ``autolink``."""


def read_marks(
    children: Sequence[Token], raw: str, references: Mapping[str, Any]
) -> tuple[str, list[Mark], list[Atom]]:
    """Text as the reader has it (before blanks are trimmed), with its marks and atoms."""
    text = ""
    marks: list[Mark] = []
    atoms: list[Atom] = []
    open_: list[tuple[int, Delimiters]] = []
    tags: list[tuple[str, int, str, int]] = []
    for child in children:
        if child.type == "text":
            text += child.content
        elif child.type == "softbreak":
            text += " "
        elif child.type == "hardbreak":
            atoms.append(Atom(len(text), HARD_BREAK, is_blank=True))
            text += " "
        elif child.type == "code_inline":
            marks.append(Mark((len(text), len(text) + len(child.content)), Delimiters("", "", "code")))
            text += child.content
        elif child.type == "image":
            after = f"]{_target(child.attrs.get('src'), child.attrs.get('title'), raw, references)}"
            if child.content.strip():
                span = (len(text), len(text) + len(child.content))
                marks.append(Mark(span, Delimiters("![", after, "image"), is_link=True))
                text += child.content
            else:
                atoms.append(Atom(len(text), f"![{after}"))
        elif child.type == "html_inline":
            _add_tag(child.content, len(text), tags, marks, atoms)
        elif child.type.endswith("_open"):
            open_.append((len(text), _delimiters(child, raw, references)))
        elif child.type.endswith("_close") and open_:
            start, delimiters = open_.pop()
            marks.append(Mark((start, len(text)), delimiters, delimiters.kind in ("link", "autolink")))
    atoms += [Atom(at, content) for _, at, content, _ in tags]
    atoms.sort(key=lambda atom: atom.at)
    return text, marks, atoms


def _add_tag(
    content: str, at: int, tags: list[tuple[str, int, str, int]], marks: list[Mark], atoms: list[Atom]
) -> None:
    """HTML between words: a pair of tags is a mark, one alone stays where it is."""
    found = _TAG.fullmatch(content)
    if found is None or found[3] or found[2].casefold() in ("br", "img", "wbr", "input"):
        atoms.append(Atom(at, content))
    elif not found[1]:
        tags.append((found[2].casefold(), at, content, len(marks)))
    elif tags and tags[-1][0] == found[2].casefold():
        _, start, opening, _ = tags.pop()
        marks.append(Mark((start, at), Delimiters(opening, content, "html"), found[2].casefold() == "a"))
    else:
        atoms.append(Atom(at, content))


def _delimiters(token: Token, raw: str, references: Mapping[str, Any]) -> Delimiters:
    if token.type == "link_open":
        href = token.attrs.get("href")
        if token.info == "auto" or token.markup == "autolink":
            return Delimiters(str(href), f"]{_target(href, None, raw, {})}", "autolink")
        return Delimiters("[", f"]{_target(href, token.attrs.get('title'), raw, references)}", "link")
    kind = token.type.removesuffix("_open")
    return Delimiters(token.markup, token.markup, kind)


def _target(href: Any, title: Any, raw: str, references: Mapping[str, Any]) -> str:
    """What follows a link's text: its reference where the paragraph has it so, else address and title."""
    for label, reference in references.items():
        if reference.get("href") == href and (reference.get("title") or "") == (title or ""):
            found = re.search(rf"\[({re.escape(label)})\]", raw, re.IGNORECASE)
            if found:
                return f"[{found[1]}]"
    address = str(href or "")
    if not address or re.search(r"[\s()<>]", address):
        address = "<" + re.sub(r"([<>])", r"\\\1", address) + ">"
    if title:
        quoted = re.sub(r'(["\\])', r"\\\1", str(title)).replace("\n", " ")
        return f'({address} "{quoted}")'
    return f"({address})"


def write_inline(pieces: Sequence[Piece], level: int) -> str:
    """Markdown of a rewritten paragraph.

    Args:
        pieces: from ``carry``.
        level: 0 writes all formatting, 1 links and images only, 2 none: a later attempt where the former was
            read differently (``**`` between two letters and punctuation is no emphasis).
    """
    out: list[str] = []
    stack: list[tuple[Delimiters, int, bool]] = []
    for piece in pieces:
        if isinstance(piece, str):
            verbatim = any(shown and d.kind in ("image", "code") for d, _, shown in stack)
            out.append(piece if verbatim else _ESCAPED.sub(r"\\\g<0>", piece))
        elif isinstance(piece, Atom):
            out.append(str(piece.payload) if level < 2 else " " if piece.is_blank else "")
        elif isinstance(piece, Opened):
            delimiters = piece.mark.payload
            assert isinstance(delimiters, Delimiters)
            inside_verbatim = any(shown and d.kind in ("image", "code") for d, _, shown in stack)
            shown = not inside_verbatim and (level == 0 or (level == 1 and piece.mark.is_link))
            stack.append((delimiters, len(out), shown))
        elif isinstance(piece, Closed):
            delimiters, start, shown = stack.pop()
            if shown:
                inner = "".join(out[start:])
                del out[start:]
                if out and delimiters.before.startswith("[") and out[-1].endswith("!"):
                    out[-1] = out[-1][:-1] + "\\!"
                out.append(_wrapped(inner, delimiters))
    return "".join(out)


def _wrapped(inner: str, delimiters: Delimiters) -> str:
    if delimiters.kind == "code":
        longest = max((len(run) for run in re.findall("`+", inner)), default=0)
        ticks = "`" * (longest + 1)
        pad = " " if inner.startswith(("`", " ")) or inner.endswith(("`", " ")) else ""
        return f"{ticks}{pad}{inner}{pad}{ticks}"
    if delimiters.kind == "autolink":
        shown = delimiters.before.removeprefix("mailto:")
        plain = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", inner)
        return f"<{plain}>" if plain in (shown, delimiters.before) else f"[{inner}{delimiters.after}"
    return f"{delimiters.before}{inner}{delimiters.after}"


def guard_line(line: str, in_heading: bool) -> str:
    """Line whose beginning (and, in a heading, end) makes no other block of it."""
    if found := _NUMBER_START.match(line):
        line = f"{found[1]}\\{line[found.end(1) :]}"
    elif _LINE_START.match(line):
        line = "\\" + line
    if in_heading and re.search(r"(?:^|\s)#+$", line):
        line = re.sub(r"#$", r"\\#", line)
    return line
