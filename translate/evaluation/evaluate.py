"""All figures of one system at once, and against another one where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.checks.base import Case
from translate.errors import InputError
from translate.evaluation.bootstrap import SAMPLES, SEED, Comparison, compare
from translate.evaluation.consistency import Consistency, sentence_consistency, term_consistency
from translate.evaluation.inputs import Segment
from translate.evaluation.pathologies import NamesCopied, Pathologies, find_pathologies, names_copied
from translate.evaluation.scores import Score, corpus_scores
from translate.evaluation.terms import TermScore, score_terms
from translate.glossary import EMPTY, Glossary


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is known of a system's output."""

    segments: int
    documents: int
    scores: tuple[Score, ...]
    terms: TermScore | None
    """None without a glossary."""
    term_consistency: Consistency | None
    """None without a glossary."""
    sentence_consistency: Consistency
    pathologies: Pathologies
    names: NamesCopied
    comparison: tuple[Comparison, ...] = ()
    """Empty without another system."""
    other_terms: TermScore | None = None
    """The other system's; None without one, or without a glossary."""
    samples: int = 0
    """Resamples of the comparison; 0 without one."""
    seed: int = 0


def evaluate(
    segments: Sequence[Segment],
    glossary: Glossary = EMPTY,
    other: Sequence[str] | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Evaluate a system's output.

    Args:
        segments: from ``translate.evaluation.inputs``, those of a document one after the other.
        glossary: what the terms are held to; the empty one leaves them out.
        other: another system's English, one text per segment, to compare with.
        samples: resamples of the comparison.
        seed: of the resamples.

    Raises:
        InputError: there are no segments: an empty evaluation means nothing.
        MissingExtra: sacreBLEU is not installed.
    """
    if not segments:
        raise InputError("nothing to evaluate: no segment has both a source and a reference")
    hypotheses = [segment.hypothesis for segment in segments]
    references = [segment.reference for segment in segments]
    scores = corpus_scores(hypotheses, references)
    cases = [Case(segment.unit, glossary) for segment in segments]
    has_terms = bool(glossary.entries)
    other_terms = None
    if other is not None and has_terms:
        theirs = [s.with_hypothesis(text) for s, text in zip(segments, other, strict=True)]
        other_terms = score_terms((Case(segment.unit, glossary) for segment in theirs), glossary)
    return Evaluation(
        segments=len(segments),
        documents=len({segment.document for segment in segments}),
        scores=scores,
        terms=score_terms(cases, glossary) if has_terms else None,
        term_consistency=term_consistency(cases) if has_terms else None,
        sentence_consistency=sentence_consistency(cases),
        pathologies=find_pathologies(segments),
        names=names_copied(segments),
        comparison=() if other is None else compare(hypotheses, other, references, samples, seed),
        other_terms=other_terms,
        samples=0 if other is None else samples,
        seed=0 if other is None else seed,
    )
