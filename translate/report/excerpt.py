"""A piece of a paragraph around a span, as columns of a terminal: what is seen, and where the carets go."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from translate.model import Span

COLUMNS = 100
_NEAR = 12
"""How many characters a cut may move to fall between two words."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text in three parts, cut ends shown by ``…``."""

    before: str
    marked: str
    after: str
    has_mark: bool
    """False when there was no span; ``marked`` is then empty."""

    @property
    def text(self) -> str:
        """The line to show."""
        return self.before + self.marked + self.after

    @property
    def carets(self) -> str:
        """The line below it: carets under the marked part, one for an empty one; ``""`` without a span."""
        if not self.has_mark:
            return ""
        return " " * count_columns(self.before) + "^" * max(1, count_columns(self.marked))


def show(text: str) -> str:
    """Replace, one for one, what a terminal would obey instead of showing: escapes, line ends, bidi controls."""
    return text if text.isprintable() else "".join(map(_show, text))


def _show(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":  # NBSP and its kin are blanks
        return character
    if character in "\n\r\u2028\u2029\x85":
        return "⏎"
    return " " if character == "\t" else "\ufffd"


def count_columns(text: str) -> int:
    """Columns that text takes on a terminal: two for wide characters (UAX 11), none for combining marks."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut_excerpt(text: str, span: Span | None, columns: int = COLUMNS, anchor: float = 0.0) -> Excerpt:
    """Cut a window out of a text.

    Args:
        text: a paragraph.
        span: the part to mark, brought within the text if it is not, grown to whole letters (e + accent).
        columns: width of the window, the marks of the cuts not counted.
        anchor: where to look when there is no span, from 0 (beginning) to 1 (end).

    Returns:
        The whole text when it fits.
    """
    size = len(text)
    if span is None:
        start = end = round(min(max(anchor, 0.0), 1.0) * size)
    else:
        start = min(max(span[0], 0), size)
        end = min(max(span[1], start), size)
    # No window reaches further; a paragraph may be a book, with a finding on every page.
    first, last = max(0, start - 2 * columns), min(size, start + 2 * columns)
    shown = show(text[first:last])
    start, end = start - first, min(end, last) - first
    widths = [_width(character) for character in shown]
    if span is not None:
        while 0 < start < len(shown) and widths[start] == 0:
            start -= 1
        while start < end < len(shown) and widths[end] == 0:
            end += 1
    low, high = 0, len(shown)
    if sum(widths) > columns:
        low, high = _window(shown, widths, (start, end), columns)
    end = min(end, high)
    return Excerpt(
        ("…" if low or first else "") + shown[low:start],
        shown[start:end],
        shown[end:high] + ("…" if first + high < size else ""),
        span is not None,
    )


def _window(shown: str, widths: list[int], span: Span, columns: int) -> Span:
    """Bounds of a window that holds the span, or its beginning, with as much on either side as fits."""
    low, (_, high) = span[0], span
    size = len(shown)
    room = columns
    high = low
    while (
        high < span[1] and room >= widths[high] + columns // 5
    ):  # a long span leaves a fifth to what precedes
        room -= widths[high]
        high += 1
    half = room // 2 if high == span[1] else room
    while low and half >= widths[low - 1]:
        low -= 1
        half -= widths[low]
        room -= widths[low]
    while high < size and room >= widths[high]:
        room -= widths[high]
        high += 1
    while low and room >= widths[low - 1]:
        low -= 1
        room -= widths[low]
    if low:
        blank = shown.find(" ", low, min(low + _NEAR, span[0]))
        low = low if blank < 0 or shown[low - 1] == " " else blank + 1
    if high < size:
        blank = shown.rfind(" ", max(high - _NEAR, span[1]), high + 1)
        high = high if blank < 0 else blank
    while low < span[0] and widths[low] == 0:  # marks whose letter was cut off
        low += 1
    while high < size and widths[high] == 0:
        high += 1
    return low, high


def cut_pair(
    source: str, target: str, source_span: Span | None, target_span: Span | None, columns: int = COLUMNS
) -> tuple[Excerpt, Excerpt]:
    """Excerpts of both sides; a side without a span is cut about where the other side's span would be."""
    return (
        cut_excerpt(source, source_span, columns, _place(target, target_span)),
        cut_excerpt(target, target_span, columns, _place(source, source_span)),
    )


def _place(text: str, span: Span | None) -> float:
    return sum(span) / 2 / len(text) if span and text else 0.0
