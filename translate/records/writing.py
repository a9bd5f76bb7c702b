"""Records to lines and files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from translate.files import open_atomic
from translate.model import SCHEMA, Finding, Record


def record_id(document: str, paragraph: int, source: str) -> str:
    """``<document>:<paragraph>:<first 8 hex digits of the source's sha256>``."""
    return f"{document}:{paragraph}:{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a record."""
    text = files("translate").joinpath("data/record.schema.json").read_text(encoding="utf-8")
    return cast(dict[str, Any], json.loads(text))


def serialize_record(record: Record) -> str:
    """One line of JSON without its line break; keys in the contract's order, floats to four digits."""
    review = record.review
    row = {
        "schema": SCHEMA,
        "id": record.id,
        "document": record.document,
        "paragraph": record.paragraph,
        "kind": str(record.kind),
        "source_lang": record.source_lang,
        "target_lang": record.target_lang,
        "source": record.source,
        "target": record.target,
        "mt": record.mt,
        "pairs": [
            {"source": p.source, "target": p.target, "score": _round(p.score), "words": p.words}
            for p in record.pairs
        ],
        "terms": [
            {
                "entry": t.entry,
                "source": t.source,
                "target": t.target,
                "expected": t.expected,
                "status": t.status,
                "how": t.how,
                "cost": _round(t.cost),
            }
            for t in record.terms
        ],
        "findings": [finding_row(f) for f in record.findings],
        "signature": record.signature,
        "review": {
            "status": review.status,
            "reviewer": review.reviewer,
            "edited": review.edited,
            "spans": [
                {
                    "side": s.side,
                    "span": s.span,
                    "category": s.category,
                    "severity": s.severity,
                    "comment": s.comment,
                }
                for s in review.spans
            ],
            "comment": review.comment,
        },
    }
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "))


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in a record; ``entry`` and ``suggestion`` only where they are known."""
    row: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "source": finding.source,
        "target": finding.target,
    }
    if finding.entry is not None:
        row["entry"] = finding.entry
    if finding.suggestion is not None:
        row["suggestion"] = finding.suggestion
    return row


def write_records(path: str | Path, records: Iterable[Record]) -> int:
    """Write a record file; it appears whole or not at all.

    Returns:
        How many records were written.

    Raises:
        OutputError: the file cannot be written.
    """
    count = 0
    with open_atomic(path) as stream:
        for record in records:
            stream.write(serialize_record(record) + "\n")
            count += 1
    return count


def _round(value: float | None) -> float | None:
    # -0.0 would be another text for the same number.
    return None if value is None else round(float(value), 4) + 0.0
