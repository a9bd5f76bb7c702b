"""Files of an export on the disk: written whole or not at all, read without a guess at what they are."""

from __future__ import annotations

import sys
from pathlib import Path

from translate.errors import OutputError, RecordError
from translate.files import open_atomic, reason
from translate.formats.base import Parts


def write_parts(output: Path, parts: Parts) -> list[Path]:
    """Write an export.

    Args:
        output: the file, or the folder of a format that is one.
        parts: from ``export_records``.

    Returns:
        What was written, the main file first.

    Raises:
        OutputError: a file or folder cannot be written.
    """
    if "" not in parts and output.is_file():
        raise OutputError.at(str(output), "is a file, and this format is a folder", "choose another name")
    written = []
    for key, data in sorted(parts.items()):
        path = part_path(output, key, is_folder="" not in parts)
        with open_atomic(path) as stream:
            stream.buffer.write(data)
        written.append(path)
    return written


def part_path(output: Path, key: str, is_folder: bool) -> Path:
    """Where one part of an export goes: ``essai.json`` and ``.config.xml`` make ``essai.config.xml``."""
    if is_folder:
        return output / key
    return output.with_name(output.stem + key) if key else output


def read_parts(path: str, is_folder: bool = False) -> Parts:
    """Read what is to be imported; ``-`` is standard input.

    Raises:
        RecordError: it cannot be read, or is a folder where a file is needed, or the other way round.
    """
    if path == "-" and not is_folder:
        return {"": sys.stdin.buffer.read()}
    root = Path(path)
    try:
        if is_folder:
            if not root.is_dir():
                raise RecordError.at(path, "is not a folder, and this format is one", "name the folder")
            files = sorted(file for file in root.rglob("*") if file.is_file())
            return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
        return {"": root.read_bytes()}
    except OSError as error:
        raise RecordError.at(path, f"cannot be read: {reason(error)}", "check the path") from error
