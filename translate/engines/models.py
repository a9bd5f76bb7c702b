"""Finding a model: the embedded one, a MarianMT folder, or a hub id."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from translate.engines.base import ModelInfo
from translate.engines.codec import Codec
from translate.errors import EngineError

EMBEDDED = "compact"

_NEEDED = ("config.json", "vocab.json", "source.spm", "target.spm")
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_PATTERNS = [*_NEEDED, *_WEIGHTS, "generation_config.json", "tokenizer_config.json"]


@dataclass(frozen=True)
class ModelFiles:
    """A MarianMT model on disk."""

    folder: Path
    label: str
    """As it stands in signatures: ``compact``, the hub id or the folder's name."""

    @cached_property
    def config(self) -> dict[str, Any]:
        """Content of ``config.json``."""
        return _read_json(self.folder / "config.json")

    @cached_property
    def weights(self) -> Path:
        """File that holds the weights."""
        return next(self.folder / name for name in _WEIGHTS if (self.folder / name).is_file())

    @cached_property
    def sha(self) -> str:
        """Hex sha256 over weights, vocabulary, tokenizer models and configuration."""
        digest = hashlib.sha256()
        for path in (self.weights, *(self.folder / name for name in _NEEDED)):
            digest.update(bytes.fromhex(hash_file(path)))
        return digest.hexdigest()

    @cached_property
    def info(self) -> ModelInfo:
        """What signatures and the ladder need to know."""
        return ModelInfo(
            label=self.label,
            sha=self.sha[:12],
            reads_annotations=bool(self.config.get("bitexte_annotations", False)),
            max_positions=int(self.config.get("max_position_embeddings", 512)),
        )

    def load_codec(self) -> Codec:
        """Load the tokenizer models and the vocabulary.

        Raises:
            EngineError: a file cannot be read.
        """
        try:
            vocabulary = _read_json(self.folder / "vocab.json")
            return Codec(self.folder / "source.spm", self.folder / "target.spm", vocabulary)
        except (OSError, RuntimeError) as error:
            raise EngineError(f"{self.folder}: its tokenizer cannot be loaded: {error}") from error


def find_model(name: str) -> ModelFiles:
    """Find a model by name: ``compact``, a folder, or a hub id (downloaded once into the usual cache).

    Raises:
        EngineError: there is none, it is no MarianMT model, or it cannot be fetched.
    """
    if name == EMBEDDED:
        return find_embedded(Path(__file__).parent.parent / "data" / EMBEDDED)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return check_folder(folder, folder.resolve().name)
    if name.count("/") != 1 or name.startswith((".", "/", "~")) or name.endswith("/"):
        raise EngineError(
            f"no model {name!r}: it is neither {EMBEDDED}, nor a folder that exists, nor a hub id such as "
            "Helsinki-NLP/opus-mt-fr-en"
        )
    return check_folder(_fetch(name), name)


def find_embedded(folder: Path) -> ModelFiles:
    """The model that comes with the package, seen to be the one that was packed.

    Args:
        folder: where it lies; its file ``sha256`` says what ``ModelFiles.sha`` must be.

    Raises:
        EngineError: it is damaged.
    """
    try:
        files = check_folder(folder, EMBEDDED)
        packed = (folder / "sha256").read_text(encoding="ascii").strip()
        if files.sha != packed:
            raise EngineError(f"its hash is {files.sha[:12]}, not {packed[:12]}")
    except (EngineError, OSError, ValueError) as error:
        raise EngineError(
            f"the embedded model is damaged: {error} – "
            "reinstall it: pip install --force-reinstall --no-deps bitexte"
        ) from error
    return files


def check_folder(folder: Path, label: str) -> ModelFiles:
    """See that a folder holds a complete MarianMT model.

    Raises:
        EngineError: everything that is missing, in one message.
    """
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _WEIGHTS):
        missing.append(" or ".join(_WEIGHTS))
    if missing:
        raise EngineError(f"{folder}: not a MarianMT model, it lacks {', '.join(missing)}")
    files = ModelFiles(folder, label)
    kind = files.config.get("model_type")
    if kind != "marian":
        raise EngineError(f"{folder}: config.json says model_type {kind!r}; only MarianMT models can be used")
    return files


def hash_file(path: Path) -> str:
    """Hex sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def target_limit(source_pieces: int, max_positions: int) -> int:
    """Longest translation, in pieces, that a source may have: thrice its length and a bit, never cut in sense."""
    return min(max_positions - 1, 3 * source_pieces + 24)


def cache_folder() -> Path:
    """Folder for converted models: BITEXTE_CACHE, or the system's usual place for caches."""
    named = os.environ.get("BITEXTE_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "bitexte" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "bitexte"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bitexte"


def _fetch(name: str) -> Path:
    """Folder of a hub model: from the local cache, else downloaded."""
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import (
            GatedRepoError,
            HfHubHTTPError,
            HFValidationError,
            LocalEntryNotFoundError,
            RepositoryNotFoundError,
        )
    except ImportError as error:
        raise EngineError(f"model {name} is on the hub, and huggingface_hub is not installed") from error
    try:
        return Path(snapshot_download(name, allow_patterns=_PATTERNS, local_files_only=True))
    except HFValidationError as error:
        raise EngineError(f"no model {name!r}: neither a folder nor a valid hub id") from error
    except LocalEntryNotFoundError:
        pass
    try:
        return Path(snapshot_download(name, allow_patterns=_PATTERNS, etag_timeout=10))
    except GatedRepoError as error:
        raise EngineError(
            f"model {name} is gated on the hub – accept its terms there and log in (hf auth login)"
        ) from error
    except RepositoryNotFoundError as error:
        raise EngineError(f"there is no model {name} on the hub (or it is private)") from error
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise EngineError(
            f"model {name} is not in the local cache and the hub cannot be reached – "
            f"go online once, or run `hf download {name}` elsewhere and name the folder with -m"
        ) from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"{path}: cannot be read as JSON: {error}") from error
    if not isinstance(content, dict):
        raise EngineError(f"{path}: a JSON object is expected")
    return content
