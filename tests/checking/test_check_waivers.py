"""Waivers: what they cover, when they end, and that useless ones are told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from check_files import CLEAN, MISSING, pair_line, record_line, run, save

from translate.checking.waivers import Waiver, Waivers, make_waiver, read_waivers
from translate.errors import ConfigError
from translate.model import Finding, Term
from translate.report.base import Place

TODAY = datetime.date(2026, 6, 15)
FINDING = Finding("TERM001", "error", "missing", (0, 1), None, "maison-blanche")
PLACE = Place("corpus/press/iran.jsonl", 4, "iran:3:1a2b3c4d")


def waiver(**about: str) -> Waiver:
    return make_waiver({"rule": "TERM001", "reason": "house style", **about}, "w.toml", 1)


class TestFile:
    def test_reading(self, tmp_path: Path) -> None:
        path = save(
            tmp_path / "w.toml",
            "# settled in June",
            "[[waiver]]",
            'rule = "term001"',
            'entry = "maison-blanche"',
            'reason = "a pronoun"',
            "until = 2027-01-31",
            "",
            "[[ waiver ]]",
            'rule = "NUM001"',
            'record = "iran:3:1a2b3c4d"',
            'file = "press/*.jsonl"',
            'reason = "rounded on purpose"',
            'until = "2026-12-31"',
        )
        first, second = read_waivers(path)
        assert first == Waiver(
            "TERM001", "a pronoun", "maison-blanche", "", "", datetime.date(2027, 1, 31), path, 2
        )
        assert (second.record, second.file, second.line) == ("iran:3:1a2b3c4d", "press/*.jsonl", 8)
        assert second.until == datetime.date(2026, 12, 31)

    def test_inline_list_is_not_lost(self, tmp_path: Path) -> None:
        path = save(tmp_path / "w.toml", 'waiver = [{rule = "NUM001", reason = "x"}]')
        assert [w.rule for w in read_waivers(path)] == ["NUM001"]
        path = save(
            tmp_path / "w.toml",
            'waiver = [{rule = "NUM001", reason = "x"},',
            '  {rule = "LEN001", reason = "x"}]',
        )
        assert [(w.rule, w.line) for w in read_waivers(path)] == [("NUM001", 1), ("LEN001", 2)]

    def test_all_deleted_is_fine(self, tmp_path: Path) -> None:
        assert read_waivers(save(tmp_path / "w.toml", "# none left")) == []

    def test_every_fault_with_its_line(self, tmp_path: Path) -> None:
        path = save(
            tmp_path / "w.toml",
            '[[waiver]]\nrule = "TERM001"',
            '[[waiver]]\nrule = "TREM001"\nreason = "x"',
            '[[waiver]]\nrule = "TERM001"\nreason = "x"\nuntil = "soon"',
            '[[waiver]]\nrule = "TERM001"\nreason = "x"\nuntill = 2027-01-01',
        )
        with pytest.raises(ConfigError) as caught:
            read_waivers(path)
        message = str(caught.value)
        for part in (
            f"{path}:1: a waiver for TERM001 without a reason",
            f"{path}:3: a waiver for rule 'TREM001' – rules are SPAN001",
            f"{path}:6: until is 'soon'",
            f"{path}:10: a waiver has no key 'untill' – keys are rule, entry",
        ):
            assert part in message

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ('[[waivers]]\nrule = "TERM001"', "waivers"),
            ("waiver = 3", "no list"),
            ("[[waiver", "not TOML"),
        ],
    )
    def test_no_waiver_file(self, tmp_path: Path, text: str, what: str) -> None:
        with pytest.raises(ConfigError, match=what):
            read_waivers(save(tmp_path / "w.toml", text))

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="cannot be read: no such file"):
            read_waivers(str(tmp_path / "w.toml"))


@pytest.mark.parametrize(
    ("about", "covers"),
    [
        ({}, True),
        ({"entry": "maison-blanche"}, True),
        ({"entry": "kremlin"}, False),
        ({"record": "iran:3:1a2b3c4d"}, True),
        ({"record": "iran:4:1a2b3c4d"}, False),
        ({"file": "corpus/press/iran.jsonl"}, True),
        ({"file": "press/*.jsonl"}, True),
        ({"file": "iran.jsonl"}, True),
        ({"file": "an.jsonl"}, False),
        ({"file": "corpus/*"}, True),
        ({"rule": "TERM006"}, False),
    ],
)
def test_what_it_covers(about: dict[str, str], covers: bool) -> None:
    assert waiver(**about).covers(PLACE, FINDING) is covers


def test_last_day_is_included() -> None:
    last = waiver(until="2026-06-15")
    assert Waivers([last], TODAY).find(PLACE, FINDING) is last
    assert Waivers([last], TODAY + datetime.timedelta(1)).find(PLACE, FINDING) is None


class TestInARun:
    def test_waived_is_told_with_its_reason_and_does_not_count(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.tsv", "\t".join(MISSING))
        summary, memory = run([path], waivers=[waiver()], today=TODAY)
        assert memory.rows == [(1, "TERM001", "waived")]
        assert memory.found[0].reason == "house style"
        assert (summary.waived, dict(summary.by_severity)) == (1, {})

    def test_expired_waives_nothing_and_is_told(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.tsv", "\t".join(MISSING))
        _, memory = run([path], waivers=[waiver(until="2026-06-14")], today=TODAY)
        assert memory.rows == [(1, "TERM001", "new"), (1, "WAIVER001", "new")]
        stale = memory.found[1]
        assert stale.place.file == "w.toml"
        assert "expired on 2026-06-14" in stale.finding.message

    def test_unused_is_told(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.tsv", "\t".join(CLEAN))
        summary, memory = run([path], waivers=[waiver()], today=TODAY)
        assert memory.rows == [(1, "WAIVER001", "new")]
        assert "covers nothing" in memory.found[0].finding.message
        assert summary.by_severity["warning"] == 1

    def test_nobody_can_say_when_its_rule_or_file_was_not_checked(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.tsv", "\t".join(CLEAN))
        rows = [waiver(file="b.tsv"), waiver(rule="NUM001")]
        assert run([path], waivers=rows, today=TODAY)[1].rows == []
        assert run([path], waivers=[waiver(file="a.tsv")], today=TODAY)[1].rows == [(1, "WAIVER001", "new")]

    def test_severity_of_a_stale_waiver_can_be_set_and_the_rule_ignored(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.tsv", "\t".join(CLEAN))
        summary, _ = run([path], waivers=[waiver()], today=TODAY, severities={"WAIVER001": "error"})
        assert summary.by_severity["error"] == 1
        assert run([path], waivers=[waiver()], today=TODAY, codes=["TERM001"])[1].rows == []


class TestInALine:
    def test_comment_of_a_record(self, tmp_path: Path) -> None:
        path = save(
            tmp_path / "a.jsonl",
            record_line(
                *MISSING, comment="bitexte: waive TERM001 maison-blanche – a pronoun until 2026-06-15"
            ),
            record_line(*MISSING, paragraph=1),
            record_line(*CLEAN, paragraph=2, comment="bitexte: waive TERM001 – once it was wrong"),
            record_line(*MISSING, paragraph=3, comment="bitexte: waive TERM001 kremlin – another entry"),
            record_line(*MISSING, paragraph=4, comment="bitexte: waive TERM001 – over until 2026-06-14"),
        )
        _, memory = run([path], today=TODAY)
        assert memory.rows == [
            (1, "TERM001", "waived"),
            (2, "TERM001", "new"),
            (3, "WAIVER001", "new"),
            (4, "TERM001", "new"),
            (4, "WAIVER001", "new"),
            (5, "TERM001", "new"),
            (5, "WAIVER001", "new"),
        ]
        assert memory.found[0].reason == "a pronoun"
        assert memory.found[2].place.record.startswith("pourparlers:2:")

    def test_pair(self, tmp_path: Path) -> None:
        rows = [{"rule": "TERM001", "reason": "a pronoun"}]
        path = save(tmp_path / "a.jsonl", pair_line(*MISSING, waivers=rows))
        assert run([path], today=TODAY)[1].rows == [(1, "TERM001", "waived")]

    @pytest.mark.parametrize(
        ("comment", "what"),
        [
            ("bitexte: waive TERM001", "without a reason"),
            ("bitexte: waive TREM001 – a slip", "TREM001"),
            ("bitexte: waive TERM001 – x until 2026-13-01", "until is '2026-13-01'"),
        ],
    )
    def test_one_that_makes_no_sense_is_a_fault_of_its_line(
        self, tmp_path: Path, comment: str, what: str
    ) -> None:
        path = save(
            tmp_path / "a.jsonl", record_line(*MISSING, comment=comment), record_line(*MISSING, paragraph=1)
        )
        summary, memory = run([path], today=TODAY)
        assert memory.rows == [(1, "TERM001", "new"), (2, "TERM001", "new")]
        ((file, line, message),) = memory.faults
        assert (file, line, summary.faults) == (path, 1, 1)
        assert what in message

    def test_the_line_and_the_file_may_waive_the_same(self, tmp_path: Path) -> None:
        path = save(tmp_path / "a.jsonl", record_line(*MISSING, comment="bitexte: waive TERM001 – a pronoun"))
        _, memory = run([path], waivers=[waiver()], today=TODAY)
        assert memory.rows == [(1, "TERM001", "waived")]
        assert memory.found[0].reason == "a pronoun"


def test_term_that_its_record_calls_waived(tmp_path: Path) -> None:
    def term(span: tuple[int, int]) -> tuple[Term, ...]:
        return (Term("maison-blanche", span, None, ("White House",), "waived"),)

    path = save(
        tmp_path / "a.jsonl",
        record_line(*MISSING, terms=term((3, 17))),
        record_line(*MISSING, paragraph=1, terms=term((0, 2))),
    )
    _, memory = run([path], today=TODAY)
    assert memory.rows == [(1, "TERM001", "waived"), (2, "TERM001", "new")]
    assert memory.found[0].reason
