from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_runs import spans, texts

from translate.report.excerpt import count_columns, cut_excerpt, cut_pair, show

PARAGRAPH = (
    "Selon NBC News, les négociateurs se retrouveraient jeudi à Mascate pour une troisième séance consacrée au "
    "détroit d’Ormuz, fermé depuis une semaine, mais aucune des deux capitales n’a confirmé cette rencontre, que "
    "plusieurs responsables de la région jugent pourtant probable avant la fin du mois."
)


@pytest.mark.parametrize(
    ("text", "span", "carets"),
    [
        ("le détroit", (3, 10), "   ^^^^^^^"),
        ("le de\u0301troit", (3, 11), "   ^^^^^^^"),  # decomposed é takes one column
        ("日本の détroit", (4, 11), "       ^^^^^^^"),
        ("日本", (1, 2), "  ^^"),
        ("cafe\u0301", (4, 5), "   ^"),  # half a letter is the letter
        ("cafe\u0301", (3, 4), "   ^"),
        ("vide", (4, 4), "    ^"),
        ("court", (3, 99), "   ^^"),
        ("court", (50, 99), "     ^"),
        ("a\tb", (2, 3), "  ^"),
        ("le détroit", None, ""),
    ],
)
def test_carets_stand_under_the_span(text: str, span: tuple[int, int] | None, carets: str) -> None:
    assert cut_excerpt(text, span).carets == carets


def test_a_long_paragraph_is_cut_between_words_around_the_span() -> None:
    start = PARAGRAPH.index("détroit")
    excerpt = cut_excerpt(PARAGRAPH, (start, start + len("détroit d’Ormuz")), columns=60)
    assert excerpt.marked == "détroit d’Ormuz"
    assert excerpt.text == "…séance consacrée au détroit d’Ormuz, fermé depuis une…"


def test_a_span_longer_than_the_window_shows_its_beginning() -> None:
    excerpt = cut_excerpt(PARAGRAPH, (50, 250), columns=60)
    assert PARAGRAPH[50:].startswith(excerpt.marked)
    assert len(excerpt.marked) >= 40
    assert excerpt.text.endswith("…")


def test_a_paragraph_as_long_as_a_book() -> None:
    book = "mot " * 250_000
    excerpt = cut_excerpt(f"{book}ici {book}", (len(book), len(book) + 3))
    assert excerpt.marked == "ici"
    assert excerpt.text.startswith("…mot ")
    assert excerpt.text.endswith(" mot…")
    assert 90 <= len(excerpt.text) <= 102


def test_a_side_without_a_span_is_cut_where_the_other_side_points() -> None:
    target = "word " * 60 + "here " + "word " * 60
    source, shown = cut_pair("mot " * 60 + "ici " + "mot " * 60, target, (240, 243), None)
    assert source.marked == "ici"
    assert "here" in shown.text
    assert not shown.has_mark


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    assert show("a\x1b[31mb\nc\td\u202ee\u00a0f\ud800") == "a\ufffd[31mb⏎c d\ufffde\u00a0f\ufffd"


@given(texts.map(lambda t: t * 5), spans, st.integers(20, 60))
def test_excerpts_fit_and_show_the_text(text: str, span: tuple[int, int] | None, columns: int) -> None:
    excerpt = cut_excerpt(text, span, columns)
    assert count_columns(excerpt.text) <= columns + 2
    assert len(show(text)) == len(text)
    assert excerpt.text == show(text) or excerpt.text.strip("…") in show(text)
    assert not any(c in excerpt.text for c in "\n\r\x1b\x00\u202e\ud800")
    if span is not None:
        before, carets = excerpt.carets.count(" "), excerpt.carets.count("^")
        assert before == count_columns(excerpt.before)
        assert carets == max(1, count_columns(excerpt.marked))
        assert excerpt.carets == " " * before + "^" * carets
        if count_columns(text[slice(*span)]) < columns // 2:
            assert show(text)[slice(*span)] in excerpt.text
