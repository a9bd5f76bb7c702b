"""A TOML file with the lines of its keys, so that whatever is wrong in it can be shown where it stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from translate.errors import ConfigError, Fault
from translate.files import reason
from translate.toml.lines import KeyPath, find_key_lines, line_of


@dataclass(frozen=True)
class TomlFile:
    """What a file holds, and where."""

    name: str
    """As the user named it."""
    text: str
    values: dict[str, Any]

    def line(self, path: KeyPath) -> int | None:
        """One-based line of a key or, when it was left out, of its table; None when the file has neither."""
        return line_of(self.lines, path)

    @cached_property
    def lines(self) -> dict[KeyPath, int]:
        """One-based line of every key, table and list item."""
        return find_key_lines(self.text)

    def fault(self, path: KeyPath, what: str, repair: str = "") -> Fault:
        """What is wrong with the value of a key."""
        return Fault(self.name, self.line(path), what, repair)


def read_toml(path: str | Path) -> TomlFile:
    """Read a TOML file; a byte order mark before it does not count.

    Raises:
        ConfigError: it cannot be read, is not UTF-8, or is not TOML.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError.at(str(path), f"cannot be read: {reason(error)}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError.at(str(path), f"is not UTF-8: {error.reason}", "save it as UTF-8", line) from error
    return parse_toml(text, str(path))


def parse_toml(text: str, name: str) -> TomlFile:
    """Parse the text of a TOML file.

    Raises:
        ConfigError: it is not TOML.
    """
    try:
        return TomlFile(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else max(1, len(text.splitlines()))  # « at end of document »
        raise ConfigError.at(name, f"is not TOML: {error}", line=number) from error
    except RecursionError as error:
        raise ConfigError.at(name, "is not TOML: nested too deeply") from error
