"""Stopping a run so that it can go on later: signals and a limit of hours."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from translate.errors import ConfigError


class Stop:
    """Whether a run is to end after what it has in hand, and why.

    Args:
        hours: how long it may go on; measured by a clock that nobody sets back (``time.monotonic``).

    Raises:
        ConfigError: the time is not positive.
    """

    def __init__(self, hours: float | None = None) -> None:
        if hours is not None and not hours > 0:
            raise ConfigError(f"--max-hours {hours:g}: more than 0 is wanted")
        self._until = None if hours is None else time.monotonic() + 3600 * hours
        self.reason: str | None = None
        """``the time is up``, ``interrupted`` or ``terminated``; None while the run goes on."""
        self.signal: int | None = None
        """Number of the signal that asked for the stop."""

    def __bool__(self) -> bool:
        if self.reason is None and self._until is not None and time.monotonic() >= self._until:
            self.reason = "the time is up"
        return self.reason is not None

    @contextmanager
    def on_signals(self, say: Callable[[str], None]) -> Iterator[None]:
        """Let Ctrl-C and SIGTERM stop the run after the documents in hand; a second one stops it at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def ask(number: int, _frame: FrameType | None) -> None:
            if self.signal is not None:
                raise KeyboardInterrupt
            self.signal = number
            self.reason = "interrupted" if number == signal.SIGINT else "terminated"
            say(f"{self.reason}: finishing the documents in hand (once more to stop at once)")

        numbers = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(number, ask) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)
