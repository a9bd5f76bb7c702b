"""Repairs that need no model: capitals, forbidden targets, French quotation marks, doubled words."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.checking.inputs import Numbered, Source, parse_chunk, read_chunks
from translate.checking.run import Plan
from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.errors import ConfigError, Fault
from translate.files import open_atomic
from translate.formats.segments import with_text
from translate.glossary.articles import fit_article
from translate.model import Finding
from translate.records import serialize_record

FIXABLE = ("TERM002", "TERM004", "QUOTE001", "REP001")
"""Rules whose suggestion can be put in place without a reader's judgment."""


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
    made it; in other files the English is replaced. Broken lines stay as they are.

    Args:
        plan: what to check; its rules decide what is mended, its waivers and baseline do not count.
        dry_run: only say what would be done.

    Raises:
        ConfigError: standard input is among the files.
        InputError: a file cannot be read.
        OutputError: a file cannot be written.
    """
    codes = [code for code in plan.codes if code in FIXABLE]
    found: list[Fix] = []
    for source in plan.sources:
        if source.path == "-":
            raise ConfigError("--fix cannot mend standard input – name a file")
        checker = Checker(make_rules(codes), plan.glossary)
        fixes: list[Fix] = []
        lines: list[str] = []
        for chunk in read_chunks(source):
            by_line = {item.line: item for item in parse_chunk(chunk) if isinstance(item, Numbered)}
            for number, line in enumerate(chunk.targets or chunk.lines, chunk.first):
                if isinstance(line, Fault):
                    raise ConfigError.at(
                        line.path, f"{line.what}: the file is not rewritten", line.repair, line.line
                    )
                numbered = by_line.get(number)
                fix = _fix_unit(checker, source, numbered) if numbered is not None else None
                if fix is not None and numbered is not None:
                    fixes.append(fix)
                    line = _rewritten(line, numbered, fix.after, source)
                lines.append(line)
        if fixes and not dry_run:
            with open_atomic(source.target or source.path) as stream:
                stream.writelines(lines)
        found += fixes
    return found


def _fix_unit(checker: Checker, source: Source, numbered: Numbered) -> Fix | None:
    unit = numbered.unit
    text = unit.target
    rules: list[str] = []
    # Twice, because a repair may uncover another finding; never longer, so that two rules cannot play ping-pong.
    for _ in range(2):
        findings = [
            f for f in checker.check(Unit(unit.source, text, kind=unit.kind)) if f.suggestion and f.target
        ]
        if not findings:
            break
        text = apply_suggestions(text, findings)
        rules += [finding.rule for finding in findings]
    return Fix(source, numbered.line, unit.target, text, tuple(rules)) if text != unit.target else None


def apply_suggestions(text: str, findings: Sequence[Finding]) -> str:
    """Put suggestions in place, from right to left; of two that overlap, the left one is left out.

    An article before a replaced term is made to agree: *a head officer* → *an official*.
    """
    end = len(text)
    for finding in sorted(findings, key=lambda f: f.target or (0, 0), reverse=True):
        assert finding.target is not None
        start, stop = finding.target
        if finding.suggestion is None or stop > end:
            continue
        before = text[:start]
        if finding.rule.startswith("TERM"):
            before = fit_article(before, finding.suggestion)
        text = before + finding.suggestion + text[stop:]
        end = start
    return text


def _rewritten(line: str, numbered: Numbered, text: str, source: Source) -> str:
    ending = line[len(line.rstrip("\r\n")) :]
    if source.target is not None:
        return text + ending
    record = numbered.unit.record
    if record is not None:
        return serialize_record(with_text(record, text)).rstrip("\n") + ending
    if line.lstrip().startswith("{"):
        row = json.loads(line)
        row["target"] = text
        return json.dumps(row, ensure_ascii=False) + ending
    return f"{numbered.unit.source}\t{text}{ending}"


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
