"""Text to SentencePiece pieces and back, with the span of every piece; one codec for both engines.

MarianTokenizer is not used: it lets text steer the model (``</s>`` or ``>>xx<<`` in an article become control
tokens), never normalises, gives no offsets, and is a tenth as fast. For ordinary text the pieces are the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from translate.engines.base import Annotation
from translate.model import Span
from translate.text import map_for_model, normalise_for_model

EOS, UNKNOWN = "</s>", "<unk>"
TERM, AS, END = "<term>", "<as>", "</term>"
"""Inline annotation of a term: ``<term> source words <as> target words </term>``."""

_SILENT = frozenset({EOS, UNKNOWN, TERM, AS, END, "<pad>", "<s>"})

_BLANK = "▁"
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as source pieces, without ``</s>``."""

    pieces: tuple[str, ...]
    spans: tuple[Span | None, ...]
    """Span of each piece in the verbatim sentence; None for annotation tokens and annotated targets."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Target pieces as text."""

    text: str
    spans: tuple[Span, ...]
    """Span of each piece in ``text``, its leading blank left out; empty for pieces that stand for nothing."""


class Codec:
    """Encodes and decodes for one model.

    Args:
        source_spm: SentencePiece model of the source.
        target_spm: SentencePiece model of the target; may be the same.
        vocabulary: the model's ``vocab.json``; pieces that it lacks become ``<unk>`` in both engines alike.
    """

    def __init__(self, source_spm: Path, target_spm: Path, vocabulary: dict[str, int]) -> None:
        from sentencepiece import SentencePieceProcessor

        self.vocabulary = vocabulary
        self._source: Any = SentencePieceProcessor(model_file=str(source_spm))
        self._target: Any = (
            self._source
            if target_spm.read_bytes() == source_spm.read_bytes()
            else SentencePieceProcessor(model_file=str(target_spm))
        )

    def encode(self, text: str, annotations: Sequence[Annotation] = ()) -> Encoded:
        """Encode a sentence; nothing in its text can become a control token.

        Args:
            text: verbatim sentence.
            annotations: phrases with the targets to use; in order and not overlapping.
        """
        mapped = map_for_model(text)
        parts: list[str] = []
        origins: list[Span | None] = []  # one per character of the parts

        def add(start: int, end: int) -> None:
            parts.append(mapped.text[start:end])
            origins.extend(mapped.origins[start:end])

        def mark(markup: str) -> None:
            parts.append(markup)
            origins.extend([None] * len(markup))

        done = 0
        for annotation in annotations:
            start, end = mapped.image(annotation.span)
            add(done, start)
            mark(f"{TERM} ")
            add(start, end)
            mark(f" {AS} {map_for_model(annotation.target).text} {END}")
            done = end
        add(done, len(mapped.text))
        return self._encode("".join(parts), origins)

    def count(self, text: str) -> int:
        """How many pieces ``encode(text)`` has; without the offsets it takes a fraction of the time."""
        normal = normalise_for_model(text)
        return len(self._source.encode(normal, out_type=int)) if normal.strip() else 0

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Target pieces of an English text, without ``</s>``; fit to be a prefix when it ends with a whole word."""
        return tuple(self._known(self._target.encode(normalise_for_model(text), out_type=str)))

    def decode(self, pieces: Sequence[str]) -> Decoded:
        """Put target pieces together again; control tokens and ``<unk>`` stand for nothing."""
        parts: list[str] = []
        spans: list[Span] = []
        length = 0
        index = 0
        while index < len(pieces):
            text = _surface(pieces[index])
            if text is None:
                end = index
                while end < len(pieces) and _surface(pieces[end]) is None:
                    end += 1
                text, byte_spans = _decode_bytes(pieces[index:end])
                parts.append(text)
                spans += [(length + a, length + b) for a, b in byte_spans]
                length += len(text)
                index = end
                continue
            if not length:
                text = text.lstrip(" ")
            start = length + len(text) - len(text.lstrip(" "))
            length += len(text)
            parts.append(text)
            spans.append((min(start, length), length))
            index += 1
        whole = "".join(parts).rstrip(" ")
        return Decoded(whole, _clip(spans, len(whole)))

    def _encode(self, text: str, origins: Sequence[Span | None]) -> Encoded:
        """Encode normalised text, markup included; blanks belong to no span."""
        if not text.strip():
            return Encoded((), ())
        found = self._source.encode_as_offset_mapping(text)
        spans: list[Span | None] = []
        for start, end in found["offsets"]:
            while start < end and text[start].isspace():
                start += 1
            behind = [origin for origin in origins[start:end] if origin is not None]
            if behind:
                spans.append((behind[0][0], behind[-1][1]))
            else:  # a byte of a character that an earlier piece stands for, a lone blank, or markup
                at = origins[min(start, len(origins) - 1)]
                spans.append(None if at is None else (at[0], at[0]))
        return Encoded(tuple(self._known(found["pieces"])), tuple(spans))

    def _known(self, pieces: Sequence[str]) -> list[str]:
        return [piece if piece in self.vocabulary else UNKNOWN for piece in pieces]


@lru_cache(maxsize=65536)
def _surface(piece: str) -> str | None:
    """Text of a target piece, its blank included; None for a byte, which says something only with its neighbours."""
    if _BYTE.fullmatch(piece):
        return None
    return "" if piece in _SILENT else piece.replace(_BLANK, " ")


def _decode_bytes(pieces: Sequence[str]) -> tuple[str, list[Span]]:
    """Text of a run of byte pieces and each piece's span: <0xC3> <0xA9> → é, both (0, 1)."""
    data = bytes(int(piece[3:5], 16) for piece in pieces)
    text = ""
    spans: list[Span] = []
    start = 0
    while start < len(data):
        for size in (1, 2, 3, 4):
            try:
                character = data[start : start + size].decode("utf-8")
            except UnicodeDecodeError:
                continue
            break
        else:
            character, size = "\ufffd", 1
        spans += [(len(text), len(text) + len(character))] * min(size, len(data) - start)
        text += character
        start += size
    return text, spans


def _clip(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    return tuple((min(start, length), min(end, length)) for start, end in spans)
