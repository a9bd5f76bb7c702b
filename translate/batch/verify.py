"""Proof that nothing was lost and nothing done twice: inputs read again, beside what lies in the output folder."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translate.batch import corpora
from translate.batch.manifest import Manifest, differences, manifests_of, read_manifest
from translate.batch.plan import STATE, Task
from translate.batch.reading import Reader
from translate.batch.settings import Settings
from translate.errors import BitexteError, OutputError
from translate.files import reason
from translate.model import Document
from translate.pipeline import MAX_PARAGRAPH

KINDS = ("missing", "doubled", "unknown", "stale", "damaged")
"""Kinds of what is wrong, worst first."""
LISTED = 1000
"""Problems of a kind that are kept to be listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    kind: str
    """One of ``KINDS``. ``missing``: an input, document or paragraph without a record; ``doubled``: more than one;
    ``unknown``: a record or file that no input accounts for; ``stale``: made of another input, or by other means than
    the rest; ``damaged``: not what was written."""
    where: str
    """Task, file or document."""
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}"


@dataclass(slots=True)
class Verification:
    """What was found."""

    tasks: int = 0
    documents: int = 0
    """Documents of the inputs."""
    paragraphs: int = 0
    """Their paragraphs."""
    records: int = 0
    """Records in the outputs."""
    refused: int = 0
    """Rows that are no documents, or none that can be translated; nothing was made of them, and manifests say so."""
    counts: Counter[str] = field(default_factory=Counter)
    """Problems by kind."""
    problems: list[Problem] = field(default_factory=list)
    """The first ``LISTED`` of each kind."""

    @property
    def is_sound(self) -> bool:
        """True when every document and paragraph of the inputs is there exactly once, and nothing else."""
        return not self.counts

    def note(self, kind: str, where: str, what: str) -> None:
        """Add a problem."""
        self.counts[kind] += 1
        if self.counts[kind] <= LISTED:
            self.problems.append(Problem(kind, where, what))


def verify(out: Path, tasks: Sequence[Task] | None = None) -> Verification:
    """Hold an output folder against the inputs that its manifests name.

    Inputs are read from where the batch read them: relative paths count from the working folder. Memory holds the
    documents of one task, and eight bytes for every document of a corpus.

    Args:
        out: output folder of a batch.
        tasks: what should be there, from ``plan_tasks``. Without it, an article that was never translated cannot be
            missed, for nothing names it; rows of a corpus are, as soon as one of its tasks is done.

    Raises:
        OutputError: there is no batch in this folder.
    """
    folder = manifests_of(out)
    if not folder.is_dir():
        raise OutputError.at(
            str(out), "holds no batch", "name the folder that a batch wrote with -o, not its input"
        )
    return _Verifier(out, folder).run(tasks)


class _Verifier:
    def __init__(self, out: Path, folder: Path) -> None:
        self.out, self.folder = out, folder
        self.found = Verification()
        self.digests: dict[str, array[int]] = {}
        """Of the ids of a corpus's documents, by its path."""
        self.ranges: dict[str, list[tuple[int, int]]] = {}
        self.made_by: dict[str, Any] | None = None
        self.files: set[str] = set()
        self._reader: Reader | None = None

    def run(self, tasks: Sequence[Task] | None) -> Verification:
        """Look at every task, then at what concerns all of them."""
        names = sorted(path.relative_to(self.folder).as_posix()[:-5] for path in self.folder.rglob("*.json"))
        for name in names:
            manifest = read_manifest(self.folder, name)
            if manifest is None:
                self.found.note("damaged", name, "its manifest is not what was written – run the batch again")
            elif manifest.name != name:
                self.found.note("damaged", name, f"its manifest belongs to {manifest.name}")
            else:
                self._verify_task(manifest)
        self._find_strangers()
        if tasks is None:
            self._find_gaps()
        else:
            wanted = {task.name for task in tasks}
            for task in tasks:
                if task.name not in names:
                    self.found.note("missing", task.name, f"nothing was made of {_where(task)}")
            for name in names:
                if name not in wanted:
                    self.found.note("unknown", name, "none of the inputs named makes this")
        for path, digests in self.digests.items():
            self._find_doubles(path, digests)
        return self.found

    def _verify_task(self, manifest: Manifest) -> None:
        found, name = self.found, manifest.name
        found.tasks += 1
        self.files.update(manifest.files)
        if self.made_by is None:
            self.made_by = manifest.made_by
        elif changed := differences(self.made_by, manifest.made_by):
            found.note("stale", name, f"made by other means than the first: {', '.join(changed)}")
        if manifest.rows is not None:
            self.ranges.setdefault(manifest.input, []).append(manifest.rows)
        output = Task(name, manifest.input, manifest.rows).output
        records = self._verify_files(manifest, output)
        try:
            documents, sha = self._read(manifest)
        except BitexteError as error:
            found.note("stale", name, f"its input cannot be read again: {error}")
            return
        if sha != manifest.input_sha:
            found.note("stale", name, f"{manifest.input} has changed since – run the batch again")
        self._compare(manifest, documents, records)

    def _compare(
        self, manifest: Manifest, documents: Sequence[Document], records: Counter[tuple[str, int]]
    ) -> None:
        found, wanted = self.found, dict[str, range]()
        found.refused += len(manifest.faults)
        for document in documents:
            found.documents += 1
            if manifest.rows is not None:
                self.digests.setdefault(manifest.input, array("Q")).append(_digest(document.id))
            if manifest.faults and any(len(p.text) > MAX_PARAGRAPH for p in document.paragraphs):
                continue  # refused, and the manifest says so
            wanted[document.id] = range(len(document.paragraphs))
            found.paragraphs += len(document.paragraphs)
            there = [records.pop((document.id, index), 0) for index in wanted[document.id]]
            missing = [index + 1 for index, count in enumerate(there) if not count]
            doubled = [index + 1 for index, count in enumerate(there) if count > 1]
            if missing and len(missing) == len(there):
                found.note("missing", document.id, f"no record of it in {manifest.name}")
            elif missing:
                found.note("missing", document.id, f"paragraphs {_list(missing)} in {manifest.name}")
            if doubled:
                found.note("doubled", document.id, f"paragraphs {_list(doubled)} in {manifest.name}")
        for id in dict.fromkeys(id for id, _ in records):
            paragraphs = [index + 1 for other, index in records if other == id]
            found.note(
                "unknown", id, f"paragraphs {_list(paragraphs)} in {manifest.name} are in no input of it"
            )

    def _verify_files(self, manifest: Manifest, output: str) -> Counter[tuple[str, int]]:
        """Hash the files of a task; gives its records by document and paragraph."""
        records: Counter[tuple[str, int]] = Counter()
        for name, wanted in manifest.files.items():
            digest = hashlib.sha256()
            try:
                with (self.out / name).open("rb") as stream:
                    for line in stream:
                        digest.update(line)
                        if name == output:
                            records[_key(line)] += 1
            except OSError as error:
                self.found.note("missing", name, f"cannot be read: {reason(error)}")
                continue
            if digest.hexdigest() != wanted:
                self.found.note("damaged", name, "was changed since it was written – run the batch again")
        lost = records.pop(_NO_RECORD, 0)
        if lost:
            self.found.note("damaged", output, f"{lost} lines are no records")
        self.found.records += records.total()
        return records

    def _read(self, manifest: Manifest) -> tuple[Sequence[Document], str]:
        """Documents of a task as they are now, and their hash."""
        text, id = manifest.made_by["columns"]
        settings = Settings(format=manifest.made_by.get("format"), text_column=text, id_column=id)
        if self._reader is None or self._reader.settings != settings:
            self._reader = Reader(settings)
        reading = self._reader.read(Task(manifest.name, manifest.input, manifest.rows))
        return reading.documents, reading.sha

    def _find_gaps(self) -> None:
        for path, ranges in self.ranges.items():
            try:
                count = corpora.count_rows(path)
            except BitexteError:
                continue  # said already, of every task
            at = 0
            for start, stop in sorted(ranges):
                if start > at:
                    self.found.note("missing", path, f"rows {at + 1} to {start}: nothing was made of them")
                elif start < at:
                    self.found.note("doubled", path, f"rows {start + 1} to {at} lie in two tasks")
                at = max(at, stop)
            if at < count:
                self.found.note("missing", path, f"rows {at + 1} to {count}: nothing was made of them")

    def _find_strangers(self) -> None:
        for path in sorted(self.out.rglob("*.jsonl")):
            name = path.relative_to(self.out).as_posix()
            if not name.startswith(f"{STATE}/") and name not in self.files:
                self.found.note("unknown", name, "no manifest speaks of this file")

    def _find_doubles(self, path: str, digests: array[int]) -> None:
        """Name the documents of a corpus that more than one task holds."""
        import numpy as np

        ordered = np.sort(np.frombuffer(digests, dtype=np.uint64))
        twice = set(ordered[1:][ordered[1:] == ordered[:-1]].tolist())
        if not twice:
            return
        # Two ids may share a digest: what counts is the ids themselves, read again for those few.
        ids: Counter[str] = Counter()
        for name in sorted(self.folder.rglob("*.json")):
            manifest = read_manifest(self.folder, name.relative_to(self.folder).as_posix()[:-5])
            if manifest is not None and manifest.input == path and manifest.rows is not None:
                documents, _ = self._read(manifest)
                ids.update(document.id for document in documents if _digest(document.id) in twice)
        for id, count in ids.items():
            if count > 1:
                self.found.note("doubled", id, f"{count} rows of {path} have this id")


_NO_RECORD = ("", -1)


def _key(line: bytes) -> tuple[str, int]:
    try:
        row = json.loads(line)
        return str(row["document"]), int(row["paragraph"])
    except (ValueError, KeyError, TypeError):
        return _NO_RECORD


def _digest(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _where(task: Task) -> str:
    return task.input if task.rows is None else f"{task.input}, rows {task.rows[0] + 1} to {task.rows[1]}"


def _list(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return shown if len(numbers) <= 5 else f"{shown} … ({len(numbers)})"


def render(found: Verification) -> Iterator[str]:
    """What was found, line by line, for the eye."""
    counts = f"{found.tasks:,} files, {found.documents:,} documents, {found.paragraphs:,} paragraphs"
    yield f"{counts}, {found.records:,} records"
    if found.refused:
        yield f"refused      {found.refused:,} rows that are no documents (report.json says why)"
    for kind in KINDS:
        yield f"{kind:<12} {found.counts[kind]:,}"
    for problem in found.problems[:50]:
        yield str(problem)
    yield "sound: every document is there exactly once" if found.is_sound else "not sound"
