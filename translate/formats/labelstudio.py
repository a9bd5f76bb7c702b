"""Label Studio: tasks with predictions and reviews, and the labelling configuration that fits them.

Offsets of its ``Text`` regions are code points: the editor converts the browser's UTF-16 units before it saves
(``charsToCodePoints``). Files of older versions have the units themselves; the text that a region says it marks
tells which of the two it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from xml.sax.saxutils import quoteattr

from translate.errors import RecordError
from translate.formats.base import Imported, Parts
from translate.formats.doccano import restore, stored
from translate.formats.offsets import Units
from translate.formats.plain import decode, document_name, make_record
from translate.formats.segments import final_text, project_spans
from translate.model import ErrorSpan, Record, Review, Span

CATEGORIES = (
    "Accuracy/Mistranslation",
    "Accuracy/Omission",
    "Accuracy/Addition",
    "Accuracy/Untranslated",
    "Fluency/Grammar",
    "Fluency/Spelling",
    "Fluency/Punctuation",
    "Terminology/Wrong term",
    "Terminology/Inconsistent",
    "Style/Awkward",
    "Locale/Number or date",
    "Other",
)
_SEVERITIES = ("neutral", "minor", "major", "critical")
_STATUSES = ("accepted", "edited", "rejected")
_SEVERITY = {"error": "major", "warning": "minor", "info": "neutral"}


class LabelStudio:
    """Tasks to import into a project whose labelling interface is the configuration beside them."""

    name: ClassVar[str] = "label-studio"
    summary: ClassVar[str] = "Label Studio tasks with predictions, and the labelling configuration"
    extensions: ClassVar[tuple[str, ...]] = (".json",)
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:  # noqa: ARG002
        """Nothing: the record travels along in the task's data."""
        return []

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write tasks, and the labelling configuration as ``.config.xml``."""
        tasks = [_task(record) for record in records]
        config = serialize_config(_categories(records))
        return {"": json.dumps(tasks, indent=1).encode() + b"\n", ".config.xml": config.encode()}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read tasks as exported here, or as Label Studio exports them (JSON) after the work.

        The newest annotation of a task that was not cancelled counts: its text is the edit, its regions the errors.

        Raises:
            RecordError: not such a file.
        """
        try:
            tasks = json.loads(decode(parts[""], path))
        except ValueError as error:
            raise RecordError.at(path, f"is not JSON: {error}", "export from Label Studio as JSON") from error
        if not isinstance(tasks, list) or not all(_is_task(task) for task in tasks):
            what = "is no list of tasks with “source” and “target” in their data"
            raise RecordError.at(path, what, "export from Label Studio as JSON, not JSON-MIN or CSV")
        records: list[Record] = []
        several = odd = 0
        for task in tasks:
            data = task["data"]
            record = restore(data.get("record"), data["source"], path)
            if record is None or final_text(record) != data["target"]:
                record = make_record(document_name(path), len(records), data["source"], data["target"])
            done = [a for a in _objects(task.get("annotations")) if not a.get("was_cancelled")]
            several += len(done) > 1
            if done:
                newest = max(done, key=lambda a: str(a.get("updated_at") or a.get("created_at") or ""))
                record, dropped = _reviewed(record, newest)
                odd += dropped
            records.append(record)
        notes = [f"{several} tasks have several annotations; the newest was taken"] if several else []
        notes += [f"{odd} regions that mark nothing in their text left out"] if odd else []
        return Imported(records, notes)


def _is_task(task: object) -> bool:
    data = task.get("data") if isinstance(task, dict) else None
    return isinstance(data, dict) and all(isinstance(data.get(key), str) for key in ("source", "target"))


# ------------------------------------------------------------------ writing


def _categories(records: Iterable[Record]) -> list[str]:
    used = {span.category for record in records for span in record.review.spans}
    rules = {finding.rule for record in records for finding in record.findings}
    return [*CATEGORIES, *sorted((used | rules) - set(CATEGORIES))]


def serialize_config(categories: Iterable[str] = CATEGORIES) -> str:
    """The labelling interface: both texts to mark, the English to edit, a verdict and a comment.

    Args:
        categories: labels for errors; every one that occurs in the tasks must be among them.
    """
    labels = "".join(f"    <Label value={quoteattr(category)}/>\n" for category in categories)
    severities = "".join(f'    <Choice value="{severity}"/>\n' for severity in _SEVERITIES)
    statuses = "".join(f'    <Choice value="{status}"/>\n' for status in _STATUSES)
    sides = "".join(
        f'  <Header value="{title}"/>\n'
        f'  <Labels name="{side}_errors" toName="{side}">\n{labels}  </Labels>\n'
        f'  <Text name="{side}" value="${side}"/>\n'
        f'  <Choices name="{side}_severity" toName="{side}" perRegion="true" required="true">\n{severities}'
        f"  </Choices>\n"
        f'  <TextArea name="{side}_note" toName="{side}" perRegion="true" maxSubmissions="1" editable="true"/>\n'
        for side, title in (("source", "French"), ("target", "English"))
    )
    return (
        "<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n"
        f"{sides}"
        '  <Header value="Better English"/>\n'
        '  <TextArea name="edited" toName="target" value="$target" maxSubmissions="1" editable="true" rows="4"/>\n'
        f'  <Choices name="status" toName="target" choice="single">\n{statuses}  </Choices>\n'
        '  <TextArea name="comment" toName="target" maxSubmissions="1" editable="true" placeholder="Comment"/>\n'
        "</View>\n"
    )


def _task(record: Record) -> dict[str, Any]:
    text = final_text(record)
    task: dict[str, Any] = {
        "data": {"id": record.id, "source": record.source, "target": text, "record": stored(record)},
        "predictions": [{"model_version": record.signature or "bitexte", "result": _predicted(record)}],
    }
    if record.review != Review():
        task["annotations"] = [{"result": _annotated(record)}]
    return task


def _predicted(record: Record) -> list[dict[str, Any]]:
    """What is known before anybody looks: the English, and the findings as regions."""
    results = [_result("edited", "target", "textarea", {"text": [final_text(record)]}, "text")]
    if record.review.edited is not None:
        return results  # findings speak of the text before the edit
    for number, finding in enumerate(record.findings):
        for side, span in (("source", finding.source), ("target", finding.target)):
            if span is not None:
                severity = _SEVERITY.get(finding.severity, "minor")
                mark = ErrorSpan(side, span, finding.rule, severity, finding.message)
                results += _region(record, mark, f"f{number}-{side}")
    return results


def _annotated(record: Record) -> list[dict[str, Any]]:
    review = record.review
    results = [_result("edited", "target", "textarea", {"text": [final_text(record)]}, "text")]
    if review.status in _STATUSES:
        results.append(_result("status", "target", "choices", {"choices": [review.status]}, "status"))
    if review.comment is not None:
        results.append(_result("comment", "target", "textarea", {"text": [review.comment]}, "comment"))
    for number, mark in enumerate(review.spans):
        results += _region(record, mark, f"s{number}")
    return results


def _region(record: Record, mark: ErrorSpan, id: str) -> list[dict[str, Any]]:
    """The results that are one region: its label, severity and note share an id."""
    text = record.source if mark.side == "source" else final_text(record)
    start, end = mark.span
    where = {"start": start, "end": end, "text": text[start:end]}
    rows = [
        _result(f"{mark.side}_errors", mark.side, "labels", where | {"labels": [mark.category]}, id),
        _result(f"{mark.side}_severity", mark.side, "choices", where | {"choices": [mark.severity]}, id),
    ]
    if mark.comment is not None:
        note = where | {"text": [mark.comment]}
        rows.append(_result(f"{mark.side}_note", mark.side, "textarea", note, id))
    return rows


def _result(name: str, to: str, kind: str, value: dict[str, Any], id: str) -> dict[str, Any]:
    return {"id": id, "from_name": name, "to_name": to, "type": kind, "value": value}


# ------------------------------------------------------------------ reading


def _reviewed(record: Record, annotation: dict[str, Any]) -> tuple[Record, int]:
    """The record with what an annotation says, and how many of its regions mark nothing."""
    texts = {"source": record.source, "target": final_text(record)}
    single: dict[str, str] = {}
    regions: dict[str, dict[str, Any]] = {}
    for result in _objects(annotation.get("result")):
        name, value = str(result.get("from_name")), result.get("value")
        if not isinstance(value, dict):
            continue
        side, _, what = name.partition("_")
        first = _first(value.get("labels") or value.get("choices") or value.get("text"))
        if side in texts and what in ("errors", "severity", "note"):
            region = regions.setdefault(str(result.get("id")), {})
            region[what] = first
            if what == "errors":
                region |= {"side": side, "value": value}
        elif name in ("edited", "status", "comment") and first is not None:
            single[name] = first
    marks, dropped = [], 0
    for region in regions.values():
        span = _find_span(texts[region["side"]], region["value"]) if "side" in region else None
        if span is None:
            dropped += 1
            continue
        severity = region.get("severity")
        severity = severity if severity in _SEVERITIES else "minor"
        marks.append(
            ErrorSpan(region["side"], span, region["errors"] or "Other", severity, region.get("note"))
        )
    old = record.review
    shown = texts["target"]
    text = single.get("edited", shown)
    if text != shown:
        # Errors were marked in the text as it was shown, not in the edit beside it.
        marks = [
            replace(m, span=project_spans([m.span], shown, text)[0]) if m.side == "target" else m
            for m in marks
        ]
    by = annotation.get("completed_by")
    reviewer = _first(by.get("email")) if isinstance(by, dict) else None
    default = old.status if old != Review() else "edited" if text != shown else "accepted"
    return (
        replace(
            record,
            review=Review(
                single["status"] if single.get("status") in _STATUSES else default,
                reviewer or old.reviewer or (f"Label Studio user {by}" if isinstance(by, int) else None),
                text if text != shown else old.edited,
                tuple(marks),
                single.get("comment"),
            ),
        ),
        dropped,
    )


def _objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _first(value: object) -> str | None:
    """The text itself, or the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None


def _find_span(text: str, value: dict[str, Any]) -> Span | None:
    """Span of a region in code points; None when it lies outside the text."""
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int or start < 0:
        return None
    marked = value.get("text")
    if not isinstance(marked, str) or text[start:end] == marked:
        return (start, end) if 0 <= start <= end <= len(text) else None
    units = Units(text)
    try:
        span = units.offset(start), units.offset(end, is_end=True)
    except IndexError:
        return None
    return span if text[slice(*span)] == marked else None
