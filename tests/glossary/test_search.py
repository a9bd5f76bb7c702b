"""Terms found by what other texts had are those that a walk along the trie finds, whatever was searched before."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import pair_terms, parse_glossary
from translate.glossary.folding import fold
from translate.glossary.matching import Glossary
from translate.glossary.pairing import _assign, _renderings, _ties
from translate.glossary.search import Hit, _longest, find_variants
from translate.glossary.surfaces import Surfaces
from translate.glossary.trie import Trie
from translate.model import Span, WordLink

GLOSSARY = parse_glossary(
    """source\ttarget\tstatus\tcase\tmatch
conseil\tcouncil\t\t\t
conseil d'État\tCouncil of State\t\t\t
conseil d'État élargi\tenlarged Council of State\t\t\t
conseil de l'ONU\tUN council\t\tsensitive\t
ONU\tUN\t\t\t
état\tstate\t\t\t
État\tState\t\tsensitive\t
l'année\tyear\t\t\t
année de l'ONU\tyear of the UN\t\t\texact
se lancer\tto launch\t\t\t
conseil municipal\tboard\tforbidden\t\t
S.A\tcompany\t\t\texact
s a\thas\t\t\texact
comité\tcouncil\t\t\t
""",
    "g",
)
words = st.sampled_from(
    "conseil Conseil conseils d' de l' L' État Etat état etat ÉTAT élargi élargis ONU Onu onu année ANNÉE annee se "
    "lance municipal municipaux le".split()
)
phrases = st.sampled_from(
    [
        "conseil d'État", "conseils d'État", "Conseil d'Etat", "conseil d'etat", "CONSEIL D'ETAT", "conseil d’État",
        "conseils d'État élargis", "conseil d' État", "conseil d'État, élargi", "conseil, municipal",
        "conseil de l'ONU", "conseil de l'onu", "conseil de, l'ONU", "année de l'ONU", "annee de l'ONU", "se lance",
        "S.A", "s a", "S A",
    ]
)  # fmt: skip
texts = st.lists(
    (words | phrases).flatmap(
        lambda some: st.sampled_from([" ", "", ", ", "-", "’", "  "]).map(some.__add__)
    ),
    max_size=8,
).map("".join)


def walked(trie: Trie, text: str) -> list[Hit]:
    """The variants of a text by the trie alone: leftmost first, the longest at each place."""
    folded = fold(text)
    hits: list[Hit] = []
    for first, word in enumerate(folded.words):
        if not hits or first > hits[-1].last:
            hit = _longest(folded, folded.words, first, trie.root.next.get(word, []))
            hits += [hit] if hit is not None else []
    return hits


TRIE = Trie(GLOSSARY.entries)
SURFACES = Surfaces(TRIE)


@given(texts)
def test_what_other_texts_had_is_what_the_trie_says(text: str) -> None:
    expected = walked(TRIE, text)
    assert find_variants(SURFACES, fold(text)) == expected
    assert find_variants(Surfaces(TRIE), fold(text)) == expected


def test_rows_of_words_are_kept_for_terms_only() -> None:
    glossary = Glossary(GLOSSARY.entries)
    for i in range(100):
        glossary.find(f"le conseil de l'ONU {i}, le conseil numéro{i} d'État{i}")
    surfaces, _ = glossary._surfaces
    known = [surface for surface in surfaces.heads.values() if surface is not None]
    for surface in known:
        known += [further for further in surface.next.values() if further is not None]
    assert {surface.text for surface in known} <= {
        "conseil", "conseil de", "conseil de l'", "conseil de l'onu", "conseil d'", "onu",
    }  # fmt: skip


TEXTS = [
    (
        "conseil ONU année état conseil ONU conseil d'État",
        "council, UN, year and state of the UN, Council of State of the UN council, council of state",
    ),
    ("Le conseil et le comité de l'année", "The year of the council"),
    ("Le conseil, le conseil de l'année", "The council of the year"),
    ("Le conseil de l'année", "The council, council of the year"),
]


def spans(text: str) -> st.SearchStrategy[Span]:
    """Spans of one to eight characters of a text."""
    return st.integers(0, len(text) - 8).flatmap(lambda a: st.integers(a + 1, a + 8).map(lambda b: (a, b)))


@given(st.sampled_from(TEXTS), st.data())
def test_pairing_needs_the_links_of_what_it_asks_for_alone(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    french, english = texts
    pairs = data.draw(st.lists(st.tuples(spans(french), spans(english)), max_size=12))
    links = [(*source, *target) for source, target in pairs]

    def some(asked: Sequence[Span]) -> list[WordLink]:
        return [link for link in links if any(link[0] < b and a < link[1] for a, b in asked)]

    matches = GLOSSARY.find(french)
    assert len(matches) >= 2
    ties = [_ties(match, links) for match in matches]
    by_entry = _renderings(english, matches)
    chosen = _assign(matches, by_entry, ties, contained=False)
    chosen = _assign(matches, by_entry, ties, contained=True, kept=chosen)
    assert [paired.rendering for paired in pair_terms(french, english, matches, some)] == [
        option and option[1] for option in chosen
    ]


def test_links_are_not_asked_for_where_nothing_is_contested() -> None:
    asked: list[Sequence[Span]] = []

    def none(spans: Sequence[Span]) -> list[WordLink]:
        asked.append(spans)
        return []

    french = "Une année, l'ONU, un conseil et un conseil."
    pair_terms(french, "A year, the UN, a council and a council.", GLOSSARY.find(french), none)
    assert [[french[slice(*span)] for span in spans] for spans in asked] == [["conseil", "conseil"]]
    asked.clear()
    french = "Une année, l'ONU et un conseil."
    pair_terms(french, "A year, the UN and a council.", GLOSSARY.find(french), none)
    assert asked == []
