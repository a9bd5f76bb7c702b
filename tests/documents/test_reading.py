"""Reading articles: every paragraph comes out, in order, as what it is; what cannot be read is said."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import find_documents, parse_html, parse_markdown, parse_plain, read_document
from translate.errors import ConfigError, InputError
from translate.model import Document, Kind

WRAPPED = """Le gouvernement a présenté mardi un plan de relance de douze milliards
d'euros, destiné aux entreprises touchées par la hausse des prix de
l'énergie.

Les syndicats jugent le texte insuffisant et appellent à la grève jeudi
prochain dans tout le pays."""


def kinds(document: Document) -> list[str]:
    return [str(p.kind) for p in document.paragraphs]


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def test_title_headings_quotes_and_residue() -> None:
    document = parse_plain(
        "Un accord en vue\n\nLes deux pays ont signé.\n\n« Nous n’avons rien cédé »\n\n"
        "« Nous n’avons rien cédé », a dit le ministre.\n\nQue va-t-il se passer ?\n\nTout reste ouvert.\n\n"
        "Laisser un commentaire\n\nPartager sur Facebook\n\nLire aussi : Le précédent accord\n",
        "a",
    )
    assert kinds(document) == [
        *("title", "paragraph", "heading", "paragraph", "heading", "paragraph"),
        *("boilerplate", "boilerplate", "boilerplate"),
    ]
    assert [p.index for p in document.paragraphs] == list(range(9))


@pytest.mark.parametrize(
    "sentence",
    [
        "Les commentaires du ministre ont surpris jusque dans son camp.",
        "Le site utilise des cookies depuis 2019, a reconnu son directeur devant la commission, et ne s'en cache pas.",
        "Votre adresse, demande le policier ; il ne répond pas.",
        "Publier un livre reste un rêve pour beaucoup de lycéens.",
        "Partager le pouvoir n'a jamais été son fort.",
        "Suivez l'argent, disait l'enquêteur à ses élèves.",
    ],
)
def test_articles_may_speak_of_comments_and_cookies(sentence: str) -> None:
    assert parse_plain(sentence, "a").paragraphs[0].kind is not Kind.BOILERPLATE


def test_hard_wrapped_lines_are_joined() -> None:
    document = parse_plain(WRAPPED, "a")
    assert len(document.paragraphs) == 2
    assert "milliards d'euros, destiné" in document.paragraphs[0].text


def test_one_paragraph_per_line() -> None:
    lines = ["Le ministre est parti.", "Il n'a rien dit.", "Personne ne sait pourquoi il s'en va."]
    assert texts(parse_plain("\n".join(lines), "a")) == lines


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_bom_and_blanks(newline: str) -> None:
    text = newline.join(["\ufeff  Un\u00a0titre ", "", "", "E\u0301te\u0301 : fin.", ""])
    assert texts(parse_plain(text, "a")) == ["Un\u00a0titre", "E\u0301te\u0301 : fin."]


@given(st.text(max_size=200))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    document = parse_plain(text, "a")
    for paragraph in document.paragraphs:
        assert paragraph.text == paragraph.text.strip() != ""
        assert len(paragraph.text.splitlines()) == 1
    kept = "".join("".join(texts(document)).split())
    assert kept == "".join(text.removeprefix("\ufeff").split())


def test_a_large_article_is_quick() -> None:
    text = "\n\n".join(["Le ministre a quitté la ville. " * 20] * 8000)
    assert len(text) > 4_500_000
    start = time.perf_counter()
    assert len(parse_plain(text, "a").paragraphs) == 8000
    assert time.perf_counter() - start < 20


def test_markdown() -> None:
    document = parse_markdown(
        "---\ntitle: x\n---\n# Un *titre*\n\nUn [lien](http://x) et du **gras**\nsur deux lignes.\n\n## Suite\n\n"
        "> Une citation.\n\n- un\n- deux\n\n<!-- rien -->\n",
        "a",
    )
    assert list(zip(kinds(document), texts(document), strict=True)) == [
        ("title", "Un titre"),
        ("paragraph", "Un lien et du gras sur deux lignes."),
        ("heading", "Suite"),
        ("quote", "Une citation."),
        ("list", "un"),
        ("list", "deux"),
    ]


PAGE = """<html><head><title>Le pont est rouvert</title><script>var x = "piège";</script></head><body>
<nav><a href="/">Accueil</a></nav><article><h1>Le pont est rouvert</h1>
<p>Le pont de Sanvara a rouvert mardi après huit mois de travaux, a annoncé la mairie dans un communiqué.</p>
<h2>Un chantier difficile</h2><p>Les ouvriers ont travaillé de nuit pendant tout l'hiver, malgré le gel.</p>
<ul><li>huit mois de travaux et de déviations</li><li>douze millions d'euros</li></ul>
<p>La circulation des camions reste interdite jusqu'au printemps, précise la préfecture.</p></article>
<footer>© La Gazette</footer></body></html>"""


def test_html() -> None:
    document = parse_html(PAGE, "a")
    assert kinds(document) == ["title", "paragraph", "heading", "paragraph", "list", "list", "paragraph"]
    joined = " ".join(texts(document))
    assert "piège" not in joined
    assert "Accueil" not in joined


def test_html_without_an_article_keeps_its_text() -> None:
    assert texts(parse_html("<p>Bonjour.</p>", "a")) == ["Bonjour."]
    assert parse_html("", "a").paragraphs == ()


def test_docx(tmp_path: Path) -> None:
    import docx

    word = docx.Document()
    word.add_heading("Un titre", 0)
    word.add_paragraph("Un paragraphe.")
    word.add_heading("Une partie", 1)
    word.add_paragraph("un", style="List Bullet")
    word.add_paragraph("Une citation.", style="Quote")
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "gauche", "droite"
    word.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert list(zip(kinds(document), texts(document), strict=True)) == [
        ("title", "Un titre"),
        ("paragraph", "Un paragraphe."),
        ("heading", "Une partie"),
        ("list", "un"),
        ("quote", "Une citation."),
        ("paragraph", "gauche"),
        ("paragraph", "droite"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Le président a été élu à l’Assemblée.".encode("cp1252"), "windows-1252"),
        ("Le président a été élu.".encode("latin-1"), "iso-8859-1"),
        ("Le président a été élu.".encode("mac-roman"), "macintosh"),
        (b"\x00\x01\x02 binaire", "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 ...", "zip"),
    ],
)
def test_what_is_not_utf8_text_is_named(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError, match=says) as error:
        read_document(tmp_path / "a.txt")
    assert "a.txt" in str(error.value)


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Été à Paris.".encode("utf-16"))
    assert texts(read_document(tmp_path / "a.txt")) == ["Été à Paris."]


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("# Été\n\nFin.".encode())))
    document = read_document("-", "markdown")
    assert (document.id, kinds(document)) == ("stdin", ["title", "paragraph"])


def test_finding(tmp_path: Path) -> None:
    (tmp_path / "b" / ".git").mkdir(parents=True)
    for name in ("z.txt", "b/a.md", "b/.git/x.txt", "b/image.png"):
        (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in find_documents([str(tmp_path)])] == [
        "b/a.md",
        "z.txt",
    ]
    with pytest.raises(InputError, match="no such file"):
        find_documents([str(tmp_path / "y.txt")])
    with pytest.raises(InputError, match="no articles"):
        find_documents([str(_empty(tmp_path))])
    with pytest.raises(ConfigError, match="docx, html, markdown, text"):
        read_document(tmp_path / "z.txt", "odt")


def _empty(folder: Path) -> Path:
    (folder / "vide").mkdir()
    return folder / "vide"
