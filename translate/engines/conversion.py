"""Converting a MarianMT model for CTranslate2, once per machine.

The conversion needs torch and transformers, seconds of start-up and a gigabyte of memory, so it runs in a process
of its own; a process that finds the converted model in the cache loads neither.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from translate.engines.models import ModelFiles, cache_folder, hash_file
from translate.errors import EngineError

_LAYOUT = 3
"""Raised when what is written into the cache changes."""

_SEAL = "complete"
"""File that holds the hashes of the others; written last."""

_LOCK_SECONDS = 600

_STORED = {"int8": "int8", "int8_float32": "int8", "float16": "float16", "int8_float16": "int8_float16"}
"""How weights are stored for a compute type; anything else is stored as float32."""


def convert(files: ModelFiles, compute_type: str) -> Path:
    """Folder of the model converted for CTranslate2; converted now unless the cache has it.

    The cache is keyed by the model's hash, the stored type and CTranslate2's version; what is damaged there is made
    anew, with a warning. A conversion is written
    under a temporary name and renamed; a second process waits for the first and uses its result.

    Raises:
        EngineError: the model cannot be converted, or no folder can be written.
    """
    stored = _STORED.get(compute_type, "float32")
    version = metadata.version("ctranslate2")
    name = f"{files.sha[:16]}-{stored}-ct{version}-{_LAYOUT}"
    root = _writable(cache_folder() / "ctranslate2")
    target = root / name
    if is_complete(target):
        return target
    with _locked(root / f"{name}.lock"):
        if is_complete(target):
            return target
        if target.exists():
            warnings.warn(f"{target}: this converted model is damaged; it is made anew", stacklevel=2)
        temporary = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=root))
        try:
            _run_converter(files, temporary / "model", stored)
            seal(temporary / "model")
            if target.exists():
                shutil.rmtree(target, ignore_errors=True)
            os.replace(temporary / "model", target)
        except OSError as error:
            raise EngineError(
                f"{root}: the converted model cannot be written: {error.strerror or error}"
            ) from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return target


def seal(folder: Path) -> None:
    """Write down the hash of every file of a converted model; from now on it is complete."""
    hashes = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    (folder / _SEAL).write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")


def is_complete(folder: Path) -> bool:
    """True when a folder holds a whole converted model, every byte as it was written.

    A disk that has lost a block gives wrong words rather than an error: the weights are hashed every time they are
    loaded (the embedded model's 11 MB in 10 to 30 ms).
    """
    try:
        hashes = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return "model.bin" in hashes and all(hash_file(folder / name) == sha for name, sha in hashes.items())
    except (OSError, ValueError, AttributeError):
        return False


def _run_converter(files: ModelFiles, target: Path, stored: str) -> None:
    command = [sys.executable, "-m", "translate.engines.conversion", str(files.folder), str(target), stored]
    # The package may be imported from a checkout that is not installed: the child must find the same one.
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
        raise EngineError(
            f"{files.label} cannot be converted for CTranslate2: {lines[-1] if lines else 'no reason given'}"
        )


def _writable(folder: Path) -> Path:
    """The folder, made if need be; where it cannot be written, a private temporary one and a warning."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    except OSError:
        pass
    fallback = Path(tempfile.gettempdir()) / f"bitexte-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"
    try:
        fallback.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise EngineError(f"{folder}: cannot be written – name a folder in BITEXTE_CACHE") from error
    warnings.warn(f"{folder} cannot be written; converted models go to {fallback}", stacklevel=2)
    return fallback


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, also when it is killed (flock; elsewhere a file that goes stale)."""
    try:
        import fcntl
    except ImportError:
        with _lock_file(path):
            yield
        return
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextmanager
def _lock_file(path: Path) -> Iterator[None]:
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _LOCK_SECONDS:
                    path.unlink()
            if time.monotonic() > deadline:
                raise EngineError(
                    f"{path}: another process holds the lock – delete it if none runs"
                ) from None
            time.sleep(0.2)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _main(source: str, target: str, stored: str) -> None:
    warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]
        """Sets which attention CTranslate2 returns: the mean over all heads of the last layer, not its first head."""

        def _load(self) -> Any:
            import numpy as np

            spec = super()._load()
            spec.decoder.alignment_heads = np.int16(spec.decoder.num_heads)
            return spec

    quantization = None if stored == "float32" else stored
    Converter(source).convert(target, quantization=quantization)


if __name__ == "__main__":
    _main(*sys.argv[1:4])
