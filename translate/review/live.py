"""A text while it is being edited: its terms, what the checks say, where its sentences and errors lie now.

Nothing here is remembered from one keystroke to the next, so that what is shown is what an export would be checked
as. A paragraph takes a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translate.checks.base import Checker, Unit
from translate.checks.registry import CODES, make_rules
from translate.formats.segments import final_pairs, project_spans
from translate.glossary import Entry, Glossary, PairedTerm, TermMatch, pair_terms
from translate.model import ErrorSpan, Finding, Pair, Record, Review, Term, WordLink
from translate.review.origins import Origin, move_spans

_DOCUMENT_RULES = ("TERM003", "NAME002")
"""Rules that remember the paragraphs before."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a word diff."""

    kind: str
    """``equal``, ``insert``, ``delete`` or ``replace``."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What there is to say about an English text; offsets into the record's source and into ``text``."""

    text: str
    terms: tuple[Term, ...]
    findings: tuple[Finding, ...]
    pairs: tuple[Pair, ...]
    """Sentence pairs; their ``words`` are the links of the words that stand as they were."""
    diff: tuple[Change, ...]
    """From the machine translation (or, where there is none, the English as delivered) to ``text``."""
    spans: tuple[ErrorSpan, ...]
    """The review's error spans, moved along with their words."""


def examine(
    record: Record,
    text: str,
    glossary: Glossary,
    before: Sequence[Unit] = (),
    review: Review | None = None,
    origins: Sequence[Origin] = (),
) -> Examination:
    """Examine an English text of a record.

    Args:
        record: as delivered.
        text: its English as edited.
        glossary: what terms are held to; when empty, the terms of the record itself.
        before: the paragraphs before it in its document (``make_unit``), for the rules that compare with them.
        review: review whose error spans are to be moved to ``text``; the record's own when None.
        origins: of those spans, for words that had gone and are back.
    """
    review = record.review if review is None else review
    old = record.target if review.edited is None else review.edited
    unit = make_unit(record, text)
    return Examination(
        text,
        find_terms(record, unit, glossary),
        find_findings(record, unit, glossary, before),
        _linked(edited_pairs(record, text), unit.links),
        diff_words(record.mt or record.target, text),
        move_spans(review.spans, old, text, origins),
    )


def make_unit(record: Record, text: str) -> Unit:
    """The record with another English, ready for the checks."""
    pairs = edited_pairs(record, text)
    links = [link for pair in record.pairs for link in pair.words]
    is_delivered = text == record.target
    return Unit(
        record.source,
        text,
        None,
        record.kind,
        tuple(links) if is_delivered else move_links(links, record.target, text),
        tuple((pair.source, pair.target) for pair in pairs),
        record if is_delivered else None,
    )


def edited_pairs(record: Record, text: str) -> tuple[Pair, ...]:
    """Sentence pairs of the record over another English."""
    return final_pairs(replace(record, review=Review("edited", None, text)))


def move_links(links: Sequence[WordLink], old: str, new: str) -> tuple[WordLink, ...]:
    """Word links whose English word an edit left alone, at its new place."""
    words = sorted({link[2:] for link in links})
    moved = dict(zip(words, project_spans(words, old, new), strict=True))
    kept: list[WordLink] = []
    for a, b, c, d in links:
        e, f = moved[c, d]
        if new[e:f] == old[c:d] and e < f:
            kept.append((a, b, e, f))
    return tuple(kept)


def _linked(pairs: Sequence[Pair], links: Sequence[WordLink]) -> tuple[Pair, ...]:
    return tuple(
        replace(
            pair,
            words=tuple(link for link in links if pair.target[0] <= link[2] and link[3] <= pair.target[1]),
        )
        for pair in pairs
    )


def find_terms(record: Record, unit: Unit, glossary: Glossary) -> tuple[Term, ...]:
    """Terms of the French and what renders them in the English; how a rung met one is kept while it still stands."""
    matches = glossary.find(unit.source) if len(glossary) else _own_matches(record)
    known = {(term.entry, term.source): term for term in record.terms}
    return tuple(
        _term(pair, known.get((pair.match.entry.id, pair.match.span)), record.target, unit.target)
        for pair in pair_terms(unit.source, unit.target, matches, unit.links)
    )


def _own_matches(record: Record) -> list[TermMatch]:
    """Without a glossary, the record still says what its terms are and what they should be."""
    found: list[TermMatch] = []
    for term in record.terms:
        words = record.source[slice(*term.source)]
        if words and term.expected:
            found.append(TermMatch(Entry(term.entry, (words,), term.expected), term.source, words))
    return found


def _term(pair: PairedTerm, known: Term | None, delivered: str, text: str) -> Term:
    match, rendering = pair.match, pair.rendering
    is_met = rendering is not None and rendering.is_case_ok
    status = "met" if is_met else "unmet"
    if not is_met and known is not None and known.status == "waived":
        status = "waived"
    span = rendering.span if rendering is not None else None
    term = Term(match.entry.id, match.span, span, match.expected, status)
    if known is None or known.target is None or span is None or not is_met:
        return term
    if delivered[slice(*known.target)] != text[slice(*span)]:
        return term
    return replace(term, how=known.how, cost=known.cost)


def find_findings(
    record: Record, unit: Unit, glossary: Glossary, before: Sequence[Unit] = ()
) -> tuple[Finding, ...]:
    """What the checks say of a text, waived terms left out.

    What the record brings along from elsewhere (the translation, another tool) is kept while its text stands.
    """
    found = Checker(make_rules(code for code in CODES if code not in _DOCUMENT_RULES), glossary).check(unit)
    following = Checker(make_rules(_DOCUMENT_RULES), glossary)
    for earlier in before:
        following.check(replace(earlier, document="this"))
    found += following.check(replace(unit, document="this"))
    if unit.target == record.target:
        # A term's finding depends on the glossary of that day, a name's on the paragraphs before as they were then.
        rules = {"NAME002", *(finding.rule for finding in found)}
        found += [
            f for f in record.findings if f.rule not in rules and (f.rule[:4] != "TERM" or not glossary)
        ]
    waived = {(term.entry, term.source) for term in record.terms if term.status == "waived"}
    order = {code: number for number, code in enumerate(CODES)}
    found = [f for f in found if (f.entry, f.source) not in waived]
    return tuple(sorted(found, key=lambda f: order.get(f.rule, len(order))))


def diff_words(old: str, new: str) -> tuple[Change, ...]:
    """Difference of two texts, word by word; the pieces joined are the texts."""
    before, after = _words(old), _words(new)
    rows = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(Change(kind, "".join(before[a:b]), "".join(after[c:d])) for kind, a, b, c, d in rows)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
