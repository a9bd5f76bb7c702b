"""An evaluation as a table to read, and as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from translate.evaluation.consistency import Consistency
from translate.evaluation.evaluate import Evaluation
from translate.evaluation.terms import TermScore

SCHEMA = "bitexte/evaluation/1"
FORMATS = ("text", "json")

MISSED_SHOWN = 10
"""Entries that the table names; the JSON has them all."""

PLACES_SHOWN = 5
"""Segments that the table names per fault; the JSON has them all."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What was evaluated, for whoever reads the figures later."""

    system: str
    """File, records or model that the hypotheses came from; with a model, its signature."""
    reference: str
    other: str | None = None
    glossary: str | None = None
    skipped: int = 0
    """Lines or records that have nothing to evaluate, or no reviewed English."""


def serialize_json(evaluation: Evaluation, heading: Heading) -> str:
    """One JSON object, with a line break at its end. Shares run from 0 to 1, scores as sacreBLEU gives them."""
    terms = evaluation.terms
    consistency = {
        "terms": _consistency_row(evaluation.term_consistency),
        "sentences": _consistency_row(evaluation.sentence_consistency),
    }
    found = evaluation.pathologies
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "system": heading.system,
        "reference": heading.reference,
        "glossary": heading.glossary,
        "segments": evaluation.segments,
        "documents": evaluation.documents,
        "skipped": heading.skipped,
        "scores": {s.metric: {"score": _round(s.value), "signature": s.signature} for s in evaluation.scores},
        "terms": None if terms is None else _terms_row(terms),
        "consistency": consistency,
        "pathologies": found.where,
        "length_ratio": _round(found.length_ratio),
        "names_copied": {
            "names": evaluation.names.names,
            "copied": evaluation.names.copied,
            "share": _round(evaluation.names.share),
        },
        "comparison": _comparison_row(evaluation, heading),
    }
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def _terms_row(terms: TermScore) -> dict[str, Any]:
    return {
        "occurrences": terms.occurrences,
        "strict": _round(terms.strict),
        "appearing": _round(terms.appearing),
        "outcomes": dict(sorted(terms.outcomes.items())),
        "forbidden_elsewhere": terms.forbidden_elsewhere,
        "entries": [
            {"entry": c.entry.id, "occurrences": c.occurrences, "met": c.met, "appears": c.appears}
            for c in terms.entries.values()
        ],
    }


def _consistency_row(found: Consistency | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"repeated": found.repeated, "alike": found.alike, "share": _round(found.share)}


def _comparison_row(evaluation: Evaluation, heading: Heading) -> dict[str, Any] | None:
    if not evaluation.comparison:
        return None
    metrics = {
        c.metric: {
            "system": _round(c.system),
            "other": _round(c.other),
            "delta": _round(c.delta),
            "interval": [_round(c.low), _round(c.high)],
            "p": _round(c.p),
        }
        for c in evaluation.comparison
    }
    theirs = evaluation.other_terms
    return {
        "other": heading.other,
        "samples": evaluation.samples,
        "seed": evaluation.seed,
        "metrics": metrics,
        "other_terms": None if theirs is None else _terms_row(theirs),
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def serialize_text(evaluation: Evaluation, heading: Heading) -> str:
    """A table to read, with a line break at its end."""
    return "\n".join(line.rstrip() for line in _lines(evaluation, heading)) + "\n"


def _lines(evaluation: Evaluation, heading: Heading) -> Iterator[str]:
    yield _line("system", heading.system)
    yield _line("reference", heading.reference)
    yield _line("segments", f"{evaluation.segments} in {_plural(evaluation.documents, 'document')}")
    if heading.skipped:
        yield _line(
            "left out", f"{heading.skipped} without French, or without English that a reviewer accepted"
        )
    yield ""
    for score in evaluation.scores:
        yield _line(score.metric, f"{score.value:6.2f}", score.signature)
    yield ""
    if evaluation.terms is not None:
        yield from _term_lines(evaluation.terms)
    if evaluation.term_consistency is not None:
        yield _consistency_line("terms alike", evaluation.term_consistency)
    yield _consistency_line("sentences alike", evaluation.sentence_consistency)
    names = evaluation.names
    yield _line("names copied", _percent(names.share), f"{names.copied} of {names.names}")
    yield ""
    found = evaluation.pathologies
    for fault, ids in found.where.items():
        yield _line(fault, f"{len(ids):6}", _where(ids))
    ratio = "     –" if found.length_ratio is None else f"{found.length_ratio:6.2f}"
    yield _line("length ratio", ratio, "words per word of the reference")
    if evaluation.comparison:
        yield ""
        yield from _comparison_lines(evaluation, heading)


def _term_lines(terms: TermScore) -> Iterator[str]:
    yield _line("terms met", _percent(terms.strict), f"{terms.met} of {terms.occurrences} occurrences")
    yield _line("terms appearing", _percent(terms.appearing), f"{terms.appears} of {terms.occurrences}")
    for count in terms.missed[:MISSED_SHOWN]:
        what = f"{count.entry.sources[0]} → {' | '.join(count.entry.targets)}"
        yield _line("  not met", f"{count.occurrences - count.met:6}", f"of {count.occurrences}: {what}")
    if len(terms.missed) > MISSED_SHOWN:
        yield _line("", "", f"and {len(terms.missed) - MISSED_SHOWN} entries more")


def _consistency_line(name: str, found: Consistency) -> str:
    return _line(name, _percent(found.share), f"{found.alike} of {found.repeated} that repeat")


def _comparison_lines(evaluation: Evaluation, heading: Heading) -> Iterator[str]:
    yield _line("against", heading.other or "")
    yield f"{'':17} {'system':>7} {'other':>7} {'delta':>7}   95 % interval        p"
    for c in evaluation.comparison:
        interval = f"{c.low:+7.2f} {c.high:+7.2f}"
        star = " *" if c.is_significant else ""
        yield f"{c.metric:17} {c.system:7.2f} {c.other:7.2f} {c.delta:+7.2f} {interval} {c.p:10.3f}{star}"
    ours, theirs = evaluation.terms, evaluation.other_terms
    if ours is not None and theirs is not None and ours.strict is not None and theirs.strict is not None:
        a, b = 100 * ours.strict, 100 * theirs.strict
        yield f"{'terms met, %':17} {a:7.2f} {b:7.2f} {a - b:+7.2f}"
    yield f"paired bootstrap, {evaluation.samples} resamples, seed {evaluation.seed}; * p < 0.05"


def _line(name: str, value: str, note: str = "") -> str:
    return f"{name:17} {value}{'   ' if note else ''}{note}"


def _percent(share: float | None) -> str:
    return "     –" if share is None else f"{100 * share:5.1f}%"


def _where(ids: list[str]) -> str:
    if not ids:
        return ""
    shown = "in " + ", ".join(ids[:PLACES_SHOWN])
    return f"{shown} and {len(ids) - PLACES_SHOWN} more" if len(ids) > PLACES_SHOWN else shown


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
