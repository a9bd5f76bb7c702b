"""The ladder: every rung runs over all failing sentences of a batch at once, cheapest rung first.

1. model   the free translation; where it fails and the model reads inline annotations, the best of the annotated ones
2. nbest   another hypothesis of the beam that meets more terms, within a margin
3. repair  a prefix with the term forced, finished by the model (``repair.py``, ``mending.py``)
4. edit    the linked words replaced (``edit.py``)
5. unmet   left as it is, and said so

A sentence whose free translation already renders its terms pays nothing for the glossary.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from translate.engines.base import Decoding, Engine, Hypothesis, Request, mean
from translate.engines.codec import Encoded
from translate.glossary import Glossary, TermMatch
from translate.honour import edit
from translate.honour.draft import Candidate, Draft, annotate, assess, build_candidate, is_met
from translate.honour.mending import Mender, Work
from translate.honour.proof import Proofreader
from translate.model import Term, WordLink
from translate.text import restore_english

NBEST_MARGIN = 0.5
"""Largest drop in mean log-probability (nats per token) at which another hypothesis of the beam is taken."""

# Against loops, tried in turn until the translation is sound; CTranslate2 and transformers mean the same by both.
_RETRIES = ({"no_repeat_ngram": 4}, {"no_repeat_ngram": 3, "repetition_penalty": 1.2})


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence, translated and dressed."""

    source: str
    target: str
    """English in print typography."""
    mt: str
    """English as the engine gave it; empty for a remembered sentence."""
    score: float | None
    """Mean log-probability per target token; None for a remembered sentence."""
    words: tuple[WordLink, ...]
    """Offsets into ``source`` and ``target``."""
    terms: tuple[Term, ...]
    """Offsets into ``source`` and ``target``; one per matched term, in source order."""
    is_sound: bool
    """False when it still loops, breaks off or is out of proportion after the retries."""


class Ladder:
    """Translates sentences with one engine and one glossary.

    Args:
        engine: decodes, scores and attends.
        glossary: what is honoured.
        decoding: beam and batches.
        proofread: look for other translations where the checks find fault (``proof.py``).
    """

    def __init__(
        self, engine: Engine, glossary: Glossary, decoding: Decoding | None = None, *, proofread: bool = True
    ) -> None:
        self.engine = engine
        self.glossary = glossary
        self.decoding = dataclasses.replace(decoding or Decoding(), attention=True)
        self._mender = Mender(engine, glossary, self.decoding)
        self._proofreader = Proofreader(engine, glossary, self.decoding) if proofread else None

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """Translate sentences; order and length are kept, equal sentences are decoded once.

        Raises:
            EngineError: a sentence is longer than the model's positions, or the runtime failed.
        """
        unique = list(dict.fromkeys(sentences))
        drafts = self._free(unique)
        self._retry_unsound(drafts)
        pending = [draft for draft in drafts if not draft.is_settled]
        if pending and self.engine.model.reads_annotations:
            self._annotated(pending)
        for rung in (self._nbest, self._mender.mend, self._edit):
            pending = [draft for draft in pending if not draft.is_settled]
            if pending:
                rung(pending)
        if self._proofreader is not None:
            self._proofreader.proofread(drafts)
        self._link(drafts)
        done = {draft.sentence: finish(draft) for draft in drafts}
        return [done[sentence] for sentence in sentences]

    def _free(self, sentences: Sequence[str]) -> list[Draft]:
        encoded = [self.engine.codec.encode(sentence) for sentence in sentences]
        matches = [self.glossary.find(sentence) for sentence in sentences]
        # All in one call, for the fuller batches; the beam's other hypotheses cost nothing but their pieces.
        count = self.decoding.beams if any(matches) or self._proofreader is not None else 1
        options = dataclasses.replace(self.decoding, hypotheses=count)
        hypotheses = self.engine.decode([Request(e.pieces) for e in encoded], options)
        drafts = []
        for sentence, pieces, found, beamed in zip(sentences, encoded, matches, hypotheses, strict=True):
            best = self._candidate(sentence, pieces, found, beamed[0])
            draft = Draft(sentence, pieces, found, free=best, current=best, others=beamed[1:])
            for index in best.met:
                draft.how[index], draft.cost[index] = "model", 0.0
            drafts.append(draft)
        return drafts

    def _retry_unsound(self, drafts: Sequence[Draft]) -> None:
        for options in _RETRIES:
            failing = [draft for draft in drafts if not draft.current.is_sound]
            requests = [Request(draft.encoded.pieces) for draft in failing]
            if not requests:
                return
            guarded = dataclasses.replace(self.decoding, **options)
            for draft, result in zip(failing, self.engine.decode(requests, guarded), strict=True):
                candidate = self._candidate(draft.sentence, draft.encoded, draft.matches, result[0])
                if candidate.is_sound:
                    draft.free = draft.current = candidate
                    draft.how = dict.fromkeys(candidate.met, "model")
                    draft.cost = dict.fromkeys(candidate.met, 0.0)

    def _annotated(self, drafts: Sequence[Draft]) -> None:
        with_terms = [draft for draft in drafts if draft.unmet]
        encoded = [self.engine.codec.encode(d.sentence, annotate(d.matches)) for d in with_terms]
        fits = [i for i, e in enumerate(encoded) if len(e.pieces) + 1 < self.engine.model.max_positions]
        options = dataclasses.replace(self.decoding, hypotheses=self.decoding.beams)
        results = self.engine.decode([Request(encoded[i].pieces) for i in fits], options)
        better: list[tuple[Draft, Candidate]] = []
        for i, beamed in zip(fits, results, strict=True):
            draft = with_terms[i]
            improving: list[Candidate] = []
            for hypothesis in beamed:
                candidate = self._candidate(draft.sentence, encoded[i], draft.matches, hypothesis)
                if draft.improves(candidate):
                    improving.append(candidate)
                    if len(candidate.met) == len(draft.matches):
                        break  # as the first one mostly does
            if improving:
                better.append((draft, max(improving, key=draft.rank)))
        # Scored on the plain source, so that the price is comparable with the free translation's.
        scores = self.engine.token_scores(
            [d.encoded.pieces for d, _ in better], [c.pieces for _, c in better]
        )
        for (draft, candidate), tokens in zip(better, scores, strict=True):
            draft.accept(dataclasses.replace(candidate, score=mean(tokens)), "model")

    def _nbest(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            near = [h for h in draft.others if h.score >= draft.free.score - NBEST_MARGIN]
            others = [self._candidate(draft.sentence, draft.encoded, draft.matches, h) for h in near]
            within = [candidate for candidate in others if draft.improves(candidate)]
            if within:
                draft.accept(max(within, key=draft.rank), "nbest")

    def _edit(self, drafts: Sequence[Draft]) -> None:
        self._link(drafts)
        for draft in drafts:
            for index in draft.unmet:
                for change in edit.edits(draft.matches[index], draft.current, index):
                    pieces = self.engine.codec.encode_target(change.text)
                    candidate = assess(
                        self.glossary,
                        draft.sentence,
                        draft.matches,
                        change.text,
                        pieces,
                        mean(self.engine.token_scores([draft.encoded.pieces], [pieces])[0]),
                        change.links,
                    )
                    if index in candidate.met and draft.improves(candidate):
                        draft.accept(candidate, "edit")
                        break

    def _link(self, drafts: Sequence[Draft]) -> None:
        """Give the current candidates their word links."""
        self._mender.link([Work(draft, draft.current, is_sweep=False) for draft in drafts])

    def _candidate(
        self, sentence: str, encoded: Encoded, matches: tuple[TermMatch, ...], hypothesis: Hypothesis
    ) -> Candidate:
        return build_candidate(self.engine.codec, self.glossary, sentence, encoded, matches, hypothesis)


def finish(draft: Draft) -> Translation:
    """Dress the current candidate in print typography and carry every offset over."""
    candidate = draft.current
    dressed = restore_english(candidate.text, draft.sentence)
    words = []
    for a, b, c, d in candidate.links or ():
        start, end = dressed.image((c, d))
        if start < end:
            words.append((a, b, start, end))
    terms = []
    for index, (match, pair) in enumerate(zip(draft.matches, candidate.paired, strict=True)):
        met = is_met(pair)
        terms.append(
            Term(
                entry=match.entry.id,
                source=match.span,
                target=dressed.image(pair.rendering.span) if met and pair.rendering is not None else None,
                expected=match.expected,
                status="met" if met else "unmet",
                how=draft.how.get(index) if met else None,
                cost=draft.cost.get(index) if met else None,
            )
        )
    return Translation(
        source=draft.sentence,
        target=dressed.text,
        mt=candidate.text,
        score=candidate.score,
        words=tuple(words),
        terms=tuple(terms),
        is_sound=candidate.is_sound,
    )
