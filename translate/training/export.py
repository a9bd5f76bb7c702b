"""What is shipped: a folder that both engines load, with a card made of the run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from translate.files import open_atomic
from translate.training.recipe import Recipe
from translate.training.vocabulary import FILES


def reads_annotations(recipe: Recipe) -> bool:
    """Whether a recipe's model reads inline annotations: trained with them, or continued from one that was."""
    if recipe.annotate.share > 0:
        return True
    if not recipe.base:
        return False
    config = json.loads((recipe.path(recipe.base) / "config.json").read_text(encoding="utf-8"))
    return bool(config.get("bitexte_annotations"))


def export_model(
    weights: Path,
    tokenizer: Path,
    folder: Path,
    *,
    reads_annotations: bool,
    base: Path | None = None,
    base_share: float = 0.0,
) -> None:
    """Write a model in half precision with its tokenizer, as ``load_engine`` and ``from_pretrained`` want it.

    The row of ``<pad>`` is zero: CTranslate2 starts its decoder from zeros, transformers from that row.

    Args:
        weights: folder of ``save_pretrained``.
        tokenizer: folder of the vocabulary.
        folder: takes the model.
        reads_annotations: whether it was trained with inline annotations; stands in ``config.json``.
        base: model of the same architecture that training began with.
        base_share: share of its weights in what is written, see ``ExportRecipe``.
    """
    import torch
    from transformers import MarianMTModel

    from translate.training.average import average_weights

    model = MarianMTModel.from_pretrained(str(weights), dtype=torch.float32)
    if base is not None and base_share:
        start = MarianMTModel.from_pretrained(str(base), dtype=torch.float32)
        states = [model.state_dict(), start.state_dict()]
        model.load_state_dict(average_weights(states, [1 - base_share, base_share]))
    model.half()  # type: ignore[no-untyped-call]
    pad = model.config.pad_token_id
    with torch.no_grad():
        model.model.shared.weight[pad] = 0
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    for name in FILES:
        if (tokenizer / name).is_file():
            (folder / name).write_bytes((tokenizer / name).read_bytes())
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["bitexte_annotations"] = reads_annotations
    with open_atomic(folder / "config.json") as stream:
        json.dump(config, stream, indent=2)
    generation: dict[str, Any] = {
        "bad_words_ids": [[pad]],
        "bos_token_id": 0,
        "decoder_start_token_id": model.config.decoder_start_token_id,
        "eos_token_id": model.config.eos_token_id,
        "forced_eos_token_id": model.config.eos_token_id,
        "max_length": model.config.max_position_embeddings,
        "num_beams": 4,
        "pad_token_id": pad,
    }
    with open_atomic(folder / "generation_config.json") as stream:
        json.dump(generation, stream, indent=2)


def write_card(recipe: Recipe, work: Path, folder: Path) -> None:
    """Write the model card from the run's own files: scores, data with licences, time and hardware."""
    with open_atomic(folder / "README.md") as stream:
        stream.write(
            make_card(
                recipe, _load(work / "scores.json", []), _load(work / "averaged" / "run.json", {}), folder
            )
        )


def make_card(recipe: Recipe, scores: list[dict[str, Any]], run: dict[str, Any], folder: Path) -> str:
    """Markdown of a card; see ``write_card``."""
    config = _load(folder / "config.json", {})
    lines = [
        f"# {recipe.name}: a French→English MarianMT",
        "",
        f"d = {config.get('d_model')}, feed-forward {config.get('encoder_ffn_dim')}, "
        f"{config.get('encoder_layers')} encoder and {config.get('decoder_layers')} decoder layers, a joint "
        f"vocabulary of {config.get('vocab_size'):,} pieces; weights in half precision. "
        + (
            "It reads inline term annotations (`<term> … <as> … </term>`)."
            if config.get("bitexte_annotations")
            else "It does not read inline term annotations."
        ),
        "",
        "## How it was made",
        "",
        f"By `bitexte train`, {'continuing another model' if recipe.base else 'from scratch'}: "
        f"{run.get('updates', 0):,} updates, {run.get('tokens', 0):,} target tokens, "
        f"{run.get('seconds', 0) / 60:.0f} minutes."
        + (
            f" {recipe.export.base_share:.0%} of the weights are the base's."
            if recipe.export.base_share
            else ""
        ),
        "",
        "## Scores",
        "",
    ]
    if scores:
        lines += ["| set | lines | BLEU | chrF | published by others |", "|---|---:|---:|---:|---|"]
        lines += [
            f"| {s['name']} | {s['lines']} | {s['bleu']:.1f} | {s['chrf']:.1f} | {s['published'] or '–'} |"
            for s in scores
        ]
        lines += [
            "",
            f"Beam 4, CTranslate2 int8, sacreBLEU `{scores[0]['signature']}`, `{scores[0]['chrf_signature']}`.",
        ]
    else:
        lines.append("No test set was named in the recipe.")
    lines += ["", "## Data and licences", "", "| source | licence | what it is |", "|---|---|---|"]
    lines += [
        f"| {Path(c.path).name} | {c.licence or 'not stated'} | {c.note or '–'} |" for c in recipe.corpus
    ]
    return "\n".join(lines) + "\n"


def _load(path: Path, default: Any) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return default
