"""What there is to do: one task per article, and one per range of a corpus's rows."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.batch import corpora
from translate.documents import FORMATS
from translate.errors import ConfigError, InputError
from translate.files import AtomicFile

STATE = ".bitexte"
"""Folder of a batch's state, inside its output folder."""
ROWS = 100
"""Rows of a corpus in one output file: what is lost at most when the power fails, in documents."""


@dataclass(frozen=True, slots=True)
class Task:
    """One output file."""

    name: str
    """Path of the output below the output folder, with ``/`` and without ``.jsonl``; unique in the batch."""
    input: str
    """File as the user named it or as it was found in a folder; ``-`` is standard input."""
    rows: tuple[int, int] | None = None
    """Rows of a corpus: zero-based, half-open; None for an article."""

    @property
    def output(self) -> str:
        """Path of the record file below the output folder."""
        return f"{self.name}.jsonl"


def plan_tasks(inputs: Sequence[str], *, with_corpora: bool = False, rows: int = ROWS) -> list[Task]:
    """Find what is to be translated, before anything is loaded.

    Args:
        inputs: articles, corpora (``.jsonl``, ``.ndjson``, ``.parquet``), folders, ``-``.
        with_corpora: take the corpora that lie in folders, too, not only those named. Off, because a folder may well
            hold records, which are JSONL and no French corpus.
        rows: rows of a corpus per task.

    Raises:
        InputError: an input does not exist, a folder holds nothing to translate, a corpus cannot be opened.
    """
    if rows < 1:
        raise ConfigError(f"{rows} rows per file make no file – name one or more")
    tasks: list[Task] = []
    taken: set[str] = set()
    for path, relative in find_inputs(inputs, with_corpora):
        suffix = Path(relative).suffix
        relative = printable(relative)
        stem = (relative[: -len(suffix)] if suffix else relative).removesuffix(".fr")
        # article.txt and article.docx side by side: the second keeps its extension.
        is_corpus = corpora.is_corpus(path)
        full = (
            f"{stem}-{suffix[1:]}" if is_corpus else relative
        )  # a folder x.jsonl would be taken for records
        names = (stem, full, *(f"{full}-{i}" for i in range(2, len(taken) + 3)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        if is_corpus:
            count = corpora.count_rows(path)
            starts = range(0, max(count, 1), rows)
            tasks += [
                Task(f"{name}/part-{i:05}", path, (start, min(start + rows, count)))
                for i, start in enumerate(starts)
            ]
        else:
            tasks.append(Task(name, path))
    return tasks


def write_plan(out: Path, tasks: Sequence[Task], temporary: Path) -> None:
    """Keep what a batch was to do, all shards together, so that it can be verified.

    Args:
        temporary: folder for the unfinished file.

    Raises:
        OutputError: it cannot be written.
    """
    rows = [{"name": task.name, "input": task.input, "rows": task.rows} for task in tasks]
    # A name that is no UTF-8 is kept as \udcxx escapes, which come back as the same name.
    text = "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"
    file = AtomicFile(out / STATE / "plan.json", temporary)
    try:
        file.write(text)
        file.commit()
    finally:
        file.discard()


def read_plan(out: Path) -> list[Task] | None:
    """What the last run was to do; None when nobody knows."""
    try:
        rows = json.loads((out / STATE / "plan.json").read_text(encoding="utf-8"))
        return [
            Task(row["name"], row["input"], None if row["rows"] is None else (row["rows"][0], row["rows"][1]))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def select_shard(tasks: Sequence[Task], shard: str) -> list[Task]:
    """Every Nth task, beginning with the Ith, of ``I/N`` (I from 0 to N - 1).

    Raises:
        ConfigError: it is not of this form.
    """
    index, _, count = shard.partition("/")
    if not (index.isdecimal() and count.isdecimal() and int(index) < int(count)):
        raise ConfigError(f"--shard {shard}: write I/N with I from 0 to N - 1, such as 0/8 … 7/8")
    return list(tasks[int(index) :: int(count)])


def find_inputs(inputs: Sequence[str], with_corpora: bool = False) -> list[tuple[str, str]]:
    """Files to read, each with its path relative to the input that it was found in (``/`` between folders).

    In folders, hidden files are left out, and ``x.en.txt`` where ``x.fr.…`` stands beside it.

    Raises:
        InputError: an input does not exist, or a folder holds nothing to translate.
    """
    found: list[tuple[str, str]] = []
    wanted = {*FORMATS, *corpora.SUFFIXES} if with_corpora else set(FORMATS)
    for name in dict.fromkeys(inputs):
        path = Path(name)
        if name == "-":
            found.append(("-", "stdin"))
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _is_wanted(p, path, wanted))
            if not inside:
                raise InputError.at(
                    name, "no articles in this folder", f"{', '.join(sorted(wanted))} are read"
                )
            found += [(str(p), p.relative_to(path).as_posix()) for p in inside]
        elif path.exists():
            found.append((name, path.name))
        else:
            raise InputError.at(name, "no such file")
    return found


def printable(path: str) -> str:
    """A path that can be written as UTF-8: bytes of a name in another encoding become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _is_wanted(path: Path, root: Path, suffixes: set[str]) -> bool:
    if path.stem.endswith(".en") and any(path.parent.glob(f"{glob.escape(path.stem[:-3])}.fr.*")):
        return False  # article.en.txt is the English of article.fr.txt
    if path.suffix.casefold() not in suffixes or any(
        part.startswith(".") for part in path.relative_to(root).parts
    ):
        return False
    return path.is_file()
