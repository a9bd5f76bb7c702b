"""The reference engine: MarianMTModel of transformers, fp32."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from translate.engines.base import Decoding, Hypothesis, ModelInfo, Request, mean
from translate.engines.batching import buckets, check_lengths, halve_until_it_fits, similar_lengths
from translate.engines.codec import EOS, UNKNOWN, Codec
from translate.engines.ctranslate import rescore_prefixed
from translate.engines.models import ModelFiles
from translate.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TransformersEngine:
    """Runs a MarianMT model with transformers.

    Args:
        files: the model.
        device: ``auto``, ``cpu``, ``cuda`` or any torch device.
        compute_type: ``float32`` (default), ``float16`` or ``bfloat16``.
        threads: CPU threads; torch's own choice unless named.
    """

    name = "transformers"

    def __init__(
        self,
        files: ModelFiles,
        device: str = "auto",
        compute_type: str | None = None,
        threads: int | None = None,
    ) -> None:
        import torch
        from transformers import MarianMTModel

        types = {
            None: torch.float32,
            "float32": torch.float32,
            "float16": torch.float16,
            "bfloat16": torch.bfloat16,
        }
        if compute_type not in types:
            raise EngineError(
                f"compute type {compute_type!r} – transformers runs float32, float16 or bfloat16"
            )
        if threads:
            torch.set_num_threads(threads)
        self.model: ModelInfo = files.info
        self.codec: Codec = files.load_codec()
        self.concurrency = 1
        self._device = torch.device(
            ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # "eager" is the only implementation that returns cross-attentions.
                network: Any = MarianMTModel.from_pretrained(
                    files.folder,
                    dtype=types[compute_type],
                    attn_implementation="eager",
                    local_files_only=True,
                )
        except (OSError, ValueError, RuntimeError) as error:
            raise EngineError(f"transformers cannot load {files.info.label}: {error}") from error
        self._network: Any = network.eval().to(self._device)
        self._names = {index: piece for piece, index in self.codec.vocabulary.items()}
        self._eos = self.codec.vocabulary[EOS]
        self._unknown = self.codec.vocabulary.get(UNKNOWN, self._eos)
        self._pad = int(network.config.pad_token_id)
        self._start = int(network.config.decoder_start_token_id)

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[list[Hypothesis]]:
        """Translate; see ``Engine.decode``."""
        check_lengths(requests, self.model)
        results: list[list[Hypothesis]] = [[] for _ in requests]
        lengths = [len(request.pieces) for request in requests]
        for indices, limit in buckets(requests, self.model):
            # Prefixes of one batch must be equally long: transformers has no padding on the decoder's left.
            by_prefix: dict[int, list[int]] = {}
            for i in indices:
                by_prefix.setdefault(len(requests[i].prefix), []).append(i)
            for group in by_prefix.values():
                for batch in similar_lengths(lengths, group, options.batch_tokens):
                    generate = partial(self._generate, requests, limit, options)
                    for i, found in zip(batch, halve_until_it_fits(batch, generate, self.model), strict=True):
                        results[i] = found
        if options.attention:
            best = [result[0] for result in results]
            matrices = self.attend([r.pieces for r in requests], [h.pieces for h in best])
            for result, hypothesis, matrix in zip(results, best, matrices, strict=True):
                result[0] = dataclasses.replace(hypothesis, attention=matrix)
        # generate() divides by the number of new pieces alone, unlike CTranslate2: every result is scored anew.
        anew = [Request(request.pieces, request.prefix) for request in requests]
        return rescore_prefixed(self, anew, results)

    def token_scores(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """Log-probabilities of given targets; see ``Engine.token_scores``."""
        import torch

        scores: list[tuple[float, ...]] = []
        for at in range(0, len(sources), 32):
            ids, mask = self._tensor(sources[at : at + 32])
            labels, label_mask = self._tensor(targets[at : at + 32])  # (batch, tgt_len)
            start = torch.full((len(labels), 1), self._start, device=self._device)
            with torch.inference_mode():
                output = self._network(
                    input_ids=ids,
                    attention_mask=mask,
                    decoder_input_ids=torch.cat([start, labels[:, :-1]], dim=1),
                )
                logits = output.logits.float()  # (batch, tgt_len, vocabulary)
                logits[..., self._pad] = float("-inf")
                chosen = logits.log_softmax(-1).gather(-1, labels.unsqueeze(-1)).squeeze(-1)
            lengths = label_mask.sum(1).tolist()
            scores += [tuple(row[:length]) for row, length in zip(chosen.tolist(), lengths, strict=True)]
        return scores

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float32]]:
        """Cross-attention over given targets; see ``Engine.attend``."""
        import torch

        found: list[NDArray[np.float32]] = []
        for at in range(0, len(sources), 16):
            ids, mask = self._tensor(sources[at : at + 16])
            labels, _ = self._tensor(targets[at : at + 16])
            start = torch.full((len(labels), 1), self._start, device=self._device)
            with torch.inference_mode():
                output = self._network(
                    input_ids=ids,
                    attention_mask=mask,
                    decoder_input_ids=torch.cat([start, labels[:, :-1]], dim=1),
                    output_attentions=True,
                )
            matrix = output.cross_attentions[-1].mean(1).float().cpu().numpy()  # (batch, tgt_len, src_len)
            for row, source, target in zip(matrix, sources[at : at + 16], targets[at : at + 16], strict=True):
                found.append(row[: len(target), : len(source)])
        return found

    def _generate(
        self, requests: Sequence[Request], limit: int, options: Decoding, indices: Sequence[int]
    ) -> list[list[Hypothesis]]:
        import torch

        batch = [requests[i] for i in indices]
        ids, mask = self._tensor([request.pieces for request in batch])
        prefix = torch.tensor(
            [[self._start, *(self._id(piece) for piece in request.prefix)] for request in batch],
            device=self._device,
        )
        count = min(options.hypotheses, options.beams)
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            output = self._network.generate(
                input_ids=ids,
                attention_mask=mask,
                decoder_input_ids=prefix,
                num_beams=options.beams,
                num_return_sequences=count,
                max_length=None,
                # transformers counts the final </s>, CTranslate2 does not.
                max_new_tokens=limit + 1 - len(batch[0].prefix),
                length_penalty=1.0,
                # CTranslate2 stops once as many hypotheses are finished as there are beams; so does this.
                early_stopping=True if options.beams > 1 else None,
                no_repeat_ngram_size=options.no_repeat_ngram,
                repetition_penalty=options.repetition_penalty,
                forced_eos_token_id=None,
                bad_words_ids=[[self._pad]],
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
            )
            sequences = output.sequences  # (batch * count, 1 + length)
        scores = output.sequences_scores.tolist() if options.beams > 1 else None
        found: list[list[Hypothesis]] = []
        for row in range(len(batch)):
            beam = []
            for rank in range(count):
                at = row * count + rank
                tokens = sequences[at, 1:].tolist()
                is_truncated = self._eos not in tokens
                kept = (
                    [t for t in tokens if t != self._pad]
                    if is_truncated
                    else tokens[: tokens.index(self._eos)]
                )
                pieces = tuple(self._names.get(t, UNKNOWN) for t in kept)
                beam.append(Hypothesis(pieces, scores[at] if scores else 0.0, None, is_truncated))
            found.append(beam)
        if scores is None:
            greedy = self.token_scores(
                [r.pieces for r in batch], [hypotheses[0].pieces for hypotheses in found]
            )
            found = [
                [Hypothesis(h[0].pieces, mean(tokens), None, h[0].is_truncated)]
                for h, tokens in zip(found, greedy, strict=True)
            ]
        return found

    def _tensor(self, rows: Sequence[Sequence[str]]) -> tuple[Any, Any]:
        """Pieces as ids with ``</s>``, padded: ((batch, len), (batch, len)) ids and mask."""
        import torch

        encoded = [[*(self._id(piece) for piece in row), self._eos] for row in rows]
        width = max(map(len, encoded))
        ids = torch.tensor([row + [self._pad] * (width - len(row)) for row in encoded], device=self._device)
        mask = torch.tensor(
            [[1] * len(row) + [0] * (width - len(row)) for row in encoded], device=self._device
        )
        return ids, mask

    def _id(self, piece: str) -> int:
        return self.codec.vocabulary.get(piece, self._unknown)
