"""``bitexte export`` and ``import`` as functions of the command line, on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from translate.cli.interchange import FORMATS, export, import_
from translate.errors import BitexteError, ConfigError, LossyExport, RecordError
from translate.formats import RecordFormat, format_names, load_format
from translate.glossary import read_glossary
from translate.model import ErrorSpan, Kind, Pair, Record, Review, Term
from translate.records import read_records, record_id, write_records

SOURCE, TARGET = "La Maison Blanche a dit non. 😀 Oui.", "The White House said no. 😀 Yes."
RECORD = Record(
    record_id("essai", 0, SOURCE),
    "essai",
    0,
    Kind.PARAGRAPH,
    SOURCE,
    TARGET,
    "",
    (Pair((0, 28), (0, 24), -0.1), Pair((29, 35), (25, 31))),
    (Term("maison-blanche", (3, 17), (4, 15), ("White House",), "met", "nbest", 0.1),),
    signature="engine:fake",
    review=Review("accepted", "Ann", None, (ErrorSpan("target", (16, 20), "Style/Awkward", "minor"),)),
)

app = typer.Typer(pretty_exceptions_enable=False)
app.command("export")(export)
app.command("import")(import_)
runner = CliRunner()


def run(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
    """Run a command; an error of ours is raised as it would reach ``main``."""
    result = runner.invoke(app, [str(a) for a in arguments])
    if isinstance(result.exception, BitexteError):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


@pytest.fixture
def record_file(tmp_path: Path) -> Path:
    path = tmp_path / "essai.jsonl"
    write_records(path, [RECORD])
    return path


def test_the_help_names_every_format() -> None:
    named = {name.strip() for part in FORMATS.split(".") for name in part.partition(":")[2].split(",")}
    assert named - {""} == set(format_names())


@pytest.mark.parametrize("name", [n for n in format_names() if isinstance(load_format(n), RecordFormat)])
def test_every_record_format_there_and_back(name: str, record_file: Path, tmp_path: Path) -> None:
    output, back = tmp_path / f"out-{name}", tmp_path / "back.jsonl"
    format = load_format(name)
    assert isinstance(format, RecordFormat)
    is_lossless = not format.losses(RECORD)
    if is_lossless:
        run("export", record_file, "--to", name, "-o", output)
    else:
        with pytest.raises(LossyExport, match="--lossy"):
            run("export", record_file, "--to", name, "-o", output)
        assert not output.exists()
        _, talk = run("export", record_file, "--to", name, "-o", output, "--lossy")
        assert "left out: " in talk
    run("import", output, "--from", name, "-o", back)
    records = list(read_records(back))
    if is_lossless:
        assert records == [RECORD]
    else:
        assert "".join(r.source for r in records).replace(" ", "") == SOURCE.replace(" ", "")
        assert all(record.terms == () for record in records)


def test_a_glossary_there_and_back(tmp_path: Path) -> None:
    path, base, back = tmp_path / "g.tsv", tmp_path / "g.tbx", tmp_path / "back.tsv"
    path.write_text(
        "source\ttarget\tnote\nMaison Blanche\tWhite House\tou l’exécutif\nOnu|ONU\tUN\t\n", encoding="utf-8"
    )
    for name in ("tbx", "tbx2", "glossary-csv"):
        run("export", path, "--to", name, "-o", base)
        run("import", base, "--from", name, "-o", back)
        assert read_glossary(back).sha == read_glossary(path).sha
        assert [e.note for e in read_glossary(back).entries] == ["ou l’exécutif", ""]


def test_stdout_and_what_stands_beside_a_file(record_file: Path, tmp_path: Path) -> None:
    out, talk = run("export", record_file, "--to", "xliff")
    assert out.startswith("<?xml")
    assert talk == ""
    _, talk = run("export", record_file, "--to", "label-studio")
    assert "config.xml was not written" in talk
    run("export", record_file, "--to", "label-studio", "-o", tmp_path / "tasks.json")
    assert (tmp_path / "tasks.config.xml").read_text(encoding="utf-8").startswith("<View>")


def test_a_memory_becomes_records(tmp_path: Path) -> None:
    path = tmp_path / "memoire.tsv"
    path.write_text("Oui.\tYes.\nNon.\tNo.\n", encoding="utf-8")
    out, _ = run("import", path, "--from", "tsv")
    (tmp_path / "r.jsonl").write_text(out, encoding="utf-8")
    first, second = read_records(tmp_path / "r.jsonl")
    assert (first.id, first.pairs, first.terms) == (
        record_id("memoire", 0, "Oui."),
        (Pair((0, 4), (0, 4)),),
        (),
    )
    assert second.paragraph == 1


def test_what_cannot_be_done_is_said(record_file: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no format 'docx' – choose one of dataset, doccano"):
        run("export", record_file, "--to", "docx")
    with pytest.raises(ConfigError, match="add -o FOLDER"):
        run("export", record_file, "--to", "dataset")
    with pytest.raises(ConfigError, match="is a record file"):
        run("export", record_file, "--to", "tbx")
    with pytest.raises(ConfigError, match="one glossary, not 2"):
        run("export", record_file, record_file, "--to", "tbx")
    with pytest.raises(RecordError, match="cannot be read"):
        run("import", tmp_path / "none.tmx", "--from", "tmx")
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(RecordError, match="no record"):
        run("export", tmp_path / "empty.jsonl", "--to", "xliff")
