"""How the file is written: blanks, empty variants, apostrophes and hyphens of several kinds."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from translate.glossary.entry import Entry
from translate.glossary.lint.remarks import Remark
from translate.glossary.reading import Row, Table

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_TWO_BLANKS = re.compile(r"[^\S\t]{2,}")
_LOPSIDED = re.compile(r"\s\|(?=[^\s|])|(?<=[^\s|])\|\s")
_HYPHENS = "-‐‑"
# *Israel–Hamas* is good English and *franco–russe* is not French; « – » between blanks is punctuation on both sides.
_DASH_AS_HYPHEN = re.compile(r"[^\W\d_][–—−][^\W\d_]")
_LINES_SHOWN = 5


def lint_layout(table: Table, entries: Sequence[Entry]) -> list[Remark]:
    """Remarks about the characters of a file rather than its terms."""
    remarks: list[Remark] = []
    for row in table.rows:
        for rule, what, repair in _faults_of(row):
            remarks.append(Remark(table.name, row.line, "warning", rule, what, repair))
    remarks += _apostrophes(entries, table.name)
    remarks += _hyphens(entries, table.name)
    return remarks


def _faults_of(row: Row) -> Iterable[tuple[str, str, str]]:
    """Rule, remark and repair for one line as it stands."""
    cells = row.raw.split("\t")
    texts = [cells[i] for i, name in enumerate(row.cells) if name in ("source", "target")]
    if any(cell != cell.strip() for cell in cells):
        found = [
            side
            for side, strip in (("before", str.lstrip), ("after", str.rstrip))
            if any(cell != strip(cell) for cell in cells)
        ]
        yield "blanks", f"blanks {' and '.join(found)} a cell", "remove them"
    if any(_TWO_BLANKS.search(text.strip()) for text in texts):
        yield "blanks", "two blanks in a row", "keep one"
    if any(_LOPSIDED.search(text.strip(" |")) for text in texts):
        yield "blanks", "a blank on one side of |", "remove it"
    for character in sorted({c for text in texts for c in _INVISIBLE.findall(text)}):
        name = unicodedata.name(character, "an invisible character").lower()
        yield "blanks", f"an invisible character, U+{ord(character):04X} ({name})", "remove it"
    if any("" in (variants := [v.strip() for v in text.split("|")]) and any(variants) for text in texts):
        yield "empty-variant", "an empty variant", "remove the extra |"
    for text in texts:
        variants = [v for v in (v.strip() for v in text.split("|")) if v]
        for variant in sorted({v for v in variants if variants.count(v) > 1}):
            yield "duplicate", f"“{variant}” twice in one cell", "keep one"


def _lines_with(texts: Iterable[tuple[int, str]], marks: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = defaultdict(list)
    for line, text in texts:
        for mark in marks:
            if mark in text:
                lines[mark].append(line)
    return lines


def _apostrophes(entries: Sequence[Entry], name: str) -> Iterable[Remark]:
    french = _lines_with(((e.line, s) for e in entries for s in e.sources), "'’")
    english = _lines_with(((e.line, t) for e in entries if e.status != "keep" for t in e.targets), "'’")
    if len(french) == 2 or len(english) == 2:
        lines = {mark: [*french.get(mark, ()), *english.get(mark, ())] for mark in "'’"}
        rarer, other = sorted(lines, key=lambda mark: len(lines[mark]))
        what = f"apostrophe {rarer} {_where(lines[rarer])}, {other} elsewhere"
        repair = "use one kind (both match all the same)"
        yield Remark(name, min(lines[rarer]), "warning", "apostrophes", what, repair)
    elif french and english and french.keys() != english.keys():
        (mark, _), (other, lines_of_other) = *french.items(), *english.items()
        what = f"the apostrophe is {mark} in the French and {other} in the English"
        yield Remark(name, min(lines_of_other), "info", "apostrophes", what, "make sure that is meant")


def _hyphens(entries: Sequence[Entry], name: str) -> Iterable[Remark]:
    texts = [(e.line, text) for e in entries for text in (*e.sources, *e.targets)]
    lines = _lines_with(texts, _HYPHENS)
    if len(lines) > 1:
        usual = max(lines, key=lambda mark: (len(lines[mark]), mark == "-"))
        for mark, found in lines.items():
            if mark != usual:
                what = f"hyphen {mark} (U+{ord(mark):04X}) {_where(found)}, {usual} (U+{ord(usual):04X}) elsewhere"
                repair = "use one kind (both match all the same)"
                yield Remark(name, min(found), "warning", "hyphens", what, repair)
    for entry in entries:
        for source in entry.sources:
            match = _DASH_AS_HYPHEN.search(source)
            if match is not None:
                what = f"“{source}” has the dash {match.group()[1]} between two words"
                repair = "write a hyphen: the dash matches nothing but itself"
                yield Remark(name, entry.line, "warning", "hyphens", what, repair, entry.id)


def _where(lines: list[int]) -> str:
    numbers = sorted(set(lines))
    shown = ", ".join(map(str, numbers[:_LINES_SHOWN]))
    more = f" and {len(numbers) - _LINES_SHOWN} more" if len(numbers) > _LINES_SHOWN else ""
    return f"in line{'' if len(numbers) == 1 else 's'} {shown}{more}"
