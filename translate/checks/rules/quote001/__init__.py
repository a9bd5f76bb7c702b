"""QUOTE001: quotation marks or brackets of the English unbalanced, or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.model import Finding, Span

_OPENING, _CLOSING = "«“„", "»”"
_SINGLE = re.compile(r"(?<![\w])['‘](?=\w)(?:[^'’‘]|['’](?=\w))*['’](?!\w)")
# *a) the date, b) the place*: list markers close without having been opened.
_MARKER = re.compile(r"(?:^|[\s,;:])\w{1,3}$")
_FRENCH_QUOTATION = re.compile(r"«[\s\u00a0\u202f]*([^«»]*?)[\s\u00a0\u202f]*»")
_SCARE = 4
"""Longest quotation, in words, that is taken for a manner of speaking unless it is a sentence."""
_BRACKETS = {"(": ")", "[": "]"}


class QuotesUnbalanced(Rule):
    """Quotations or brackets unbalanced or lost."""

    code = "QUOTE001"
    title = "quotation marks or brackets unbalanced or lost"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """At most one finding for quotation marks and one for brackets."""
        yield from self._quotations(case)
        for bracket in _BRACKETS:
            stray = _stray_bracket(case.target, bracket)
            if stray is not None and _stray_bracket(case.source, bracket) is None:
                mark = case.target[stray]
                yield self.finding(
                    f"the bracket {mark!r} has no counterpart – add it or take this one away",
                    target=(stray, stray + 1),
                )

    def _quotations(self, case: Case) -> Iterator[Finding]:
        source, target = find_quotations(case.source), find_quotations(case.target)
        french = _FRENCH_QUOTATION.search(case.target)
        if target is None:
            # A quotation that goes on in the next paragraph is open on both sides.
            if source is not None:
                at = _stray_quote(case.target)
                yield self.finding(
                    "a quotation mark has no counterpart – add it where the quotation ends",
                    target=(at, at + 1),
                )
        elif source is not None and len(target) + len(_SINGLE.findall(case.target)) < len(source):
            lost = next((span for span in source if _is_speech(case.source[slice(*span)])), None)
            if lost is None:
                return
            yield self.finding(
                f"the quotation marks of {case.source[slice(*lost)]!r} are lost – quote it in English too",
                source=lost,
            )
        elif french is not None:
            yield self.finding(
                "French quotation marks in English – use double ones",
                target=french.span(),
                suggestion=f"“{french.group(1)}”",
            )


def find_quotations(text: str) -> list[Span] | None:
    """Outermost quotations in double marks or guillemets, marks included; None when they do not pair up."""
    found: list[Span] = []
    depth: list[tuple[str, int]] = []
    for i, character in enumerate(text):
        if character in _OPENING:
            depth.append((character, i))
        elif character in _CLOSING:
            # “ is an opening mark in English, and closes what „ opened.
            if not depth or depth[-1][0] == '"':
                return None
            start = depth.pop()[1]
            if not depth:
                found.append((start, i + 1))
        elif character == '"':
            if depth and depth[-1][0] == '"':
                start = depth.pop()[1]
                if not depth:
                    found.append((start, i + 1))
            else:
                depth.append((character, i))
    return found if not depth else None


def _is_speech(quotation: str) -> bool:
    """True for words that somebody said; marks around a word or a title (« fusible », « New York Times ») may go."""
    words = re.findall(r"[^\W\d_]+", quotation)
    opens = bool(words) and words[0][0].isupper() and len(words) > 1
    return len(words) > _SCARE or (opens and not all(word[0].isupper() for word in words))


def _stray_quote(text: str) -> int:
    marks = [i for i, character in enumerate(text) if character in _OPENING + _CLOSING + '"']
    return marks[-1] if marks else 0


def _stray_bracket(text: str, opening: str) -> int | None:
    closing = _BRACKETS[opening]
    if opening not in text and closing not in text:
        return None
    depth: list[int] = []
    for i, character in enumerate(text):
        if character == opening:
            depth.append(i)
        elif character == closing:
            if depth:
                depth.pop()
            elif not (closing == ")" and _MARKER.search(text, max(0, i - 4), i)):
                return i
    return depth[0] if depth else None
