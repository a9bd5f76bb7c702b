"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from translate.errors import OutputError


@contextmanager
def open_atomic(path: str | Path) -> Iterator[TextIO]:
    """Open a text file (UTF-8, ``\\n``) that takes its name only when the block ends without an error.

    The bytes go to a temporary file in the same folder, reach the disk (fsync), and are renamed over ``path``;
    whatever stood there before stays as it was until then. Missing folders are made.

    Raises:
        OutputError: the folder cannot be made or written, or the disk is full.
    """
    path = Path(path)
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        temporary = ""
    except OSError as error:
        raise OutputError.at(str(path), f"cannot be written: {reason(error)}", _repair(error)) from error
    finally:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)


def reason(error: OSError) -> str:
    """What an operating system error says, without its number."""
    return (error.strerror or str(error)).lower()


def _repair(error: OSError) -> str:
    import errno

    return {
        errno.ENOSPC: "free some space and run again; nothing half-written was left",
        errno.EACCES: "choose another folder with -o, or change its permissions",
        errno.EROFS: "the file system is read-only; choose another folder with -o",
        errno.ENOTDIR: "a file stands where a folder is needed",
        errno.EISDIR: "a folder has this name; name a file",
    }.get(error.errno or 0, "")


def _umask() -> int:
    # mkstemp makes files private (0600); a result should have the permissions of any other new file.
    mask = os.umask(0)
    os.umask(mask)
    return mask
