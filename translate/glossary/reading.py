"""The glossary file: tab-separated UTF-8, refused whole with every fault in it, or accepted.

    source  target  status  case  match  domain  note          (header optional; without one: source, target)

``|`` separates variants; lines that are empty or begin with ``#`` are skipped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from translate.errors import Fault, GlossaryError
from translate.glossary.entry import CASES, MATCHES, STATUSES, Entry
from translate.glossary.folding import TOKEN, fold_term, fold_text
from translate.glossary.matching import Glossary
from translate.text import strip_accents

COLUMNS = ("source", "target", "status", "case", "match", "domain", "note")
_ALIASES = {
    "fr": "source",
    "fr-fr": "source",
    "french": "source",
    "français": "source",
    "en": "target",
    "en-us": "target",
    "en-gb": "target",
    "english": "target",
    "anglais": "target",
    "notes": "note",
    "comment": "note",
}
_LETTER = re.compile("[A-Za-z0-9]")  # which nearly every word has
_CHOICES = {"status": STATUSES, "case": CASES, "match": MATCHES}


@dataclass(slots=True)
class Row:
    """One row of the file, cells stripped."""

    line: int
    cells: dict[str, str]
    raw: str = ""
    """The line as it stands, for lint."""

    def variants(self, column: str) -> tuple[str, ...]:
        """The cell's variants, empty ones left out."""
        return tuple(
            dict.fromkeys(v for part in self.cells.get(column, "").split("|") if (v := part.strip()))
        )

    def choice(self, column: str) -> str:
        """Value of a column with a fixed set of values; its default where the cell is empty."""
        value = self.cells.get(column, "").casefold()
        if not value and column == "case" and self.choice("status") == "keep":
            return "sensitive"  # *Le Monde* is a paper, *le monde* is the world
        return value or _CHOICES[column][0]


@dataclass(slots=True)
class Table:
    """Rows of a file and the faults found in its layout."""

    name: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int | None, what: str, repair: str = "") -> None:
        """Note a fault."""
        self.faults.append(Fault(self.name, line, what, repair))


def read_glossary(path: Path | str) -> Glossary:
    """Read and validate a glossary file; ``-`` is standard input.

    Raises:
        GlossaryError: the file cannot be read or is faulty; all its faults are listed.
    """
    return parse_glossary(read_text(path), str(path))


def parse_glossary(text: str, name: str = "glossary") -> Glossary:
    """Parse the text of a glossary file.

    Args:
        text: tab-separated lines.
        name: file name for messages.

    Raises:
        GlossaryError: with every fault of the file.
    """
    table = parse_table(text, name)
    entries = make_entries(table)
    if not table.faults and not entries:
        table.fault(None, "there is no entry in it", "add lines such as: Maison Blanche<TAB>White House")
    if table.faults:
        raise GlossaryError(faults=sorted(table.faults, key=lambda fault: fault.line or 0))
    return Glossary(entries, name)


def serialize_glossary(glossary: Glossary) -> str:
    """Write a glossary as TSV with a header; parsing it again gives the same entries."""
    lines = ["\t".join(COLUMNS)]
    for e in glossary.entries:
        lines.append(
            "\t".join(("|".join(e.sources), "|".join(e.targets), e.status, e.case, e.match, e.domain, e.note))
        )
    return "\n".join(lines) + "\n"


def read_text(path: Path | str) -> str:
    """Read a glossary file as text.

    Raises:
        GlossaryError: it cannot be opened, or is not UTF-8.
    """
    name = str(path)
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(path).read_bytes()
    except OSError as error:
        raise GlossaryError.at(name, error.strerror or str(error), "check the path") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = likely_encoding(data)
        if guess is None:
            raise GlossaryError.at(
                name, "is not a text file", "export the glossary as tab-separated text"
            ) from error
        repair = f"save it as UTF-8, or: iconv -f {guess} -t UTF-8 {name}"
        raise GlossaryError.at(name, f"is not UTF-8 (it looks like {guess})", repair, line) from error


def likely_encoding(data: bytes) -> str | None:
    """Guess the encoding of bytes that are not UTF-8; None when they are not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")) or b"\x00" in data[:4096]:
        return "UTF-16LE" if data[1:400:2].count(0) > len(data[:400]) // 4 else None
    # é, è, à, ç, ê in Mac Roman; in Windows-1252 the same bytes are rare marks (Ž, ‘, ˆ …).
    mac, windows = (
        sum(data.count(b) for b in group)
        for group in ((b"\x8e", b"\x8f", b"\x88", b"\x90"), (b"\xe9", b"\xe8", b"\xe0", b"\xea"))
    )
    return "MACINTOSH" if mac > windows else "WINDOWS-1252"


def parse_table(text: str, name: str) -> Table:
    """Split a glossary file into rows; faults of layout are collected, not raised."""
    table = Table(name)
    columns: tuple[str, ...] | None = None
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = _header(cells, number, table)
            if columns is not None:
                continue
            columns = COLUMNS[:2]
        row = _row(cells, columns, number, table)
        if row is not None:
            row.raw = line
            table.rows.append(row)
    return table


def _header(cells: list[str], line: int, table: Table) -> tuple[str, ...] | None:
    names = [cell.strip().casefold() for cell in cells]
    names = [_ALIASES.get(name, name) for name in names]
    if "source" not in names or "target" not in names:
        return None
    for name in names:
        if name not in COLUMNS:
            table.fault(line, f"unknown column “{name}”", f"columns are {', '.join(COLUMNS)}")
        elif names.count(name) > 1:
            table.fault(line, f"column “{name}” twice")
    return tuple(names)


def _row(cells: list[str], columns: tuple[str, ...], line: int, table: Table) -> Row | None:
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(columns):
        more = "" if len(columns) > 2 else "; a header line (source, target, status …) is needed for more"
        table.fault(
            line, f"{len(cells)} columns where there should be {len(columns)}{more}", "remove the extra tabs"
        )
        return None
    if len(cells) < 2:
        table.fault(line, "no tab between the French and the English", "put one there (spaces do not count)")
        return None
    return Row(line, {name: cell.strip() for name, cell in zip(columns, cells, strict=False)})


def make_entries(table: Table) -> list[Entry]:
    """Build entries of the sound rows; faults of content are added to the table."""
    entries: list[Entry] = []
    ids: set[str] = set()
    for row in table.rows:
        entry = _entry(row, table, ids)
        if entry is not None:
            entries.append(entry)
    _check_conflicts(entries, table)
    return entries


def _entry(row: Row, table: Table, ids: set[str]) -> Entry | None:
    sound = True
    choices = {column: row.choice(column) for column in _CHOICES}
    for column, allowed in _CHOICES.items():
        if choices[column] not in allowed:
            what = f"unknown {column} “{row.cells[column]}”"
            table.fault(row.line, what, f"use {', '.join(allowed[:-1])} or {allowed[-1]}")
            sound = False
    sources, targets, status = row.variants("source"), row.variants("target"), choices["status"]
    if status == "keep":
        if targets and {fold_term(t) for t in targets} - {fold_term(s) for s in sources}:
            what = f"“{'|'.join(targets)}” is not the source, although the status is keep"
            table.fault(row.line, what, "leave the target empty, or make the status preferred")
            sound = False
        targets = sources
    for side, variants in (("source (French)", sources), ("target (English)", targets)):
        if not variants:
            table.fault(row.line, f"the {side} is empty", "fill it in or remove the line")
            sound = False
        elif not all(_LETTER.search(v) or TOKEN.search(fold_text(v).text) for v in variants):
            table.fault(row.line, f"a variant of the {side} has no letter or digit", "remove it")
            sound = False
    if not sound:
        return None
    id = _unique_id(sources[0], targets[0], status, ids)
    domain, note = row.cells.get("domain", ""), row.cells.get("note", "")
    return Entry(id, sources, targets, status, choices["case"], choices["match"], domain, note, row.line)


def slug(text: str) -> str:
    """Make an id of a term: *Chef d’état-major* → ``chef-d-etat-major``."""
    folded = fold_term(text)
    plain = folded if folded.isascii() else strip_accents(folded)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "entry"


def _unique_id(source: str, target: str, status: str, ids: set[str]) -> str:
    base = slug(source) if status != "forbidden" else f"{slug(source)}-not-{slug(target)}"
    id, n = base, 2
    while id in ids:
        id, n = f"{base}-{n}", n + 1
    ids.add(id)
    return id


def _keys(entry: Entry) -> Iterable[tuple[str, str]]:
    """What identifies a source variant: its folded form, and its capitals too if the entry is case-sensitive."""
    for source in entry.sources:
        yield fold_term(source), source if entry.case == "sensitive" else ""


def _check_conflicts(entries: list[Entry], table: Table) -> None:
    preferred: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.status == "forbidden":
            continue
        for source, key in zip(entry.sources, _keys(entry), strict=True):
            other = preferred.setdefault(key, entry)
            if other is not entry and set(map(fold_term, other.targets)) != set(
                map(fold_term, entry.targets)
            ):
                what = (
                    f"“{source}” is “{entry.targets[0]}” here and “{other.targets[0]}” in line {other.line}"
                )
                table.fault(entry.line, what, "keep one line and separate the variants by |")
                break
    by_source: dict[str, list[Entry]] = {}
    for entry in preferred.values():
        for source in entry.sources:
            by_source.setdefault(fold_term(source), []).append(entry)
    for row in entries:
        if row.status != "forbidden":
            continue
        banned = {fold_term(target) for target in row.targets}
        clashes = [
            (target, entry)
            for source in row.sources
            for entry in by_source.get(fold_term(source), ())
            for target in entry.targets
            if fold_term(target) in banned
        ]
        if clashes:
            target, entry = clashes[0]
            what = f"“{target}” is forbidden for “{row.sources[0]}” here and accepted in line {entry.line}"
            table.fault(row.line, what, "remove it from one of them")
