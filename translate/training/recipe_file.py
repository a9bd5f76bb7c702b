"""A recipe's TOML file: every key known and of its type, every variable set, or all the faults at once."""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

from translate.errors import ConfigError, Fault
from translate.training.recipe import Recipe

T = TypeVar("T")


def read_recipe(path: str | Path) -> Recipe:
    """Read a recipe.

    Raises:
        ConfigError: every unknown key, wrong type and unset variable of the file, all at once.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError.at(
            str(path), f"cannot be read: {(error.strerror or str(error)).lower()}"
        ) from error
    recipe = parse_recipe(text, str(path))
    return dataclasses.replace(recipe, root=str(path.parent.resolve()))


def parse_recipe(text: str, name: str = "recipe") -> Recipe:
    """Parse a recipe's TOML; see ``read_recipe``."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError.at(name, f"is not TOML: {error}", line=int(line[1]) if line else None) from error
    faults: list[Fault] = []
    recipe = _build(Recipe, table, "", faults, name, text.splitlines())
    faults += _check(recipe, name)
    if faults:
        raise ConfigError(faults=faults)
    return recipe


def _build(
    cls: type[T], table: dict[str, Any], where: str, faults: list[Fault], name: str, lines: list[str]
) -> T:
    hints = typing.get_type_hints(cls)
    valid = [f.name for f in dataclasses.fields(cls) if f.name != "root"]  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in table.items():
        line = next(
            (
                i
                for i, row in enumerate(lines, 1)
                if re.match(rf"\s*{re.escape(key)}\s*=|\s*\[+{re.escape(key)}\]", row)
            ),
            None,
        )
        if key not in valid:
            faults.append(Fault(name, line, f"unknown key {where}{key}", f"known here: {', '.join(valid)}"))
            continue
        hint = hints[key]
        inner = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
        is_many = typing.get_origin(hint) is tuple
        items = value if is_many else [value]
        if is_many and not isinstance(value, list):
            faults.append(Fault(name, line, f"{where}{key} must be a list"))
            continue
        built = []
        for item in items:
            if dataclasses.is_dataclass(inner):
                if isinstance(item, dict):
                    built.append(
                        _build(typing.cast("type[Any]", inner), item, f"{key}.", faults, name, lines)
                    )
                else:
                    faults.append(Fault(name, line, f"{where}{key} must be a table", f"write [{key}]"))
            elif _is_of(item, inner):
                built.append(float(item) if inner is float else item)
            else:
                wanted = inner.__name__ if isinstance(inner, type) else str(inner)
                faults.append(
                    Fault(name, line, f"{where}{key} must be {_NAMES.get(wanted, wanted)}, not {item!r}")
                )
        if len(built) == len(items):
            values[key] = tuple(built) if is_many else built[0]
    return cls(**values)


_NAMES = {"float": "a number", "int": "a whole number", "str": "a string", "bool": "true or false"}


def _is_of(value: object, kind: type | types.UnionType) -> bool:
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, (int, float)) if kind is float else isinstance(value, kind)


def _check(recipe: Recipe, name: str) -> list[Fault]:
    faults: list[Fault] = []

    def need(is_right: bool, what: str, repair: str = "") -> None:
        if not is_right:
            faults.append(Fault(name, None, what, repair))

    train = recipe.train
    need(train.optimizer in ("muon", "adamw"), f"train.optimizer is {train.optimizer!r}", "muon or adamw")
    need(
        train.precision in ("auto", "fp32", "bf16"),
        f"train.precision is {train.precision!r}",
        "auto, fp32 or bf16",
    )
    need(
        not train.until or bool(re.fullmatch(r"\d\d?:\d\d", train.until)),
        f"train.until is {train.until!r}",
        "write HH:MM",
    )
    need(train.batch_tokens > 0, "train.batch_tokens must be positive")
    need(recipe.model.d_model % recipe.model.heads == 0, "model.d_model must be a multiple of model.heads")
    shares = [
        ("annotate", recipe.annotate, ("share", "swap", "lemma")),
        ("noise", recipe.noise, tuple(f.name for f in dataclasses.fields(recipe.noise))),
        ("train", train, ("warmup", "decay", "label_smoothing", "ema")),
        ("export", recipe.export, ("base_share",)),
    ]
    for table, values, keys in shares:
        for key in keys:
            need(0 <= getattr(values, key) <= 1, f"{table}.{key} is a share, between 0 and 1")
    need(
        bool(recipe.base) or not recipe.export.base_share,
        "export.base_share has no base to take a share of",
        "name one with base, or leave the share out",
    )
    for corpus in recipe.corpus:
        need(bool(corpus.path), "a [[corpus]] has no path")
        need(corpus.split in ("", "news"), f"corpus.split is {corpus.split!r}", "news, or leave it out")
    for entry in recipe.testset:
        need(bool(entry.name and entry.source), "a [[testset]] needs name and source")
    every = [c.path for c in recipe.corpus] + [t.source for t in recipe.testset] + [recipe.base, recipe.work]
    for variable in sorted({v for p in every for v in re.findall(r"\$\{?(\w+)", p) if v not in os.environ}):
        need(False, f"the environment variable {variable} is not set", f"export {variable}=… and run again")
    return faults
