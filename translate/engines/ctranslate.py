"""The fast engine: CTranslate2, int8 on the CPU."""

from __future__ import annotations

import dataclasses
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from translate.engines.base import Decoding, Hypothesis, ModelInfo, Request, mean
from translate.engines.batching import (
    buckets,
    check_lengths,
    equal_lengths,
    halve_until_it_fits,
    similar_lengths,
)
from translate.engines.codec import EOS, Codec
from translate.engines.conversion import convert
from translate.engines.models import ModelFiles
from translate.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_ATTENDED = 2048
"""Source pieces at once when attention is asked for; the beam's ``Decoding.batch_tokens`` has the same default."""


class CTranslate2Engine:
    """Runs a converted model with CTranslate2.

    Args:
        files: the model; converted on first use, see ``conversion.convert``.
        device: ``auto``, ``cpu`` or ``cuda``.
        compute_type: a CTranslate2 type; int8 on CPU and float16 on CUDA unless named.
        threads: CPU cores to use; all that this process may run on unless named.
        translator: a ``ctranslate2.Translator`` of the converted model, where one is there already.
    """

    name = "ctranslate2"

    def __init__(
        self,
        files: ModelFiles,
        device: str = "auto",
        compute_type: str | None = None,
        threads: int | None = None,
        translator: Any = None,
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
        cores = threads or (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        try:
            self._translator: Any = translator or ctranslate2.Translator(
                str(folder), device=device, compute_type=compute_type, inter_threads=cores, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 cannot load {files.info.label}: {error}") from error
        self._is_exact = device == "cpu"
        self._batches = equal_lengths if self._is_exact else similar_lengths
        self._workers = cores
        self.concurrency = cores if self._is_exact else 1

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        """Translate; see ``Engine.decode``."""
        check_lengths(requests, self.model)
        results: list[list[Hypothesis]] = [[] for _ in requests]
        lengths = [len(request.pieces) for request in requests]
        batches = [
            (batch, limit)
            for indices, limit in buckets(requests, self.model)
            for batch in self._batches(lengths, indices, options.batch_tokens)
        ]
        starts = [partial(self._start, requests, options, limit) for _, limit in batches]
        decoded = self._run([batch for batch, _ in batches], starts)
        for (batch, _), found in zip(batches, decoded, strict=True):
            for i, result in zip(batch, found, strict=True):
                results[i] = _hypotheses(result, lengths[i])
        return rescore_prefixed(self, requests, results)

    def _start(
        self, requests: Sequence[Request], options: Decoding, limit: int, batch: Sequence[int]
    ) -> list[Any]:
        """Begin to decode a batch; one handle per request."""
        prefixes = [list(requests[i].prefix) for i in batch]
        handles: list[Any] = self._translator.translate_batch(
            [[*requests[i].pieces, EOS] for i in batch],
            target_prefix=prefixes if any(prefixes) else None,
            max_batch_size=0,
            asynchronous=True,
            beam_size=options.beams,
            num_hypotheses=min(options.hypotheses, options.beams),
            no_repeat_ngram_size=options.no_repeat_ngram,
            repetition_penalty=options.repetition_penalty,
            max_input_length=0,
            max_decoding_length=limit,
            return_scores=True,
            return_attention=options.attention and self._is_exact,
            return_end_token=True,
        )
        return handles

    def _run(
        self,
        batches: Sequence[Sequence[int]],
        starts: Sequence[Callable[[Sequence[int]], list[Any]]],
    ) -> Iterator[list[Any]]:
        """Results of batches, in order; a few are begun ahead, so that the workers never wait."""
        ahead: deque[tuple[Sequence[int], Callable[[Sequence[int]], list[Any]], list[Any]]] = deque()
        todo = deque(zip(batches, starts, strict=True))
        try:
            while todo or ahead:
                while todo and len(ahead) < 4 * self._workers:
                    batch, start = todo.popleft()
                    ahead.append((batch, start, start(batch)))
                batch, start, handles = ahead.popleft()
                begun = [handles]
                yield halve_until_it_fits(
                    batch,
                    lambda part, start=start, begun=begun: [  # type: ignore[misc]
                        handle.result() for handle in (begun.pop() if begun else start(part))
                    ],
                    self.model,
                )
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error

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
        wanted = sorted((i for i, rows in enumerate(found) if rows.size), key=lambda i: len(targets[i]))

        def start(batch: Sequence[int]) -> list[Any]:
            handles: list[Any] = self._translator.translate_batch(
                [[*sources[i], EOS] for i in batch],
                target_prefix=[list(targets[i]) for i in batch],
                max_batch_size=0,
                asynchronous=True,
                beam_size=1,
                max_input_length=0,
                max_decoding_length=max(len(targets[i]) for i in batch),
                return_attention=True,
            )
            return handles

        batches = equal_lengths([len(pieces) for pieces in sources], wanted, _ATTENDED)
        for batch, results in zip(batches, self._run(batches, [start] * len(batches)), strict=True):
            for i, result in zip(batch, results, strict=True):
                rows = np.asarray(result.attention[0][: len(targets[i])], dtype=np.float32)
                found[i] = rows[:, : len(sources[i])]
        return found

    def _failed(self, error: Exception) -> EngineError:
        return EngineError(f"CTranslate2 failed on model {self.model.label}: {error}")


def _hypotheses(result: Any, source_length: int) -> list[Hypothesis]:
    import numpy as np

    found = []
    attentions = result.attention  # every access makes lists of floats anew
    for rank, (pieces, score) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
        is_truncated = not pieces or pieces[-1] != EOS
        kept = tuple(pieces if is_truncated else pieces[:-1])
        attention = None
        if attentions and rank == 0:  # no rows at all where the source has no pieces
            rows = np.asarray(attentions[0], dtype=np.float32).reshape(len(pieces), -1 if pieces else 0)
            attention = rows[: len(kept), :source_length]
            # CTranslate2 (4.8) begins a beam search with one beam per sentence and repeats them after the first step,
            # but picks that step's attention with indices meant for what was there before: most sentences of a
            # batch get the row of another.
            attention[:1] = 0
        found.append(Hypothesis(kept, float(score), attention, is_truncated))
    return found


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
