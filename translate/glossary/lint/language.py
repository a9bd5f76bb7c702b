"""Columns in the wrong language, terms with their article, and terms too short to be one.

Few signs, each certain, rather than a guess: terms are too short for ``langid``, and a name (*Quai d’Orsay*) or a loan
(*chargé d’affaires*) is good English. What the French column says is evidence as well: a word with an accent is wrong
where it was copied from there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate.glossary.entry import Entry
from translate.glossary.folding import fold_term
from translate.glossary.lint.loans import blank_loans, is_loan
from translate.glossary.lint.remarks import Remark
from translate.glossary.trie import split_variant

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")
_PARTICLES = frozenset(["de", "du", "des", "d'"])
_FUNCTION_WORDS = _PARTICLES | {
    "le",
    "la",
    "les",
    "l'",
    "une",
    "et",
    "au",
    "aux",
    "dans",
    "avec",
    "chez",
    "qu'",
}
_ACCENTED = re.compile("[éèêàâçùûîïôëœæ]")
_FRENCH_ENDING = re.compile(r"\w{2,}(?:eux|[^u]aire|ique)s?")
_ENGLISH_ENDINGS = frozenset(
    "adieux milieux lieux critique technique unique mystique antique oblique physique boutique clique pique plaque "
    "affaire questionnaire millionaire billionaire solitaire doctrinaire legionnaire concessionaire".split()
)
_ENGLISH = re.compile(r"(?<![\w-])(?:of|the|and|for|with|from|by)(?![\w-])")
_ENGLISH_SMALL_WORDS = frozenset("of the and for with from by on in to at".split())
_ENGLISH_SHAPE = re.compile(r"(?<![\w-])[a-z]+(?:ness|ships?|ghts?|hood|ities|ity|ency|wards?)(?![\w-])")
_ENGLISH_IN_FRENCH = frozenset(
    "business fitness witness leadership partnership sponsorship membership copyright copyrights light insight "
    "insights spotlight spotlights award awards forward steward stewards city community reality".split()
)
_LEADING_FRENCH = re.compile(r"(?:(?:le|la|les) |l['’])(?=\w)")
_LEADING_INDEFINITE = re.compile(r"une? (?=\w+ )")
_LEADING_ENGLISH = re.compile(r"(?:the|an?) (?=\w)")
_TITLE_ARTICLE = re.compile(r"(?:(?:Les?|La|Une) |L['’])[a-zà-ÿœ]")
_SWAPPED_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a text has of French."""

    small: str = ""
    """A small word that no name explains."""
    accented: str = ""
    """A word in lower case with an accent, or a French ending, that English did not borrow."""


def lint_language(entries: Sequence[Entry], name: str) -> list[Remark]:
    """Remarks about each entry's words."""
    swapped = [e for e in entries if e.status == "preferred" and _is_swapped(e)]
    others = [e for e in entries if e.status == "preferred" and _is_french(e.sources[0])]
    remarks: list[Remark] = []
    if len(swapped) >= _SWAPPED_ROWS and len(swapped) > 2 * len(others):
        example = swapped[0]
        what = f"the columns seem to be swapped, as in line {example.line} (“{example.targets[0]}” is not English)"
        remarks.append(Remark(name, None, "warning", "swapped", what, "put the French first"))
        return remarks
    for entry in entries:
        remarks += (
            Remark(name, entry.line, severity, rule, what, repair, entry.id)
            for severity, rule, what, repair in _of_entry(entry)
        )
    return remarks


def _of_entry(entry: Entry) -> Iterable[tuple[str, str, str, str]]:
    yield from _articles(entry)
    yield from _short(entry)
    if entry.status == "preferred":
        yield from _targets(entry)
        yield from _sources(entry)


def _targets(entry: Entry) -> Iterable[tuple[str, str, str, str]]:
    copied = frozenset(word.folded for source in entry.sources for word in split_variant(source))
    sources = {fold_term(source) for source in entry.sources}
    for index, target in enumerate(entry.targets):
        is_same = fold_term(target) in sources
        signs = _french_signs(target, copied, allow_names=not is_same)
        if is_same:
            if index == 0 and fold_term(entry.sources[0]) == fold_term(target) and _is_untranslated(target):
                certain = bool(signs.small or signs.accented)
                severity = "warning" if certain else "info"
                repair = "translate it, or give it the status keep"
                yield severity, "untranslated", f"“{target}” is the French unchanged", repair
            elif index == 0 and signs.accented:
                yield "warning", "not-english", f"“{target}” is the French unchanged", "translate it"
        elif signs.small or signs.accented:
            severity = "warning" if signs.small or index == 0 else "info"
            what = f"“{target}” does not look English (“{signs.small or signs.accented}”)"
            yield severity, "not-english", what, "check the columns"


def _sources(entry: Entry) -> Iterable[tuple[str, str, str, str]]:
    targets = {fold_term(target) for target in entry.targets}
    for source in entry.sources:
        # *Council on Foreign Relations* is what French papers print, too; then it is among the targets.
        sign = "" if fold_term(source) in targets else _english_sign(source)
        if sign:
            yield "warning", "not-french", f"“{source}” does not look French (“{sign}”)", "check the columns"


def _articles(entry: Entry) -> Iterable[tuple[str, str, str, str]]:
    for source in entry.sources:
        what = f"“{source}” begins with an article"
        if _LEADING_FRENCH.match(source):
            yield "warning", "article", what, "leave it out; the term is found all the same"
        elif entry.match == "lemma" and _LEADING_INDEFINITE.match(source):
            yield "info", "article", what, "without it, the term is found after any article"
    if entry.status == "keep":
        return
    for target in entry.targets:
        if _LEADING_ENGLISH.match(blank_loans(_nfc(target))):
            yield "warning", "article", f"“{target}” begins with an article", "leave it out"


def _short(entry: Entry) -> Iterable[tuple[str, str, str, str]]:
    for source in entry.sources:
        words = split_variant(source)
        if len(words) == 1 and len(words[0].folded) < 3 and not words[0].cased.isupper():
            what = f"“{source}” is so short that it will match by accident"
            yield "warning", "too-short", what, "make it longer or case-sensitive"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_untranslated(target: str) -> bool:
    """True where a word other than a small one has no capital: *Premier ministre*, not *Quai d’Orsay*."""
    words = _words(blank_loans(_nfc(target)))
    if any(word in _ENGLISH_SMALL_WORDS for word in words):  # *Council on Foreign Relations*
        return False
    plain = [w for w in words if w not in _FUNCTION_WORDS and w[:1].islower() and not w.endswith("'")]
    return len(words) > 1 and bool(plain)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text)]


def _french_signs(text: str, copied: frozenset[str] = frozenset(), allow_names: bool = False) -> _Signs:
    """Look for French in what should be English.

    Args:
        text: a term.
        copied: folded words of the French side.
        allow_names: a name may go on in lower case: *Monde diplomatique reader*.
    """
    text = blank_loans(_nfc(text))
    words = _words(text)
    small = next((w for i, w in enumerate(words) if _is_french_word(words, i, text, copied)), "")
    title = _TITLE_ARTICLE.match(text)
    candidates = [w for w in words if _is_french_looking(w) and (w in copied or not copied)]
    if allow_names:
        in_names = {after for w, after in pairwise(words) if w[0].isupper() and w.lower() in copied}
        candidates = [w for w in candidates if w not in in_names]
    accented = candidates[0] if candidates else ""
    return _Signs(small or (title.group()[:-1].strip() if title else ""), accented)


def _is_french_looking(word: str) -> bool:
    if not word[0].islower() or is_loan(word):
        return False
    if _ACCENTED.search(word):
        return True
    return bool(_FRENCH_ENDING.fullmatch(word)) and word.removesuffix("s") not in _ENGLISH_ENDINGS


def _is_french_word(words: list[str], at: int, text: str, copied: frozenset[str]) -> bool:
    word = words[at]
    if word not in _FUNCTION_WORDS or re.search(rf"(?<![\w-]){re.escape(word)}-", text):  # *de-escalation*
        return False
    before = next((w for w in reversed(words[:at]) if w not in _FUNCTION_WORDS), "")
    after = next((w for w in words[at + 1 :] if w not in _FUNCTION_WORDS), "")
    if not after[:1].isupper():
        return bool(before or after)
    if word in _PARTICLES:
        # *President de Gaulle*, *former de Gaulle aide*, but *ministre de Paris*.
        return before[:1].islower() and before in copied
    return not before[:1].isupper()


def _is_french(text: str) -> bool:
    signs = _french_signs(text)
    return bool(signs.small or signs.accented)


def _english_sign(text: str) -> str:
    """An English word in what should be French, where nothing French stands beside it."""
    if _ACCENTED.search(_nfc(text).lower()) or any(w in _FUNCTION_WORDS for w in _words(text.lower())):
        return ""
    if small := _ENGLISH.search(text.lower()):
        return small.group()
    shapes = (m.group() for m in _ENGLISH_SHAPE.finditer(text))
    return next((word for word in shapes if word not in _ENGLISH_IN_FRENCH), "")


def _is_swapped(entry: Entry) -> bool:
    signs = _french_signs(entry.targets[0])
    is_target_french = bool(signs.small or signs.accented)
    return (
        is_target_french
        and not _is_french(entry.sources[0])
        and fold_term(entry.targets[0]) not in map(fold_term, entry.sources)
    )
