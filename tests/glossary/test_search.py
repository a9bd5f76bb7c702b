"""Terms found by what other texts had are those that a walk along the trie finds, whatever was searched before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import parse_glossary
from translate.glossary.folding import fold
from translate.glossary.matching import Glossary
from translate.glossary.search import Hit, _longest, find_variants
from translate.glossary.surfaces import Surfaces
from translate.glossary.trie import Trie

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
