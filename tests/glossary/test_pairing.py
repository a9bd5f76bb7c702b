"""Occurrences and renderings are paired one to one, as many as there can be, with no more links than that takes."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import pair_terms, parse_glossary
from translate.glossary.pairing import _assign, _renderings, _ties
from translate.model import Span, WordLink

GLOSSARY = parse_glossary(
    "source\ttarget\n"
    "conseil\tcouncil\n"
    "comité\tcouncil\n"
    "conseil d'État\tCouncil of State\n"
    "ONU\tUN\n"
    "état\tstate\n"
    "année\tyear\n",
    "g",
)
TEXTS = [
    (
        "conseil ONU année état conseil ONU conseil d'État",
        "council, UN, year and state of the UN, Council of State of the UN council, council of state",
    ),
    ("Le conseil et le comité de l'année", "The year of the council"),
    ("Le conseil, le conseil de l'année", "The council of the year"),
    ("Le conseil de l'année", "The council, council of the year"),
]


def spans(text: str) -> st.SearchStrategy[Span]:
    """Spans of one to eight characters of a text."""
    return st.integers(0, len(text) - 8).flatmap(lambda a: st.integers(a + 1, a + 8).map(lambda b: (a, b)))


@given(st.sampled_from(TEXTS), st.data())
def test_pairing_needs_the_links_of_what_it_asks_for_alone(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    french, english = texts
    pairs = data.draw(st.lists(st.tuples(spans(french), spans(english)), max_size=12))
    links = [(*source, *target) for source, target in pairs]

    def some(asked: Sequence[Span]) -> list[WordLink]:
        return [link for link in links if any(link[0] < b and a < link[1] for a, b in asked)]

    matches = GLOSSARY.find(french)
    assert len(matches) >= 2
    ties = [_ties(match, links) for match in matches]
    by_entry = _renderings(english, matches)
    chosen = _assign(matches, by_entry, ties, contained=False)
    chosen = _assign(matches, by_entry, ties, contained=True, kept=chosen)
    assert [paired.rendering for paired in pair_terms(french, english, matches, some)] == [
        option and option[1] for option in chosen
    ]


def test_links_are_not_asked_for_where_nothing_is_contested() -> None:
    asked: list[Sequence[Span]] = []

    def none(spans: Sequence[Span]) -> list[WordLink]:
        asked.append(spans)
        return []

    french = "Une année, l'ONU, un conseil et un conseil."
    pair_terms(french, "A year, the UN, a council and a council.", GLOSSARY.find(french), none)
    assert [[french[slice(*span)] for span in spans] for spans in asked] == [["conseil", "conseil"]]
    asked.clear()
    french = "Une année, l'ONU et un conseil."
    pair_terms(french, "A year, the UN and a council.", GLOSSARY.find(french), none)
    assert asked == []


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 6), st.data())
def test_as_many_are_paired_as_can_be(
    councils: int, committees: int, rendered: int, data: st.DataObject
) -> None:
    """Both nouns are councils in English: whatever the links say, none may go without that could have one."""
    nouns = data.draw(st.permutations(["conseil"] * councils + ["comité"] * committees))
    french, english = "Le " + " et le ".join(nouns), "the " + " and the ".join(["council"] * rendered)
    pairs = (
        data.draw(st.lists(st.tuples(spans(french), spans(english)), max_size=12))
        if nouns and rendered
        else []
    )
    paired = pair_terms(french, english, GLOSSARY.find(french), [(*a, *b) for a, b in pairs])
    found = [pair.rendering.span for pair in paired if pair.rendering]
    assert len(found) == len(set(found)) == min(len(nouns), rendered)


def test_a_list_may_name_a_term_a_thousand_times() -> None:
    french, english = " et ".join(["le conseil"] * 1100), " and ".join(["the council"] * 1080)
    paired = pair_terms(french, english, GLOSSARY.find(french))
    assert [pair.rendering is not None for pair in paired] == [True] * 1080 + [False] * 20
