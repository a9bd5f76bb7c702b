"""UNTR001: French left standing in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.langid import guess_language
from translate.model import Finding, Span
from translate.text import strip_accents

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST_RUN = 3
_LONG_RUN = 6
"""Length from which on even a run with capitals is no name: *Fondation pour le logement* is."""
_CERTAIN = 10
"""Least number of words from which a language is told by its small words alone."""
# Words that make a run French: none of them is English, none common in English names for French things.
_FRENCH = frozenset(
    "le la les un une des du de et est sont a ont dans pour par sur que qu qui ne pas plus au aux ce cette ces se il "
    "elle ils elles nous vous son sa ses leur leurs mais avec en ete etre aussi ou comme selon apres avant entre sans "
    "sous si dont fait tout tres c d l n s j".split()
)
# « a », « on » and « son » are English too: by themselves they are no sign.
_AMBIGUOUS = frozenset("a on son pour plus sur sans sous c d l n s j".split())
_MARK = re.compile(
    rf"\b(?:{'|'.join(sorted(_FRENCH - _AMBIGUOUS))}|à|été|être|après|très|où)\b|\b[cdlnsj]['’]",
    re.IGNORECASE,
)
_START = re.compile(r"(?:^|[.!?…:])[\s\"'“”‘’«»(\[–—-]*$")


class LeftInFrench(Rule):
    """Left in French or copied."""

    code = "UNTR001"
    title = "left in French"
    severity = "error"

    def check(self, case: Case) -> Iterator[Finding]:
        """At most one finding: the longest run of French words."""
        run = _longest_run(case)
        if run is not None:
            words = case.target[slice(*run)]
            yield self.finding(f"{_shorten(words)!r} is still French – translate it", target=run)
        elif len(case.target_words) >= _CERTAIN and guess_language(case.target) == "fr":
            yield self.finding("the English is French – translate it", target=(0, len(case.target)))


def _longest_run(case: Case) -> Span | None:
    if not _MARK.search(case.target):
        return None
    source = [_fold(match.group()) for match in _WORD.finditer(case.source)]
    matches = list(_WORD.finditer(case.target))
    target = [_fold(match.group()) for match in matches]
    places: dict[str, list[int]] = {}
    for i, word in enumerate(source):
        places.setdefault(word, []).append(i)
    rendered = [pair.rendering.span for pair in case.paired if pair.rendering is not None]
    best: Span | None = None
    longest = 1
    i = 0
    while i < len(target):
        length = 0
        for at in places.get(target[i], ()):
            n = 1
            while i + n < len(target) and at + n < len(source) and target[i + n] == source[at + n]:
                n += 1
            length = max(length, n)
        if length > longest:
            words = matches[i : i + length]
            span = words[0].start(), words[-1].end()
            is_start = _START.search(case.target, 0, span[0]) is not None
            is_french = _is_french([m.group() for m in words], length == len(target), is_start)
            if is_french and not _is_inside(span, rendered):
                best, longest = span, length
        i += max(1, length)
    return best


def _is_french(words: list[str], is_whole: bool, is_start: bool) -> bool:
    """True for French prose; false for names, titles and the French words that English has."""
    in_capitals = len(words) > 2 and all(word.isupper() for word in words)
    small = [word for word in words if in_capitals or word[0].islower()]
    marks = [word for word in small if _fold(word) in _FRENCH]
    if is_whole:
        # « Il pleut. » copied; « Le Figaro » and « Emmanuel Macron » are the same in both languages.
        return bool(small) and (bool(marks) or _fold(words[0]) in _FRENCH) and len(words) > 1
    is_name = (
        in_capitals or any(word[0].isupper() for word in words[1:]) or not (is_start or words[0][0].islower())
    )
    is_elided = all(len(mark) == 1 and mark not in "aà" for mark in marks)  # *chargés d'affaires*
    least = _LONG_RUN if is_name else _SHORTEST_RUN + is_elided
    return len(words) >= least and len(small) >= _SHORTEST_RUN and bool(marks)


def _is_inside(span: Span, others: list[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)


def _fold(word: str) -> str:
    return strip_accents(word).casefold()


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
