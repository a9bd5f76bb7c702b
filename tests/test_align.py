"""Words and links: spans are words, links follow the attention."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.align import find_words, link_words, linked_targets, shift_links
from translate.engines import Engine


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
    source, target = "un chat noir", "a black cat"
    spans_source, spans_target = [(0, 2), (3, 7), (8, 12)], [(0, 1), (2, 7), (8, 11)]
    attention = np.array([[0.9, 0.1, 0.0], [0.0, 0.1, 0.9], [0.1, 0.8, 0.1]], dtype=np.float32)
    links = link_words(attention, spans_source, spans_target, find_words(source), find_words(target))
    assert links == [(0, 2, 0, 1), (8, 12, 2, 7), (3, 7, 8, 11)]
    assert linked_targets(links, (3, 7)) == [(8, 11)]
    assert shift_links(links, 10, 20) == ((10, 12, 20, 21), (18, 22, 22, 27), (13, 17, 28, 31))


def test_the_first_word_takes_what_the_others_leave() -> None:
    # A runtime may say nothing of the first row, or say that of another sentence: it makes no difference.
    source, target = "Le ministère russe", "The Russian ministry"
    spans = find_words(source), find_words(target)
    others = [[0.1, 0.1, 0.8], [0.1, 0.9, 0.0]]
    for first in ([0.0, 0.0, 0.0], [0.0, 0.1, 0.9], [1.0, 0.0, 0.0]):
        attention = np.array([first, *others], dtype=np.float32)
        assert link_words(attention, *spans, *spans) == [(0, 2, 0, 3), (13, 18, 4, 11), (3, 12, 12, 20)]


def test_the_first_word_may_come_from_within() -> None:
    source, target = "Les coupes américaines", "US cuts"
    spans = find_words(source), find_words(target)
    attention = np.array([[0.0, 0.0, 0.0], [0.8, 0.8, 0.0]], dtype=np.float32)
    assert (11, 22, 0, 2) in link_words(attention, *spans, *spans)


@pytest.mark.model
def test_first_words_are_linked_as_a_linguist_links_them(compact: Engine) -> None:
    lines = (Path(__file__).parent / "data" / "first_words.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    encoded = [compact.codec.encode(row["source"]) for row in rows]
    pieces = [compact.codec.encode_target(row["target"]) for row in rows]
    found = wanted = right = 0
    for row, source, matrix, target in zip(
        rows, encoded, compact.attend([e.pieces for e in encoded], pieces), pieces, strict=True
    ):
        decoded = compact.codec.decode(target)
        words = find_words(row["source"]), find_words(decoded.text)
        links = link_words(matrix, source.spans, decoded.spans, *words)
        ours = {link[:2] for link in links if link[2:] == words[1][0]}
        gold = {tuple(span) for span in row["first"]}
        found, wanted, right = found + len(ours), wanted + len(gold), right + len(ours & gold)
    print(f"first words: precision {right / found:.3f}, recall {right / wanted:.3f}")
    assert 2 * right / (found + wanted) >= 0.85  # the attention's own first row: 0.81


def test_a_word_of_several_pieces_is_linked_once() -> None:
    # Les pourparlers = Les|pour|par|lers → The talks
    attention = np.array([[1, 0, 0, 0], [0.1, 0.3, 0.3, 0.3]], dtype=np.float32)
    spans = [(0, 3), (4, 8), (8, 11), (11, 15)]
    links = link_words(attention, spans, [(0, 3), (4, 9)], [(0, 3), (4, 15)], [(0, 3), (4, 9)])
    assert links == [(0, 3, 0, 3), (4, 15, 4, 9)]


def test_nothing_to_link() -> None:
    empty = np.zeros((0, 0), dtype=np.float32)
    assert link_words(empty, [], [], [], []) == []
    assert link_words(np.ones((1, 1), np.float32), [None], [(0, 1)], [(0, 1)], [(0, 1)]) == []
