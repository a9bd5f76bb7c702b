"""A corpus comes out the same from one machine, from shards and from Ray, whose actors and driver get killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batches import GLOSSARY, SENTENCES, contents, environment

from translate.batch import Settings, plan_tasks, run_batch, select_shard
from translate.batch.cluster import run_on_ray
from translate.batch.verify import verify
from translate.engines import Engine
from translate.errors import ConfigError

pytest.importorskip("ray", reason="Ray is not installed: pip install 'bitexte[cluster]'")
pytest.importorskip("ray.data", reason="Ray Data is not installed: pip install 'bitexte[cluster]'")

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.timeout(500)]

ROWS, DOCUMENTS = 2, 24
DRIVER = f"""
import sys
from pathlib import Path
from translate.batch import Settings, plan_tasks
from translate.batch.cluster import run_on_ray

def tell(result):
    print("done", result.task.name, flush=True)

settings = Settings(glossary="glossary.tsv", id_column="id", threads=1)
report = run_on_ray(plan_tasks(["corpus.parquet"], rows={ROWS}), Path(sys.argv[1]), settings, actors=2, on_result=tell)
print("end", report.why.total(), report.current, len(report.failures), report.left, report.total.documents, flush=True)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pyarrow
    from pyarrow.parquet import write_table

    folder = tmp_path_factory.mktemp("cluster")
    (folder / "glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    texts = [
        "\n\n".join(f"{SENTENCES[(i + k) % len(SENTENCES)]} Il y en avait {i * 10 + k}." for k in range(6))
        for i in range(DOCUMENTS)
    ]
    table = pyarrow.table({"id": [f"dépêche {i}" for i in range(DOCUMENTS)], "text": texts})
    write_table(table, folder / "corpus.parquet")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, compact: Engine) -> dict[str, bytes]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        settings = Settings(glossary="glossary.tsv", id_column="id")
        tasks = plan_tasks(["corpus.parquet"], rows=ROWS)
        translator = settings.load()
        run_batch(tasks, folder / "whole", translator, settings)
        for shard in ("0/2", "1/2"):
            part = select_shard(tasks, shard)
            run_batch(part, folder / "shards", translator, settings, shard=shard, plan=tasks)
        whole = contents(folder / "whole")
        assert whole == contents(folder / "shards")
        for out in ("whole", "shards"):
            assert verify(Path(out)).is_sound
        return whole
    finally:
        os.chdir(here)


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", DRIVER, str(out)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def actors_of(driver: int) -> list[int]:
    """Processes of the actors that Ray started below a driver."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            names[int(path.name)] = (path / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        parents[int(path.name)] = int(fields[1])

    def is_below(pid: int) -> bool:
        while pid in parents:
            if pid == driver:
                return True
            pid = parents[pid]
        return False

    return sorted(pid for pid, name in names.items() if "MapWorker" in name and is_below(pid))


def wait_for_results(driver: subprocess.Popen[str], count: int) -> None:
    assert driver.stdout is not None
    seen: list[str] = []
    while sum(line.startswith("done") for line in seen) < count:
        line = driver.stdout.readline()
        if not line:
            break
        seen.append(line)
    if sum(line.startswith("done") for line in seen) < count:
        pytest.fail("".join(seen) + (driver.stderr.read() if driver.stderr else ""))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finding Ray's actors takes /proc")
def test_killing_an_actor_and_then_the_driver_changes_nothing(
    folder: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "ray"
    first = start(folder, out)
    wait_for_results(first, 2)
    actors = actors_of(first.pid)
    assert len(actors) == 2
    os.kill(actors[0], signal.SIGKILL)
    wait_for_results(first, 3)
    first.kill()
    first.communicate()
    done = len(list((out / ".bitexte" / "tasks").rglob("*.json")))
    assert 5 <= done <= DOCUMENTS // ROWS
    deadline = time.monotonic() + 30
    while actors_of(first.pid) and time.monotonic() < deadline:
        time.sleep(0.2)

    output, errors = start(folder, out).communicate()
    assert output.splitlines()[-1:], errors
    made, current, failed, left, documents = map(int, output.splitlines()[-1].split()[1:])
    assert (failed, left, documents) == (0, 0, DOCUMENTS)
    assert made + current == DOCUMENTS // ROWS
    assert current >= done - 2  # what was being written as the driver died may count either way
    assert contents(out) == expected
    monkeypatch.chdir(folder)
    assert verify(Path("ray")).is_sound
    assert json.loads((out / "report.json").read_text())["tasks"]["failed"] == 0


def test_an_address_where_nobody_listens_is_refused_at_once(folder: Path, tmp_path: Path) -> None:
    tasks = plan_tasks([str(folder / "corpus.parquet")])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening
        with pytest.raises(ConfigError, match="no cluster answers"):
            run_on_ray(tasks, tmp_path, Settings(), address=f"127.0.0.1:{taken.getsockname()[1]}")
    assert not list(tmp_path.rglob("*.jsonl"))
