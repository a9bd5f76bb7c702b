"""Files as units to check: what is read, what is broken, and that chunks change nothing."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from check_files import CLEAN, pair_line, record_line, save, units_of
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.checking.inputs import Source, find_inputs, parse_chunk, read_chunks
from translate.checking.parsing import Numbered
from translate.errors import InputError
from translate.model import Kind


def units(path: str, target: str | None = None) -> list[Numbered]:
    items = units_of(Source(path, target))
    assert all(isinstance(item, Numbered) for item in items), items
    return [item for item in items if isinstance(item, Numbered)]


def faults(path: str) -> list[str]:
    return [str(fault) for item in units_of(Source(path)) if isinstance(item, list) for fault in item]


class TestFinding:
    def test_folder_in_order_of_names_and_without_what_is_hidden(self, tmp_path: Path) -> None:
        for name in ("b.jsonl", "a/c.tsv", "a/B.NDJSON", ".git/x.jsonl", "a/.x.jsonl", "notes.txt"):
            save(tmp_path / name, "")
        found = [
            Path(source.path).relative_to(tmp_path).as_posix() for source in find_inputs([str(tmp_path)])
        ]
        assert found == ["a/B.NDJSON", "a/c.tsv", "b.jsonl"]

    def test_folder_below_a_hidden_one_or_above_here(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(tmp_path / ".cache" / "records" / "a.jsonl", "")
        assert len(find_inputs([str(tmp_path / ".cache" / "records")])) == 1
        (tmp_path / "in" / "deep").mkdir(parents=True)
        save(tmp_path / "a.jsonl", "")
        monkeypatch.chdir(tmp_path / "in" / "deep")
        assert [source.path for source in find_inputs(["../.."])] == ["../../a.jsonl"]

    def test_named_twice_is_checked_once(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.jsonl", "")
        assert find_inputs([path, str(tmp_path), path]) == [Source(path)]

    def test_any_named_file_and_stdin_are_taken(self, tmp_path: Path) -> None:
        path = save(tmp_path / "pairs.txt", "")
        assert find_inputs([path, "-"]) == [Source(path), Source("-")]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_is_no_missing_file(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert len(find_inputs([str(tmp_path / "pipe")])) == 1

    def test_everything_missing_is_named_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(InputError) as caught:
            find_inputs([str(tmp_path / "nowhere.jsonl"), str(tmp_path / "empty")])
        assert "nowhere.jsonl: does not exist" in str(caught.value)
        assert "holds nothing to check" in str(caught.value)

    def test_nothing_named_is_an_error(self) -> None:
        with pytest.raises(InputError, match="nothing to check"):
            find_inputs([])


class TestReading:
    def test_record(self, tmp_path: Path) -> None:
        line = record_line("Bonjour.", "Hello.", document="d", paragraph=3, edited="Good morning.")
        (item,) = units(save(tmp_path / "a.jsonl", line))
        assert item.line == 1
        assert item.id.startswith("d:3:")
        assert (item.unit.source, item.unit.target) == ("Bonjour.", "Good morning.")
        assert item.unit.document == "d"
        assert item.unit.kind is Kind.PARAGRAPH
        assert item.unit.record is not None

    def test_record_with_its_keys_in_another_order(self, tmp_path: Path) -> None:
        row = json.loads(record_line(*CLEAN))
        line = json.dumps(dict(sorted(row.items(), reverse=True)))
        assert units(save(tmp_path / "a.jsonl", line))[0].unit.record is not None

    def test_pair(self, tmp_path: Path) -> None:
        path = save(
            tmp_path / "a.jsonl",
            pair_line("Oui.", "Yes.", id="p1", document="d"),
            "",
            pair_line("Non.", "No.", id=7, document=12, note="x"),
            pair_line("Non.", "No.", id=None),
        )
        items = units(path)
        assert [(i.line, i.id, i.unit.document) for i in items] == [
            (1, "p1", "d"),
            (3, "7", "12"),
            (4, "", None),
        ]

    def test_words_of_a_pair_make_no_record_of_it(self, tmp_path: Path) -> None:
        path = save(
            tmp_path / "a.jsonl", pair_line("schema", "schema"), pair_line("a", "b", about={"schema": 1})
        )
        assert [item.unit.source for item in units(path)] == ["schema", "a"]

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_two_columns(self, tmp_path: Path, ending: str) -> None:
        rows = ("\ufeffsource\ttarget", "Oui.\tYes.", "{a}\t{b}", "", "Non. \t No.")
        items = units(save(tmp_path / "a.tsv", *rows, ending=ending))
        assert [(i.line, i.unit.source, i.unit.target) for i in items] == [
            (2, "Oui.", "Yes."),
            (3, "{a}", "{b}"),
            (5, "Non. ", " No."),
        ]

    def test_aligned_texts(self, tmp_path: Path) -> None:
        french = save(tmp_path / "a.fr", "Oui.", "", "Non.\tPeut-être.", "Bon.")
        english = save(tmp_path / "a.en", "Yes.", " ", "No.\tPerhaps.", "", ending="\r\n")
        items = units(french, english)
        assert [(i.line, i.unit.source, i.unit.target) for i in items] == [
            (1, "Oui.", "Yes."),
            (3, "Non.\tPeut-être.", "No.\tPerhaps."),
            (4, "Bon.", ""),
        ]

    def test_aligned_texts_out_of_step(self, tmp_path: Path) -> None:
        french, english = save(tmp_path / "a.fr", "Oui.", "Non."), save(tmp_path / "a.en", "Yes.")
        with pytest.raises(InputError, match=r"has 2 lines and .*a\.en has 1"):
            units_of(Source(french, english))

    def test_unreadable(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read: no such file"):
            units_of(Source(str(tmp_path / "gone.jsonl")))
        with pytest.raises(InputError, match="cannot be read"):
            units_of(Source(str(tmp_path)))


@pytest.mark.parametrize(
    ("name", "line", "what"),
    [
        ("a.jsonl", '{"source": "Oui.", "targ', "not JSON"),
        ("a.jsonl", "Oui.\tYes.", "not JSON"),
        ("a.jsonl", '["Oui.", "Yes."]', "not an object"),
        ("a.jsonl", '{"source": "Oui."}', "neither a record nor a pair"),
        ("a.jsonl", '{"source": "Oui.", "target": null}', "neither a record nor a pair"),
        ("a.jsonl", '{"schema": "bitexte/record/9", "id": "x"}', "schema is 'bitexte/record/9'"),
        ("a.jsonl", '{"id": "x", "schema": "bitexte/record/9"}', "this version reads bitexte/record/1"),
        ("a.jsonl", pair_line("a", "b", waivers="TERM001"), "waivers is no list"),
        ("a.jsonl", "[" * 100_000, "not JSON"),
        ("a.tsv", "Oui.", "1 column –"),
        ("a.tsv", "Oui.\tYes.\tJa.", "3 columns"),
        ("a.tsv", b"\xe9t\xe9\tsummer", "not UTF-8"),
    ],
)
def test_broken_line_is_named_and_the_rest_read(
    tmp_path: Path, name: str, line: str | bytes, what: str
) -> None:
    good = "Non.\tNo." if name.endswith("tsv") else pair_line("Non.", "No.")
    path = save(tmp_path / name, good, line, good)
    items = units_of(Source(path))
    assert [isinstance(item, Numbered) for item in items] == [True, False, True]
    (message,) = faults(path)
    assert message.startswith(f"{path}:2: ")
    assert what in message


@pytest.mark.parametrize(
    ("comment", "waivers"),
    [
        ("bitexte: waive TERM001 – a pronoun", [{"rule": "TERM001", "reason": "a pronoun"}]),
        (
            "Vu.\nbitexte: waive TERM001 maison-blanche -- a pronoun until 2027-01-31\r\nbitexte: waive NUM001 - ok",
            [
                {
                    "rule": "TERM001",
                    "entry": "maison-blanche",
                    "reason": "a pronoun",
                    "until": "2027-01-31",
                },
                {"rule": "NUM001", "reason": "ok"},
            ],
        ),
        ("bitexte: waive TERM001", [{"rule": "TERM001"}]),
        ("bitexte: waive", [{}]),
        ("bitexte: waive TERM001 a b c", [{}]),
        ("the bitexte waiver is good", []),
    ],
)
def test_waivers_in_a_comment(tmp_path: Path, comment: str, waivers: list[dict[str, str]]) -> None:
    (item,) = units(save(tmp_path / "a.jsonl", record_line(*CLEAN, comment=comment)))
    assert list(item.waivers) == waivers


LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["a", "b"]), st.text("xy é", min_size=1, max_size=5)).map(
            lambda two: record_line(two[1], "x", document=two[0])
        ),
        st.sampled_from([None, "a", 'é"q']).map(lambda name: pair_line("x", "y", document=name)),
        st.sampled_from(["", "{", "junk", b"\xff", '{"document": "b"}', '{"document": "a", "source": 1}']),
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=60)
@given(LINES, st.integers(1, 8))
def test_chunks_change_nothing(lines: list[str | bytes], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder) / "a.jsonl", *lines)
        source = Source(path)
        assert units_of(source, size) == units_of(source, 10_000)
        at, before = 1, None
        for chunk in read_chunks(source, size):
            assert chunk.first == at
            at += len(chunk.lines)
            documents = [item.unit.document for item in parse_chunk(chunk) if isinstance(item, Numbered)]
            # No document is cut, or TERM003 would forget what it has seen.
            assert before is None or not documents or documents[0] != before
            before = documents[-1] if documents else before
        assert at == len(lines) + 1


@pytest.mark.parametrize("size", [1, 3, 500])
def test_plain_pairs_do_not_wait_for_the_end_of_the_file(tmp_path: Path, size: int) -> None:
    path = save(tmp_path / "a.tsv", *["Oui.\tYes."] * 1200)
    sizes = [len(chunk.lines) for chunk in read_chunks(Source(path), size)]
    assert max(sizes) == size
    assert sum(sizes) == 1200
    french, english = save(tmp_path / "a.fr", *["Oui."] * 1200), save(tmp_path / "a.en", *["Yes."] * 1200)
    assert max(len(chunk.lines) for chunk in read_chunks(Source(french, english), size)) == size


def test_pairs_may_name_their_languages(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jsonl", '{"fr": "Oui.", "en": "Yes.", "kind": "sentence"}')
    assert [(item.unit.source, item.unit.target) for item in units(path)] == [("Oui.", "Yes.")]
