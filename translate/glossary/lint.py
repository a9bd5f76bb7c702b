"""What is legal in a glossary but unwise, beside what is a fault."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from translate.glossary.entry import Entry
from translate.glossary.folding import fold_term
from translate.glossary.reading import Table, make_entries, parse_table
from translate.glossary.trie import split_variant


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that lint has to say."""

    path: str
    line: int | None
    """One-based; None when the whole file is meant."""
    severity: str
    """``error`` (the file is refused), ``warning`` or ``info``."""
    what: str
    repair: str = ""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.severity}: {self.what}" + (f" – {self.repair}" if self.repair else "")


def lint_glossary(text: str, name: str = "glossary") -> list[Remark]:
    """Examine a glossary file.

    Returns:
        Errors, for which ``parse_glossary`` would refuse the file, and warnings, by line.
    """
    table = parse_table(text, name)
    entries = make_entries(table)
    remarks = [Remark(fault.path, fault.line, "error", fault.what, fault.repair) for fault in table.faults]
    if not table.faults and not entries:
        remarks.append(Remark(name, None, "error", "there is no entry in it"))
    lint = _Lint(name, remarks)
    lint.layout(table)
    lint.duplicates(entries)
    lint.apostrophes(entries)
    lint.forbidden_elsewhere(entries)
    lint.inclusions(entries)
    for entry in entries:
        lint.articles(entry)
        lint.target_language(entry)
        lint.general(entry)
    return sorted(remarks, key=lambda r: (r.line or 0, r.severity != "error", r.what))


class _Lint:
    def __init__(self, name: str, remarks: list[Remark]) -> None:
        self._name = name
        self._remarks = remarks

    def _warn(self, line: int, what: str, repair: str = "", severity: str = "warning") -> None:
        self._remarks.append(Remark(self._name, line, severity, what, repair))

    def layout(self, table: Table) -> None:
        for row in table.rows:
            cells = row.raw.split("\t")
            if any(cell != cell.strip() for cell in cells):
                self._warn(row.line, "blanks around a cell", "remove them")
            if any(cell.startswith("|") or cell.rstrip().endswith("|") or "||" in cell for cell in cells[:2]):
                self._warn(row.line, "an empty variant", "remove the extra |")
            if re.search(r"[^\S\t]{2,}", "\t".join(cells[:2])):
                self._warn(row.line, "two blanks in a row", "keep one")

    def duplicates(self, entries: list[Entry]) -> None:
        first: dict[tuple[str, str, str], Entry] = {}
        for entry in entries:
            for source in entry.sources:
                extra = "|".join(sorted(map(fold_term, entry.targets))) if entry.status == "forbidden" else ""
                verbatim = source if entry.case == "sensitive" else ""
                key = (fold_term(source), extra, verbatim)
                other = first.setdefault(key, entry)
                if other is entry:
                    continue
                if (other.status == "forbidden") == (entry.status == "forbidden"):
                    self._warn(
                        entry.line, f"“{source}” is in line {other.line} already", "remove one of the two"
                    )

    def apostrophes(self, entries: list[Entry]) -> None:
        lines: dict[str, list[int]] = defaultdict(list)
        for entry in entries:
            for text in (*entry.sources, *entry.targets):
                for mark in "'’":
                    if mark in text:
                        lines[mark].append(entry.line)
        if len(lines) == 2:
            rarer, other = sorted(lines, key=lambda mark: len(lines[mark]))
            for line in sorted(set(lines[rarer])):
                self._warn(
                    line,
                    f"apostrophe {rarer} where most lines have {other}",
                    "use one kind (both match)",
                    "info",
                )

    def forbidden_elsewhere(self, entries: list[Entry]) -> None:
        accepted: dict[str, Entry] = {}
        for entry in entries:
            if entry.status != "forbidden":
                for target in entry.targets:
                    accepted.setdefault(fold_term(target), entry)
        for row in entries:
            if row.status != "forbidden":
                continue
            for target in row.targets:
                other = accepted.get(fold_term(target))
                if other is not None:
                    what = f"“{target}” is forbidden here and accepted for “{other.sources[0]}” in line {other.line}"
                    self._warn(row.line, what, "a text with both sources cannot be judged", "info")

    def inclusions(self, entries: list[Entry]) -> None:
        """A variant of one entry that holds another one whose English is not part of the longer English."""
        plain = [entry for entry in entries if entry.status != "forbidden"]
        words = {
            (entry.line, source): tuple(word.folded for word in split_variant(source))
            for entry in plain
            for source in entry.sources
        }
        by_words: dict[tuple[str, ...], Entry] = {}
        for entry in plain:
            for source in entry.sources:
                by_words.setdefault(words[entry.line, source], entry)
        for entry in plain:
            for source in entry.sources:
                mine = words[entry.line, source]
                for size in range(1, len(mine)):
                    for start in range(len(mine) - size + 1):
                        other = by_words.get(mine[start : start + size])
                        if other is not None and other is not entry and not _holds(entry, other):
                            what = f"“{source}” contains “{other.sources[0]}” (line {other.line}) with other English"
                            self._warn(
                                entry.line, what, "the longer one wins; make sure that is meant", "info"
                            )

    def articles(self, entry: Entry) -> None:
        for source in entry.sources:
            if re.match(r"(?:le|la|les|un|une|des) |l['’]", source):
                self._warn(
                    entry.line, f"“{source}” begins with an article", "leave it out; it matches all the same"
                )
        for target in entry.targets:
            if target.startswith(("the ", "a ", "an ")):
                self._warn(entry.line, f"“{target}” begins with an article", "leave it out")

    def target_language(self, entry: Entry) -> None:
        if entry.status == "keep":
            return
        for target in entry.targets:
            # *UN* is an acronym, and *Élysée Palace* takes its accents from the French on purpose.
            borrowed = " ".join(entry.sources)
            found = [word for m in _FRENCH.finditer(target) if not (word := m.group().strip()).isupper()]
            found = [word for word in found if word not in borrowed]
            if found:
                self._warn(
                    entry.line, f"“{target}” does not look English (“{found[0]}”)", "check the columns"
                )
        for source in entry.sources:
            if _ENGLISH.search(source) and not _FRENCH.search(source):
                self._warn(entry.line, f"“{source}” does not look French", "check the columns")

    def general(self, entry: Entry) -> None:
        for source in entry.sources:
            words = split_variant(source)
            if len(words) == 1 and len(words[0].folded) < 3 and not words[0].cased.isupper():
                self._warn(
                    entry.line,
                    f"“{source}” is so short that it will match by accident",
                    "make it longer or case-sensitive",
                )


_WORDS = re.compile(r"\w+")
_FRENCH = re.compile(
    r"\b(?:de|du|des|le|la|les|et|aux?|d['’]|l['’]|pour|sur|dans|une?)(?:\b|(?<=['’]))|[a-zé]+(?:ée?s?|ère|ième|eux)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:of|the|and|for|with|from|to|on the|in)\b", re.IGNORECASE)


def _holds(longer: Entry, shorter: Entry) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(fold_term(short))}(?!\w)", fold_term(long))
        for long in longer.targets
        for short in shorter.targets
    )
