"""``bitexte evaluate``: its table, its JSON and its exit codes, on real files."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sacrebleu

from translate.model import Kind, Record, Review
from translate.records import record_id, write_records

ROOT = Path(__file__).parents[2]

FRENCH = """\
La Maison Blanche a démenti l'information.
Deux hauts responsables sont arrivés à Sanvara mardi.

Il n'y aura pas d'accord avant l'été.
Il n'y aura pas d'accord avant l'été.
"""
REFERENCE = """\
The White House denied the report.
Two senior officials arrived in Sanvara on Tuesday.

There will be no agreement before the summer.
There will be no agreement before the summer.
"""
SYSTEM = """\
The White House denied the report.
Two senior officials arrived in Savannah on Tuesday.

There will be no agreement before the summer.
No deal will be reached before summer.
"""
OTHER = """\
The house white has denied information.
Two high responsibles have arrived to Sanvara the Tuesday.

There will not be of agreement ahead of the summer the summer the summer the summer.
Il n'y aura pas d'accord avant l'été.
"""
GLOSSARY = "Maison Blanche\tWhite House\nhaut responsable\tsenior official\n"
VERSION = sacrebleu.__version__

TABLE = f"""\
system            o.en
reference         t.en
segments          4 in 1 document
left out          1 without French, or without English that a reviewer accepted

BLEU                6.66   nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:{VERSION}
chrF               34.48   nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:{VERSION}
TER                90.00   nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:{VERSION}

terms met           0.0%   0 of 2 occurrences
terms appearing     0.0%   0 of 2
  not met              1   of 1: Maison Blanche → White House
  not met              1   of 1: haut responsable → senior official
terms alike            –   0 of 0 that repeat
sentences alike    50.0%   1 of 2 that repeat
names copied      100.0%   1 of 1

empty                  0
copied                 1   in 5
loops                  1   in 4
disproportionate       0
length ratio        1.37   words per word of the reference

against           s.en
                   system   other   delta   95 % interval        p
BLEU                 6.66   68.17  -61.51  -92.57  -29.42      0.010 *
chrF                34.48   80.21  -45.73  -61.00  -38.10      0.010 *
TER                 90.00   16.67  +73.33  +50.00 +100.00      0.010 *
terms met, %         0.00  100.00 -100.00
paired bootstrap, 100 resamples, seed 12345; * p < 0.05
"""


def run(folder: Path, *arguments: str, code: int = 0, stdin: str = "") -> tuple[str, str]:
    """Run the command in a folder, so that paths in its output are short."""
    done = subprocess.run(
        [sys.executable, "-m", "translate", "evaluate", *arguments],
        cwd=folder,
        input=stdin.encode(),
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
    texts = {"t.fr": FRENCH, "t.en": REFERENCE, "s.en": SYSTEM, "o.en": OTHER, "g.tsv": GLOSSARY}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


ALIGNED = ("--source", "t.fr", "--reference", "t.en", "--hypothesis", "s.en")
COMPARED = (*ALIGNED, "--other", "o.en", "-g", "g.tsv", "--samples", "100")


def test_the_table(folder: Path) -> None:
    # the worse one is looked at, so that there is something to say
    arguments = ("--source", "t.fr", "--reference", "t.en", "--hypothesis", "o.en", "--other", "s.en")
    out, err = run(folder, *arguments, "-g", "g.tsv", "--samples", "100")
    assert out == TABLE
    assert err == ""


def test_json_says_the_same(folder: Path) -> None:
    out, _ = run(folder, *COMPARED, "--format", "json", "-o", "sub/report.json")
    assert out == ""
    report = json.loads((folder / "sub" / "report.json").read_text(encoding="utf-8"))
    lines = [[line for line in text.splitlines() if line] for text in (SYSTEM, REFERENCE)]
    bleu = sacrebleu.corpus_bleu(lines[0], [lines[1]]).score
    assert report["scores"]["BLEU"] == {
        "score": round(bleu, 4),
        "signature": f"nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:{VERSION}",
    }
    assert list(report["scores"]) == ["BLEU", "chrF", "TER"]
    comparison = report.pop("comparison")
    del report["scores"]
    assert report == {
        "schema": "bitexte/evaluation/1",
        "system": "s.en",
        "reference": "t.en",
        "glossary": "g.tsv",
        "segments": 4,
        "documents": 1,
        "skipped": 1,
        "terms": {
            "occurrences": 2,
            "strict": 1.0,
            "appearing": 1.0,
            "outcomes": {"met": 2},
            "forbidden_elsewhere": 0,
            "entries": [
                {"entry": "maison-blanche", "occurrences": 1, "met": 1, "appears": 1},
                {"entry": "haut-responsable", "occurrences": 1, "met": 1, "appears": 1},
            ],
        },
        "consistency": {
            "terms": {"repeated": 0, "alike": 0, "share": None},
            "sentences": {"repeated": 2, "alike": 1, "share": 0.5},
        },
        "pathologies": {"empty": [], "copied": [], "loops": [], "disproportionate": []},
        "length_ratio": round(29 / 30, 4),
        "names_copied": {"names": 1, "copied": 0, "share": 0.0},
    }
    assert {key: comparison[key] for key in ("other", "samples", "seed")} == {
        "other": "o.en",
        "samples": 100,
        "seed": 12345,
    }
    assert comparison["metrics"]["BLEU"]["system"] == round(bleu, 4)
    assert comparison["other_terms"]["strict"] == 0.0


def test_faults_are_named_by_their_line(folder: Path) -> None:
    out, _ = run(
        folder, "--source", "t.fr", "--reference", "t.en", "--hypothesis", "o.en", "--format", "json"
    )
    report = json.loads(out)
    assert report["pathologies"] == {"empty": [], "copied": ["5"], "loops": ["4"], "disproportionate": []}
    assert report["terms"] is None
    assert report["comparison"] is None


def record(index: int, source: str, target: str, review: Review) -> Record:
    return Record(
        record_id("doc", index, source), "doc", index, Kind.PARAGRAPH, source, target, target, review=review
    )


@pytest.fixture
def reviewed(folder: Path) -> Path:
    sources = [line for line in FRENCH.splitlines() if line]
    outputs = [line for line in SYSTEM.splitlines() if line]
    edited = "Two senior officials arrived in Sanvara on Tuesday."
    reviews = [Review("accepted"), Review("edited", edited=edited), Review("rejected"), Review()]
    rows = [record(i, *row) for i, row in enumerate(zip(sources, outputs, reviews, strict=True))]
    write_records(folder / "r.jsonl", rows)
    return folder


def test_reviewed_records_bring_their_own_reference(reviewed: Path) -> None:
    report = json.loads(run(reviewed, "r.jsonl", "--format", "json")[0])
    assert (report["segments"], report["skipped"]) == (2, 2)
    assert report["system"] == "r.jsonl (mt)"
    assert report["names_copied"] == {"names": 1, "copied": 0, "share": 0.0}
    hypotheses = [line for line in SYSTEM.splitlines() if line][:2]
    references = [line for line in REFERENCE.splitlines() if line][:2]
    assert report["scores"]["TER"]["score"] == round(sacrebleu.corpus_ter(hypotheses, [references]).score, 4)


def test_a_reference_beside_records_needs_no_review(reviewed: Path) -> None:
    text = "\n".join(line for line in REFERENCE.splitlines() if line) + "\n"
    report = json.loads(run(reviewed, "r.jsonl", "--reference", "-", "--format", "json", stdin=text)[0])
    assert (report["segments"], report["skipped"]) == (4, 0)


def test_delivered_english_may_be_evaluated_instead(reviewed: Path) -> None:
    from translate.records import read_records

    rows = [dataclasses.replace(r, mt="nothing alike") for r in read_records(reviewed / "r.jsonl")]
    write_records(reviewed / "r.jsonl", rows)
    scores = [
        json.loads(run(reviewed, "r.jsonl", "--format", "json", *more)[0])["scores"]["chrF"]["score"]
        for more in ((), ("--delivered",))
    ]
    assert scores[0] < 20 < 80 < scores[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name record files, or a French text with --source"),
        (("r.jsonl", "--source", "t.fr"), "name record files, or a French text with --source"),
        (("--source", "t.fr", "--hypothesis", "s.en"), "--source needs --reference"),
        (("--source", "t.fr", "--reference", "t.en"), "--hypothesis FILE, or --model"),
        (("r.jsonl", "--hypothesis", "s.en"), "leave out --hypothesis"),
        ((*ALIGNED, "--format", "xml"), "formats are text, json"),
        ((*ALIGNED, "--other", "g.tsv"), "g.tsv: has 2 lines, t.fr 5 lines"),
        (("r.jsonl", "--other", "s.en"), "s.en: has 5 lines, r.jsonl 4 records"),
        (("--source", "t.fr", "--reference", "-", "--hypothesis", "-"), "standard input can be one"),
        (("--source", "gone.fr", "--reference", "t.en", "--hypothesis", "s.en"), "gone.fr: cannot be read"),
        (("--source", "x.fr", "--reference", "x.fr", "--hypothesis", "x.fr"), "nothing to evaluate"),
        (("bad.jsonl",), "bad.jsonl:1:"),
        (("m.jsonl",), "no record has anything in mt"),
        (("u.jsonl",), "none of the 1 records has been accepted"),
    ],
)
def test_mistakes_end_with_2_and_a_way_out(reviewed: Path, arguments: tuple[str, ...], message: str) -> None:
    (reviewed / "x.fr").write_text("\n\n", encoding="utf-8")
    (reviewed / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    write_records(reviewed / "u.jsonl", [record(0, "Oui.", "Yes.", Review())])
    memory = dataclasses.replace(record(0, "Oui.", "Yes.", Review("accepted")), mt="")
    write_records(reviewed / "m.jsonl", [memory])
    out, err = run(reviewed, *arguments, code=2)
    assert out == ""
    assert message in err


@pytest.mark.model
def test_a_model_translates_first(folder: Path) -> None:
    arguments = ("--source", "t.fr", "--reference", "t.en", "--model", "compact", "-g", "g.tsv")
    report = json.loads(run(folder, *arguments, "--beams", "2", "--format", "json")[0])
    assert report["segments"] == 4
    assert report["system"].startswith("engine:ctranslate2|model:compact@")
    assert report["terms"]["strict"] == 1.0, "the glossary is honoured"
    assert report["consistency"]["sentences"]["share"] == 1.0, "equal sentences become equal sentences"


def test_without_sacrebleu_the_extra_is_named(folder: Path) -> None:
    code = (
        "import sys; sys.modules['sacrebleu'] = None; sys.argv[0] = 'bitexte'; "
        "from translate.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "evaluate", *ALIGNED],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert done.stderr == "bitexte: sacrebleu is not installed – pip install 'bitexte[train]'\n"
