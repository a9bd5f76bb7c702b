"""The French side of a corpus: articles, records, pairs, and folders of them, paragraph by paragraph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate.documents import FORMATS, read_document
from translate.errors import BitexteError, Fault, InputError, RecordError
from translate.langid import guess_language
from translate.records import read_lines

_ROWS = (".jsonl", ".ndjson")
_COLUMNS = (".tsv",)


@dataclass(slots=True)
class Corpus:
    """French files, and what could not be read of them so far."""

    paths: list[str]
    """Files as named or found; ``-`` is an article on standard input."""
    faults: list[Fault] = field(default_factory=list)
    """Files and lines that cannot be read; they are left out."""
    left_out: list[str] = field(default_factory=list)
    """Articles that are in English."""

    def paragraphs(self) -> Iterator[str]:
        """All French texts, streaming."""
        for path in self.paths:
            suffix = Path(path).suffix.casefold()
            try:
                if suffix in (*_ROWS, *_COLUMNS):
                    yield from self._rows(path, suffix in _COLUMNS)
                else:
                    yield from self._article(path)
            except BitexteError as error:
                self.faults += error.faults or [Fault(path, None, str(error))]

    def _article(self, path: str) -> Iterator[str]:
        texts = [paragraph.text for paragraph in read_document(path).paragraphs]
        if guess_language("\n".join(texts)) == "en":
            self.left_out.append(path)
        else:
            yield from texts

    def _rows(self, path: str, is_table: bool) -> Iterator[str]:
        for number, line in read_lines(path):
            if isinstance(line, Fault):
                self.faults.append(line)
            elif line.strip():
                try:
                    yield line.split("\t")[0].strip() if is_table else _french_of(line, path, number)
                except RecordError as error:
                    self.faults += error.faults


def find_corpus(names: Sequence[str]) -> Corpus:
    """Files as they are named, and below folders all articles and all JSONL; English halves (``x.en.txt``) left out.

    Raises:
        InputError: a path does not exist, a folder holds no French, or nothing is named.
    """
    paths: list[str] = []
    faults: list[Fault] = []
    for name in names:
        path = Path(name)
        if name == "-" or path.is_file():
            paths.append(name)
        elif path.is_dir():
            inside = sorted(str(p) for p in path.rglob("*") if _is_french_file(p, path))
            if not inside:
                repair = f"articles end in {', '.join(FORMATS)}, records in .jsonl"
                faults.append(Fault(name, None, "holds neither articles nor records", repair))
            paths += inside
        else:
            faults.append(Fault(name, None, "does not exist", "check the name"))
    if faults:
        raise InputError(faults=faults)
    return Corpus(list(dict.fromkeys(paths)))


def _is_french_file(path: Path, root: Path) -> bool:
    if path.suffix.casefold() not in (*FORMATS, *_ROWS) or not path.is_file():
        return False
    is_hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not is_hidden and not path.stem.endswith(".en")


def _french_of(line: str, path: str, number: int) -> str:
    """French of a record, or of any object that has it as ``source`` or ``fr``."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError.at(path, f"not JSON: {error}", "one object per line", number) from error
    if isinstance(row, dict):
        for key in ("source", "fr"):
            if isinstance(row.get(key), str):
                return str(row[key])
    raise RecordError.at(path, "no French in it", 'a record or {"source": "…"} is wanted', number)
