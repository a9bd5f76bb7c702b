"""What holds for any text: nothing lost, offsets true, time linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.segment import split_long, split_sentences

WORDS = [
    "Le",
    "non",
    "M.",
    "MM.",
    "art.",
    "R.",
    "J.-C.",
    "U.S.",
    "etc.",
    "1.",
    "12",
    "É",
    "e\u0301",
    "fin.Le",
]
SIGNS = [
    ".",
    "…",
    "...",
    "?",
    "!",
    "?!",
    "« ",
    " »",
    "“",
    "”",
    '"',
    "(",
    ")",
    "[",
    "]",
    "–",
    "- ",
    "'",
    "’",
    ",",
    ":",
]
BLANKS = [" ", "\u00a0", "\u202f", "\n", "\n\n"]
PIECES = st.sampled_from(WORDS + SIGNS + BLANKS)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
def test_only_blanks_lie_between_sentences(text: str) -> None:
    done = 0
    for sentence in split_sentences(text):
        start, end = sentence.span
        assert start >= done
        assert not text[done:start].strip()
        assert text[start:end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        done = end
    assert not text[done:].strip()


@given(TEXTS, st.integers(1, 40))
def test_long_parts_fit_and_lose_only_blanks(text: str, limit: int) -> None:
    done = 0
    for start, end in split_long(text, limit):
        assert done <= start < end
        assert end - start <= limit
        assert not text[done:start].strip()
        assert text[start:end] == text[start:end].strip()
        done = end
    assert not text[done:].strip()


@pytest.mark.parametrize("text", ["", " ", "\u00a0\n\t"])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []
    assert split_long(text, 10) == []


def test_blank_line_always_separates() -> None:
    assert [s.text for s in split_sentences("Un titre\n\nLe texte suit")] == ["Un titre", "Le texte suit"]


def test_sentence_without_stop_stays_whole() -> None:
    text = " ".join(["mot"] * 4000)
    assert [s.span for s in split_sentences(text)] == [(0, len(text))]


def test_long_sentence_is_cut_at_the_best_place() -> None:
    text = "Le bilan est lourd, dit-on ; douze maisons, deux ponts et une école sont détruits"
    parts = [text[a:b] for a, b in split_long(text, 50)]
    assert parts[0] == "Le bilan est lourd, dit-on ;"
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert [text[a:b] for a, b in split_long(text, 200)] == [text]


def test_cut_never_separates_an_accent_from_its_letter() -> None:
    text = "e\u0301" * 20
    for start, _ in split_long(text, 5):
        assert text[start] == "e"


def test_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        split_long("mot", 0)


@pytest.mark.parametrize(
    "unit",
    [
        "Le Sénat a voté « hier », dit M. Roux (Paris). ",
        "mot ",
        ". ",
        "« ",
        "( ",
        "- ",
        '" ',
        "a.b ",
        "…",
        "\n\n",
        "  ",
        "\u00a0.",
        "M. ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        """The best of three: what else the machine does only adds."""
        text = unit * (size // len(unit))
        taken = []
        for _ in range(3):
            start = time.process_time()
            split_sentences(text)
            split_long(text, 1500)
            taken.append(time.process_time() - start)
        return min(taken)

    # Eight times the text may take twenty-four times as long, which leaves room for a busy machine; quadratic time
    # would take sixty-four.
    assert seconds(400_000) <= 24 * seconds(50_000) + 0.25
