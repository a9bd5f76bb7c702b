"""The fast engine: CTranslate2, int8 on the CPU."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from translate.engines.base import Decoding, Hypothesis, ModelInfo, Request, mean
from translate.engines.codec import EOS, Codec
from translate.engines.conversion import convert
from translate.engines.models import ModelFiles, target_limit
from translate.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CTranslate2Engine:
    """Runs a converted model with CTranslate2.

    Args:
        files: the model; converted on first use, see ``conversion.convert``.
        device: ``auto``, ``cpu`` or ``cuda``.
        compute_type: a CTranslate2 type; int8 on CPU and float16 on CUDA unless named.
        threads: CPU cores to use; all that this process may run on unless named.
    """

    name = "ctranslate2"

    def __init__(
        self,
        files: ModelFiles,
        device: str = "auto",
        compute_type: str | None = None,
        threads: int | None = None,
    ) -> None:
        import ctranslate2

        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        compute_type = compute_type or ("float16" if device == "cuda" else "int8")
        supported = (
            sorted(ctranslate2.get_supported_compute_types(device)) if device in ("cpu", "cuda") else []
        )
        if compute_type not in supported:
            raise EngineError(
                f"compute type {compute_type!r} is not available on {device!r}"
                + (
                    f" – choose one of {', '.join(supported)}"
                    if supported
                    else " – devices are auto, cpu, cuda"
                )
            )
        self.model: ModelInfo = files.info
        self.codec: Codec = files.load_codec()
        folder = convert(files, "float32" if compute_type == "float32" else compute_type)
        # On a CPU, one sentence per batch and one batch per core. Padding changes the order in which floats are
        # summed, and int8 rounding turns that into other words now and then (19 of 500 news sentences); alone, a
        # translation does not depend on what else is in the job, so that a resumed or sharded one gives the same
        # bytes. Batches would be a fifth faster here.
        self._batch = 1 if device == "cpu" else 0
        cores = (
            threads or len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else threads or os.cpu_count()
        )
        try:
            self._translator: Any = ctranslate2.Translator(
                str(folder),
                device=device,
                compute_type=compute_type,
                inter_threads=cores or 1,
                intra_threads=1,
            )
            self.concurrency = (cores or 1) if self._batch == 1 else 1
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 cannot load {files.info.label}: {error}") from error

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        """Translate; see ``Engine.decode``."""
        check_lengths(requests, self.model)
        results: list[list[Hypothesis]] = [[] for _ in requests]
        # Attention is exact only where nothing else is in the batch: when a sentence of a batch is finished
        # before the others, CTranslate2 (4.8) goes on with rows of the wrong one.
        attention = options.attention and self._batch == 1
        try:
            pending = []
            for indices, limit in buckets(requests, self.model):
                batch = [requests[i] for i in indices]
                handles = self._translator.translate_batch(
                    [[*r.pieces, EOS] for r in batch],
                    target_prefix=[list(r.prefix) for r in batch] if any(r.prefix for r in batch) else None,
                    **self._batching(options),
                    asynchronous=True,
                    beam_size=options.beams,
                    num_hypotheses=min(options.hypotheses, options.beams),
                    no_repeat_ngram_size=options.no_repeat_ngram,
                    repetition_penalty=options.repetition_penalty,
                    max_input_length=0,
                    max_decoding_length=limit,
                    return_scores=True,
                    return_attention=attention,
                    return_end_token=True,
                )
                pending.append((indices, handles))
            for indices, handles in pending:
                for i, handle in zip(indices, handles, strict=True):
                    results[i] = _hypotheses(handle.result(), len(requests[i].pieces))
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error
        return rescore_prefixed(self, requests, results)

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """Log-probabilities of given targets; see ``Engine.token_scores``."""
        # Targets of one source go together: what is in such a batch depends on that sentence alone.
        groups: dict[tuple[str, ...], list[int]] = {}
        for i, pieces in enumerate(sources):
            groups.setdefault(tuple(pieces), []).append(i)
        scores: list[tuple[float, ...]] = [()] * len(sources)
        try:
            pending = [
                (
                    indices,
                    self._translator.score_batch(
                        [[*pieces, EOS]] * len(indices),
                        [list(targets[i]) for i in indices],
                        max_input_length=0,
                        asynchronous=True,
                    ),
                )
                for pieces, indices in groups.items()
            ]
            for indices, handles in pending:
                for i, handle in zip(indices, handles, strict=True):
                    scores[i] = tuple(handle.result().log_probs)
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error
        return scores

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        """Cross-attention over given targets; see ``Engine.attend``."""
        import numpy as np

        found = [np.zeros((len(t), len(s)), dtype=np.float32) for s, t in zip(sources, targets, strict=True)]
        # Forced decoding, one sentence at a time for the reason given in ``decode``.
        wanted = [i for i, found_rows in enumerate(found) if found_rows.size]
        if not wanted:
            return found
        try:
            handles = self._translator.translate_batch(
                [[*sources[i], EOS] for i in wanted],
                target_prefix=[list(targets[i]) for i in wanted],
                max_batch_size=1,
                batch_type="examples",
                asynchronous=True,
                beam_size=1,
                max_input_length=0,
                max_decoding_length=max(len(targets[i]) for i in wanted) + 1,
                return_attention=True,
            )
            for i, handle in zip(wanted, handles, strict=True):
                rows = np.asarray(handle.result().attention[0], dtype=np.float32)
                found[i] = rows[: len(targets[i]), : len(sources[i])]
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error
        return found

    def _batching(self, options: Decoding) -> dict[str, Any]:
        if self._batch == 1:
            return {"max_batch_size": 1, "batch_type": "examples"}
        return {"max_batch_size": options.batch_tokens, "batch_type": "tokens"}

    def _failed(self, error: Exception) -> EngineError:
        return EngineError(f"CTranslate2 failed on model {self.model.label}: {error}")


def _hypotheses(result: Any, source_length: int) -> list[Hypothesis]:
    import numpy as np

    found = []
    for rank, (pieces, score) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
        is_truncated = not pieces or pieces[-1] != EOS
        kept = tuple(pieces if is_truncated else pieces[:-1])
        attention = None
        if result.attention and rank == 0:
            rows = np.asarray(result.attention[rank], dtype=np.float32).reshape(
                len(result.attention[rank]), -1
            )
            attention = rows[: len(kept), :source_length]
        found.append(Hypothesis(kept, float(score), attention, is_truncated))
    return found


def buckets(requests: Sequence[Request], model: ModelInfo) -> Iterator[tuple[list[int], int]]:
    """Group requests by the longest target they may have, shortest first, each group with that limit.

    A looping hypothesis runs to the limit, so that a short sentence should not have a long one's.
    """
    groups: dict[int, list[int]] = {}
    for i in sorted(range(len(requests)), key=lambda i: len(requests[i].pieces)):
        limit = target_limit(len(requests[i].pieces), model.max_positions)
        if requests[i].prefix:
            limit = max(limit, limit // 2 + len(requests[i].prefix))
        groups.setdefault(min(model.max_positions - 1, -(-limit // 48) * 48), []).append(i)
    for limit, indices in sorted(groups.items()):
        yield indices, limit


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


def rescore_prefixed(
    engine: Any, requests: Sequence[Request], results: list[list[Hypothesis]]
) -> list[list[Hypothesis]]:
    """Give hypotheses with a prefix a score over all their pieces, as those without have.

    The runtimes leave the prefix's own probability out: CTranslate2 gives the sum over the pieces that it chose,
    divided by the number of all.
    """
    places = [(i, rank) for i, r in enumerate(requests) if r.prefix for rank in range(len(results[i]))]
    unknown = [(i, rank) for i, rank in places if requests[i].prefix_score is None]
    scores = engine.token_scores(
        [requests[i].pieces for i, _ in unknown], [results[i][rank].pieces for i, rank in unknown]
    )
    means = {place: mean(tokens) for place, tokens in zip(unknown, scores, strict=True)}
    for i, rank in places:
        old = results[i][rank]
        added = (requests[i].prefix_score or 0.0) / (len(old.pieces) + (not old.is_truncated))
        results[i][rank] = dataclasses.replace(old, score=means.get((i, rank), old.score + added))
    for i in {i for i, _ in places}:
        results[i].sort(key=lambda hypothesis: -hypothesis.score)
    return results
