"""What nights are made of: kill -9, a full disk, a second run, signals, a clock that goes back. Real processes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batches import ROOT, bitexte, command, contents, environment, write_articles

from translate.batch.stopping import Stop

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them"),
]


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments), stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    )


def count_files(out: Path) -> int:
    """Files in a folder in which a process is at work: what vanishes meanwhile does not count."""
    return sum(len(names) for _, _, names in os.walk(out))


def wait_for_files(process: subprocess.Popen[str], out: Path, count: int, seconds: float = 120) -> None:
    """Wait until so many files, finished or not, are there, or the process has ended."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        if count_files(out) >= count:
            return
        time.sleep(0.002)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Forty articles, and what one quiet run makes of them."""
    folder = tmp_path_factory.mktemp("quiet")
    write_articles(folder / "in", 40)
    bitexte("translate", folder / "in", "-o", folder / "out", "--also", "tmx", "-q")
    return folder / "in", contents(folder / "out")


@pytest.mark.slow
def test_killed_twenty_times_and_run_again(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """Kill -9 at random points, half of them while files are being written; nothing is lost, doubled or different."""
    source, expected = undisturbed
    chance = random.Random(20)
    out = tmp_path / "out"
    kills = 0
    while kills < 20:
        process = start("translate", source, "-o", out, "--also", "tmx", "-q")
        if kills % 2:
            wait_for_files(process, out, count_files(out) + chance.randint(1, 12))
        else:
            time.sleep(chance.uniform(0.3, 2.5))
        was_running = process.poll() is None
        process.kill()
        process.communicate()
        kills += was_running
        for path in out.rglob("*.jsonl"):
            name = path.relative_to(out).as_posix()
            if not name.startswith(".bitexte/tmp"):
                assert path.read_bytes() == expected[name], f"{name} is half-written"
        if not was_running:  # it was done before the kill: begin again from nothing
            shutil.rmtree(out)
    bitexte("translate", source, "-o", out, "--also", "tmx", "-q")
    assert contents(out) == expected
    bitexte("translate", source, "-o", out, "--also", "tmx", "-q")
    assert contents(out) == expected


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_finishes_what_is_in_hand(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path, number: signal.Signals
) -> None:
    source = tmp_path / "in"
    write_articles(source, 400)
    out = tmp_path / "out"
    process = start("translate", source, "-o", out)
    wait_for_files(process, out, 8)
    process.send_signal(number)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 130, message
    assert "Traceback" not in message
    assert "finishing the documents in hand" in message
    assert "run again to go on" in message
    finished = list(out.glob("*.jsonl"))
    assert 0 < len(finished) < 400
    assert len(list((out / ".bitexte" / "tasks").glob("*.json"))) == len(finished)
    assert not list(out.rglob("*.tmp"))


def test_the_time_is_up(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 3)
    done = bitexte("translate", tmp_path / "in", "-o", tmp_path / "out", "--max-hours", "1e-9", check=130)
    assert "3 of 3 files are left" in done.stderr
    assert (tmp_path / "out" / "report.json").is_file()
    bitexte("translate", tmp_path / "in", "-o", tmp_path / "out", "--max-hours", "0", check=2)


def test_a_clock_that_goes_back_changes_nothing(tmp_path: Path) -> None:
    """Files from the future, then from the past: currency is a matter of contents."""
    paths = write_articles(tmp_path / "in", 2)
    bitexte("translate", tmp_path / "in", "-o", tmp_path / "out", "-q")
    for stamp in (time.time() + 10**8, 0):
        for path in (*paths, *(tmp_path / "out").rglob("*.json*")):
            os.utime(path, (stamp, stamp))
        done = bitexte("translate", tmp_path / "in", "-o", tmp_path / "out")
        assert "0 made, 2 current" in done.stderr
    assert not Stop(hours=1)


def test_disk_full_leaves_nothing_half_written(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """A real limit of the system (RLIMIT_FSIZE) on every file; then, where root may, a tmpfs that is full."""
    source, expected = undisturbed
    out = tmp_path / "out"
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600)); "
    code += "sys.argv = ['bitexte', *sys.argv[1:]]; from translate.cli import main; main()"
    arguments = ["translate", str(source), "-o", str(out), "--also", "tmx"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be written: file too large" in done.stderr
    assert not [name for name in contents(out) if name.endswith((".jsonl", ".tmp", ".tmx"))]
    bitexte(*arguments, "-q")
    assert contents(out) == expected


def test_a_full_file_system(undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = undisturbed
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        done = bitexte("translate", source, "-o", disk / "out", "--also", "tmx", check=2)
        assert "no space left on device – free some space and run again" in done.stderr
        written = {n: d for n, d in contents(disk / "out").items() if n.endswith((".jsonl", ".tmx"))}
        assert written
        assert all(expected[name] == data for name, data in written.items())
        subprocess.run(["mount", "-o", "remount,size=10M", str(disk)], check=True)
        bitexte("translate", source, "-o", disk / "out", "--also", "tmx", "-q")
        assert contents(disk / "out") == expected
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def test_the_second_run_says_so_and_stops(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 200)
    first = start("translate", tmp_path / "in", "-o", tmp_path / "out", "-q")
    try:
        wait_for_files(first, tmp_path / "out", 2)
        assert first.poll() is None
        done = bitexte("translate", tmp_path / "in", "-o", tmp_path / "out", check=2)
        assert "another run is at work in this folder" in done.stderr
    finally:
        first.kill()
        first.communicate()


def test_unreadable_among_a_thousand(tmp_path: Path) -> None:
    """A thousand articles of which 998 are there already; one cannot be read, one is new."""
    paths = write_articles(tmp_path / "in", 6)
    for i in range(994):
        shutil.copy(paths[i % 6], tmp_path / "in" / f"copie-{i}.txt")
    (tmp_path / "in" / "copie-500.txt").write_bytes("Le président élu".encode("cp1252"))
    done = bitexte("translate", tmp_path / "in", "-o", tmp_path / "out", check=2)
    assert "999 made, 0 current, 1 failed" in done.stderr
    assert "copie-500.txt:1: is not UTF-8, probably iso-8859-1" in done.stderr
    assert len(list((tmp_path / "out").glob("*.jsonl"))) == 999
