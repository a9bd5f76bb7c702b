"""Manifests: what an output was made of, and whether it still is what was made. No clock takes part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translate import __version__
from translate.batch.plan import STATE, Task
from translate.batch.settings import Settings
from translate.batch.tally import Tally
from translate.errors import Fault
from translate.files import AtomicFile
from translate.pipeline import Translator

SCHEMA = "bitexte/manifest/1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of one finished task."""

    name: str
    input: str
    rows: tuple[int, int] | None
    input_sha: str
    """Hex sha256 of the input: an article's bytes, a corpus's ids and texts."""
    made_by: dict[str, Any]
    """As ``maker`` gives it."""
    files: dict[str, str]
    """Hex sha256 by path below the output folder."""
    tally: Tally
    faults: tuple[Fault, ...] = ()
    """Rows of a corpus that are no documents."""


def maker(translator: Translator, settings: Settings) -> dict[str, Any]:
    """What an output depends on besides its input."""
    model = translator.engine.model
    return {
        "version": __version__,
        "engine": translator.engine.name,
        "model": f"{model.label}@{model.sha}",
        "beams": settings.beams,
        "glossary": translator.glossary.sha or "none",
        "memory": (translator.memory.sha if translator.memory is not None else "") or "none",
        "boilerplate": settings.boilerplate,
        "proofread": settings.proofread,
        "format": settings.format,
        "columns": [settings.text_column, settings.id_column],
        "also": sorted(settings.also),
    }


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Names of what changed between two makers, sorted."""
    return sorted(key for key in {*old, *new} if old.get(key) != new.get(key))


def manifests_of(out: Path) -> Path:
    """Folder of the manifests of finished tasks."""
    return out / STATE / "tasks"


def manifest_path(folder: Path, name: str) -> Path:
    """Where the manifest of a task lies in a folder of manifests."""
    return folder / f"{name}.json"


def write_manifest(folder: Path, manifest: Manifest, temporary: Path) -> None:
    """Write a manifest into a folder of manifests; it appears whole, after the files that it speaks of.

    Raises:
        OutputError: it cannot be written.
    """
    row = {
        "schema": SCHEMA,
        "name": manifest.name,
        "input": manifest.input,
        "rows": manifest.rows,
        "input_sha256": manifest.input_sha,
        "made_by": manifest.made_by,
        "files": manifest.files,
        "tally": manifest.tally.as_dict(),
        "faults": [asdict(fault) for fault in manifest.faults],
    }
    text = json.dumps(row, ensure_ascii=False, indent=1) + "\n"
    # The last line seals the rest: a manifest that was cut or changed is no manifest.
    seal = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    file = AtomicFile(manifest_path(folder, manifest.name), temporary)
    try:
        file.write(f"{text}{seal}\n")
        file.commit()
    finally:
        file.discard()


def read_manifest(folder: Path, name: str) -> Manifest | None:
    """Read the manifest of a task; None when there is none, or what there is cannot be trusted."""
    try:
        data = manifest_path(folder, name).read_bytes()
        body, _, seal = data.rstrip(b"\n").rpartition(b"\n")
        if hashlib.sha256(body + b"\n").hexdigest().encode() != seal:
            return None
        row = json.loads(body)
        if row["schema"] != SCHEMA:
            return None
        return Manifest(
            name=row["name"],
            input=row["input"],
            rows=None if row["rows"] is None else (row["rows"][0], row["rows"][1]),
            input_sha=row["input_sha256"],
            made_by=row["made_by"],
            files=row["files"],
            tally=Tally.of(row["tally"]),
            faults=tuple(Fault(**fault) for fault in row["faults"]),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a task's output is worth."""

    why: str
    """Why it has to be made, in a few words; empty when it is current."""
    manifest: Manifest | None = None
    changed: list[str] = field(default_factory=list)
    """Names of what it was made by that have changed."""

    @property
    def is_current(self) -> bool:
        """True when there is nothing to do."""
        return not self.why


def examine(out: Path, task: Task, input_sha: str, made_by: Mapping[str, Any]) -> Standing:
    """Find out whether a task's output is there, whole, and made of this input by these means."""
    folder = manifests_of(out)
    manifest = read_manifest(folder, task.name)
    if manifest is None:
        is_damaged = manifest_path(folder, task.name).exists()
        return Standing("its manifest is damaged" if is_damaged else "new")
    if manifest.input_sha != input_sha:
        return Standing("the input changed", manifest)
    for name, sha in manifest.files.items():
        if not (out / name).is_file():
            return Standing("the output is missing", manifest)
        if hash_file(out / name) != sha:
            return Standing("the output was changed or damaged", manifest)
    changed = differences(manifest.made_by, made_by)
    if changed:
        return Standing(f"changed: {', '.join(changed)}", manifest, changed)
    return Standing("", manifest)


def hash_file(path: Path) -> str:
    """Hex sha256 of a file, or ``""`` when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
