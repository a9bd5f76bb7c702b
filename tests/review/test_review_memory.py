from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import example, given
from review_records import pair, texts

from translate.glossary import EMPTY
from translate.model import Pair, Record, Review
from translate.records import write_records
from translate.review.desk import Desk
from translate.review.journal import Journal
from translate.review.memory import LEAST, Memory, fill_memory
from translate.review.state import Held


def held(record: Record, status: str = "accepted", edited: str | None = None) -> Held:
    return Held(record, Review(status, "ana", edited), 1, "f", 1)


def test_the_same_sentence_is_found_whatever_its_dress() -> None:
    memory = fill_memory([held(pair("Le sommet est « reporté » !", "The summit is “postponed”!"))])
    (hit,) = memory.find('le  sommet est "reporté\u00a0"!'.replace("\u00a0", ""))
    assert (hit.target, hit.score, hit.is_exact) == ("The summit is “postponed”!", 1.0, True)


def test_similar_sentences_follow_with_their_score_and_others_do_not() -> None:
    memory = fill_memory(
        [
            held(pair("Le sommet européen est reporté à mardi.", "Tuesday.", 0)),
            held(pair("Le sommet européen est reporté à lundi.", "Monday.", 1)),
            held(pair("Il neige à Vilnius.", "It snows.", 2)),
        ]
    )
    hits = memory.find("Le sommet européen est reporté à lundi.")
    assert [hit.target for hit in hits] == ["Monday.", "Tuesday."]
    assert hits[0].score == 1.0
    assert LEAST <= hits[1].score < 1.0
    assert memory.find("Le sommet européen est reporté à lundi.", limit=1) == hits[:1]
    assert memory.find("   ") == []
    assert memory.find("Rien à voir avec cela, vraiment.") == []


def test_one_letter_apart_in_a_long_sentence_is_not_the_same() -> None:
    long = "Le ministre a dit " + "très " * 400 + "peu"
    (hit,) = fill_memory([held(pair(long + " x", "X."))]).find(long + " y")
    assert not hit.is_exact


def test_only_what_was_accepted_or_edited_counts_and_in_its_last_words() -> None:
    record = pair("Le sommet est reporté.", "The summit is delayed.")
    memory = Memory()
    for status, edited, expected in [
        ("unreviewed", None, []),
        ("accepted", None, ["The summit is delayed."]),
        ("edited", "The summit has been put off.", ["The summit has been put off."]),
        ("rejected", None, []),
    ]:
        memory.put(held(record, status, edited))
        assert [hit.target for hit in memory.find(record.source)] == expected


def test_sentences_are_paired_after_an_edit() -> None:
    record = pair("Il dort. Il rêve encore.", "He sleeps. He still dreams.")
    record = replace(record, pairs=(Pair((0, 8), (0, 10)), Pair((9, 24), (11, 27))))
    memory = fill_memory([held(record, "edited", "He sleeps well. He is still dreaming.")])
    assert [hit.target for hit in memory.find("Il rêve encore.")] == ["He is still dreaming."]


def test_the_same_english_is_shown_once_and_not_the_record_at_hand() -> None:
    records = [pair("Merci.", "Thank you.", 0), pair("Merci.", "Thank you.", 1), pair("Merci.", "Thanks.", 2)]
    memory = fill_memory(map(held, records))
    assert sorted(hit.target for hit in memory.find("Merci.")) == ["Thank you.", "Thanks."]
    assert [hit.target for hit in fill_memory([held(records[0])]).find("Merci.", but=records[0].id)] == []


def test_it_follows_the_desk(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    records = [pair("Merci.", "Thanks.", 0), pair("Merci.", "Gratitude.", 1, document="autre")]
    write_records(path, [replace(records[0], review=Review("accepted", "earlier")), records[1]])
    with Journal(tmp_path / "j.sqlite") as journal:
        desk = Desk([path], EMPTY, journal, "ana")
        memory = Memory(desk)
        assert [hit.target for hit in memory.find("Merci.")] == ["Thanks."]
        desk.save(records[1].id, 0, Review("edited", None, "Thank you."), "edit")
        assert sorted(hit.target for hit in memory.find("Merci.")) == ["Thank you.", "Thanks."]
        desk.undo(records[1].id, 1)
        assert [hit.target for hit in memory.find("Merci.")] == ["Thanks."]
        write_records(path, [records[1]])
        desk.refresh()
        assert memory.find("Merci.") == []


def test_without_rapidfuzz_it_is_said_what_to_install() -> None:
    code = (
        "import sys; sys.modules['rapidfuzz'] = None\n"
        "from translate.errors import MissingExtra\n"
        "from translate.review.memory import Memory\n"
        "try: Memory()\n"
        "except MissingExtra as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "bitexte[review]" in done.stdout


@given(texts, texts)
@example("00\x85", "")  # a line break to Unicode, an ellipsis to the old Windows encoding
def test_scores_are_shares_and_a_sentence_finds_itself(one: str, other: str) -> None:
    memory = fill_memory([held(pair(one, "One")), held(pair(other, "Other", 1))])
    hits = memory.find(one)
    assert all(LEAST <= hit.score <= 1 for hit in hits)
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert not hits or hits[0].is_exact
