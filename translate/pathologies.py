"""What an acceptable translation must not do: loop, break off, or run out of all proportion."""

from __future__ import annotations

import itertools
import re
from collections import Counter

_WORD = re.compile(r"\w+")

# A one-word sentence may well become four; from there on English runs at 0.6 to 1.5 times the French in words.
_SLACK_WORDS = 6
_SHORTEST, _LONGEST = 0.35, 2.2


def has_loop(text: str, reference: str = "") -> bool:
    """True when a phrase repeats as only a looping decoder repeats it.

    Three times the same bigram in a row (*the UN the UN the UN*), four times the same word in a row, or one
    4-gram three times over the text. ``reference`` excuses repetitions: « Jamais, jamais, jamais, jamais ! »
    has a right to its four *never*.
    """
    words = [w.casefold() for w in _WORD.findall(text)]
    excused = [w.casefold() for w in _WORD.findall(reference)]
    for size, times in ((1, 4), (2, 3), (3, 3)):
        if _has_run(words, size, times) and not _has_run(excused, size, max(2, times - 1)):
            return True
    counts = Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))
    source_counts = Counter(tuple(excused[i : i + 4]) for i in range(len(excused) - 3))
    return max(counts.values(), default=0) > 2 and max(source_counts.values(), default=0) <= 2


def _has_run(words: list[str], size: int, times: int) -> bool:
    for start in range(len(words) - size * times + 1):
        if words[start] != words[start + size]:  # nearly always
            continue
        unit = words[start : start + size]
        if all(words[start + k * size : start + (k + 1) * size] == unit for k in range(1, times)):
            return True
    return False


def doubled_words(text: str) -> int:
    """Number of words that stand twice in a row: *White House House* → 1. *had had* and *that that* are English."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return sum(a == b and a not in {"had", "that", "is", "do"} for a, b in itertools.pairwise(words))


def is_proportionate(source: str, target: str) -> bool:
    """True when the target's length is plausible for the source's."""
    source_words, target_words = len(_WORD.findall(source)), len(_WORD.findall(target))
    if not target_words:
        return not source_words
    least = source_words * _SHORTEST - _SLACK_WORDS
    return least <= target_words <= source_words * _LONGEST + _SLACK_WORDS


def is_sound(source: str, target: str, is_truncated: bool = False) -> bool:
    """True when the translation neither loops nor breaks off nor is out of proportion."""
    return not is_truncated and is_proportionate(source, target) and not has_loop(target, source)


def repeated_words(text: str) -> int:
    """How many content words (four letters or more) stand in a text beyond their first time."""
    words = [w.casefold().removesuffix("s") for w in _WORD.findall(text) if len(w) > 3]
    return len(words) - len(set(words))


def leftovers(text: str, french: str) -> int:
    """How many words of a French term stand untranslated in the English: *the Blanche White House* → 1."""
    wanted = {w.casefold() for w in _WORD.findall(french) if len(w) > 3}
    return sum(w.casefold() in wanted for w in _WORD.findall(text))
