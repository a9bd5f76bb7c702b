"""What a format is: a pair of pure functions between values and bytes, and an honest list of what it cannot carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from translate.errors import LossyExport
from translate.model import Record

if TYPE_CHECKING:
    from translate.glossary import Entry, Glossary

Parts = Mapping[str, bytes]
"""Files of one export. The key ``""`` is the file that the user named; ``".config.xml"`` (a key with a leading
dot) stands beside it under the same stem; in a format that is a folder, keys are paths inside the folder."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Records that were read, and what the reader had to leave out."""

    records: list[Record]
    notes: list[str] = field(default_factory=list)
    """What was skipped or dropped, one sentence each; empty when everything was taken."""


@runtime_checkable
class RecordFormat(Protocol):
    """An interchange format for records."""

    name: ClassVar[str]
    summary: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    """Usual file name endings, the preferred one first, with their dot; empty for a folder."""
    is_folder: ClassVar[bool]

    def losses(self, record: Record) -> list[str]:
        """What of this record the format cannot carry; empty when it would come back equal."""
        ...

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write records, leaving out what ``losses`` names. ``export_records`` asks first."""
        ...

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read records.

        Args:
            parts: as ``serialize`` made them or another tool changed them.
            path: file as the user named it, for messages and for naming documents.

        Raises:
            RecordError: the file is not in this format, or holds nothing that can be a record.
        """
        ...


@runtime_checkable
class GlossaryFormat(Protocol):
    """An interchange format for glossaries."""

    name: ClassVar[str]
    summary: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]

    def entry_losses(self, entry: Entry) -> list[str]:
        """What of this entry the format cannot carry."""
        ...

    def serialize_entries(self, entries: Sequence[Entry]) -> bytes:
        """Write entries, leaving out what ``entry_losses`` names. ``export_glossary`` asks first."""
        ...

    def parse_entries(self, data: bytes, path: str) -> Glossary:
        """Read a glossary.

        Raises:
            GlossaryError: the file is not in this format, or its entries are no sound glossary.
        """
        ...


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that an export leaves out."""

    what: str
    where: tuple[str, ...]
    """Ids of the records or entries concerned, in order."""

    def __str__(self) -> str:
        more = f" and {len(self.where) - 1} more" if len(self.where) > 1 else ""
        return f"{self.what} (in {self.where[0]}{more})"


def find_losses(records: Iterable[Record], format: RecordFormat) -> list[Loss]:
    """What an export of these records would leave out, by kind, in order of appearance."""
    return _grouped((what, record.id) for record in records for what in format.losses(record))


def find_entry_losses(entries: Iterable[Entry], format: GlossaryFormat) -> list[Loss]:
    """What an export of these glossary entries would leave out, by kind."""
    return _grouped((what, entry.id) for entry in entries for what in format.entry_losses(entry))


def export_records(records: Sequence[Record], format: RecordFormat, *, lossy: bool = False) -> Parts:
    """Write records in a format, refusing to lose anything.

    Args:
        records: in document order.
        format: from ``load_format``.
        lossy: leave out what the format cannot carry instead of refusing.

    Raises:
        LossyExport: the format cannot carry everything and ``lossy`` is not set; all losses are named.
    """
    _refuse([] if lossy else find_losses(records, format), format.name)
    return format.serialize(records)


def export_glossary(glossary: Glossary, format: GlossaryFormat, *, lossy: bool = False) -> bytes:
    """Write a glossary in a format, refusing to lose anything.

    Raises:
        LossyExport: the format cannot carry everything and ``lossy`` is not set; all losses are named.
    """
    _refuse([] if lossy else find_entry_losses(glossary.entries, format), format.name)
    return format.serialize_entries(glossary.entries)


def _refuse(losses: list[Loss], name: str) -> None:
    if losses:
        lines = "".join(f"\n  {loss}" for loss in losses)
        raise LossyExport(
            f"{name} cannot carry everything – add --lossy to leave this out, or choose another format:{lines}"
        )


def _grouped(found: Iterable[tuple[str, str]]) -> list[Loss]:
    groups: dict[str, dict[str, None]] = {}
    for what, where in found:
        groups.setdefault(what, {})[where] = None
    return [Loss(what, tuple(where)) for what, where in groups.items()]


def find_texts(record: Record) -> Iterator[str]:
    """Every piece of free text in a record but its source and its target."""
    yield from (record.document, record.mt, record.signature, record.source_lang, record.target_lang)
    for term in record.terms:
        yield from (term.entry, *term.expected)
    for finding in record.findings:
        yield from (finding.rule, finding.message, finding.entry or "", finding.suggestion or "")
    review = record.review
    yield from (review.reviewer or "", review.edited or "", review.comment or "")
    for span in review.spans:
        yield from (span.category, span.comment or "")


_UNCARRIED = {
    "mt": "the engine's own text",
    "words": "word links",
    "scores": "scores",
    "pairs": "sentence pairs",
    "terms": "terms",
    "findings": "findings",
    "signature": "the signature",
    "edited": "the text before the edit",
    "spans": "error spans",
    "review": "the review",
    "reviewer": "the reviewer's name",
    "comment": "the reviewer's comment",
    "kind": "kinds of paragraph",
    "langs": "languages other than fr and en",
}


def uncarried(record: Record, *parts: str) -> list[str]:
    """Names of those parts that this record really has: an empty part is not lost.

    Args:
        record: what is to be exported.
        parts: keys of the table above, parts that the format has no place for.
    """
    review = record.review
    has = {
        "mt": bool(record.mt),
        "words": any(pair.words for pair in record.pairs),
        "scores": any(pair.score is not None for pair in record.pairs),
        "pairs": bool(record.pairs),
        "terms": bool(record.terms),
        "findings": bool(record.findings),
        "signature": bool(record.signature),
        "edited": review.edited is not None,
        "spans": bool(review.spans),
        "review": review.status != "unreviewed",
        "reviewer": review.reviewer is not None,
        "comment": review.comment is not None,
        "kind": record.kind != "paragraph",
        "langs": (record.source_lang, record.target_lang) != ("fr", "en"),
    }
    return [_UNCARRIED[part] for part in parts if has[part]]
