"""Batches: a token budget, sorted by length, few distinct shapes, the same for the same seed and position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from translate.training.pack import Pool

if TYPE_CHECKING:
    import torch


@dataclass(slots=True)
class Position:
    """Where in the data a run stands: enough to go on exactly there."""

    epoch: int = 0
    """Passes over the pool that are over."""
    batch: int = 0
    """Batches of this pass that were handed out."""


def plan_epoch(pool: Pool, epoch: int, seed: int, batch_tokens: int) -> list[NDArray[np.int64]]:
    """Split one pass over the pool into batches of example indices, (batch,) each.

    Examples are sorted by length with some jitter (so that batches differ from pass to pass), cut where the padded
    target would exceed ``batch_tokens``, and the batches shuffled.
    """
    rng = np.random.default_rng([seed, epoch])
    source, target = pool.lengths()
    order = np.lexsort((source + rng.integers(0, 4, len(source)), target + rng.integers(0, 2, len(target))))
    batches, start = [], 0
    widest = widest_source = 0
    for i, example in enumerate(order):
        longest, longest_source = (
            max(widest, int(target[example]) + 1),
            max(widest_source, int(source[example]) + 1),
        )
        count = i - start + 1
        # Long sources beside short targets (annotations) must not blow up the encoder either.
        if count > 1 and count * max(longest, int(0.7 * longest_source)) > batch_tokens:
            batches.append(order[start:i])
            start, longest, longest_source = i, int(target[example]) + 1, int(source[example]) + 1
        widest, widest_source = longest, longest_source
    if start < len(order):
        batches.append(order[start:])
    shuffled = rng.permutation(len(batches))
    return [batches[i] for i in shuffled]


def iterate(pool: Pool, position: Position, seed: int, batch_tokens: int) -> Iterator[NDArray[np.int64]]:
    """Yield batches for ever from a position on, and keep the position up to date."""
    while True:
        plan = plan_epoch(pool, position.epoch, seed, batch_tokens)
        while position.batch < len(plan):
            batch = plan[position.batch]
            position.batch += 1
            yield batch
        position.epoch, position.batch = position.epoch + 1, 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one batch."""

    src: torch.Tensor
    """(batch, src_len) ids, ``</s>`` included, padded."""
    src_mask: torch.Tensor
    """(batch, src_len), 1 where there is a token."""
    tgt_in: torch.Tensor
    """(batch, tgt_len): decoder start and target."""
    tgt_out: torch.Tensor
    """(batch, tgt_len): target and ``</s>``, padded."""
    tokens: int
    """Target tokens, ``</s>`` included, padding not."""


def collate(pool: Pool, indices: NDArray[np.int64], eos: int, pad: int, multiple: int = 4) -> Batch:
    """Pad examples to a common length.

    Args:
        pool: examples.
        indices: (batch,) which of them.
        eos: id of ``</s>``, put behind every example.
        pad: id of ``<pad>``; the decoder starts from it, too.
        multiple: lengths become multiples of this, so that shapes recur.
    """
    import torch

    def rows(flat: NDArray[np.uint16], at: NDArray[np.int64]) -> NDArray[np.int64]:
        widest = max(int(at[i + 1] - at[i]) for i in indices) + 1
        widest = -(-widest // multiple) * multiple
        out = np.full((len(indices), widest), pad, np.int64)
        for row, i in enumerate(indices):
            n = int(at[i + 1] - at[i])
            out[row, :n] = flat[at[i] : at[i + 1]]
            out[row, n] = eos
        return out

    src, out = rows(pool.source, pool.source_at), rows(pool.target, pool.target_at)
    shifted = np.concatenate([np.full((len(out), 1), pad, np.int64), out[:, :-1]], 1)
    return Batch(
        torch.from_numpy(src),
        torch.from_numpy((src != pad).astype(np.int64)),
        torch.from_numpy(shifted),
        torch.from_numpy(out),
        int((out != pad).sum()),
    )
