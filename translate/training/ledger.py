"""What a recipe's stages remember: which were finished with what inputs, and the clean pairs between two of them."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from translate.files import open_atomic
from translate.training.prepare import Account, CleanPair, report_of


class Ledger:
    """``stages.json``: with what inputs each stage was last finished."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "stages.json"
        self._done: dict[str, str] = {}
        if self._path.is_file():
            try:
                self._done = dict(json.loads(self._path.read_text(encoding="utf-8")))
            except ValueError:
                self._done = {}  # every stage runs again; nothing is lost but time

    def is_done(self, stage: str, key: str, *outputs: Path) -> bool:
        """True when the stage was finished with these inputs and what it made is still there."""
        return self._done.get(stage) == key and all(path.exists() for path in outputs)

    def finish(self, stage: str, key: str) -> None:
        """Book a stage."""
        self._done[stage] = key
        with open_atomic(self._path) as stream:
            json.dump(self._done, stream, indent=1)


def key_of(*parts: object) -> str:
    """Hash of what a stage depends on: values, dataclasses, and files by their content."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            digest.update(part.name.encode())
            with part.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        elif dataclasses.is_dataclass(part) and not isinstance(part, type):
            digest.update(json.dumps(dataclasses.asdict(part), sort_keys=True, default=str).encode())
        else:
            digest.update(repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def write_pairs(path: Path, pairs: Iterable[CleanPair]) -> None:
    """Write clean pairs: source, target, corpus index and document, tab-separated, gzipped, atomically."""
    temporary = path.with_name(f".{path.name}.tmp")
    with gzip.open(temporary, "wt", encoding="utf-8", compresslevel=3) as stream:
        for pair in pairs:
            stream.write(
                "\t".join((pair.source, pair.target, str(pair.corpus), pair.document)).replace("\n", " ")
                + "\n"
            )
    os.replace(temporary, path)


def read_clean_pairs(path: Path) -> list[CleanPair]:
    """Read what ``write_pairs`` wrote."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
        rows = (line.rstrip("\n").split("\t") for line in stream)
        return [CleanPair(source, target, int(corpus), document) for source, target, corpus, document in rows]


def write_accounts(work: Path, accounts: Iterable[Account]) -> None:
    """Write the account of what was dropped, and why."""
    (work / "report.md").write_text(report_of(accounts), encoding="utf-8")
