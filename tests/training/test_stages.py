"""The stages of a recipe, for real: a tiny model from scratch, resumed, skipped, exported, loaded by both engines."""

from __future__ import annotations

import dataclasses
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from translate.engines import load_engine
from translate.engines.base import Decoding, Request
from translate.errors import ConfigError, OutputError
from translate.training.finetune import GuardError, tune, tuning_recipe
from translate.training.recipe_file import read_recipe
from translate.training.stages import STAGES, run_recipe

ROOT = Path(__file__).parents[2]
NEWS = ROOT / "corpus" / "news" / "validation.jsonl"

RECIPE = """
name = "tiny"
seed = 3
work = "work"

[[corpus]]
path = "news.jsonl"
licence = "CC BY 4.0"
note = "news of this project"

[tokenizer]
vocabulary = 1024

[annotate]
share = 0.3
align_pairs = 200
align_rounds = 1

[model]
d_model = 32
ffn = 64
heads = 2
encoder_layers = 1
decoder_layers = 1
max_positions = 128

[train]
updates = 4
batch_tokens = 512
validate_minutes = 0
checkpoint_minutes = 0.001

[[testset]]
name = "few"
source = "few.fr"
reference = "few.en"
published = "nobody 1.0"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recipe's folder after a whole run."""
    folder = tmp_path_factory.mktemp("recipe")
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    (folder / "news.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[:400]), encoding="utf-8"
    )
    for side in ("fr", "en"):
        (folder / f"few.{side}").write_text(
            "".join(row[side] + "\n" for row in rows[400:404]), encoding="utf-8"
        )
    (folder / "tiny.toml").write_text(RECIPE, encoding="utf-8")
    said: list[str] = []
    assert run_recipe(read_recipe(folder / "tiny.toml"), say=said.append)
    assert [line for line in said if line.endswith("running")] == [
        f"{stage}: running" for stage in STAGES[:-1]
    ]
    return folder


def test_nothing_runs_twice_and_a_change_reruns_what_hangs_on_it(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "again")
    said: list[str] = []
    run_recipe(read_recipe(folder / "tiny.toml"), say=said.append)
    assert not [line for line in said if line.endswith("running")]

    (folder / "tiny.toml").write_text(RECIPE.replace("updates = 4", "updates = 2"), encoding="utf-8")
    said.clear()
    run_recipe(read_recipe(folder / "tiny.toml"), say=said.append)
    assert [line.split(":")[0] for line in said if line.endswith("running")] == [
        "train",
        "export",
        "evaluate",
    ]


def test_an_export_may_lie_between_the_base_and_the_trained(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "between")
    base, work = folder / "base", folder / "work"
    (work / "export").rename(base)

    def run(share: float) -> list[str]:
        text = RECIPE.replace('work = "work"', 'work = "work"\nbase = "base"')
        text = text.replace("[train]", f"[export]\nbase_share = {share}\n\n[train]")
        (folder / "tiny.toml").write_text(text, encoding="utf-8")
        said: list[str] = []
        run_recipe(read_recipe(folder / "tiny.toml"), say=said.append)
        return [line.split(":")[0] for line in said if line.endswith("running")]

    def weights(model: Path) -> dict[str, torch.Tensor]:
        return {name: tensor.float() for name, tensor in load_file(model / "model.safetensors").items()}

    assert "train" in run(0.25)
    start, end, between = weights(base), weights(work / "averaged"), weights(work / "export")
    moved = [name for name in start if not torch.allclose(start[name], end[name], atol=1e-3)]
    assert moved
    for name in moved:
        assert torch.allclose(between[name], 0.25 * start[name] + 0.75 * end[name], atol=1e-3), name
    assert "25% of the weights are the base's" in (work / "export" / "README.md").read_text(encoding="utf-8")
    # Another share trains nothing anew.
    assert run(1.0) == ["export", "evaluate"]
    same = weights(work / "export")
    assert all(torch.allclose(same[name], start[name], atol=1e-3) for name in start)


def test_a_changed_corpus_runs_everything_again(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "changed")
    lines = (folder / "news.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "news.jsonl").write_text("".join(lines[1:]), encoding="utf-8")
    said: list[str] = []
    run_recipe(read_recipe(folder / "tiny.toml"), until="tokenizer", say=said.append)
    assert [line for line in said if line.endswith("running")] == ["prepare: running", "tokenizer: running"]


def test_the_run_is_drawn(made: Path) -> None:
    picture = (made / "work" / "averaged" / "training.png").read_bytes()
    assert picture.startswith(b"\x89PNG")


def test_a_vocabulary_can_be_shared(made: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "other.toml"
    given = made / "work" / "tokenizer"
    recipe.write_text(
        RECIPE.replace("vocabulary = 1024", f"folder = '{given}'").replace("news.jsonl", f"{made}/news.jsonl")
    )
    run_recipe(read_recipe(recipe), until="train", say=lambda _: None)
    for name in ("source.spm", "vocab.json"):
        assert (tmp_path / "work" / "tokenizer" / name).read_bytes() == (given / name).read_bytes()
    recipe.write_text(recipe.read_text().replace(str(given), str(tmp_path / "nowhere")))
    with pytest.raises(ConfigError, match=r"nowhere.*no vocab\.json.*tokenizer\.folder"):
        run_recipe(read_recipe(recipe), until="tokenizer", say=lambda _: None)


def test_the_export_runs_on_both_engines_alike(made: Path) -> None:
    folder = made / "work" / "export"
    sources = ["Le président a parlé.", "La guerre continue depuis hier."]
    texts = []
    for name in ("ctranslate2", "transformers"):
        engine = (
            load_engine(str(folder), name, compute_type="float32")
            if name == "ctranslate2"
            else load_engine(str(folder), name)
        )
        assert engine.model.reads_annotations
        requests = [Request(engine.codec.encode(source).pieces) for source in sources]
        # A model that has seen four updates never ends; where it is cut off is the engine's own affair.
        texts.append([best[0].pieces[:20] for best in engine.decode(requests, Decoding(beams=1))])
    assert texts[0] == texts[1]


def test_the_card_is_made_of_the_run(made: Path) -> None:
    card = (made / "work" / "export" / "README.md").read_text(encoding="utf-8")
    scores = json.loads((made / "work" / "scores.json").read_text(encoding="utf-8"))
    assert "from scratch: 4 updates" in card
    assert f"| few | 4 | {scores[0]['bleu']:.1f} |" in card
    assert "nobody 1.0" in card
    assert "| news.jsonl | CC BY 4.0 | news of this project |" in card
    assert scores[0]["signature"] in card


def test_the_vocabulary_has_its_layout(made: Path) -> None:
    ids = json.loads((made / "work" / "export" / "vocab.json").read_text(encoding="utf-8"))
    assert len(ids) == 1024
    assert (ids["</s>"], ids["<unk>"], ids["<pad>"]) == (0, 1, 1023)
    assert {"<term>", "<as>", "</term>", "<0x41>"} <= ids.keys()
    weights = pytest.importorskip("safetensors.torch").load_file(
        made / "work" / "export" / "model.safetensors"
    )
    assert not weights["model.shared.weight"][1023].any()


def test_an_unknown_stage_and_an_empty_corpus_are_said(made: Path, tmp_path: Path) -> None:
    recipe = read_recipe(made / "tiny.toml")
    with pytest.raises(ConfigError, match="stages are prepare"):
        run_recipe(recipe, until="nothing")
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "tiny.toml").write_text(RECIPE, encoding="utf-8")
    (folder / "news.jsonl").write_text('{"fr": "?", "en": "!"}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="no pair is left"):
        run_recipe(read_recipe(folder / "tiny.toml"))


def test_fine_tuning_hands_out_a_model_or_refuses(made: Path, tmp_path: Path) -> None:
    base = made / "work" / "export"
    development = made / "few.fr", made / "few.en"
    recipe = tuning_recipe(base, made / "news.jsonl", tmp_path / "work", development, minutes=0.02)
    scores = tune(recipe, tmp_path / "tuned")
    assert scores.keys() == {"before", "after"}
    assert load_engine(str(tmp_path / "tuned")).model.reads_annotations  # as its base does
    with pytest.raises(OutputError, match="exists already"):
        tune(recipe, tmp_path / "tuned")


def test_the_guard_keeps_a_worse_model_back(tmp_path: Path) -> None:
    """The embedded model, tuned hard on nonsense: the development set shows it, and nothing is handed out."""
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()[:40]]
    nonsense = tmp_path / "nonsense.jsonl"
    nonsense.write_text(
        "".join(
            json.dumps({"fr": row["fr"], "en": "No comment was given on this matter."}, ensure_ascii=False)
            + "\n"
            for row in rows[:30]
            if 20 < len(row["fr"]) < 85
        ),
        encoding="utf-8",
    )
    for side in ("fr", "en"):
        (tmp_path / f"d.{side}").write_text("".join(row[side] + "\n" for row in rows[30:]), encoding="utf-8")
    recipe = tuning_recipe(
        ROOT / "translate" / "data" / "compact",
        nonsense,
        tmp_path / "work",
        (tmp_path / "d.fr", tmp_path / "d.en"),
        minutes=1,
    )
    # A sledgehammer: few updates at a high rate, on duplicates of one answer.
    recipe = dataclasses.replace(
        recipe,
        filter=dataclasses.replace(recipe.filter, min_ratio=0.0, max_ratio=99.0),
        train=dataclasses.replace(recipe.train, updates=12, lr=5e-3, ema=0.0, batch_tokens=256),
    )
    with pytest.raises(GuardError, match="not handed out"):
        tune(recipe, tmp_path / "tuned")
    assert not (tmp_path / "tuned").exists()


@pytest.mark.slow
def test_a_killed_run_goes_on(made: Path, tmp_path: Path) -> None:
    """SIGTERM in the middle of training: exit 130, a checkpoint, and the same command finishes the run."""
    folder = shutil.copytree(made, tmp_path / "killed")
    (folder / "tiny.toml").write_text(RECIPE.replace("updates = 4", "updates = 4000"), encoding="utf-8")
    command = [sys.executable, "-m", "translate", "train", "tiny.toml", "--until", "train"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 90
    while not list(folder.glob("work/run-*/checkpoint.pt")):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(str(process.communicate()[1]))
        time.sleep(0.05)
    # The run of the fixture has a checkpoint too, so wait for one of this run.
    time.sleep(2)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "goes on from the checkpoint" in said


def test_a_pack_trains_where_nothing_else_is(made: Path, tmp_path: Path) -> None:
    recipe = made / "tiny.toml"
    command = [sys.executable, str(ROOT / "tools" / "train_pack.py"), str(recipe)]
    options = ["--updates", "3", "--piece-mb", "0.05"]
    done = subprocess.run(
        [*command, str(made / "work"), str(tmp_path), *options], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert '"updates": 3' in done.stdout
    export = tmp_path / "export"
    pieces = sorted(export.glob("model.safetensors.*"))
    assert len(pieces) > 1
    (export / "model.safetensors").write_bytes(b"".join(piece.read_bytes() for piece in pieces))
    engine = load_engine(str(export))
    assert engine.decode([Request(engine.codec.encode("Bonjour.").pieces)], Decoding(beams=1))
    nothing = subprocess.run(
        [*command, str(tmp_path / "none"), str(tmp_path)], capture_output=True, text=True
    )
    assert nothing.returncode == 2
    assert "run the pack stage first" in nothing.stderr
