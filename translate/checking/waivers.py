"""Waivers: findings that somebody answers for, with a reason and perhaps a last day."""

from __future__ import annotations

import datetime
import fnmatch
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.checks.registry import CODES
from translate.errors import ConfigError
from translate.model import Finding
from translate.report.base import Place
from translate.toml import read_toml

_KEYS = ("rule", "entry", "record", "file", "reason", "until")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver; what it does not name, it does not care about."""

    rule: str
    reason: str
    entry: str = ""
    record: str = ""
    file: str = ""
    """Pattern over the end of the file's path, as in a shell: ``press/*.jsonl`` is also ``./corpus/press/a.jsonl``."""
    until: datetime.date | None = None
    """Last day on which it holds."""
    path: str = ""
    """File that it stands in."""
    line: int = 1

    def covers(self, place: Place, finding: Finding) -> bool:
        """True when it is about this finding, expired or not."""
        return (
            self.rule == finding.rule
            and self.entry in ("", finding.entry)
            and self.record in ("", place.record)
            and self.concerns(place.file)
        )

    def concerns(self, file: str) -> bool:
        """True when a file is among those that it is about."""
        if not self.file:
            return True
        path = Path(file).as_posix()
        return any(fnmatch.fnmatchcase(path, pattern) for pattern in (self.file, f"*/{self.file}"))

    def is_expired(self, today: datetime.date) -> bool:
        """True when its last day has passed."""
        return self.until is not None and today > self.until


def read_waivers(path: str) -> list[Waiver]:
    """Read a waiver file: TOML with one ``[[waiver]]`` per waiver; an empty file holds none.

    Raises:
        ConfigError: it cannot be read, or waivers are not valid; the first fault of each.
    """
    file = read_toml(path)
    faults = [
        file.fault((key,), f"unknown key {key}", 'write [[waiver]], rule = "…", reason = "…"')
        for key in file.values
        if key != "waiver"
    ]
    rows = file.values.get("waiver", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(file.fault(("waiver",), "waiver is no list of tables", "write [[waiver]]"))
        rows = []
    waivers: list[Waiver] = []
    for position, row in enumerate(rows):
        try:
            waivers.append(make_waiver(row, path, file.line(("waiver", position)) or 1))
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(faults=sorted(faults, key=lambda fault: fault.line or 0))
    return waivers


def make_waiver(row: Mapping[str, Any], path: str, line: int) -> Waiver:
    """Validate one waiver.

    Raises:
        ConfigError: what is wrong with it.
    """
    unknown = sorted(row.keys() - set(_KEYS))
    if unknown:
        raise ConfigError.at(
            path,
            f"a waiver has no key {', '.join(map(repr, unknown))}",
            f"keys are {', '.join(_KEYS)}",
            line,
        )
    rule = str(row.get("rule", "")).upper()
    if rule not in CODES:
        raise ConfigError.at(
            path, f"a waiver for rule {rule or 'none'!r}", f"rules are {', '.join(CODES)}", line
        )
    why = str(row.get("reason", "")).strip()
    if not why:
        raise ConfigError.at(path, f"a waiver for {rule} without a reason", 'add reason = "…"', line)
    until = row.get("until")
    try:
        last = datetime.date.fromisoformat(str(until)) if until is not None else None
    except ValueError as error:
        raise ConfigError.at(path, f"until is {until!r}", "write a date: 2027-01-31", line) from error
    return Waiver(
        rule,
        why,
        str(row.get("entry", "")),
        str(row.get("record", "")),
        str(row.get("file", "")),
        last,
        path,
        line,
    )


class Waivers:
    """Waivers in force, and which of them were of use."""

    def __init__(self, waivers: Iterable[Waiver], today: datetime.date) -> None:
        self._waivers = list(waivers)
        self._today = today
        self._used: set[int] = set()

    def find(self, place: Place, finding: Finding) -> Waiver | None:
        """The first waiver that covers a finding and has not expired."""
        found: Waiver | None = None
        for i, waiver in enumerate(self._waivers):
            if waiver.covers(place, finding):
                self._used.add(i)
                if found is None and not waiver.is_expired(self._today):
                    found = waiver
        return found

    def stale(self, files: Collection[str]) -> Iterable[tuple[Waiver, str]]:
        """Waivers that have expired or covered nothing, each with what to say of it.

        Args:
            files: what was checked. A waiver about other files is not called unused: a hook checks only a few.
        """
        for i, waiver in enumerate(self._waivers):
            if waiver.is_expired(self._today):
                yield (
                    waiver,
                    f"the waiver for {waiver.rule} expired on {waiver.until} – mend the finding or renew it",
                )
            elif i not in self._used and any(map(waiver.concerns, files)):
                yield waiver, f"the waiver for {waiver.rule} covers nothing any more – delete it"
