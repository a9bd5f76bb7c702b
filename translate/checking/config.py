"""What a project has settled about its checks: ``bitexte.toml`` or ``[tool.bitexte.check]`` of pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    if not isinstance(table, dict):
        raise ConfigError(faults=[file.fault(outer, f"{header} is no table", f"write [{header}]")])
    faults = [
        file.fault((*outer, key), f"unknown table {key}", "the only one is check")
        for key in table
        if key != "check"
    ]
    settings = table.get("check", {})
    if not isinstance(settings, dict):
        faults.append(file.fault((*outer, "check"), f"{header} is no table", f"write [{header}]"))
        settings = {}
    values: dict[str, Any] = {}
    for key, value in settings.items():
        wrong = list(_find_faults(key, value))
        faults += [file.fault((*outer, "check", key, *path), what, repair) for path, what, repair in wrong]
        if not wrong:
            values[key.replace("-", "_")] = _read_value(key, value, Path(file.name).parent)
    if faults:
        raise ConfigError(faults=sorted(faults, key=lambda fault: fault.line or 0))
    return CheckConfig(**values)


def _find_faults(key: str, value: Any) -> Iterator[tuple[KeyPath, str, str]]:
    """What is wrong with a setting: where in its value, what, and the repair."""
    if key not in _KEYS:
        yield (), f"unknown key {key}", f"keys are {', '.join(_KEYS)}"
    elif key in ("select", "ignore"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield (), f"{key} is {value!r}", 'a list is wanted: ["TERM", "NUM001"]'
            return
        for position, name in enumerate(value):
            yield from _find_unknown(name, position)
    elif key == "severity":
        repair = f"RULE = one of {', '.join(SEVERITIES)}"
        if not isinstance(value, dict):
            yield (), f"severity is {value!r}", repair
            return
        for name, severity in value.items():
            yield from _find_unknown(name, name)
            if severity not in SEVERITIES:
                yield (name,), f"severity of {name} is {severity!r}", repair
    elif key == "fail-on":
        if value not in ("error", "warning"):
            yield (), f"fail-on is {value!r}", "error or warning"
    elif not isinstance(value, str):
        yield (), f"{key} is {value!r}", "the name of a file is wanted"


def _find_unknown(name: str, place: str | int) -> Iterator[tuple[KeyPath, str, str]]:
    try:
        expand_codes([name])
    except ConfigError as error:
        yield (place,), str(error), ""


def _read_value(key: str, value: Any, folder: Path) -> Any:
    if key in ("select", "ignore"):
        return tuple(value)
    if key == "severity":
        # Families first: TERM003 = "error" holds beside TERM = "warning", in whatever order they are written.
        names = sorted(value, key=lambda name: name[-1:].isdigit())
        return {code: value[name] for name in names for code in expand_codes([name])}
    return value if key == "fail-on" else str(folder / value)
