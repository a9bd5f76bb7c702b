"""The beginnings of terms as texts write them: a dictionary lookup per word, where the trie weighs several ways.

A word may lead to several nodes of the trie (*conseil* begins *Conseil de sécurité* and *conseil municipal*), with a
number and a need for capitals each. For a row of words these ways are worked out when a text first has it, and kept: a
text has what another one had, and there are no more rows than the glossary has inflected beginnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from translate.glossary.trie import Edge, Node, Trie, Variant


class Surface:
    """Some words that variants begin with, and the variants that end with them.

    Args:
        text: the words, folded, with what stands between them.
        ways: the nodes that they lead to, each with the number of what was read on the way there: plural where one of
            the words is, unknown where none tells.
        is_plain: whether these words are all that it takes; else a text has to have capitals too, or what stands
            between the words may be this or that.
    """

    __slots__ = ("_ways", "ends", "is_plain", "next", "text")

    def __init__(self, text: str, ways: Sequence[tuple[Node, bool | None]], is_plain: bool) -> None:
        self.text = text
        self.is_plain = is_plain
        self._ways = ways
        ends = [(variant, plural) for node, plural in ways for variant in node.ends]
        ends.sort(key=lambda end: end[0].rank)  # of those equally long, the first one in the glossary
        self.ends: tuple[tuple[Variant, bool | None], ...] = tuple(ends)
        self.next: dict[str, Surface | None] = dict.fromkeys(word for node, _ in ways for word in node.next)
        """What each word that may follow leads to; None where nobody has asked yet (``follow``)."""

    def follow(self, word: str) -> Surface:
        """What a word of ``next`` leads to."""
        steps = [(edge, plural) for node, plural in self._ways for edge in node.next.get(word, ())]
        gaps = {edge.gap for edge, _ in steps}
        ways = [
            (edge.node, plural if edge.plural is None else edge.plural or bool(plural))
            for edge, plural in steps
        ]
        is_plain = self.is_plain and len(gaps) == 1 and not any(edge.need for edge, _ in steps)
        found = self.next[word] = Surface(f"{self.text}{min(gaps)}{word}", ways, is_plain)
        return found


class Surfaces:
    """Where all terms begin.

    Args:
        trie: the variants of a glossary.
    """

    def __init__(self, trie: Trie) -> None:
        self.edges: dict[str, list[Edge]] = trie.root.next
        """What leads on from the root of the trie, by the first word of a term."""
        self.heads: dict[str, Surface | None] = dict.fromkeys(self.edges)
        """The first words; None where nobody has asked yet (``begin``)."""

    def begin(self, word: str) -> Surface:
        """What the first word of a term leads to."""
        edges = self.edges[word]
        ways = [(edge.node, edge.plural) for edge in edges]
        found = self.heads[word] = Surface(word, ways, not any(edge.need for edge in edges))
        return found
