"""Scores of a model on a recipe's test sets, during training and after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from translate.errors import ConfigError
from translate.evaluation.scores import corpus_scores
from translate.text import normalise_for_model
from translate.training.corpus import find_files, read_lines, read_pairs
from translate.training.recipe import Recipe, TestSetRecipe

VALIDATION_LINES = 200
"""Lines that are translated while training waits."""


def read_testset(recipe: Recipe, entry: TestSetRecipe) -> tuple[list[str], list[str]]:
    """Sources and references of a test set.

    Raises:
        ConfigError: a file is missing, or the two sides differ in length.
    """
    if not entry.reference:
        split = entry.split.removeprefix("news-")
        files = find_files(str(recipe.path(entry.source)))
        pairs = [pair for file in files for pair in read_pairs(file, split)]
        sources, references = [p.source for p in pairs], [p.target for p in pairs]
    else:
        sides = [find_files(str(recipe.path(name))) for name in (entry.source, entry.reference)]
        sources, references = ([line for file in files for line in read_lines(file)] for files in sides)
    if len(sources) != len(references):
        what = f"has {len(sources)} lines, its reference {len(references)}"
        raise ConfigError.at(entry.source, what, "a test set has one line per sentence on both sides")
    stop = entry.limit or None
    return sources[:stop], references[:stop]


def _scores(hypotheses: Sequence[str], references: Sequence[str]) -> dict[str, Any]:
    bleu, chrf, *_ = corpus_scores(hypotheses, references)
    return {
        "bleu": bleu.value,
        "chrf": chrf.value,
        "signature": bleu.signature,
        "chrf_signature": chrf.signature,
    }


def score_testsets(recipe: Recipe, folder: Path) -> list[dict[str, Any]]:
    """Translate every test set with an exported model as the product does (int8, beam 4), and score it."""
    from translate.engines import load_engine
    from translate.engines.base import Decoding, Request

    if not recipe.testset:
        return []
    engine = load_engine(str(folder))
    rows = []
    for entry in recipe.testset:
        sources, references = read_testset(recipe, entry)
        requests = [Request(engine.codec.encode(source).pieces) for source in sources]
        limit = engine.model.max_positions - 2
        requests = [Request(request.pieces[:limit]) for request in requests]
        found = engine.decode(requests, Decoding())
        hypotheses = [engine.codec.decode(best[0].pieces).text for best in found]
        scores = _scores(hypotheses, [normalise_for_model(reference) for reference in references])
        rows.append({"name": entry.name, "lines": len(sources), "published": entry.published, **scores})
    return rows


def validator(recipe: Recipe, tokenizer: Path) -> Callable[[Any], dict[str, float]]:
    """A function that scores a model in training on the first lines of the first test set, greedily."""
    import sentencepiece
    import torch

    sources, references = read_testset(recipe, recipe.testset[0])
    sources = [normalise_for_model(source) for source in sources[:VALIDATION_LINES]]
    references = [normalise_for_model(reference) for reference in references[:VALIDATION_LINES]]
    processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer / "source.spm"))
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]))

    def score(model: Any) -> dict[str, float]:
        config = model.config
        hypotheses = [""] * len(sources)
        for at in range(0, len(order), 32):
            batch = order[at : at + 32]
            rows = [
                [*processor.encode(sources[i])[: config.max_position_embeddings - 1], config.eos_token_id]
                for i in batch
            ]
            width = max(map(len, rows))
            ids = torch.tensor(
                [row + [config.pad_token_id] * (width - len(row)) for row in rows], device=model.device
            )
            with torch.inference_mode():
                output = model.generate(
                    input_ids=ids,
                    attention_mask=ids != config.pad_token_id,
                    num_beams=1,
                    max_new_tokens=2 * width,
                )
            for i, row in zip(batch, output.tolist(), strict=True):
                hypotheses[i] = processor.decode(
                    [n for n in row if n < processor.get_piece_size() and n != config.eos_token_id]
                )
        scores = _scores(hypotheses, references)
        return {"bleu": scores["bleu"], "chrf": scores["chrf"]}

    return score
