"""A sentence on its way up the ladder: its candidates, and what each of them does with the terms."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.align import find_words, link_words
from translate.engines.base import Annotation, Hypothesis
from translate.engines.codec import Codec, Encoded
from translate.glossary import (
    Glossary,
    PairedTerm,
    TermMatch,
    find_forbidden,
    other_number_forms,
    pair_terms,
    term_forms,
)
from translate.model import Span, WordLink
from translate.pathologies import doubled_words, is_sound, leftovers, repeated_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Candidate:
    """One English rendering of a sentence, in the model's own typography."""

    text: str
    pieces: tuple[str, ...]
    score: float
    """Mean log-probability per token given the plain (not annotated) source."""
    links: tuple[WordLink, ...] | None
    """Offsets into the sentence and ``text``; None until the engine was asked to attend."""
    paired: tuple[PairedTerm, ...]
    """One per match of the sentence, in order."""
    forbidden: int
    """How many forbidden targets stand in it."""
    is_sound: bool
    """It neither loops nor breaks off nor is out of proportion."""

    @property
    def met(self) -> frozenset[int]:
        """Indices of the matches that are rendered, capitals included: *white house* renders nothing."""
        return frozenset(i for i, pair in enumerate(self.paired) if is_met(pair))


@dataclass(slots=True, eq=False)
class Draft:
    """The state of one sentence."""

    sentence: str
    encoded: Encoded
    matches: tuple[TermMatch, ...]
    free: Candidate
    """Best translation without any constraint."""
    current: Candidate
    others: list[Hypothesis] = field(default_factory=list)
    """Further hypotheses of the beam, best first; made candidates where the best one fails."""
    how: dict[int, str] = field(default_factory=dict)
    """Rung by which each met match was met."""
    cost: dict[int, float] = field(default_factory=dict)

    @property
    def unmet(self) -> list[int]:
        """Indices of the matches that have no rendering yet, in source order."""
        met = self.current.met
        return [i for i in range(len(self.matches)) if i not in met]

    @property
    def is_settled(self) -> bool:
        """True when nothing is left to honour."""
        return not self.unmet and not self.current.forbidden

    def rank(self, candidate: Candidate) -> tuple[int, int, float]:
        """What makes one candidate better than another: terms met, forbidden targets, then score less blemishes."""
        return len(candidate.met), -candidate.forbidden, candidate.score - 0.5 * self.blemishes(candidate)

    def blemishes(self, candidate: Candidate) -> int:
        """How many words a candidate repeats or leaves in French beyond the free translation, or has in a wrong number.

        A forced prefix may leave the old rendering standing (*the high officials senior officials*), and models
        like to repeat. A term in another number than the likeliest counts once, in the wrong one twice.
        """
        repeated = max(0, repeated_words(candidate.text) - repeated_words(self.free.text))
        french = sum(
            leftovers(candidate.text, match.text) for match in self.matches if match.entry.status != "keep"
        )
        number = sum(
            1 if pair.match.is_plural is None else 2
            for pair in candidate.paired
            if pair.rendering is not None and pair.rendering.term.casefold() in other_number_forms(pair.match)
        )
        return repeated + french + number

    def accept(self, candidate: Candidate, rung: str) -> None:
        """Make a candidate the current one; terms it newly meets are booked on the rung with their price."""
        before = self.current
        for index in candidate.met - before.met:
            self.how[index] = rung
            self.cost[index] = before.score - candidate.score
        self.current = candidate

    def settle(self, linked: Candidate) -> None:
        """Put the current candidate's linked form in its place.

        With links, a rendering may turn out to belong to another occurrence of the same entry: what was booked on
        the one goes to the other.
        """
        if self.free is self.current:
            self.free = linked
        self.current = linked
        lost = sorted(self.how.keys() - linked.met)
        for gained in sorted(linked.met - self.how.keys()):
            before = lost.pop(0) if lost else None
            self.how[gained] = self.how.pop(before) if before is not None else "model"
            self.cost[gained] = self.cost.pop(before) if before is not None else 0.0

    def improves(self, candidate: Candidate) -> bool:
        """True when a candidate meets more terms (or drops a forbidden target) and spoils nothing."""
        now = self.current
        gains = len(candidate.met) > len(now.met) or candidate.forbidden < now.forbidden
        return gains and self.spares(candidate)

    def spares(self, candidate: Candidate) -> bool:
        """True when a candidate has what the current one has: its terms, and no loop that it has not."""
        now = self.current
        keeps = candidate.met >= now.met and candidate.forbidden <= now.forbidden
        clean = doubled_words(candidate.text) <= max(doubled_words(now.text), doubled_words(self.sentence))
        return keeps and clean and (candidate.is_sound or not now.is_sound)


def annotate(matches: Iterable[TermMatch]) -> tuple[Annotation, ...]:
    """Inline annotations for an annotation-trained model: each match with the form that suits its number."""
    return tuple(Annotation(match.span, term_forms(match)[0]) for match in matches)


def build_candidate(
    codec: Codec,
    glossary: Glossary,
    sentence: str,
    encoded: Encoded,
    matches: Sequence[TermMatch],
    hypothesis: Hypothesis,
) -> Candidate:
    """Decode a hypothesis and see what it does with the terms.

    Args:
        codec: the engine's.
        glossary: where the matches come from; consulted for forbidden targets.
        sentence: verbatim French.
        encoded: its pieces as they were given to the engine (annotated or not).
        matches: terms of the sentence that have to be rendered.
        hypothesis: with attention, or without (then there are no links yet).
    """
    decoded = codec.decode(hypothesis.pieces)
    links = None
    if hypothesis.attention is not None:
        words = find_words(sentence), find_words(decoded.text)
        links = tuple(link_words(hypothesis.attention, encoded.spans, decoded.spans, *words))
    return assess(
        glossary,
        sentence,
        matches,
        decoded.text,
        hypothesis.pieces,
        hypothesis.score,
        links,
        is_truncated=hypothesis.is_truncated,
    )


def link(
    codec: Codec, glossary: Glossary, draft: Draft, candidate: Candidate, attention: NDArray[np.float32]
) -> Candidate:
    """Give a candidate its word links, and pair its terms once more with their help."""
    decoded = codec.decode(candidate.pieces)
    links = link_words(
        attention, draft.encoded.spans, decoded.spans, find_words(draft.sentence), find_words(decoded.text)
    )
    linked = assess(
        glossary,
        draft.sentence,
        draft.matches,
        candidate.text,
        candidate.pieces,
        candidate.score,
        tuple(links),
    )
    return dataclasses.replace(linked, is_sound=candidate.is_sound)


def assess(
    glossary: Glossary,
    sentence: str,
    matches: Sequence[TermMatch],
    text: str,
    pieces: tuple[str, ...],
    score: float,
    links: tuple[WordLink, ...] | None = None,
    is_truncated: bool = False,
) -> Candidate:
    """Make a candidate of an English text: pair the terms, count forbidden targets, look for pathologies."""
    paired = tuple(pair_terms(sentence, text, matches, links or ())) if matches else ()
    forbidden = len(find_forbidden(sentence, text, glossary)) if glossary.has_forbidden else 0
    sound = is_sound(sentence, text, is_truncated)
    return Candidate(text, pieces, score, links, paired, forbidden, sound)


def is_met(pair: PairedTerm) -> bool:
    """True when a term has a rendering with the capitals it needs."""
    return pair.rendering is not None and pair.rendering.is_case_ok


def rendering_spans(candidate: Candidate, but: int | None = None) -> list[Span]:
    """Target spans of the terms that a candidate meets, the one of match ``but`` left out."""
    return [
        pair.rendering.span
        for index, pair in enumerate(candidate.paired)
        if pair.rendering is not None and index != but
    ]
