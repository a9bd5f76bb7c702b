"""What ``bitexte glossary lint`` does: glossary files and a corpus to remarks, as lines or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from translate.cli.french import Corpus, find_corpus
from translate.errors import Fault, GlossaryError, InputError
from translate.glossary import Glossary, parse_glossary
from translate.glossary.lint import Remark, Usage, count_usage, lint_glossary, lint_usage
from translate.glossary.reading import read_text


@dataclass(frozen=True, slots=True)
class Counted:
    """One glossary and how often a corpus needs its entries."""

    path: str
    glossary: Glossary
    usage: Usage

    @property
    def needed(self) -> int:
        """How many entries occur; rows of status ``forbidden`` are not entries here."""
        return sum(1 for entry in self.entries if self.usage.counts[entry["entry"]])

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Every entry with its number of occurrences, in file order."""
        return [
            {"entry": e.id, "line": e.line, "source": e.sources[0], "count": self.usage.counts[e.id]}
            for e in self.glossary.entries
            if e.status != "forbidden"
        ]


@dataclass(slots=True)
class LintResult:
    """Everything that lint found in some files."""

    files: int
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    """What could not be read."""
    counted: list[Counted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """One line per remark."""
        yield from map(str, self.remarks)

    def talk(self) -> Iterator[str]:
        """What is not a remark: what could not be read, how well the corpus is covered, the sum."""
        yield from map(str, self.faults)
        yield from self.notes
        for one in self.counted:
            total = len(one.entries)
            yield (
                f"{one.path}: {one.needed} of {total} entries occur, {total - one.needed} never "
                f"({one.usage.total} occurrences in {one.usage.texts} paragraphs)"
            )
        counts = Counter(remark.severity for remark in self.remarks)
        numbers = (
            f"{counts[severity]} {word}{'' if counts[severity] == 1 else plural}"
            for severity, word, plural in (
                ("error", "error", "s"),
                ("warning", "warning", "s"),
                ("info", "info", ""),
            )
        )
        yield f"{self.files} glossar{'y' if self.files == 1 else 'ies'}: {', '.join(numbers)}"

    def to_json(self) -> str:
        """One object, with the keys of ``bitexte check --format json`` where it has the same to say."""
        severities = Counter(remark.severity for remark in self.remarks)
        rules = Counter(remark.rule for remark in self.remarks)
        findings = [
            {
                "file": r.path,
                "line": r.line,
                "rule": r.rule,
                "severity": r.severity,
                "message": r.what,
                "repair": r.repair or None,
                "entry": r.entry,
            }
            for r in self.remarks
        ]
        summary = {
            "files": self.files,
            "errors": severities["error"],
            "warnings": severities["warning"],
            "infos": severities["info"],
            "rules": dict(sorted(rules.items())),
            "broken": [{"file": f.path, "line": f.line, "message": f.what} for f in self.faults],
        }
        usage = [
            {
                "file": one.path,
                "paragraphs": one.usage.texts,
                "occurrences": one.usage.total,
                "entries": one.entries,
            }
            for one in self.counted
        ]
        return json.dumps(
            {"findings": findings, "usage": usage, "summary": summary}, ensure_ascii=False, indent=1
        )


def lint_files(glossaries: Sequence[str], corpus: Sequence[str] = ()) -> LintResult:
    """Examine glossary files, and what a corpus needs of them.

    Args:
        glossaries: paths; ``-`` is standard input.
        corpus: articles, records, pairs, or folders with them; none for no corpus.

    Raises:
        InputError: a path of the corpus does not exist, or there is no French text in all of it.
    """
    result = LintResult(len(glossaries))
    found = find_corpus(corpus) if corpus else None
    sound: list[tuple[str, Glossary]] = []
    for path in glossaries:
        try:
            text = read_text(path)
        except GlossaryError as error:
            result.faults += error.faults
            continue
        remarks = lint_glossary(text, path)
        result.remarks += remarks
        if not any(remark.severity == "error" for remark in remarks):
            sound.append((path, parse_glossary(text, path)))
        elif found is not None:
            result.notes.append(f"{path}: not compared with the corpus, because it is faulty")
    if found is not None:
        _count(sound, found, result)
    return result


def _count(sound: Sequence[tuple[str, Glossary]], corpus: Corpus, result: LintResult) -> None:
    for path, glossary in sound:
        corpus.faults.clear()
        corpus.left_out.clear()
        usage = count_usage(glossary, corpus.paragraphs())
        if not usage.texts and not corpus.faults:
            raise InputError(f"{', '.join(corpus.paths)}: no French text – name French articles or records")
        result.counted.append(Counted(path, glossary, usage))
        result.remarks += lint_usage(glossary, usage, path)
    order = list(dict.fromkeys(remark.path for remark in result.remarks))
    result.remarks.sort(key=lambda remark: (order.index(remark.path), remark.line or 0))
    result.faults += corpus.faults
    result.notes += [f"{path}: is English, left out" for path in corpus.left_out]
