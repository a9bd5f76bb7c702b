"""Interchange: records and glossaries in the formats of other people's tools. ``load_format`` is the way in.

The table is lazy, and other packages add formats through the entry-point group ``bitexte.formats``; nothing is
registered as a side effect of an import. A format that cannot carry something says so before it writes.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from translate.errors import ConfigError
from translate.formats.base import (
    GlossaryFormat,
    Imported,
    Loss,
    Parts,
    RecordFormat,
    export_glossary,
    export_records,
    find_entry_losses,
    find_losses,
)

__all__ = [
    "GlossaryFormat",
    "Imported",
    "Loss",
    "Parts",
    "RecordFormat",
    "export_glossary",
    "export_records",
    "find_entry_losses",
    "find_losses",
    "format_names",
    "load_format",
]

_FORMATS = {
    "dataset": "translate.formats.dataset:Dataset",
    "doccano": "translate.formats.doccano:Doccano",
    "glossary-csv": "translate.formats.tables:GlossaryCsv",
    "glossary-tsv": "translate.formats.tables:GlossaryTsv",
    "jsonl": "translate.formats.plain:Jsonl",
    "label-studio": "translate.formats.labelstudio:LabelStudio",
    "mqm": "translate.formats.mqm:Mqm",
    "pearmut": "translate.formats.pearmut:Pearmut",
    "tbx": "translate.formats.tbx:Tbx",
    "tbx2": "translate.formats.tbx:Tbx2",
    "tmx": "translate.formats.tmx:Tmx",
    "tsv": "translate.formats.plain:Tsv",
    "xliff": "translate.formats.xliff21:Xliff21",
    "xliff12": "translate.formats.xliff12:Xliff12",
}


def load_format(name: str) -> RecordFormat | GlossaryFormat:
    """Load a format by its name.

    Raises:
        ConfigError: there is no such format, or its package cannot be imported.
    """
    targets = _targets()
    if name not in targets:
        raise ConfigError(f"no format {name!r} – choose one of {', '.join(sorted(targets))}")
    module, _, attribute = targets[name].partition(":")
    try:
        build = getattr(import_module(module), attribute)
    except ImportError as error:
        raise ConfigError(f"format {name} cannot be used: {error}") from error
    return cast("RecordFormat | GlossaryFormat", build())


def format_names() -> list[str]:
    """Names of all formats, sorted."""
    return sorted(_targets())


def _targets() -> dict[str, str]:
    return {point.name: point.value for point in entry_points(group="bitexte.formats")} | _FORMATS
