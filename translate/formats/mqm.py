"""MQM as tab-separated values, for Google's viewer: one line per error, its span marked by ``<v>`` and by tokens.

Columns: system, doc, docSegId, globalSegId, rater, source, target, category, severity, metadata (JSON).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, ClassVar

from translate.errors import Fault, RecordError
from translate.formats.base import Imported, Parts, uncarried
from translate.formats.offsets import find_tokens, from_tokens, to_tokens
from translate.formats.plain import decode, encode, lone_surrogates, make_record, split_pairs
from translate.formats.segments import final_text
from translate.model import ErrorSpan, Kind, Record, Review, Span

COLUMNS = (
    "system",
    "doc",
    "docSegId",
    "globalSegId",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
_NO_ERROR = "no-error"
_SYSTEM = "bitexte"
_RATER = "reviewer"
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r", " "))
_MARK = re.compile(r"</?v>")
_STATUSES = ("unreviewed", "accepted", "edited", "rejected")
_SEVERITIES = ("neutral", "minor", "major", "critical")


class Mqm:
    """Errors as the MQM viewer shows and counts them."""

    name: ClassVar[str] = "mqm"
    summary: ClassVar[str] = "MQM tab-separated values for Google's viewer, one line per error"
    extensions: ClassVar[tuple[str, ...]] = (".tsv",)
    is_folder: ClassVar[bool] = False

    def losses(self, record: Record) -> list[str]:
        """Everything but the texts and what the reviewer said of them."""
        lost = uncarried(record, "mt", "words", "scores", "terms", "findings", "edited") + split_pairs(record)
        texts = (record.source, final_text(record))
        cells = (record.signature, record.document, record.review.reviewer or "")
        marks = [span.category for span in record.review.spans]
        if any(c in text for text in (*texts, *cells, *marks) for c in "\t\n\r"):
            lost.append("tabs and line breaks (replaced by blanks)")
        if any(_MARK.search(text) for text in texts):
            lost.append("error spans in a text that has <v> in it, unless they end where words do")
        if record.signature == _SYSTEM or record.review.reviewer in ("", _RATER):
            lost.append(f"a signature “{_SYSTEM}” or a reviewer “{_RATER}”")
        return lost + lone_surrogates(*texts, *cells, *marks)

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write a header and one line per error; a line without an error where there is none."""
        lines = ["\t".join(COLUMNS)]
        for number, record in enumerate(records, 1):
            lines += ["\t".join(cell.translate(_BREAKS) for cell in row) for row in _rows(record, number)]
        return {"": encode("\n".join(lines) + "\n")}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read lines; those of one segment of one system make a record.

        Raises:
            RecordError: with every line that has not ten columns.
        """
        faults: list[Fault] = []
        groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for number, line in enumerate(decode(parts[""], path).replace("\r\n", "\n").split("\n"), 1):
            if not line.strip() or "system\tdoc" in line:
                continue
            cells = line.split("\t")
            if len(cells) not in (9, 10):
                faults.append(Fault(path, number, f"{len(cells)} columns where MQM has ten"))
                continue
            row = dict(zip(COLUMNS, cells, strict=False))
            key = tuple(row[name] for name in ("system", "doc", "docSegId", "globalSegId", "rater"))
            groups.setdefault(key, []).append(row)
        if faults:
            raise RecordError(faults=faults)
        if not groups:
            raise RecordError.at(path, "has no line in it")
        return Imported([_record(rows, number) for number, rows in enumerate(groups.values())])


def _rows(record: Record, number: int) -> list[tuple[str, ...]]:
    review = record.review
    is_looked_at = review.status != "unreviewed" or bool(review.spans) or review.comment is not None
    rater = (review.reviewer or _RATER) if is_looked_at or review.reviewer else ""
    texts = {"source": record.source.translate(_BREAKS), "target": final_text(record).translate(_BREAKS)}
    tokens = {side: find_tokens(text) for side, text in texts.items()}
    segment: dict[str, Any] = {
        "source_tokens": [texts["source"][a:b] for a, b in tokens["source"]],
        "target_tokens": [texts["target"][a:b] for a, b in tokens["target"]],
        "starts_paragraph": True,
        "bitexte": {
            "paragraph": record.paragraph,
            "kind": str(record.kind),
            "source_lang": record.source_lang,
            "target_lang": record.target_lang,
            "status": review.status,
            "comment": review.comment,
            "translated": bool(record.pairs),
        },
    }
    head = (record.signature or _SYSTEM, record.document, str(record.paragraph), str(number), rater)
    rows: list[tuple[str, ...]] = []
    for place, error in enumerate(review.spans):
        metadata: dict[str, Any] = {"marked_text": texts[error.side][slice(*error.span)]}
        if error.comment is not None:
            metadata["note"] = error.comment
        if error.span[0] < error.span[1]:
            metadata[f"{error.side}_spans"] = [to_tokens(error.span, tokens[error.side])]
        if not place:
            metadata["segment"] = segment
        shown = texts | {error.side: _mark(texts[error.side], error.span)}
        severity = error.severity.capitalize()
        rows.append((*head, shown["source"], shown["target"], error.category, severity, _dump(metadata)))
    if not rows:
        verdict = _NO_ERROR if rater else ""
        rows.append((*head, texts["source"], texts["target"], verdict, verdict, _dump({"segment": segment})))
    return rows


def _dump(value: object) -> str:
    return json.dumps(value)


def _mark(text: str, span: Span) -> str:
    start, end = span
    return f"{text[:start]}<v>{text[start:end]}</v>{text[end:]}"


def _record(rows: list[dict[str, str]], number: int) -> Record:
    metadata = [_metadata(row) for row in rows]
    segment = next((s for m in metadata if (s := _object(m.get("segment")))), {})
    own = _object(segment.get("bitexte"))
    texts = {side: _text(rows[0][side], segment.get(f"{side}_tokens")) for side in ("source", "target")}
    spans = []
    for row, meta in zip(rows, metadata, strict=True):
        if row["category"].casefold() in ("", _NO_ERROR) and row["severity"].casefold() in ("", _NO_ERROR):
            continue
        side, span = _span(row, meta, texts, segment)
        severity = row["severity"].casefold()
        note = meta.get("note")
        spans.append(
            ErrorSpan(
                side,
                span,
                row["category"],
                severity if severity in _SEVERITIES else "minor",
                note if isinstance(note, str) else None,
            )
        )
    kind, paragraph, comment = own.get("kind"), own.get("paragraph"), own.get("comment")
    place = rows[0]["docSegId"]
    if type(paragraph) is not int or paragraph < 0:
        paragraph = int(place) if place.isdecimal() else number
    record = make_record(
        rows[0]["doc"],
        paragraph,
        texts["source"],
        texts["target"],
        Kind(kind) if kind in tuple(Kind) else Kind.PARAGRAPH,
        (str(own.get("source_lang", "fr")), str(own.get("target_lang", "en"))),
    )
    rater, system = rows[0]["rater"], rows[0]["system"]
    status = own.get("status", "accepted" if rater else "unreviewed")
    return replace(
        record,
        pairs=record.pairs if own.get("translated", True) else (),
        signature="" if system == _SYSTEM else system,
        review=Review(
            status if status in _STATUSES else "unreviewed",
            None if rater in ("", _RATER) else rater,
            None,
            tuple(spans),
            comment if isinstance(comment, str) else None,
        ),
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _metadata(row: dict[str, str]) -> dict[str, Any]:
    text = row.get("metadata", "")
    try:
        value = json.loads(text) if text.strip() else {}
    except ValueError:
        value = {"note": text}  # the column was a plain note once
    return _object(value)


def _text(marked: str, tokens: object) -> str:
    if isinstance(tokens, list) and all(isinstance(token, str) for token in tokens):
        joined = "".join(tokens)
        # Tokens are joined without blanks by some tools; then the column is the text.
        if (len(tokens) and joined.split() == _MARK.sub("", marked).split()) or joined == marked:
            return joined
    return _MARK.sub("", marked)


def _span(
    row: dict[str, str], metadata: dict[str, Any], texts: dict[str, str], segment: dict[str, Any]
) -> tuple[str, Span]:
    """Side and span of an error: by its marks, else by its tokens, else the whole English."""
    for side in ("target", "source"):
        parts = re.split(r"<v>|</v>", row[side])
        if len(parts) == 3 and "".join(parts) == texts[side]:
            return side, (len(parts[0]), len(parts[0]) + len(parts[1]))
    for side in ("target", "source"):
        given = metadata.get(f"{side}_spans")
        words = segment.get(f"{side}_tokens")
        if isinstance(given, list) and given and isinstance(words, list) and "".join(words) == texts[side]:
            ends = [0]
            for word in words:
                ends.append(ends[-1] + len(word))
            tokens = list(pairwise(ends))
            try:
                (first, _), (_, last) = given[0], given[-1]
                return side, from_tokens(first, last, tokens)
            except (IndexError, TypeError, ValueError):
                continue
    return "target", (0, len(texts["target"]))
