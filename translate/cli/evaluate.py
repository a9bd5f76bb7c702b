"""``bitexte evaluate``: how good is a translation, in figures, and is it better than another?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.evaluation.inputs import Segment, Selection
    from translate.glossary import Glossary


def evaluate(
    records: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RECORDS…", help="Record files (JSONL). What reviewers accepted is the reference."
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="FR", help="French, line by line, in place of records.")
    ] = None,
    hypothesis: Annotated[
        str | None, typer.Option(metavar="EN", help="English of the system, line by line.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option(metavar="EN", help="English to go by, one line per line or record.")
    ] = None,
    other: Annotated[
        str | None,
        typer.Option(metavar="EN", help="Another system's English, one line per line or record."),
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option("-g", "--glossary", help="Glossary (TSV) that the terms are held to.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("-m", "--model", metavar="MODEL", help="Translate the French with this model first."),
    ] = None,
    engine: Annotated[str, typer.Option(help="With --model: ctranslate2 or transformers.")] = "ctranslate2",
    beams: Annotated[int, typer.Option(min=1, max=32, help="With --model: beam size.")] = 4,
    delivered: Annotated[
        bool, typer.Option("--delivered", help="Evaluate the English as delivered, in print typography.")
    ] = False,
    samples: Annotated[int, typer.Option(min=1, help="With --other: resamples.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="With --other: seed of the resamples.")] = 12345,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Report file. Default: stdout.")
    ] = None,
) -> None:
    """Score translations: BLEU, chrF, TER, terms, consistency, loops, names; against another system if wanted.

    Takes reviewed records, or texts that are aligned line by line (--source, --hypothesis, --reference).
    """
    from translate.errors import ConfigError
    from translate.evaluation import report
    from translate.evaluation.evaluate import evaluate as run
    from translate.evaluation.inputs import read_beside
    from translate.evaluation.scores import make_metrics
    from translate.files import open_atomic
    from translate.glossary import EMPTY, read_glossary

    if format not in report.FORMATS:
        raise ConfigError(f"no report format {format!r} – formats are {', '.join(report.FORMATS)}")
    _check_inputs(records or [], source, hypothesis, reference, other, model)
    make_metrics()  # a missing package is to be said before a long translation, not after it
    terms = read_glossary(glossary) if glossary else EMPTY
    selection = _read(records or [], source, hypothesis, reference, delivered)
    if records and model is None:
        _check_english(selection, records, delivered)
    rivals = None
    if other is not None:
        lines = read_beside(other, selection.read, *_count_of(records or [], source))
        rivals = [lines[segment.index] for segment in selection.segments]
    segments: Sequence[Segment] = selection.segments
    system = hypothesis or f"{', '.join(records or [])} ({'target' if delivered else 'mt'})"
    if model is not None and segments:
        segments, system = _translate(segments, terms, model, engine, beams, delivered)
    evaluation = run(segments, terms, rivals, samples, seed)
    heading = report.Heading(
        system=system,
        reference=reference or "the English that reviewers accepted",
        other=other,
        glossary=None if glossary is None else str(glossary),
        skipped=selection.skipped,
    )
    text = (report.serialize_json if format == "json" else report.serialize_text)(evaluation, heading)
    if output is None or str(output) == "-":
        sys.stdout.write(text)
    else:
        with open_atomic(output) as stream:
            stream.write(text)


def _check_inputs(
    records: list[str],
    source: str | None,
    hypothesis: str | None,
    reference: str | None,
    other: str | None,
    model: str | None,
) -> None:
    from translate.errors import ConfigError

    if bool(records) == (source is not None):
        raise ConfigError("name record files, or a French text with --source – see bitexte evaluate --help")
    if source is not None and reference is None:
        raise ConfigError("--source needs --reference: an English text with as many lines")
    if source is not None and (hypothesis is None) == (model is None):
        raise ConfigError(
            "--source needs the system's English: --hypothesis FILE, or --model to translate it"
        )
    if records and hypothesis is not None:
        raise ConfigError("records have their own English: leave out --hypothesis, or use --source")
    if [*records, source, hypothesis, reference, other].count("-") > 1:
        raise ConfigError("standard input can be one of the texts only – name a file for the others")


def _count_of(records: list[str], source: str | None) -> tuple[str, str]:
    """What another text has to have as many lines as, and what is counted there."""
    return (source, "lines") if source is not None else (", ".join(records), "records")


def _read(
    records: list[str], source: str | None, hypothesis: str | None, reference: str | None, delivered: bool
) -> Selection:
    from translate.errors import InputError
    from translate.evaluation.inputs import read_aligned, read_all_records, read_beside, select_records

    if source is not None and reference is not None:
        return read_aligned(source, reference, hypothesis)
    found = read_all_records(records)
    lines = None if reference is None else read_beside(reference, len(found), *_count_of(records, None))
    selection = select_records(found, lines, delivered)
    if found and not selection.segments and lines is None:
        what = f"none of the {len(found)} records has been accepted or edited by a reviewer"
        raise InputError.at(", ".join(records), what, "review them, or add --reference FILE")
    return selection


def _check_english(selection: Selection, records: list[str], delivered: bool) -> None:
    """Refuse records that hold no output of a system at all, such as those made of a translation memory."""
    from translate.errors import InputError

    if selection.segments and not any(segment.hypothesis.strip() for segment in selection.segments):
        what = f"no record has anything in {'target' if delivered else 'mt'}"
        raise InputError.at(", ".join(records), what, "nothing can be evaluated; --model translates them")


def _translate(
    segments: Sequence[Segment], glossary: Glossary, model: str, engine: str, beams: int, delivered: bool
) -> tuple[Sequence[Segment], str]:
    """The segments with the model's English, and the signature of what made it."""
    from translate.engines import load_engine
    from translate.engines.base import Decoding
    from translate.evaluation.translating import translate_segments
    from translate.pipeline import Options, Translator

    translator = Translator(load_engine(model, engine), glossary, Options(decoding=Decoding(beams=beams)))
    return translate_segments(segments, translator, delivered), translator.signature
