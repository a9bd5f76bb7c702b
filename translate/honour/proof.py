"""Proofreading: where the checks find fault with a translation, another one without that fault is looked for.

A small model gets numbers wrong that its second-best hypothesis has right, and obeys where it is told. So a doubtful
translation goes through three steps, cheapest first, and the first that leaves less to object to is taken:

1. nbest      another hypothesis of the beam, within a margin
2. edit       the number as the check would write it, the name as the French does: *2:50 p.m.* → *10:50 p.m.*
3. annotated  the model is told the number or name inline, like a term: « quarante et un vols » → *41 flights*

Terms come first: no step may lose one. What is still doubtful is left as it is, and the checks say so.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.checks.rules.num001 import write_in_english
from translate.engines.base import Annotation, Decoding, Engine, Request, mean
from translate.glossary import Glossary
from translate.honour import edit
from translate.honour.draft import Candidate, Draft, annotate, assess, build_candidate
from translate.honour.names import find_misspelt_names
from translate.model import Finding, Span
from translate.text import restore_english

RULES = ("NUM001", "HEDGE001", "NAME001", "QUOTE001", "REP001")
"""Rules about what a sentence says; each knows right from wrong without the sentences around it."""

NBEST_MARGIN = 0.5
"""Largest drop in mean log-probability (nats per token) at which another hypothesis of the beam is taken."""

TOLD_MARGIN = 1.0
"""The same for what the model says when it is told a number that it would not have said."""

TOLD_BEAMS = 2
"""Beam for that; a wider one costs half as much again and mends one number in twenty more."""

MAX_EDITS = 4
"""Numbers and names put right in one sentence at most, before the model is told and after."""

MISSPELT = "MISSPELT"
"""What stands for a rule in findings about misspelt names, which are nobody's but the proofreader's."""

_WEIGHTS = {"error": 2, "warning": 1, "info": 0}
# The other half of a word, or of a number: *Twenty|-nuf*, *Two| 1000*.
_JOINED_BEFORE = re.compile(r"[\w-]$|\d $")
_CURRENCY = re.compile(r" (?:[A-Z][\w-]+ ){0,2}(?:dollars?|euros?|pounds?|francs?|yen|yuan|pesos?|rupees?)\b")
_JOINED_AFTER = re.compile(r"[\w-]| \d")


@dataclass(slots=True, eq=False)
class _Work:
    """A doubtful translation."""

    draft: Draft
    findings: list[Finding]
    """What the checks say of the current candidate; target spans are offsets into its dressed text."""


class Proofreader:
    """Looks for translations that leave the checks less to say.

    Args:
        engine: decodes and scores.
        glossary: a name that is a term is no business of NAME001.
        decoding: as for the free translation; the beam is made narrower.
    """

    def __init__(self, engine: Engine, glossary: Glossary, decoding: Decoding) -> None:
        self.engine = engine
        self.glossary = glossary
        beams = min(decoding.beams, TOLD_BEAMS)
        self.decoding = dataclasses.replace(decoding, beams=beams, hypotheses=beams)
        self._checker = Checker(make_rules(RULES), glossary)

    def proofread(self, drafts: Sequence[Draft]) -> None:
        """Put other candidates in the place of those that the checks doubt."""
        works = [_Work(draft, found) for draft in drafts if (found := self._findings(draft, draft.current))]
        for step in (self._nbest, self._edit, self._annotated, self._edit):
            works = [work for work in works if work.findings]
            if works:
                step(works)

    def _findings(self, draft: Draft, candidate: Candidate) -> list[Finding]:
        english = restore_english(candidate.text, draft.sentence).text
        terms = [match.span for match in draft.matches]
        return self._checker.check(Unit(draft.sentence, english)) + [
            Finding(MISSPELT, "warning", name.name, name.source, name.target, suggestion=name.name)
            for name in find_misspelt_names(draft.sentence, english, terms)
        ]

    def _nbest(self, works: Sequence[_Work]) -> None:
        for work in works:
            draft = work.draft
            others = [
                build_candidate(
                    self.engine.codec, self.glossary, draft.sentence, draft.encoded, draft.matches, hypothesis
                )
                for hypothesis in draft.others
                if hypothesis.score >= draft.current.score - NBEST_MARGIN
            ]
            self._take_best(work, others, "nbest")

    def _edit(self, works: Sequence[_Work]) -> None:
        for work in works:
            for _ in range(MAX_EDITS):
                if not any(self._take_best(work, [edited], "edit") for edited in self._edited(work)):
                    break

    def _edited(self, work: _Work) -> Iterator[Candidate]:
        """The current candidate with one suggestion of the checks carried out."""
        draft, text = work.draft, work.draft.current.text
        dressed = restore_english(text, draft.sentence)
        for finding in work.findings:
            span, new = finding.target, finding.suggestion
            if span is None or new is None or not _is_whole(dressed.text, span):
                continue
            if new[0] in "$€£¥" and _CURRENCY.match(dressed.text, span[1]):
                continue  # *30,000 Hong Kong dollars*
            start, end = finding.source or (0, 0)
            change = edit.replace(draft.current, draft.sentence[start:end], start, dressed.origin(span), new)
            pieces = self.engine.codec.encode_target(change.text)
            if len(pieces) + 2 >= self.engine.model.max_positions:
                continue
            [tokens] = self.engine.token_scores([draft.encoded.pieces], [pieces])
            # What is linked is the text of the pieces.
            edited = self.engine.codec.decode(pieces).text
            links = change.links if draft.current.links is not None and edited == change.text else None
            yield assess(self.glossary, draft.sentence, draft.matches, edited, pieces, mean(tokens), links)

    def _annotated(self, works: Sequence[_Work]) -> None:
        if not self.engine.model.reads_annotations:
            return
        told = [(work, notes) for work in works if (notes := _notes(work))]
        encoded = [self.engine.codec.encode(work.draft.sentence, notes) for work, notes in told]
        fits = [i for i, e in enumerate(encoded) if len(e.pieces) + 1 < self.engine.model.max_positions]
        results = self.engine.decode([Request(encoded[i].pieces) for i in fits], self.decoding)
        for i, beamed in zip(fits, results, strict=True):
            work = told[i][0]
            draft = work.draft
            # Scored on the plain source, as the free translation is.
            scores = self.engine.token_scores(
                [draft.encoded.pieces] * len(beamed), [hypothesis.pieces for hypothesis in beamed]
            )
            candidates = [
                dataclasses.replace(
                    build_candidate(
                        self.engine.codec,
                        self.glossary,
                        draft.sentence,
                        encoded[i],
                        draft.matches,
                        hypothesis,
                    ),
                    score=mean(tokens),
                )
                for hypothesis, tokens in zip(beamed, scores, strict=True)
            ]
            near = [c for c in candidates if c.score >= draft.current.score - TOLD_MARGIN]
            self._take_best(work, near, "model")

    def _take_best(self, work: _Work, candidates: Sequence[Candidate], rung: str) -> bool:
        """Accept the candidate with the least to object to, if that is less than now; True when there was one."""
        judged = [
            (self._findings(work.draft, candidate), candidate)
            for candidate in candidates
            if work.draft.spares(candidate)
        ]
        better = [(found, c) for found, c in judged if _weight(found) < _weight(work.findings)]
        if not better:
            return False
        work.findings, chosen = max(
            better, key=lambda judged: (-_weight(judged[0]), work.draft.rank(judged[1]))
        )
        work.draft.accept(chosen, rung)
        return True


def _weight(findings: Sequence[Finding]) -> int:
    return sum(_WEIGHTS[finding.severity] for finding in findings)


def _is_whole(text: str, span: Span) -> bool:
    """True for words of their own: a number is no better when a half of it is right."""
    return not _JOINED_BEFORE.search(text, 0, span[0]) and not _JOINED_AFTER.match(text, span[1])


def _notes(work: _Work) -> tuple[Annotation, ...]:
    """Inline annotations for what is wrong or lost, and for all terms, lest those be lost; none for nothing."""
    draft = work.draft
    terms = annotate(draft.matches)
    told: list[Annotation] = []
    for finding in work.findings:
        form, span = _form(draft.sentence, finding), finding.source
        if form is None or span is None:
            continue
        if not any(note.span[0] < span[1] and span[0] < note.span[1] for note in (*terms, *told)):
            told.append(Annotation(span, form))
    return tuple(sorted([*terms, *told], key=lambda note: note.span)) if told else ()


def _form(sentence: str, finding: Finding) -> str | None:
    """English for the words that a finding is about, where it can be known."""
    if finding.source is None:
        return None
    if finding.rule == "NUM001":
        return finding.suggestion or write_in_english(sentence, finding.source)
    # « Croquis d’audience »: the first word may be none.
    is_name = finding.rule == "NAME001" and finding.source[0] > 0
    return sentence[slice(*finding.source)] if is_name else None
