"""Word documents in English: the same file with other words, formatting on the words it belongs to."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_records import record

from translate.documents import parse_document
from translate.documents.rewrite import rewrite_document
from translate.model import Document, Kind, Record


def add_link(paragraph: Any, text: str, address: str) -> None:
    identity = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identity)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def letter() -> bytes:
    word = docx.Document()
    word.core_properties.author = "Rédaction"
    word.sections[0].header.paragraphs[0].text = "En-tête du journal"
    word.add_heading("Un accord en vue", 0)
    word.add_heading("Les faits", 1)
    body = word.add_paragraph("Le ")
    body.add_run("président américain").bold = True
    body.add_run(" a reçu, selon ")
    add_link(body, "le communiqué officiel", "https://exemple.fr/communique")
    body.add_run(", la délégation.")
    word.add_paragraph("Premier point", style="List Bullet")
    word.add_paragraph("Deuxième point", style="List Number")
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Pays"
    table.cell(0, 1).text = "Voix"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Aucune donnée"
    address = word.add_paragraph("Ministère des Finances,")
    address.add_run().add_break(WD_BREAK.LINE)
    address.add_run("rue de Bercy,\tParis.").font.size = Pt(9)
    word.add_paragraph("Nous n’avons rien cédé.", style="Quote")
    word.add_paragraph("Deuxième point", style="List Bullet")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


ENGLISH = [
    "A deal in sight",
    "The facts",
    "The American president met the delegation, according to the official statement.",
    "First point",
    "Second point",
    "Country",
    "Votes",
    "No data",
    "Ministry of Finance,",
    "rue de Bercy, Paris.",
    "We gave nothing away.",
    "Second point again",
]


def read(data: bytes) -> Document:
    return parse_document(data, "docx", "x")


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_french_again_is_the_same_document() -> None:
    data = letter()
    french = read(data)
    done = rewrite_document(data, "docx", [p.text for p in french.paragraphs], french)
    assert done.unplaced == ()
    assert read(done.data) == french
    assert member(done.data, "word/document.xml") == member(data, "word/document.xml")


def test_english_stands_where_the_french_stood() -> None:
    data = letter()
    french = read(data)
    done = rewrite_document(data, "docx", ENGLISH, french)
    english = read(done.data)
    assert [p.text for p in english.paragraphs] == ENGLISH
    assert [p.kind for p in english.paragraphs] == [p.kind for p in french.paragraphs]
    assert (done.unplaced, done.lost) == ((), 0)
    before, after = docx.Document(io.BytesIO(data)), docx.Document(io.BytesIO(done.data))
    assert [p.style.name for p in after.paragraphs if p.style] == [
        p.style.name for p in before.paragraphs if p.style
    ]
    for name in ("docProps/core.xml", "word/header1.xml", "word/styles.xml", "word/numbering.xml"):
        assert member(done.data, name) == member(data, name)


def test_bold_and_links_follow_the_word_links() -> None:
    data = letter()
    french = read(data)
    english: list[Record | str | None] = list(ENGLISH)
    english[2] = record(
        french,
        2,
        ENGLISH[2],
        [
            ("président", "president"),
            ("américain", "American"),
            ("reçu", "met"),
            ("selon", "according to"),
            ("le communiqué", "statement"),
            ("officiel", "official"),
            ("la délégation", "the delegation"),
        ],
    )
    done = rewrite_document(data, "docx", english, french)
    word = docx.Document(io.BytesIO(done.data))
    paragraph = word.paragraphs[2]
    assert [run.text for run in paragraph.runs if run.bold] == ["American president"]
    link = paragraph.hyperlinks[0]
    assert (link.text, link.address) == ("official statement", "https://exemple.fr/communique")
    assert link.runs[0].font.underline
    assert paragraph.text == ENGLISH[2]


def test_a_link_without_word_links_is_not_lost() -> None:
    data = letter()
    french = read(data)
    done = rewrite_document(data, "docx", ENGLISH, french)
    links = docx.Document(io.BytesIO(done.data)).paragraphs[2].hyperlinks
    assert [link.address for link in links] == ["https://exemple.fr/communique"]
    assert links[0].text.strip()


def test_line_breaks_tabs_and_sizes_stay() -> None:
    data = letter()
    french = read(data)
    done = rewrite_document(data, "docx", ENGLISH, french)
    address = docx.Document(io.BytesIO(done.data)).paragraphs[5]
    assert address.text == "Ministry of Finance,\nrue de Bercy,\tParis."
    assert {run.font.size for run in address.runs if "Bercy" in run.text} == {Pt(9)}


def test_residue_stays_as_it_is() -> None:
    data = letter()
    french = read(data)
    english: list[str | None] = [None] * len(french.paragraphs)
    english[3] = "First point"
    english[8] = ""
    english[9] = "rue de Bercy, Paris (France)."
    done = rewrite_document(data, "docx", english, french)
    expected = [p.text for p in french.paragraphs]
    expected[3], expected[9] = "First point", "rue de Bercy, Paris (France)."
    assert [p.text for p in read(done.data).paragraphs] == expected


def test_images_notes_and_bookmarks_stay() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Une photo ")
    paragraph.add_run().add_picture(io.BytesIO(PIXEL))
    paragraph.add_run(" de la ville et une note")
    note = OxmlElement("w:footnoteReference")
    note.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(note)
    paragraph.add_run(".")
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), "0")
    mark.set(qn("w:name"), "ville")
    paragraph._p.append(mark)
    out = io.BytesIO()
    word.save(out)
    french = read(out.getvalue())
    done = rewrite_document(out.getvalue(), "docx", ["A photo of the town and a note."], french)
    xml = member(done.data, "word/document.xml").decode()
    assert [xml.count(f"<w:{name}") for name in ("drawing", "footnoteReference", "bookmarkStart")] == [
        1,
        1,
        1,
    ]
    assert xml.index("a note") < xml.index("<w:footnoteReference") < xml.index(">.<")
    assert [p.text for p in read(done.data).paragraphs] == ["A photo of the town and a note."]


def test_same_input_same_bytes_whenever_the_file_was_made() -> None:
    data = letter()
    french = read(data)
    one = rewrite_document(data, "docx", ENGLISH, french).data
    assert one == rewrite_document(data, "docx", ENGLISH, read(data)).data
    with zipfile.ZipFile(io.BytesIO(one)) as archive, zipfile.ZipFile(io.BytesIO(data)) as original:
        assert archive.namelist() == original.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_french_proofing_becomes_english_and_odd_characters_are_no_harm() -> None:
    word = docx.Document()
    run = word.add_paragraph().add_run("Un texte court & <net> 🙂 pour voir.")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    run._r.get_or_add_rPr().append(language)
    out = io.BytesIO()
    word.save(out)
    french = read(out.getvalue())
    done = rewrite_document(
        out.getvalue(), "docx", ["A short\ntext & <net>\x00\x0b 🙂 to see.\ufffe"], french
    )
    assert [p.text for p in read(done.data).paragraphs] == ["A short text & <net> 🙂 to see."]
    assert b'w:lang w:val="en-US"' in member(done.data, "word/document.xml")


def test_entities_of_a_document_are_not_resolved() -> None:
    data = letter()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                head, _, rest = content.partition(b"?>")
                entity = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
                content = head + b"?>" + entity + rest.replace(b"Les faits", b"Les faits &secret;")
            target.writestr(entry, content)
    french = read(out.getvalue())
    done = rewrite_document(out.getvalue(), "docx", [f"{p.text} bis" for p in french.paragraphs], french)
    assert b"root:" not in member(done.data, "word/document.xml")
    assert read(done.data).paragraphs[1].kind is Kind.HEADING


@pytest.mark.parametrize("blank_first", [True, False])
def test_a_link_on_a_blank_does_not_part_the_words(blank_first: bool) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for text in (" ", "Genève") if blank_first else ("Genève", " "):
        add_link(paragraph, text, "https://exemple.fr/")
    out = io.BytesIO()
    word.save(out)
    french = read(out.getvalue())
    done = rewrite_document(out.getvalue(), "docx", ["Geneva, again"], french)
    assert [p.text for p in read(done.data).paragraphs] == ["Geneva, again"]
    assert (done.unplaced, done.lost) == ((), 0)


def test_a_tab_replaces_a_blank_even_behind_a_link_that_is_no_word() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for text in ("11", ""):
        add_link(paragraph, text, "https://exemple.fr/")
    paragraph.add_run("\t1")
    out = io.BytesIO()
    word.save(out)
    french = read(out.getvalue())
    for english in ("1 <x<<", "1 x y", "1"):
        done = rewrite_document(out.getvalue(), "docx", [english], french)
        assert [p.text for p in read(done.data).paragraphs] == [english]


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_paragraph_and_any_english(data: st.DataObject) -> None:
    word = docx.Document()
    for _ in range(3):
        paragraph = word.add_paragraph(style=data.draw(st.sampled_from(["Normal", "List Bullet", "Quote"])))
        for _ in range(data.draw(st.integers(0, 4))):
            text = data.draw(st.text("ab é\t\n'1<&🙂", max_size=8))
            if data.draw(st.booleans()):
                add_link(paragraph, text, "https://exemple.fr/")
            else:
                run = paragraph.add_run(text)
                run.bold, run.italic = data.draw(st.sampled_from([(None, None), (True, None), (True, True)]))
    out = io.BytesIO()
    word.save(out)
    french = read(out.getvalue())
    again = rewrite_document(out.getvalue(), "docx", [p.text for p in french.paragraphs], french)
    assert (read(again.data), again.unplaced) == (french, ())
    said = [
        f"{n} {data.draw(st.text('xyz <&é', max_size=12))}".strip() for n, _ in enumerate(french.paragraphs)
    ]
    done = rewrite_document(out.getvalue(), "docx", [*said], french)
    assert [p.text for p in read(done.data).paragraphs] == [" ".join(text.split()) for text in said]
    assert done.unplaced == ()


def test_a_field_stays_whole() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Voir la ")
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "begin":
            code = OxmlElement("w:instrText")
            code.text = ' HYPERLINK "https://exemple.fr" '
            paragraph.add_run()._r.append(code)
        if kind == "separate":
            paragraph.add_run("page officielle")
    paragraph.add_run(" du journal.")
    out = io.BytesIO()
    word.save(out)
    french = read(out.getvalue())
    assert french.paragraphs[0].text == "Voir la page officielle du journal."
    target = "See the official page of the newspaper."
    words = [("Voir", "See"), ("la", "the"), ("page", "page"), ("officielle", "official"), ("du", "of")]
    done = rewrite_document(out.getvalue(), "docx", [record(french, 0, target, words)], french)
    xml = member(done.data, "word/document.xml").decode()
    places = [xml.index(x) for x in ('"begin"', "HYPERLINK", '"separate"', "official", '"end"', "newspaper")]
    assert places == sorted(places)
    assert [p.text for p in read(done.data).paragraphs] == [target]
