"""HTML pages in English: only the article's words change, inline tags stand around the words they belong to."""

from __future__ import annotations

import re

import pytest
from linked_records import record

from translate.documents import parse_document
from translate.documents.rewrite import rewrite_document
from translate.model import Document, Kind, Record

LONG = "<p>Le président de la République a annoncé mardi à Paris une série de mesures pour soutenir l'emploi.</p>"
OTHER = LONG.replace("mardi", "jeudi").replace("Paris", "Lyon")


def page(inside: str) -> bytes:
    return (
        "<!DOCTYPE html>\n<HTML  lang='fr-FR' data-lang='fr'><head><meta charset=utf-8><title>"
        'Un accord en vue | Le Site</title>\n<meta property="og:title" content="Un accord en vue"/>'
        "<meta name=description content='Autre \"chose\"'>"
        "<script>var a = '<p>Un accord en vue</p>';</script></head>\n<body><!-- Un accord en vue -->"
        '<nav><a href="/" hreflang="fr">Un accord en vue</a></nav>'
        f"<article><h1 class=t>Un accord en vue</h1>{LONG}{inside}{OTHER}</article>"
        "<footer>Mentions l&eacute;gales</footer></body></HTML>\n"
    ).encode()


def read(data: bytes) -> Document:
    return parse_document(data, "html", "x")


BLOCKS = [
    "<p>Un <a href='/x'>lien <b>en gras</b></a> dans le texte, avec <em>emphase</em>&nbsp;!</p>",
    "<div>Texte nu du bloc<br><br>deuxième ligne de texte</div>",
    "<ul><li>Un point <p>deux points</p> trois points</li><li><p>la suite</p></li></ul>",
    "<table><tr><th>Pays</th><td><p>Douze <b>voix</b></p><p>Aucune</p></td></tr></table>",
    "<blockquote><p>Première citation</p><p>Seconde citation</p></blockquote>",
    "<p>H<sub>2</sub>O <span class=x>et le reste</span> <code>code()</code><img src=a alt='une image'></p>",
    "<h2>Sous-titre <em>penché</em></h2>",
    "<p>caf&eacute; &lt;b&gt; &amp; th&#233; <script>var a='<p>x</p>'</script> fin 🙂</p>",
    "<p>Deux fois la même phrase courte.</p><p>Deux fois la même phrase courte.</p>",
    "<p>Le <i>cœur <b>du <u>sujet</u></b></i> est là,\n   sur deux   lignes.</p>",
    "<p>Une balise <b>mal <i>fermée</b> puis la suite</i> du texte</p>",
    "<dl><dt>Un terme</dt><dd>Sa définition</dd></dl>",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_french_again_changes_the_language_only(block: str) -> None:
    data = page(block)
    french = read(data)
    done = rewrite_document(data, "html", [p.text for p in french.paragraphs], french)
    assert done.unplaced == ()
    assert done.data == data.replace(b"lang='fr-FR'", b"lang='en'")
    assert read(done.data) == french


@pytest.mark.parametrize("block", BLOCKS)
def test_english_stands_where_the_french_stood(block: str) -> None:
    data = page(block)
    french = read(data)
    said = [f"English of <{n}> & more: {p.text[:9]}." for n, p in enumerate(french.paragraphs)]
    said[0] = "A deal in sight"
    done = rewrite_document(data, "html", [*said], french)
    assert (done.unplaced, done.lost) == ((), 0)
    english = read(done.data)
    assert [p.text for p in english.paragraphs] == said
    assert [p.kind for p in english.paragraphs] == [p.kind for p in french.paragraphs]
    text = done.data.decode()
    assert "<title>A deal in sight | Le Site</title>" in text
    assert '<meta property="og:title" content="A deal in sight"/>' in text
    # What is none of the article stays byte for byte.
    for kept in (
        "<!DOCTYPE html>\n<HTML  lang='en' data-lang='fr'>",
        "<script>var a = '<p>Un accord en vue</p>';</script>",
        '<!-- Un accord en vue --><nav><a href="/" hreflang="fr">Un accord en vue</a></nav>',
        "content='Autre \"chose\"'>",
        "<footer>Mentions l&eacute;gales</footer></body></HTML>\n",
        "<h1 class=t>A deal in sight</h1>",
    ):
        assert kept in text
    tags = re.compile(r"</?(?:a|p|div|li|ul|td|th|tr|table|h2|br|img|script)\b[^>]*>")
    assert sorted(tags.findall(text)) == sorted(tags.findall(data.decode()))
    for name in ("a", "b", "em", "i", "span", "sub", "code", "u"):
        assert len(re.findall(rf"<{name}\b", text)) == len(re.findall(rf"</{name}>", text))


def test_inline_tags_follow_the_word_links() -> None:
    data = page(
        "<p>Le <b>président américain</b> a lu <a href='/r' class=k>le <i>rapport</i> secret</a><sup>1</sup>.</p>"
    )
    french = read(data)
    assert french.paragraphs[2].text == "Le président américain a lu le rapport secret1."
    english: list[Record | str | None] = [None] * len(french.paragraphs)
    english[2] = record(
        french,
        2,
        "The American president read the secret report1.",
        [
            ("Le", "The"),
            ("président", "president"),
            ("américain", "American"),
            ("lu", "read"),
            ("le rapport", "report"),
            ("secret", "secret"),
            ("1", "1"),
        ],
    )
    text = rewrite_document(data, "html", english, french).data.decode()
    assert (
        "<p>The <b>American president</b> read the <a href='/r' class=k>secret <i>report</i></a><sup>1</sup>.</p>"
        in text
    )


@pytest.mark.parametrize(
    "said", ["See here", "Word", "A much longer sentence that shares no word with it at all."]
)
def test_links_are_never_lost_silently(said: str) -> None:
    data = page(
        "<p>Lire <a href='/un'>le rapport</a>, <a href='/deux'>la note</a> et <a href='/trois'>l’avis</a>.</p>"
    )
    french = read(data)
    english: list[str | None] = [None] * len(french.paragraphs)
    english[2] = said
    done = rewrite_document(data, "html", [*english], french)
    text = done.data.decode()
    assert sum(f"href='/{name}'" in text for name in ("un", "deux", "trois")) == 3 - done.lost
    assert done.lost == max(0, 3 - len(said.split()))
    assert re.sub("<[^>]*>", "", text.split("</p><p>")[1]) == said


def test_residue_stays_and_menus_are_not_the_article() -> None:
    data = page("<h2>Politique</h2><p>Une phrase assez courte.</p><p>Laisser un commentaire</p>").replace(
        b"<nav>", b"<nav><ul><li>Politique</li></ul>"
    )
    french = read(data)
    said = ["EN " + p.text if p.kind is not Kind.BOILERPLATE else None for p in french.paragraphs]
    text = rewrite_document(data, "html", [*said], french).data.decode()
    assert "<nav><ul><li>Politique</li></ul>" in text
    assert "<h2>EN Politique</h2>" in text
    assert "<p>Laisser un commentaire</p>" in text


def test_a_paragraph_that_is_not_in_the_page_is_said() -> None:
    data = page("")
    french = read(data)
    stranger = Document(
        "x", (*french.paragraphs, french.paragraphs[1].__class__(9, Kind.PARAGRAPH, "Ailleurs ?"))
    )
    done = rewrite_document(data, "html", [*["EN"] * len(french.paragraphs), "Elsewhere?"], stranger)
    assert done.unplaced == (len(french.paragraphs),)


def test_a_page_of_a_thousand_paragraphs_twice_the_same() -> None:
    data = page(
        "".join(f"<p>Le même paragraphe, ou presque, numéro {n // 2} de la liste.</p>" for n in range(1000))
    )
    french = read(data)
    said = [f"Paragraph number {n} of the text, in English." for n in range(len(french.paragraphs))]
    done = rewrite_document(data, "html", [*said], french)
    assert done.unplaced == ()
    numbers = [
        int(n) for n in re.findall(r"Paragraph number (\d+)", done.data.decode().split("<article>")[1])
    ]
    assert numbers == list(range(len(french.paragraphs)))
