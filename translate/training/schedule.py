"""The learning rate as a function of the share of the budget that is used, and the budget itself."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass

from translate.training.recipe import TrainRecipe


def rate(progress: float, recipe: TrainRecipe) -> float:
    """Learning rate at ``progress`` in 0…1: a linear rise, a plateau, a linear fall to zero."""
    if progress < recipe.warmup:
        return recipe.lr * max(progress / recipe.warmup, 0.01)
    if progress > 1 - recipe.decay:
        return recipe.lr * max(1 - progress, 0.0) / recipe.decay
    return recipe.lr


@dataclass(slots=True)
class Budget:
    """How much of a run is done: by updates where the recipe names them, else by minutes of training."""

    recipe: TrainRecipe
    seconds: float = 0.0
    """Seconds trained in earlier sittings."""
    started: float = 0.0
    """Wall-clock time (epoch seconds) at which this sitting began; 0 before it did."""
    deadline: float = 0.0
    """Wall-clock time (epoch seconds) of ``until``; 0 without."""

    def start(self) -> None:
        """Begin a sitting."""
        self.started = time.time()
        if self.recipe.until:
            hour, minute = map(int, self.recipe.until.split(":"))
            now = datetime.datetime.now().astimezone()
            end = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
            self.deadline = (end if end > now else end + datetime.timedelta(days=1)).timestamp()

    def trained(self) -> float:
        """Seconds trained, this sitting included."""
        return self.seconds + (time.time() - self.started if self.started else 0.0)

    def progress(self, updates: int) -> float:
        """Share of the budget that is used, 0…1."""
        if self.recipe.updates:
            return min(updates / self.recipe.updates, 1.0)
        done, whole = self.trained(), self.recipe.minutes * 60
        if self.deadline:
            whole = min(whole, done + max(self.deadline - time.time(), 0.0))
        return min(done / max(whole, 1e-9), 1.0)
