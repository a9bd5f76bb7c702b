"""Finding the variants of a glossary in a text: one pass over its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count

import msgspec

from translate.glossary.folding import Folded, is_sentence_initial
from translate.glossary.surfaces import Surface, Surfaces
from translate.glossary.trie import Edge, Node, Variant, is_acronym

# French words that an acronym with a mere initial capital would be taken for: *Les* is not LES.
_WORDS_LIKE_ACRONYMS = frozenset(
    "un une les des est sur son par pas tu il on ma sa la le de en et ou car or si ni du au ce ces nos "
    "vos ils eux lui moi toi soi tous sud nord mer fin été mais dès que qui tel air art bas bon bus cas "
    "cap eau fer feu feux gaz jeu lac loi mai mal mot mur nom non nul nus oui pays peu plan pont port "
    "pour sac sel sol six dix tas thé ton tour une vie vin vol aide os".split()
)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A variant found at some words of a text."""

    variant: Variant
    first: int
    """Index of its first word."""
    last: int
    start: int
    """Offset of its first character into the folded text."""
    end: int
    plural: bool | None


def find_variants(surfaces: Surfaces, folded: Folded) -> list[Hit]:
    """Find variants, leftmost first, the longest at each place; they do not overlap."""
    words = folded.words
    heads = surfaces.heads
    hits: list[Hit] = []
    last = len(words) - 1
    free = 0  # the first word that no hit covers
    # Most words begin no term: these are passed over in C.
    for first in compress(count(), map(heads.__contains__, words)):
        head = heads[words[first]] or surfaces.begin(words[first])
        if first < free or (not head.ends and (first == last or words[first + 1] not in head.next)):
            continue
        hit = _find_plain(folded, words, first, head, surfaces)
        if hit is not None:
            hits.append(hit)
            free = hit.last + 1
    return hits


def _find_plain(
    folded: Folded, words: Sequence[str], first: int, head: Surface, surfaces: Surfaces
) -> Hit | None:
    """The longest variant whose words begin at a word, where the words alone decide; else ``_longest`` does.

    Args:
        folded: the text.
        words: its words.
        first: index of the one to begin with.
        head: what that word leads to.
        surfaces: of all variants.
    """
    best = head if head.ends else None
    last = first
    surface = head
    for at in range(first + 1, len(words)):
        word = words[at]
        following = surface.next
        if word not in following:
            break
        surface = following[word] or surface.follow(word)
        if surface.ends:
            best, last = surface, at
    if best is None:
        return None
    if best.is_plain:
        start = folded.start(first)
        if folded.text.startswith(best.text, start):  # else a comma, say, parts the words
            for variant, plural in best.ends:
                if not variant.minds_case or _case_fits(variant, folded, first, start):
                    return Hit(variant, first, last, start, start + len(best.text), plural)
    return _longest(folded, words, first, surfaces.edges[words[first]])


def _longest(folded: Folded, words: Sequence[str], first: int, edges: Sequence[Edge]) -> Hit | None:
    """The longest variant whose words begin at a word, of several the one that stands first in the glossary.

    Args:
        folded: the text.
        words: its words.
        first: index of the one to begin with.
        edges: where it leads from the root.
    """
    text, cased = folded.text, folded.cased
    start = folded.start(first)
    begin, end = start, start + len(words[first])
    best: Hit | None = None
    at = first
    # Reached with the words so far, and their number: plural where one of them is, unknown where none tells.
    nodes: list[tuple[Node, bool | None]] = []
    for edge in edges:
        if not edge.need or _has_capitals(cased[start:end], edge.need):
            nodes.append((edge.node, edge.plural))
    while True:
        for node, plural in nodes:
            for variant in node.ends:
                if best is not None and best.last == at and best.variant.rank <= variant.rank:
                    continue
                if not variant.minds_case or _case_fits(variant, folded, first, start):
                    best = Hit(variant, first, at, start, end, plural)
        at += 1
        if at == len(words):
            return best
        word = words[at]
        before, end = end, -1
        onwards: list[tuple[Node, bool | None]] = []
        for node, plural in nodes:
            edges = node.next.get(word, ())
            for edge in edges:
                if end < 0:
                    begin = text.index(word, before)  # no word can hide in what stands between
                    end = begin + len(word)
                if text[before:begin] != edge.gap:
                    continue
                if not edge.need or _has_capitals(cased[begin:end], edge.need):
                    number = plural if edge.plural is None else edge.plural or bool(plural)
                    onwards.append((edge.node, number))
        if not onwards:
            return best
        nodes = onwards


def _has_capitals(cased: str, need: int) -> bool:
    return cased[0].isupper() and (need == 1 or len(cased) == 1 or cased.rstrip("'’").isupper())


def _case_fits(variant: Variant, folded: Folded, first: int, start: int) -> bool:
    """True when the capitals of a text are those that a variant minds.

    Args:
        variant: one that ``minds_case``.
        folded: the text.
        first: index of the word that the variant begins with.
        start: where that word stands.
    """
    is_sensitive = variant.entry.case == "sensitive"
    end = start
    for offset, word in enumerate(variant.words):
        written = folded.words[first + offset]
        start = folded.text.index(written, end)
        end = start + len(written)
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
