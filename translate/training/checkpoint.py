"""Checkpoints: everything a run needs to go on exactly where it was, written atomically."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch

from translate.errors import InputError, OutputError


def write_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint under its name only when it is whole; the one before stays as ``NAME.previous``.

    Raises:
        OutputError: disk full or folder not writable.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            torch.save(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            os.replace(path, path.with_name(f"{path.name}.previous"))
        os.replace(temporary, path)
    except (OSError, RuntimeError) as error:
        temporary.unlink(missing_ok=True)
        raise OutputError.at(
            str(path), f"checkpoint cannot be written: {error}", "free some space and run again"
        ) from error


def read_checkpoint(path: Path) -> dict[str, Any] | None:
    """Read the newest whole checkpoint; None when there is none.

    Raises:
        InputError: both it and the one before are broken.
    """
    faults = []
    for candidate in (path, path.with_name(f"{path.name}.previous")):
        if not candidate.exists():
            continue
        try:
            state: dict[str, Any] = torch.load(candidate, map_location="cpu", weights_only=True)
            return state
        except Exception as error:  # torch raises anything from EOFError to UnpicklingError
            faults.append(f"{candidate.name}: {error}")
    if faults:
        raise InputError.at(str(path), "is broken: " + "; ".join(faults), "delete it to start over")
    return None


def random_state() -> dict[str, Any]:
    """State of the generators that a run draws from: torch's alone. Batches are planned from seed and epoch."""
    state: dict[str, Any] = {"torch": torch.get_rng_state()}
    if torch.cuda.is_available():
        state["cuda"] = torch.cuda.get_rng_state_all()
    return state


def restore_random_state(state: dict[str, Any]) -> None:
    """Put the generators back."""
    torch.set_rng_state(state["torch"])
    if "cuda" in state and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(state["cuda"])


def seed_all(seed: int) -> None:
    """Seed every generator."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)
