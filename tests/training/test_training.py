"""Training: exact resume, what the model is shown."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from pathlib import Path

import numpy as np
import torch
from transformers import MarianConfig, MarianMTModel

from translate.training.aligner import Aligner, LexicalTable
from translate.training.annotate import Annotator
from translate.training.batches import collate
from translate.training.log import Log, Update
from translate.training.loop import batch_loss, train
from translate.training.pack import Pool
from translate.training.precision import WorkingCopy
from translate.training.recipe import Recipe
from translate.training.recipe_file import parse_recipe

ROOT = Path(__file__).parents[2]


def tiny_model() -> MarianMTModel:
    torch.manual_seed(1)
    return MarianMTModel(
        MarianConfig(
            vocab_size=64,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=32,
            decoder_ffn_dim=32,
            max_position_embeddings=64,
            pad_token_id=63,
            eos_token_id=0,
            forced_eos_token_id=0,
            decoder_start_token_id=63,
            dropout=0.1,
            attn_implementation="eager",
        )
    )


def tiny_pool() -> Pool:
    rng = np.random.default_rng(2)
    lengths = rng.integers(3, 12, 200)
    at = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    source = rng.integers(2, 62, at[-1]).astype(np.uint16)
    return Pool(source, at, source.copy(), at)


def tiny_recipe(updates: int) -> Recipe:
    recipe = parse_recipe("[train]\nbatch_tokens = 128\nlr = 5e-3\nprecision = 'fp32'\nthreads = 1\n")
    return dataclasses.replace(recipe, train=dataclasses.replace(recipe.train, updates=updates))


def test_a_stopped_run_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole = tiny_model()
    train(whole, tiny_pool(), tiny_recipe(30), tmp_path / "whole")
    asked = iter([False] * 10 + [True] * 100)
    first = train(tiny_model(), tiny_pool(), tiny_recipe(30), tmp_path / "parts", stop=lambda: next(asked))
    assert not first.is_finished
    resumed = tiny_model()
    second = train(resumed, tiny_pool(), tiny_recipe(30), tmp_path / "parts")
    assert second.is_finished
    assert second.updates == 30
    for name, weight in whole.state_dict().items():
        assert torch.equal(weight, resumed.state_dict()[name]), name


def test_half_precision_gives_the_gradients_of_full_precision() -> None:
    # A model that has learnt nothing: where gradients nearly cancel, rounding is most of what is left of them.
    recipe, pool = tiny_recipe(1), tiny_pool()
    gradients = []
    for precision in (torch.float32, torch.bfloat16):
        model = tiny_model()
        worker = WorkingCopy(model, precision)
        for part in (np.arange(60), np.arange(60, 120)):  # as with micro_tokens
            batch = collate(pool, part, model.config.eos_token_id, model.config.pad_token_id)
            loss, _nll = batch_loss(worker, batch, recipe.train, 64)
            loss.backward()
            worker.hand_over()
        gradients.append({n: p.grad for n, p in model.named_parameters() if p.requires_grad})
    full, half = gradients
    assert all(gradient is not None and gradient.dtype == torch.float32 for gradient in half.values())
    # A shift of all keys changes no attention: the gradient of their bias is rounding, and nothing else.
    for name in (n for n in full if not n.endswith("k_proj.bias")):
        assert (half[name] - full[name]).norm() < 0.1 * full[name].norm(), name


def test_half_precision_learns_what_full_precision_does(tmp_path: Path) -> None:
    ends = []
    for precision in ("fp32", "bf16"):
        recipe = tiny_recipe(150)
        recipe = dataclasses.replace(recipe, train=dataclasses.replace(recipe.train, precision=precision))
        model = tiny_model()
        train(model, tiny_pool(), recipe, tmp_path / precision)
        assert all(p.dtype == torch.float32 for p in model.parameters())
        last = (tmp_path / precision / "log.csv").read_text(encoding="utf-8").splitlines()
        ends.append(float(last[-1].split(",")[last[0].split(",").index("nll")]))
    assert abs(ends[0] - ends[1]) < 0.03


def test_it_learns_and_the_pad_row_stays_zero(tmp_path: Path) -> None:
    model = tiny_model()
    train(model, tiny_pool(), tiny_recipe(150), tmp_path)
    rows = (tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()
    header = rows[0].split(",")
    losses = [float(row.split(",")[header.index("nll")]) for row in rows[1:]]
    assert losses[-1] < losses[0] - 0.05
    assert not model.model.shared.weight[63].any()


def test_annotations_stand_in_the_source_and_their_targets_in_the_target() -> None:
    rows = [
        json.loads(x) for x in (ROOT / "corpus/news/train.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    text = [(row["fr"], row["en"]) for row in rows[:1500] if row["kind"] == "sentence"]
    recipe = parse_recipe("[annotate]\nshare = 1.0\nlemma = 0.0\n")
    annotator = Annotator(Aligner(), recipe.annotate, {})
    annotator.learn(text, bank=500)
    rng = random.Random(4)
    annotated = swapped = 0
    for source, target in text[:300]:
        new_source, new_target = annotator.annotate(source, target, rng)
        marks = re.findall(r"<term> (.+?) <as> (.+?) </term>", new_source)
        annotated += bool(marks)
        swapped += new_target != target
        for french, english in marks:
            assert french in source
            assert english.casefold() in new_target.casefold()
        assert re.sub(r"<term> (.+?) <as> .+? </term>", r"\1", new_source) == source
    assert annotated > 150
    assert 0 < swapped < annotated


def test_a_log_that_goes_on_from_a_checkpoint_holds_nothing_of_what_is_done_again(tmp_path: Path) -> None:
    path, window = tmp_path / "log.csv", [Update(2.0, 1.0, 100, 1.0, 0.5)]
    log = Log(path, 0)
    for updates in (10, 20):
        log.write(updates, 1.0, 0.1, 1e-3, window)
        log.note(updates, {"chrf": 40.0})
    Log(path, 15)
    assert [row[:3] for row in path.read_text(encoding="utf-8").splitlines()] == ["upd", "10,"]
    assert (tmp_path / "scores.csv").read_text(encoding="utf-8").split() == ["10,chrf,40.000"]


def test_a_word_that_the_aligner_never_saw_has_no_probability_of_another_pair() -> None:
    # Source 1 with target 4; 2 * 5 − 1 is the same key.
    table = LexicalTable(np.array([9]), np.array([0.8]), 5)
    assert table.of(np.array([1, 2, -1]), np.array([4, -1, 14])).tolist() == [0.8, 1e-7, 1e-7]


def test_an_update_that_overflows_does_no_harm(tmp_path: Path) -> None:
    model = tiny_model()
    weight = model.model.encoder.layers[0].fc1.weight
    overflows = iter([True] * 3 + [False] * 100)
    weight.register_hook(lambda gradient: gradient * torch.inf if next(overflows) else gradient)
    train(model, tiny_pool(), tiny_recipe(30), tmp_path)
    assert all(p.isfinite().all() for p in model.parameters())
