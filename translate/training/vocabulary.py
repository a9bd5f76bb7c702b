"""One joint SentencePiece vocabulary for both languages, laid out as Marian models in transformers want it.

Unigram (Kudo 2018) with byte fallback, digits split, annotation tokens as symbols of their own; ``</s>`` 0,
``<unk>`` 1, ``<pad>`` last. ``vocab.json`` and the tokenizer's settings make ``MarianTokenizer`` read the folder.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from translate.errors import ConfigError
from translate.training.pack import ANNOTATION_TOKENS
from translate.training.recipe import TokenizerRecipe

FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")
"""What a tokenizer is made of."""


def learn_vocabulary(texts: Iterable[str], recipe: TokenizerRecipe, positions: int, folder: Path) -> None:
    """Learn a vocabulary and write it.

    Args:
        texts: sentences of both languages, in the model's characters.
        recipe: size.
        positions: longest sequence of the model.
        folder: takes the files.

    Raises:
        ConfigError: there is too little text for a vocabulary of that size.
    """
    import sentencepiece

    buffer = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_writer=buffer,
            model_type="unigram",
            vocab_size=recipe.vocabulary - 2,
            byte_fallback=True,
            split_digits=True,
            user_defined_symbols=[*ANNOTATION_TOKENS, *(f"<s{i}>" for i in range(8))],
            eos_id=0,
            unk_id=1,
            bos_id=-1,
            pad_id=-1,
            character_coverage=0.9995,
            normalization_rule_name="identity",
            minloglevel=2,
        )
    except (RuntimeError, OSError) as error:
        raise ConfigError(
            f"no vocabulary of {recipe.vocabulary} could be learnt: {error} – name more text or a smaller "
            "tokenizer.vocabulary"
        ) from error
    write_vocabulary(buffer.getvalue(), positions, folder)


def write_vocabulary(model: bytes, positions: int, folder: Path) -> None:
    """Write a SentencePiece model, with the ids and settings that go with it."""
    import sentencepiece

    processor: Any = sentencepiece.SentencePieceProcessor(model_proto=model)
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    pieces += ["<unused>", "<pad>"]
    folder.mkdir(parents=True, exist_ok=True)
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(model)
    ids = {piece: i for i, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps(_settings(ids, positions), indent=2) + "\n", encoding="utf-8"
    )


def _settings(ids: dict[str, int], positions: int) -> dict[str, Any]:
    special = {
        str(ids[token]): {
            "content": token,
            "lstrip": False,
            "normalized": False,
            "rstrip": False,
            "single_word": False,
            "special": True,
        }
        for token in ("</s>", "<unk>", "<pad>")
    }
    return {
        "added_tokens_decoder": special,
        "backend": "custom",
        "eos_token": "</s>",
        "model_max_length": positions,
        "pad_token": "<pad>",
        "separate_vocabs": False,
        "source_lang": "fr",
        "sp_model_kwargs": {},
        "target_lang": "en",
        "tokenizer_class": "MarianTokenizer",
        "unk_token": "<unk>",
    }


def copy_vocabulary(base: Path, folder: Path) -> None:
    """Take the vocabulary of the model that is continued.

    Raises:
        ConfigError: the folder has none.
    """
    missing: Sequence[str] = [name for name in FILES[:3] if not (base / name).is_file()]
    if missing:
        raise ConfigError.at(
            str(base), f"is no Marian model: it has no {', '.join(missing)}", "name another base"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if (base / name).is_file():
            (folder / name).write_bytes((base / name).read_bytes())
