"""The fast engine: CTranslate2, int8 on the CPU."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from translate.engines.base import Decoding, Hypothesis, ModelInfo, Request
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
        # One thread per batch and one batch per core: nothing to synchronise, and sums in a fixed order.
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
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 cannot load {files.info.label}: {error}") from error

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        """Translate; see ``Engine.decode``."""
        check_lengths(requests, self.model)
        results: list[list[Hypothesis]] = [[] for _ in requests]
        pending: list[tuple[list[int], list[Any]]] = []
        for indices, limit in buckets(requests, self.model):
            batch = [requests[i] for i in indices]
            prefixes = [list(r.prefix) for r in batch] if any(r.prefix for r in batch) else None
            try:
                pending.append(
                    (
                        indices,
                        self._translator.translate_batch(
                            [[*r.pieces, EOS] for r in batch],
                            target_prefix=prefixes,
                            max_batch_size=options.batch_tokens,
                            batch_type="tokens",
                            asynchronous=True,
                            beam_size=options.beams,
                            num_hypotheses=min(options.hypotheses, options.beams),
                            no_repeat_ngram_size=options.no_repeat_ngram,
                            repetition_penalty=options.repetition_penalty,
                            max_input_length=0,
                            max_decoding_length=limit,
                            return_scores=True,
                            return_end_token=True,
                        ),
                    )
                )
            except (RuntimeError, ValueError) as error:
                raise self._failed(error) from error
        for indices, handles in pending:
            for i, handle in zip(indices, handles, strict=True):
                try:
                    results[i] = _hypotheses(handle.result())
                except RuntimeError as error:
                    raise self._failed(error) from error
        return rescore_prefixed(self, requests, results)

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[float]:
        """Mean log-probability per token; see ``Engine.score``."""
        scores = [0.0] * len(sources)
        try:
            pending = [
                (
                    indices,
                    self._translator.score_batch(
                        [[*sources[i], EOS] for i in indices],
                        [list(targets[i]) for i in indices],
                        max_batch_size=2048,
                        batch_type="tokens",
                        max_input_length=0,
                        asynchronous=True,
                    ),
                )
                for indices in by_length(sources, targets)
            ]
            for indices, handles in pending:
                for i, handle in zip(indices, handles, strict=True):
                    log_probs = handle.result().log_probs
                    scores[i] = sum(log_probs) / max(1, len(log_probs))
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error
        return scores

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        """Cross-attention over given targets; see ``Engine.attend``."""
        import numpy as np

        found = [np.zeros((len(t), len(s)), dtype=np.float32) for s, t in zip(sources, targets, strict=True)]
        groups = [group for group in by_length(sources, targets) if targets[group[0]] and sources[group[0]]]
        try:
            pending = [
                (
                    indices,
                    self._translator.translate_batch(
                        [[*sources[i], EOS] for i in indices],
                        target_prefix=[list(targets[i]) for i in indices],
                        max_batch_size=2048,
                        batch_type="tokens",
                        asynchronous=True,
                        beam_size=1,
                        max_input_length=0,
                        max_decoding_length=len(targets[indices[0]]) + 1,
                        return_attention=True,
                    ),
                )
                for indices in groups
            ]
            for indices, handles in pending:
                for i, handle in zip(indices, handles, strict=True):
                    rows = np.asarray(handle.result().attention[0], dtype=np.float32)
                    found[i] = rows[: len(targets[i]), : len(sources[i])]
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error
        return found

    def _failed(self, error: Exception) -> EngineError:
        return EngineError(f"CTranslate2 failed on model {self.model.label}: {error}")


def _hypotheses(result: Any) -> list[Hypothesis]:
    found = []
    for pieces, score in zip(result.hypotheses, result.scores, strict=True):
        is_truncated = not pieces or pieces[-1] != EOS
        found.append(Hypothesis(tuple(pieces if is_truncated else pieces[:-1]), float(score), is_truncated))
    return found


def by_length(sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[list[int]]:
    """Indices of pairs that are equally long on both sides, group by group; see ``buckets`` for the reason."""
    groups: dict[tuple[int, int], list[int]] = {}
    for i, (source, target) in enumerate(zip(sources, targets, strict=True)):
        groups.setdefault((len(source), len(target)), []).append(i)
    return list(groups.values())


def buckets(requests: Sequence[Request], model: ModelInfo) -> Iterator[tuple[list[int], int]]:
    """Group requests whose sources and prefixes are equally long, each group with its limit on target pieces.

    Padding changes the order in which floats are summed, and int8 rounding turns that into other words now and
    then (19 of 500 news sentences): without padding a translation does not depend on what else is in the batch,
    so that a resumed, sharded or re-ordered job gives the same bytes. It also wastes nothing on padding.
    """
    groups: dict[tuple[int, int], list[int]] = {}
    for i, request in enumerate(requests):
        groups.setdefault((len(request.pieces), len(request.prefix)), []).append(i)
    for (length, prefix), indices in sorted(groups.items()):
        limit = target_limit(length, model.max_positions)
        if prefix:
            limit = max(limit, min(model.max_positions - 1, limit // 2 + prefix))
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
    """Give hypotheses with a prefix a score over all their pieces, as those without have."""
    places = [(i, rank) for i, r in enumerate(requests) if r.prefix for rank in range(len(results[i]))]
    scores = engine.score(
        [requests[i].pieces for i, _ in places], [results[i][rank].pieces for i, rank in places]
    )
    for (i, rank), score in zip(places, scores, strict=True):
        old = results[i][rank]
        results[i][rank] = Hypothesis(old.pieces, score, old.is_truncated)
    for i in {i for i, _ in places}:
        results[i].sort(key=lambda hypothesis: -hypothesis.score)
    return results
