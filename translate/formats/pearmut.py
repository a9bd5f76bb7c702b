"""Pearmut campaigns for human evaluation (ESA and MQM), with the error spans that are already known filled in.

Its pages split a text into UTF-16 units and make a box of each but line feeds; an index counts boxes, and the end of
a span is inclusive. Items keep keys of their own, so the whole record travels along.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, ClassVar

from translate.errors import RecordError
from translate.formats.base import Imported, Parts
from translate.formats.doccano import restore, stored
from translate.formats.offsets import Units
from translate.formats.plain import decode, document_name, make_record
from translate.formats.segments import final_text
from translate.model import ErrorSpan, Record, Span

MODEL = "bitexte"
_SEVERITIES = ("neutral", "minor", "major", "critical")
_SEVERITY = {"error": "major", "warning": "minor", "info": "neutral"}


class Pearmut:
    """A campaign: one task, one document after the other."""

    name: ClassVar[str] = "pearmut"
    summary: ClassVar[str] = "Pearmut campaign (MQM) with error spans filled in; carries everything"
    extensions: ClassVar[tuple[str, ...]] = (".json",)
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:  # noqa: ARG002
        """Nothing: the record travels along under a key of its own."""
        return []

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write a campaign for ``pearmut add``."""
        documents = [
            [_item(record) for record in group] for _, group in groupby(records, key=lambda r: r.document)
        ]
        campaign = {
            "campaign_id": f"bitexte-{records[0].document if records else 'empty'}",
            "info": {
                "assignment": "task-based",
                "protocol": "MQM",
                "mqm_severities": ["Neutral", "Minor", "Major", "Critical"],
                "textfield": "hidden",
            },
            "data": [documents],
        }
        return {"": json.dumps(campaign, indent=1).encode() + b"\n"}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read a campaign; error spans that differ from those sent are the reviewer's.

        Raises:
            RecordError: not a campaign.
        """
        try:
            items = list(_find_items(json.loads(decode(parts[""], path)).get("data")))
        except (ValueError, AttributeError) as error:
            raise RecordError.at(path, f"is no Pearmut campaign: {error}", "choose another --from") from error
        if not items:
            raise RecordError.at(path, "has no item with “src” and “tgt”")
        records: list[Record] = []
        several = 0
        for item in items:
            several += len(item["tgt"]) > 1
            records.append(_record(item, document_name(path), len(records), path))
        notes = [f"{several} items have several translations; the first was taken"] if several else []
        return Imported(records, notes)


def _item(record: Record) -> dict[str, Any]:
    return {
        "item_id": record.id,
        "src": record.source,
        "tgt": {MODEL: final_text(record)},
        "error_spans": {MODEL: _known_spans(record)},
        "record": stored(record),
    }


def _known_spans(record: Record) -> list[dict[str, Any]]:
    """A reviewer's spans; where nobody has looked yet, the findings."""
    text = final_text(record)
    if record.review.status != "unreviewed" or record.review.spans:
        known = [(s.span, s.severity, s.category) for s in record.review.spans if s.side == "target"]
    elif record.review.edited is None:
        known = [
            (finding.target, _SEVERITY.get(finding.severity, "minor"), finding.rule)
            for finding in record.findings
            if finding.target is not None
        ]
    else:
        known = []  # findings speak of the text before the edit
    units = Units(text, skip="\n")
    rows = []
    for (start, end), severity, category in known:
        first, last = units.of(start), units.of(end) - 1
        if first <= last:  # an inclusive end cannot say that a span is empty
            rows.append({"start_i": first, "end_i": last, "severity": severity, "category": category})
    return rows


def _find_items(value: object) -> Any:
    """Items at whatever depth: tasks of documents of items, or documents of items."""
    if isinstance(value, list):
        for part in value:
            yield from _find_items(part)
    elif isinstance(value, dict) and isinstance(value.get("src"), str):
        targets = value.get("tgt")
        if isinstance(targets, dict) and targets and all(isinstance(t, str) for t in targets.values()):
            yield value


def _record(item: dict[str, Any], document: str, number: int, path: str) -> Record:
    model, text = next(iter(item["tgt"].items()))
    record = restore(item.get("record"), item["src"], path)
    if record is None or final_text(record) != text:
        record = make_record(document, number, item["src"], text)
    sent = _known_spans(record)
    filled = item.get("error_spans")
    given = filled.get(model, []) if isinstance(filled, dict) else []
    if given == sent or not isinstance(given, list):
        return record
    old = {(s.span, s.severity, s.category): s for s in record.review.spans if s.side == "target"}
    spans = tuple(s for s in record.review.spans if s.side == "source")
    for row in given:
        span = _span(row, text, item, path)
        severity = str(row.get("severity")).casefold()
        severity = severity if severity in _SEVERITIES else "minor"
        category = str(row.get("category") or "Other")
        known = old.get((span, severity, category))
        spans += (known or ErrorSpan("target", span, category, severity),)
    status = "accepted" if record.review.status == "unreviewed" else record.review.status
    return replace(record, review=replace(record.review, status=status, spans=spans))


def _span(row: Any, text: str, item: dict[str, Any], path: str) -> Span:
    units = Units(text, skip="\n")
    try:
        start, end = units.offset(row["start_i"]), units.offset(row["end_i"] + 1, is_end=True)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        where = f"{path} ({item.get('item_id', 'item without an id')})"
        raise RecordError.at(where, f"an error span lies outside its text: {row}") from error
    return min(start, end), end
