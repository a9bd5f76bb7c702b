"""What a CI runs, run for real where that can be had without the service."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAIR = "La Maison Blanche a nié.\tThe presidency denied it.\n"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the light environment, made once for all tests here."""
    folder = tmp_path_factory.mktemp("light")
    made = run(
        sys.executable, ROOT / "tools" / "light.py", "--version", cwd=folder, BITEXTE_CACHE=str(folder)
    )
    if made.returncode and re.search(
        r"No matching distribution|Could not find a version|Connection|Network", made.stderr
    ):
        pytest.skip("pip cannot reach a package index")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.slow
def test_the_light_installation_checks(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(PAIR, encoding="utf-8")
    shutil.copy(ROOT / "glossary.tsv", tmp_path)
    [python] = (cache / "light").glob("*/bin/python")
    packages = run(python, "-m", "pip", "list", "--format", "freeze", cwd=tmp_path).stdout
    assert "bitexte==" in packages
    for heavy in ("torch", "transformers", "ctranslate2", "datasets", "numpy", "lxml"):
        assert not re.search(rf"^{heavy}==", packages, re.MULTILINE)
    start = time.monotonic()
    done = run(python, "-m", "translate", "check", "a.tsv", "-g", "glossary.tsv", cwd=tmp_path)
    assert (
        time.monotonic() - start < 10
    )  # the figure is in docs/benchmarks.md; this only catches a heavy import
    assert done.returncode == 1, done.stderr
    assert "a.tsv:1: error TERM001" in done.stdout
    lint = run(python, "-m", "translate", "glossary", "lint", "glossary.tsv", cwd=tmp_path)
    assert lint.returncode in (0, 1), lint.stderr


@pytest.mark.slow
def test_pre_commit_stops_a_commit(cache: Path, tmp_path: Path) -> None:
    """The hooks of this checkout, as committed or as they stand, on a repository with a faulty pair."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.tsv").write_text(PAIR, encoding="utf-8")
    shutil.copy(ROOT / "glossary.tsv", project)
    hooks = tmp_path / "hooks"
    tracked = run(
        "git", "ls-files", "-z", "translate", "tools", ".pre-commit-hooks.yaml", "pyproject.toml", cwd=ROOT
    )
    for name in ("README.md", "LICENSE", *filter(None, tracked.stdout.split("\0"))):
        if not name.startswith("translate/data/") and (ROOT / name).is_file():
            (hooks / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, hooks / name)
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for folder in (project, hooks):
        assert run("git", "init", "-q", cwd=folder).returncode == 0
        run("git", "add", "-A", cwd=folder)
        assert run("git", *identity, "commit", "-qm", "x", cwd=folder).returncode == 0
    revision = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {revision}\n    hooks:\n      - id: bitexte-check\n"
        "        args: [-g, glossary.tsv]\n      - id: bitexte-glossary\n",
        encoding="utf-8",
    )
    run("git", "add", "-A", cwd=project)
    done = run(
        sys.executable, "-m", "pre_commit", "run", "--all-files",
        cwd=project, PRE_COMMIT_HOME=str(tmp_path / "home"), BITEXTE_CACHE=str(cache),
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "error TERM001" in done.stdout
    (project / "a.tsv").write_text(PAIR.replace("presidency", "White House"), encoding="utf-8")
    done = run(
        sys.executable, "-m", "pre_commit", "run", "bitexte-check", "--all-files",
        cwd=project, PRE_COMMIT_HOME=str(tmp_path / "home"), BITEXTE_CACHE=str(cache),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def yaml_blocks(path: Path) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def test_the_action_runs_what_exists(tmp_path: Path) -> None:
    """The check step of action.yml, run by bash as the service would, in place of the service."""
    yaml = pytest.importorskip("yaml")
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    [step] = [step for step in action["runs"]["steps"] if step.get("id") == "check"]
    (tmp_path / "a.tsv").write_text(PAIR, encoding="utf-8")
    done = run(
        "bash", "-e", "-o", "pipefail", "-c", step["run"],
        cwd=tmp_path, FILES="a.tsv", GLOSSARY=str(ROOT / "glossary.tsv"), ARGUMENTS="--select TERM",
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "::error file=a.tsv,line=1" in done.stdout
    assert (tmp_path / "bitexte.sarif").is_file()
    assert set(step["env"]) == {"FILES", "GLOSSARY", "ARGUMENTS"}


def test_documented_snippets_are_valid_and_name_what_exists() -> None:
    yaml = pytest.importorskip("yaml")
    github, gitlab, hooks = (yaml.safe_load(block) for block in yaml_blocks(ROOT / "docs" / "ci.md"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    used = github["jobs"]["check"]["steps"][1]["with"]
    assert set(used) <= set(action["inputs"])
    assert "--format junit" in gitlab["bitexte"]["script"][2]
    offered = {
        hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    }
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == offered
