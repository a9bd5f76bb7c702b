"""What many tests need: converted models cached once per run, and the embedded model loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from translate.engines import Engine, load_engine

os.environ.setdefault("HF_HUB_OFFLINE", "1")

# Examples are judged by what they show, not by hypothesis's 200 ms: the first one of a module loads dictionaries, and
# other tests run beside it. Speed is measured in benchmarks/.
settings.register_profile("bitexte", deadline=None)
settings.load_profile("bitexte")


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of this run's own: tests neither see nor touch a user's converted models."""
    named = os.environ.get("BITEXTE_CACHE")
    folder = Path(named) if named else tmp_path_factory.mktemp("cache")
    os.environ["BITEXTE_CACHE"] = str(folder)
    yield folder
    if named is None:
        del os.environ["BITEXTE_CACHE"]


@pytest.fixture(scope="session")
def compact() -> Engine:
    """The embedded model as users run it: CTranslate2, int8."""
    return load_engine("compact", threads=2)


@pytest.fixture(scope="session")
def compact_fp32() -> Engine:
    """The embedded model in CTranslate2, float32."""
    return load_engine("compact", compute_type="float32", threads=2)


@pytest.fixture(scope="session")
def compact_reference() -> Engine:
    """The embedded model in transformers."""
    return load_engine("compact", "transformers", threads=1)
