"""A tiny MarianMT in the exact layout of Helsinki-NLP/opus-mt-fr-en, trained for seconds."""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path

_WORDS = """le:the ministre:minister président:president a:has vu:seen dit:said chien:dog chat:cat maison:house
blanche:white ville:city pays:country guerre:war paix:peace grand:big petit:small vieux:old
jeune:young homme:man femme:woman
rouge:red noir:black route:road train:train bateau:boat port:harbour lettre:letter livre:book loi:law vote:vote
hier:yesterday demain:tomorrow ici:here toujours:always avec:with sans:without dans:in sous:under et:and ou:or"""


def pairs(count: int) -> list[tuple[str, str]]:
    """Sentences of a language that a tiny model learns in seconds: French words, the same in English, in order."""
    words = [tuple(pair.split(":")) for pair in _WORDS.split()]
    rng = random.Random(3)
    chosen = [[rng.choice(words) for _ in range(rng.randint(2, 7))] for _ in range(count)]
    return [(" ".join(fr for fr, _ in row), " ".join(en for _, en in row)) for row in chosen]


def build(folder: Path, steps: int = 400) -> Path:
    """Two SentencePiece models, one vocab.json with <pad> last, swish, tied embeddings, a bias on the logits."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    text = pairs(4000)
    for side, name in ((0, "source"), (1, "target")):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(pair[side] for pair in text),
            model_prefix=str(folder / name),
            vocab_size=64,
            hard_vocab_limit=False,
            character_coverage=0.9995,
            minloglevel=2,
        )
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
        (folder / f"{name}.vocab").unlink()
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    pieces = [p.id_to_piece(i) for p in (source, target) for i in range(p.get_piece_size())]
    known = [
        "</s>",
        "<unk>",
        *dict.fromkeys(p for p in pieces if p not in ("</s>", "<unk>", "<s>", "<pad>")),
        "<pad>",
    ]
    vocabulary = {piece: i for i, piece in enumerate(known)}
    pad = len(vocabulary) - 1
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"source_lang": "fra", "target_lang": "eng", "tokenizer_class": "MarianTokenizer"})
    )
    torch.manual_seed(7)
    config = MarianConfig(
        vocab_size=len(vocabulary),
        d_model=64,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=128,
        decoder_ffn_dim=128,
        activation_function="swish",
        scale_embedding=True,
        static_position_embeddings=True,
        max_position_embeddings=512,
        tie_word_embeddings=True,
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        bad_words_ids=[[pad]],
        dropout=0.0,
    )
    model = MarianMTModel(config)
    model.final_logits_bias.copy_(torch.randn_like(model.final_logits_bias) * 0.1)
    embeddings = model.model.shared.weight
    with torch.no_grad():
        embeddings[pad] = 0
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.0)

    def ids(processor: sentencepiece.SentencePieceProcessor, line: str) -> list[int]:
        return [*(vocabulary.get(p, 1) for p in processor.encode(line, out_type=str)[:60]), 0]

    model.train()
    for step in range(steps):
        batch = text[step * 32 % (len(text) - 32) :][:32]
        rows = [(ids(source, fr), ids(target, en)) for fr, en in batch]
        widths = [max(len(row[side]) for row in rows) for side in (0, 1)]
        src, tgt = (
            torch.tensor([[*row[side], *[pad] * (widths[side] - len(row[side]))] for row in rows])
            for side in (0, 1)
        )
        loss = model(input_ids=src, attention_mask=src != pad, labels=tgt.masked_fill(tgt == pad, -100)).loss
        loss.backward()
        embeddings.grad[pad] = 0
        optimizer.step()
        optimizer.zero_grad()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.eval().save_pretrained(folder)
    return folder
