"""What a report may write: characters that the stream has, JSON that loses nothing, paths as CI wants them."""

from __future__ import annotations

import json
import os
import urllib.parse
from pathlib import Path
from typing import Any, TextIO

FAULTS_KEPT = 1000
"""Faults that a format with a closing list of them holds in memory; a broken file may have a million."""


def can_encode(stream: TextIO, text: str) -> bool:
    """True when the stream takes every character (a lone surrogate out of a JSON escape is none for UTF-8)."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def write_text(stream: TextIO, text: str) -> None:
    """Write for a reader: ``?`` for what the stream does not have, so that carets stay in their column."""
    if not can_encode(stream, text):
        encoding = getattr(stream, "encoding", None) or "utf-8"
        text = text.encode(encoding, "replace").decode(encoding)
    stream.write(text)


def serialize_json(stream: TextIO, value: Any) -> str:
    """JSON on one line: readable French where the stream has the letters, escapes where it has not."""
    text = json.dumps(value, ensure_ascii=False)
    return text if can_encode(stream, text) else json.dumps(value)


def shorten_path(file: str) -> str:
    """The file as CI names it: relative to the working folder where it lies below it, with forward slashes."""
    path = Path(os.path.normpath(file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def file_uri(file: str) -> str:
    """A relative reference (RFC 3986) below the working folder, an absolute ``file:`` URI elsewhere.

    SARIF 2.1.0 §3.4.4 wants no ``..`` in it. A colon is escaped: ``a:b.jsonl`` would have a scheme.
    """
    # A surrogate that stands for no byte of a real name can come out of JSON only; os.fsencode refuses it.
    short = "".join(
        c if not "\ud800" <= c <= "\udfff" or "\udc80" <= c <= "\udcff" else "\ufffd"
        for c in shorten_path(file)
    )
    if Path(short).is_absolute() or short.split("/")[0] == "..":
        return Path(os.path.normpath(Path.cwd() / short)).as_uri()
    return urllib.parse.quote(os.fsencode(short), safe="/")
