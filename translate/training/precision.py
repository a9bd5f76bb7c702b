"""Half-precision products under full-precision weights: a working copy of a model computes, the model itself learns.

Autocast casts every weight and most activations anew in each update; on a CPU with AMX those copies took a sixth of the
time. Here the layers work on bfloat16 weights that are refreshed once an update (mixed precision with master weights,
Micikevicius et al. 2018). The embedding stays in full precision: the gradient of a frequent word is a sum of thousands
of small terms, and bfloat16, with eight bits, stops adding after a few hundred.
"""

from __future__ import annotations

import copy
from typing import Any

import torch


class WorkingCopy:
    """Computes decoder states and gradients for a ``MarianMTModel`` with tied embeddings.

    Args:
        model: in full precision, on its device; its weights are what optimizers and averages see.
        precision: of the layers' products; with float32 there is no copy, and the model itself computes.
    """

    def __init__(self, model: Any, precision: torch.dtype) -> None:
        self.model = model
        self.precision = precision
        self._worker = None if precision == torch.float32 else copy.deepcopy(model).to(precision)
        self._pairs: list[tuple[torch.nn.Parameter, torch.nn.Parameter]] = []
        if self._worker is not None:
            table = self._worker.model.shared.weight
            table.requires_grad_(False)  # the model's own is used
            self._pairs = [
                (own, other)
                for own, other in zip(model.parameters(), self._worker.parameters(), strict=True)
                if own.requires_grad and other is not table
            ]

    def states(self, src: torch.Tensor, src_mask: torch.Tensor, tgt_in: torch.Tensor) -> torch.Tensor:
        """Decoder states, (batch, tgt_len, d), of (batch, src_len) sources and (batch, tgt_len) shifted targets."""
        if self._worker is None:
            states: torch.Tensor = self.model.model(
                input_ids=src, attention_mask=src_mask, decoder_input_ids=tgt_in, use_cache=False
            ).last_hidden_state
            return states
        embed = self.model.model.shared
        # Handed embeddings, Marian's decoder scales them and its encoder does not.
        scale = self.model.model.encoder.embed_scale
        computed: torch.Tensor = self._worker.model(
            inputs_embeds=(embed(src) * scale).to(self.precision),
            attention_mask=src_mask,
            decoder_inputs_embeds=embed(tgt_in).to(self.precision),
            use_cache=False,
        ).last_hidden_state
        return computed

    @torch.no_grad()
    def hand_over(self) -> None:
        """Add the gradients of the copy to the model's, and clear them; after every backward pass."""
        total: list[torch.Tensor] = []
        parts: list[torch.Tensor] = []
        for own, other in self._pairs:
            if other.grad is None:
                continue
            if own.grad is None:
                own.grad = torch.zeros_like(own)
            total.append(own.grad)
            parts.append(other.grad)
            other.grad = None
        if parts:
            torch._foreach_add_(total, parts)

    @torch.no_grad()
    def refresh(self) -> None:
        """Take over the model's weights; after every update, and once they were loaded."""
        if self._pairs:
            torch._foreach_copy_([other for _, other in self._pairs], [own for own, _ in self._pairs])
