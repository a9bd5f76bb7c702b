"""Batches: every example once, within the budget, padded and marked as the loss needs it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from translate.training.batches import Position, collate, iterate, plan_epoch
from translate.training.pack import Pool

EOS, PAD = 0, 63


def pool_of(lengths: list[tuple[int, int]]) -> Pool:
    rng = np.random.default_rng(0)
    sides = []
    for side in (0, 1):
        at = np.concatenate([[0], np.cumsum([pair[side] for pair in lengths])]).astype(np.int64)
        sides += [rng.integers(1, PAD, at[-1]).astype(np.uint16), at]
    return Pool(*sides)


POOLS = st.lists(st.tuples(st.integers(1, 96), st.integers(1, 80)), min_size=1, max_size=300).map(pool_of)


@given(POOLS, st.integers(2, 2000), st.integers(0, 3))
def test_an_epoch_has_every_example_once_and_no_batch_over_the_budget(
    pool: Pool, budget: int, epoch: int
) -> None:
    batches = plan_epoch(pool, epoch, 5, budget)
    assert sorted(i for batch in batches for i in batch) == list(range(len(pool)))
    source, target = pool.lengths()
    for batch in batches:
        assert len(batch) == 1 or len(batch) * (target[batch].max() + 1) <= budget
        assert len(batch) == 1 or len(batch) * int(0.7 * (source[batch].max() + 1)) <= budget


def test_batches_are_as_full_as_they_can_be() -> None:
    batches = plan_epoch(pool_of([(9, 9)] * 100), 0, 5, 100)
    assert [len(batch) for batch in batches] == [10] * 10


@given(POOLS, st.data())
def test_a_batch_has_its_examples_shifted_and_marked(pool: Pool, data: st.DataObject) -> None:
    indices = np.array(data.draw(st.lists(st.integers(0, len(pool) - 1), min_size=1, max_size=20)))
    batch = collate(pool, indices, EOS, PAD)
    for row, i in enumerate(indices):
        source = [*pool.source[pool.source_at[i] : pool.source_at[i + 1]], EOS]
        target = [*pool.target[pool.target_at[i] : pool.target_at[i + 1]], EOS]
        assert batch.src[row].tolist() == source + [PAD] * (batch.src.shape[1] - len(source))
        assert batch.src_mask[row].tolist() == [1] * len(source) + [0] * (batch.src.shape[1] - len(source))
        assert batch.tgt_out[row].tolist() == target + [PAD] * (batch.tgt_out.shape[1] - len(target))
        assert batch.tgt_in[row, : len(target)].tolist() == [PAD, *target[:-1]]
    assert batch.src.shape[1] % 4 == batch.tgt_out.shape[1] % 4 == 0
    real = batch.tgt_out.flatten()[batch.real]
    assert batch.tokens == len(real) == int((batch.tgt_out != PAD).sum())
    assert (real != PAD).all()


def test_a_run_goes_on_where_it_stopped() -> None:
    pool = pool_of([(n % 30 + 1, n % 20 + 1) for n in range(200)])
    position = Position()
    whole = iterate(pool, position, 3, 64)
    for _ in range(70):
        next(whole)
    rest = iterate(pool, Position(position.epoch, position.batch), 3, 64)
    for _ in range(70):
        assert np.array_equal(next(whole), next(rest))
