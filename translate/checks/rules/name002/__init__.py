"""NAME002: one name, two spellings in the English of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translate.checks.base import Case, Rule
from translate.checks.rules.name001.names import Name, find_names, is_common_word
from translate.checks.spelling import is_known_as, is_other_spelling, is_place
from translate.model import Finding, Span
from translate.text import fold, strip_accents

_PART = re.compile(r"[^\W\d_]{2,}")
_HYPHENS = frozenset("-‐‑")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a name."""

    text: str
    span: Span
    key: _Key
    """Who is meant: a surname or a single name by itself, a first name with its surname. *François* the pope and
    François Hollande are two."""
    is_alone: bool
    """It may be a common word: at the start of a sentence, or as an institution's noun (*l'Organisation*)."""


class NameVaries(Rule):
    """Same name, spelled differently."""

    code = "NAME002"
    title = "name spelled differently in one document"
    severity = "warning"

    def __init__(self) -> None:
        self._first: dict[_Key, str] = {}

    def start_document(self) -> None:
        """Forget what the last document used."""
        self._first = {}

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per rendering that departs from the document's first."""
        terms = [match.span for match in case.found.wanted]
        names = [name for name in find_names(case.source, "fr") if not _touches(name.span, terms)]
        if not names:
            return
        words = [word for name in names for word in _words(case.source, name)]
        if self._are_all_alike(words, case.target):
            return
        rendered = [pair.rendering.span for pair in case.paired if pair.rendering is not None]
        english = [
            span for name in find_names(case.target, "en") for span in _english(case.target, name, rendered)
        ]
        for source, target in case.sentences:
            here = [word for word in words if _lies_in(word.span, source)]
            there = [span for span in english if _lies_in(span, target)]
            yield from self._compare(case, here, there)

    def _are_all_alike(self, words: list[_Word], target: str) -> bool:
        """True when every name stands there as in the French and has done so before, as most do: quickly seen."""
        there = set(_PART.findall(target))
        keys = {word.key for word in words}
        if len(keys) < len(words) or not all(
            word.text in there and self._first.get(word.key, word.text) == word.text for word in words
        ):
            return False
        for word in words:
            if word.key not in self._first and not _is_common(word):
                self._first[word.key] = word.text
        return True

    def _compare(self, case: Case, words: list[_Word], english: list[Span]) -> Iterator[Finding]:
        """Compare the names of one sentence with those that the document had before."""
        forms = [case.target[slice(*span)] for span in english]
        french = {word.text for word in words}
        for key in dict.fromkeys(word.key for word in words):
            same = [word for word in words if word.key == key]
            text = same[0].text
            first = self._first.get(key)
            others = french - {text}
            found = [
                (form, span)
                for form, span in zip(forms, english, strict=True)
                if form in (text, first) or _stands_for(form, text, others)
            ]
            # More renderings than occurrences: some of them stand for something else, and who knows which.
            if not found or (len({form for form, _ in found}) > 1 and len(found) > len(same)):
                continue
            for word, (form, span) in zip([*same, *same[-1:] * len(found)], found, strict=False):
                if first is None:
                    if not _is_common(word):
                        first = self._first[key] = form
                elif is_other_spelling(first, form):
                    is_left = strip_accents(fold(first)) == strip_accents(fold(text))
                    yield self.finding(
                        f"{text!r} is {form!r} here and {first!r} before in this document – keep to one",
                        source=word.span,
                        target=span,
                        suggestion=None if is_left else first,
                    )
                    # The first was left as it is in French; the later one is the better measure for what follows.
                    if is_left:
                        first = self._first[key] = form


def _words(source: str, name: Name) -> Iterator[_Word]:
    """Words of a name that identify it, those of compounds (Saint-Pierre) left out."""
    wanted = list(name.words)
    start, end = name.span
    parts = []
    for part in _PART.finditer(source, start, end):
        if wanted and part.group() == wanted[0]:
            parts.append((wanted.pop(0), part.span()))
    folded = tuple(fold(text) for text, _ in parts)
    for at, (text, span) in enumerate(parts):
        if (source[span[0] - 1 : span[0]] in _HYPHENS and span[0]) or source[span[1] : span[1] + 1] in tuple(
            _HYPHENS
        ):
            continue
        is_last = at == len(parts) - 1
        key = (folded[at],) if is_last else (*folded, str(at))
        yield _Word(text, span, key, len(parts) == 1 or (name.is_initial and at == 0))


def _english(target: str, name: Name, rendered: list[Span]) -> Iterator[Span]:
    """Words of an English name, possessives without their ending, acronyms and renderings of terms left out."""
    for part in _PART.finditer(target, *name.span):
        if part.group()[0].isupper() and not part.group().isupper() and not _touches(part.span(), rendered):
            yield part.span()


def _stands_for(form: str, name: str, others: set[str]) -> bool:
    """True when an English word renders a name, and none of the other names of the sentence."""
    return is_known_as(name, form) and not any(is_known_as(other, form) for other in others)


def _is_common(word: _Word) -> bool:
    return word.is_alone and not is_place(word.text) and is_common_word(word.text, "fr")


def _lies_in(span: Span, outer: Span) -> bool:
    return outer[0] <= span[0] and span[1] <= outer[1]


def _touches(span: Span, spans: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
