"""From raw corpora to clean pairs, with an account of what was dropped and why."""

from __future__ import annotations

import glob
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from translate.text import normalise_for_model
from translate.training.corpus import RawPair, find_files, read_lines, read_pairs
from translate.training.recipe import CorpusRecipe, FilterRecipe, Recipe


@dataclass(frozen=True, slots=True)
class CleanPair:
    """A pair in the model's characters."""

    source: str
    target: str
    corpus: int
    """Index into the recipe's ``corpus``."""
    document: str = ""


@dataclass(slots=True)
class Account:
    """What became of one corpus."""

    path: str
    read: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


_FOLD = re.compile(r"[\W\d_]+")
_WORD = re.compile(r"\w")
# Words that only one of the two languages has: enough to catch swapped or untranslated lines.
_FRENCH = frozenset(
    "le la les des une est dans pour que qui sur avec pas du ce cette ces aux et il elle sont plus par".split()
)
_ENGLISH = frozenset(
    "the of and is in that for it was with are this be by have not which from has will its they".split()
)


def fingerprint(text: str) -> bytes:
    """Eight bytes that case, digits, blanks and punctuation do not change."""
    folded = _FOLD.sub("", text.casefold()) or text
    return hashlib.blake2b(folded.encode(), digest_size=8).digest()


def fault_of(source: str, target: str, rules: FilterRecipe, is_phrase: bool) -> str | None:
    """Reason to drop a pair, or None."""
    if not _WORD.search(source) or not _WORD.search(target):
        return "empty side"
    if max(source.count(" "), target.count(" ")) >= rules.max_words:
        return "too long"
    if is_phrase:
        return None
    if (
        max(len(source), len(target)) > 20
        and not rules.min_ratio <= len(target) / len(source) <= rules.max_ratio
    ):
        return "length ratio"
    words, english = source.casefold().split(), target.casefold().split()
    if len(words) > 3 and source.casefold() == target.casefold():
        return "untranslated"
    if len(words) > 5 and sum(w in _ENGLISH for w in words) > sum(w in _FRENCH for w in words) + 1:
        return "source is English"
    if len(english) > 5 and sum(w in _FRENCH for w in english) > sum(w in _ENGLISH for w in english) + 1:
        return "target is French"
    if "�" in source or "�" in target:
        return "broken characters"
    return None


def read_corpus(entry: CorpusRecipe, recipe: Recipe) -> Iterator[RawPair]:
    """Read a corpus, thinned to its ``limit`` (spread evenly over the files, neighbours kept together)."""
    split = "train" if entry.split == "news" else ""
    files = find_files(str(recipe.path(entry.path)))
    if not entry.limit:
        for file in files:
            yield from read_pairs(file, split)
        return
    pairs = [pair for file in files for pair in read_pairs(file, split)]
    if len(pairs) <= entry.limit:
        yield from pairs
        return
    run = 50  # neighbours kept together, so that sentences of one text can still be joined
    runs = max(1, -(-entry.limit // run))
    step = len(pairs) / runs
    for i in range(runs):
        start = int(i * step)
        yield from pairs[start : start + min(run, entry.limit - i * run)]


def excluded(patterns: Iterable[str]) -> frozenset[bytes]:
    """Fingerprints of the lines of the test sets, of four words or more: shorter ones (« Merci. ») stand anywhere."""
    found: set[bytes] = set()
    for pattern in patterns:
        for file in glob.glob(pattern):  # noqa: PTH207
            found.update(fingerprint(line) for line in read_lines(Path(file)) if line.count(" ") >= 3)
    return frozenset(found)


def prepare(recipe: Recipe) -> tuple[list[CleanPair], list[Account]]:
    """Normalise, filter and deduplicate all corpora of a recipe, in its order (good ones first)."""
    barred = excluded(str(recipe.path(p)) for p in recipe.filter.exclude)
    seen: set[bytes] = set()
    pairs: list[CleanPair] = []
    accounts: list[Account] = []
    for index, entry in enumerate(recipe.corpus):
        account = Account(entry.path)
        accounts.append(account)
        for raw in read_corpus(entry, recipe):
            account.read += 1
            source, target = normalise_for_model(raw.source), normalise_for_model(raw.target)
            fault = fault_of(source, target, recipe.filter, entry.phrases)
            key_source, key_target = fingerprint(source), fingerprint(target)
            if fault is None and (key_source in barred or key_target in barred):
                fault = "in a test set"
            key = key_source + key_target
            if fault is None and recipe.filter.dedupe and key in seen:
                fault = "duplicate"
            if fault is not None:
                account.dropped[fault] += 1
                continue
            seen.add(key)
            account.kept += 1
            pairs.append(CleanPair(source, target, index, raw.document))
    return pairs, accounts


def report_of(accounts: Iterable[Account]) -> str:
    """Account for every corpus as a Markdown table."""
    rows = ["| corpus | read | kept | dropped |", "|---|---:|---:|---|"]
    for a in accounts:
        why = ", ".join(f"{count} {reason}" for reason, count in a.dropped.most_common())
        rows.append(f"| {Path(a.path).name} | {a.read} | {a.kept} | {why or '–'} |")
    return "\n".join(rows) + "\n"
