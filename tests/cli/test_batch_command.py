"""`bitexte batch` in real processes: what a scheduler calls, and the proof that everything is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.model


def bitexte(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "translate", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "c.jsonl"
    rows = [{"uid": f"d{i}", "text": f"Le ministre est arrivé à {i} heures."} for i in range(5)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_shards_and_the_proof(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch = "batch", corpus, "-o", out, "--id-column", "uid", "--rows", "2", "-q"
    assert bitexte(*batch, "--shard", "0/2").returncode == 0
    done = bitexte("batch", "verify", out)
    assert done.returncode == 1
    assert "missing      1" in done.stdout
    assert "nothing was made of" in done.stdout
    assert bitexte(*batch, "--shard", "1/2").returncode == 0
    done = bitexte("batch", "verify", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 files, 5 documents" in done.stdout


def test_what_cannot_be(corpus: Path, tmp_path: Path) -> None:
    batch = "batch", corpus, "-o", tmp_path / "out"
    for arguments, words in (
        ((*batch, "--ray", "--shard", "0/2"), "--ray hands all tasks out itself"),
        ((*batch, "--actors", "2"), "add --ray"),
        ((*batch, "--shard", "2/2"), "write I/N"),
        (("batch", "verify", tmp_path), "holds no batch"),
    ):
        done = bitexte(*arguments)
        assert done.returncode == 2
        assert words in done.stderr


def test_an_address_where_nobody_listens(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'bitexte[cluster]'")
    done = bitexte("batch", corpus, "-o", tmp_path / "out", "--ray", "127.0.0.1:9")
    assert done.returncode == 2
    assert "--ray 127.0.0.1:9: no cluster answers" in done.stderr
