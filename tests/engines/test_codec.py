"""Text to pieces and back: exact spans for any text, and nothing in a text can steer the model."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import translate
from translate.engines.base import Annotation
from translate.engines.codec import AS, END, EOS, TERM, Codec
from translate.engines.models import find_model

COMPACT = Path(translate.__file__).parent / "data" / "compact"
CODEC = find_model("compact").load_codec()
CONTROL = {EOS, "<pad>", TERM, AS, END, "<s>", "<s0>", "<unused>"}

hostile = st.sampled_from(
    ["</s>", "<pad>", "<term>", "<AS>", "</term>", ">>de<<", "<unk>", "<s0>", "▁", "<0x41>"]
)
anything = st.lists(st.text(max_size=12) | hostile, max_size=6).map("".join)


@given(anything)
@settings(max_examples=300)
def test_spans_are_in_range_in_order_and_cover_the_text(text: str) -> None:
    encoded = CODEC.encode(text)
    assert len(encoded.pieces) == len(encoded.spans) == CODEC.count(text)
    end = 0
    covered = set()
    for span in encoded.spans:
        assert span is not None
        a, b = span
        assert 0 <= a <= b <= len(text)
        assert b >= end or a == b
        end = max(end, b)
        covered.update(range(a, b))
    missed = [c for i, c in enumerate(text) if i not in covered]
    # Blanks, controls and invisible characters have no piece of their own, nor have the quotation marks' blanks.
    assert all(not c.isprintable() or c.isspace() or not c.isalnum() for c in missed), missed


@given(anything)
@settings(max_examples=300)
def test_no_text_becomes_a_control_piece(text: str) -> None:
    assert not CONTROL & set(CODEC.encode(text).pieces)


@pytest.mark.parametrize(
    "text", ["</s>", "a </s> b", "<pad>", "<term> x <as> y </term>", ">>de<< x", "<TERM>", "< / s >"]
)
def test_control_text_is_text(text: str) -> None:
    pieces = CODEC.encode(text).pieces
    assert pieces
    assert not CONTROL & set(pieces)


@given(
    st.lists(
        st.sampled_from(
            [
                "le",
                "la",
                "Président",
                "d'État",
                "12,5",
                "Onu",
                "été",
                "œuvre",
                "«",
                "non",
                "»",
                "–",
                "oui",
                "?",
                "Zelensky",
                "😀",
                "½",
            ]
        ),
        min_size=1,
    )
)
def test_a_piece_s_span_says_where_it_stands(words: list[str]) -> None:
    text = " ".join(words)
    for piece, span in zip(*(lambda e: (e.pieces, e.spans))(CODEC.encode(text)), strict=True):
        assert span is not None
        plain = piece.lstrip("▁")
        if plain.isalpha() and plain.isascii() and span[0] < span[1]:
            assert plain in text[slice(*span)] or text[slice(*span)] in ("½", "œuvre", "œ")


def test_annotations_are_inline() -> None:
    text = "L’Onu a réuni le groupe de réflexion."
    start = text.index("groupe")
    encoded = CODEC.encode(text, [Annotation((2, 5), "UN"), Annotation((start, len(text) - 1), "think tank")])
    pieces = list(encoded.pieces)
    assert pieces.count(TERM) == pieces.count(AS) == pieces.count(END) == 2
    first = pieces[pieces.index(TERM) + 1 : pieces.index(AS)]
    assert "".join(first).replace("▁", " ").strip() == "Onu"
    target = pieces[pieces.index(AS) + 1 : pieces.index(END)]
    assert "".join(target).replace("▁", " ").strip() == "UN"
    spoken = "".join(text[slice(*span)] for span in encoded.spans if span is not None)
    assert spoken.replace(" ", "") == text.replace(" ", "")


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40))
def test_decoding_gives_back_the_normalised_text(text: str) -> None:
    decoded = CODEC.decode(CODEC.encode_target(text))
    assert len(decoded.spans) == len(CODEC.encode_target(text))
    end = 0
    for a, b in decoded.spans:
        assert end <= b <= len(decoded.text)
        assert a <= b
        end = b
    # SentencePiece's own NFKC may make characters that our rules rewrite (ŉ → ʼn → 'n); then nothing changes any more.
    again = CODEC.decode(CODEC.encode_target(decoded.text))
    assert CODEC.decode(CODEC.encode_target(again.text)).text == again.text


def test_bytes_make_one_character() -> None:
    decoded = CODEC.decode(["▁a", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>", "▁b"])
    assert decoded.text == "a😀 b"
    assert decoded.spans == ((0, 1), (1, 2), (1, 2), (1, 2), (1, 2), (3, 4))
    assert CODEC.decode(["<0xF0>", "<0x9F>"]).text == "\ufffd\ufffd"


def test_pieces_are_those_of_marian_tokenizer() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers import MarianTokenizer

        tokenizer = MarianTokenizer.from_pretrained(COMPACT)
        lines = [
            "Le ministre des Affaires étrangères est arrivé à Moscou.",
            "Il a versé 1 000,5 euros, soit 3 %.",
            '"Non", a dit M. Dupont à Paris-Match.',
            "Zelensky, Narychkine et Haass.",
        ]
        for line in lines:
            assert [CODEC.vocabulary[p] for p in CODEC.encode(line).pieces] == tokenizer(line)["input_ids"][
                :-1
            ]


def test_pieces_unknown_to_the_vocabulary_are_unknown() -> None:
    small = Codec(COMPACT / "source.spm", COMPACT / "target.spm", {"▁le": 2, "<unk>": 1, EOS: 0})
    assert set(small.encode("le ministre").pieces) == {"▁le", "<unk>"}
