"""Reading articles: plain text, Markdown, HTML and .docx become paragraphs with kinds; nothing is dropped."""

from translate.documents.files import FORMATS, find_documents, format_of, parse_document, read_document
from translate.documents.html import parse_html
from translate.documents.markdown import parse_markdown
from translate.documents.plain import parse_plain
from translate.documents.word import read_docx

__all__ = [
    "FORMATS",
    "find_documents",
    "format_of",
    "parse_document",
    "parse_html",
    "parse_markdown",
    "parse_plain",
    "read_document",
    "read_docx",
]
