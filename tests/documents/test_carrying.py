"""Marks go to the words they belong to; whatever the links say, the pieces are the English and nest."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from translate.documents.rewrite.carrying import carry
from translate.documents.rewrite.pieces import Atom, Closed, Mark, Opened, Piece
from translate.documents.rewrite.wording import Wording


def shown(pieces: list[Piece]) -> str:
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Atom):
            out.append(f"{{{piece.payload}}}")
        else:
            out.append(f"<{piece.mark.payload}>" if isinstance(piece, Opened) else f"</{piece.mark.payload}>")
    return "".join(out)


def wording(source: str, target: str, *words: tuple[str, str]) -> Wording:
    links = []
    for french, english in words:
        a, b = source.index(french), target.index(english)
        links.append((a, a + len(french), b, b + len(english)))
    return Wording(source, target, tuple(links))


def mark(source: str, text: str, name: str, is_link: bool = False) -> Mark:
    at = source.index(text)
    return Mark((at, at + len(text)), name, is_link)


def test_words_that_change_places() -> None:
    source = "La politique étrangère commune échoue"
    pair = wording(
        source,
        "The common foreign policy fails",
        ("politique", "policy"),
        ("étrangère", "foreign"),
        ("commune", "common"),
        ("échoue", "fails"),
    )
    assert (
        shown(carry(pair, [mark(source, "politique étrangère", "b")])[0])
        == "The common <b>foreign policy</b> fails"
    )
    # Its words stand apart in English: the longer part has it, not what lies between.
    assert (
        shown(carry(pair, [mark(source, "étrangère commune", "b")])[0])
        == "The <b>common foreign</b> policy fails"
    )


def test_a_stray_link_does_not_stretch_a_mark_over_other_words() -> None:
    source = "Le président reçoit la reine"
    pair = wording(
        source,
        "The president meets with the queen",
        ("président", "president"),
        ("reçoit", "meets"),
        ("reine", "queen"),
        ("président", "with"),
    )
    assert (
        shown(carry(pair, [mark(source, "président", "b")])[0]) == "The <b>president</b> meets with the queen"
    )


def test_a_contested_word_is_the_longest_ones() -> None:
    source = "Selon un communiqué, tout va"
    pair = wording(
        source,
        "According to a statement, all is well",
        ("Selon", "to"),
        ("un", "to"),
        ("un", "a "),
        ("communiqué", "statement"),
    )
    pieces, _ = carry(pair, [mark(source, "un communiqué", "a", is_link=True)])
    assert shown(pieces) == "According to <a>a statement</a>, all is well"


def test_all_of_it_and_its_full_stop() -> None:
    source = "Rien n’est sûr."
    assert (
        shown(carry(wording(source, "Nothing is sure."), [Mark((0, 15), "b")])[0])
        == "<b>Nothing is sure.</b>"
    )
    assert (
        shown(carry(wording(source, "Nothing is sure."), [Mark((0, 14), "b")])[0])
        == "<b>Nothing is sure</b>."
    )


def test_names_need_no_links_and_quotes_stay_inside() -> None:
    source = "Selon « Le Monde », Paris hésite"
    pair = wording(source, "According to “Le Monde”, Paris hesitates")
    marks = [mark(source, "Paris", "b"), mark(source, "« Le Monde »", "i")]
    assert shown(carry(pair, marks[:1])[0]) == "According to “Le Monde”, <b>Paris</b> hesitates"


def test_emphasis_without_a_place_is_dropped_and_a_link_is_not() -> None:
    source = "Il faut lire le rapport entier"
    pair = wording(source, "One should read the whole report")
    assert shown(carry(pair, [mark(source, "le rapport", "b")])[0]) == pair.target
    assert "<a>" in shown(carry(pair, [mark(source, "le rapport", "a", True)])[0])


@settings(deadline=None)
@given(data=st.data())
def test_whatever_the_links_say(data: st.DataObject) -> None:
    letters = st.text("ab é.«»’-1", min_size=1, max_size=30).map(str.strip).filter(bool)
    source, target = data.draw(letters), data.draw(letters)

    def span(limit: int) -> tuple[int, int]:
        a = data.draw(st.integers(0, limit - 1))
        return a, data.draw(st.integers(a + 1, limit))

    links = [(*span(len(source)), *span(len(target))) for _ in range(data.draw(st.integers(0, 5)))]
    marks: list[Mark] = []
    for number in range(data.draw(st.integers(0, 5))):
        start, end = span(len(source))
        apart = [end <= m.span[0] or m.span[1] <= start for m in marks]
        inside = [m.span[0] <= start and end <= m.span[1] for m in marks]
        around = [start <= m.span[0] and m.span[1] <= end for m in marks]
        if all(map(any, zip(apart, inside, around, strict=True))):
            marks.append(Mark((start, end), number, data.draw(st.booleans())))
    atoms = [
        Atom(at, n)
        for n, at in enumerate(sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=3))))
    ]
    pieces, lost = carry(Wording(source, target, tuple(links)), marks, atoms)
    assert "".join(p for p in pieces if isinstance(p, str)) == target
    assert [p.payload for p in pieces if isinstance(p, Atom)] == [atom.payload for atom in atoms]
    stack = []
    for piece in pieces:
        if isinstance(piece, Opened):
            stack.append(piece.mark)
        elif isinstance(piece, Closed):
            assert stack.pop() is piece.mark
    assert not stack
    opened = [p.mark for p in pieces if isinstance(p, Opened)]
    assert len({id(m) for m in opened}) == len(opened)
    assert sum(m.is_link for m in opened) + lost == sum(m.is_link for m in marks)
