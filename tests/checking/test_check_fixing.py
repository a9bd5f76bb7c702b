"""Repairs: in every kind of file, whole or not at all, and nothing left to mend afterwards."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from check_files import CASE, CLEAN, GLOSSARY, MISSING, pair_line, record_line, save
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.checking.fixing import FIXABLE, Fix, apply_suggestions, fix_sources, show_fixes
from translate.checking.inputs import Source
from translate.checking.run import Plan
from translate.checking.waivers import make_waiver
from translate.checks.registry import CODES
from translate.errors import ConfigError, InputError
from translate.model import Finding
from translate.records import parse_record

OFFICER = ("Un haut fonctionnaire est venu.", "A head officer has come.")


def fix(path: str, target: str | None = None, dry_run: bool = False, **about: object) -> list[Fix]:
    return fix_sources(Plan([Source(path, target)], GLOSSARY, **about), dry_run)  # type: ignore[arg-type]


def read(path: str) -> str:
    return Path(path).read_bytes().decode()


@pytest.mark.parametrize(
    ("source", "target", "mended", "rule"),
    [
        (*CASE, "The White House said no.", "TERM004"),
        (*OFFICER, "A senior official has come.", "TERM002"),
        ("Il dit « oui ».", "He says « yes ».", "He says “yes”.", "QUOTE001"),
        ("Le ministre est là.", "The the minister came came here here.", "The minister came here.", "REP001"),
    ],
)
def test_what_is_mended(tmp_path: Path, source: str, target: str, mended: str, rule: str) -> None:
    path = save(tmp_path / "a.tsv", f"{source}\t{target}")
    (done,) = fix(path)
    assert read(path) == f"{source}\t{mended}\n"
    assert (done.line, done.before, done.after, done.rules) == (1, target, mended, (rule,))
    assert fix(path) == []


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_columns_keep_everything_else(tmp_path: Path, ending: str) -> None:
    rows = ["\ufeffsource\ttarget", "\t".join(CASE), "", "broken", "\t".join(MISSING), "\t".join(CLEAN)]
    path = save(tmp_path / "a.tsv", *rows, ending=ending)
    Path(path).write_bytes(Path(path).read_bytes().removesuffix(ending.encode()))
    before = read(path)
    assert len(fix(path)) == 1
    assert read(path) == before.replace("white house", "White House")


def test_pairs(tmp_path: Path) -> None:
    clean = '{"target":"Yes.",  "source":"Oui.", "n": 1.50}'
    path = save(tmp_path / "a.jsonl", clean, "{broken", pair_line(*CASE, id="p1").replace("p1", "\\ud83d"))
    assert [done.line for done in fix(path)] == [3]
    lines = read(path).splitlines()
    assert lines[:2] == [clean, "{broken"]
    assert json.loads(lines[2]) == {"source": CASE[0], "target": "The White House said no.", "id": "\ud83d"}
    assert fix(path) == []


def test_aligned_texts(tmp_path: Path) -> None:
    french, english = save(tmp_path / "a.fr", "Oui.", CASE[0]), save(tmp_path / "a.en", "Yes.", CASE[1])
    before = read(french)
    assert len(fix(french, english)) == 1
    assert read(english) == "Yes.\nThe White House said no.\n"
    assert read(french) == before
    assert fix(french, english) == []


def test_record_keeps_what_was_delivered(tmp_path: Path) -> None:
    lines = [
        record_line(*CLEAN),
        record_line(*CASE, paragraph=1),
        record_line(*CASE, paragraph=2, edited=CASE[1]),
    ]
    path = save(tmp_path / "a.jsonl", *lines)
    assert [done.line for done in fix(path)] == [2, 3]
    after = read(path).splitlines()
    assert after[0] == lines[0]
    for line in after[1:]:
        record = parse_record(line)
        assert (record.target, record.mt) == (CASE[1], CASE[1])
        assert (record.review.edited, record.review.status) == ("The White House said no.", "edited")
    assert fix(path) == []


def test_dry_run_writes_nothing_and_shows_the_diff(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(CLEAN), "\t".join(CASE))
    before = read(path)
    fixes = fix(path, dry_run=True)
    assert read(path) == before
    assert list(show_fixes(fixes)) == [
        f"--- {path}:2",
        f"+++ {path}:2 (TERM004)",
        "-The white house said no.",
        "+The White House said no.",
    ]


def test_what_is_waived_or_not_selected_or_not_changed_stays(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.jsonl",
        record_line(*CASE, comment="bitexte: waive TERM004 – the building, not the office"),
    )
    assert fix(path) == []
    path = save(tmp_path / "a.tsv", "\t".join(CASE), "\t".join(OFFICER))
    waiver = make_waiver({"rule": "TERM004", "reason": "x"}, "w.toml", 1)
    assert [done.rules for done in fix(path, dry_run=True, waivers=[waiver])] == [("TERM002",)]
    assert [done.rules for done in fix(path, dry_run=True, codes=["TERM004", "NUM001"])] == [("TERM004",)]
    assert [done.line for done in fix(path, dry_run=True, lines=lambda _: {2})] == [2]


def test_clean_file_is_not_touched(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(CLEAN), b"\xff")
    before = Path(path).stat()
    assert fix(path) == []
    after = Path(path).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_file_that_cannot_be_written_again_whole_is_left_alone(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tsv", "\t".join(CASE), b"\xff")
    before = Path(path).read_bytes()
    with pytest.raises(ConfigError, match=r"a\.tsv:2: not UTF-8: nothing is mended"):
        fix(path)
    assert Path(path).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.tsv"]


def test_link_stays_a_link(tmp_path: Path) -> None:
    path = save(tmp_path / "in" / "a.tsv", "\t".join(CASE))
    (tmp_path / "link.tsv").symlink_to(path)
    assert len(fix(str(tmp_path / "link.tsv"))) == 1
    assert (tmp_path / "link.tsv").is_symlink()
    assert "White House" in read(path)


def test_not_possible(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="standard input"):
        fix("-")
    with pytest.raises(ConfigError, match="standard input"):
        fix(save(tmp_path / "a.fr", "Oui."), "-")
    with pytest.raises(InputError, match="cannot be read"):
        fix(str(tmp_path / "gone.tsv"))


def suggestion(span: tuple[int, int], text: str | None, rule: str = "TERM002") -> Finding:
    return Finding(rule, "error", "", None, span, None, text)


class TestSuggestions:
    def test_article_agrees(self) -> None:
        text = "a head officer and an old minister"
        found = [suggestion((2, 14), "official"), suggestion((22, 34), "minister")]
        assert apply_suggestions(text, found) == "an official and a minister"

    def test_a_repair_that_reaches_into_a_changed_article_waits(self) -> None:
        def mend(article: str, better: str) -> str:
            end = 8 + len(article)
            found = [suggestion((0, end), f"met {article}", "REP001"), suggestion((end + 1, end + 4), better)]
            return apply_suggestions(f"met met {article} old", found)

        assert mend("an", "senior") == "met met a senior"
        assert mend("an", "elderly") == "met an elderly"

    def test_of_two_that_overlap_one_is_put_in_place(self) -> None:
        assert apply_suggestions("abcdef", [suggestion((0, 4), "X"), suggestion((2, 6), "Y")]) == "abY"

    def test_without_suggestion_or_place(self) -> None:
        assert apply_suggestions("abc", [suggestion((0, 1), None), Finding("REP001", "error", "")]) == "abc"


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "a",
            "an",
            "white house",
            "White House",
            "head officer",
            "head officers",
            "«",
            "»",
            "yes",
            ".",
            "is",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_mended_once_is_mended(targets: list[str]) -> None:
    source = "Un haut fonctionnaire de la Maison Blanche, deux hauts fonctionnaires."
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder) / "a.jsonl", *[pair_line(source, target) for target in targets])
        fix(path)
        once = Path(path).read_bytes()
        assert fix(path) == []
        assert Path(path).read_bytes() == once


def test_what_can_be_mended_is_a_rule() -> None:
    assert set(FIXABLE) <= set(CODES)
