"""Who may import whom, and what importing the package costs."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "translate"

LAYERS = {
    0: {"errors", "model"},
    1: {
        "text",
        "files",
        "toml",
        "segment",
        "langid",
        "documents",
        "glossary",
        "records",
        "align",
        "articles",
        "pathologies",
    },
    2: {"engines", "checks", "formats"},
    3: {"pipeline", "assembly", "honour", "training", "evaluation", "report", "checking", "batch", "memory"},
    4: {"cli", "review", "__main__"},
}
LAYER = {name: layer for layer, names in LAYERS.items() for name in names}
HEAVY = (
    "torch",
    "transformers",
    "datasets",
    "ctranslate2",
    "lxml",
    "starlette",
    "numpy",
    "simplemma",
    "rich",
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """First-level parts of ``translate`` that a module imports, type-checking imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = (
                [node.module] if node.module != "translate" else [f"translate.{a.name}" for a in node.names]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "translate" and len(parts) > 1:
                found.add(parts[1])
    return found


def test_every_module_has_a_layer() -> None:
    unknown = {part_of(p) for p in modules()} - LAYER.keys() - {"__init__"}
    assert not unknown, f"add {unknown} to LAYERS and to docs/architecture.md"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return  # the public surface names everything, lazily
    for other in imports_of(path) - {part, "__version__"}:
        if other not in LAYER:
            continue
        same_family = LAYER[other] == LAYER[part] and LAYER[part] in (1, 3, 4)
        assert LAYER[other] < LAYER[part] or same_family, f"{part} (layer {LAYER[part]}) imports {other}"


def test_layer_one_has_no_cycles() -> None:
    graph: dict[str, set[str]] = {}
    for path in modules():
        part = part_of(path)
        if LAYER.get(part) in (1, 3):
            graph.setdefault(part, set()).update(
                o for o in imports_of(path) if o != part and LAYER.get(o) == LAYER[part]
            )
    done: set[str] = set()

    def visit(node: str, path: tuple[str, ...]) -> None:
        assert node not in path, f"import cycle: {' → '.join((*path, node))}"
        if node not in done:
            for other in graph.get(node, ()):
                visit(other, (*path, node))
            done.add(node)

    for node in graph:
        visit(node, ())


@pytest.mark.parametrize("module", ["translate", "translate.cli", "translate.cli.commands"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(out.stdout.split()) - ({"rich"} if module != "translate" else set())
    assert not loaded


def test_corpus_holds_data_only() -> None:
    assert not list((ROOT / "corpus").rglob("*.py"))


def test_no_other_distribution_owns_the_package() -> None:
    assert set(importlib.metadata.packages_distributions()["translate"]) == {"bitexte"}


def test_public_names_are_sorted_and_exist() -> None:
    import translate

    assert translate.__all__ == sorted(translate.__all__)
    for name in translate.__all__:
        assert getattr(translate, name) is not None
