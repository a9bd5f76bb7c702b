"""A folder that ``datasets.load_dataset`` reads: records as parquet, with a dataset card written from them."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, ClassVar

from translate.errors import MissingExtra, RecordError
from translate.formats.base import Imported, Parts, find_texts
from translate.formats.plain import lone_surrogates
from translate.model import SCHEMA, Record
from translate.records import parse_record, serialize_record

DATA = "data/train-00000-of-00001.parquet"


class Dataset:
    """Parquet and a card, ready for a hub or for training."""

    name: ClassVar[str] = "dataset"
    summary: ClassVar[str] = "Hugging Face dataset folder (parquet and card); carries everything"
    extensions: ClassVar[tuple[str, ...]] = ()
    is_folder: ClassVar[bool] = True

    def losses(self, record: Record) -> list[str]:
        """Nothing but characters that are no text."""
        return lone_surrogates(record.source, record.target, *find_texts(record))

    def serialize(self, records: Sequence[Record]) -> Parts:
        """Write one parquet file and the card."""
        pyarrow, parquet = import_arrow()
        rows = [_sound(json.loads(serialize_record(record))) for record in records]
        for row in rows:
            for finding in row["findings"]:
                # A column is there for every row or for none.
                finding |= {key: finding.get(key) for key in ("entry", "suggestion")}
        table = pyarrow.Table.from_pylist(rows, schema=_schema())
        stream = io.BytesIO()
        parquet.write_table(table, stream, compression="zstd")
        return {"README.md": card(records).encode(), DATA: stream.getvalue()}

    def parse(self, parts: Parts, path: str) -> Imported:
        """Read every parquet file of a folder, in the order of their names.

        Raises:
            RecordError: there is none, or its columns are not those of a record.
        """
        pyarrow, parquet = import_arrow()
        names = sorted(name for name in parts if PurePosixPath(name).suffix == ".parquet")
        if not names:
            raise RecordError.at(path, "has no parquet file in it", "name the folder that holds the data set")
        records = []
        for name in names:
            where = f"{path}/{name}"
            try:
                table = parquet.read_table(io.BytesIO(parts[name]))
            except (pyarrow.ArrowException, OSError) as error:
                raise RecordError.at(where, f"is no parquet file: {error}") from error
            for number, row in enumerate(table.to_pylist(), 1):
                for finding in row.get("findings") or []:
                    for key in ("entry", "suggestion"):
                        if finding.get(key) is None:
                            finding.pop(key, None)
                records.append(parse_record(json.dumps(row, default=str), where, number))
        return Imported(records)


def import_arrow() -> tuple[Any, Any]:
    """``pyarrow`` and ``pyarrow.parquet``; they come with ``datasets``.

    Raises:
        MissingExtra: they are not installed.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra("pyarrow", "all") from error


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return (
            value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if lone_surrogates(value)
            else value
        )
    if isinstance(value, dict):
        return {key: _sound(item) for key, item in value.items()}
    return [_sound(item) for item in value] if isinstance(value, list) else value


def _schema() -> Any:
    pa, _ = import_arrow()
    text, span, number = pa.string(), pa.list_(pa.int32()), pa.float64()
    pair = pa.struct({"source": span, "target": span, "score": number, "words": pa.list_(span)})
    term = pa.struct(
        {
            "entry": text,
            "source": span,
            "target": span,
            "expected": pa.list_(text),
            "status": text,
            "how": text,
            "cost": number,
        }
    )
    finding = pa.struct(
        {
            "rule": text,
            "severity": text,
            "message": text,
            "source": span,
            "target": span,
            "entry": text,
            "suggestion": text,
        }
    )
    error = pa.struct({"side": text, "span": span, "category": text, "severity": text, "comment": text})
    review = pa.struct(
        {"status": text, "reviewer": text, "edited": text, "spans": pa.list_(error), "comment": text}
    )
    columns = {
        "schema": text,
        "id": text,
        "document": text,
        "paragraph": pa.int32(),
        "kind": text,
        "source_lang": text,
        "target_lang": text,
        "source": text,
        "target": text,
        "mt": text,
        "pairs": pa.list_(pair),
        "terms": pa.list_(term),
        "findings": pa.list_(finding),
        "signature": text,
        "review": review,
    }
    return pa.schema(list(columns.items()))


def card(records: Sequence[Record]) -> str:
    """The dataset card (``README.md``): what is in the folder, counted from the records."""
    count = len(records)
    bounds = ((1000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M"))
    size = next((name for bound, name in bounds if count < bound), "n>1M")
    languages = sorted({lang for record in records for lang in (record.source_lang, record.target_lang)})
    statuses = Counter(record.review.status for record in records)
    terms = Counter(term.status for record in records for term in record.terms)
    signatures = Counter(record.signature or "none" for record in records)
    head = "\n".join(f"- {json.dumps(lang)}" for lang in languages or ["fr", "en"])
    numbers = {
        "documents": len({record.document for record in records}),
        "paragraphs": count,
        "sentence pairs": sum(len(record.pairs) for record in records),
        "source characters": sum(len(record.source) for record in records),
        "target characters": sum(len(record.target) for record in records),
    }
    numbers |= {f"paragraphs {status}": number for status, number in sorted(statuses.items())}
    numbers |= {f"terms {status}": number for status, number in sorted(terms.items())}
    table = "\n".join(f"| {name} | {number} |" for name, number in numbers.items())
    made = "\n".join(f"- `{name}`: {number} paragraphs" for name, number in sorted(signatures.items()))
    return f"""---
language:
{head}
task_categories:
- translation
size_categories:
- {size}
configs:
- config_name: default
  data_files:
  - split: train
    path: {DATA}
---
# Aligned French-English paragraphs

One row per paragraph, in the schema `{SCHEMA}`: `source` and `target` verbatim, sentence pairs with word links,
glossary terms and what became of them, findings of the checks, and the review. Offsets count Unicode code points from
zero and are half-open: `source[start:end]` is the thing meant. `mt` is the engine's own text, `review.edited` the
reviewer's; where it is null, `target` stands.

```python
from datasets import load_dataset

rows = load_dataset("PATH_OF_THIS_FOLDER", split="train")
```

| what | how many |
|---|---|
{table}

Made by:

{made}

The licence is that of the texts; whoever publishes this folder has to name it.
"""
