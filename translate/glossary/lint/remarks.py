"""One remark of lint, and the rules a remark can come from."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "info")
"""Worst first."""

RULES = {
    "refused": "the file is faulty and would be refused",
    "conflict": "one source with two preferred targets, or with one that is forbidden as well",
    "duplicate": "the same source, or the same variant, twice",
    "shadowed": "a source that another entry matches first",
    "contains": "a source variant that contains another entry",
    "forbidden-elsewhere": "a target that is forbidden here and accepted there",
    "blanks": "blanks around a cell, two in a row, invisible characters",
    "empty-variant": "nothing between two |",
    "apostrophes": "’ and ' in one file",
    "hyphens": "several kinds of hyphen in one file, or a dash for a hyphen",
    "article": "a term that begins with its article",
    "not-english": "a target that does not look English",
    "not-french": "a source that does not look French",
    "swapped": "most rows have the English first",
    "untranslated": "a target of several words that is the French unchanged",
    "too-short": "a source that will match by accident",
    "unused": "an entry that a corpus never needs",
}
"""Name of each rule and what it finds."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that lint has to say."""

    path: str
    line: int | None
    """One-based; None when the whole file is meant."""
    severity: str
    """``error`` (the file is refused), ``warning`` or ``info``."""
    rule: str
    """One of ``RULES``."""
    what: str
    repair: str = ""
    entry: str | None = None
    """Id of the entry that is meant, where there is one."""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        repair = f" – {self.repair}" if self.repair else ""
        return f"{where}: {self.severity}: {self.what}{repair} [{self.rule}]"
