"""Memories out of files: a review's journal, TMX, reviewed records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from translate.errors import Fault, RecordError
from translate.files import reason
from translate.formats import RecordFormat, load_format
from translate.formats.storage import read_parts
from translate.memory.journal import NAME, Decision, read_decisions
from translate.memory.sentences import Memory, Remembered, remember
from translate.model import Pair, Record, Review
from translate.records import parse_record, read_lines, scan_records
from translate.segment import split_sentences

ACCEPTED = ("accepted", "edited")
"""Statuses of a review that make English worth remembering."""

_KINDS = "a review journal (.sqlite), a translation memory (.tmx) or reviewed records (.jsonl)"
_SQLITE = b"SQLite format 3\x00"
# The keys of a record; inside a text the quotation marks would be \".
_ID = re.compile(r'(?<!\\)"id":\s*"(?:[^"\\]|\\.)*:([0-9a-f]{8})"')
_IS_ACCEPTED = re.compile(r'(?<!\\)"status":\s*"(?:accepted|edited)"')


def read_memory(path: str | Path) -> Memory:
    """Read what linguists have accepted.

    * A review journal (``bitexte-review.sqlite``, or the folder with it): accepted and edited records, in the latest
      decision of all reviewers. Their French is in the record files beside it, or in folders below. Also while the
      review is going on; the journal is only read.
    * Record files (``.jsonl``): accepted and edited records; of two with the same sentence the later counts.
    * TMX: all units, as a memory is reviewed by definition; of those that a machine made only the accepted ones.

    Raises:
        RecordError: the file is none of these, is damaged or cannot be read.
        MissingExtra: TMX needs lxml.
    """
    file = Path(path)
    if file.is_dir():
        if not (file / NAME).is_file():
            raise RecordError.at(str(path), f"is a folder without {NAME}", f"name {_KINDS}")
        file = file / NAME
    try:
        with file.open("rb") as stream:
            start = stream.read(len(_SQLITE))
    except OSError as error:
        raise RecordError.at(str(path), f"cannot be read: {reason(error)}", f"name {_KINDS}") from error
    suffix = file.suffix.lower()
    if start == _SQLITE or suffix in (".sqlite", ".sqlite3", ".db"):
        pairs, notes = _read_journal(file)
    elif suffix == ".tmx":
        pairs, notes = _read_tmx(file)
    elif suffix == ".jsonl":
        pairs, notes = _read_records(file)
    else:
        raise RecordError.at(str(path), f"a {suffix or 'nameless'} file is no memory", f"name {_KINDS}")
    memory = Memory(pairs, file.name, notes)
    if not len(memory):
        memory.notes = (*memory.notes, "no accepted sentence in it")
    return memory


def _read_records(file: Path) -> tuple[list[Remembered], list[str]]:
    pairs: list[Remembered] = []
    faults: list[Fault] = []
    left = 0
    for item in scan_records(file):
        if isinstance(item, list):
            faults += item
        elif item.review.status in ACCEPTED:
            pairs += remember(item)
        else:
            left += 1
    if faults:
        raise RecordError(faults=faults)
    return pairs, [f"{left} records are not accepted; left out"] if left else []


# ------------------------------------------------------------------ TMX


def _read_tmx(file: Path) -> tuple[list[Remembered], list[str]]:
    format = load_format("tmx")
    assert isinstance(format, RecordFormat)
    try:
        imported = format.parse(read_parts(str(file)), str(file))
    except RecordError as error:
        repair = "a memory is a TMX file with French (fr) and English (en)"
        raise RecordError(
            faults=[fault if fault.repair else replace(fault, repair=repair) for fault in error.faults]
        ) from error
    records = [record for record in imported.records if _is_reviewed(record)]
    notes = list(imported.notes)
    if left := len(imported.records) - len(records):
        notes.append(f"{left} machine translations are not accepted; left out")
    return [pair for record in records for pair in remember(record)], notes


def _is_reviewed(record: Record) -> bool:
    """True for people's translations and for machine translations that somebody accepted."""
    is_machine = bool(record.signature or record.mt) or any(pair.score is not None for pair in record.pairs)
    return record.review.status in ACCEPTED or (record.review.status == "unreviewed" and not is_machine)


# -------------------------------------------------------------- journal


def _read_journal(file: Path) -> tuple[list[Remembered], list[str]]:
    decisions = read_decisions(file)
    accepted = [decision for decision in decisions if decision.status in ACCEPTED]
    reviewed = {decision.record_id for decision in decisions}
    wanted = {decision.source_sha for decision in accepted}
    found: dict[str, list[Record]] = {}
    pairs: list[Remembered] = []
    faults: list[Fault] = []
    for path in sorted(file.parent.glob("*.jsonl")):
        for record in _records(path, wanted, faults, with_reviewed=True):
            if (sha := _sha(record.source)) in wanted:
                found.setdefault(sha, []).append(record)
            # As in the review itself: what a file says of its own holds until somebody acts.
            if record.id not in reviewed and record.review.status in ACCEPTED:
                pairs += remember(record)
    for path in _files_below(file.parent) if wanted - found.keys() else ():
        for record in _records(path, wanted - found.keys(), faults):
            found.setdefault(_sha(record.source), []).append(record)
    lost = 0
    for decision in accepted:
        fitting = _fit(decision, found.get(decision.source_sha, ()))
        if fitting is None:
            lost += 1
        else:
            pairs += remember(fitting)
    if lost == len(accepted) > 0 and not pairs:
        raise RecordError.at(
            str(file),
            f"{lost} paragraphs are accepted, but their French is in no record file of {file.parent}",
            "keep the journal beside its record files, or use the records written by bitexte review --export",
        )
    notes = [f"{len(faults)} lines of the record files beside it are no records; left out"] if faults else []
    if lost:
        notes.append(f"{lost} of {len(accepted)} accepted paragraphs are no longer in the files beside it")
    return pairs, notes


def _records(
    path: Path, wanted: Collection[str], faults: list[Fault], with_reviewed: bool = False
) -> Iterator[Record]:
    """Records of a file with the French that is wanted; those reviewed in the file itself as well, if asked for.

    Most lines are neither, and a line takes a hundred times longer to read in full than to be looked through.
    """
    starts = {sha[:8] for sha in wanted}
    for number, line in read_lines(path):
        if isinstance(line, Fault):
            faults.append(line)
            continue
        id = _ID.search(line)
        is_wanted = id is not None and id[1] in starts
        if is_wanted or (with_reviewed and _IS_ACCEPTED.search(line)):
            try:
                record = parse_record(line, str(path), number)
            except RecordError as error:
                faults += error.faults
                continue
            if with_reviewed or _sha(record.source) in wanted:
                yield record


def _files_below(folder: Path) -> list[Path]:
    """Record files of the folders in a folder, hidden ones left out."""
    found = folder.glob("*/**/*.jsonl")
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def _fit(decision: Decision, records: Sequence[Record]) -> Record | None:
    """The record that a decision was made on, with its English as decided.

    Where the files were translated anew, the sentences are paired in order; None where their numbers differ.
    """
    review = Review(decision.status, edited=decision.text)
    for record in records:
        if record.target == decision.target:
            return replace(record, review=review)
    for record in records:
        spans = [sentence.span for sentence in split_sentences(decision.text)]
        if len(record.pairs) < 2:
            spans = [(0, len(decision.text))]
        sources = [pair.source for pair in record.pairs] or [(0, len(record.source))]
        if len(spans) == len(sources):
            pairs = tuple(Pair(*both) for both in zip(sources, spans, strict=True))
            return replace(record, target=decision.text, pairs=pairs, review=replace(review, edited=None))
    return None


def _sha(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
