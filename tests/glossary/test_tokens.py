"""Words of a folded text: the quick way finds what the pattern of a word says, and each where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary.alphabet import encode, make_table
from translate.glossary.folding import _FOLDED, TOKEN, Folded, _fold, fold_text

_SAME = make_table(str)

awkward = st.text("abl1é' ,.«_’\u0301-—€²\n") | st.text()


@given(awkward, st.booleans())
def test_words_and_their_places(text: str, backwards: bool) -> None:
    expected = [match.span() for match in TOKEN.finditer(text)]
    folded = Folded(text, text, None)
    assert folded.words == [text[a:b] for a, b in expected]
    order = range(len(expected))
    for index in reversed(order) if backwards else order:
        assert folded.start(index) == expected[index][0]


@given(awkward)
def test_what_stands_before_a_word(text: str) -> None:
    spans = [match.span() for match in TOKEN.finditer(text)]
    for index in range(1, len(spans)):
        (start, end), (after, _) = spans[index - 1 : index + 1]
        assert Folded(text, text, None).before(index, after) == (
            text[start:end] if text[end:after] in ("", " ") else ""
        )


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
    assert Folded(text, text, None).words == words


newspaper = (
    st.text("abÉœŒ1²' ’-‑«»“”…–—€\n\t\u202f\u00a0") | awkward | st.text("aé\u0301\u00ad\u200bİΣς\u0085\x1f ")
)


@given(newspaper)
def test_the_alphabet_folds_as_characters_do(text: str) -> None:
    encoded = encode(text, _FOLDED)
    assert encoded is None or encoded.decode() == _fold(text)
    encoded = encode(text, _SAME)
    assert encoded is None or encoded.rewrite(_FOLDED).decode() == _fold(text)


@given(newspaper)
def test_folded_words_are_those_of_the_folded_text(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) == len(folded.cased)
    assert folded.words == TOKEN.findall(folded.text)
    assert folded.mapped is not None or folded.cased == text


@given(newspaper)
def test_the_alphabet_gives_back_what_it_was_given(text: str) -> None:
    encoded = encode(text, _SAME)
    assert encoded is None or (encoded.decode() == text and len(encoded.data) == len(text))


def test_the_alphabet_holds_what_newspapers_write() -> None:
    assert encode("« L’œuvre de Šek »,\u202f1\u00a0000 € – “½”…", _SAME) is not None
    for other in ("Ω", "e\u0301", "so\u00adja", "\u200b", "\x85", "\ud800"):
        assert encode(other, _SAME) is None
