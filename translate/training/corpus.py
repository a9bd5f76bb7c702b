"""Reading training pairs and test sets: TSV (plain, gzip, xz), JSON lines, news documents, Bitexte records."""

from __future__ import annotations

import glob
import gzip
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from translate.errors import ConfigError, InputError


@dataclass(frozen=True, slots=True)
class RawPair:
    """A pair as its file has it."""

    source: str
    target: str
    document: str = ""
    """Document it belongs to, where the file says so: neighbours of one document may be joined."""


def find_files(pattern: str) -> list[Path]:
    """Files that a path or glob names, sorted.

    Raises:
        ConfigError: there is none.
    """
    files = sorted(Path(p) for p in glob.glob(pattern))  # noqa: PTH207
    if not files:
        raise ConfigError.at(
            pattern, "no such file", "check the recipe's path (it is relative to the recipe)"
        )
    return files


def open_text(path: Path) -> IO[str]:
    """Open plain, ``.gz`` or ``.xz`` text."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def news_split(document: int) -> str:
    """Split of a news file's document: index % 10 == 4 is validation, 9 is test, the rest train.

    Args:
        document: zero-based position of the document in its file.
    """
    return {4: "validation", 9: "test"}.get(document % 10, "train")


def read_pairs(path: Path, split: str = "") -> Iterator[RawPair]:
    """Read the pairs of one file, in order.

    Args:
        path: ``.tsv[.gz|.xz]`` or ``.jsonl[.gz|.xz]``.
        split: ``train``, ``validation`` or ``test`` of a news file; empty reads everything.

    Raises:
        InputError: a line that is not a pair; the message has file and line.
    """
    suffixes = [s for s in path.suffixes if s not in (".gz", ".xz")]
    is_json = bool(suffixes) and suffixes[-1] in (".jsonl", ".json")
    documents: dict[str, int] = {}
    with open_text(path) as stream:
        try:
            for number, line in enumerate(stream, 1):
                line = line.rstrip("\n")
                if not line.strip():
                    continue
                if not is_json:
                    cells = line.split("\t")
                    if len(cells) < 2:
                        raise InputError.at(
                            str(path), "has no tab", "two columns: French, tab, English", number
                        )
                    yield RawPair(cells[0], cells[1])
                    continue
                for pair in _parse_json(line, path, number):
                    index = documents.setdefault(pair.document, len(documents))
                    if not split or news_split(index) == split:
                        yield pair
        except UnicodeDecodeError as error:
            raise InputError.at(
                str(path), f"is not UTF-8: {error.reason}", "convert it, e.g. with iconv"
            ) from error


def _parse_json(line: str, path: Path, number: int) -> list[RawPair]:
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError.at(str(path), f"is not JSON: {error.msg}", "", number) from error
    if not isinstance(row, dict):
        raise InputError.at(str(path), "is not a JSON object", "", number)
    if str(row.get("schema", "")).startswith("bitexte/record/"):
        return _from_record(row)
    document = str(row.get("doc", row.get("document", "")))
    for source, target in (("fr", "en"), ("source", "target")):
        if isinstance(row.get(source), str) and isinstance(row.get(target), str):
            return [RawPair(row[source], row[target], document)]
    raise InputError.at(str(path), "has neither fr/en nor source/target", "", number)


def _from_record(row: dict[str, Any]) -> list[RawPair]:
    """Pairs that a reviewer stands behind: edited text whole, accepted text sentence by sentence."""
    review = row.get("review") or {}
    document = str(row.get("document", ""))
    if review.get("status") == "edited" and review.get("edited"):
        return [RawPair(row["source"], review["edited"], document)]
    if review.get("status") != "accepted":
        return []
    pairs = row.get("pairs") or [{"source": [0, len(row["source"])], "target": [0, len(row["target"])]}]
    return [
        RawPair(row["source"][slice(*p["source"])], row["target"][slice(*p["target"])], document)
        for p in pairs
    ]


def read_lines(path: Path) -> list[str]:
    """Lines of a plain-text test set, without their ends."""
    with open_text(path) as stream:
        return [line.rstrip("\n") for line in stream]
