"""The log of a run: one row per report, in which what it was and what it cost can be seen later."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("updates", "seconds", "progress", "lr", "loss", "nll", "tokens", "tokens_per_second", "grad_norm")
"""``updates``, ``seconds`` and ``progress`` (share of the budget) count from the start of the run; ``tokens`` are the
target tokens since the row before, over which ``loss`` and ``nll`` are means, in nats per token."""


class Update(NamedTuple):
    """What one update came to."""

    loss: float
    """Label-smoothed, in nats per target token."""
    nll: float
    """Negative log-likelihood, likewise."""
    tokens: int
    """Target tokens, padding not."""
    seconds: float
    norm: float
    """Of the gradient, before it was clipped."""


class Log:
    """``log.csv``: one row per report; ``scores.csv`` beside it for validation.

    Args:
        path: of ``log.csv``; goes on where it is there already.
        updates: at which the run goes on.
    """

    def __init__(self, path: Path, updates: int) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._scores = path.with_name("scores.csv")
        # Rows after the checkpoint were not kept: the run repeats them.
        _keep_rows(path, [list(COLUMNS)], updates)
        if self._scores.exists():
            _keep_rows(self._scores, [], updates)

    def write(
        self,
        updates: int,
        seconds: float,
        progress: float,
        lr: float,
        window: Sequence[Update],
    ) -> str:
        """Add a row of means over the updates of a window, and return it as a line to show.

        Args:
            updates: in the run so far.
            seconds: trained so far.
            progress: share of the budget that is used, 0…1.
            lr: rate of the last update.
            window: updates since the row before; at least one.
        """
        count = sum(w.tokens for w in window)
        loss = sum(w.loss * w.tokens for w in window) / count
        nll = sum(w.nll * w.tokens for w in window) / count
        speed = count / max(sum(w.seconds for w in window), 1e-9)
        norm = sum(w.norm for w in window) / len(window)
        row = (
            updates,
            f"{seconds:.0f}",
            f"{progress:.4f}",
            f"{lr:.3g}",
            f"{loss:.4f}",
            f"{nll:.4f}",
            count,
            f"{speed:.0f}",
            f"{norm:.3f}",
        )
        with self.path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(row)
        scores = f"loss {loss:.3f}  nll {nll:.3f}  lr {lr:.2g}"
        return f"{progress:6.1%}  update {updates}  {scores}  {speed:,.0f} tokens/s  |g| {norm:.2f}"

    def note(self, updates: int, scores: dict[str, float]) -> str:
        """Add validation scores."""
        with self._scores.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows((updates, name, f"{value:.3f}") for name, value in scores.items())
        return "validation  " + "  ".join(f"{name} {value:.2f}" for name, value in scores.items())


def _keep_rows(path: Path, header: list[list[str]], updates: int) -> None:
    """Leave in a file, which is made where there is none, its header and the rows up to some update."""
    rows: list[list[str]] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [
                row for row in csv.reader(stream) if row and row[0].isdecimal() and int(row[0]) <= updates
            ]
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*header, *rows])
    os.replace(temporary, path)
