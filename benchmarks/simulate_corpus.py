"""What a large corpus costs: core-hours, days, memory, files, and what becomes the bottleneck as cores are added.

    python benchmarks/simulate_corpus.py [--documents 10000000] [--words-per-second 430] [--json FILE]

Task lengths, slow workers and deaths of workers are drawn from a seeded generator, tasks are handed to whichever
worker is free, and the clock is read when the last one is done. The same numbers come out every time. Speeds are
inputs: measure yours with `bench_batch.py` on one machine of the cluster, for one core (or one GPU, with `--gpus`).
"""

from __future__ import annotations

import argparse
import heapq
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Cluster:
    """One line of the table."""

    workers: int
    hours: float
    efficiency: float
    """Worker-hours that translate, of those that are paid for."""
    deaths: int
    tasks_per_second: float
    read_mb_per_second: float
    write_mb_per_second: float
    bottleneck: str


def task_seconds(options: argparse.Namespace) -> np.ndarray:
    """Seconds of each task on a worker of ordinary speed, the way to its rows included."""
    random = np.random.default_rng(options.seed)
    tasks = -(-options.documents // options.rows)
    # Lengths of articles are close to lognormal; only sums over a task are needed, so a million of them are drawn
    # and tasks take sums of those.
    sigma = np.sqrt(np.log(1 + options.spread**2))
    sample = random.lognormal(
        np.log(options.words) - sigma**2 / 2, sigma, size=min(options.documents, 1_000_000)
    )
    sample *= options.words / sample.mean()
    sums = sample[: len(sample) // options.rows * options.rows].reshape(-1, options.rows).sum(axis=1)
    words = random.choice(sums, size=tasks) if len(sums) else np.array([sample.sum()])
    seek = options.rows_per_file / 2 / options.skipped_rows_per_second
    return words / options.words_per_second + seek + options.rows / options.read_rows_per_second


def simulate(seconds: np.ndarray, workers: int, options: argparse.Namespace) -> tuple[float, int]:
    """Seconds until the last task is done, and how many workers died."""
    random = np.random.default_rng(options.seed + workers)
    slow = np.where(random.random(workers) < options.slow_share, options.slowness, 1.0)
    free = [(options.startup, worker) for worker in range(workers)]
    heapq.heapify(free)
    deaths, at_risk = 0, options.deaths_per_hour / 3600
    for duration in seconds:
        now, worker = heapq.heappop(free)
        length = duration * slow[worker]
        # A worker that dies loses what it had of its task, which is done again by the one that replaces it.
        while at_risk and (until := random.exponential(1 / at_risk)) < length:
            deaths += 1
            now += until + options.startup
        heapq.heappush(free, (now + length, worker))
    return max(now for now, _ in free), deaths


def describe(seconds: np.ndarray, workers: int, options: argparse.Namespace) -> Cluster:
    """Simulate one size of cluster, and find what would hold it up."""
    wall, deaths = simulate(seconds, workers, options)
    words = options.documents * options.words
    read = words * options.input_bytes_per_word / 1e6
    write = words * options.output_bytes_per_word / 1e6
    demands = {
        "driver": len(seconds) / wall / options.driver_tasks_per_second,
        "disk": (read + write) / wall / options.disk_mb_per_second,
        "last tasks": 1 - seconds.sum() / workers / wall,
    }
    name, load = max(demands.items(), key=lambda item: item[1])
    if name != "last tasks" and load > 1:
        wall *= load  # the shared part is the slower one
    bottleneck = "workers" if load < 0.3 else f"{name} ({load:.0%})"
    return Cluster(
        workers,
        wall / 3600,
        float(seconds.sum() / workers / wall),
        deaths,
        len(seconds) / wall,
        read / wall,
        write / wall,
        bottleneck,
    )


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--documents", type=int, default=10_000_000)
    add("--words", type=float, default=500, help="mean per document")
    add("--spread", type=float, default=0.8, help="standard deviation of a document's words over their mean")
    add("--words-per-second", type=float, default=430, help="of one worker; measure it")
    add("--gpus", action="store_true", help="a worker is a GPU, not a core (only words the tables)")
    add("--workers", type=int, nargs="+", default=[1, 16, 64, 256, 1024, 4096, 16384])
    add("--rows", type=int, default=100, help="documents per task, that is per output file")
    add("--rows-per-file", type=int, default=100_000, help="rows of one input file")
    add(
        "--skipped-rows-per-second",
        type=float,
        default=50_000,
        help="on the way to a task's rows in its file",
    )
    add("--read-rows-per-second", type=float, default=9_000)
    add("--startup", type=float, default=30, help="seconds from the start of a worker to its first task")
    add("--memory-mb", type=float, default=550, help="peak of one worker, Ray's own share included")
    add("--slow-share", type=float, default=0.02, help="share of workers that are slow")
    add("--slowness", type=float, default=2.0, help="how many times")
    add("--deaths-per-hour", type=float, default=0.001, help="of one worker")
    add("--input-bytes-per-word", type=float, default=6.5)
    add("--output-bytes-per-word", type=float, default=69, help="records with their word links")
    add("--disk-mb-per-second", type=float, default=500, help="of the shared file system")
    add("--driver-tasks-per-second", type=float, default=50, help="that one driver hands out")
    add("--seed", type=int, default=1)
    add("--json", type=Path)
    return parser.parse_args()


def main() -> None:
    options = parse()
    seconds = task_seconds(options)
    words = options.documents * options.words
    unit = "GPU" if options.gpus else "core"
    rows = [describe(seconds, workers, options) for workers in options.workers]
    summary = {
        f"{unit}_hours": seconds.sum() / 3600,
        "words": words,
        "tasks": len(seconds),
        "files": 2 * len(seconds),
        "input_gb": words * options.input_bytes_per_word / 1e9,
        "output_gb": words * options.output_bytes_per_word / 1e9,
        "mean_task_minutes": float(seconds.mean()) / 60,
        "longest_task_minutes": float(seconds.max()) / 60,
        "checkpoint_mb": len(seconds) * 100 / 1e6,
        "verify_mb": options.documents * 8 / 1e6,
    }
    for name, value in summary.items():
        print(f"{name.replace('_', ' '):<22} {value:,.1f}".removesuffix(".0"))
    print()
    print(f"| {unit}s | wall clock | busy | deaths | tasks/s | write MB/s | memory GB | held up by |")
    print("|---:|---:|---:|---:|---:|---:|---:|---|")
    for row in rows:
        wall = f"{row.hours / 24:,.1f} days" if row.hours > 48 else f"{row.hours:,.1f} h"
        memory = row.workers * options.memory_mb / 1000
        print(
            f"| {row.workers:,} | {wall} | {row.efficiency:.0%} | {row.deaths:,} | {row.tasks_per_second:,.2f} "
            f"| {row.write_mb_per_second:,.1f} | {memory:,.1f} | {row.bottleneck} |"
        )
    if options.json:
        result = {"summary": summary, "clusters": [asdict(row) for row in rows]}
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
