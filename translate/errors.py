"""Every error that Bitexte raises on purpose.

    BitexteError                 anything a user can mend; the command line prints it and exits with 2
    ├── InputError               a document that cannot be read
    ├── GlossaryError            a glossary refused as a whole, with every fault in it
    ├── RecordError              a record file with faults, each with its line
    ├── ConfigError              a recipe, bitexte.toml or option that makes no sense
    ├── EngineError              a model that cannot be found, loaded, converted or run
    ├── OutputError              something that cannot be written
    ├── MissingExtra             an optional package that is not installed
    └── LossyExport              a format that cannot carry what it was asked to

A message says where (``file:line``), what, and how to mend it. Errors of libraries are turned into
these at the boundary where the library is called; nothing below ``cli`` prints or exits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file."""

    path: str
    """File as the user named it; ``-`` is standard input."""
    line: int | None
    """One-based line, or None when the fault concerns the whole file."""
    what: str
    repair: str = ""
    """What to do about it; empty when ``what`` already says it."""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.what}" + (f" – {self.repair}" if self.repair else "")


class BitexteError(Exception):
    """Base of all errors here. ``str()`` is complete and fit to be shown to a user."""

    def __init__(self, message: str = "", faults: Sequence[Fault] = ()) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(message or "\n".join(str(fault) for fault in faults))

    @classmethod
    def at(cls, path: str, what: str, repair: str = "", line: int | None = None) -> BitexteError:
        """Build the error for a single fault; called on the class that is wanted."""
        return cls(faults=[Fault(path, line, what, repair)])


class InputError(BitexteError):
    """A document that cannot be read."""


class GlossaryError(BitexteError):
    """A glossary refused as a whole."""


class RecordError(BitexteError):
    """A record file with faults."""


class ConfigError(BitexteError):
    """A recipe, configuration file or option that makes no sense."""


class EngineError(BitexteError):
    """A model that cannot be found, loaded, converted or run."""


class OutputError(BitexteError):
    """Something that cannot be written."""


class MissingExtra(BitexteError):
    """An optional package that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed – pip install 'bitexte[{extra}]'")


class LossyExport(BitexteError):
    """A format that cannot carry something it was asked to."""
