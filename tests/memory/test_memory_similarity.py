"""Similar texts: what is found is what comparing with all of them finds, and the score is a known one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from translate.memory.similarity import SHARED_WORDS, Index, similarity

words = st.sampled_from(
    "le la sommet sommets est était reporté à lundi mardi 😀 l'otan 12 e\u0301té aa ab ba".split()
)
sentences = st.lists(words, max_size=9).map(" ".join) | st.text(max_size=12)


@given(sentences, sentences)
def test_the_similarity_is_that_of_rapidfuzz(a: str, b: str) -> None:
    assert abs(similarity(a, b) - fuzz.ratio(a, b) / 100) < 1e-9


def shared_words(a: str, b: str) -> float:
    one, other = set(re.findall(r"\w+", a)), set(re.findall(r"\w+", b))
    return 2 * len(one & other) / max(len(one) + len(other), 1)


@given(st.lists(sentences, max_size=12), sentences, st.sampled_from([0.3, 0.6, 0.85, 1.0]))
def test_the_closest_is_that_of_a_comparison_with_all(texts: list[str], text: str, least: float) -> None:
    candidates = [
        (similarity(text, other), -place)
        for place, other in enumerate(texts)
        if other and shared_words(text, other) >= SHARED_WORDS and similarity(text, other) >= least
    ]
    found = Index(texts).closest(text, least)
    if not candidates or not text:
        assert found is None
    else:
        score, place = max(candidates)
        assert found == (-place, score)


def test_long_runs_and_long_texts_are_compared_like_any_other() -> None:
    text = "très " * 3000 + "bien"
    index = Index(["court", text + " dit"])
    assert index.closest(text, 0.85) == (1, similarity(text, text + " dit"))


def test_an_empty_index_finds_nothing() -> None:
    assert Index([]).closest("le sommet", 0.85) is None
    assert Index(["le sommet"]).closest("", 0.85) is None
    assert Index(["", " "]).closest(" ", 0.85) is None  # no word to have in common
