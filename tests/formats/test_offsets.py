from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import examples, spans, texts

from translate.formats.offsets import Units, find_tokens, from_tokens, to_tokens


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[int, int]]:
    text = draw(texts(1))
    return text, draw(spans(text, empty=False))


@examples
@given(marked())
def test_units_are_those_that_a_browser_counts(case: tuple[str, tuple[int, int]]) -> None:
    text, (start, end) = case
    units = Units(text)
    raw = text.encode("utf-16-le")
    assert raw[2 * units.of(start) : 2 * units.of(end)].decode("utf-16-le") == text[start:end]
    assert (units.offset(units.of(start)), units.offset(units.of(end), True)) == (start, end)


@examples
@given(texts())
def test_tokens_cover_the_text(text: str) -> None:
    assert "".join(text[a:b] for a, b in find_tokens(text)) == text


@examples
@given(marked())
def test_tokens_hold_the_span(case: tuple[str, tuple[int, int]]) -> None:
    text, (start, end) = case
    tokens = find_tokens(text)
    first, last = to_tokens((start, end), tokens)
    a, b = from_tokens(first, last, tokens)
    assert a <= start < tokens[first][1]
    assert tokens[last][0] < end <= b


def test_an_accent_of_its_own_stays_with_its_letter() -> None:
    text = "L'e\u0301te\u0301 😀."
    assert [text[a:b] for a, b in find_tokens(text)] == ["L", "'", "e\u0301te\u0301", " ", "😀", "."]


def test_a_unit_inside_an_emoji_means_the_whole_emoji() -> None:
    units = Units("a😀b")
    assert (units.offset(2), units.offset(2, True)) == (1, 2)
    with pytest.raises(IndexError):
        units.offset(5)


def test_characters_that_are_not_counted() -> None:
    units = Units("ab\ncd", skip="\n")
    assert [units.of(n) for n in range(6)] == [0, 1, 2, 2, 3, 4]
    assert (units.offset(2), units.offset(2, True), units.offset(4, True)) == (3, 2, 5)
