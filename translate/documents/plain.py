"""Plain text: paragraphs by blank lines, or by lines where there are none; hard-wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.documents.kinds import is_boilerplate, is_heading, is_list_item, kind_of
from translate.model import Document, Kind, Paragraph

_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]\s]*$")
_MIN_WRAP, _MAX_WRAP = 45, 130


def parse_plain(text: str, document_id: str, path: str | None = None) -> Document:
    """Make a document of plain text.

    Args:
        text: the file's content.
        document_id: of the document.
        path: as the user named it.
    """
    texts = [block for lines in _blocks(text) for block in _join(lines)]
    return build(texts, document_id, path)


def build(texts: Sequence[str], document_id: str, path: str | None = None) -> Document:
    """Make a document of paragraphs whose kinds only their shape tells."""
    kinds = []
    seen_text = False
    for text in texts:
        kind = kind_of(text, is_first=not seen_text)
        seen_text = seen_text or kind is not Kind.BOILERPLATE
        kinds.append(kind)
    # A text of headings only is a list of lines, not an article of headings: one short line stays a title.
    paragraphs = tuple(
        Paragraph(i, kind, text) for i, (kind, text) in enumerate(zip(kinds, texts, strict=True))
    )
    return Document(document_id, paragraphs, path)


def _blocks(text: str) -> list[list[str]]:
    """Runs of lines that are not blank, each line without surrounding blanks."""
    blocks: list[list[str]] = []
    is_open = False
    for raw in _LINES.split(text.removeprefix("\ufeff")):
        line = raw.strip()
        if not line:
            is_open = False
        elif is_open:
            blocks[-1].append(line)
        else:
            blocks.append([line])
            is_open = True
    return blocks


def _join(lines: list[str]) -> list[str]:
    """Paragraphs of one block: the lines themselves, or hard-wrapped lines joined.

    Lines are wrapped when they are about equally long and most end in mid-sentence. A block of lines that each
    end a sentence is one paragraph per line, as many agencies write them.
    """
    if len(lines) == 1:
        return lines
    if not is_wrapped(lines):
        return lines
    joined: list[str] = []
    for line in lines:
        starts_new = not joined or is_list_item(line) or is_boilerplate(line)
        if starts_new:
            joined.append(line)
        else:
            # A hyphen at a line's end may be part of the word (États-/Unis): it is kept, without a blank.
            glue = "" if re.search(r"\w-$", joined[-1]) else " "
            joined[-1] += glue + line
    return joined


def is_wrapped(lines: Sequence[str]) -> bool:
    """True when a block of lines is one paragraph broken at a margin."""
    body = lines[:-1]
    longest = max(map(len, lines))
    if not _MIN_WRAP <= longest <= _MAX_WRAP:
        return False
    if len(lines[0]) < 0.6 * longest and is_heading(lines[0]) and len(lines) == 2:
        return False
    ends = sum(bool(_SENTENCE_END.search(line)) for line in body)
    full = sum(len(line) >= longest - 22 for line in body)
    return ends <= max(1, len(body) * 0.4) and full >= max(1, len(body) * 0.7)
