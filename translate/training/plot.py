"""Loss and scores over a run, as a picture."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path


def plot_run(log: Path, scores: Path, output: Path) -> None:
    """Draw a run's loss, and its validation scores where there are some.

    Args:
        log: ``log.csv`` of the loop.
        scores: ``scores.csv`` beside it; may be missing.
        output: PNG.

    Raises:
        ImportError: matplotlib is not installed.
    """
    from matplotlib.figure import Figure

    with log.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    updates = [int(row["updates"]) for row in rows]
    axes.plot(updates, [float(row["loss"]) for row in rows], label="loss (label-smoothed)", linewidth=1)
    axes.plot(updates, [float(row["nll"]) for row in rows], label="negative log-likelihood", linewidth=1)
    axes.set_xlabel("update")
    axes.set_ylabel("nats per target token")
    axes.legend(loc="upper right")
    axes.grid(alpha=0.3)
    if scores.is_file():
        by_name: dict[str, list[tuple[int, float]]] = defaultdict(list)
        with scores.open(encoding="utf-8", newline="") as stream:
            for update, name, value in csv.reader(stream):
                by_name[name].append((int(update), float(value)))
        other = axes.twinx()
        for name, points in by_name.items():
            other.plot(*zip(*points, strict=True), marker="o", linestyle="--", label=name)
        other.set_ylabel("score")
        other.legend(loc="lower right")
    figure.savefig(output, dpi=120)
