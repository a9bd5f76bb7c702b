"""Repairs that need no model: capitals, forbidden targets, French quotation marks, doubled words."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.articles import fit_article
from translate.checking.inputs import Chunk, Source, parse_chunk, read_chunks
from translate.checking.parsing import Numbered, is_json
from translate.checking.run import Plan, is_waived_term, waivers_of
from translate.checking.waivers import Waivers
from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.errors import ConfigError, Fault
from translate.files import open_atomic
from translate.formats.segments import with_text
from translate.model import Finding
from translate.records import serialize_record
from translate.records.reading import decode_line
from translate.report.base import Place

FIXABLE = ("TERM002", "TERM004", "QUOTE001", "REP001")
"""Rules whose suggestion can be put in place without a reader's judgment."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Fix:
    """One line of a file before and after."""

    source: Source
    line: int
    before: str
    """English before."""
    after: str
    """English after."""
    rules: tuple[str, ...]
    """Rules whose findings it mends."""


def fix_sources(plan: Plan, dry_run: bool = False) -> list[Fix]:
    """Mend what can be mended in the files of a plan, each file at once and atomically.

    In records, the English as delivered stays and the mended one becomes the review's edit, as if a linguist had
    made it; in other files the English is replaced. Broken lines stay as they are, and so does what is waived.

    Args:
        plan: what to check; its rules and lines decide what is mended. Its baseline does not count.
        dry_run: only say what would be done.

    Raises:
        ConfigError: standard input is among the files, or a file with something to mend is not all UTF-8.
        InputError: a file cannot be read.
        OutputError: a file cannot be written.
    """
    if any("-" in (source.path, source.target) for source in plan.sources):
        raise ConfigError("--fix cannot mend standard input – name a file")
    found: list[Fix] = []
    for source in plan.sources:
        fixer = _Fixer(plan, source)
        lines = [line for chunk in read_chunks(source) for line in fixer.mend(chunk)]
        broken = next((line for line in lines if isinstance(line, Fault)), None)
        if fixer.fixes and broken is not None:
            raise ConfigError.at(broken.path, f"{broken.what}: nothing is mended", broken.repair, broken.line)
        if fixer.fixes and not dry_run:
            path = Path(source.target or source.path).resolve()  # a link stays one
            mark = _BOM if path.read_bytes()[:3] == _BOM.encode() else ""
            with open_atomic(path) as stream:
                stream.write(mark)
                stream.writelines(map(_encodable, lines))
        found += fixer.fixes
    return found


class _Fixer:
    """Mends the lines of one input."""

    def __init__(self, plan: Plan, source: Source) -> None:
        codes = [code for code in plan.codes if code in FIXABLE]
        self.fixes: list[Fix] = []
        self._checker = Checker(make_rules(codes), plan.glossary)
        self._plan, self._source = plan, source
        self._lines = plan.lines(source) if plan.lines is not None else None

    def mend(self, chunk: Chunk) -> Iterator[str | Fault]:
        """Lines of the file to be written, mended where that can be done."""
        by_line = {item.line: item for item in parse_chunk(chunk) if isinstance(item, Numbered)}
        path = chunk.source.target or chunk.source.path
        for number, data in enumerate(chunk.targets or chunk.lines, chunk.first):
            line = decode_line(data, path, number)
            numbered = by_line.get(number)
            fix = None
            if numbered is not None and (self._lines is None or number in self._lines):
                fix = self._fix(numbered)
            if fix is None or numbered is None or not isinstance(line, str):
                yield line
            else:
                self.fixes.append(fix)
                yield _rewritten(line, numbered, fix.after, self._source)

    def _fix(self, numbered: Numbered) -> Fix | None:
        unit = numbered.unit
        rows, _ = waivers_of(numbered, self._source.path)
        waivers = Waivers([*rows, *self._plan.waivers], self._plan.today)
        place = Place(self._source.path, numbered.line, numbered.id)
        text = unit.target
        seen: set[str] = set()
        rules: dict[str, None] = {}
        # Again and again, because a repair may uncover another finding; two rules must not play ping-pong, though.
        while text not in seen:
            seen.add(text)
            self._checker.restart()  # each unit is a document of its own here
            findings = [
                finding
                for finding in self._checker.check(unit)
                if finding.suggestion
                and finding.target
                and waivers.find(place, finding) is None
                and not is_waived_term(numbered, finding)
            ]
            rules.update(dict.fromkeys(finding.rule for finding in findings))
            text = apply_suggestions(text, findings)
            unit = Unit(unit.source, text, kind=unit.kind)  # nothing else of it fits a changed text
        if text == numbered.unit.target:
            return None
        return Fix(self._source, numbered.line, numbered.unit.target, text, tuple(rules))


def apply_suggestions(text: str, findings: Sequence[Finding]) -> str:
    """Put suggestions in place, from right to left; of two that overlap, the left one is left out.

    An article before a replaced term is made to agree: *a head officer* → *an official*.
    """
    end = len(text)
    for finding in sorted(findings, key=lambda f: f.target or (0, 0), reverse=True):
        if finding.target is None or finding.suggestion is None or finding.target[1] > end:
            continue
        start, stop = finding.target
        before = text[:start]
        if finding.rule.startswith("TERM"):
            before = fit_article(before, finding.suggestion)
        # Offsets hold up to the article, should it have become another.
        end = next((i for i, (old, new) in enumerate(zip(text, before, strict=False)) if old != new), start)
        text = before + finding.suggestion + text[stop:]
    return text


def _rewritten(line: str, numbered: Numbered, text: str, source: Source) -> str:
    ending = line[len(line.rstrip("\r\n")) :]
    if source.target is not None:
        return text + ending
    record = numbered.unit.record
    if record is not None:
        return serialize_record(with_text(record, text)) + ending
    if is_json(line, source.path):
        row = json.loads(line)
        row["target" if "target" in row else "en"] = text
        return json.dumps(row, ensure_ascii=False) + ending
    return f"{numbered.unit.source}\t{text}{ending}"


def _encodable(line: str | Fault) -> str:
    """JSON may hold half a surrogate pair, which UTF-8 cannot: back to the escape that it came from."""
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match.group()):04x}", str(line))


def show_fixes(fixes: Sequence[Fix]) -> Iterator[str]:
    """Fixes as a unified diff of the English, one hunk per line."""
    for fix in fixes:
        name = fix.source.target or fix.source.path
        diff = difflib.unified_diff(
            [fix.before],
            [fix.after],
            f"{name}:{fix.line}",
            f"{name}:{fix.line} ({', '.join(fix.rules)})",
            lineterm="",
        )
        yield from (row for row in diff if not row.startswith("@@"))
