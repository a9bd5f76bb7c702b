"""Averages of weights: a running one during training, and one over checkpoints or models afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch


class RunningAverage:
    """Exponential moving average of the trainable weights, with a bias correction for the first updates."""

    def __init__(self, model: torch.nn.Module, decay: float) -> None:
        self.decay = decay
        self.count = 0
        self.weights = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def update(self, model: torch.nn.Module) -> None:
        """Take in the weights after an update."""
        self.count += 1
        # Early on, a plain mean over what there is: the start's weights must not linger for 1/(1-decay) updates.
        share = max(1 - self.decay, 1 / (self.count + 1))
        own = dict(model.named_parameters())
        torch._foreach_lerp_(
            list(self.weights.values()), [own[name].detach() for name in self.weights], share
        )

    @torch.no_grad()
    def copy_to(self, model: torch.nn.Module) -> None:
        """Put the averaged weights into a model."""
        for name, p in model.named_parameters():
            if name in self.weights:
                p.copy_(self.weights[name])

    @contextmanager
    def applied(self, model: torch.nn.Module) -> Iterator[None]:
        """Lend a model the averaged weights for the length of a block."""
        own = {n: p.detach().clone() for n, p in model.named_parameters() if n in self.weights}
        self.copy_to(model)
        try:
            yield
        finally:
            with torch.no_grad():
                for name, p in model.named_parameters():
                    if name in own:
                        p.copy_(own[name])

    def state(self) -> dict[str, Any]:
        """State for a checkpoint."""
        return {"count": self.count, "weights": self.weights}

    def load(self, state: dict[str, Any]) -> None:
        """Take a checkpoint's state back."""
        self.count = state["count"]
        for name, weight in state["weights"].items():
            self.weights[name].copy_(weight)


def average_weights(
    states: Sequence[dict[str, torch.Tensor]], shares: Sequence[float] | None = None
) -> dict[str, torch.Tensor]:
    """Weighted mean of state dicts of one architecture (Junczys-Dowmunt et al. 2016)."""
    shares = shares or [1 / len(states)] * len(states)
    total = sum(shares)
    return {
        name: sum(
            (share / total) * state[name].float() for share, state in zip(shares, states, strict=True)
        ).to(first.dtype)  # type: ignore[union-attr]
        for name, first in states[0].items()
    }
