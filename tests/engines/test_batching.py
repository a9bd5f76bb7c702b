"""Batches: what stands in one changes nothing, and one that does not fit into memory is halved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import Decoding, Engine, Request
from translate.engines.batching import equal_lengths, halve_until_it_fits, is_out_of_memory, similar_lengths
from translate.engines.ctranslate import CTranslate2Engine
from translate.engines.models import find_model
from translate.errors import EngineError

WORDS = "le ministre a dit que la ville était calme hier soir malgré la guerre et les tirs".split()


def requests(engine: Engine) -> list[Request]:
    """Many sentences of equal length that differ, some with a prefix."""
    texts = [" ".join(WORDS[i:] + WORDS[:i]) + "." for i in range(len(WORDS))]
    texts += [" ".join(WORDS[i : i + n]) + "." for n in (2, 3, 5) for i in range(6)]
    prefix = engine.codec.encode_target("Yesterday the")
    found = [engine.codec.encode(text).pieces for text in texts]
    return [Request(pieces) for pieces in found] + [Request(pieces, prefix) for pieces in found[::2]]


@pytest.mark.model
@pytest.mark.parametrize("beams", [1, 2, 4])
def test_neighbours_change_no_bit(compact: Engine, beams: int) -> None:
    wanted = requests(compact)
    options = Decoding(beams=beams, attention=True)
    together = compact.decode(wanted, options)
    alone = [compact.decode([one], options)[0] for one in wanted]
    for a, b in zip(together, alone, strict=True):
        assert [(h.pieces, h.score, h.is_truncated) for h in a] == [
            (h.pieces, h.score, h.is_truncated) for h in b
        ]
        assert a[0].attention is not None
        assert b[0].attention is not None
        assert a[0].attention.tobytes() == b[0].attention.tobytes()
    sources, targets = [r.pieces for r in wanted], [h[0].pieces for h in together]
    pairs = zip(sources, targets, compact.attend(sources, targets), strict=True)
    assert all(m.tobytes() == compact.attend([s], [t])[0].tobytes() for s, t, m in pairs)


@pytest.mark.model
def test_nothing_becomes_nothing(compact: Engine) -> None:
    wanted = [Request(()), *requests(compact)[:2], Request(())]
    found = compact.decode(wanted, Decoding(beams=4, attention=True))
    assert [bool(h[0].pieces) for h in found] == [False, True, True, False]


class Cramped:
    """A translator with room for a few sentences at a time."""

    def __init__(self, real: Any, room: int) -> None:
        self._real, self._room = real, room
        self.sizes: list[int] = []

    def translate_batch(self, sources: Sequence[Sequence[str]], **options: Any) -> Any:
        self.sizes.append(len(sources))
        if len(sources) > self._room:
            return [Failed() for _ in sources]
        return self._real.translate_batch(sources, **options)

    def score_batch(self, *arguments: Any, **options: Any) -> Any:
        return self._real.score_batch(*arguments, **options)


class Failed:
    def result(self) -> None:
        raise RuntimeError("CUDA failed with error out of memory")


@pytest.mark.model
def test_a_batch_too_large_is_halved(compact: Engine) -> None:
    assert isinstance(compact, CTranslate2Engine)
    files = find_model("compact")
    translator = Cramped(compact._translator, 3)
    engine = CTranslate2Engine(files, "cpu", threads=1, translator=translator)
    wanted, options = requests(engine), Decoding(beams=2)
    assert engine.decode(wanted, options) == compact.decode(wanted, options)
    assert max(translator.sizes) > 3
    with pytest.raises(EngineError, match="not enough memory to decode a single sentence with compact"):
        CTranslate2Engine(files, "cpu", threads=1, translator=Cramped(None, 0)).decode(wanted[:3], options)


def test_halving_keeps_order_and_other_errors() -> None:
    def run(batch: Sequence[int]) -> list[int]:
        if len(batch) > 2:
            raise MemoryError
        return [10 * i for i in batch]

    info = find_model("compact").info
    assert halve_until_it_fits(range(11), run, info) == [10 * i for i in range(11)]

    def broken(batch: Sequence[int]) -> list[int]:
        raise RuntimeError("no kernel image is available")

    with pytest.raises(RuntimeError, match="kernel"):
        halve_until_it_fits(range(11), broken, info)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("std::bad_alloc"),
        RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"),
        RuntimeError(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"
        ),
    ],
)
def test_what_is_out_of_memory(error: Exception) -> None:
    assert is_out_of_memory(error)
    assert not is_out_of_memory(ValueError("out of memory"))


@given(lengths=st.lists(st.integers(0, 30), max_size=80), tokens=st.integers(1, 200))
def test_every_item_is_in_one_batch(lengths: list[int], tokens: int) -> None:
    everything = list(range(len(lengths)))
    for batches in (equal_lengths(lengths, everything, tokens), similar_lengths(lengths, everything, tokens)):
        assert sorted(i for batch in batches for i in batch) == everything
        longest = [max(lengths[i] for i in batch) for batch in batches]
        assert longest == sorted(longest, reverse=True)
        assert all(len(b) == 1 or len(b) * most <= tokens for b, most in zip(batches, longest, strict=True))
    assert all(len({lengths[i] for i in b}) == 1 for b in equal_lengths(lengths, everything, tokens))
