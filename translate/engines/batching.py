"""What is decoded at once, and what happens when that does not fit into memory.

On a CPU a batch holds sentences of equal length only. Padding changes the order in which floats are summed, and int8
rounding turns that into other words now and then (11 of 500 news sentences); without padding every sentence of a
batch gets, to the last bit, what it gets alone. So a translation does not depend on what else is in the job, and a
resumed or sharded job gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from translate.engines.base import ModelInfo, Request
from translate.engines.models import target_limit
from translate.errors import EngineError

LARGEST_BATCH = 32
"""Most sentences decoded at once on a CPU. With a beam of four, 64 no longer fit into the caches: 5 % slower."""

_MEMORY = (
    "out of memory",
    "bad_alloc",
    "can't allocate memory",
    "cannot allocate memory",
    "not enough memory",
)

T = TypeVar("T")


def equal_lengths(lengths: Sequence[int], wanted: Sequence[int], batch_tokens: int) -> list[list[int]]:
    """Batches of items of equal length, longest first, so that the last ones to run are short.

    Args:
        lengths: of all items, in pieces.
        wanted: indices of the items to batch.
        batch_tokens: most pieces in a batch; one item may be longer.
    """
    groups: dict[int, list[int]] = {}
    for i in wanted:
        groups.setdefault(lengths[i], []).append(i)
    batches = []
    for length, indices in sorted(groups.items(), reverse=True):
        size = max(1, min(LARGEST_BATCH, batch_tokens // max(1, length)))
        batches += [indices[at : at + size] for at in range(0, len(indices), size)]
    return batches


def similar_lengths(lengths: Sequence[int], wanted: Sequence[int], batch_tokens: int) -> list[list[int]]:
    """Batches of items of similar length, padding included within ``batch_tokens``, longest first."""
    batches: list[list[int]] = []
    for i in sorted(wanted, key=lambda i: -lengths[i]):
        if batches and (len(batches[-1]) + 1) * (lengths[batches[-1][0]] + 1) <= batch_tokens:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def buckets(requests: Sequence[Request], model: ModelInfo) -> Iterator[tuple[list[int], int]]:
    """Group requests by the longest target they may have, longest first, each group with that limit.

    A looping hypothesis runs to the limit, so that a short sentence should not have a long one's.
    """
    groups: dict[int, list[int]] = {}
    for i, request in enumerate(requests):
        limit = target_limit(len(request.pieces), model.max_positions)
        if request.prefix:
            limit = max(limit, limit // 2 + len(request.prefix))
        groups.setdefault(min(model.max_positions - 1, -(-limit // 48) * 48), []).append(i)
    for limit, indices in sorted(groups.items(), reverse=True):
        yield sorted(indices, key=lambda i: len(requests[i].pieces)), limit


def check_lengths(requests: Sequence[Request], model: ModelInfo) -> None:
    """Refuse what the model has no positions for.

    Raises:
        EngineError: a source or a prefix is too long.
    """
    for request in requests:
        longest = max(len(request.pieces), len(request.prefix)) + 1
        if longest > model.max_positions:
            raise EngineError(
                f"a sentence of {longest} pieces is longer than the {model.max_positions} positions of "
                f"{model.label} – split it first (translate.segment.split_long)"
            )


def is_out_of_memory(error: BaseException) -> bool:
    """True for what the runtimes raise when an allocation fails, on a CPU or a GPU."""
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(word in str(error).lower() for word in _MEMORY)
    )


def halve_until_it_fits(
    batch: Sequence[int], run: Callable[[Sequence[int]], list[T]], model: ModelInfo
) -> list[T]:
    """Run a batch; where memory does not suffice, its halves, down to single sentences.

    Args:
        batch: indices of the items.
        run: gives one result per index.
        model: named in the message.

    Raises:
        EngineError: not even one sentence fits.
    """
    try:
        return run(batch)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        if len(batch) == 1:
            raise EngineError(
                f"there is not enough memory to decode a single sentence with {model.label} – "
                "close other programs, take fewer --beams, or a smaller model"
            ) from error
    # Outside of the handler: the traceback would keep the failed batch's tensors alive.
    middle = len(batch) // 2
    return halve_until_it_fits(batch[:middle], run, model) + halve_until_it_fits(batch[middle:], run, model)
