"""Cut what is too long for a model, at the least harmful place."""

from __future__ import annotations

import re
import unicodedata

from translate.model import Span

# Best place first: after a strong mark, after a comma or a closing sign, at any blank.
_PLACES = (
    re.compile(r"[;:.!?…][»”\")\]]*(?=\s)|\s(?=[–—•]\s)"),
    re.compile(r"[,»”)\]](?=\s)"),
    re.compile(r"(?=\s)"),
)


def split_long(text: str, limit: int) -> list[Span]:
    """Cut a sentence into parts of at most ``limit`` characters, only blanks being left out between them.

    A cut is made at ``;`` or ``:``, else at a comma, else at a blank, in the second half of the room;
    a run without blanks is cut between two characters, never before a combining accent.

    Args:
        text: any text; blanks at its ends are left out.
        limit: the most characters that a part may have, at least 1.

    Returns:
        Spans of ``text`` in order; none when it is blank.

    Raises:
        ValueError: ``limit`` is below 1.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    parts: list[Span] = []
    start, end = _trim(text, 0, len(text))
    while end - start > limit:
        cut = _find_cut(text, start, start + limit)
        parts.append(_trim(text, start, cut))
        start, _ = _trim(text, cut, end)
    if start < end:
        parts.append((start, end))
    return parts


def _find_cut(text: str, start: int, furthest: int) -> int:
    for place in _PLACES:
        # One character more than fits, so that a blank right behind the last one is seen.
        cuts = [m.end() for m in place.finditer(text, start + (furthest - start) // 2, furthest + 1)]
        cuts = [cut for cut in cuts if start < cut <= furthest]
        if cuts:
            return cuts[-1]
    blank = max((i for i in range(start + 1, furthest + 1) if text[i].isspace()), default=None)
    if blank is not None:
        return blank
    cut = furthest
    while cut > start + 1 and unicodedata.combining(text[cut]):
        cut -= 1
    return cut if cut > start + 1 or furthest == start + 1 else furthest


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
