"""``bitexte glossary lint``: its lines, its JSON and its exit codes, on real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from translate.model import Kind, Record
from translate.records import record_id, write_records

ROOT = Path(__file__).parents[2]

FAULTY = """\
source\ttarget\tstatus
Conseil de sécurité\tSecurity Council \t
Conseil de sécurité nationale\tNational Security Council\t
scrutin\tvote|ballot\t
Scrutin\tballot|vote\t
actuel\tactual\tforbidden
actuel\tcurrent\t
réel\tactual|real\t
préfet\tpréfet\t
coup d'envoi\tkick-off\t
l’an d’or\tthe golden year\t
"""
REMARKS = """\
g.tsv:2: warning: blanks after a cell – remove them [blanks]
g.tsv:3: info: “Conseil de sécurité nationale” contains “Conseil de sécurité” (line 2) – \
the longest match wins: “Conseil de sécurité nationale” [contains]
g.tsv:5: warning: “Scrutin” prefers “ballot” here and “vote” in line 4 – keep one of the two [conflict]
g.tsv:6: info: “actual” is forbidden here and preferred for “réel” in line 8 – \
a sentence with both sources cannot be judged [forbidden-elsewhere]
g.tsv:9: warning: “préfet” is the French unchanged – translate it [not-english]
g.tsv:10: warning: apostrophe ' in line 10, ’ elsewhere – use one kind (both match all the same) [apostrophes]
g.tsv:11: warning: “l’an d’or” begins with an article – leave it out; the term is found all the same [article]
g.tsv:11: warning: “the golden year” begins with an article – leave it out [article]
"""
CLEAN = "Maison Blanche\tWhite House\nOnu\tUN\nscrutin\tvote\n"


def lint(folder: Path, *arguments: str, code: int = 0, stdin: bytes = b"") -> tuple[str, str]:
    """Run the command in a folder, so that paths in its output are short."""
    done = subprocess.run(
        [sys.executable, "-m", "translate", "glossary", "lint", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == code, out + err
    assert "Traceback" not in err
    return out, err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "g.tsv").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def test_every_remark_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text(FAULTY, encoding="utf-8")
    out, err = lint(tmp_path, "g.tsv", code=1)
    assert out == REMARKS
    assert err == "1 glossary: 0 errors, 6 warnings, 2 info\n"


def test_json_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text(FAULTY, encoding="utf-8")
    out, err = lint(tmp_path, "g.tsv", "--json", code=1)
    report = json.loads(out)
    assert err == ""
    lines = [
        f"{f['file']}:{f['line']}: {f['severity']}: {f['message']}"
        + (f" – {f['repair']}" if f["repair"] else "")
        + f" [{f['rule']}]\n"
        for f in report["findings"]
    ]
    assert "".join(lines) == REMARKS
    assert report["findings"][2]["entry"] == "scrutin-2"
    assert report["usage"] == []
    assert report["summary"] == {
        "files": 1,
        "errors": 0,
        "warnings": 6,
        "infos": 2,
        "rules": {
            "apostrophes": 1,
            "article": 2,
            "blanks": 1,
            "conflict": 1,
            "contains": 1,
            "forbidden-elsewhere": 1,
            "not-english": 1,
        },
        "broken": [],
    }


def test_the_project_s_own_glossary_passes() -> None:
    out, err = lint(ROOT, "glossary.tsv")
    assert {line.partition(": ")[2][:5] for line in out.splitlines()} == {"info:"}
    assert "0 errors, 0 warnings" in err


def test_nothing_to_say(folder: Path) -> None:
    assert lint(folder, "g.tsv") == ("", "1 glossary: 0 errors, 0 warnings, 0 info\n")


@pytest.mark.parametrize(
    ("rows", "severity", "code"),
    [
        (CLEAN, "info", 0),
        ("Conseil de sécurité\tSecurity Council\nConseil de sécurité nationale\tNSC\n", "warning", 0),
        ("Conseil de sécurité\tSecurity Council\nConseil de sécurité nationale\tNSC\n", "info", 1),
        ("Maison Blanche \tWhite House\n", "error", 0),
        ("Maison Blanche \tWhite House\n", "warning", 1),
        ("scrutin\tvote\nscrutin\tballot\n", "error", 1),
        ("", "error", 1),
    ],
)
def test_exit_codes(tmp_path: Path, rows: str, severity: str, code: int) -> None:
    (tmp_path / "g.tsv").write_text(rows, encoding="utf-8")
    lint(tmp_path, "g.tsv", "--fail-on", severity, code=code)


def test_an_unknown_severity(folder: Path) -> None:
    assert "error, warning or info" in lint(folder, "g.tsv", "--fail-on", "never", code=2)[1]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(folder: Path) -> None:
    (folder / "latin.tsv").write_bytes("Élysée\tÉlysée\n".encode("cp1252"))
    (folder / "bad.tsv").write_text("scrutin\n", encoding="utf-8")
    out, err = lint(folder, "none.tsv", "latin.tsv", "bad.tsv", code=2)
    assert out == (
        "bad.tsv:1: error: no tab between the French and the English – put one there (spaces do not count) [refused]\n"
    )
    assert "none.tsv: No such file" in err
    assert "latin.tsv:1: is not UTF-8 (it looks like WINDOWS-1252)" in err
    assert len(json.loads(lint(folder, "none.tsv", "--json", code=2)[0])["summary"]["broken"]) == 1


def test_standard_input(folder: Path) -> None:
    out, _ = lint(folder, "-", code=1, stdin="le Sénat\tSenate\n".encode())
    assert out.startswith("-:1: warning: “le Sénat” begins with an article")


def record(paragraph: int, source: str) -> Record:
    return Record(record_id("a", paragraph, source), "a", paragraph, Kind.PARAGRAPH, source, "x", "")


def test_articles_records_pairs_and_folders_are_a_corpus(folder: Path) -> None:
    (folder / "texts" / "deep").mkdir(parents=True)
    (folder / "texts" / "a.fr.txt").write_text("La Maison Blanche dément.\n", encoding="utf-8")
    (folder / "texts" / "a.en.txt").write_text("Le scrutin? This half is not read.\n", encoding="utf-8")
    (folder / "texts" / "deep" / "b.md").write_text("# Titre\n\nÀ la Maison-Blanche.\n", encoding="utf-8")
    write_records(
        folder / "texts" / "c.jsonl", [record(0, "L’Onu se tait."), record(1, "La Maison Blanche.")]
    )
    unused = "g.tsv:3: info: “scrutin” never occurs in the corpus [unused]\n"
    out, err = lint(folder, "g.tsv", "--corpus", "texts")
    assert out == unused
    assert err == (
        "g.tsv: 2 of 3 entries occur, 1 never (4 occurrences in 5 paragraphs)\n"
        "1 glossary: 0 errors, 0 warnings, 1 info\n"
    )
    (folder / "pairs.jsonl").write_text(
        '{"source": "Deux scrutins.", "target": "Two votes."}\n', encoding="utf-8"
    )
    (folder / "pairs.tsv").write_text("L’ONU vote.\tThe UN votes.\n", encoding="utf-8")
    out, _ = lint(folder, "g.tsv", "--corpus", "pairs.jsonl", "--corpus", "pairs.tsv", "--json")
    assert [f["entry"] for f in json.loads(out)["findings"]] == ["maison-blanche"]
    assert json.loads(out)["usage"] == [
        {
            "file": "g.tsv",
            "paragraphs": 2,
            "occurrences": 2,
            "entries": [
                {"entry": "maison-blanche", "line": 1, "source": "Maison Blanche", "count": 0},
                {"entry": "onu", "line": 2, "source": "Onu", "count": 1},
                {"entry": "scrutin", "line": 3, "source": "scrutin", "count": 1},
            ],
        }
    ]


def test_several_paths_after_one_option(folder: Path) -> None:
    for name, text in (("a.txt", "L’Onu."), ("b.txt", "Un scrutin."), ("c.txt", "La Maison Blanche.")):
        (folder / name).write_text(text + "\n", encoding="utf-8")
    out, err = lint(folder, "g.tsv", "--corpus", "a.txt", "b.txt", "c.txt")
    assert out == ""
    assert "3 of 3 entries occur, 0 never" in err


def test_unused_entries_count_only_where_that_is_wanted(folder: Path) -> None:
    (folder / "a.txt").write_text("L’Onu.\n", encoding="utf-8")
    lint(folder, "g.tsv", "--corpus", "a.txt", code=0)
    lint(folder, "g.tsv", "--corpus", "a.txt", "--fail-on", "info", code=1)


def test_an_english_article_is_no_corpus(folder: Path) -> None:
    english = "The scrutin of the house was held in the spring and it is not in the least what they said.\n"
    (folder / "a.txt").write_text(english, encoding="utf-8")
    assert "no French text" in lint(folder, "g.tsv", "--corpus", "a.txt", code=2)[1]
    (folder / "b.txt").write_text("Un scrutin.\n", encoding="utf-8")
    out, err = lint(folder, "g.tsv", "--corpus", ".", code=0)
    assert "“scrutin”" not in out
    assert "a.txt: is English, left out" in err


def test_a_corpus_that_is_not_there_or_broken(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert "nowhere: does not exist" in lint(folder, "g.tsv", "--corpus", "nowhere", code=2)[1]
    assert "holds neither articles nor records" in lint(folder, "g.tsv", "--corpus", "empty", code=2)[1]
    (folder / "r.jsonl").write_text('{"source": "L’Onu."}\nnot JSON\n{"target": "x"}\n', encoding="utf-8")
    out, err = lint(folder, "g.tsv", "--corpus", "r.jsonl", code=2)
    assert "“Onu”" not in out
    assert "“scrutin” never occurs" in out
    assert "r.jsonl:2: not JSON" in err
    assert "r.jsonl:3: no French in it" in err


def test_a_faulty_glossary_is_not_compared(folder: Path) -> None:
    (folder / "g.tsv").write_text("scrutin\tvote\nscrutin\tballot\n", encoding="utf-8")
    (folder / "a.txt").write_text("Un scrutin.\n", encoding="utf-8")
    assert "not compared with the corpus" in lint(folder, "g.tsv", "--corpus", "a.txt", code=1)[1]
