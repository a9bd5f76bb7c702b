"""REP001: a word or phrase stands twice in a row, or the text loops."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.model import Finding, Span
from translate.pathologies import has_loop

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DOUBLE_NAME = re.compile(r"(?<![\w-])(\w{2,})-\1(?![\w-])", re.IGNORECASE)
"""« Bora-Bora », which is *Bora Bora* in English."""
_LONGEST_PHRASE = 4
# *He had had enough*, *she knew that that was it*, *what it is is unclear*, *all they do do*, *bye bye*.
_ENGLISH = frozenset(["had", "that", "is", "do", "bye", "very", "blah", "no", "so", "ha", "many"])
_LINKS = frozenset(["and", "by", "after", "upon"])


class Repetition(Rule):
    """Loop or doubled word."""

    code = "REP001"
    title = "loop or doubled word"
    severity = "error"

    def check(self, case: Case) -> Iterator[Finding]:
        """The first repetition of the target that the source does not have too."""
        names = frozenset(match[1].casefold() for match in _DOUBLE_NAME.finditer(case.source))
        doubled = find_doubled(case.target, names)
        source = find_doubled(case.source)
        if doubled is not None and source is None:
            start, middle, end = doubled
            words = case.target[middle:end]
            yield self.finding(
                f"{words!r} stands twice in a row – take one away",
                target=(start, end),
                suggestion=case.target[start:middle].rstrip(),
            )
        elif source is None and has_loop(case.target, case.source):
            yield self.finding("the text repeats itself – translate it anew", target=(0, len(case.target)))


def find_doubled(text: str, names: frozenset[str] = frozenset()) -> tuple[int, int, int] | None:
    """The first word or phrase (of up to four words) that stands twice in a row with only blanks between.

    Args:
        text: in any language.
        names: words in lower case that may stand twice: *Bora Bora*.

    Returns:
        ``(start of the first, start of the second, end of the second)``, or None. Commas, as in *leave, leave*, make a
        repetition deliberate, and so do numerals (*10 10*).
    """
    words: list[Span] = []
    folded: list[str] = []
    for match in _WORD.finditer(text):
        words.append(match.span())
        folded.append(match.group().casefold())
    joined = [text[a[1] : b[0]].isspace() for a, b in itertools.pairwise(words)]
    for size in range(1, _LONGEST_PHRASE + 1):
        for i in range(len(words) - 2 * size + 1):
            if folded[i : i + size] != folded[i + size : i + 2 * size] or not all(
                joined[i : i + 2 * size - 1]
            ):
                continue
            if size == 1 and (folded[i] in _ENGLISH or folded[i] in names or folded[i].isdigit()):
                continue
            if size == 2 and _is_linked(folded, i):
                continue
            return words[i][0], words[i + size][0], words[i + 2 * size - 1][1]
    return None


def _is_linked(words: list[str], i: int) -> bool:
    """True for *up and up and up*, *one by one by its members*: a phrase of English, not a slip."""
    if words[i + 1] == "to" and words[i] == words[i + 2]:
        return True  # *going door to door to find him*, but not *wants to build to build*
    for at in (i, i - 1, i + 1):
        if 0 <= at < len(words) - 2 and words[at + 1] in _LINKS and words[at : at + 3 : 2] == [words[at]] * 2:
            return words[i] in _LINKS or words[at + 1] != "and" or words[at + 4 : at + 5] == [words[at]]
    return False
