"""One pass over the words of a text: a trie whose edges are the inflected forms of the terms' words."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache

from translate.glossary import french, verbs
from translate.glossary.entry import Entry
from translate.glossary.folding import (
    TOKEN,
    Folded,
    Tokens,
    find_tokens,
    fold_text,
    is_sentence_initial,
    spelling_variants,
)

# French words that an acronym with a mere initial capital would be taken for: *Les* is not LES.
_WORDS_LIKE_ACRONYMS = frozenset(
    "un une les des est sur son par pas tu il on ma sa la le de en et ou car or si ni du au ce ces nos "
    "vos ils eux lui moi toi soi tous sud nord mer fin été mais dès que qui tel air art bas bon bus cas "
    "cap eau fer feu feux gaz jeu lac loi mai mal mot mur nom non nul nus oui pays peu plan pont port "
    "pour sac sel sol six dix tas thé ton tour une vie vin vol aide os".split()
)
_LEADING_ARTICLES = frozenset(("le", "la", "les", "l'"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a source variant."""

    folded: str
    cased: str
    gap: str
    """What stands between the word before it and this one, folded; empty for the first."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which an entry's source is written."""

    entry: Entry
    text: str
    words: tuple[Word, ...]
    is_plural: bool
    """Its own number."""
    has_acronym: bool
    is_lone_noun: bool
    """A single word in lower case that is not a verb: only then can it be mistaken for one."""
    rank: int


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A variant found at some tokens of a text."""

    variant: Variant
    first: int
    """Index of its first token."""
    last: int
    plural: bool | None


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
        self._second = {word: _second_words(edges) for word, edges in self.root.next.items()}

    def _add(self, entry: Entry, source: str) -> None:
        words = split_variant(source)
        if not words:
            return
        roles = word_roles(words, entry)
        node = self.root
        plural = False
        is_open = True
        for word, role in zip(words, roles, strict=True):
            is_name = word.cased[:1].isupper()
            forms = _forms(word.folded, role, is_name)
            key = (word.folded, word.gap, role if role != "phrase" else f"phrase{is_name}")
            child = node.children.get(key)
            if child is None:
                child = node.children[key] = Node()
                for spelling, number, need in _spellings(word.folded, role, is_name):
                    node.next.setdefault(spelling, []).append(Edge(number, need, word.gap, child))
            own = next((number for form, number in forms if form == word.folded), None)
            if is_open and own is not None:
                plural, is_open = own, False
            node = child
        is_lone = len(words) == 1 and words[0].cased.islower() and not entry.is_verb
        acronym = any(_is_acronym(w.cased) for w in words)
        node.ends.append(Variant(entry, source, words, plural, acronym, is_lone, self._rank))
        self._rank += 1

    def search(self, folded: Folded) -> tuple[Tokens, list[Hit]]:
        """Find variants, leftmost first, the longest at each place; hits do not overlap.

        Returns:
            The tokens of the text, and the hits by token index.
        """
        heads = self.root.next
        tokens = find_tokens(folded.text)
        words = tokens.words
        hits: list[Hit] = []
        after = 0
        for start in [i for i, word in enumerate(words) if word in heads]:
            if start < after:
                continue
            second = self._second[words[start]]
            if second is not None and (start + 1 == len(words) or words[start + 1] not in second):
                continue
            edges = _open_edges(heads[words[start]], words, start)
            hit = self._longest(folded, tokens, start, edges) if edges else None
            if hit is not None:
                hits.append(hit)
                after = hit.last + 1
        return tokens, hits

    def _longest(self, folded: Folded, tokens: Tokens, first: int, edges: list[Edge]) -> Hit | None:
        best: Hit | None = None
        words = tokens.words
        stack: list[tuple[int, Edge, bool | None]] = [(first, edge, None) for edge in edges]
        while stack:
            at, edge, plural = stack.pop()
            node = edge.node
            if edge.need and not _has_capitals(folded.cased[slice(*tokens.span(at))], edge.need):
                continue
            if at > first and tokens.gap(at) != edge.gap:
                continue
            if edge.plural is not None:
                plural = edge.plural if plural is None else plural or edge.plural
            for variant in node.ends:
                is_better = (
                    best is None or at > best.last or (at == best.last and variant.rank < best.variant.rank)
                )
                if is_better and _case_fits(variant, folded, tokens, first):
                    best = Hit(variant, first, at, plural)
            if node.next and at + 1 < len(words):
                edges = _open_edges(node.next.get(words[at + 1], ()), words, at + 1)
                stack += [(at + 1, e, plural) for e in edges]
        return best


def _open_edges(edges: Iterable[Edge], words: list[str], at: int) -> list[Edge]:
    """Edges after which a term may end or go on; most words that begin a term begin none here."""
    word = words[at + 1] if at + 1 < len(words) else ""
    return [edge for edge in edges if edge.node.ends or word in edge.node.next]


def _second_words(edges: list[Edge]) -> Container[str] | None:
    """The words that may follow the first one of a term; None where that one may stand alone."""
    if any(edge.node.ends for edge in edges):
        return None
    if len(edges) == 1:
        return edges[0].node.next
    return frozenset(word for edge in edges for word in edge.node.next)


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
        elif _is_acronym(word.cased) or any(map(str.isdigit, word.folded)) or word.folded.endswith("'"):
            roles.append("exact")
        else:
            roles.append("complement" if in_complement else "phrase")
    phrase = [w.folded for w, role in zip(words, roles, strict=True) if role == "phrase"]
    if french.is_person(phrase) or french.is_prefixed_adjective(phrase):
        roles = ["feminine" if role == "phrase" else role for role in roles]
    return roles


# The words of a large glossary come again and again.
@lru_cache(maxsize=4096)
def _spellings(word: str, role: str, is_name: bool) -> tuple[tuple[str, bool | None, int], ...]:
    """How a text may write a word: the spelling, its number, and the capitals that it needs."""
    return tuple(
        (spelling, number, need)
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


def _is_acronym(cased: str) -> bool:
    return len(cased) > 1 and cased.isupper()


def _has_capitals(cased: str, need: int) -> bool:
    return cased[0].isupper() and (need == 1 or len(cased) == 1 or cased.rstrip("'’").isupper())


def _case_fits(variant: Variant, folded: Folded, tokens: Tokens, first: int) -> bool:
    entry = variant.entry
    if entry.case == "insensitive":
        return True
    is_sensitive = entry.case == "sensitive"
    if not is_sensitive and not variant.has_acronym:
        return True
    for offset, word in enumerate(variant.words):
        start, end = tokens.span(first + offset)
        found = folded.cased[start:end]
        if _is_acronym(word.cased):
            if found.isupper():
                continue
            mere_capital = (
                found[:1].isupper() and found[1:].islower() and word.folded not in _WORDS_LIKE_ACRONYMS
            )
            if is_sensitive or not mere_capital:
                return False
        elif is_sensitive and not _fits_sensitive(word.cased, found, folded, start, offset == 0):
            return False
    return True


def _fits_sensitive(wanted: str, found: str, folded: Folded, start: int, is_first: bool) -> bool:
    if len(found) > 1 and found.isupper():
        return True  # a title in capitals
    if found[:1].isupper() == wanted[:1].isupper():
        # *McDonald*, *iPhone*: capitals inside the word count too, where the form is the same.
        return found[1:] == wanted[1:] if any(map(str.isupper, wanted[1:])) else True
    return is_first and wanted[:1].islower() and is_sentence_initial(folded.cased, start)
