"""What a number in a text says, whatever way it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from translate.model import Span

Day = tuple[int | None, int | None, int | None]
"""Day, month (1–12) and year, None where the text does not say."""

WEAK, SOFT, STRONG = 0, 1, 2
"""What it means that a quantity has no counterpart.

WEAK: nothing (*un*, *both*). SOFT: something only if a number of the other side has none either (*deux* and *three*).
STRONG: it is lost.
"""


@dataclass(slots=True)
class Quantity:
    """A number, date or time, with what can be said of it while its text is read."""

    span: Span
    amounts: tuple[Decimal, ...] = ()
    """Bare values that the writing allows, the likeliest first: *10.000* is ten thousand, perhaps ten."""
    unit: str | None = None
    """Unit code."""
    readings: frozenset[tuple[Decimal, str]] = frozenset()
    """Values with a base unit: durations in seconds or months, times of day in minutes, amounts with a shared unit."""
    days: tuple[Day, ...] = ()
    """Dates that the writing allows."""
    strength: int = STRONG
    form: str = "number"
    """``number``, ``word``, ``ordinal``, ``roman``, ``date``, ``time``, ``month``, ``weekday`` or ``decade``."""
    scale: Decimal = Decimal(1)
    """The scale word that it was written with."""

    @property
    def atoms(self) -> list[tuple[str, int]]:
        """Parts of a date, or the whole number: *le 4 juin* may have become *on the 4th*."""
        if self.days:
            return [
                (name, part)
                for name, part in zip(("n", "month", "n"), self.days[0], strict=True)
                if part is not None
            ]
        return [("n", int(amount)) for amount in self.amounts[:1] if amount == int(amount)]
