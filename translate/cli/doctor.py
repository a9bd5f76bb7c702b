"""``bitexte doctor``: what is installed, where things lie, and what stands in the way."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import typer

_PACKAGES = (
    ("torch", ""),
    ("transformers", ""),
    ("sentencepiece", ""),
    ("ctranslate2", ""),
    ("datasets", ""),
    ("simplemma", ""),
    ("typer", ""),
    ("rich", ""),
    ("msgspec", ""),
    ("trafilatura", "ingest"),
    ("python-docx", "ingest"),
    ("starlette", "review"),
    ("lxml", "interchange"),
    ("sacrebleu", "train"),
)
_CPU_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8", "asimd")


def doctor() -> None:
    """Show versions, models, caches and CPU features, and name what would not work."""
    import translate

    problems: list[str] = []
    rows: list[tuple[str, str]] = [
        ("bitexte", f"{translate.__version__} in {Path(translate.__file__).parent}"),
        ("python", f"{platform.python_version()} ({sys.executable})"),
    ]
    rows += _packages(problems)
    rows += _clash(problems)
    rows += _cpu()
    rows += _engine(problems)
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        typer.echo(f"{name:<{width}}  {value}")
    for problem in problems:
        typer.echo(f"problem: {problem}", err=True)
    if problems:
        raise typer.Exit(1)


def _packages(problems: list[str]) -> list[tuple[str, str]]:
    from importlib import metadata

    rows = []
    for name, extra in _PACKAGES:
        try:
            rows.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            where = f"pip install 'bitexte[{extra}]'" if extra else "pip install bitexte"
            rows.append((name, f"not installed – {where}"))
            if name in {"ctranslate2", "sentencepiece"}:
                problems.append(f"{name} is missing, so nothing can be translated – {where}")
    return rows


def _clash(problems: list[str]) -> list[tuple[str, str]]:
    from importlib import metadata

    owners = sorted(set(metadata.packages_distributions().get("translate", [])))
    others = [name for name in owners if name != "bitexte"]
    if others:
        problems.append(
            f"the package 'translate' is also installed by {', '.join(others)}; the two overwrite each other's files"
            f" – pip uninstall {' '.join(others)} bitexte && pip install bitexte, or use pipx"
        )
    return [("name clash", ", ".join(others) or "none")]


def _cpu() -> list[tuple[str, str]]:
    import os

    flags: set[str] = set()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(("flags", "Features")):
                flags = set(line.split(":", 1)[1].split())
                break
    known = " ".join(flag for flag in _CPU_FLAGS if flag in flags) or "unknown"
    return [("cpu", f"{os.cpu_count()} cores, {platform.machine()}, {known}")]


def _engine(problems: list[str]) -> list[tuple[str, str]]:
    from translate.engines.models import cache_folder, find_model
    from translate.errors import BitexteError

    rows = []
    try:
        import ctranslate2

        types = sorted(ctranslate2.get_supported_compute_types("cpu"))
        rows.append(("compute types", " ".join(types)))
        rows.append(("cuda devices", str(ctranslate2.get_cuda_device_count())))
    except ImportError:
        pass
    try:
        found = find_model("compact")
        reads = "reads annotations" if found.info.reads_annotations else "does not read annotations"
        rows.append(("model compact", f"{found.info.sha}, {reads}"))
    except BitexteError as error:
        problems.append(str(error))
    folder = cache_folder()
    rows.append(("model cache", f"{folder} ({_size(folder)})"))
    return rows


def _size(folder: Path) -> str:
    if not folder.is_dir():
        return "empty"
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{total / 1e6:.0f} MB"
