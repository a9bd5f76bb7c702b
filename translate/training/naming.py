"""Other names for the names of training pairs, so that a model copies what it never saw instead of recalling its like.

« le juge Delattre a entendu » → « le juge Kowalczyk a entendu », on both sides. Half of the new names are real ones,
half are made by a chain of letters that such names follow: a small model has to spell them piece by piece, as it must
those of tomorrow's news.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_NAME = re.compile(r"(?<![\w-])[^\W\d_a-zß-ÿ][^\W\d_]{3,}(?![\w-])")
"""A capitalised word of four letters or more that is no part of a compound."""
_COMMON = re.compile(r"(?:\b(?:la|les?|cette|cet|ce|une?|des|du|aux?)\s|\b[LDldQq]u?')$")
"""What precedes a name that is half a common noun: « la Commission », « l'Europe », « du Conseil »."""
_ORDER = 3
"""Letters that the next one is drawn after."""
_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûü")


class Namer:
    """Replaces names that are spelt alike on both sides of a pair.

    Args:
        names: names to replace with, and to make up others like.
        frequent: words that are spelt alike and occur too often to be any name.
    """

    def __init__(self, names: Iterable[str], frequent: frozenset[str] = frozenset()) -> None:
        self.names = sorted(set(names))
        self.frequent = frequent
        self._after: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            text = "^" * _ORDER + name + "$"
            for i in range(_ORDER, len(text)):
                self._after[text[i - _ORDER : i]].append(text[i])

    @classmethod
    def learn(cls, pairs: Iterable[tuple[str, str]], gazetteer: Iterable[tuple[str, str]] = ()) -> Namer:
        """Gather names from pairs of sentences and of names.

        Args:
            pairs: French and English sentences.
            gazetteer: French and English names; those spelt alike count.
        """
        count: Counter[str] = Counter()
        sentences = 0
        for source, target in pairs:
            sentences += 1
            count.update(_alike(source, target))
        # « Commission » is spelt alike and no name: what stands in one sentence of two thousand is not replaced.
        often = max(3, sentences // 2000)
        names = {word for word, n in count.items() if n <= often}
        names |= {source for source, target in gazetteer if source == target and _NAME.fullmatch(source)}
        return cls(names, frozenset(word for word, n in count.items() if n > often))

    def rename(self, source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
        """Put another name for one that is spelt alike, wherever it stands; None where there is none."""
        found = sorted(_alike(source, target) - self.frequent)
        if not found or not self.names:
            return None
        old = rng.choice(found)
        # « d'Okello », « de Meyer »: a vowel for a consonant, and the word before would have to change.
        drawn = (self._draw(rng) for _ in range(8))
        new = next((name for name in drawn if _has_vowel_first(name) == _has_vowel_first(old)), None)
        if new is None:
            return None
        whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
        return whole.sub(new, source), whole.sub(new, target)

    def _draw(self, rng: random.Random) -> str:
        if rng.random() < 0.5:
            return rng.choice(self.names)
        for _ in range(5):
            made = self._make(rng)
            if 4 <= len(made) <= 14:
                return made
        return rng.choice(self.names)

    def _make(self, rng: random.Random) -> str:
        text = "^" * _ORDER
        while len(text) < 20:
            letter = rng.choice(self._after[text[-_ORDER:]])
            if letter == "$":
                break
            text += letter
        return text[_ORDER:]


def _has_vowel_first(name: str) -> bool:
    return name[0].casefold() in _VOWELS


def _alike(source: str, target: str) -> set[str]:
    """Names that stand in both sides as often, none of them first in its sentence or behind an article."""
    there: Counter[str] = Counter(m[0] for m in _NAME.finditer(target))
    here: Counter[str] = Counter()
    common: set[str] = set()
    for match in _NAME.finditer(source):
        here[match[0]] += 1
        if match.start() == 0 or _COMMON.search(source[: match.start()]):
            common.add(match[0])
    return {
        word for word, n in here.items() if there[word] == n and word not in common and not word.isupper()
    }
