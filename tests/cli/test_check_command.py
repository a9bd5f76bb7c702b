"""`bitexte check` as CI meets it: real processes, exit codes, and what is printed."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from translate.checks.registry import CODES
from translate.cli import main

ROOT = Path(__file__).parents[2]
GLOSSARY = "source\ttarget\tstatus\nMaison Blanche\tWhite House\tpreferred\nKremlin\tKremlin\tpreferred\n"
CLEAN = "Le Kremlin se tait.\tThe Kremlin is silent.\n"
CASE = "La Maison Blanche a dit non.\tThe white house said no.\n"
MISSING = "La Maison Blanche a dit non.\tThe president said no.\n"


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Done:
    """What a run printed."""

    stdout: str
    stderr: str


class Project:
    """A folder with a glossary, and the command run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("g.tsv", GLOSSARY)
        (folder / ".git").mkdir(exist_ok=True)  # no settings from above

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def check(self, *arguments: str, code: int = 0) -> Done:
        """The command in this process: what a shell would see, in a tenth of the time."""
        out, err = io.StringIO(), io.StringIO()
        before = sys.argv
        sys.argv = ["bitexte", "check", *arguments]
        try:
            with contextlib.chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
                main()
            status: object = 0
        except SystemExit as ended:
            status = ended.code or 0
        finally:
            sys.argv = before
        assert status == code, out.getvalue() + err.getvalue()
        return Done(out.getvalue(), err.getvalue())

    def shell(self, *arguments: str, stdin: str = "", code: int = 0) -> Done:
        """The command as a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "translate", "check", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            env=ENVIRONMENT,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return Done(done.stdout, done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def rules(output: str, status: str = "new") -> list[tuple[int, str]]:
    return [(f["line"], f["rule"]) for f in json.loads(output)["findings"] if f["status"] == status]


# ------------------------------------------------------------------ outputs


def test_text(project: Project) -> None:
    project.write("a.tsv", CLEAN + CASE)
    done = project.shell("a.tsv", "-g", "g.tsv", code=1)
    assert done.stderr == ""
    assert done.stdout == (
        "a.tsv:2: error TERM004 'white house' has the wrong capitals – write 'White House'\n"
        "    fr  La Maison Blanche a dit non.\n"
        "           ^^^^^^^^^^^^^^\n"
        "    en  The white house said no.\n"
        "            ^^^^^^^^^^^\n"
        "    entry maison-blanche · suggestion White House\n"
        "\n"
        "1 file, 2 segments: 1 error\n"
    )


def test_text_of_a_clean_run(project: Project) -> None:
    project.write("a.tsv", CLEAN)
    assert project.check("a.tsv", "-g", "g.tsv").stdout == "1 file, 1 segment: no findings\n"


def test_json_is_one_object(project: Project) -> None:
    project.write(
        "a.jsonl", '{"id": "p7", "source": "La Maison Blanche dit.", "target": "The white house says."}\n'
    )
    done = project.check("a.jsonl", "-g", "g.tsv", "--format", "json", code=1)
    report = json.loads(done.stdout)
    assert report["findings"] == [
        {
            "file": "a.jsonl",
            "line": 1,
            "record": "p7",
            "rule": "TERM004",
            "severity": "error",
            "message": "'white house' has the wrong capitals – write 'White House'",
            "source": [3, 17],
            "target": [4, 15],
            "entry": "maison-blanche",
            "suggestion": "White House",
            "status": "new",
        }
    ]
    assert report["summary"]["errors"] == 1


def test_sarif_junit_and_github(project: Project) -> None:
    project.write("a.tsv", CLEAN + MISSING)
    sarif = json.loads(project.check("a.tsv", "-g", "g.tsv", "--format", "sarif", code=1).stdout)
    (result,) = sarif["runs"][0]["results"]
    assert (sarif["version"], result["ruleId"]) == ("2.1.0", "TERM001")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    junit = project.check("a.tsv", "-g", "g.tsv", "--format", "junit", code=1).stdout
    assert [f.get("type") for f in ElementTree.fromstring(junit).iter("failure")] == ["TERM001"]
    github = project.check("a.tsv", "-g", "g.tsv", "--format", "github", code=1).stdout
    assert github.startswith("::error file=a.tsv,line=2,title=TERM001::")


def test_output_file(project: Project) -> None:
    project.write("a.tsv", CASE)
    done = project.check("a.tsv", "-g", "g.tsv", "--format", "json", "-o", "out/report.json", code=1)
    assert done.stdout == ""
    assert rules(project.read("out/report.json")) == [(1, "TERM004")]
    assert rules(project.check("a.tsv", "-g", "g.tsv", "--format", "json", "-o", "-", code=1).stdout)


# ------------------------------------------------------------------ inputs


def test_stdin(project: Project) -> None:
    done = project.shell("-", "-g", "g.tsv", stdin=CLEAN + CASE, code=1)
    assert done.stdout.startswith("-:2: error TERM004")
    pair = json.dumps({"source": "La Maison Blanche.", "target": "The white house."})
    assert "nothing was checked" in project.shell("-", stdin="", code=2).stderr
    assert project.shell("-", "-g", "g.tsv", stdin=pair, code=1).stdout.startswith("-:1: error TERM004")


def test_folder_and_aligned_texts(project: Project) -> None:
    project.write("in/a.tsv", CASE)
    project.write("in/deep/b.tsv", CLEAN)
    assert "2 files, 2 segments: 1 error" in project.check("in", "-g", "g.tsv", code=1).stdout
    project.write("a.fr", "La Maison Blanche a dit non.\n")
    project.write("a.en", "The white house said no.\n")
    assert "a.fr:1: error TERM004" in project.check("a.fr", "--target", "a.en", "-g", "g.tsv", code=1).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing to check"),
        (("nowhere.tsv",), "nowhere.tsv: does not exist"),
        (("empty",), "empty: holds nothing to check"),
        (("blank.jsonl",), "nothing was checked"),
        (("a.tsv", "--format", "yaml"), "text, json, sarif, junit, github"),
        (("a.tsv", "--select", "TREM"), "TERM001"),
        (("a.tsv", "--select", "TERM", "--ignore", "TERM"), "no rule is left"),
        (("a.tsv", "--fail-on", "info"), "error or warning"),
        (("a.tsv", "-g", "nowhere.tsv"), "nowhere.tsv"),
        (("a.tsv", "--baseline", "nowhere.json"), "--update-baseline"),
        (("a.tsv", "--update-baseline"), "--baseline FILE"),
        (("a.tsv", "--waivers", "nowhere.toml"), "nowhere.toml: cannot be read"),
        (("a.tsv", "--target", "nowhere.en"), "nowhere.en: does not exist"),
        (("a.tsv", "a.tsv", "--target", "a.tsv"), "one French text"),
        (("a.tsv", "-o", "empty"), "empty"),
        (("-", "--fix"), "standard input"),
        (("a.tsv", "--changed-since", "v9"), "git"),
        (("a.tsv", "--changed-since", "v9", "--update-baseline", "--baseline", "b"), "--changed-since"),
        (("--explain", "TREM001"), "TERM001"),
        (("a.tsv", "-j", "0"), "jobs"),
    ],
)
def test_what_makes_no_sense(project: Project, arguments: tuple[str, ...], words: str) -> None:
    project.write("a.tsv", CLEAN)
    project.write("blank.jsonl", "\n\n")
    (project.folder / "empty").mkdir()
    done = project.check(*arguments, code=2)
    assert words in done.stderr
    assert not list(project.folder.glob(".*.tmp"))


def test_broken_line_is_named_and_the_rest_is_checked(project: Project) -> None:
    pair = '{"source": "La Maison Blanche.", "target": "The white house."}\n'
    future = '{"schema": "bitexte/record/7", "id": "x"}\n'
    project.write(
        "a.jsonl", (pair + '{"source": "La \n' + pair + future).encode() + b"\xff\n" + pair.encode()
    )
    done = project.check("a.jsonl", "-g", "g.tsv", code=2)
    heads = [row for row in done.stdout.splitlines() if row.startswith("a.jsonl")]
    starts = (
        "a.jsonl:1: error TERM004 ",
        "a.jsonl:2: fault not JSON",
        "a.jsonl:3: error TERM004 ",
        "a.jsonl:4: fault schema is 'bitexte/record/7' – this version reads bitexte/record/1",
        "a.jsonl:5: fault not UTF-8",
        "a.jsonl:6: error TERM004 ",
    )
    assert len(heads) == len(starts)
    for head, start in zip(heads, starts, strict=True):
        assert head.startswith(start)
    assert done.stdout.endswith("1 file, 3 segments: 3 errors; 3 broken lines\n")


def test_glossary_faults_are_all_told(project: Project) -> None:
    project.write("a.tsv", CLEAN)
    project.write("bad.tsv", "Onu\tUN\nseul\n\tvide\n")
    done = project.check("a.tsv", "-g", "bad.tsv", code=2)
    assert "bad.tsv:2" in done.stderr
    assert "bad.tsv:3" in done.stderr


# ------------------------------------------------------------------ settings


def test_settings_of_the_project_and_options_over_them(project: Project) -> None:
    project.write("a.tsv", CASE + MISSING)
    project.write(
        "pyproject.toml",
        '[tool.bitexte.check]\nglossary = "g.tsv"\nignore = ["TERM001"]\nseverity = {TERM004 = "warning"}\n',
    )
    done = project.check("a.tsv", "--format", "json")
    assert rules(done.stdout) == [(1, "TERM004")]
    assert json.loads(done.stdout)["findings"][0]["severity"] == "warning"
    project.check("a.tsv", "--fail-on", "warning", code=1)
    done = project.check("a.tsv", "--ignore", "TERM004", "--format", "json", code=1)
    assert rules(done.stdout) == [(2, "TERM001")]
    project.write("bitexte.toml", '[check]\nglossary = "g.tsv"\nselect = ["TERM001"]\nfail-on = "warning"\n')
    assert rules(project.check("a.tsv", "--format", "json", code=1).stdout) == [(2, "TERM001")]


def test_unknown_key_lists_those_that_there_are(project: Project) -> None:
    project.write("a.tsv", CLEAN)
    project.write("bitexte.toml", "[check]\nselects = []\n")
    done = project.check("a.tsv", code=2)
    assert "bitexte.toml:2: unknown key selects – keys are glossary, select, ignore" in done.stderr


def test_select_families(project: Project) -> None:
    project.write("a.tsv", CASE + "Il a a dit 12.\tHe said said 13.\n")
    done = project.check("a.tsv", "-g", "g.tsv", "--select", "NUM, term004", "--format", "json", code=1)
    assert rules(done.stdout) == [(1, "TERM004"), (2, "NUM001")]


@pytest.mark.parametrize("code", CODES)
def test_explain(project: Project, code: str) -> None:
    done = project.check("--explain", code.lower())
    assert done.stdout.startswith(f"{code} · ")
    assert len(done.stdout) > 200


# ------------------------------------------------------------------ living with it


def test_baseline_round_trip(project: Project) -> None:
    project.write("a.tsv", CASE + MISSING)
    done = project.check("a.tsv", "-g", "g.tsv", "--baseline", "b.json", "--update-baseline")
    assert done.stdout == ""
    assert "2 findings written to b.json" in done.stderr
    project.write("a.tsv", MISSING + CLEAN + CASE + CASE)
    done = project.check("a.tsv", "-g", "g.tsv", "--baseline", "b.json", "--format", "json", code=1)
    assert rules(done.stdout) == [(4, "TERM004")]
    assert rules(done.stdout, "baselined") == [(1, "TERM001"), (3, "TERM004")]
    sarif = project.check("a.tsv", "-g", "g.tsv", "--baseline", "b.json", "--format", "sarif", code=1).stdout
    states = [result["baselineState"] for result in json.loads(sarif)["runs"][0]["results"]]
    assert states == ["unchanged", "unchanged", "new"]
    project.write("a.tsv", MISSING + CASE)
    done = project.check("a.tsv", "-g", "g.tsv", "--baseline", "b.json")
    assert done.stdout == "1 file, 2 segments: no findings; 2 baselined\n"


def test_baseline_is_not_written_over_what_cannot_be_checked(project: Project) -> None:
    project.write("a.tsv", CASE + "broken\n")
    done = project.check("a.tsv", "-g", "g.tsv", "--baseline", "b.json", "--update-baseline", code=2)
    assert "a.tsv:2" in done.stderr
    assert not (project.folder / "b.json").exists()


def test_waivers(project: Project) -> None:
    project.write("a.tsv", CASE + MISSING)
    project.write(
        "w.toml",
        '[[waiver]]\nrule = "TERM004"\nreason = "the building"\n\n'
        '[[waiver]]\nrule = "TERM001"\nreason = "for a while"\nuntil = 2020-01-01\n\n'
        '[[waiver]]\nrule = "NUM001"\nreason = "never needed"\n',
    )
    done = project.check("a.tsv", "-g", "g.tsv", "--waivers", "w.toml", code=1)
    assert "a.tsv:2: error TERM001" in done.stdout
    assert "w.toml:5: warning WAIVER001 the waiver for TERM001 expired on 2020-01-01" in done.stdout
    assert "w.toml:10: warning WAIVER001 the waiver for NUM001 covers nothing" in done.stdout
    assert done.stdout.endswith("1 file, 2 segments: 1 error, 2 warnings; 1 waived\n")


def test_fix(project: Project) -> None:
    project.write("a.tsv", CLEAN + CASE)
    shown = project.check("a.tsv", "-g", "g.tsv", "--fix", "--dry-run")
    assert project.read("a.tsv") == CLEAN + CASE
    done = project.check("a.tsv", "-g", "g.tsv", "--fix")
    assert (
        shown.stdout
        == done.stdout
        == ("--- a.tsv:2\n+++ a.tsv:2 (TERM004)\n-The white house said no.\n+The White House said no.\n")
    )
    assert shown.stderr == "1 segment would be mended\n"
    assert done.stderr == "1 segment mended\n"
    assert project.read("a.tsv") == CLEAN + CASE.replace("white house", "White House")
    assert project.check("a.tsv", "-g", "g.tsv", "--fix").stderr == "0 segments mended\n"
    project.check("a.tsv", "-g", "g.tsv")


def test_changed_since(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "repo")
    folder = tmp_path / "repo"
    (folder / "a.tsv").write_text(CASE + CLEAN, encoding="utf-8")
    git("-C", "repo", "add", "-A")
    git("-C", "repo", "commit", "-qm", "x")
    project = Project(folder)
    options = ("-g", "g.tsv", "--changed-since", "HEAD", "--format", "json")
    assert rules(project.check("a.tsv", *options).stdout) == []
    project.write("a.tsv", CASE + MISSING)
    assert rules(project.check("a.tsv", *options, code=1).stdout) == [(2, "TERM001")]
    project.write("new.tsv", CASE)
    done = project.check("a.tsv", "new.tsv", *options, code=1)
    assert rules(done.stdout) == [(2, "TERM001"), (1, "TERM004")]
    assert (
        "0 segments mended"
        in project.check("a.tsv", "-g", "g.tsv", "--fix", "--changed-since", "HEAD").stderr
    )


def test_jobs(project: Project) -> None:
    project.write("a.tsv", (CASE + CLEAN + MISSING) * 400)
    one = project.check("a.tsv", "-g", "g.tsv", code=1)
    assert project.check("a.tsv", "-g", "g.tsv", "--jobs", "2", code=1).stdout == one.stdout


def test_jobs_where_processes_share_nothing(project: Project) -> None:
    """As on macOS and Windows: a process begins with an empty memory, and gets its glossary sent."""
    project.write("a.tsv", (CASE + CLEAN + MISSING) * 400)
    one = project.check("a.tsv", "-g", "g.tsv", code=1)
    script = project.write(
        "main.py",
        "import multiprocessing\nfrom translate.cli import main\n"
        "if __name__ == '__main__':\n    multiprocessing.set_start_method('spawn')\n    main()\n",
    )
    command = [sys.executable, str(script), "check", "a.tsv", "-g", "g.tsv", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=project.folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, one.stdout), done.stderr


def test_nothing_heavy_is_loaded(project: Project) -> None:
    project.write("a.tsv", CLEAN + CASE + "Il a 12 amis.\tHe has 13 friends.\n")
    code = (
        "import sys; from translate.cli import main\n"
        "sys.argv = ['bitexte', 'check', 'a.tsv', '-g', 'g.tsv']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=project.folder,
        env=ENVIRONMENT,
        check=True,
    )
    assert "TERM004" in done.stdout
    loaded = set(done.stderr.split())
    assert "translate" in loaded
    heavy = {
        "torch",
        "transformers",
        "numpy",
        "ctranslate2",
        "datasets",
        "lxml",
        "sentencepiece",
        "starlette",
    }
    assert not loaded & heavy
