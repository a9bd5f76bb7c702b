"""The training pool as token ids: one compressed file (or a few) that a machine without data can train from."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from translate.errors import InputError
from translate.training.annotate import AS, END, TERM, Annotator
from translate.training.naming import Namer
from translate.training.noise import join, roughen
from translate.training.prepare import CleanPair
from translate.training.recipe import Recipe

ANNOTATION_TOKENS = (TERM, AS, END)


@dataclass(frozen=True, slots=True)
class Pool:
    """Examples as ids, without ``</s>`` and padding; ``source[source_at[i]:source_at[i + 1]]`` is example i."""

    source: NDArray[np.uint16]
    """(source tokens,) ids of all examples, one after the other."""
    source_at: NDArray[np.int64]
    """(examples + 1,) where each begins, and where the last ends."""
    target: NDArray[np.uint16]
    """(target tokens,)"""
    target_at: NDArray[np.int64]
    """(examples + 1,)"""

    def __len__(self) -> int:
        return len(self.source_at) - 1

    def lengths(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Lengths in pieces of all sources and targets, (examples,) each."""
        return np.diff(self.source_at), np.diff(self.target_at)


def examples(
    pairs: Sequence[CleanPair], recipe: Recipe, annotator: Annotator | None, namer: Namer | None = None
) -> Iterator[tuple[str, str]]:
    """The pool as text: copies by corpus, joined neighbours, names, noise, annotations; the same for the same seed."""
    rng = random.Random(recipe.seed)
    for index, pair in enumerate(pairs):
        entry = recipe.corpus[pair.corpus]
        whole, part = divmod(entry.copies, 1)
        for _ in range(int(whole) + (rng.random() < part)):
            text = (pair.source, pair.target)
            if entry.phrases:
                yield text
                continue
            if rng.random() < recipe.noise.join and index + 1 < len(pairs):
                after = pairs[index + 1]
                if after.corpus == pair.corpus and after.document == pair.document:
                    text = join(text, (after.source, after.target)) or text
            if namer is not None and rng.random() < recipe.noise.names:
                text = namer.rename(*text, rng) or text
            text = roughen(*text, recipe.noise, rng)
            yield annotator.annotate(*text, rng) if annotator is not None else text


def encode(texts: Iterable[tuple[str, str]], processor: Any, recipe: Recipe) -> tuple[Pool, dict[str, int]]:
    """Tokenise examples and drop the long ones.

    Args:
        texts: pairs in the model's characters.
        processor: a ``SentencePieceProcessor``.
        recipe: lengths.

    Returns:
        The pool, and counts for the report.
    """
    sources: list[NDArray[np.uint16]] = []
    targets: list[NDArray[np.uint16]] = []
    counts = {"examples": 0, "too long": 0, "annotated": 0, "source tokens": 0, "target tokens": 0}

    def add(chunk: list[tuple[str, str]]) -> None:
        rows = zip(
            processor.encode([s for s, _ in chunk]),
            processor.encode([t for _, t in chunk]),
            chunk,
            strict=True,
        )
        for source, target, (text, _) in rows:
            if not (0 < len(source) <= recipe.pack.max_source and 0 < len(target) <= recipe.pack.max_target):
                counts["too long"] += 1
                continue
            sources.append(np.array(source, np.uint16))
            targets.append(np.array(target, np.uint16))
            counts["annotated"] += TERM in text
            counts["source tokens"] += len(source)
            counts["target tokens"] += len(target)

    chunk: list[tuple[str, str]] = []
    for text in texts:
        chunk.append(text)
        if len(chunk) == 10_000:
            add(chunk)
            chunk = []
    add(chunk)
    counts["examples"] = len(sources)
    return _pool(sources, targets), counts


def _pool(sources: list[NDArray[np.uint16]], targets: list[NDArray[np.uint16]]) -> Pool:
    def flat(rows: list[NDArray[np.uint16]]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        at = np.concatenate([[0], np.cumsum([len(r) for r in rows])]).astype(np.int64)
        return np.concatenate(rows) if rows else np.zeros(0, np.uint16), at

    return Pool(*flat(sources), *flat(targets))


def write_pool(pool: Pool, folder: Path, shard_mb: float) -> list[Path]:
    """Write a pool as ``pool-NN.npz``, in shards of at most ``shard_mb``, examples shuffled over the shards."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("pool-*.npz"):
        old.unlink()
    # Ids are 14 bits of little redundancy; deflate takes them to about 1.7 bytes.
    shards = max(1, -(-int((len(pool.source) + len(pool.target)) * 1.75) // int(shard_mb * 1e6)))
    order = np.random.default_rng(0).permutation(len(pool))
    files = []
    for number in range(shards):
        part = select(pool, order[number::shards])
        path = folder / f"pool-{number:02d}.npz"
        temporary = folder / f".pool-{number:02d}.tmp.npz"
        lengths = part.lengths()
        np.savez_compressed(
            temporary,
            source=part.source,
            target=part.target,
            source_lengths=lengths[0].astype(np.uint16),
            target_lengths=lengths[1].astype(np.uint16),
        )
        os.replace(temporary, path)
        files.append(path)
    return files


def read_pool(files: Sequence[Path]) -> Pool:
    """Read one or more shards into one pool.

    Raises:
        InputError: no shard, or one that is not readable.
    """
    if not files:
        raise InputError.at(
            "pool", "there is no packed data", "run the pack stage first: bitexte train RECIPE.toml"
        )
    sources, targets, source_lengths, target_lengths = [], [], [], []
    for file in files:
        try:
            with np.load(file) as data:
                sources.append(data["source"])
                targets.append(data["target"])
                source_lengths.append(data["source_lengths"].astype(np.int64))
                target_lengths.append(data["target_lengths"].astype(np.int64))
        except (OSError, KeyError, ValueError) as error:
            raise InputError.at(
                str(file), f"is not packed data: {error}", "delete it and pack again"
            ) from error

    def at(lengths: list[NDArray[np.int64]]) -> NDArray[np.int64]:
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(lengths))])

    return Pool(np.concatenate(sources), at(source_lengths), np.concatenate(targets), at(target_lengths))


def select(pool: Pool, order: NDArray[np.int64]) -> Pool:
    """Copy chosen examples, in the order given."""
    return _pool(
        [pool.source[pool.source_at[i] : pool.source_at[i + 1]] for i in order],
        [pool.target[pool.target_at[i] : pool.target_at[i + 1]] for i in order],
    )


def write_report(folder: Path, counts: dict[str, int], table: str) -> None:
    """Write ``report.json`` and ``report.md`` beside the shards."""
    (folder / "report.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    lines = [f"- {name}: {count:,}" for name, count in counts.items()]
    (folder / "report.md").write_text(table + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
