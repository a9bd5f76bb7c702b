"""Where one French sentence ends and the next begins.

A mark that can end a sentence is a candidate; it is a boundary unless something speaks against it. In doubt
there is no boundary: two sentences translated as one lose little, one sentence cut in two loses its sense.
All looking back and ahead is bounded, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator

from translate.model import Span
from translate.segment.abbreviations import (
    BINDING,
    CLOSING,
    COUNTED,
    LETTERED,
    MONTHS,
    OPENERS,
    STRICT_OPENERS,
    TITLES,
)

# « Vraiment ? ! » is one mark; so is a stray stop after a blank.
_MARK = re.compile(r"[.!?…]+(?:\s+[.!?…]+(?=\s|$))*")
# What closes with the sentence: » after a blank, quotes and brackets without one, and foot-note marks.
_CLOSERS = re.compile(r"(?:\s*[»›]|[\"”’')\]]|\[\d{1,3}\]|[¹²³])*")
_BLANKS = re.compile(r"\s*")
# What may precede the first letter of a sentence: « “ ( – and the omission (…).
_NEXT = re.compile(
    r"(?:[(\[](?:…|\.\.\.)[)\]]\s*)?(?:[«“„‟‹\"‘'(\[–—―•·*-]\s*){0,4}(?P<first>[^\W_]|[¿¡€$£])"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_TOKEN = re.compile(r"[^\s«“„\"(\[]*$")
_ROMAN_OR_FIGURE = re.compile(r"\d|[IVXLC]+\b(?!['’])")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_INITIALS = re.compile(r"(?:[^\W\d_]h?\.?-)?[^\W\d_]h?")
_BRACKETS_AND_QUOTES = re.compile(r"[()\[\]«»“”\"]")
_PARAGRAPH_GAP = re.compile(r"\n[^\S\n]*\n")
_DASH = re.compile(r"\s[–—―-]\s")

_REACH = 60
"""How far back a token may begin, and the longest quotation that is kept in one piece with its sentence."""
_LONGEST_BRACKET = 600
"""A bracket that closes later than this is taken for one that never closes."""
_LONGEST_QUOTATION = 4_000


def find_boundaries(text: str) -> Iterator[int]:
    """Yield, in order, the offset after the last character of every sentence but the last one."""
    brackets, quotations = _find_regions(text)
    gaps = deque(gap.start() for gap in _PARAGRAPH_GAP.finditer(text))
    start = _skip(text, 0)
    for mark in _MARK.finditer(text):
        while gaps and gaps[0] <= mark.start():
            gap = gaps.popleft()
            if gap > start:  # a blank line always ends a sentence
                yield gap
                start = _skip(text, gap)
        if mark.start() < start:
            continue
        closers = _CLOSERS.match(text, mark.end())
        end = closers.end() if closers else mark.end()
        after = _skip(text, end)
        if after >= len(text):
            break
        if _is_boundary(text, start, mark.span(), end, after, brackets, quotations):
            yield end
            start = after
    for gap in gaps:
        if gap > start:
            yield gap
            start = _skip(text, gap)


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


class _Regions:
    """Disjoint spans in order, each from an opening to its closing sign."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans: list[Span] = []
        for span in sorted(spans):
            if not self.spans or span[0] >= self.spans[-1][1]:
                self.spans.append(span)
        self._starts = [start for start, _ in self.spans]

    def around(self, at: int) -> Span | None:
        """Return the region that holds offset ``at``, if any."""
        index = bisect_right(self._starts, at) - 1
        if index >= 0 and self.spans[index][1] > at:
            return self.spans[index]
        return None


def _find_regions(text: str) -> tuple[_Regions, _Regions]:
    opened: dict[str, list[int]] = {sign: [] for sign in "([«“"}
    closing = {")": "(", "]": "[", "»": "«", "”": "“"}
    straight: int | None = None
    brackets: list[Span] = []
    quotations: list[Span] = []
    for match in _BRACKETS_AND_QUOTES.finditer(text):
        sign, at = match.group(), match.start()
        if sign in opened:
            opened[sign].append(at)
        elif sign in closing:
            stack = opened[closing[sign]]
            if stack:
                span = (stack.pop(), at + 1)
                if sign in ")]":
                    if span[1] - span[0] <= _LONGEST_BRACKET:
                        brackets.append(span)
                elif span[1] - span[0] <= _LONGEST_QUOTATION:
                    quotations.append(span)
        else:
            # A straight quote opens where a word hangs on its right side only: Il dit "non".
            opens = text[at + 1 : at + 2].strip() != "" and text[at - 1 : at].strip() == "" if at else True
            if straight is None or opens:
                straight = at
            else:
                if at - straight <= _LONGEST_QUOTATION:
                    quotations.append((straight, at + 1))
                straight = None
    return _Regions(brackets), _Regions(quotations)


def _is_boundary(
    text: str, start: int, mark: Span, end: int, after: int, brackets: _Regions, quotations: _Regions
) -> bool:
    following = _NEXT.match(text, after)
    if following is None:
        return False
    first = following.group("first")
    if first.isalpha() and not first.isupper() and not first.istitle():
        return False
    if not any(c.isalnum() for c in text[start : min(mark[0], start + _REACH)]):
        return False  # « (…) », « … » at the head of a sentence
    if not _is_free_of_brackets(text, start, mark, end, following, brackets):
        return False
    quotation = quotations.around(mark[0])
    if quotation and quotation[1] > end and _is_held_together(text, start, quotation):
        return False
    if after == end:
        return _is_missing_blank(text, mark, end)
    if text[after] in "–—―-" and _is_aside(text, start, mark[0]):
        return False
    signs = "".join(text[slice(*mark)].split())
    if signs == ".":
        return _ends_after_word(text, start, mark[0], following)
    # After an omission a figure goes on with the sentence: « … 300 ».
    return bool("!" in signs or "?" in signs or not first.isdigit())


def _is_free_of_brackets(
    text: str, start: int, mark: Span, end: int, following: re.Match[str], brackets: _Regions
) -> bool:
    bracket = brackets.around(mark[0])
    if bracket is None:
        return True
    if bracket[1] > end:
        return False  # (voté hier. Voir page 4)
    if bracket[0] <= start + 1:
        return True  # a sentence of its own in brackets
    # « … a été saisi (voir page 4.) Le procureur … »: the stop inside ends the whole.
    return text[slice(*mark)] == "." and _opener(text, following) in OPENERS


def _is_held_together(text: str, start: int, quotation: Span) -> bool:
    """Tell whether a quotation is a short part of its sentence: « Non. Jamais », dit-il."""
    if quotation[1] - quotation[0] > _REACH:
        return False
    if quotation[0] > start:
        return True
    after = _skip(text, quotation[1])
    return after < len(text) and not text[after].isupper() and text[after] not in '«“"–—(['


def _is_aside(text: str, start: int, at: int) -> bool:
    """Tell whether a dash is still open: « Le chancelier – quel aveu ! – a … »."""
    dashes = len(_DASH.findall(text, max(start + 1, at - 4 * _REACH), at))
    return dashes % 2 == 1


def _is_missing_blank(text: str, mark: Span, end: int) -> bool:
    """« La séance est levée.Le président quitte la salle. » – only before a word that opens sentences."""
    if mark[1] - mark[0] != 1:
        return False
    before = mark[0] - 1 if text[mark[0] - 1 : mark[0]].isspace() else mark[0]
    token = _token(text, max(0, before - _REACH), before)
    word = token.rsplit("'", 1)[-1].rsplit("’", 1)[-1]
    if any(c in token for c in "./@:_"):
        return False
    if end == mark[1] and not (len(word) >= 3 and word[-3:].isalpha() and word[-3:].islower()):
        return False
    opener = _WORD.match(text, end)
    if opener is None:
        return end == mark[1] and text[end] in "«“"
    behind = text[opener.end() : opener.end() + 1]
    return opener.group().replace("’", "'") in OPENERS and (behind.isspace() or opener.group()[-1] in "'’")


def _token(text: str, start: int, end: int) -> str:
    match = _TOKEN.search(text, max(start, end - _REACH), end)
    return match.group() if match else ""


def _opener(text: str, following: re.Match[str]) -> str:
    word = _WORD.match(text, following.start("first"))
    return word.group().replace("’", "'") if word else ""


def _ends_after_word(text: str, start: int, at: int, following: re.Match[str]) -> bool:
    """Decide about one full stop at ``at`` by the word before it and the word after it."""
    token = _token(text, start, at)
    opener = _opener(text, following)
    is_figure = not opener
    before = text[max(start, at - len(token) - _REACH) : at - len(token)].split()
    previous = before[-1].casefold() if before else ""
    if token.isdigit():
        is_item = len(token) <= 2 and (not before or previous.endswith((":", ".", "!", "?", ";")))
        return not is_item and not re.match(r"\d{1,2}\.", text[following.start("first") :][:3])
    for sign in ("'", "’", "/"):
        token = token.rsplit(sign, 1)[-1]
    bare = token.strip(",;:)]}»”")
    if bare in TITLES or (
        bare.isupper() and len(bare) > 1 and bare.capitalize() in TITLES - {"Me", "Col", "Cap", "Mes"}
    ):
        return False
    word = bare.casefold()
    if word in BINDING or (word == "ex" and previous in {"p.", "par"}):
        return False
    if word == "etc":
        return not is_figure
    if word in COUNTED and not (len(word) == 1 and previous.isdigit()):
        return not _ROMAN_OR_FIGURE.match(text, following.start("first")) and opener in OPENERS
    if word in MONTHS:  # « Digne, 28 nov. (Reuters) »
        return not is_figure and not following.group().startswith("(")
    if word in CLOSING:
        return opener in OPENERS
    if _INITIALS.fullmatch(bare):
        return _ends_after_initial(bare, previous, opener)
    if _ACRONYM.fullmatch(bare):
        return opener in (OPENERS if len(bare) > 4 or bare.islower() else STRICT_OPENERS)
    return True


def _ends_after_initial(bare: str, previous: str, opener: str) -> bool:
    if previous in {"av.", "apr.", "avant", "après"} or previous in LETTERED:  # 52 av. J.-C.; un plan B.
        return opener in OPENERS
    if previous.replace(",", "").isdigit() and bare.islower():  # le 100 m. Le record; à 7 h.
        return True
    return opener in STRICT_OPENERS
