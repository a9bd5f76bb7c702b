"""The English document beside the records: the input's own file, or a rendering of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from batches import bitexte, contents

from translate import read_document
from translate.records import read_records

pytestmark = pytest.mark.model
MARKDOWN = "# Un titre\n\nLe ministre est **parti hier**.\n\n- Deux trains ont été retardés.\n"
HTML = """<!DOCTYPE html><html lang="fr"><head><title>Un titre</title></head><body><article><h1>Un titre</h1>
<p class="chapo">Le ministre est parti hier de <a href="/geneve">Genève</a> avec deux trains.</p>
<p>Les négociations reprendront lundi, selon un porte-parole du ministère.</p></article></body></html>"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "sous dossier"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "b.html").write_text(HTML, encoding="utf-8")
    (folder / "c.txt").write_text(
        "Le ministre est parti.\r\n\r\nIl reviendra.\r\n", encoding="utf-8", newline=""
    )
    return tmp_path / "in"


def test_the_input_s_own_format(articles: Path, tmp_path: Path) -> None:
    bitexte("translate", articles, "-o", tmp_path / "out", "--also", "same", "-q")
    out = tmp_path / "out" / "sous dossier"
    english = [record.target for record in read_records(out / "a.jsonl")]
    text = (out / "a.en.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {english[0]}\n\n")
    assert f"\n- {english[2].removeprefix('- ')}" in text
    assert text.count("**") == 2
    page = (out / "b.en.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert '<p class="chapo">' in page
    assert '<a href="/geneve">' in page
    assert "Genève" not in page or "Geneva" not in page
    assert (out / "c.en.txt").read_bytes().count(b"\r\n") == 3
    for name, kind in (("a.en.md", "a"), ("b.en.html", "b"), ("c.en.txt", "c")):
        read = [p.text for p in read_document(out / name).paragraphs]
        assert read == [r.target.removeprefix("- ") for r in read_records(out / f"{kind}.jsonl")], name


def test_other_formats_and_the_same_bytes_again(articles: Path, tmp_path: Path) -> None:
    wanted = [part for name in ("docx", "html", "xliff", "tmx") for part in ("--also", name)]
    for out in ("one", "two"):
        bitexte("translate", articles, "-o", tmp_path / out, *wanted, "-q")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    names = {path.name for path in (tmp_path / "one").rglob("c.*") if ".bitexte" not in path.parts}
    assert names == {"c.jsonl", "c.en.docx", "c.en.html", "c.xlf", "c.tmx"}
    english = [record.target for record in read_records(tmp_path / "one" / "sous dossier" / "c.jsonl")]
    assert [p.text for p in read_document(tmp_path / "one/sous dossier/c.en.docx").paragraphs] == english
    (tmp_path / "one" / "sous dossier" / "c.en.docx").unlink()
    done = bitexte("translate", articles, "-o", tmp_path / "one", *wanted)
    assert "made because  the output is missing (1)" in done.stderr
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_one_article_has_its_twin_beside_it(articles: Path, tmp_path: Path) -> None:
    bitexte(
        "translate", articles / "sous dossier" / "a.md", "-o", tmp_path / "x.jsonl", "--also", "same", "-q"
    )
    assert (tmp_path / "x.en.md").read_text(encoding="utf-8").startswith("# ")


def test_what_cannot_be(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"text": "Le ministre est parti."}\n', encoding="utf-8")
    corpus = "translate", tmp_path / "c.jsonl", "-o", tmp_path / "out"
    assert "is a corpus" in bitexte(*corpus, "--also", "docx", check=2).stderr
    assert "choose among same, txt" in bitexte(*corpus, "--also", "pdf", check=2).stderr
    assert not (tmp_path / "out").exists()
    article = articles / "sous dossier" / "c.txt"
    assert "add -o" in bitexte("translate", article, "--also", "txt", check=2).stderr
