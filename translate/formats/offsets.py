"""How other tools count: UTF-16 units in browsers, ends that are inclusive, tokens instead of characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from translate.model import Span

# A word with its combining accents, or one blank or mark: together they are the whole text again.
_TOKEN = re.compile(r"[\w\u0300-\u036f]+|\s|[^\w\s]")


def find_tokens(text: str) -> list[Span]:
    """Spans of words, single blanks and single marks; they cover the text without a gap."""
    return [match.span() for match in _TOKEN.finditer(text)]


def to_tokens(span: Span, tokens: list[Span]) -> tuple[int, int]:
    """First and last token (inclusive, zero-based) that a non-empty span touches."""
    starts = [start for start, _ in tokens]
    return bisect_right(starts, span[0]) - 1, bisect_right(starts, span[1] - 1) - 1


def from_tokens(first: int, last: int, tokens: list[Span]) -> Span:
    """Span from the first to the last token, both included.

    Raises:
        IndexError: there are no such tokens.
    """
    if first < 0 or last < first:
        raise IndexError(f"no tokens {first} to {last}")
    return tokens[first][0], tokens[last][1]


class Units:
    """Translates between code points of a text and another count of its characters."""

    def __init__(self, text: str, skip: str = "") -> None:
        """Count in UTF-16 units: an emoji is two of them, a combining accent one.

        Args:
            text: any text.
            skip: characters that are not counted at all.
        """
        widths = (0 if c in skip else 2 if ord(c) > 0xFFFF else 1 for c in text)
        self._at = [0, *accumulate(widths)]
        """Units before each code point, and in the whole text."""

    def of(self, offset: int) -> int:
        """Units before a code point."""
        return self._at[offset]

    def offset(self, units: int, is_end: bool = False) -> int:
        """Code point at which a number of units is reached; inside an emoji, the emoji's start (its end for an end).

        Raises:
            IndexError: the text has not so many units.
        """
        if type(units) is not int or not 0 <= units <= self._at[-1]:
            raise IndexError(f"no unit {units} in a text of {self._at[-1]}")
        # Of several code points at the same count (uncounted ones between), a start is the last, an end the first.
        last = bisect_right(self._at, units) - 1
        if self._at[last] != units:
            return last + 1 if is_end else last
        if not is_end:
            return min(last, len(self._at) - 1)
        first = last
        while first and self._at[first - 1] == units:
            first -= 1
        return first
