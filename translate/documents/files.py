"""Files: finding them, telling their format, decoding them or saying why not."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from translate.documents.html import parse_html
from translate.documents.markdown import parse_markdown
from translate.documents.plain import parse_plain
from translate.documents.word import read_docx
from translate.errors import ConfigError, InputError
from translate.files import reason
from translate.model import Document

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}
"""Format by file extension."""

_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive", b"\x7fELF": "a program", b"\x89PNG": "an image"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def find_documents(inputs: Sequence[str]) -> list[Path]:
    """Files as named, and all articles in folders and their subfolders, sorted.

    Raises:
        InputError: an input does not exist, or a folder has no articles.
    """
    found: list[Path] = []
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.casefold() in FORMATS and not _is_hidden(p, path)
            )
            if not inside:
                raise InputError.at(name, "no articles in this folder", f"{', '.join(FORMATS)} are read")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise InputError.at(name, "no such file")
    return found


def read_document(path: str | Path, format: str | None = None) -> Document:
    """Read one article.

    Args:
        path: a file; ``-`` is standard input.
        format: ``text``, ``markdown``, ``html`` or ``docx``; by the extension unless named, text for any other.

    Raises:
        InputError: it cannot be read, is binary, or is not UTF-8 (the message names the likely encoding).
        ConfigError: unknown format.
        MissingExtra: the package that reads this format is not installed.
    """
    name = str(path)
    if name == "-":
        return parse_document(sys.stdin.buffer.read(), format or "text", "stdin")
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError.at(name, f"cannot be read: {reason(error)}") from error
    return parse_document(data, format or format_of(name), file.stem.removesuffix(".fr"), name)


def format_of(path: str) -> str:
    """Format by a file's extension; ``text`` for any that is not known."""
    return FORMATS.get(Path(path).suffix.casefold(), "text")


def parse_document(data: bytes, format: str, document_id: str, path: str | None = None) -> Document:
    """Make a document of a file's bytes.

    Args:
        data: the whole file.
        format: ``text``, ``markdown``, ``html`` or ``docx``.
        document_id: its id.
        path: file as the user named it, for messages; None for standard input.

    Raises:
        InputError: it is binary, or not UTF-8 (the message names the likely encoding).
        ConfigError: unknown format.
        MissingExtra: the package that reads this format is not installed.
    """
    known = sorted(set(FORMATS.values()))
    if format not in known:
        raise ConfigError(f"no format {format!r} – choose one of {', '.join(known)}")
    if format == "docx":
        return read_docx(io.BytesIO(data), document_id, path or "-")
    parse = {"text": parse_plain, "markdown": parse_markdown, "html": parse_html}[format]
    return parse(decode(data, path or "-"), document_id, path)


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 (or UTF-16 with its mark).

    Raises:
        InputError: it is binary or in another encoding, which is named where it can be guessed.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError.at(name, f"is {what}, not text", "save it as .txt, .md, .html or .docx")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    if b"\x00" in data[:8192]:
        raise InputError.at(name, "is binary, not text", "save it as .txt, .md, .html or .docx")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = likely_encoding(data)
        repair = f"convert it: iconv -f {guess} -t utf-8 {name}"
        raise InputError.at(name, f"is not UTF-8, probably {guess}", repair, line) from error


def likely_encoding(data: bytes) -> str:
    """Likeliest encoding of French text that is not UTF-8, by its commonest accents."""
    # é è à ê ç ’ « » œ as each encoding writes them
    scores = {
        "windows-1252": sum(
            data.count(bytes([b])) for b in (0xE9, 0xE8, 0xE0, 0xEA, 0xE7, 0x92, 0x9C, 0xAB, 0xBB)
        ),
        "macintosh": sum(
            data.count(bytes([b])) for b in (0x8E, 0x8F, 0x88, 0x90, 0x8D, 0xD5, 0xCF, 0xC7, 0xC8)
        ),
        "cp850": sum(data.count(bytes([b])) for b in (0x82, 0x8A, 0x85, 0x88, 0x87, 0xAE, 0xAF)),
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    if best == "windows-1252" and not any(0x80 <= b <= 0x9F for b in data):
        return "iso-8859-1"
    return best


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
