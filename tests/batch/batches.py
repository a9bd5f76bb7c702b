"""What the tests of batches share: folders of articles, the command as a process, and what an output is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = (
    "Maison Blanche\tWhite House\nSVR\tSVR\ncessez-le-feu\tceasefire\nporte-parole\tspokesman|spokesperson\n"
)
SENTENCES = (
    "La Maison Blanche a démenti.",
    "Le SVR n’a pas répondu.",
    "Un cessez-le-feu est entré en vigueur dans la nuit.",
    "Le ministre est arrivé hier à Genève.",
    "Un porte-parole a refusé de parler.",
    "Les négociations reprendront lundi.",
    "Deux trains ont été retardés.",
)


def write_articles(folder: Path, count: int) -> list[Path]:
    """Short articles that differ: a heading, two paragraphs, and a number of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for i in range(count):
        first, second, third = (SENTENCES[(i * k + k) % len(SENTENCES)] for k in (1, 2, 3))
        text = f"Le titre numéro {i}\n\n{first} {second}\n\nIl y avait {i} personnes. {third}\n"
        path = folder / f"article-{i:03}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "translate", *map(str, arguments)]


def environment() -> dict[str, str]:
    # Two threads of a test machine are busy enough with the tests themselves.
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "120"}


def bitexte(*arguments: str | Path, check: int | None = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, env=environment(), check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert check is None or done.returncode == check, done.stderr
    return done


def contents(out: Path) -> dict[str, bytes]:
    """Every file of an output, manifests included, but the reports (which tell the time) and the lock."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(("report", "lock"))
    }
