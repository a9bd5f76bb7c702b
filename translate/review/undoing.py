"""What an undo takes back, and what a redo brings again: read from a journal that only grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from translate.review.state import Action

BURST = 10.0
"""Seconds between two saves of what is being typed, up to which they are one thing to undo."""
LONGEST = 60.0
"""Seconds that one undo takes back at most: with more, too much good work would go with the slip."""


def replay(actions: Sequence[Action]) -> tuple[list[Action], list[list[Action]]]:
    """Actions that no undo has taken back, and those that a redo could bring again, the next of them last."""
    standing: list[Action] = []
    undone: list[list[Action]] = []
    for action in actions:
        name, _, count = action.action.partition(":")
        if name == "undo":
            first = len(standing) - int(count or 1)
            undone.append(standing[first:])
            del standing[first:]
        elif name == "redo":
            standing += undone.pop()
        else:
            standing.append(action)
            undone.clear()
    return standing, undone


def last_burst(standing: Sequence[Action]) -> Sequence[Action]:
    """The last action, with the saves before it that are the same typing."""
    first = len(standing) - 1
    while first > 0 and _is_same_typing(standing[first - 1], standing[first], standing[-1]):
        first -= 1
    return standing[max(first, 0) :]


def _is_same_typing(earlier: Action, later: Action, last: Action) -> bool:
    if earlier.action != "edit" or later.action != "edit" or earlier.target != later.target:
        return False
    if _is_comment(earlier) != _is_comment(later):
        return False
    at = [datetime.fromisoformat(action.at) for action in (earlier, later, last)]
    return (at[1] - at[0]).total_seconds() <= BURST and (at[2] - at[0]).total_seconds() <= LONGEST


def _is_comment(action: Action) -> bool:
    """True where only the comment was typed in."""
    return action.before.edited == action.review.edited
