"""Characters: what the model reads, what English typography wants, and how to get back to the original.

Every rewriting here comes in two forms that a property test holds equal: plain text for bulk work
(training data), and ``Mapped`` text that remembers which original characters each new one stands for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from translate.articles import INDEFINITE, choose_article
from translate.model import Span

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""A pattern and its replacement (a template as for ``re.sub``)."""

# Blanks that typographers use: NBSP, figure, thin, hair and narrow no-break space, ideographic space, tab …
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\n\r\f\v"
# Invisible characters that only break words apart for the model: soft hyphen, zero-width ones, BOM.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e"

# What the model reads. The training data went through the same rules: change them only with the model.
MODEL_RULES: tuple[Rule, ...] = (
    (re.compile(f"[{_INVISIBLE}]+"), ""),
    (re.compile(f"[{_BLANKS} ]+"), " "),
    (re.compile("[’‘ʼ‛′]"), "'"),
    (re.compile("[“”„‟″]"), '"'),
    (re.compile("« ?"), '"'),
    (re.compile(" ?»"), '"'),
    # Guillemets of who has none on the keyboard; so >>de<<, which asks some models for another language, is quoted.
    (re.compile(r"(?<!\w)<< ?| ?>>(?!\w)|<<|>>"), '"'),
    (re.compile("[‹›]"), "'"),
    (re.compile("[–—―‒]"), "-"),
    (re.compile("[‐‑]"), "-"),
    (re.compile("…"), "..."),
    # « Vraiment ? » → "Vraiment?": English has no such space, and one form is easier to learn than two.
    (re.compile(r" +(?=[;:!?])"), ""),
    # A text may contain what the tokenizer or an engine takes for a control token. Broken up, it is text.
    (
        re.compile(r"<(?=/?(?:s\d?|pad|unk|term|as|unused|bos|eos|mask|s>|\|)[^<>]{0,8}>)", re.IGNORECASE),
        "< ",
    ),
    (re.compile("▁"), "_"),
    (re.compile("^ +| +$"), ""),
)

_START, _END = itemgetter(0), itemgetter(1)

_CONTROLS = re.compile("[\u0000-\u0008\u000e-\u001f\u007f]")


def _each(length: int) -> tuple[Span, ...]:
    return tuple((i, i + 1) for i in range(length))


_EACH = _each(1000)
"""Spans of single characters, made once for all sentences."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A rewritten text and, for each of its characters, the span of the original that it stands for."""

    text: str
    origins: tuple[Span, ...]
    """One half-open span of the original per character of ``text``, starts and ends both non-decreasing."""
    length: int
    """Length of the original."""

    @classmethod
    def identity(cls, text: str) -> Mapped:
        """Map a text to itself."""
        length = len(text)
        return cls(text, _EACH[:length] if length <= len(_EACH) else _each(length), length)

    def origin(self, span: Span) -> Span:
        """Span of the original behind ``text[start:end]``; an empty span stays empty."""
        start, end = span
        if start >= end:
            at = self.origins[start][0] if start < len(self.origins) else self.length
            return at, at
        return self.origins[start][0], self.origins[end - 1][1]

    def image(self, span: Span) -> Span:
        """Span of ``text`` made from ``original[start:end]``: the characters whose origin touches it."""
        start, end = span
        # Starts and ends do not decrease, so that those which touch the span lie side by side.
        first = bisect_right(self.origins, start, key=_END)
        after = bisect_left(self.origins, end, key=_START)
        if first >= after:
            at = bisect_left(self.origins, start, key=_START)
            return at, at
        return first, after

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> Mapped:
        """Like ``pattern.sub``; a replacement's characters stand for the whole match, equal edges excepted."""
        if not pattern.search(self.text):
            return self
        pieces: list[str] = []
        origins: list[Span] = []
        done = 0
        for match in pattern.finditer(self.text):
            if not isinstance(replacement, str):
                new = replacement(match)
            else:  # re parses a template whenever it expands it
                new = match.expand(replacement) if "\\" in replacement else replacement
            start, end = match.span()
            if new == self.text[start:end]:  # a blank for a blank: the commonest of all
                continue
            pieces += (self.text[done:start], new)
            origins += self.origins[done:start]
            origins += self._spread(start, end, new)
            done = end
        if not pieces:
            return self
        pieces.append(self.text[done:])
        origins += self.origins[done:]
        return Mapped("".join(pieces), tuple(origins), self.length)

    def _spread(self, start: int, end: int, new: str) -> list[Span]:
        old = self.text[start:end]
        if len(old) == len(new):
            return list(self.origins[start:end])
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        whole = self.origin((start + head, end - tail))
        middle = [whole] * (len(new) - head - tail)
        return [*self.origins[start : start + head], *middle, *self.origins[end - tail : end]]


def compose(text: str) -> Mapped:
    """Compose accents (NFC), each cluster on its own so that every character keeps its origin.

    e + U+0301 → é. Clusters are a character and the combining marks after it (Unicode TR 15).
    """
    if unicodedata.is_normalized("NFC", text):
        return Mapped.identity(text)
    out: list[str] = []
    origins: list[Span] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        new = unicodedata.normalize("NFC", text[start:end])
        out.append(new)
        origins += (
            [(start, end)] * len(new) if len(new) != end - start else [(i, i + 1) for i in range(start, end)]
        )
        start = end
    return Mapped("".join(out), tuple(origins), len(text))


def map_for_model(text: str) -> Mapped:
    """Rewrite French (or an English target) as the model reads it, remembering every origin."""
    mapped = compose(text).sub(_CONTROLS, " ")
    for pattern, replacement in MODEL_RULES:
        mapped = mapped.sub(pattern, replacement)
    return mapped


def normalise_for_model(text: str) -> str:
    """Same text as ``map_for_model(text).text``, without the origins; for bulk work."""
    text = _CONTROLS.sub(" ", compose(text).text)
    for pattern, replacement in MODEL_RULES:
        text = pattern.sub(replacement, text)
    return text


def restore_english(text: str, source: str) -> Mapped:
    """Dress a model's English as print: double quotes where the French quotes, curly ones where the French was curly
    or « », no French spaces, a capital at the start where the French has one, *a* and *an* as they are spoken.

    Args:
        text: English as the model gave it, with straight quotes.
        source: the French sentence, which decides between straight and curly.

    Returns:
        The new text; ``origins`` point into ``text``.
    """
    mapped = Mapped.identity(text)
    for pattern, replacement in _ENGLISH_RULES:
        mapped = mapped.sub(pattern, replacement)
    if not _STOP.search(source):
        mapped = mapped.sub(_ADDED_STOP, "")
    if _LATE_HOUR.search(source):
        mapped = mapped.sub(_HOUR_AND_HALF_DAY, _count_to_twelve)
    first = _FIRST_LETTER.match(source)
    if first is not None and first[1].isupper():
        mapped = mapped.sub(_SMALL_FIRST, lambda match: match[0][:-1] + match[0][-1].upper())
    mapped = _double(mapped, source)
    if re.search("[“”«»]", source):
        mapped = _curl(mapped)
    if "’" in source or re.search("[“”«»]", source):
        mapped = mapped.sub(_APOSTROPHE, "’")
    return mapped


_ENGLISH_RULES: Sequence[Rule] = (
    (re.compile(" {2,}"), " "),
    (re.compile(r" +(?=[,;:!?](?:\s|$))"), ""),
    (re.compile(r"(?<=\d) +(?=%)"), ""),
    (INDEFINITE, choose_article),
)
_STOP = re.compile(r"[.!?…][\"'”’»)\]\s]*$")
# A model trained on sentences ends a headline with a full stop; the headline had none. *the U.S.* keeps its own.
_ADDED_STOP = re.compile(r"(?<=[^\W_A-Z]{2})\.$|(?<=[\"')\d])\.$")
# « 17 h 35 » → *17:35 p.m.*, *17:35 a.m.*: English counts to twelve, and that is past noon.
_LATE_HOUR = re.compile(r"(?<!\d)(?:1[3-9]|2[0-3])\s?(?:[hH]\b|[hH]\d|heures?\b|:)")
_HOUR_AND_HALF_DAY = re.compile(r"(?<![\w:.,/$€£-])(1[3-9]|2[0-3])((?::[0-5]\d)? ?)[ap](?=\.?m\b)")
_LATE_HOUR_BEFORE = re.compile(r"(?:1[3-9]|2[0-3])(?::[0-5]\d)? ?(?:and|or|to|[-–]) ?$")
_FIRST_LETTER = re.compile(r"\W*([^\W\d_])")
# « Une médiation » → *mediation*; but *iPhone* begins as it does.
_SMALL_FIRST = re.compile(r"\A[\s\"'“‘(\[–—-]*[^\W\d_](?<=[a-zà-öø-ÿ])(?![A-Z]|\w*(?:[.@]\w|://))")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
_QUOTE = re.compile('"')
_SINGLE = re.compile("'")
# What stands in single quotation marks; *the workers' 'no'* and *the '90s* open nothing with their first one.
_SINGLE_QUOTED = re.compile(r"(?<!\w)'(?=[^\W\d_])(?:[^'\"]|(?<=\w)'(?=\w))*'(?!\w)")


def _count_to_twelve(match: re.Match[str]) -> str:
    if _LATE_HOUR_BEFORE.search(match.string, 0, match.start()):
        return match[0]  # *between 13 and 14 p.m.*: half of it would be worse
    return f"{int(match[1]) - 12}{match[2]}p"


def _double(mapped: Mapped, source: str) -> Mapped:
    """Make single quotation marks double, as far as the French has more quotations than the English."""
    text = mapped.text
    # Quotations within quotations have other marks than those around them.
    guillemets, curly = (max(map(source.count, marks)) for marks in ("«»", "“”"))
    missing = (guillemets or curly or source.count('"') // 2) - text.count('"') // 2
    if missing <= 0 or "'" not in text:
        return mapped
    found = [match.span() for match in _SINGLE_QUOTED.finditer(text)]
    found = [(start, end) for start, end in found if not _is_unclear(text, start, end)][:missing]
    marks = {place for start, end in found for place in (start, end - 1)}
    return mapped.sub(_SINGLE, lambda match: '"' if match.start() in marks else "'")


def _is_unclear(text: str, start: int, end: int) -> bool:
    """True for what stands inside double marks already, or may end later: *'the workers' strike'*."""
    is_possessive = text[end - 2 : end] == "s'" and text[end : end + 1] == " "
    return text.count('"', 0, start) % 2 == 1 or (is_possessive and "'" in text[end:])


def _curl(mapped: Mapped) -> Mapped:
    """Open and close straight double quotes in turn; what stands before decides where the turn is unclear."""
    is_open = False

    def curl(match: re.Match[str]) -> str:
        nonlocal is_open
        before = match.string[: match.start()][-1:]
        opens = not is_open and (not before or before.isspace() or before in "([-'" or not before.isalnum())
        is_open = opens
        return "“" if opens else "”"

    return mapped.sub(_QUOTE, curl)


_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ﬁ": "fi", "ﬂ": "fl", "’": "'", "ʼ": "'", "‘": "'"}
)


def strip_accents(text: str) -> str:
    """Remove accents: É → E. Length may change for decomposed input; use on single words."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def fold(word: str) -> str:
    """Fold a word for comparison: NFC, lower case, ligatures apart, straight apostrophe; accents are kept."""
    return unicodedata.normalize("NFC", word).translate(_LIGATURES).casefold()
