"""Inline term annotations, so that a model learns to use the target it is told to use.

« la <term> Maison Blanche <as> White House </term> a dit »: source phrase and wanted target stand in the source
(Dinu et al. 2019). Part of the targets are the base form where the reference inflects it (Bergmanis & Pinnis
2021), and part are another phrase of the same shape, put into the reference too, so that only obeying helps.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from translate.model import Span
from translate.training.aligner import WORD, Aligner, find_target_span
from translate.training.recipe import AnnotateRecipe

TERM, AS, END = "<term>", "<as>", "</term>"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase and its target, as character spans of both sides."""

    source: Span
    target: Span


def write_annotation(source: str, target: str) -> str:
    """Write one annotation: what stands in the place of the source phrase."""
    return f"{TERM} {source} {AS} {target} {END}"


def tokens_of(text: str) -> list[Span]:
    """Spans of words and marks."""
    return [m.span() for m in WORD.finditer(text)]


def shape_of(phrase: str) -> str:
    """What another phrase must share to stand in its place: number of words, capitals, plural look, digits."""
    words = phrase.split()
    last = words[-1]
    case = "".join("U" if w.isupper() and len(w) > 1 else "T" if w[:1].isupper() else "l" for w in words)
    ending = (
        "s"
        if re.search(r"[^su]s$", last)
        else "ing"
        if last.endswith("ing")
        else "ed"
        if last.endswith("ed")
        else "ly"
        if last.endswith("ly")
        else ""
    )
    return f"{case}-{ending}"


_NOUN_FOLLOWS = re.compile(
    r"\b(?:the|an?|of|this|that|these|those|its|their|his|her|our|your|no|some|any|for|with|by)\s$",
    re.IGNORECASE,
)


class Annotator:
    """Chooses phrases and writes annotations; deterministic for a given ``random.Random``.

    Args:
        aligner: fitted by ``learn``.
        recipe: how many annotations, and of which kinds.
        gazetteer: names and terms, English by French, that are found without the aligner.
    """

    def __init__(
        self, aligner: Aligner, recipe: AnnotateRecipe, gazetteer: dict[str, str] | None = None
    ) -> None:
        self.aligner = aligner
        self.recipe = recipe
        self.gazetteer = gazetteer or {}
        self.common: frozenset[str] = frozenset()
        """Frequent French words, casefolded: no phrase of the aligner begins or ends with one, acronyms excepted."""
        self.common_target: frozenset[str] = frozenset()
        """Likewise in English, where no phrase begins with one in lower case."""
        self.bank: dict[str, list[str]] = {}
        """English phrases that may stand in for others, by ``shape_of``."""

    def learn(self, pairs: Sequence[tuple[str, str]], bank: int = 20_000) -> None:
        """Fit the aligner and gather the phrases that stand in for others.

        Args:
            pairs: French and English sentences.
            bank: how many of them, from the first on, phrases are gathered from.
        """
        words = [([s[a:b] for a, b in tokens_of(s)], [t[a:b] for a, b in tokens_of(t)]) for s, t in pairs]
        self.aligner.fit(words, self.recipe.align_rounds)
        count = Counter(w.casefold() for source, _ in words for w in source)
        self.common = frozenset(w for w, _ in count.most_common(250))
        count = Counter(w.casefold() for _, target in words for w in target)
        self.common_target = frozenset(w for w, _ in count.most_common(250))
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for english in self.gazetteer.values():
            if tokens_of(english) and english[0].isalpha() and english[-1].isalpha():
                found[shape_of(english)][english] = None
        for source, target in pairs[:bank]:
            for phrase in self.phrases(source, target):
                text = target[slice(*phrase.target)]
                # Lower-case stand-ins come from the term lists, which are nouns; only names are taken from text.
                if phrase.target[0] > 0 and all(w[:1].isupper() for w in text.split()):
                    found[shape_of(text)][text] = None
        self.bank = {shape: list(texts) for shape, texts in found.items()}

    def phrases(self, source: str, target: str) -> list[Phrase]:
        """All source phrases of one to four words that have a consistent target of one to five."""
        s, t = tokens_of(source), tokens_of(target)
        links = self.aligner.align([source[a:b] for a, b in s], [target[a:b] for a, b in t])
        linked = {i for i, _ in links}
        found = []
        for start in range(len(s)):
            if not self._is_edge(source[slice(*s[start])], start == 0) or start not in linked:
                continue
            for end in range(start + 1, min(start + 4, len(s)) + 1):
                last = source[slice(*s[end - 1])]
                if not last[-1].isalnum() and last != "'":
                    break  # never across punctuation
                if source[s[end - 1][1] : s[end - 1][1] + 1] == "'":
                    continue  # « jusqu'à »: an elided word is no end
                if end - 1 not in linked or not self._is_edge(last, end - 1 == 0):
                    continue
                span = find_target_span(links, start, end)
                if span is None or span[1] - span[0] > 5:
                    continue
                words = [target[slice(*t[j])] for j in range(*span)]
                if (
                    any(not w[-1].isalnum() and w != "'" for w in words)
                    or not words[0][0].isalnum()
                    or not words[-1][-1].isalnum()
                ):
                    continue
                if words[0].casefold() in self.common_target and words[0].islower():
                    continue
                found.append(Phrase((s[start][0], s[end - 1][1]), (t[span[0]][0], t[span[1] - 1][1])))
        return found + self._listed(source, target)

    def _is_edge(self, word: str, is_first: bool) -> bool:
        if not word[0].isalnum() or len(word) < 2:
            return False
        if word.casefold() in self.common and not (word.isupper() and len(word) > 1):
            return False
        return len(word) > 3 or (word[0].isupper() and not is_first)

    def _listed(self, source: str, target: str) -> list[Phrase]:
        """Phrases that the gazetteer has, found whole on both sides."""
        if not self.gazetteer:
            return []
        spans = tokens_of(source)
        found = []
        for start in range(len(spans)):
            for end in range(start + 1, min(start + 5, len(spans)) + 1):
                text = source[spans[start][0] : spans[end - 1][1]]
                english = self.gazetteer.get(text)
                if english is None:
                    continue
                hit = re.search(rf"(?<!\w){re.escape(english)}(?!\w)", target)
                if hit:
                    found.append(Phrase((spans[start][0], spans[end - 1][1]), hit.span()))
        return found

    def annotate(self, source: str, target: str, rng: random.Random) -> tuple[str, str]:
        """Annotate one pair, with the odds of the recipe; a pair without fit phrases stays as it is."""
        if rng.random() >= self.recipe.share:
            return source, target
        chosen = self._choose(self.phrases(source, target), source, rng)
        # From the right, so that earlier spans stay true; a swap changes the target's length.
        edits = []
        for phrase in chosen:
            told = target[slice(*phrase.target)]
            new = None
            if rng.random() < self.recipe.swap and _is_noun_phrase(target, phrase.target):
                new = self._stand_in(told, rng)
            elif rng.random() < self.recipe.lemma:
                told = base_form(told)
            edits.append((phrase, new or told, new))
        for phrase, told, _ in sorted(edits, key=lambda e: -e[0].source[0]):
            a, b = phrase.source
            source = source[:a] + write_annotation(source[a:b], told) + source[b:]
        for phrase, _, new in sorted(edits, key=lambda e: -e[0].target[0]):
            if new is not None:
                a, b = phrase.target
                target = _agree_article(target[:a], new) + new + target[b:]
        return source, target

    def _choose(self, phrases: list[Phrase], source: str, rng: random.Random) -> list[Phrase]:
        wanted = min(1 + (rng.random() < 0.4) + (rng.random() < 0.25), self.recipe.most)

        def weight(phrase: Phrase) -> float:
            text = source[slice(*phrase.source)]
            is_name = phrase.source[0] > 0 and text[:1].isupper()
            return float(rng.random() ** (1 / ((3.0 if is_name else 1.0) * (1.5 if " " in text else 1.0))))

        chosen: list[Phrase] = []
        for phrase in sorted(phrases, key=weight, reverse=True):
            if all(_apart(phrase.source, c.source) and _apart(phrase.target, c.target) for c in chosen):
                chosen.append(phrase)
            if len(chosen) == wanted:
                break
        return chosen

    def _stand_in(self, text: str, rng: random.Random) -> str | None:
        others = self.bank.get(shape_of(text), [])
        for _ in range(4):
            if not others:
                return None
            other = rng.choice(others)
            if other != text:
                return other
        return None


def base_form(phrase: str) -> str:
    """Put the last word into its dictionary form, where it is a lower-case word: sanctions → sanction."""
    import simplemma

    head, _, last = phrase.rpartition(" ")
    if not last.islower() or len(last) < 4:
        return phrase
    lemma = simplemma.lemmatize(last, lang="en")
    return f"{head} {lemma}" if head else lemma


def _is_noun_phrase(text: str, span: Span) -> bool:
    """Tell whether an English phrase is a name or stands where a noun phrase does, so that a noun may replace it."""
    phrase = text[slice(*span)]
    if all(w[:1].isupper() for w in phrase.split()):
        return span[0] > 0
    if not _NOUN_FOLLOWS.search(text[: span[0]]) or shape_of(phrase).endswith(("-ed", "-ing", "-ly")):
        return False
    # « the former director »: an adjective alone would be followed by its noun; a noun by a mark or a small word.
    after = text[span[1] :].lstrip()
    return not after or not after[0].isalnum() or after.split()[0].rstrip(".,;:!?").casefold() in _AFTER_NOUN


_AFTER_NOUN = frozenset(
    "of in on at to for from with by and or is are was were has have had will would can could may that which who as"
    " when after before during".split()
)


def _apart(a: Span, b: Span) -> bool:
    return a[1] <= b[0] or b[1] <= a[0]


def _agree_article(before: str, new: str) -> str:
    """A swap may change what a/an stands before: « an agreement » → « a deal »."""
    match = re.search(r"\b([Aa])n? $", before)
    if not match:
        return before
    article = match[1] + ("n" if new[0].casefold() in "aeiou" else "")
    return before[: match.start()] + article + " "
