"""Finding and converting models: folders, hub cache, broken caches, two processes at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.numpy import load_file

import translate
from translate.engines import load_engine
from translate.engines.conversion import convert, is_complete
from translate.engines.models import find_embedded, find_model
from translate.errors import EngineError

ROOT = Path(__file__).parents[2]
COMPACT = Path(translate.__file__).parent / "data" / "compact"


def test_embedded_model_is_small_and_starts_from_zero() -> None:
    assert sum(p.stat().st_size for p in COMPACT.iterdir()) < 48_000_000
    shared = load_file(COMPACT / "model.safetensors")["model.shared.weight"]
    config = json.loads((COMPACT / "config.json").read_text())
    assert config["pad_token_id"] == len(shared) - 1
    assert not shared[config["pad_token_id"]].any()


@pytest.mark.parametrize("name", ["nowhere", "./nowhere", "a/b/c", "", "org/"])
def test_no_such_model(name: str) -> None:
    with pytest.raises(EngineError, match=r"no model|lacks"):
        find_model(name)


def test_incomplete_folder_lists_what_lacks(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "marian"}')
    with pytest.raises(EngineError, match=r"vocab\.json, source\.spm, target\.spm, model\.safetensors or"):
        find_model(str(tmp_path))


def test_other_architectures_are_refused(tmp_path: Path) -> None:
    shutil.copytree(COMPACT, tmp_path / "m")
    (tmp_path / "m" / "config.json").write_text('{"model_type": "t5"}')
    with pytest.raises(EngineError, match="t5"):
        find_model(str(tmp_path / "m"))


def offline(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *code.split(" ")], capture_output=True, text=True, env=environment, check=False
    )


def test_hub_id_offline_is_one_sentence(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Bonjour.")
    done = offline(f"-m translate translate {article} -m Helsinki-NLP/opus-mt-fr-en", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Helsinki-NLP/opus-mt-fr-en is not in the local cache" in done.stderr


@pytest.mark.model
def test_hub_id_from_the_local_cache(tmp_path: Path) -> None:
    revision = "0" * 40
    repo = tmp_path / "hub" / "models--bitexte--petit"
    shutil.copytree(COMPACT, repo / "snapshots" / revision)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(revision)
    article = tmp_path / "a.txt"
    article.write_text("Le ministre est parti.")
    done = offline(f"-m translate translate {article} -m bitexte/petit", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "model:bitexte/petit@" in done.stdout


@pytest.mark.model
def test_two_processes_convert_once(tmp_path: Path) -> None:
    environment = {**os.environ, "BITEXTE_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    code = (
        "from translate.engines.models import find_model\nfrom translate.engines.conversion import convert\n"
    )
    code += "print(convert(find_model('compact'), 'int8'))"
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in "ab"
    ]
    folders = {process.communicate()[0].strip() for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(folders) == 1
    assert is_complete(Path(folders.pop()))
    kept = sorted(p.name for p in (tmp_path / "ctranslate2").iterdir() if not p.name.endswith(".lock"))
    assert len(kept) == 1, kept


@pytest.mark.model
@pytest.mark.parametrize("damage", ["bits", "half", "seal"])
def test_damaged_cache_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    monkeypatch.setenv("BITEXTE_CACHE", str(tmp_path))
    folder = convert(find_model("compact"), "int8")
    whole = (folder / "model.bin").read_bytes()
    if damage == "bits":
        flipped = bytearray(whole)
        flipped[len(whole) // 2] ^= 0x10
        (folder / "model.bin").write_bytes(flipped)
    elif damage == "half":
        (folder / "model.bin").write_bytes(whole[: len(whole) // 2])
    else:
        (folder / "complete").write_text("{")
    assert not is_complete(folder)
    with pytest.warns(UserWarning, match="damaged; it is made anew"):
        assert convert(find_model("compact"), "int8") == folder
    assert (folder / "model.bin").read_bytes() == whole
    assert load_engine("compact", threads=1).model.label == "compact"


def damage_weights(folder: Path) -> None:
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)


@pytest.mark.parametrize(
    "damage",
    [
        damage_weights,
        lambda folder: (folder / "config.json").write_text("{"),
        lambda folder: (folder / "source.spm").unlink(),
        lambda folder: (folder / "sha256").unlink(),
        lambda folder: shutil.rmtree(folder),
    ],
)
def test_damaged_installation_is_noticed(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    folder = tmp_path / "compact"
    shutil.copytree(COMPACT, folder)
    assert find_embedded(folder).sha == find_model("compact").sha
    damage(folder)
    with pytest.raises(EngineError, match=r"embedded model is damaged: .* reinstall it: pip install"):
        find_embedded(folder)


def test_unknown_engine_and_compute_type() -> None:
    with pytest.raises(EngineError, match="ctranslate2, transformers"):
        load_engine("compact", "moses")
    with pytest.raises(EngineError, match="int3"):
        load_engine("compact", compute_type="int3")


def test_fast_engine_loads_no_torch() -> None:
    convert(find_model("compact"), "int8")
    code = (
        "import sys; from translate.engines import load_engine, Decoding, Request; e = load_engine();"
        "e.decode([Request(e.codec.encode('Bonjour.').pieces)], Decoding());"
        "print('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
