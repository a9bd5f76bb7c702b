"""The training loop. Needs torch, transformers, sentencepiece and numpy; a packed pool and a model folder go in.

for batch in the pool, for ever:
    loss = smoothed cross-entropy of the decoder's states against the target
    backward, clip, step at the rate that the schedule gives
    now and then: log, validate, checkpoint; stop when the budget is used
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from translate.training.average import RunningAverage
from translate.training.batches import Batch, Position, collate, iterate
from translate.training.checkpoint import (
    random_state,
    read_checkpoint,
    restore_random_state,
    seed_all,
    write_checkpoint,
)
from translate.training.log import Log, Update
from translate.training.loss import smoothed_loss
from translate.training.optimizer import build_optimizers
from translate.training.pack import Pool
from translate.training.precision import WorkingCopy
from translate.training.recipe import Recipe, TrainRecipe
from translate.training.schedule import Budget, rate

Validate = Callable[[Any], dict[str, float]]
"""Scores of a model, e.g. ``{"chrf": 47.1}``; called now and then with averaged weights."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    updates: int
    tokens: int
    """Of the target, seen in all updates."""
    seconds: float
    """Trained, over all sittings."""
    is_finished: bool
    """False when it was stopped from outside and should be resumed."""


def pick_device(recipe: TrainRecipe) -> torch.device:
    """Device of a run: the recipe's, or CUDA where there is one."""
    if recipe.device != "auto":
        return torch.device(recipe.device)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def pick_precision(recipe: TrainRecipe, device: torch.device) -> torch.dtype:
    """Precision of matrix products: bf16 only where the hardware multiplies it natively."""
    if recipe.precision != "auto":
        return torch.bfloat16 if recipe.precision == "bf16" else torch.float32
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float32
    return torch.bfloat16 if _cpu_has("amx_bf16") or _cpu_has("avx512_bf16") else torch.float32


def _cpu_has(flag: str) -> bool:
    try:
        return flag in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False


def batch_loss(
    worker: WorkingCopy, batch: Batch, recipe: TrainRecipe, chunk: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Loss to differentiate and nll of one batch, means per target token in nats.

    Args:
        worker: of the model that learns.
        batch: on the model's device.
        recipe: ``label_smoothing`` and ``sample``.
        chunk: target tokens whose logits are in memory at once.
    """
    states = worker.states(batch.src, batch.src_mask, batch.tgt_in)  # (batch, tgt_len, d)
    # Rows of padding would cost a softmax over the vocabulary each: (batch, tgt_len, d) → (tokens, d).
    return smoothed_loss(
        states.flatten(0, 1)[batch.real],
        worker.model.model.shared.weight,
        batch.tgt_out.flatten()[batch.real],
        pad=worker.model.config.pad_token_id,
        smoothing=recipe.label_smoothing,
        chunk=chunk,
        sample=recipe.sample,
    )


def read_back(window: list[tuple[torch.Tensor, int, float]]) -> list[Update]:
    """Read what a window's updates came to; once for all, as each reading waits until a GPU has caught up.

    Args:
        window: of each update loss, nll and norm as one (3,) tensor, its target tokens, its seconds.
    """
    values = torch.stack([row for row, _, _ in window]).tolist()
    return [
        Update(loss, nll, tokens, seconds, norm)
        for (loss, nll, norm), (_, tokens, seconds) in zip(values, window, strict=True)
    ]


def zero_pad_row(model: Any) -> None:
    """Keep the embedding of ``<pad>`` zero: CTranslate2 starts its decoder from zeros, whatever the row says."""
    with torch.no_grad():
        model.model.shared.weight[model.config.pad_token_id].zero_()


def train(
    model: Any,
    pool: Pool,
    recipe: Recipe,
    folder: Path,
    *,
    validate: Validate | None = None,
    stop: Callable[[], bool] = lambda: False,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Train a MarianMT model in place, from its last checkpoint in ``folder`` if there is one.

    Args:
        model: a ``MarianMTModel`` with tied embeddings.
        pool: examples.
        recipe: uses ``train`` and ``seed``.
        folder: takes ``checkpoint.pt`` and ``log.csv``.
        validate: scores for the log.
        stop: asked after every update; True checkpoints and returns.
        say: takes one line of progress now and then.

    Raises:
        InputError: the checkpoint is broken.
        OutputError: a checkpoint cannot be written.
    """
    options = recipe.train
    device = pick_device(options)
    precision = pick_precision(options, device)
    if options.threads:
        torch.set_num_threads(options.threads)
    seed_all(recipe.seed)
    model.to(device).train()
    zero_pad_row(model)
    params = [p for p in model.parameters() if p.requires_grad]
    optimizers = build_optimizers(model, options.optimizer, options.lr, options.weight_decay, precision)
    average = RunningAverage(model, options.ema) if options.ema else None
    position, budget, updates, tokens = Position(), Budget(options), 0, 0

    path = folder / "checkpoint.pt"
    if (state := read_checkpoint(path)) is not None:
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        if average is not None and state["average"] is not None:
            average.load(state["average"])
        position = Position(**state["position"])
        budget.seconds, updates, tokens = state["seconds"], state["updates"], state["tokens"]
        restore_random_state(state["random"])
        say(f"resumed at update {updates}")

    def checkpoint() -> None:
        write_checkpoint(path, {
            "model": model.state_dict(),
            "optimizers": [o.state_dict() for o in optimizers],
            "average": average.state() if average is not None else None,
            "position": {"epoch": position.epoch, "batch": position.batch},
            "seconds": budget.trained(), "updates": updates, "tokens": tokens, "random": random_state(),
        })  # fmt: skip

    worker = WorkingCopy(model, precision)
    log = Log(folder / "log.csv", updates)
    budget.start()
    batches = iterate(pool, position, recipe.seed, options.micro_tokens or options.batch_tokens)
    micro_batches = max(1, options.batch_tokens // options.micro_tokens) if options.micro_tokens else 1
    chunk = 256 if device.type == "cpu" else 8192
    saved = validated = noted = time.time()
    stopped = False
    window: list[tuple[torch.Tensor, int, float]] = []  # since the last row of the log

    while (progress := budget.progress(updates)) < 1 and not stopped:
        began = time.time()
        lr = rate(progress, options)
        parts: list[torch.Tensor] = []
        count = 0
        for _ in range(micro_batches):
            batch = collate(pool, next(batches), model.config.eos_token_id, model.config.pad_token_id)
            part, nll = batch_loss(worker, batch.to(device), options, chunk)
            (part / micro_batches).backward()  # type: ignore[no-untyped-call]
            worker.hand_over()
            parts.append(torch.stack([part.detach(), nll]))
            count += batch.tokens
        for p in params:  # what overflowed is left out of the update
            if p.grad is not None:
                torch.nan_to_num_(p.grad, 0.0, 0.0, 0.0)
        norm = torch.nn.utils.clip_grad_norm_(params, options.clip)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = lr
            optimizer.step()
        zero_pad_row(model)
        worker.refresh()
        for p in params:
            p.grad = None
        updates, tokens = updates + 1, tokens + count
        if average is not None:
            average.update(model)
        window.append((torch.cat([torch.stack(parts).mean(0), norm[None]]), count, time.time() - began))

        now = time.time()
        if now - noted >= 30 or updates % 100 == 0:
            say(log.write(updates, budget.trained(), progress, lr, read_back(window)))
            window, noted = [], now
        if (
            validate is not None
            and options.validate_minutes
            and now - validated >= options.validate_minutes * 60
        ):
            with average.applied(model) if average is not None else nullcontext():
                model.eval()
                say(log.note(updates, validate(model)))
                model.train()
            validated = time.time()
        stopped = stop()
        if now - saved >= options.checkpoint_minutes * 60 and not stopped:
            checkpoint()
            saved = now
    if window:
        say(
            log.write(
                updates,
                budget.trained(),
                budget.progress(updates),
                rate(budget.progress(updates), options),
                read_back(window),
            )
        )
    checkpoint()
    if average is not None and not stopped:
        average.copy_to(model)
    model.eval()
    return Outcome(updates, tokens, budget.trained(), not stopped)
