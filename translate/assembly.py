"""Putting together: the sentences of a paragraph and their English become one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate.align import shift_links
from translate.honour.ladder import Translation
from translate.memory.recall import RULE as MEMORY_RULE
from translate.model import Document, Finding, Pair, Paragraph, Record, Sentence, Span, Term
from translate.records import record_id

UNSOUND = "the translation loops, breaks off or is out of proportion – translate it by hand"
"""Message of the finding about a translation that the guarded retries could not mend."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence in English."""

    translation: Translation
    suggestion: Finding | None = None
    """The English of a similar sentence, with offsets into this one."""


def assemble(
    document: Document,
    paragraph: Paragraph,
    sentences: Sequence[Sentence],
    rendered: Sequence[Rendered],
    signature: str,
) -> Record:
    """Make the record of a paragraph.

    Args:
        document: where it stands.
        paragraph: what was translated.
        sentences: its sentences in order; none for page residue, which is kept in French only.
        rendered: the English of each; joined by single blanks.
        signature: what the English depends on besides the French.
    """
    target, mt = "", ""
    pairs: list[Pair] = []
    terms: list[Term] = []
    findings: list[Finding] = []
    for sentence, done in zip(sentences, rendered, strict=True):
        translation = done.translation
        start = sentence.span[0]
        if target and translation.target:
            target += " "
        at = len(target)
        target += translation.target
        mt += (" " if mt and translation.mt else "") + translation.mt
        span = (at, len(target))
        pairs.append(Pair(sentence.span, span, translation.score, shift_links(translation.words, start, at)))
        terms += [_shift_term(term, start, at) for term in translation.terms]
        if not translation.is_sound:
            findings.append(Finding("LEN001", "warning", UNSOUND, sentence.span, span))
        if done.suggestion is not None:
            findings.append(replace(done.suggestion, source=sentence.span, target=span))
    return Record(
        id=record_id(document.id, paragraph.index, paragraph.text),
        document=document.id,
        paragraph=paragraph.index,
        kind=paragraph.kind,
        source=paragraph.text,
        target=target,
        mt=mt,
        pairs=tuple(pairs),
        terms=tuple(terms),
        findings=tuple(findings),
        signature=signature,
    )


def is_of_pipeline(finding: Finding) -> bool:
    """True for a finding that was made with the translation, not by a check afterwards."""
    return finding.message == UNSOUND or finding.rule == MEMORY_RULE


def _shift_term(term: Term, source: int, target: int) -> Term:
    moved: Span | None = None if term.target is None else (term.target[0] + target, term.target[1] + target)
    return replace(term, source=(term.source[0] + source, term.source[1] + source), target=moved)
