"""Words of a folded text: the quick way finds what the pattern of a word says, and each where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary.folding import TOKEN, Tokens

awkward = st.text("abl1é' ,.«_’\u0301-—€²\n") | st.text()


@given(awkward, st.booleans())
def test_words_and_their_places(text: str, backwards: bool) -> None:
    expected = [match.span() for match in TOKEN.finditer(text)]
    tokens = Tokens(text)
    assert tokens.words == [text[a:b] for a, b in expected]
    order = range(len(expected))
    for index in reversed(order) if backwards else order:
        assert tokens.span(index) == expected[index]


@given(awkward)
def test_what_stands_before_a_word(text: str) -> None:
    spans = [match.span() for match in TOKEN.finditer(text)]
    for index in range(1, len(spans)):
        (start, end), (after, _) = spans[index - 1 : index + 1]
        assert Tokens(text).gap(index) == text[end:after]
        assert Tokens(text).before(index) == (text[start:end] if text[end:after] in ("", " ") else "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'onu (svr), « paix »", ["l'", "onu", "svr", "paix"]),
        ("'citation' d'hier", ["citation", "d'", "hier"]),
        ("aujourd'hui.", ["aujourd'", "hui"]),
        ("a_b 12€", ["a", "b", "12"]),
        ("l' an l'", ["l", "an", "l"]),
    ],
)
def test_signs_that_are_no_letters(text: str, words: list[str]) -> None:
    assert Tokens(text).words == words
