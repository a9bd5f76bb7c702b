"""One run at a time on an output folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translate.errors import OutputError
from translate.files import reason


@contextmanager
def lock_folder(state: Path, shard: str | None = None) -> Iterator[bool]:
    """Hold an output folder while a run works on it; the system lets go of it when the process ends, however it ends.

    Shards share the folder with each other, but not with a run of the whole, and no shard runs twice.

    Args:
        state: the folder of manifests, made if it is missing.
        shard: ``I/N`` of this run; None for a run of the whole.

    Yields:
        True when nobody else can be at work in the folder (a run of the whole).

    Raises:
        OutputError: another run holds it, or the folder cannot be written.
    """
    try:
        import fcntl
    except ImportError:  # no such locks on Windows; two runs there overwrite each other with the same bytes
        yield shard is None
        return
    names = [("lock", fcntl.LOCK_EX if shard is None else fcntl.LOCK_SH)]
    if shard is not None:
        names.append((f"lock-{shard.replace('/', '-of-')}", fcntl.LOCK_EX))
    held: list[int] = []
    try:
        for name, kind in names:
            try:
                state.mkdir(parents=True, exist_ok=True)
                descriptor = os.open(state / name, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                what = f"cannot be written: {reason(error)}"
                raise OutputError.at(str(state.parent), what, "choose another folder with -o") from error
            held.append(descriptor)
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except OSError as error:
                repair = "wait for it to end, or choose another folder with -o"
                raise OutputError.at(
                    str(state.parent), "another run is at work in this folder", repair
                ) from error
        yield shard is None
    finally:
        for descriptor in reversed(held):
            os.close(descriptor)
