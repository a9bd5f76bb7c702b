"""doccano, sequence to sequence: ``text`` is the French, ``label`` a list of English responses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from translate.errors import Fault, RecordError
from translate.formats.base import Imported, Parts
from translate.formats.plain import decode, document_name, read_rows, row_record
from translate.formats.segments import final_text, with_text
from translate.model import Record
from translate.records import parse_record, serialize_record


class Doccano:
    """JSON lines for doccano; keys besides its own come back from it as they were."""

    name: ClassVar[str] = "doccano"
    summary: ClassVar[str] = "doccano JSON lines (sequence to sequence); carries everything"
    extensions: ClassVar[tuple[str, ...]] = (".jsonl",)
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:  # noqa: ARG002
        """Nothing: the record travels along as metadata."""
        return []

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write one line per record; an untranslated one has no response yet."""
        lines = []
        for record in records:
            text = final_text(record)
            row = {"text": record.source, "label": [text] if text else [], "record": stored(record)}
            lines.append(json.dumps(row) + "\n")
        return {"": "".join(lines).encode()}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read lines as exported or as doccano gives them back; another response than the one sent is an edit.

        Raises:
            RecordError: with every line that has no text, or no single response.
        """
        records: list[Record] = []
        notes, more, faults = [], 0, list[Fault]()
        for number, row in read_rows(decode(parts[""], path), path, faults):
            source, labels = row.get("text", row.get("data")), row.get("label", row.get("labels", []))
            if not isinstance(source, str) or not is_texts(labels):
                faults.append(Fault(path, number, "needs “text” and a list of texts in “label”"))
                continue
            more += len(labels) > 1
            record = restore(row.get("record"), source, path)
            if record is None:
                target = labels[-1] if labels else ""
                record = row_record(row, source, target, document_name(path), len(records))
            elif labels:
                # With several responses, the one that is not what was sent is somebody's.
                changed = [label for label in labels if label != final_text(record)]
                record = with_text(record, changed[-1]) if changed else record
            records.append(record)
        if faults:
            raise RecordError(faults=faults)
        if more:
            notes.append(f"{more} paragraphs have several responses; the last changed one was taken")
        return Imported(records, notes)


def is_texts(value: object) -> bool:
    """True for a list of strings."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def stored(record: Record) -> dict[str, Any]:
    """The record as a JSON value without its source, to travel along with it."""
    row: dict[str, Any] = json.loads(serialize_record(record))
    del row["source"]
    return row


def restore(value: object, source: str, path: str) -> Record | None:
    """A record that travelled along; None when there is none, or it does not fit the source any more."""
    if not isinstance(value, dict):
        return None
    try:
        return parse_record(json.dumps({**value, "source": source}), path)
    except RecordError:
        return None
