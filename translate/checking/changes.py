"""Which lines of a file a git diff touches."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from translate.errors import ConfigError

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(path: str, revision: str) -> set[int] | None:
    """One-based numbers of the lines of a file that differ from a revision; None when all of them are new.

    Raises:
        ConfigError: git is not there, this is no repository, or there is no such revision.
    """
    file = Path(path).resolve()
    known = _git(file.parent, "ls-files", "--", file.name)
    _git(file.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", revision=revision)
    if not known.strip():
        return None
    diff = _git(file.parent, "diff", "--unified=0", "--no-color", "--no-ext-diff", revision, "--", file.name)
    lines: set[int] = set()
    for match in _HUNK.finditer(diff):
        start, count = int(match.group(1)), int(match.group(2) or 1)
        lines.update(range(start, start + count))
    return lines


def _git(folder: Path, *arguments: str, revision: str = "") -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise ConfigError(f"--changed-since needs git: {error}") from error
    if done.returncode:
        if revision:
            raise ConfigError(f"git knows no revision {revision!r} – in CI, fetch enough history for it")
        what = done.stderr.strip().splitlines() or ["it failed"]
        raise ConfigError(f"--changed-since: git says {what[0]!r}")
    return done.stdout
