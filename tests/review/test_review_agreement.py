from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_records import pair

from translate.model import ErrorSpan, Review
from translate.review.agreement import (
    agreement,
    cohen_kappa,
    count_matches,
    is_equal,
    is_overlapping,
    serialize_agreement,
    span_f1,
)
from translate.review.journal import Journal

statuses = st.sampled_from(["accepted", "edited", "rejected"])


def mark(start: int, end: int, category: str = "accuracy", side: str = "target") -> ErrorSpan:
    return ErrorSpan(side, (start, end), category, "major")


def test_kappa_of_the_textbook() -> None:
    # 50 proposals, two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no → 0.4 (po .7, pe .5).
    labels = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(labels) == pytest.approx(0.4)


def test_kappa_says_nothing_where_chance_explains_all() -> None:
    assert cohen_kappa([]) is None
    assert cohen_kappa([("accepted", "accepted")] * 7) is None
    assert cohen_kappa([("a", "b"), ("b", "a")]) == -1


@given(st.lists(st.tuples(statuses, statuses), min_size=1))
def test_kappa_is_symmetric_and_at_most_one(labels: list[tuple[str, str]]) -> None:
    kappa = cohen_kappa(labels)
    turned = cohen_kappa([(b, a) for a, b in labels])
    assert kappa == turned
    if kappa is not None:
        assert -1 <= kappa <= 1
        assert (kappa == 1) == all(a == b for a, b in labels)


def test_f1_exact_and_by_overlap() -> None:
    ours = [mark(0, 5), mark(10, 20), mark(30, 31)]
    theirs = [mark(0, 5), mark(12, 25)]
    assert span_f1([(ours, theirs)], is_equal) == pytest.approx(2 / 5)
    assert span_f1([(ours, theirs)], is_overlapping) == pytest.approx(4 / 5)
    assert span_f1([((), ()), ((), ())], is_equal) is None
    assert span_f1([(ours, ())], is_equal) == 0
    assert count_matches([mark(0, 5)], [mark(0, 5, "style")], is_overlapping) == 0
    assert count_matches([mark(0, 5)], [mark(0, 5, side="source")], is_overlapping) == 0
    assert count_matches([mark(0, 5)], [mark(5, 9)], is_overlapping) == 0


def test_one_long_mark_matches_one_of_two_short_ones_and_the_best_pairing_counts() -> None:
    assert count_matches([mark(0, 20)], [mark(0, 5), mark(8, 12)], is_overlapping) == 1
    # Greedy would give the first its first match and leave nothing for the second.
    assert count_matches([mark(0, 20), mark(0, 4)], [mark(2, 5), mark(15, 18)], is_overlapping) == 2


def test_two_reviewers_of_one_journal(tmp_path: Path) -> None:
    first = pair("Un chat dort.", "A cat sleeps.", 0)
    second = pair("Il rêve.", "He dreams.", 1)
    third = pair("Fin.", "End.", 2)
    with Journal(tmp_path / "j.sqlite") as journal:
        assert "two reviewers" in serialize_agreement(agreement(journal))
        # The same word marked, by one of them in an edit that moved it.
        journal.append(first, "ana", 0, "mark", Review("rejected", "ana", None, (mark(2, 5),)))
        journal.append(
            first, "ben", 0, "mark", Review("edited", "ben", "The old cat sleeps.", (mark(8, 11),))
        )
        for name in ("ana", "ben"):
            journal.append(second, name, 0, "accept", Review("accepted", name))
        journal.append(third, "ana", 0, "comment", Review("unreviewed", "ana", None, (), "?"))
        journal.append(third, "ben", 0, "accept", Review("accepted", "ben"))
        result = agreement(journal)
    (both,) = result.pairs
    assert (both.reviewers, both.records, both.observed) == (("ana", "ben"), 2, 0.5)
    assert both.kappa == pytest.approx(1 / 3)
    assert both.overlap == 1
    assert [(item.record_id, item.statuses) for item in both.disagreements] == [
        (first.id, ("rejected", "edited"))
    ]
    table = serialize_agreement(result)
    assert "ana / ben" in table
    assert "0.33" in table
    assert f"{first.id}: rejected / edited" in table


def test_reviews_of_different_translations_are_not_compared(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        journal.append(pair("Oui.", "Yes."), "ana", 0, "accept", Review("accepted", "ana"))
        journal.append(pair("Oui.", "Yeah."), "ben", 0, "reject", Review("rejected", "ben"))
        (both,) = agreement(journal).pairs
    assert (both.records, both.observed, both.kappa, both.exact) == (0, None, None, None)


def test_three_reviewers_are_compared_two_by_two(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        for name in ("ana", "ben", "cho"):
            journal.append(pair("Oui.", "Yes."), name, 0, "accept", Review("accepted", name))
        result = agreement(journal)
    assert [item.reviewers for item in result.pairs] == [("ana", "ben"), ("ana", "cho"), ("ben", "cho")]
    assert all(item.observed == 1 and item.kappa is None for item in result.pairs)
