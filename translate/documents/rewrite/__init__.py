"""The English document in its input's own format: the file as it was, with English in the place of its text."""

from __future__ import annotations

from collections.abc import Sequence

from translate.documents.files import FORMATS, decode
from translate.documents.rewrite.html import rewrite_html
from translate.documents.rewrite.markdown import rewrite_markdown
from translate.documents.rewrite.plain import rewrite_plain
from translate.documents.rewrite.rendering import render_document
from translate.documents.rewrite.word import rewrite_word
from translate.documents.rewrite.wording import Rewritten, wordings
from translate.errors import ConfigError
from translate.model import Document, Record

__all__ = ["Rewritten", "render_document", "rewrite_document"]


def rewrite_document(
    data: bytes, format: str, english: Sequence[Record | str | None], document: Document
) -> Rewritten:
    """Write a document's English into its own file.

    Given records, inline formatting (bold, italics, links) follows the word links of their pairs; given strings,
    it stays where it covers the whole paragraph or where the same words stand in the English, and links go to the
    closest words. Same input, same bytes.

    Args:
        data: the French file.
        format: its format, as in ``FORMATS``: ``text``, ``markdown``, ``html`` or ``docx``.
        english: for each paragraph its record, its English, or None (also an empty text) to leave it as it is.
        document: what ``parse_document`` made of the same bytes.

    Raises:
        InputError: the bytes are not a file of that format.
        ConfigError: unknown format.
        MissingExtra: the package that reads this format is not installed.
        ValueError: ``english`` has not one entry for each paragraph.
    """
    if format not in FORMATS.values():
        raise ConfigError(f"no format {format!r} – choose one of {', '.join(sorted(set(FORMATS.values())))}")
    worded = wordings(english, document)
    if format == "docx":
        return rewrite_word(data, worded, document)
    rewrite = {"text": rewrite_plain, "markdown": rewrite_markdown, "html": rewrite_html}[format]
    done = rewrite(decode(data, document.path or "-"), worded, document)
    return Rewritten(_encoded(done.data.decode("utf-8"), data), done.unplaced, done.lost)


def _encoded(text: str, like: bytes) -> bytes:
    """Text in the encoding of a file, with its byte order mark."""
    text = text.removeprefix("\ufeff")
    if like.startswith(b"\xef\xbb\xbf"):
        return b"\xef\xbb\xbf" + text.encode("utf-8")
    if like.startswith(b"\xff\xfe"):
        return b"\xff\xfe" + text.encode("utf-16-le")
    if like.startswith(b"\xfe\xff"):
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode("utf-8")
