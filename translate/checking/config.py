"""What a project has settled about its checks: ``bitexte.toml`` or ``[tool.bitexte.check]`` of pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from translate.checks.base import SEVERITIES
from translate.checks.registry import CODES, expand_codes
from translate.errors import ConfigError
from translate.files import reason


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """Settings of a check run; paths are relative to the file that they stand in."""

    glossary: str | None = None
    select: tuple[str, ...] = ()
    """Rules or families to run; all when empty."""
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    """Severity by rule."""
    fail_on: str = "error"
    """Least severity that makes the exit code 1: ``error`` or ``warning``."""
    baseline: str | None = None
    waivers: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Rules to run, in their order."""
        selected = expand_codes(self.select) if self.select else CODES
        ignored = expand_codes(self.ignore)
        return tuple(code for code in selected if code not in ignored)


_KEYS = tuple(name.name.replace("_", "-") for name in fields(CheckConfig))


def find_config(folder: Path) -> CheckConfig:
    """Settings of the project that a folder belongs to: the nearest file upwards that has some.

    Raises:
        ConfigError: the file is not valid; an unknown key is an error that lists those that there are.
    """
    for here in (folder, *folder.parents):
        own = here / "bitexte.toml"
        if own.is_file():
            data = _load(own)
            return parse_config(_only_check(data, own), own)
        project = here / "pyproject.toml"
        if project.is_file():
            tool = _load(project).get("tool", {})
            if isinstance(tool, dict) and "bitexte" in tool:
                return parse_config(_only_check(tool["bitexte"], project), project)
        if (here / ".git").exists():
            break
    return CheckConfig()


def _only_check(table: Any, path: Path) -> Any:
    unknown = sorted(table.keys() - {"check"}) if isinstance(table, dict) else ["that is no table"]
    if unknown:
        raise ConfigError.at(str(path), f"unknown table {', '.join(unknown)}", "the only one is check")
    return table.get("check", {})


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError.at(str(path), f"cannot be read: {reason(error)}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError.at(str(path), f"not TOML: {error}") from error


def parse_config(table: Any, path: Path) -> CheckConfig:
    """Validate a table of settings.

    Raises:
        ConfigError: an unknown key or a value that makes no sense.
    """
    name = str(path)
    if not isinstance(table, dict):
        raise ConfigError.at(name, "check is no table")
    unknown = sorted(table.keys() - set(_KEYS))
    if unknown:
        raise ConfigError.at(name, f"unknown key {', '.join(unknown)}", f"keys are {', '.join(_KEYS)}")
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in ("select", "ignore"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise ConfigError.at(name, f"{key} is {value!r}", 'a list is wanted: ["TERM", "NUM001"]')
            _expand(value, name)
            values[key] = tuple(value)
        elif key == "severity":
            values[key] = _severities(value, name)
        elif key == "fail-on":
            if value not in ("error", "warning"):
                raise ConfigError.at(name, f"fail-on is {value!r}", "error or warning")
            values["fail_on"] = value
        elif not isinstance(value, str):
            raise ConfigError.at(name, f"{key} is {value!r}", "the name of a file is wanted")
        else:
            values[key] = str(path.parent / value)
    return CheckConfig(**values)


def _severities(value: Any, name: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(v in SEVERITIES for v in value.values()):
        raise ConfigError.at(name, f"severity is {value!r}", f"RULE = one of {', '.join(SEVERITIES)}")
    # Families first: TERM003 = "error" holds beside TERM = "warning", in whatever order they are written.
    keys = sorted(value, key=lambda key: key[-1:].isdigit())
    return {code: value[key] for key in keys for code in _expand([key], name)}


def _expand(names: list[str], path: str) -> tuple[str, ...]:
    try:
        return expand_codes(names)
    except ConfigError as error:
        raise ConfigError.at(path, str(error)) from error
