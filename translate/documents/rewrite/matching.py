"""Where paragraphs stand in a text that was read differently: long ones first, the others between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from translate.documents.rewrite.page import fold_text
from translate.model import Span

_ANCHOR = 40
"""Folded characters from which a text that stands once is taken for granted."""
_LIKE = 0.85


@dataclass(slots=True)
class Stream:
    """All characters of a file that may be part of a paragraph, folded."""

    text: str = ""
    origins: list[tuple[int, int]] = field(default_factory=list)
    """Of each character: the token it stands in, and its place there."""
    blocks: list[int] = field(default_factory=lambda: [0])
    """Places where a block begins, ascending; the end of all is one."""
    lines: set[int] = field(default_factory=set)
    """Places where a line begins inside a block."""
    _parts: list[str] = field(default_factory=list)

    def add(self, folded: str, origins: Iterable[tuple[int, int]]) -> None:
        """Add the characters of one token."""
        self._parts.append(folded)
        self.origins.extend(origins)

    def break_block(self) -> None:
        """Begin a block."""
        if self._parts:
            self.text += "".join(self._parts)
            self._parts = []
        if self.blocks[-1] != len(self.origins):
            self.blocks.append(len(self.origins))

    def break_line(self) -> None:
        """Begin a line."""
        self.lines.add(len(self.origins))

    def starts_block(self, place: int) -> bool:
        """True when a block begins at this place."""
        at = bisect_left(self.blocks, place)
        return at < len(self.blocks) and self.blocks[at] == place

    def ends_block(self, place: int) -> bool:
        """True when a block ends at this place."""
        return self.starts_block(place)

    def _is_edge(self, place: int) -> bool:
        if place in (0, len(self.origins)) or place in self.lines or self.starts_block(place):
            return True
        return self.origins[place - 1][0] != self.origins[place][0]  # a tag lies between

    def find(self, text: str, start: int, end: int, last: bool = False) -> Span | None:
        """The first (or last) place of a text in a range: a whole block before one between two tags."""
        whole: list[Span] = []
        parts: list[Span] = []
        at = self.text.find(text, start, end)
        while at >= 0 and text:
            span = (at, at + len(text))
            if self.starts_block(span[0]) and self.ends_block(span[1]):
                whole.append(span)
            elif self._is_edge(span[0]) and self._is_edge(span[1]):
                parts.append(span)
            if whole and not last:
                break
            at = self.text.find(text, at + 1, end)
        for found in (whole, parts):
            if found:
                return found[-1 if last else 0]
        return None

    def find_like(self, text: str, start: int, end: int) -> Span | None:
        """The block of a range that resembles a text most, if it does enough."""
        best, score = None, _LIKE
        first, last = bisect_left(self.blocks, start), bisect_right(self.blocks, end)
        for a, b in zip(self.blocks[first : last - 1], self.blocks[first + 1 : last], strict=False):
            if not 0.7 <= (b - a) / max(1, len(text)) <= 1.4:
                continue
            matcher = SequenceMatcher(None, self.text[a:b], text, autojunk=False)
            if matcher.quick_ratio() > score and (ratio := matcher.ratio()) > score:
                best, score = (a, b), ratio
        return best


def match_paragraphs(stream: Stream, texts: Sequence[str]) -> list[Span | None]:
    """Place of each paragraph in the stream, ascending; None where there is none.

    A menu may name the article's headings before the article does: long paragraphs that stand only once are
    anchors, short ones are looked for between them, those before the first anchor from there backwards.
    """
    folded = [fold_text(text)[0] for text in texts]
    places: list[Span | None] = [None] * len(texts)
    anchors: list[tuple[int, Span]] = []
    for index, text in enumerate(folded):
        if len(text) >= _ANCHOR and stream.text.count(text) == 1:
            found = stream.find(text, 0, len(stream.text))
            if found is not None:
                anchors.append((index, found))
    for index, found in _ascending(anchors):
        places[index] = found

    def range_of(index: int) -> Span:
        before = next((p[1] for p in reversed(places[:index]) if p is not None), 0)
        after = next((p[0] for p in places[index + 1 :] if p is not None), len(stream.text))
        return before, after

    first = next((i for i, place in enumerate(places) if place is not None), 0)
    order = [*range(first - 1, -1, -1), *range(first, len(texts))]
    for look in (stream.find, None):
        for index in order:
            if places[index] is not None or not folded[index]:
                continue
            start, end = range_of(index)
            if look is not None:
                places[index] = look(folded[index], start, end, last=index < first)
            elif len(folded[index]) >= 8:
                places[index] = stream.find_like(folded[index], start, end)
    return places


def _ascending(anchors: Sequence[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """Longest run of anchors whose places ascend as the paragraphs do."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(anchors)
    for number, (_, span) in enumerate(anchors):
        at = bisect_left(ends, span[0])
        before[number] = tails[at - 1] if at else -1
        if at == len(tails):
            tails.append(number)
            ends.append(span[0])
        else:
            tails[at], ends[at] = number, span[0]
    chain: list[tuple[int, Span]] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        chain.append(anchors[at])
        at = before[at]
    return chain[::-1]
