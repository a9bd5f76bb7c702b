"""Which lines of a file a git diff touches."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from translate.errors import ConfigError

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_POINTER = b"\n+oid sha256:"
"""Git LFS shows a diff of its pointers, which says nothing about lines."""
_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE")
"""Set inside git's own hooks, where they would make ``-C`` look at another place."""


def changed_lines(path: str, revision: str) -> set[int] | None:
    """One-based numbers of the lines of a file that differ from a revision; None when all of them are new.

    Raises:
        ConfigError: git is not there, this is no repository, there is no such revision, or it is standard input.
    """
    if path == "-":
        raise ConfigError("--changed-since needs files: standard input has no history")
    file = Path(path).resolve()
    known = _git(file.parent, "ls-files", "--", file.name)
    _git(file.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", revision=revision)
    if not known.strip():
        return None
    # A user's settings and attributes must not change what a hunk is: joined hunks, files called binary, filters.
    options = (
        "--unified=0",
        "--inter-hunk-context=0",
        "--text",
        "--no-textconv",
        "--no-ext-diff",
        "--no-color",
    )
    diff = _git(file.parent, "diff", *options, revision, "--", file.name)
    if _POINTER in diff:
        return None
    lines: set[int] = set()
    for match in _HUNK.finditer(diff):
        start, count = int(match.group(1)), int(match.group(2) or 1)
        lines.update(range(start, start + count))
    return lines


def _git(folder: Path, *arguments: str, revision: str | None = None) -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _OURS}
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise ConfigError(f"--changed-since needs git: {error}") from error
    if done.returncode:
        if revision is not None:
            raise ConfigError(f"git knows no revision {revision!r} – in CI, fetch enough history for it")
        what = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it failed"]
        raise ConfigError(f"--changed-since: git says {what[0]!r}")
    return done.stdout
