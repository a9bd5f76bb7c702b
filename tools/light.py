#!/usr/bin/env python3
"""Run `bitexte` in the light installation: this checkout and the three small packages that checking needs.

    tools/light.py check FILES… -g glossary.tsv

pre-commit would install every dependency of the package, translation engines included. This makes a virtual
environment of its own once, in the user's cache, keyed by the checkout's contents, and runs the command there.
Needs Python's standard library and pip; BITEXTE_CACHE moves the cache.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("typer>=0.29", "msgspec>=0.22,<1", "simplemma>=2,<3")


def cache_folder() -> Path:
    """Where environments are kept."""
    named = os.environ.get("BITEXTE_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(named).expanduser() if named else Path(base).expanduser() / "bitexte"


def fingerprint() -> str:
    """Hash of what an environment depends on: this interpreter and the code that checking uses."""
    digest = hashlib.sha256(f"{sys.version}{sys.prefix}{PACKAGES}".encode())
    for path in sorted((ROOT / "translate").rglob("*")):
        if path.suffix in (".py", ".md", ".json") and "data" not in path.relative_to(ROOT).parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def make_environment(folder: Path) -> None:
    """Make the environment; a stamp says that it is whole, since one that pip has filled cannot be moved."""
    shutil.rmtree(folder, ignore_errors=True)  # what a killed run left
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT)], check=True)
        venv.create(folder, with_pip=True)
        inside = [str(folder / "bin" / "python"), *pip[1:], "install"]
        subprocess.run([*inside, *PACKAGES], check=True)
        subprocess.run([*inside, "--no-deps", *map(str, wheels.glob("*.whl"))], check=True)
    (folder / "whole").touch()


def main() -> int:
    """Run the command line given."""
    folder = cache_folder() / "light" / fingerprint()
    if not (folder / "whole").exists():
        make_environment(folder)
    return subprocess.run(
        [str(folder / "bin" / "python"), "-m", "translate", *sys.argv[1:]], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
