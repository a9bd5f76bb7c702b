"""Runs of a Word paragraph: characters with their formatting, and what lies between them."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINE_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """A hyperlink element."""

    original: Any

    def shell(self) -> Any:
        """The hyperlink without its runs."""
        return self.original.makeelement(self.original.tag, self.original.attrib, self.original.nsmap)


@dataclass(frozen=True, slots=True)
class Char:
    """One readable character."""

    text: str
    format: Any
    """Run properties (``w:rPr``) or None."""
    link: Link | None
    look: str
    """What makes two characters look the same."""


@dataclass(frozen=True, slots=True)
class Between:
    """An element that is no text: an image, a note's number, a bookmark, a tab."""

    at: int
    """Characters of the line before it."""
    content: Any
    run_format: Any = None
    is_in_run: bool = False
    is_blank: bool = False
    link: Link | None = None

    def element(self) -> Any:
        """The element, in a run of its own if it needs one."""
        content = copy.deepcopy(self.content)
        content.tail = None
        if not self.is_in_run:
            return content
        run = content.makeelement(W + "r")
        if self.run_format is not None:
            run.append(copy.deepcopy(self.run_format))
        run.append(content)
        return run


@dataclass(slots=True)
class Line:
    """Part of a paragraph up to a line break: what the reader takes for one paragraph."""

    chars: list[Char] = field(default_factory=list)
    atoms: list[Between] = field(default_factory=list)
    end: list[Between] = field(default_factory=list)
    """The line break."""

    @property
    def text(self) -> str:
        """Characters, a tab for a tab."""
        return "".join(char.text for char in self.chars)

    def breaks(self) -> list[Any]:
        """Elements of the line break."""
        return [between.element() for between in self.end]

    def untouched(self) -> list[Any]:
        """The line's own content, made anew run by run."""
        made: list[Any] = []
        into: Any = made
        link: Link | None = None
        waiting = sorted(self.atoms, key=lambda atom: atom.at)
        text: list[str] = []
        current: Char | None = None

        def flush() -> None:
            if text and current is not None:
                into.append(make_run("".join(text), current.format))
            text.clear()

        def enter(wanted: Link | None) -> None:
            nonlocal into, link
            if wanted is not link:
                flush()
                link, into = wanted, made
                if wanted is not None:
                    into = wanted.shell()
                    made.append(into)

        for place in range(len(self.chars) + 1):
            while waiting and waiting[0].at <= place:
                atom = waiting.pop(0)
                flush()
                enter(atom.link)
                into.append(atom.element())
            if place == len(self.chars):
                break
            char = self.chars[place]
            if current is not None and char.format is not current.format:
                flush()
            enter(char.link)
            current = char
            if char.text != "\t":  # its element is among the atoms
                text.append(char.text)
        flush()
        return made


def lines_of(paragraph: Any) -> list[Line]:
    """Lines of a paragraph element.

    The text of runs and hyperlinks counts, as python-docx has it (ECMA-376 part 1, 17.3.3); any other child
    (bookmark, tracked insertion, content control) is kept between the characters.
    """
    lines = [Line()]

    def between(content: Any, link: Link | None, run_format: Any = None, **more: bool) -> None:
        lines[-1].atoms.append(Between(len(lines[-1].chars), content, run_format, link=link, **more))

    def text(content: str, run_format: Any, link: Link | None, look: str) -> None:
        parts = _LINE_BREAK.split(content)
        for number, part in enumerate(parts):
            if number:
                lines.append(Line())
            lines[-1].chars += [Char(char, run_format, link, look) for char in part]

    def run(element: Any, link: Link | None) -> None:
        run_format = element.find(W + "rPr")
        look = _look(run_format)
        for child in element:
            if child is run_format:
                continue
            tag = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if tag == "t":
                text(child.text or "", run_format, link, look)
            elif tag == "cr" or (tag == "br" and child.get(W + "type", "textWrapping") == "textWrapping"):
                lines[-1].end.append(
                    Between(len(lines[-1].chars), child, run_format, is_in_run=True, link=link)
                )
                lines.append(Line())
            elif tag in ("tab", "ptab"):
                between(child, link, run_format, is_in_run=True, is_blank=True)
                lines[-1].chars.append(Char("\t", run_format, link, look))
            elif tag == "noBreakHyphen":
                text("-", run_format, link, look)
            elif tag != "lastRenderedPageBreak":
                between(child, link, run_format, is_in_run=True)

    for child in paragraph:
        tag = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if tag == "r":
            run(child, None)
        elif tag == "hyperlink":
            link = Link(child)
            count = sum(len(line.chars) + len(line.atoms) for line in lines)
            for inner in child:
                if isinstance(inner.tag, str) and inner.tag == W + "r":
                    run(inner, link)
                else:
                    between(inner, link)
            if count == sum(len(line.chars) + len(line.atoms) for line in lines):
                between(child, None)
        elif tag not in ("pPr", "proofErr"):
            between(child, None)
    return lines


def _look(run_format: Any) -> str:
    """Properties of a run as text, without the proofing language."""
    if run_format is None:
        return ""
    from lxml import etree

    return "".join(
        sorted(
            etree.tostring(child, encoding="unicode", with_tail=False)
            for child in run_format
            if child.tag not in (W + "lang", W + "noProof")
        )
    )


def base_format(chars: Sequence[Char]) -> tuple[str, Any]:
    """The formatting that most characters have: its look and its properties."""
    counts: Counter[str] = Counter()
    formats: dict[str, Any] = {}
    for char in chars:
        counts[char.look] += not char.text.isspace()
        formats.setdefault(char.look, char.format)
    if not counts:
        return "", None
    best = max(counts, key=lambda look: counts[look])
    return best, formats[best]


def make_run(text: str, run_format: Any) -> Any:
    """A run of text with these properties."""
    from lxml import etree

    run = etree.Element(W + "r") if run_format is None else run_format.makeelement(W + "r")
    if run_format is not None:
        run.append(copy.deepcopy(run_format))
    content = etree.SubElement(run, W + "t")
    content.text = text
    if text != text.strip() or "  " in text:
        content.set(XML_SPACE, "preserve")
    return run


def with_english_proofing(elements: Sequence[Any]) -> None:
    """Let a run that says it is French say that it is English, so that Word proofs it as such."""
    for element in elements:
        for language in element.iter(W + "lang"):
            if language.get(W + "val", "").casefold().startswith("fr"):
                language.set(W + "val", "en-US")
