"""TOML files for which every fault can be shown where it stands.

lines   where the keys of a text stand        file    a file with its values and their lines
"""

from translate.toml.file import TomlFile, parse_toml, read_toml
from translate.toml.lines import KeyPath

__all__ = ["KeyPath", "TomlFile", "parse_toml", "read_toml"]
