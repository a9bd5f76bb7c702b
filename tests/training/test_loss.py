"""The chunked loss is the plain one, with its gradients."""

from __future__ import annotations

import pytest
import torch

from translate.training.loss import smoothed_loss

PAD = 49


def plain(hidden: torch.Tensor, weight: torch.Tensor, gold: torch.Tensor, smoothing: float) -> torch.Tensor:
    """By the book: all logits, ``<pad>`` masked, the uniform part over the others."""
    masked = (hidden @ weight.T).masked_fill(torch.arange(len(weight)) == PAD, -torch.inf)
    log_p = masked.log_softmax(1)
    nll = -log_p.gather(1, gold[:, None])[:, 0]
    uniform = -log_p[:, torch.arange(len(weight)) != PAD].mean(1)
    return ((1 - smoothing) * nll + smoothing * uniform).mean()


def case() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(3)
    hidden = torch.randn(37, 16, requires_grad=True)
    weight = torch.randn(50, 16)
    weight[PAD] = 0
    return hidden, weight.requires_grad_(), torch.randint(0, PAD, (37,))


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("chunk", [5, 64])
def test_it_is_the_plain_loss(smoothing: float, chunk: int) -> None:
    hidden, weight, gold = case()
    expected = plain(hidden, weight, gold, smoothing)
    gradients = torch.autograd.grad(expected, [hidden, weight])
    loss, nll = smoothed_loss(hidden, weight, gold, pad=PAD, smoothing=smoothing, chunk=chunk)
    assert torch.allclose(loss, expected, atol=1e-5)
    assert torch.allclose(nll, plain(hidden, weight, gold, 0.0), atol=1e-5)
    for ours, theirs in zip(torch.autograd.grad(loss, [hidden, weight]), gradients, strict=True):
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_the_mean_over_samples_of_the_vocabulary_is_near_the_whole() -> None:
    hidden, weight, gold = case()
    weight = (0.3 * weight).detach()
    gold = gold % 6  # few right ids: most rows are drawn
    whole, _ = smoothed_loss(hidden, weight, gold, pad=PAD, smoothing=0.1)
    drawn = [
        smoothed_loss(
            hidden,
            torch.cat([weight[:PAD]] * 4 + [weight[PAD:]]),
            gold,
            pad=4 * PAD,
            smoothing=0.1,
            sample=90,
        )[0]
        for _ in range(200)
    ]
    # Four rows alike for each: the normaliser is four times the whole's, and so is each right row's share smaller.
    assert torch.stack(drawn).mean().item() == pytest.approx(
        whole.item() + torch.log(torch.tensor(4.0)).item(), abs=0.02
    )
