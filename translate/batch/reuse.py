"""What of an earlier output still holds: the paragraphs that a change of the glossary does not touch."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from translate.assembly import is_of_pipeline
from translate.batch.plan import STATE
from translate.errors import BitexteError, RecordError
from translate.files import AtomicFile
from translate.formats import GlossaryFormat, load_format
from translate.glossary import EMPTY, Glossary, TermMatch
from translate.model import Document, Paragraph, Record
from translate.records import read_records


class Reuse:
    """Records of an earlier run, by document and paragraph.

    Args:
        records: the earlier output.
        holds: whether a record would be made the same again.
    """

    def __init__(self, records: Iterable[Record], holds: Callable[[Record], bool] = lambda _: True) -> None:
        self._records = {(record.document, record.paragraph): record for record in records}
        self._holds = holds

    @property
    def records(self) -> Iterable[Record]:
        """All records of the earlier output, in order."""
        return self._records.values()

    def find(self, document: Document, paragraph: Paragraph) -> Record | None:
        """The record of a paragraph, as the pipeline would make it; None when it has to be made anew."""
        record = self._records.get((document.id, paragraph.index))
        if record is None or (record.source, record.kind) != (paragraph.text, paragraph.kind):
            return None
        if not self._holds(record):
            return None
        # What the checks found is found again; what the pipeline itself found belongs to the translation.
        own = tuple(finding for finding in record.findings if is_of_pipeline(finding))
        return dataclasses.replace(record, findings=own)


class GlossaryChange:
    """The difference between two glossaries, seen from the sentences that were translated.

    Two glossaries translate a sentence alike when they find the same terms in it, at the same places, with the same
    targets, and forbid the same; what else they hold plays no part in it.
    """

    def __init__(self, old: Glossary, new: Glossary) -> None:
        self.old, self.new = old, new

    def touches(self, record: Record) -> tuple[str, ...]:
        """Ids of the entries because of which a record has to be made again, sorted; empty when it holds."""
        touched: set[str] = set()
        for pair in record.pairs:
            sentence = record.source[slice(*pair.source)]
            before, after = (set(_terms(glossary, sentence)) for glossary in (self.old, self.new))
            touched.update(id for id, *_ in before ^ after)
        return tuple(sorted(touched))


def _terms(glossary: Glossary, sentence: str) -> Iterable[tuple[str, object]]:
    for match in glossary.find(sentence):
        yield match.entry.id, _meaning(match)
    if glossary.has_forbidden:
        for match in glossary.find_forbidden_sources(sentence):
            yield match.entry.id, (_meaning(match), glossary.preferred_for(match.entry))


def _meaning(match: TermMatch) -> object:
    entry = match.entry
    rules = entry.targets, entry.status, entry.case, entry.match
    return match.span, match.source, match.is_plural, match.is_inflected, rules


def keep_glossary(out: Path, glossary: Glossary, temporary: Path) -> None:
    """Keep a copy of the glossary that a batch honours, so that a later run can tell what changed.

    Raises:
        OutputError: it cannot be written.
    """
    path = _kept(out, glossary.sha)
    if glossary.sha and not path.exists():
        file = AtomicFile(path, temporary)
        try:
            file.write_bytes(_tsv().serialize_entries(glossary.entries))
            file.commit()
        finally:
            file.discard()


def read_kept_glossary(out: Path, sha: str) -> Glossary | None:
    """The glossary that an earlier run honoured; None when its copy is gone or damaged."""
    if sha == "none":
        return EMPTY
    path = _kept(out, sha)
    try:
        glossary = _tsv().parse_entries(path.read_bytes(), str(path))
    except (OSError, BitexteError):
        return None
    return glossary if glossary.sha == sha else None


def read_kept_records(path: Path) -> list[Record]:
    """Records of an earlier output; none when it is not to be read."""
    try:
        return list(read_records(path))
    except RecordError:
        return []


def _kept(out: Path, sha: str) -> Path:
    return out / STATE / "glossaries" / f"{sha}.tsv"


def _tsv() -> GlossaryFormat:
    return cast(GlossaryFormat, load_format("glossary-tsv"))
