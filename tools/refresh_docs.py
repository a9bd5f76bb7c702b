"""Regenerate the command output shown in the documentation, or check that it is current.

    python tools/refresh_docs.py [--check]

A block in README.md or docs/*.md looks like this, and everything between its fences is the command's stdout,
never typed by hand:

    <!-- output: bitexte glossary match glossary.tsv sample.txt -->
    ```text
    …
    ```
    <!-- /output -->

`out/` in a command stands for a scratch folder; commands run from the top of the repository, in page order.
`docs/checks.md` is made of the pages and examples of the rules.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from translate.checks.pages import reference

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "checks.md"
PAGES = tuple(dict.fromkeys((ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), RULES)))
_BLOCK = re.compile(
    r"<!-- output: (?P<command>[^\n]+?) -->\n```(?P<language>\w*)\n(?P<old>.*?)```\n<!-- /output -->",
    re.DOTALL,
)


def run(command: str, scratch: str) -> str:
    """Run one documented command; its stdout, trailing blanks removed."""
    words = [w.replace("out/", f"{scratch}/") if w.startswith("out/") else w for w in shlex.split(command)]
    pipes: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            pipes.append([])
        else:
            pipes[-1].append(word)
    data: bytes | None = None
    environment = {
        **os.environ,
        "COLUMNS": "110",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
    }
    for arguments in pipes:
        if arguments[0] == "bitexte":
            arguments = [sys.executable, "-m", "translate", *arguments[1:]]
        elif arguments[0] == "python":
            arguments = [sys.executable, *arguments[1:]]
        done = subprocess.run(
            arguments, input=data, capture_output=True, cwd=ROOT, env=environment, check=False
        )
        if done.returncode not in (0, 1):
            raise SystemExit(f"{command}: exit {done.returncode}\n{done.stderr.decode()}")
        data = done.stdout
    text = (data or b"").decode("utf-8").replace(scratch, "out")
    return "".join(line.rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def refresh(page: str, scratch: str) -> str:
    """Page with every output block regenerated."""

    def renew(match: re.Match[str]) -> str:
        output = run(match["command"], scratch)
        return f"<!-- output: {match['command']} -->\n```{match['language']}\n{output}```\n<!-- /output -->"

    return _BLOCK.sub(renew, page)


def main() -> int:
    """Rewrite the pages; with --check, print a diff and return 1 when one is stale."""
    parser = argparse.ArgumentParser(description="Regenerate the command output shown in the documentation.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page is stale")
    arguments = parser.parse_args()
    stale = False
    with tempfile.TemporaryDirectory() as scratch:
        for path in PAGES:
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            new = reference() if path == RULES else refresh(old, scratch)
            if new == old:
                continue
            stale = True
            if arguments.check:
                name = path.relative_to(ROOT).as_posix()
                sys.stdout.writelines(
                    difflib.unified_diff(
                        old.splitlines(True), new.splitlines(True), name, f"{name} (current)"
                    )
                )
            else:
                path.write_text(new, encoding="utf-8")
    return int(arguments.check and stale)


if __name__ == "__main__":
    sys.exit(main())
