"""Engines: what turns source pieces into hypotheses. ``load_engine`` is the way in.

The table is lazy, and other packages add engines through the entry-point group ``bitexte.engines``; nothing is
registered as a side effect of an import.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from translate.engines.base import Annotation, Decoding, Engine, Hypothesis, ModelInfo, Request
from translate.errors import EngineError

__all__ = [
    "Annotation",
    "Decoding",
    "Engine",
    "Hypothesis",
    "ModelInfo",
    "Request",
    "engine_names",
    "load_engine",
]

_ENGINES = {
    "ctranslate2": "translate.engines.ctranslate:CTranslate2Engine",
    "transformers": "translate.engines.marian:TransformersEngine",
}


def load_engine(
    model: str = "compact",
    engine: str = "ctranslate2",
    *,
    device: str = "auto",
    compute_type: str | None = None,
    threads: int | None = None,
) -> Engine:
    """Load a model into an engine.

    Args:
        model: ``compact`` (embedded), a folder with a MarianMT model, or a hub id.
        engine: one of ``engine_names()``.
        device: ``auto``, ``cpu`` or ``cuda``.
        compute_type: the engine's own names; None for its default.
        threads: CPU threads; None for all cores.

    Raises:
        EngineError: unknown engine, no such model, or it cannot be loaded.
    """
    targets = _targets()
    if engine not in targets:
        raise EngineError(f"no engine {engine!r} – choose one of {', '.join(sorted(targets))}")
    from translate.engines.models import find_model

    module, _, name = targets[engine].partition(":")
    try:
        build = getattr(import_module(module), name)
    except ImportError as error:
        raise EngineError(f"engine {engine} cannot be used: {error}") from error
    return cast(Engine, build(find_model(model), device=device, compute_type=compute_type, threads=threads))


def engine_names() -> list[str]:
    """Names of all engines, sorted."""
    return sorted(_targets())


def _targets() -> dict[str, str]:
    return {point.name: point.value for point in entry_points(group="bitexte.engines")} | _ENGINES
