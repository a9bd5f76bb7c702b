"""The repair rung at work: one forced term and one prefix a round, over failing sentences side by side.

A prefix is first scored, which is cheap, and only the likeliest are decoded: where the model itself finds the
term plausible, the sentence ends well.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from translate.engines.base import Decoding, Engine, Request, mean
from translate.glossary import Glossary
from translate.honour.draft import Candidate, Draft, assess, build_candidate, link
from translate.honour.repair import prefixes

TRIES = 3
"""Prefixes decoded per term at most."""

MAX_TERMS = 6
"""Terms mended per sentence and pass at most."""

_GLUED = re.compile(r"\w{1,3}\b")

MENDING_BEAMS = 2
"""Beam that finishes a prefix; a wider one costs twice as much and changes little."""


@dataclass(slots=True, eq=False)
class Work:
    """A sentence being mended."""

    draft: Draft
    candidate: Candidate
    is_sweep: bool
    """True when later terms may be lost, because they will be mended in turn."""
    frozen: int = 0
    """Offset into the candidate's text before which nothing may change any more."""
    tried: set[int] = field(default_factory=set)
    index: int | None = None
    """The match in hand."""
    queue: list[Request] = field(default_factory=list)
    """Prefixes still to decode for it, likeliest first."""
    decent: list[Candidate] = field(default_factory=list)
    """Acceptable candidates with a blemish, kept in case nothing better comes."""

    def next_term(self) -> int | None:
        """The first match in source order that is not rendered and was not tried."""
        if len(self.tried) >= MAX_TERMS:
            return None
        missing = (i for i in range(len(self.draft.matches)) if i not in self.candidate.met | self.tried)
        return next(missing, None)

    def is_acceptable(self, candidate: Candidate) -> bool:
        """True when a candidate has the term in hand and is worth having."""
        if self.index not in candidate.met:
            return False
        return candidate.is_sound if self.is_sweep else self.draft.improves(candidate)

    def take(self, candidate: Candidate) -> None:
        """Go on from a candidate that has the term in hand."""
        assert self.index is not None
        rendering = candidate.paired[self.index].rendering
        assert rendering is not None
        self.candidate = candidate
        self.frozen = rendering.span[1] if self.is_sweep else 0
        if not self.is_sweep:
            self.draft.accept(candidate, "repair")
        self.drop()

    def drop(self) -> None:
        """Put the term in hand away."""
        self.index, self.queue, self.decent = None, [], []


class Mender:
    """Mends drafts with one engine."""

    def __init__(self, engine: Engine, glossary: Glossary, decoding: Decoding) -> None:
        self.engine = engine
        self.glossary = glossary
        beams = min(decoding.beams, MENDING_BEAMS)
        self.decoding = dataclasses.replace(decoding, beams=beams, hypotheses=1)

    def mend(self, drafts: Sequence[Draft]) -> None:
        """Force the unmet terms of drafts, first keeping every other term, then from left to right.

        Two terms close together need the second pass: forcing the first makes the model end the sentence
        differently, and the second, met before, has to be forced again.
        """
        drafts = [draft for draft in drafts if draft.unmet]
        if self.engine.concurrency == 1 or len(drafts) == 1:
            self._mend(drafts)
            return
        # Rounds wait for their slowest sentence, and the last ones hold few. Where the engine decodes sentences one
        # by one anyway, each goes through its rounds by itself.
        with ThreadPoolExecutor(self.engine.concurrency) as pool:
            for _ in pool.map(lambda draft: self._mend([draft]), drafts):
                pass

    def _mend(self, drafts: Sequence[Draft]) -> None:
        self._run([Work(draft, draft.current, is_sweep=False) for draft in drafts])
        sweeps = [Work(draft, draft.current, is_sweep=True) for draft in drafts if draft.unmet]
        self._run(sweeps)
        for work in sweeps:
            if work.draft.improves(work.candidate):
                work.draft.accept(work.candidate, "repair")

    def link(self, works: Iterable[Work]) -> None:
        """Give the works' candidates their word links, where they have none."""
        wanted = [work for work in works if work.candidate.links is None]
        matrices = self.engine.attend(
            [work.draft.encoded.pieces for work in wanted], [work.candidate.pieces for work in wanted]
        )
        for work, matrix in zip(wanted, matrices, strict=True):
            linked = link(self.engine.codec, self.glossary, work.draft, work.candidate, matrix)
            if work.candidate is work.draft.current:
                work.draft.settle(linked)
            work.candidate = linked

    def _run(self, works: list[Work]) -> None:
        while works:
            starting = [work for work in works if work.index is None]
            for work in starting:
                work.index = work.next_term()
            works = [work for work in works if work.index is not None]
            self.link(work for work in starting if work.index is not None)
            self._queue([work for work in starting if work.index is not None])
            self._decode([work for work in works if work.queue])
            for work in works:
                if work.index is not None and not work.queue:
                    if work.decent:
                        work.take(max(work.decent, key=work.draft.rank))
                    else:
                        work.drop()

    def _queue(self, works: Sequence[Work]) -> None:
        """Find the prefixes for each work's term and order them by what the model thinks of the forced words."""
        found: list[tuple[Work, tuple[str, ...]]] = []
        for work in works:
            assert work.index is not None
            work.tried.add(work.index)
            for prefix in prefixes(work.draft, work.candidate, work.index, work.frozen, wide=work.is_sweep):
                pieces = self.engine.codec.encode_target(prefix)
                if len(pieces) + 2 < self.engine.model.max_positions:
                    found.append((work, pieces))
        scores = self.engine.token_scores([w.draft.encoded.pieces for w, _ in found], [p for _, p in found])
        ranked: dict[int, list[tuple[float, Request]]] = {id(work): [] for work in works}
        for (work, pieces), tokens in zip(found, scores, strict=True):
            tokens = tokens[: len(pieces)]
            forced = mean(tokens[_common_start(pieces, work.candidate.pieces) :])
            ranked[id(work)].append((forced, Request(work.draft.encoded.pieces, pieces, sum(tokens))))
        for work in works:
            best = sorted(ranked[id(work)], key=lambda item: -item[0])
            work.queue = [request for _, request in best[:TRIES]]

    def _decode(self, works: Sequence[Work]) -> None:
        requests = [work.queue.pop(0) for work in works]
        for work, request, result in zip(
            works, requests, self.engine.decode(requests, self.decoding), strict=True
        ):
            candidate = build_candidate(
                self.engine.codec,
                self.glossary,
                work.draft.sentence,
                work.draft.encoded,
                work.draft.matches,
                result[0],
            )
            candidate = self._unglue(work, candidate, request.prefix)
            if not work.is_acceptable(candidate):
                continue
            if work.draft.blemishes(candidate) <= work.draft.blemishes(work.candidate):
                work.take(candidate)
            else:
                work.decent.append(candidate)

    def _unglue(self, work: Work, candidate: Candidate, prefix: tuple[str, ...]) -> Candidate:
        """Take away what the model hung on the forced term's last word: *A think tank|s in the front line*."""
        start = len(self.engine.codec.decode(prefix).text)
        glued = _GLUED.match(candidate.text, start)
        if glued is None:
            return candidate
        pieces = self.engine.codec.encode_target(candidate.text[:start] + candidate.text[glued.end() :])
        # What is linked is the text of the pieces: half a character (�) does not come back from them.
        text = self.engine.codec.decode(pieces).text
        [tokens] = self.engine.token_scores([work.draft.encoded.pieces], [pieces])
        draft = work.draft
        return assess(self.glossary, draft.sentence, draft.matches, text, pieces, mean(tokens))


def _common_start(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the common beginning, short of the whole of ``a``."""
    count = 0
    while count < min(len(a) - 1, len(b)) and a[count] == b[count]:
        count += 1
    return count
