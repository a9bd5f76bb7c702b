"""Muon for matrices, AdamW for embeddings, norms and biases.

Muon (Jordan et al. 2024): momentum, then the nearest semi-orthogonal matrix by a Newton–Schulz iteration. PyTorch
has one since 2.9, but it works in bfloat16, which a CPU without AMX emulates slowly, and matrix by matrix; here
matrices of one shape go through the iteration together, in the precision that the device is good at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch

_A, _B, _C = 3.4445, -4.7750, 2.0315
"""Coefficients of the iteration x → a·x + b·x³ + c·x⁵ on singular values: Jordan's, steep at 0, and near 1 rather than
at it after five steps."""


def orthogonalise(matrices: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """Send singular values towards 1, keep singular vectors: (count, rows, columns) → the same shape."""
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    is_tall = x.shape[1] > x.shape[2]
    if is_tall:
        x = x.transpose(1, 2)
    for _ in range(steps):
        gram = x @ x.transpose(1, 2)
        x = _A * x + (_B * gram + _C * (gram @ gram)) @ x
    result: torch.Tensor = x.transpose(1, 2) if is_tall else x
    return result


class Muon(torch.optim.Optimizer):
    """Muon with update size matched to AdamW's (0.2·√max(rows, columns), Liu et al. 2025)."""

    def __init__(
        self,
        params: Iterable[torch.nn.Parameter],
        lr: float,
        momentum: float = 0.95,
        weight_decay: float = 0.0,
        precision: torch.dtype = torch.float32,
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})
        self.precision = precision

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """Update all matrices."""
        for group in self.param_groups:
            shapes: dict[Any, list[torch.Tensor]] = defaultdict(list)
            for p in group["params"]:
                if p.grad is not None:
                    shapes[p.shape].append(p)
            for (rows, columns), params in shapes.items():
                for p in params:
                    if not self.state[p]:
                        self.state[p]["momentum"] = torch.zeros_like(p)
                gradients = [p.grad for p in params if p.grad is not None]
                momenta = [self.state[p]["momentum"] for p in params]
                torch._foreach_lerp_(momenta, gradients, 1 - group["momentum"])
                directions = torch._foreach_lerp(gradients, momenta, group["momentum"])  # Nesterov
                updates = orthogonalise(torch.stack(directions).to(self.precision)).to(params[0].dtype)
                size = 0.2 * max(rows, columns) ** 0.5
                torch._foreach_mul_(params, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(params, updates.unbind(), alpha=-group["lr"] * size)


def build_optimizers(
    model: torch.nn.Module, kind: str, lr: float, weight_decay: float, precision: torch.dtype
) -> list[torch.optim.Optimizer]:
    """Optimizers for a model: Muon and AdamW, or AdamW alone; embeddings, norms and biases are not decayed."""
    matrices: list[torch.nn.Parameter] = []
    rest: list[torch.nn.Parameter] = []
    seen: set[int] = set()
    for name, p in model.named_parameters():
        if not p.requires_grad or id(p) in seen:
            continue
        seen.add(id(p))
        (matrices if p.ndim == 2 and "embed" not in name and "shared" not in name else rest).append(p)
    fused = rest[0].device.type == "cuda"  # one kernel for all
    flat = torch.optim.AdamW(
        [{"params": rest, "weight_decay": 0.0}], lr=lr, betas=(0.9, 0.98), eps=1e-8, fused=fused
    )
    if kind == "adamw":
        flat.add_param_group({"params": matrices, "weight_decay": weight_decay})
        return [flat]
    return [Muon(matrices, lr, weight_decay=weight_decay, precision=precision), flat]
