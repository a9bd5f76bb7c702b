"""Translating the sources of an evaluation first, as ``bitexte translate`` would."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from translate.evaluation.inputs import Segment
from translate.model import Document, Paragraph

if TYPE_CHECKING:
    from translate.pipeline import Translator


def translate_segments(
    segments: Sequence[Segment], translator: Translator, delivered: bool = True
) -> list[Segment]:
    """Give every segment the translator's English as its hypothesis.

    A segment becomes a paragraph of its document: several sentences in one line are split, translated one by one, and
    put together again.

    Args:
        segments: those of a document one after the other.
        translator: with its engine, glossary and options.
        delivered: take the English as delivered; False takes the engine's own, without print typography.

    Returns:
        As many segments, in the same order.

    Raises:
        EngineError: the engine failed.
    """
    records = [record for _, record in translator.translate_documents(_documents(segments))]
    return [
        dataclasses.replace(
            segment,
            hypothesis=record.target if delivered else record.mt,
            record=record if delivered else None,
        )
        for segment, record in zip(segments, records, strict=True)
    ]


def _documents(segments: Sequence[Segment]) -> Iterator[Document]:
    for name, group in groupby(segments, key=lambda segment: segment.document):
        yield Document(
            name, tuple(Paragraph(i, segment.kind, segment.source) for i, segment in enumerate(group))
        )
