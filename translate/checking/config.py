"""What a project has settled about its checks: ``bitexte.toml`` or ``[tool.bitexte.check]`` of pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from translate.checks.base import SEVERITIES
from translate.checks.registry import CODES, expand_codes
from translate.errors import ConfigError
from translate.toml import KeyPath, TomlFile, read_toml


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
        ConfigError: all that is not valid in the file; an unknown key is a fault that lists those that there are.
    """
    for here in (folder, *folder.parents):
        own = here / "bitexte.toml"
        if own.is_file():
            return make_config(read_toml(own), ())
        project = here / "pyproject.toml"
        if project.is_file():
            file = read_toml(project)
            tool = file.values.get("tool", {})
            if isinstance(tool, dict) and "bitexte" in tool:
                return make_config(file, ("tool", "bitexte"))
        if (here / ".git").exists():
            break
    return CheckConfig()


def make_config(file: TomlFile, outer: tuple[str, ...]) -> CheckConfig:
    """Validate settings.

    Args:
        file: where they stand; paths in it are relative to it.
        outer: the table that their table ``check`` stands in.

    Raises:
        ConfigError: all unknown keys and values that make no sense.
    """
    table: Any = file.values
    for key in outer:
        table = table[key]
    header = ".".join((*outer, "check"))
    settings = table.get("check", {}) if isinstance(table, dict) else None
    if not isinstance(settings, dict):
        raise ConfigError(
            faults=[file.fault((*outer, "check"), f"{header} is no table", f"write [{header}]")]
        )
    faults = [
        file.fault((*outer, key), f"unknown table {key}", "the only one is check")
        for key in table
        if key != "check"
    ]
    values: dict[str, Any] = {}
    for key, value in settings.items():
        try:
            values[key.replace("-", "_")] = _read_value(key, value, Path(file.name).parent)
        except _Fault as fault:
            faults.append(file.fault((*outer, "check", key, *fault.path), fault.what, fault.repair))
    if faults:
        raise ConfigError(faults=sorted(faults, key=lambda fault: fault.line or 0))
    return CheckConfig(**values)


class _Fault(Exception):
    """What is wrong with a value, or with what stands at some keys in it."""

    def __init__(self, what: str, repair: str = "", path: KeyPath = ()) -> None:
        self.what, self.repair, self.path = what, repair, path


def _read_value(key: str, value: Any, folder: Path) -> Any:
    if key not in _KEYS:
        raise _Fault(f"unknown key {key}", f"keys are {', '.join(_KEYS)}")
    if key in ("select", "ignore"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _Fault(f"{key} is {value!r}", 'a list is wanted: ["TERM", "NUM001"]')
        for position, name in enumerate(value):
            _expand(name, position)
        return tuple(value)
    if key == "severity":
        return _read_severities(value)
    if key == "fail-on":
        if value not in ("error", "warning"):
            raise _Fault(f"fail-on is {value!r}", "error or warning")
        return value
    if not isinstance(value, str):
        raise _Fault(f"{key} is {value!r}", "the name of a file is wanted")
    return str(folder / value)


def _read_severities(value: Any) -> dict[str, str]:
    repair = f"RULE = one of {', '.join(SEVERITIES)}"
    if not isinstance(value, dict):
        raise _Fault(f"severity is {value!r}", repair)
    for name, severity in value.items():
        if severity not in SEVERITIES:
            raise _Fault(f"severity of {name} is {severity!r}", repair, (name,))
    # Families first: TERM003 = "error" holds beside TERM = "warning", in whatever order they are written.
    names = sorted(value, key=lambda name: name[-1:].isdigit())
    return {code: value[name] for name in names for code in _expand(name, name)}


def _expand(name: str, place: str | int) -> tuple[str, ...]:
    try:
        return expand_codes([name])
    except ConfigError as error:
        raise _Fault(str(error), path=(place,)) from error
