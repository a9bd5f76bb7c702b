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
    source, target = source[order] + 1, target[order] + 1  # with </s>
    most = batch_tokens // 2  # an example is two tokens at least
    while start < len(order):
        part = slice(start, start + most)
        widest, widest_source = np.maximum.accumulate(target[part]), np.maximum.accumulate(source[part])
        # Long sources beside short targets (annotations) must not blow up the encoder either.
        cost = np.arange(1, len(widest) + 1) * np.maximum(widest, (0.7 * widest_source).astype(np.int64))
        count = max(int(np.searchsorted(cost, batch_tokens, side="right")), 1)
        batches.append(order[start : start + count])
        start += count
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
    real: torch.Tensor
    """(tokens,) places in the flattened ``tgt_out`` that are no padding; found once, so that no GPU is waited for."""

    @property
    def tokens(self) -> int:
        """Target tokens, ``</s>`` included, padding not."""
        return len(self.real)

    def to(self, device: torch.device) -> Batch:
        """Copy to a device; to a GPU from pinned memory, so that the copy waits for nothing that runs there."""
        if device.type == "cpu":
            return self
        parts = (self.src, self.src_mask, self.tgt_in, self.tgt_out, self.real)
        return Batch(*(part.pin_memory().to(device, non_blocking=True) for part in parts))


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
        begins, lengths = at[indices], at[indices + 1] - at[indices]
        widest = -(-(int(lengths.max()) + 1) // multiple) * multiple
        column = np.arange(widest)[None]
        here = flat[np.minimum(begins[:, None] + column, len(flat) - 1)].astype(np.int64)
        here = np.where(column < lengths[:, None], here, pad)
        here[np.arange(len(indices)), lengths] = eos
        return here

    src, out = rows(pool.source, pool.source_at), rows(pool.target, pool.target_at)
    shifted = np.concatenate([np.full((len(out), 1), pad, np.int64), out[:, :-1]], 1)
    return Batch(
        torch.from_numpy(src),
        torch.from_numpy((src != pad).astype(np.int64)),
        torch.from_numpy(shifted),
        torch.from_numpy(out),
        torch.from_numpy((out != pad).ravel().nonzero()[0]),
    )
