"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from translate.errors import OutputError


class AtomicFile:
    """A text file (UTF-8, ``\n``) that takes its name only when it is committed.

    The bytes go to a temporary file in the same folder, reach the disk (fsync), and are renamed over ``path``;
    whatever stood there before stays as it was until then. Missing folders are made.

    Args:
        path: the file.
        temporary: another folder of the same file system for the temporary file, where what a killed process leaves
            behind is easily found.

    Raises:
        OutputError: from every method, when the folder cannot be made or written or the disk is full.
    """

    def __init__(self, path: str | Path, temporary: Path | None = None) -> None:
        self.path = Path(path)
        self._temporary: Path | None = None
        with _explained(self.path):
            folder = temporary or self.path.parent
            for needed in (self.path.parent, folder):
                needed.mkdir(parents=True, exist_ok=True)
            # Names may be as long as the file system allows: the temporary one must not be longer.
            descriptor, name = tempfile.mkstemp(prefix=f".{self.path.name[:40]}.", suffix=".tmp", dir=folder)
            self._temporary = Path(name)
            self.stream: TextIO = open(descriptor, "w", encoding="utf-8", newline="\n")  # noqa: SIM115

    def write(self, text: str) -> None:
        """Append text."""
        with _explained(self.path):
            self.stream.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Append bytes as they are."""
        with _explained(self.path):
            self.stream.flush()
            self.stream.buffer.write(data)

    def commit(self, path: Path | None = None) -> Path:
        """Give the file its name, or another one in the same file system."""
        path = path or self.path
        assert self._temporary is not None
        with _explained(path):
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()
            os.chmod(self._temporary, 0o666 & ~_umask())
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self._temporary, path)
            self._temporary = None
        return path

    def discard(self) -> None:
        """Remove what was written, unless it was committed."""
        with suppress(OSError):
            self.stream.close()
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)


@contextmanager
def open_atomic(path: str | Path) -> Iterator[TextIO]:
    """Open an ``AtomicFile`` that is committed when the block ends without an error, and discarded otherwise.

    Raises:
        OutputError: the folder cannot be made or written, or the disk is full.
    """
    file = AtomicFile(path)
    try:
        with _explained(file.path):
            yield file.stream
        file.commit()
    finally:
        file.discard()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise OutputError.at(str(path), f"cannot be written: {reason(error)}", _repair(error)) from error


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
