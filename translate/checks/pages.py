"""The pages of the rules: what ``--explain`` shows and ``docs/checks.md`` is made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from translate.checks.base import Checker, Rule, Unit
from translate.checks.registry import CODES, expand_codes, load_rule
from translate.glossary import EMPTY, parse_glossary
from translate.model import Finding


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that breaks a rule, and the findings that it must give."""

    source: str
    target: str
    glossary: tuple[str, ...]
    """Rows of a glossary (TSV) that it needs."""
    findings: tuple[dict[str, Any], ...]
    """``rule``, ``source``, ``target`` and ``suggestion`` of each."""


def read_page(code: str) -> str:
    """Markdown of a rule, without its heading."""
    text: str = _folder(code).joinpath("page.md").read_text(encoding="utf-8")
    return text.strip()


def read_example(code: str) -> Example | None:
    """Example of a rule; None for WAIVER001, which no pair can break."""
    file = _folder(code).joinpath("example.json")
    if not file.is_file():
        return None
    data = json.loads(file.read_text(encoding="utf-8"))
    return Example(data["source"], data["target"], tuple(data["glossary"]), tuple(data["findings"]))


def run_example(code: str, example: Example) -> list[Finding]:
    """Findings of one rule on its example."""
    glossary = EMPTY
    if example.glossary:
        rows = "\n".join(("source\ttarget\tstatus\tcase\tmatch\tdomain\tnote", *example.glossary))
        glossary = parse_glossary(rows + "\n", f"{code} example")
    return Checker([load_rule(code)()], glossary).check(Unit(example.source, example.target))


def explain_rule(name: str) -> str:
    """What a rule is about, for a terminal.

    Raises:
        ConfigError: there is no such rule.
    """
    parts = []
    for code in expand_codes([name]):
        rule = load_rule(code)
        parts.append(f"{code} · {rule.title} · {rule.severity}\n\n{read_page(code)}\n{_show_example(code)}")
    return "\n\n".join(parts)


def reference() -> str:
    """``docs/checks.md``: every rule with its page and its example."""
    rows = [_row(load_rule(code)) for code in CODES]
    sections = [
        f"## {code}\n*{load_rule(code).title}* – {load_rule(code).severity}\n\n{read_page(code)}\n{_show_example(code)}"
        for code in CODES
    ]
    table = "\n".join(("| rule | finds | severity |", "|---|---|---|", *rows))
    return (
        "# Rules of `bitexte check`\n\n"
        "This page is generated from the rules themselves (`tools/refresh_docs.py`).\n\n"
        f"{table}\n\n" + "\n\n".join(sections) + "\n"
    )


def _row(rule: type[Rule]) -> str:
    return f"| [{rule.code}](#{rule.code.lower()}) | {rule.title} | {rule.severity} |"


def _show_example(code: str) -> str:
    example = read_example(code)
    if example is None:
        return ""
    lines = ["", "```text", f"fr  {example.source}", f"en  {example.target}"]
    lines += [f"{code}  {finding.message}" for finding in run_example(code, example)]
    return "\n".join([*lines, "```"])


def _folder(code: str) -> Any:
    return files("translate.checks.rules").joinpath(code.lower())
