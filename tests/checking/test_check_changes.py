"""Lines that a diff touches, in a real repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from check_files import CASE, MISSING, run, save

from translate.checking.changes import changed_lines
from translate.checking.inputs import Source
from translate.errors import ConfigError

ROWS = [f"Ligne {i}.\tLine {i}." for i in range(1, 21)]


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, env=environment
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    save(tmp_path / "corpus" / "a[1] é.tsv", *ROWS)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


@pytest.fixture
def path(repository: Path) -> str:
    return str(repository / "corpus" / "a[1] é.tsv")


def test_nothing(path: str) -> None:
    assert changed_lines(path, "HEAD") == set()


def test_changed_added_and_removed_lines(path: str) -> None:
    rows = list(ROWS)
    rows[1] = "Deux.\tTwo."
    del rows[5:7]
    rows += ["Fin.\tEnd.", "Fin.\tEnd."]
    save(Path(path), *rows)
    assert changed_lines(path, "HEAD") == {2, 19, 20}


def test_committed_since(repository: Path, path: str) -> None:
    save(Path(path), "Zéro.\tZero.", *ROWS)
    git(repository, "commit", "-qam", "second")
    assert changed_lines(path, "HEAD") == set()
    assert changed_lines(path, "HEAD~1") == {1}


def test_new_file_is_all_new(repository: Path) -> None:
    path = save(repository / "b.tsv", *ROWS)
    assert changed_lines(path, "HEAD") is None
    git(repository, "add", "-A")
    assert changed_lines(path, "HEAD") == set(range(1, 21))


def test_settings_of_the_user_change_nothing(repository: Path, path: str) -> None:
    git(repository, "config", "diff.interHunkContext", "10")
    git(repository, "config", "diff.noprefix", "true")
    git(repository, "config", "color.ui", "always")
    save(repository / ".gitattributes", "*.tsv binary")
    rows = list(ROWS)
    rows[1], rows[5] = "Deux.\tTwo.", "Six.\tSix."
    save(Path(path), *rows)
    assert changed_lines(path, "HEAD") == {2, 6}


def test_bytes_that_are_not_utf8(path: str) -> None:
    save(Path(path), *ROWS[:3], b"\xe9t\xe9\rsummer", *ROWS[4:])
    assert changed_lines(path, "HEAD") == {4}


def test_pointers_of_large_files_say_nothing_about_lines(repository: Path) -> None:
    def pointer(oid: str) -> tuple[str, ...]:
        return "version https://git-lfs.github.com/spec/v1", f"oid sha256:{oid * 64}", "size 12"

    path = save(repository / "big.tsv", *pointer("a"))
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "pointer")
    save(repository / "big.tsv", *pointer("b"))
    assert changed_lines(path, "HEAD") is None


def test_inside_a_hook(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    save(Path(path), "Zéro.\tZero.", *ROWS)
    assert changed_lines(path, "HEAD") == {1}


@pytest.mark.parametrize("revision", ["v9.9", "--output=x", ""])
def test_unknown_revision(path: str, revision: str) -> None:
    with pytest.raises(ConfigError, match="no revision"):
        changed_lines(path, revision)


def test_no_repository_and_stdin(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a git repository"):
        changed_lines(save(tmp_path / "a.tsv", ""), "HEAD")
    with pytest.raises(ConfigError, match="standard input"):
        changed_lines("-", "HEAD")


def test_run_reports_on_changed_lines_alone(repository: Path) -> None:
    path = save(repository / "c.tsv", "\t".join(CASE), "x", "Oui.\tYes.")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "c")
    save(repository / "c.tsv", "\t".join(CASE), "x", "\t".join(MISSING), "y")

    def lines(source: Source) -> set[int] | None:
        return changed_lines(source.path, "HEAD")

    summary, memory = run([path], lines=lines)
    assert memory.rows == [(3, "TERM001", "new")]
    assert [fault[1] for fault in memory.faults] == [4]
    assert (summary.units, summary.faults) == (1, 1)
