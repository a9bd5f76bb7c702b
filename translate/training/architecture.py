"""A new MarianMT model, or the one that a recipe continues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from translate.errors import ConfigError
from translate.training.recipe import ModelRecipe


def new_model(recipe: ModelRecipe, tokenizer: Path, seed: int) -> Any:
    """Make a ``MarianMTModel`` with random weights: tied embeddings, sinusoidal positions, ReLU.

    Args:
        recipe: sizes.
        tokenizer: folder with the ``vocab.json`` that it is for.
        seed: of the weights.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    ids = json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8"))
    pad = ids["<pad>"]
    config = MarianConfig(
        vocab_size=len(ids),
        decoder_vocab_size=len(ids),
        max_position_embeddings=recipe.max_positions,
        d_model=recipe.d_model,
        encoder_layers=recipe.encoder_layers,
        decoder_layers=recipe.decoder_layers,
        encoder_attention_heads=recipe.heads,
        decoder_attention_heads=recipe.heads,
        encoder_ffn_dim=recipe.ffn,
        decoder_ffn_dim=recipe.ffn,
        dropout=recipe.dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        activation_function="relu",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=pad,
        eos_token_id=ids["</s>"],
        forced_eos_token_id=ids["</s>"],
        decoder_start_token_id=pad,
    )
    config._attn_implementation = "eager"  # SDPA's backward is slow on a CPU
    torch.manual_seed(seed)
    model = MarianMTModel(config)
    with torch.no_grad():
        # Scaled by sqrt(d) on the way in, so that embeddings and positions are of one size.
        model.model.shared.weight.normal_(0, recipe.d_model**-0.5)
        model.model.shared.weight[pad] = 0
    return model


def load_model(folder: Path) -> Any:
    """Load the model to continue, in full precision.

    Raises:
        ConfigError: there is none, or it is no MarianMT model with tied embeddings.
    """
    import torch
    from transformers import MarianMTModel

    try:
        kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError) as error:
        raise ConfigError.at(
            str(folder), f"no model can be loaded: {error}", "name a folder with a MarianMT model"
        ) from error
    if kind != "marian":
        raise ConfigError.at(str(folder), f"is a {kind} model", "name a MarianMT model")
    model = MarianMTModel.from_pretrained(str(folder), attn_implementation="eager", dtype=torch.float32)
    if not model.config.share_encoder_decoder_embeddings:
        raise ConfigError.at(
            str(folder), "has separate vocabularies", "name a model with one shared vocabulary"
        )
    return model
