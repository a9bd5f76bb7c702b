"""Inline formatting goes from French words to English ones: along word links, by equal text, or by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate.documents.rewrite.pieces import Atom, Closed, Mark, Opened, Piece
from translate.documents.rewrite.wording import Wording
from translate.model import Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_OPENERS, _CLOSERS = "«“\"'‘([$€£", "»”\"'’)]%"


@dataclass(slots=True)
class _Placed:
    mark: Mark
    span: Span
    """In the English."""
    children: list[_Placed]


def carry(wording: Wording, marks: Sequence[Mark], atoms: Sequence[Atom] = ()) -> tuple[list[Piece], int]:
    """Set a paragraph's marks and atoms into its English.

    A mark goes to the hull of the English words that its French words are linked with, leaving out stray
    links (*le **président** … the **president***); without links, to the same text (a name, a number).
    A mark over the whole paragraph stays one. What cannot be placed is dropped, links excepted.

    Args:
        wording: the paragraph in both languages.
        marks: nesting, in any order.
        atoms: in reading order, which they keep.

    Returns:
        The pieces, and how many links found no place.
    """
    carrier = _Carrier(wording)
    roots = carrier.place(marks)
    return carrier.emit(roots, atoms), carrier.lost


class _Carrier:
    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.source, self.target = wording.source, wording.target
        self.is_same = self.source == self.target
        self.links = sorted(
            link
            for link in wording.links
            if 0 <= link[0] < link[1] <= len(self.source) and 0 <= link[2] < link[3] <= len(self.target)
        )
        self.words = [match.span() for match in _WORD.finditer(self.target)] or (
            [(0, len(self.target))] if self.target else []
        )
        self.lost = 0
        self.moved: dict[int, Span] = {}

    def place(self, marks: Sequence[Mark]) -> list[_Placed]:
        """Spans of the marks in the English, nested as they are in the French."""
        ordered = sorted(
            range(len(marks)), key=lambda i: (marks[i].span[0], -marks[i].span[1], not marks[i].is_link, i)
        )
        # A note's number first, then links, longer marks before shorter ones: so they claim their words.
        tree: list[tuple[Mark, list[int], list[int]]] = [(marks[i], [], []) for i in ordered]
        roots: list[int] = []
        open_: list[int] = []
        for number, (mark, _, _) in enumerate(tree):
            while open_ and tree[open_[-1]][0].span[1] < mark.span[1]:
                open_.pop()
            while open_ and tree[open_[-1]][0].span[1] <= mark.span[0] < mark.span[1]:
                open_.pop()
            (tree[open_[-1]][1] if open_ else roots).append(number)
            open_.append(number)

        def settle(numbers: Sequence[int], room: Span) -> list[_Placed]:
            taken: list[Span] = []
            placed: list[_Placed] = []
            waiting = list(numbers)
            waiting.sort(key=lambda n: self._urgency(tree[n][0]))
            while waiting:
                number = waiting.pop(0)
                mark, children, _ = tree[number]
                span = self._fit(mark, room, taken)
                if span is None:
                    self.lost += mark.is_link
                    waiting += children  # *a **b*** whose outer mark is gone still has its inner one
                    continue
                taken.append(span)
                self.moved[id(mark)] = span
                placed.append(_Placed(mark, span, settle(children, span)))
            return sorted(placed, key=lambda p: p.span)

        return settle(roots, (0, len(self.target)))

    def _urgency(self, mark: Mark) -> tuple[bool, bool, int]:
        start, end = mark.span
        return (not self.source[start:end].isdigit(), not mark.is_link, start - end)

    def _fit(self, mark: Mark, room: Span, taken: Sequence[Span]) -> Span | None:
        wanted = self._project(mark)
        if wanted is not None:
            span = self._largest_free(_clip(wanted, room), taken)
            if span is not None:
                return span
        if not mark.is_link:
            return None
        free = [w for w in self.words if _within(w, room) and not any(_overlap(w, t) for t in taken)]
        if not free:
            return None
        if wanted is None and not self.links:
            # Nothing is known but where about it stood: as much of the English, in whole words.
            start, end = (place * len(self.target) // max(1, len(self.source)) for place in mark.span)
            words = [w for w in free if start <= (w[0] + w[1]) // 2 < end]
            span = self._largest_free(_clip((words[0][0], words[-1][1]), room), taken) if words else None
            if span is not None:
                return span
        middle = self._position(sum(mark.span) // 2)
        if wanted is not None:
            middle = sum(wanted) // 2
        return min(free, key=lambda w: abs((w[0] + w[1]) // 2 - middle))

    def _largest_free(self, span: Span, taken: Sequence[Span]) -> Span | None:
        pieces = [span]
        for used in taken:
            pieces = [
                part
                for piece in pieces
                for part in (
                    (piece[0], min(piece[1], used[0])),
                    (max(piece[0], used[1]), piece[1]),
                )
                if part[0] < part[1]
            ]
        trimmed = [p for p in (self._trim(p) for p in set(pieces)) if p is not None]
        return max(trimmed, key=lambda p: (p[1] - p[0], -p[0]), default=None)

    def _trim(self, span: Span) -> Span | None:
        text = self.target[slice(*span)]
        start = span[0] + len(text) - len(text.lstrip())
        end = span[1] - (len(text) - len(text.rstrip()))
        return (start, end) if start < end else None

    def _project(self, mark: Mark) -> Span | None:
        start, end = mark.span
        text = self.source[start:end]
        if not text.strip():
            return None
        if self.is_same:
            return mark.span
        before, after = self.source[:start], self.source[end:]
        if not _WORD.search(before) and not _WORD.search(after):
            # All of it; a full stop outside stays outside, where the English has one too.
            outside = len(self.target)
            tail = after.strip()
            while tail and outside and self.target[outside - 1] in ".!?…:;" and tail[-1] in ".!?…:;":
                tail, outside = tail[:-1].rstrip(), outside - 1
            return (0, outside)
        found = self._same_text(text, start) or self._hull(mark.span)
        return self._with_quotes(mark.span, found) if found is not None else None

    def _same_text(self, text: str, start: int) -> Span | None:
        text = text.strip()
        # A note's number may follow its word closely: rapport1
        edge = r"\d" if text.isdigit() else r"\w"
        pattern = re.compile(rf"(?<!{edge}){re.escape(text)}(?!{edge})", re.IGNORECASE)
        here = [m.start() for m in pattern.finditer(self.source)]
        there = [m.span() for m in pattern.finditer(self.target)]
        if (len(text) < 2 and not text.isdigit()) or not there or len(here) != len(there):
            return None
        if text.islower() and len(text) < 4:  # "on", "or", "a" are words of both languages
            return None
        rank = min(range(len(here)), key=lambda i: abs(here[i] - start))
        return there[rank]

    def _hull(self, span: Span) -> Span | None:
        """Hull of the linked English words, without links across words that belong elsewhere."""
        # An English word that French words on both sides claim is the longest one's: *selon [un communiqué]*,
        # where both "selon" and "un" are linked with "to".
        owners: dict[Span, tuple[int, bool]] = {}
        for a, b, c, d in self.links:
            claim = (b - a, _overlap((a, b), span))
            owners[c, d] = max(owners.get((c, d), claim), claim)
        inside = sorted(target for target, (_, is_inside) in owners.items() if is_inside)
        elsewhere = {target for target, (_, is_inside) in owners.items() if not is_inside}
        clusters: list[list[Span]] = []
        for target in inside:
            last = clusters[-1][-1] if clusters else None
            if last is None or any(last[1] <= e[0] and e[1] <= target[0] for e in elsewhere):
                clusters.append([target])
            else:
                clusters[-1].append(target)
        if not clusters:
            return None
        best = max(clusters, key=lambda c: (sum(b - a for a, b in c), -c[0][0]))
        return min(a for a, _ in best), max(b for _, b in best)

    def _with_quotes(self, source: Span, found: Span) -> Span:
        text = self.source[slice(*source)].strip()
        start, end = found
        if text[:1] in _OPENERS and start and self.target[start - 1] in _OPENERS:
            start -= 1
        if text[-1:] in _CLOSERS and end < len(self.target) and self.target[end] in _CLOSERS:
            end += 1
        return (start, end)

    def _position(self, at: int) -> int:
        """Place in the English of a place between French words."""
        if self.is_same:
            return min(at, len(self.target))
        if not self.source[:at].strip():
            return 0
        if not self.source[at:].strip():
            return len(self.target)
        if not _WORD.search(self.source[at:]) and self.target[-1:] in ".!?…:;":
            return len(self.target.rstrip(".!?…:;"))
        before = [link for link in self.links if link[1] <= at]
        if before:
            nearest = max(link[1] for link in before)
            return max(link[3] for link in before if link[1] == nearest)
        if self.links:
            return min(link[2] for link in self.links)
        wanted = at * len(self.target) // max(1, len(self.source))
        ends = [0, *(word[1] for word in self.words)]
        return min(ends, key=lambda end: abs(end - wanted))

    def _places(self, atoms: Sequence[Atom]) -> list[tuple[int, Atom]]:
        """Where each atom goes in the English, in their order.

        A tab or line break replaces a blank, so that no word is cut and no blank begins a line. Where no blank
        follows what stands before it, it takes the last one, and what stands before it gives way.
        """
        blanks = [] if self.is_same else [match.start() for match in re.finditer(" ", self.target)]
        places: list[int] = []
        for atom in atoms:
            place = max(places[-1] if places else 0, self._position(atom.at))
            if atom.is_blank and not self.is_same and 0 < place < len(self.target):
                free = [blank for blank in blanks if not places or blank >= places[-1]]
                wanted = place
                place = min(free, key=lambda b: abs(b - wanted)) if free else [len(self.target), *blanks][-1]
                places = [min(before, place) for before in places]
            places.append(place)
        return list(zip(places, atoms, strict=True))

    def emit(self, roots: Sequence[_Placed], atoms: Sequence[Atom]) -> list[Piece]:
        """Pieces in writing order."""
        places = self._places(atoms)
        pieces: list[Piece] = []
        cursor = 0

        def write(until: int, is_last: bool) -> None:
            nonlocal cursor
            while places and (places[0][0] < until or (is_last and places[0][0] <= until)):
                place, atom = places.pop(0)
                if place > cursor:
                    pieces.append(self.target[cursor:place])
                cursor = max(cursor, place)
                pieces.append(atom)
                if atom.is_blank and self.target[cursor : cursor + 1] == " ":
                    cursor += 1
            if until > cursor:
                pieces.append(self.target[cursor:until])
                cursor = until

        def visit(nodes: Iterable[_Placed]) -> None:
            for node in nodes:
                # Atoms between two words stand outside a mark that begins there.
                write(node.span[0], is_last=True)
                pieces.append(Opened(node.mark))
                visit(node.children)
                write(node.span[1], is_last=False)
                pieces.append(Closed(node.mark))

        visit(roots)
        write(len(self.target), is_last=True)
        return pieces


def _clip(span: Span, room: Span) -> Span:
    return (max(span[0], room[0]), min(span[1], room[1]))


def _within(span: Span, room: Span) -> bool:
    return room[0] <= span[0] and span[1] <= room[1]


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
