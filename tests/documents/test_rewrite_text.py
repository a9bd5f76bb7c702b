"""Plain text and Markdown in English: read again, the file is the English paragraphs; its signs stay in place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_records import record

from translate.documents import parse_document
from translate.documents.rewrite import rewrite_document
from translate.errors import ConfigError, InputError
from translate.model import Document, Record

WRAPPED = """Le gouvernement a présenté mardi un plan de relance de douze milliards
d'euros, destiné aux entreprises touchées par la hausse des prix de
l'énergie.


  Les syndicats jugent le texte insuffisant et appellent à la grève jeudi
  prochain dans tout le pays.
"""


def rewrite(data: bytes, format: str, english: list[str | None]) -> bytes:
    french = parse_document(data, format, "x")
    done = rewrite_document(data, format, english, french)
    assert done.unplaced == ()
    return done.data


def texts(data: bytes, format: str) -> list[str]:
    return [p.text for p in parse_document(data, format, "x").paragraphs]


def test_wrapped_paragraphs_are_wrapped_again() -> None:
    english = [
        "On Tuesday the government presented a recovery plan worth twelve billion euros for companies that are hit by "
        "rising energy prices.",
        "The unions consider the text insufficient and are calling for a strike next Thursday in the whole country.",
    ]
    data = rewrite(WRAPPED.encode(), "text", [*english])
    assert texts(data, "text") == english
    lines = data.decode().split("\n")
    assert max(map(len, lines)) <= 73
    assert lines[2:4] == ["", ""]
    assert [line[:2] for line in lines[4:6]] == ["  ", "  "]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")]
)
def test_encoding_and_line_ends_stay(line_end: str, mark: bytes, encoding: str) -> None:
    text = "Un titre\n\nUne première phrase.\n\n\nUne autre 🙂.\n".replace("\n", line_end)
    data = rewrite(mark + text.encode(encoding), "text", ["A title", "A first sentence.", "Another 🙂."])
    expected = "A title\n\nA first sentence.\n\n\nAnother 🙂.\n".replace("\n", line_end)
    assert data == mark + expected.encode(encoding)


def test_residue_and_empty_translations_stay_french() -> None:
    text = "Un titre\n\nLaisser un commentaire\n\nUne phrase.\n\nUne phrase.\n"
    assert rewrite(text.encode(), "text", ["A title", None, "", "A sentence."]).decode() == (
        "A title\n\nLaisser un commentaire\n\nUne phrase.\n\nA sentence.\n"
    )


def test_a_paragraph_for_each_entry() -> None:
    document = parse_document(b"Un titre\n", "text", "x")
    with pytest.raises(ValueError, match="1 paragraphs"):
        rewrite_document(b"Un titre\n", "text", [], document)
    with pytest.raises(ConfigError):
        rewrite_document(b"Un titre\n", "pdf", ["A"], document)
    with pytest.raises(InputError):
        rewrite_document(b"no zip", "docx", ["A"], document)


WORDS = st.text(st.sampled_from("aZé -.*_`[]()<>&#!|\\1.?:;'’«»\u00a0🙂+=~$"), min_size=1, max_size=60)
LINES = st.lists(
    st.one_of(
        st.just(""),
        st.sampled_from(
            [
                "Le gouvernement a présenté mardi un plan de relance de douze milliards",
                "d'euros, destiné aux entreprises touchées par la hausse des prix de",
                "l'énergie.",
                "- un point",
                "1. un autre",
                "  en retrait",
                "# Titre",
                "> cité **en gras** et [lien](http://a.fr)",
                "| a | b |",
                "|---|---|",
                "```",
                "<div>",
                "***",
            ]
        ),
        WORDS,
    ),
    max_size=12,
)


@pytest.mark.parametrize("format", ["text", "markdown"])
@settings(deadline=None)
@given(lines=LINES)
def test_french_again_leaves_every_byte(format: str, lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    french = parse_document(data, format, "x")
    done = rewrite_document(data, format, [p.text for p in french.paragraphs], french)
    assert done.data == data
    assert done.unplaced == ()


@pytest.mark.parametrize("format", ["text", "markdown"])
@settings(deadline=None)
@given(lines=LINES, data=st.data())
def test_any_english_is_read_as_it_is(format: str, lines: list[str], data: st.DataObject) -> None:
    content = "\n".join(lines).encode()
    french = parse_document(content, format, "x")
    said = [data.draw(WORDS.filter(lambda t: any(c.isalnum() for c in t))) for _ in french.paragraphs]
    done = rewrite_document(content, format, said, french)
    assert done.unplaced == ()
    read = [p.text for p in parse_document(done.data, format, "x").paragraphs]
    assert read == [text.strip() for text in said]


ARTICLE = """---
title: Un accord
---

# Un accord *historique*

Le **président américain** a reçu la [délégation](https://exemple.fr "Le site") à `Paris`.
Suite du même paragraphe, avec ![une carte](carte.png).

Les faits
---------

- premier point
- deuxième point
  1. détail numéroté

> Une citation
> sur deux lignes.

| Pays | Voix |
|:-----|-----:|
| France | a \\| b |
| Italie | *douze* |

```python
print("code, intact")
```

<div class="pub">HTML, intact</div>

Voir [le dossier][1], <https://exemple.fr/page> et le texte.\\
Nouvelle ligne.

[1]: https://exemple.fr/dossier
"""

ENGLISH = [
    "A historic agreement",
    "The American president received the delegation in Paris. Rest of the same paragraph, with a map.",
    "The facts",
    "first point",
    "second point",
    "numbered detail",
    "A quotation on two lines.",
    "Country",
    "Votes",
    "France",
    "a | b | c",
    "Italy",
    "twelve",
    "See the file, https://exemple.fr/page and the text. New line.",
]


def article(english: list[Record | str | None]) -> tuple[str, Document]:
    french = parse_document(ARTICLE.encode(), "markdown", "x")
    done = rewrite_document(ARTICLE.encode(), "markdown", english, french)
    assert (done.unplaced, done.lost) == ((), 0)
    read = parse_document(done.data, "markdown", "x")
    assert [p.text for p in read.paragraphs] == ENGLISH
    assert [p.kind for p in read.paragraphs] == [p.kind for p in french.paragraphs]
    return done.data.decode(), french


def test_signs_of_markdown_stay_in_place() -> None:
    text, _ = article([*ENGLISH])
    for kept in (
        "---\ntitle: Un accord\n---\n\n# ",
        "The facts\n---------\n",
        "- first point\n- second point\n  1. numbered detail\n",
        "> A quotation",
        "| Country | Votes |\n|:-----|-----:|\n| France | a \\| b \\| c |\n| Italy | *twelve* |",
        'print("code, intact")',
        '<div class="pub">HTML, intact</div>',
        "<https://exemple.fr/page>",
        '](https://exemple.fr "Le site")',
        "](carte.png)",
        "][1]",
        "\n[1]: https://exemple.fr/dossier\n",
    ):
        assert kept in text


def test_emphasis_and_links_follow_the_word_links() -> None:
    french = parse_document(ARTICLE.encode(), "markdown", "x")
    english: list[Record | str | None] = [*ENGLISH]
    english[0] = record(french, 0, ENGLISH[0], [("accord", "agreement"), ("historique", "historic")])
    english[1] = record(
        french,
        1,
        ENGLISH[1],
        [
            ("Le", "The"),
            ("président", "president"),
            ("américain", "American"),
            ("reçu", "received"),
            ("délégation", "delegation"),
            ("une carte", "a map"),
        ],
    )
    english[13] = record(
        french, 13, ENGLISH[13], [("Voir", "See"), ("le", "the"), ("dossier", "file"), ("et", "and")]
    )
    text, _ = article(english)
    assert "# A *historic* agreement\n" in text
    joined = " ".join(text.split())
    assert (
        'The **American president** received the [delegation](https://exemple.fr "Le site") in `Paris`.'
        in joined
    )
    assert "with ![a map](carte.png)." in joined
    assert "See [the file][1], <https://exemple.fr/page>" in joined


@pytest.mark.parametrize(
    "said",
    [
        "1. not a list",
        "# not a heading",
        "- not an item",
        "not *emphasis*, not _this_, not `code`",
        "a [bracket](not a link) ![no image](x)",
        "<b>no tag</b> &amp; no &eacute; entity",
        "a backslash \\* and \\\\ two",
        "==========",
        "--- a rule",
        "snake_case_word and 2 * 3 * 4",
        "ends in #",
        "> no quotation | no | table",
        "***",
        "    no code",
        "~~~ no fence",
        "[x]: http://not.a.definition",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "# {}", "- {}", "> {}", "| {} | b |\n|--|--|\n", "Un début :\n{}\n", "{}\n==="]
)
def test_english_never_becomes_markup(said: str, around: str) -> None:
    data = around.format("Quelques mots **gras** ici").encode()
    french = parse_document(data, "markdown", "x")
    english: list[str | None] = [said, *[None] * (len(french.paragraphs) - 1)]
    read = parse_document(rewrite(data, "markdown", english), "markdown", "x")
    assert read.paragraphs[0].text == said.strip()
    assert [p.kind for p in read.paragraphs][1:] == [p.kind for p in french.paragraphs][1:]
    assert len(read.paragraphs) == len(french.paragraphs)
