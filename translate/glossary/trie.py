"""The sources of a glossary as a trie whose edges are the inflected forms of the terms' words (``search`` walks it)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from translate.glossary import french, verbs
from translate.glossary.entry import Entry
from translate.glossary.folding import (
    TOKEN,
    fold_text,
    spelling_variants,
)

_LEADING_ARTICLES = frozenset(("le", "la", "les", "l'"))


class Word(NamedTuple):
    """One word of a source variant."""

    folded: str
    cased: str
    gap: str
    """What stands between the word before it and this one, folded; empty for the first."""


class Variant(NamedTuple):
    """One way in which an entry's source is written."""

    entry: Entry
    text: str
    words: tuple[Word, ...]
    is_plural: bool
    """Its own number."""
    minds_case: bool
    """Whether its letters are not enough: the text has to have its capitals, or some of them."""
    is_lone_noun: bool
    """A single word in lower case that is not a verb: only then can it be mistaken for one."""
    rank: int
    """Position among all variants of the trie."""


@dataclass(slots=True)
class Edge:
    """A step from one word of a variant to the next."""

    plural: bool | None
    need: int
    """Capitals that this spelling needs, as in ``spelling_variants``."""
    gap: str
    """What must stand before the word; a single blank also stands for a hyphen."""
    node: Node


class Node:
    """A point in the trie: where the next word leads, and which variants end here."""

    __slots__ = ("children", "ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, list[Edge]] = {}
        self.ends: list[Variant] = []
        self.children: dict[tuple[str, str, str], Node] = {}


def split_variant(text: str) -> tuple[Word, ...]:
    """Words of a source variant; a leading article is not part of the term (*la Maison Blanche*)."""
    folded = fold_text(text.strip())
    words: list[Word] = []
    end = 0
    for token in TOKEN.finditer(folded.text):
        start = token.start()
        gap = folded.text[end:start] if words else ""
        words.append(Word(token.group(), folded.cased[start : token.end()], gap))
        end = token.end()
    if len(words) > 1 and words[0].folded in _LEADING_ARTICLES and words[0].cased.islower():
        words = [Word(words[1].folded, words[1].cased, ""), *words[2:]]
    return tuple(words)


class Trie:
    """All variants of some entries, ready to be searched for."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.root = Node()
        self._rank = 0
        for entry in entries:
            for source in entry.sources:
                self._add(entry, source)

    def _add(self, entry: Entry, source: str) -> None:
        words = split_variant(source)
        if not words:
            return
        roles = word_roles(words, entry)
        names = [word.cased[:1].isupper() for word in words]
        forms = [_forms(*word) for word in zip((w.folded for w in words), roles, names, strict=True)]
        owns = [dict(found).get(word.folded) for word, found in zip(words, forms, strict=True)]
        numbers = [own for own in owns if own is not None]
        # *porte-avions* is one ship or several, and *Human Rights Watch* is no plural: where the words of a term
        # differ in number, they tell nothing by themselves, and *un* or *des* decides.
        is_mixed = len(set(numbers)) > 1
        node = self.root
        for word, role, is_name in zip(words, roles, names, strict=True):
            kind = role if role != "phrase" else f"phrase{is_name}"
            key = (word.folded, word.gap, f"{kind}{is_mixed}")
            child = node.children.get(key)
            if child is None:
                child = node.children[key] = Node()
                for spelling, number, need in _spellings(word.folded, role, is_name, is_mixed):
                    node.next.setdefault(spelling, []).insert(0, Edge(number, need, word.gap, child))
            node = child
        plural = bool(numbers) and numbers[0] and not is_mixed
        is_lone = len(words) == 1 and words[0].cased.islower() and not entry.is_verb
        minds_case = entry.case == "sensitive" or (
            entry.case == "smart" and not source.islower() and any(is_acronym(w.cased) for w in words)
        )
        node.ends.append(Variant(entry, source, words, plural, minds_case, is_lone, self._rank))
        self._rank += 1


def _may_vary(word: str) -> bool:
    """False where there are digits, or an elision."""
    return word.isalpha() or not (any(map(str.isdigit, word)) or word.endswith("'"))


def word_roles(words: tuple[Word, ...], entry: Entry) -> list[str]:
    """How each word of a variant may vary.

    ``exact``, ``verb``, ``clitic``, ``phrase``, ``feminine`` or ``complement``.
    """
    if entry.match == "exact" or entry.status == "keep":
        return ["exact"] * len(words)
    if entry.is_verb:
        reflexive = words[0].folded in ("se", "s'") and len(words) > 1
        roles = ["exact"] * len(words)
        roles[int(reflexive)] = "verb"
        if reflexive:
            roles[0] = "clitic"
        return roles
    roles = []
    in_complement = False
    for word in words:
        if word.folded in french.FUNCTION_WORDS:
            roles.append("exact")
            # *contre-attaque*, *sous-marin*: a preposition in front opens no complement.
            in_complement = in_complement or any(role != "exact" for role in roles)
        elif is_acronym(word.cased) or not _may_vary(word.folded):
            roles.append("exact")
        else:
            roles.append("complement" if in_complement else "phrase")
    phrase = [w.folded for w, role in zip(words, roles, strict=True) if role == "phrase"]
    if french.is_person(phrase) or french.is_prefixed_adjective(phrase):
        roles = ["feminine" if role == "phrase" else role for role in roles]
    return roles


# The words of a large glossary come again and again.
@lru_cache(maxsize=4096)
def _spellings(
    word: str, role: str, is_name: bool, is_mixed: bool
) -> tuple[tuple[str, bool | None, int], ...]:
    """How a text may write a word: the spelling, its number, and the capitals that it needs.

    Args:
        word: as the glossary writes it, folded.
        role: how it may vary.
        is_name: whether it has a capital.
        is_mixed: whether its number tells nothing as long as it is written like that.
    """
    return tuple(
        (spelling, None if is_mixed and form == word else number, need)
        for form, number in _forms(word, role, is_name)
        for spelling, need in spelling_variants(form).items()
    )


@lru_cache(maxsize=4096)
def _forms(word: str, role: str, is_name: bool) -> tuple[tuple[str, bool | None], ...]:
    if role == "verb":
        return tuple((form, None) for form in verbs.verb_forms(word))
    if role == "clitic":
        return tuple((form, None) for form in ("se", "s'", "me", "m'", "te", "t'", "nous", "vous"))
    if role == "complement":
        return french.complement_forms(word)
    if role in ("phrase", "feminine"):
        return french.phrase_forms(word, is_name, role == "feminine")
    return ((word, None),)


def is_acronym(cased: str) -> bool:
    """True for several letters, all of them capitals."""
    return len(cased) > 1 and cased.isupper()
