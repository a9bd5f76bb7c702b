"""Bitexte: French→English translation and bilingual annotation that honours your glossary.

    from translate import Translator, load_engine, read_document, read_glossary

    translator = Translator(load_engine("compact"), read_glossary("glossary.tsv"))
    for record in translator.translate_document(read_document("article.txt")):
        print(record.source, record.target, record.terms)

Importing this package loads nothing heavy; the names below are fetched where they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translate.documents import parse_plain, read_document
    from translate.engines import load_engine
    from translate.errors import BitexteError
    from translate.glossary import Glossary, parse_glossary, read_glossary
    from translate.model import Document, Finding, Kind, Pair, Paragraph, Record, Review, Sentence, Term
    from translate.pipeline import Options, Translator
    from translate.records import read_records, write_records
    from translate.segment import split_sentences

__version__ = "0.1.0"

DISTRIBUTION = "bitexte"
"""Two unrelated distributions on PyPI (translate, translate-toolkit) own a package of the same name; the
command line compares this first and explains when one of them has overwritten ours."""

__all__ = [
    "BitexteError",
    "Document",
    "Finding",
    "Glossary",
    "Kind",
    "Options",
    "Pair",
    "Paragraph",
    "Record",
    "Review",
    "Sentence",
    "Term",
    "Translator",
    "__version__",
    "load_engine",
    "parse_glossary",
    "parse_plain",
    "read_document",
    "read_glossary",
    "read_records",
    "split_sentences",
    "write_records",
]

_HOMES = {
    "translate.documents": ("parse_plain", "read_document"),
    "translate.engines": ("load_engine",),
    "translate.errors": ("BitexteError",),
    "translate.glossary": ("Glossary", "parse_glossary", "read_glossary"),
    "translate.model": (
        "Document",
        "Finding",
        "Kind",
        "Pair",
        "Paragraph",
        "Record",
        "Review",
        "Sentence",
        "Term",
    ),
    "translate.pipeline": ("Options", "Translator"),
    "translate.records": ("read_records", "write_records"),
    "translate.segment": ("split_sentences",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Fetch a public name from its module (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'translate' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
