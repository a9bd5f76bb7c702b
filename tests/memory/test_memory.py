"""A memory's sentences: what is the same, what is similar, and what a review leaves to remember."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from memory_records import paragraph

from translate.memory import Memory, Remembered
from translate.memory.sentences import remember
from translate.model import Review


def test_the_same_sentence_is_found_in_any_typography_but_not_in_other_capitals() -> None:
    memory = Memory([Remembered("Le sommet est « reporté » ! C’est l’été…", "The summit is off.")])
    found = memory.exact("Le  sommet est \"reporté\"! C'est l'e\u0301te\u0301...")
    assert found == Remembered("Le sommet est « reporté » ! C’est l’été…", "The summit is off.", 1.0)
    assert memory.exact("LE SOMMET est « reporté » ! C’est l’été…") is None
    assert memory.exact("Le sommet est « reporté ». C’est l’été…") is None


def test_other_capitals_are_similar_but_never_the_same() -> None:
    memory = Memory(
        [Remembered("La Réserve fédérale a relevé ses taux.", "The Federal Reserve raised rates.")]
    )
    found = memory.similar("LA RÉSERVE FÉDÉRALE A RELEVÉ SES TAUX.")
    assert found is not None
    assert 0.99 < found.score < 1.0
    same = memory.similar("La Réserve fédérale a relevé ses taux.")
    assert same is not None
    assert same.score == 1.0


def test_the_most_similar_sentence_is_suggested_and_far_ones_are_not() -> None:
    memory = Memory(
        [
            Remembered("Le sommet européen est reporté à mardi.", "Tuesday."),
            Remembered("Le sommet européen de Pontorque est reporté à mardi soir.", "Evening."),
        ]
    )
    found = memory.similar("Le sommet européen est reporté à lundi.")
    assert found is not None
    assert (found.target, 0.85 <= found.score < 1.0) == ("Tuesday.", True)
    assert memory.similar("Le sommet européen est reporté à lundi.", least=0.99) is None
    assert memory.similar("Il neige à Vilnius.") is None
    assert memory.similar("") is None
    assert memory.similar(" … ") is None


def test_one_letter_in_a_very_long_sentence_is_not_the_same() -> None:
    long = "Le ministre a dit " + "très " * 400 + "peu"
    found = Memory([Remembered(long + " x", "X.")]).similar(long + " y")
    assert found is not None
    assert found.score < 1.0


sentences = st.lists(
    st.sampled_from("Le sommet est reporté à lundi mardi . « » ! l’été".split()) | st.text(max_size=3),
    max_size=6,
).map(" ".join)
pairs = st.lists(st.builds(Remembered, sentences, sentences), max_size=8)


@given(pairs, st.randoms())
def test_the_order_of_different_sentences_changes_nothing(found: list[Remembered], random: object) -> None:
    one = Memory(found)
    shuffled = list(one)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Memory(shuffled, "another name")
    assert (list(one), one.sha) == (list(other), other.sha)
    for pair in found:
        assert one.similar(pair.source) == other.similar(pair.source)


@given(pairs)
def test_every_sentence_with_english_is_found_and_the_later_one_counts(found: list[Remembered]) -> None:
    memory = Memory(found)
    for pair in memory:
        assert memory.exact(pair.source) == pair
        assert pair.target in [p.target for p in found]
    for pair in reversed(found):
        if pair.target.strip() and memory.exact(pair.source):
            assert memory.exact(pair.source).target == pair.target  # type: ignore[union-attr]
            break


@given(pairs, pairs)
def test_different_sentences_are_another_memory(one: list[Remembered], other: list[Remembered]) -> None:
    a, b = Memory(one), Memory(other)
    assert (a.sha == b.sha) == (list(a) == list(b))


def test_no_sentences_are_no_memory() -> None:
    empty = Memory()
    assert (len(empty), empty.sha, empty.exact("Le sommet."), empty.similar("Le sommet.")) == (
        0,
        "",
        None,
        None,
    )
    assert len(Memory([Remembered("Le sommet.", " "), Remembered(" ", "The summit.")])) == 0


def test_an_accepted_paragraph_gives_its_sentences() -> None:
    made = paragraph([("Il neige.", "It snows."), ("Il pleut.", "It rains.")])
    assert remember(made) == [Remembered("Il neige.", "It snows."), Remembered("Il pleut.", "It rains.")]


def test_an_edit_is_divided_among_its_sentences() -> None:
    made = paragraph(
        [("Il neige.", "It snows."), ("Il pleut.", "It rains.")],
        Review("edited", "ana", "It is snowing hard. And it rains."),
    )
    assert [pair.target for pair in remember(made)] == ["It is snowing hard.", "And it rains."]


def test_sentences_that_were_made_one_are_not_remembered_in_parts() -> None:
    made = paragraph(
        [("Il neige.", "It snows."), ("Il pleut.", "It rains."), ("Il vente.", "It blows.")],
        Review("edited", "ana", "It snows, and it rains. It blows."),
    )
    assert remember(made) == [Remembered("Il vente.", "It blows.")]


def test_a_sentence_that_was_deleted_is_not_remembered_as_nothing() -> None:
    made = paragraph(
        [("Il neige.", "It snows."), ("Reproduction interdite.", "All rights reserved.")],
        Review("edited", "ana", "It snows."),
    )
    assert remember(made) == [Remembered("Il neige.", "It snows.")]


def test_one_sentence_may_become_two() -> None:
    made = paragraph(
        [("Il neige et il pleut.", "It snows and rains.")], Review("edited", "ana", "It snows. It\nrains.")
    )
    assert remember(made) == [Remembered("Il neige et il pleut.", "It snows. It rains.")]


def test_a_paragraph_without_pairs_is_one_sentence() -> None:
    made = replace(paragraph([("Il neige.", "It snows.")]), pairs=())
    assert remember(made) == [Remembered("Il neige.", "It snows.")]
