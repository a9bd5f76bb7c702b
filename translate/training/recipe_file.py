"""A recipe's TOML file: every key known and of its type, every variable set, or all the faults at once."""

from __future__ import annotations

import dataclasses
import os
import re
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

from translate.errors import ConfigError, Fault
from translate.toml import KeyPath, TomlFile, parse_toml, read_toml
from translate.training.recipe import Recipe

T = TypeVar("T")


def read_recipe(path: str | Path) -> Recipe:
    """Read a recipe.

    Raises:
        ConfigError: every unknown key, wrong type, senseless value and unset variable of the file, all at once.
    """
    recipe = _make_recipe(read_toml(path))
    return dataclasses.replace(recipe, root=str(Path(path).parent.resolve()))


def parse_recipe(text: str, name: str = "recipe") -> Recipe:
    """Parse a recipe's TOML; see ``read_recipe``."""
    return _make_recipe(parse_toml(text, name))


def _make_recipe(file: TomlFile) -> Recipe:
    faults = _Faults(file)
    recipe = _build(Recipe, file.values, (), faults)
    _check(recipe, faults)
    if faults.found:
        raise ConfigError(faults=sorted(faults.found, key=lambda fault: fault.line or 0))
    return recipe


class _Faults:
    """What is wrong in a recipe, each on the line of its key."""

    def __init__(self, file: TomlFile) -> None:
        self.found: list[Fault] = []
        self.file = file
        self._misread: set[KeyPath] = set()

    def add(self, path: KeyPath, what: str, repair: str = "") -> None:
        """Add a fault of a key."""
        self.found.append(self.file.fault(path, what, repair))

    def add_misread(self, path: KeyPath, what: str, repair: str = "") -> None:
        """Add a fault of a key that has no value to be judged any more."""
        self._misread.add(path)
        self.add(path, what, repair)

    def need(self, is_right: bool, path: KeyPath, what: str, repair: str = "") -> None:
        """Add a fault of a value unless it is right, or known to be none."""
        if not is_right and path not in self._misread:
            self.add(path, what, repair)

    def written(self, *paths: KeyPath) -> KeyPath:
        """The first of several keys that the file has: what is not written down is not what must be mended."""
        return next((path for path in paths if path in self.file.lines), paths[0])


def _build(cls: type[T], table: dict[str, Any], outer: KeyPath, faults: _Faults) -> T:
    hints = typing.get_type_hints(cls)
    valid = [f.name for f in dataclasses.fields(cls) if f.name != "root"]  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in table.items():
        path = (*outer, key)
        shown = ".".join(part for part in path if isinstance(part, str))
        if key not in valid:
            faults.add(path, f"unknown key {shown}", f"known here: {', '.join(valid)}")
            continue
        hint = hints[key]
        is_many = typing.get_origin(hint) is tuple
        inner = typing.get_args(hint)[0] if is_many else hint
        header = f"write [[{key}]]" if is_many else f"write [{key}]"
        if is_many and not isinstance(value, list):
            repair = header if dataclasses.is_dataclass(inner) else "put it between [ and ]"
            faults.add_misread(path, f"{shown} must be a list", repair)
            continue
        items = [((*path, i), item) for i, item in enumerate(value)] if is_many else [(path, value)]
        built = []
        for place, item in items:
            if dataclasses.is_dataclass(inner):
                if isinstance(item, dict):
                    built.append(_build(typing.cast("type[Any]", inner), item, place, faults))
                else:
                    faults.add_misread(place, f"{shown} must be a table", header)
            elif _is_of(item, inner):
                built.append(float(item) if inner is float else item)
            else:
                wanted = inner.__name__ if isinstance(inner, type) else str(inner)
                faults.add_misread(place, f"{shown} must be {_NAMES.get(wanted, wanted)}, not {item!r}")
        if len(built) == len(items):
            values[key] = tuple(built) if is_many else built[0]
    return cls(**values)


_NAMES = {"float": "a number", "int": "a whole number", "str": "a string", "bool": "true or false"}


def _is_of(value: object, kind: type | types.UnionType) -> bool:
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, (int, float)) if kind is float else isinstance(value, kind)


def _check(recipe: Recipe, faults: _Faults) -> None:
    need = faults.need
    train, model = recipe.train, recipe.model
    for key, choices in (("optimizer", ("muon", "adamw")), ("precision", ("auto", "fp32", "bf16"))):
        value = getattr(train, key)
        *first, last = choices
        need(
            value in choices,
            ("train", key),
            f"train.{key} is {value!r}",
            f"{', '.join(first)} or {last}",
        )
    need(
        not train.until or bool(re.fullmatch(r"\d\d?:\d\d", train.until)),
        ("train", "until"),
        f"train.until is {train.until!r}",
        "write HH:MM",
    )
    need(train.batch_tokens > 0, ("train", "batch_tokens"), "train.batch_tokens must be positive")
    need(model.heads > 0, ("model", "heads"), "model.heads must be positive")
    need(
        model.heads <= 0 or model.d_model % model.heads == 0,
        faults.written(("model", "d_model"), ("model", "heads")),
        f"model.d_model ({model.d_model}) must be a multiple of model.heads ({model.heads})",
    )
    shares = [
        ("annotate", recipe.annotate, ("share", "swap", "lemma")),
        ("noise", recipe.noise, tuple(f.name for f in dataclasses.fields(recipe.noise))),
        ("train", train, ("warmup", "decay", "label_smoothing", "ema")),
        ("export", recipe.export, ("base_share",)),
    ]
    for table, values, keys in shares:
        for key in keys:
            is_share = 0 <= getattr(values, key) <= 1
            need(is_share, (table, key), f"{table}.{key} is a share, between 0 and 1")
    need(
        bool(recipe.base) or not recipe.export.base_share,
        ("export", "base_share"),
        "export.base_share has no base to take a share of",
        "name one with base, or leave the share out",
    )
    for i, corpus in enumerate(recipe.corpus):
        need(bool(corpus.path), ("corpus", i, "path"), "a [[corpus]] has no path")
        need(
            corpus.split in ("", "news"),
            ("corpus", i, "split"),
            f"corpus.split is {corpus.split!r}",
            "news, or leave it out",
        )
    for i, entry in enumerate(recipe.testset):
        for key in ("name", "source"):
            need(bool(getattr(entry, key)), ("testset", i, key), f"a [[testset]] has no {key}")
    _check_variables(recipe, faults)


def _check_variables(recipe: Recipe, faults: _Faults) -> None:
    paths: list[tuple[KeyPath, str]] = [(("base",), recipe.base), (("work",), recipe.work)]
    paths += [(("corpus", i, "path"), corpus.path) for i, corpus in enumerate(recipe.corpus)]
    paths += [(("filter", "exclude", i), pattern) for i, pattern in enumerate(recipe.filter.exclude)]
    for i, entry in enumerate(recipe.testset):
        paths += [(("testset", i, "source"), entry.source), (("testset", i, "reference"), entry.reference)]
    unset: dict[str, KeyPath] = {}  # where each is named first
    for path, value in sorted(paths, key=lambda item: faults.file.line(item[0]) or 0):
        for variable in re.findall(r"\$\{?(\w+)", value):
            if variable not in os.environ:
                unset.setdefault(variable, path)
    for variable, path in unset.items():
        faults.add(
            path,
            f"the environment variable {variable} is not set",
            f"export {variable}=… and run again",
        )
