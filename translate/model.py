"""The values that flow through Bitexte: frozen, slotted, free of behaviour and of imports.

``Document → Paragraph → Sentence → Record → Finding``. The paragraph is the unit of record and sentences
are offsets inside it, so that nothing is ever re-joined by guess. Every offset in this package counts
Unicode code points from zero and is half-open: ``text[start:end]`` is the thing meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
"""``(start, end)``: zero-based, half-open, in code points."""

WordLink = tuple[int, int, int, int]
"""``(source start, source end, target start, target end)``, offsets into the record."""

SCHEMA = "bitexte/record/1"


class Kind(StrEnum):
    """What a paragraph is in its article."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST = "list"
    BOILERPLATE = "boilerplate"
    """Residue of the page (comment form, sharing links): kept, not translated unless asked."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document, verbatim."""

    index: int
    """Zero-based position in the document."""
    kind: Kind
    text: str
    """Never empty, no line breaks, no surrounding blanks; otherwise as the author typed it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article."""

    id: str
    """Stem of the file's name, or ``stdin``."""
    paragraphs: tuple[Paragraph, ...]
    path: str | None = None
    """File as the user named it; None for standard input."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph: ``paragraph.text[slice(*span)] == text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence and its translation inside a record."""

    source: Span
    target: Span
    score: float | None = None
    """Mean log-probability per target token, ``</s>`` included; None when no engine produced it."""
    words: tuple[WordLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One occurrence of a glossary entry in a record's source, and what became of it."""

    entry: str
    """Id of the glossary entry."""
    source: Span
    target: Span | None
    """Where the rendering stands; None when there is none."""
    expected: tuple[str, ...]
    """Targets that the entry accepts, the preferred one first."""
    status: str
    """``met``, ``unmet`` or ``waived``."""
    how: str | None = None
    """Rung that met it: ``model``, ``nbest``, ``repair``, ``edit``, ``memory``; None when unmet or unknown."""
    cost: float | None = None
    """Drop in mean log-probability against the free translation."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check has to say about a record."""

    rule: str
    severity: str
    """``error``, ``warning`` or ``info``."""
    message: str
    """What is wrong and how to mend it, one sentence or two."""
    source: Span | None = None
    target: Span | None = None
    entry: str | None = None
    """Id of the glossary entry concerned."""
    suggestion: str | None = None
    """Text to put in place of ``target``, where the check knows it."""


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """An error that a reviewer marked (MQM: category and severity)."""

    side: str
    """``source`` or ``target``."""
    span: Span
    category: str
    severity: str
    """``minor``, ``major`` or ``critical``."""
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a linguist said of a record."""

    status: str = "unreviewed"
    """``unreviewed``, ``accepted``, ``edited`` or ``rejected``."""
    reviewer: str | None = None
    edited: str | None = None
    """English as the reviewer left it; None while it stands as delivered."""
    spans: tuple[ErrorSpan, ...] = ()
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One aligned paragraph: the line of JSONL that everything else reads and writes."""

    id: str
    """``<document>:<paragraph index>:<first 8 hex digits of the source's sha256>``."""
    document: str
    paragraph: int
    kind: Kind
    source: str
    target: str
    mt: str
    """English as the engine gave it; ``target`` is as delivered."""
    pairs: tuple[Pair, ...] = ()
    terms: tuple[Term, ...] = ()
    findings: tuple[Finding, ...] = ()
    signature: str = ""
    review: Review = field(default_factory=Review)
    source_lang: str = "fr"
    target_lang: str = "en"
