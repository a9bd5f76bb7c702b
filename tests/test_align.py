"""Words and links: spans are words, links follow the attention."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from translate.align import find_words, link_words, linked_targets, shift_links


@given(st.text(max_size=60))
def test_words_are_in_order_and_hold_no_blank(text: str) -> None:
    end = 0
    for a, b in find_words(text):
        assert end <= a < b <= len(text)
        assert not any(c.isspace() and c not in "\u00a0\u202f" for c in text[a:b])
        end = b


def test_words_of_french_text() -> None:
    text = "L’Onu a versé 1 000,5 euros au porte-parole."
    assert [text[a:b] for a, b in find_words(text)] == [
        "L",
        "Onu",
        "a",
        "versé",
        "1",
        "000,5",
        "euros",
        "au",
        "porte",
        "parole",
    ]
    text = "1\u202f000,5 euros"
    assert [text[a:b] for a, b in find_words(text)] == ["1\u202f000,5", "euros"]


def test_links_follow_attention() -> None:
    source, target = "chat noir", "black cat"
    spans_source, spans_target = [(0, 4), (5, 9)], [(0, 5), (6, 9)]
    attention = np.array([[0.1, 0.9], [0.8, 0.2]], dtype=np.float32)
    links = link_words(attention, spans_source, spans_target, find_words(source), find_words(target))
    assert links == [(5, 9, 0, 5), (0, 4, 6, 9)]
    assert linked_targets(links, (0, 4)) == [(6, 9)]
    assert shift_links(links, 10, 20) == ((15, 19, 20, 25), (10, 14, 26, 29))


def test_a_word_of_several_pieces_is_linked_once() -> None:
    # pourparlers = pour|par|lers → talks
    attention = np.array([[0.4, 0.3, 0.3]], dtype=np.float32)
    links = link_words(attention, [(0, 4), (4, 7), (7, 11)], [(0, 5)], [(0, 11)], [(0, 5)])
    assert links == [(0, 11, 0, 5)]


def test_nothing_to_link() -> None:
    empty = np.zeros((0, 0), dtype=np.float32)
    assert link_words(empty, [], [], [], []) == []
    assert link_words(np.ones((1, 1), np.float32), [None], [(0, 1)], [(0, 1)], [(0, 1)]) == []
