"""Label-smoothed cross-entropy over a tied vocabulary, in chunks: full logits are never in memory.

Forward computes the gradient at once, chunk by chunk, so that a (tokens, vocabulary) matrix never exists: at 16k
rows that matrix, its softmax and its gradient would cost more time in page faults than the products do.
"""

from __future__ import annotations

from typing import Any

import torch


class SmoothedLoss(torch.autograd.Function):
    """Mean over tokens of (1 − ε)·nll + ε·uniform, the uniform part over all tokens but ``<pad>``."""

    @staticmethod
    def forward(ctx: Any, hidden: torch.Tensor, weight: torch.Tensor, gold: torch.Tensor, shift: torch.Tensor | int,
                share: torch.Tensor, smoothing: float, chunk: int) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        """Loss and nll, means per token in nats.

        Args:
            ctx: autograd's context.
            hidden: (tokens, d) decoder output, padding already taken out.
            weight: (rows, d) the shared embedding, or those rows of it that stand for all.
            gold: (tokens,) index of the right row.
            shift: (rows,) added to the logits: log w makes a row stand for w rows; or the one row to mask, which
                saves a pass over the logits.
            share: (rows,) weight of each row in the uniform part, summing to 1.
            smoothing: ε.
            chunk: tokens at once; small enough for the cache on a CPU, large on a GPU.
        """
        tokens = hidden.shape[0]
        spread = smoothing * share
        d_hidden = torch.empty_like(hidden)
        d_weight = torch.zeros(
            hidden.shape[1], weight.shape[0], dtype=torch.float32, device=hidden.device
        )  # (d, rows)
        loss = torch.zeros((), dtype=torch.float32, device=hidden.device)
        nll = torch.zeros((), dtype=torch.float32, device=hidden.device)
        table = weight.to(hidden.dtype)
        # The uniform part is linear in the logits: one mean row gives what a pass over all of them would.
        mean_row = spread @ weight  # (d,)
        for start in range(0, tokens, chunk):
            h, y = hidden[start : start + chunk], gold[start : start + chunk, None]
            logits = h @ table.T
            if isinstance(shift, int):
                logits[:, shift] = -torch.inf
            else:
                logits = logits.float().add_(shift)
            right = logits.gather(1, y).float()
            log_p = torch.log_softmax(logits, 1, dtype=torch.float32)
            right_log_p = log_p.gather(1, y)
            nll -= right_log_p.sum()
            loss += (smoothing * right - right_log_p).sum() - (h.float() @ mean_row).sum()
            grad = log_p.exp_()
            grad.scatter_add_(1, y, torch.full_like(right, smoothing - 1))
            grad = grad.to(h.dtype)
            torch.mm(grad, table, out=d_hidden[start : start + chunk])
            # (hᵀ g) and not (gᵀ h): a transposed left operand of this size would be copied.
            if h.dtype == torch.float32:
                d_weight.addmm_(h.T, grad)
            else:
                d_weight += (h.T @ grad).float()
        d_hidden -= mean_row.to(hidden.dtype)
        d_weight.addr_(hidden.float().sum(0), spread, alpha=-1)
        ctx.save_for_backward(d_hidden, d_weight)
        ctx.tokens = tokens
        ctx.mark_non_differentiable(nll)
        return loss / tokens, nll / tokens

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """Scale what forward has computed."""
        d_hidden, d_weight = ctx.saved_tensors
        scale = grads[0] / ctx.tokens
        return d_hidden * scale.to(d_hidden.dtype), (d_weight * scale).T, None, None, None, None, None


def smoothed_loss(hidden: torch.Tensor, weight: torch.Tensor, gold: torch.Tensor, *, pad: int, smoothing: float,
                  chunk: int = 256, sample: int = 0) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
    """Loss to differentiate and plain nll to report, both means per token in nats.

    Args:
        hidden: (tokens, d) decoder output.
        weight: (vocabulary, d) the shared embedding.
        gold: (tokens,) right ids.
        pad: id that can never be right and gets no gradient.
        smoothing: ε of label smoothing.
        chunk: tokens at once.
        sample: rows of the vocabulary to normalise over: all right ids of the batch and random others, each
            of which stands for its share of the rest (an unbiased estimate of the normaliser). 0 takes all.
            At a quarter of the rows the loss costs a quarter: worth it on a CPU, for continued training.
    """
    vocabulary = weight.shape[0]
    shift: torch.Tensor | int = pad
    if not 0 < sample < vocabulary:
        share = torch.full((vocabulary,), 1 / (vocabulary - 1), device=hidden.device)
        share[pad].zero_()  # an assignment would copy a number to the GPU, and wait for it
    else:
        is_gold = torch.zeros(vocabulary, dtype=torch.bool, device=hidden.device)
        is_gold[gold] = True
        certain = is_gold.nonzero()[:, 0]  # ids: each stands for itself
        others = (~is_gold).nonzero()[:, 0]  # ids: some are drawn, and stand for all of them
        others = others[others != pad]
        drawn = others[torch.randperm(len(others), device=hidden.device)[: max(sample - len(certain), 64)]]
        rows = torch.cat([certain, drawn])
        stands_for = len(others) / len(drawn)
        shift = torch.zeros(len(rows), device=hidden.device)
        share = torch.full((len(rows),), 1 / (vocabulary - 1), device=hidden.device)
        shift[len(certain) :] = torch.log(torch.tensor(stands_for))
        share[len(certain) :] *= stands_for
        place = torch.zeros(vocabulary, dtype=torch.long, device=hidden.device)
        place[rows] = torch.arange(len(rows), device=hidden.device)
        weight, gold = weight[rows], place[gold]
    result: tuple[torch.Tensor, torch.Tensor] = SmoothedLoss.apply(  # type: ignore[no-untyped-call]
        hidden, weight, gold, shift, share, smoothing, chunk
    )
    return result
