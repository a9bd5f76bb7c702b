"""The first model most users load is opus-mt-fr-en: its layout must run alike on both engines."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from translate.engines import Decoding, Engine, Request, load_engine
from translate.glossary import EMPTY, parse_glossary
from translate.honour import Ladder

sys.path.insert(0, str(Path(__file__).parent))
from tiny_marian import build, pairs

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("opus") / "opus-mt-fr-en")


@pytest.fixture(scope="module")
def fast(folder: Path) -> Engine:
    return load_engine(str(folder), compute_type="float32", threads=2)


@pytest.fixture(scope="module")
def reference(folder: Path) -> Engine:
    return load_engine(str(folder), "transformers", threads=2)


def test_layout(folder: Path) -> None:
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert (folder / "source.spm").read_bytes() != (folder / "target.spm").read_bytes()
    assert vocabulary["<pad>"] == len(vocabulary) - 1 == config["pad_token_id"]
    assert config["activation_function"] == "swish"
    assert config["max_position_embeddings"] == 512


@pytest.mark.parametrize("beams", [1, 4])
def test_same_output(fast: Engine, reference: Engine, beams: int) -> None:
    wanted = [Request(fast.codec.encode(fr).pieces) for fr, _ in pairs(40)]
    ours = fast.decode(wanted, Decoding(beams=beams))
    theirs = reference.decode(wanted, Decoding(beams=beams))
    assert [h[0].pieces for h in ours] == [h[0].pieces for h in theirs]
    assert len({h[0].pieces for h in ours}) > 10, (
        "the model says always the same: equality would prove nothing"
    )
    right = sum(fast.codec.decode(h[0].pieces).text == en for h, (_, en) in zip(ours, pairs(40), strict=True))
    assert right > 20, "the model has not learned its language"
    for a, b in zip(ours, theirs, strict=True):
        assert a[0].score == pytest.approx(b[0].score, abs=2e-3)


def test_terms_are_honoured_without_annotations(fast: Engine, reference: Engine) -> None:
    assert not fast.model.reads_annotations
    glossary = parse_glossary("maison blanche\twhite house\nchat\tcity\n", "g")
    sentence = "le ministre a vu le chat"
    for engine in (fast, reference):
        [free] = Ladder(engine, EMPTY).translate([sentence])
        [honoured] = Ladder(engine, glossary).translate([sentence])
        assert "cat" in free.target
        assert [t.status for t in honoured.terms] == ["met"]
        assert honoured.terms[0].how in ("nbest", "repair", "edit")
        assert "city" in honoured.target
