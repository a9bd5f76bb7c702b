"""What is evaluated: segments with their French, a hypothesis and a reference."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate.checks.base import Unit
from translate.errors import Fault, InputError, RecordError
from translate.formats.segments import final_text
from translate.model import Kind, Record
from translate.records import read_lines, read_records


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a text, or one paragraph of a record file."""

    source: str
    """Verbatim French."""
    hypothesis: str
    """English of the system that is evaluated."""
    reference: str
    """English that it is held to."""
    document: str = ""
    index: int = 0
    """Zero-based number of the line or record that it was made of."""
    id: str = ""
    """What a report calls it: the number of the line from one, or the record's id."""
    kind: Kind = Kind.PARAGRAPH
    record: Record | None = None
    """The record it was made of, if any."""

    @property
    def unit(self) -> Unit:
        """Source and hypothesis as the checks see them.

        Word links and sentence pairs of a record hold for its English as delivered; for any other English they would
        point to the wrong words.
        """
        if self.record is None or self.record.target != self.hypothesis:
            return Unit(self.source, self.hypothesis, self.document, self.kind)
        pairs = self.record.pairs
        links = tuple(link for pair in pairs for link in pair.words)
        spans = tuple((pair.source, pair.target) for pair in pairs)
        return Unit(self.source, self.hypothesis, self.document, self.kind, links, spans, self.record)

    def with_hypothesis(self, hypothesis: str) -> Segment:
        """The same segment with another system's English."""
        return dataclasses.replace(self, hypothesis=hypothesis)


@dataclass(frozen=True, slots=True)
class Selection:
    """Segments, and what they were made of."""

    segments: tuple[Segment, ...]
    read: int
    """Number of lines or records, those that gave no segment included."""

    @property
    def skipped(self) -> int:
        """How many gave no segment."""
        return self.read - len(self.segments)


def read_text(path: str) -> list[str]:
    """Lines of a text, without their ends; ``-`` is standard input.

    Raises:
        InputError: the file cannot be read or is not UTF-8; every faulty line is named.
    """
    try:
        lines = [line for _, line in read_lines(path)]
    except RecordError as error:
        raise InputError(faults=error.faults) from error
    faults = [line for line in lines if isinstance(line, Fault)]
    if faults:
        raise InputError(faults=faults)
    return [line.rstrip("\r\n") for line in lines if isinstance(line, str)]


def read_aligned(source: str, reference: str, hypothesis: str | None = None) -> Selection:
    """Read texts that are aligned line by line; together they count as one document. Blank French is left out.

    Args:
        source: French.
        reference: English.
        hypothesis: English of the system; None where it is still to be translated.

    Raises:
        InputError: a text cannot be read, or has not as many lines as the source.
    """
    sources = read_text(source)
    references = read_beside(reference, len(sources), source)
    hypotheses = [""] * len(sources) if hypothesis is None else read_beside(hypothesis, len(sources), source)
    rows = enumerate(zip(sources, hypotheses, references, strict=True))
    segments = (Segment(s, h, r, source, i, str(i + 1)) for i, (s, h, r) in rows if s.strip())
    return Selection(tuple(segments), len(sources))


def read_beside(path: str, count: int, beside: str, unit: str = "lines") -> list[str]:
    """Read a text that has to have ``count`` lines, one per line or record of ``beside``.

    Raises:
        InputError: it has another number of lines: out of step, every figure would be wrong.
    """
    lines = read_text(path)
    if len(lines) != count:
        raise InputError.at(
            path,
            f"has {len(lines)} lines, {beside} {count} {unit}",
            "they have to be aligned one by one",
        )
    return lines


def read_all_records(paths: Iterable[str]) -> list[Record]:
    """Read record files, one after the other.

    Raises:
        RecordError: a file cannot be read, or a line is no record.
    """
    return [record for path in paths for record in read_records(path)]


def select_records(
    records: Sequence[Record], references: Sequence[str] | None = None, delivered: bool = False
) -> Selection:
    """Make segments of records.

    Args:
        records: in the order of their files.
        references: one per record; without them the English of accepted and edited records, as the reviewer left it,
            is the reference, and records that nobody accepted are skipped.
        delivered: evaluate the English as delivered (``target``) instead of the engine's (``mt``).
    """
    segments: list[Segment] = []
    for index, record in enumerate(records):
        hypothesis = record.target if delivered else record.mt
        reviewed = final_text(record) if record.review.status in ("accepted", "edited") else ""
        reference = reviewed if references is None else references[index]
        # A blank hypothesis is a failure of the system, unless nothing was to be translated (page residue).
        if not record.source.strip() or not reference.strip() or record.kind is Kind.BOILERPLATE:
            continue
        segments.append(
            Segment(
                record.source,
                hypothesis,
                reference,
                record.document,
                index,
                record.id,
                record.kind,
                record,
            )
        )
    return Selection(tuple(segments), len(records))
