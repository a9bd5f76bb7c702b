"""Finding the variants of a trie in a text: one pass over its words."""

from __future__ import annotations

from itertools import compress, count
from typing import NamedTuple

from translate.glossary.folding import Folded, is_sentence_initial
from translate.glossary.trie import Edge, Trie, Variant, is_acronym

# French words that an acronym with a mere initial capital would be taken for: *Les* is not LES.
_WORDS_LIKE_ACRONYMS = frozenset(
    "un une les des est sur son par pas tu il on ma sa la le de en et ou car or si ni du au ce ces nos "
    "vos ils eux lui moi toi soi tous sud nord mer fin été mais dès que qui tel air art bas bon bus cas "
    "cap eau fer feu feux gaz jeu lac loi mai mal mot mur nom non nul nus oui pays peu plan pont port "
    "pour sac sel sol six dix tas thé ton tour une vie vin vol aide os".split()
)


class Hit(NamedTuple):
    """A variant found at some tokens of a text."""

    variant: Variant
    first: int
    """Index of its first token."""
    last: int
    start: int
    """Offset of its first character into the folded text."""
    end: int
    plural: bool | None


def find_variants(trie: Trie, folded: Folded) -> list[Hit]:
    """Find variants, leftmost first, the longest at each place; hits do not overlap."""
    words = folded.tokens.words
    heads, second = trie.root.next, trie.second
    if heads.keys().isdisjoint(words):
        return []
    hits: list[Hit] = []
    after = 0
    for first in compress(count(), map(heads.__contains__, words)):
        if first < after:
            continue
        word = words[first]
        followers = second[word]
        if followers is not None and (first + 1 == len(words) or words[first + 1] not in followers):
            continue
        hit = _longest(folded, first, heads[word])
        if hit is not None:
            hits.append(hit)
            after = hit.last + 1
    return hits


def _longest(folded: Folded, first: int, edges: list[Edge]) -> Hit | None:
    """The longest variant whose words begin at a token, of several the one that stands first in the glossary.

    Args:
        folded: the text.
        first: index of the token.
        edges: where its word leads from the root.
    """
    words, text = folded.tokens.words, folded.text
    start, end = folded.tokens.span(first)
    best: Hit | None = None
    # Where a word stands, its index, its edge, and the number of the words before it.
    stack: list[tuple[int, int, int, Edge, bool | None]] = [(start, end, first, e, None) for e in edges]
    while stack:
        begin, end, at, edge, plural = stack.pop()
        if edge.need and not _has_capitals(folded.cased[begin:end], edge.need):
            continue
        if edge.plural is not None:
            plural = edge.plural if plural is None else plural or edge.plural
        node = edge.node
        for variant in node.ends:
            is_better = (
                best is None or at > best.last or (at == best.last and variant.rank < best.variant.rank)
            )
            if is_better and (not variant.minds_case or _case_fits(variant, folded, first, start)):
                best = Hit(variant, first, at, start, end, plural)
        if node.next and at + 1 < len(words):
            word = words[at + 1]
            for edge in node.next.get(word, ()):
                begin = end + len(edge.gap)
                # No word can hide in a gap: what follows it is the next word.
                if text.startswith(word, begin) and text.startswith(edge.gap, end):
                    stack.append((begin, begin + len(word), at + 1, edge, plural))
    return best


def _has_capitals(cased: str, need: int) -> bool:
    return cased[0].isupper() and (need == 1 or len(cased) == 1 or cased.rstrip("'’").isupper())


def _case_fits(variant: Variant, folded: Folded, first: int, start: int) -> bool:
    """True when the capitals of a text are those that a variant minds.

    Args:
        variant: one that ``minds_case``.
        folded: the text.
        first: index of the token that the variant begins with.
        start: where that token stands.
    """
    is_sensitive = variant.entry.case == "sensitive"
    end = start
    for offset, (word, token) in enumerate(zip(variant.words, folded.tokens.words[first:], strict=False)):
        start = folded.text.index(token, end)
        end = start + len(token)
        found = folded.cased[start:end]
        if is_acronym(word.cased):
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
