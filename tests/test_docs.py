"""The documentation tells the truth: shown output is current, every command is documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

ROOT = Path(__file__).parent.parent


@pytest.mark.model
def test_shown_output_is_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "refresh_docs.py"), "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, f"run `python tools/refresh_docs.py`\n{done.stdout}{done.stderr}"


def commands() -> list[str]:
    from translate.cli import app
    from translate.cli.commands import register

    register(app)
    return sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented_and_has_help(name: str) -> None:
    assert f"bitexte {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "translate", name, "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert len(done.stdout.splitlines()) > 5


def test_the_version_is_shown() -> None:
    from translate import __version__

    done = subprocess.run(
        [sys.executable, "-m", "translate", "--version"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == f"bitexte {__version__}\n"
