"""How right `bitexte check` is: precision and recall of every rule on the labelled pairs of tests/data.

    python benchmarks/bench_check_quality.py [--held-out] [--errors RULE]

The last row is what other tools do for terms: report a pair when the French contains ``\\bterm\\b`` and the English
does not contain ``\\btarget\\b``, whatever the inflection.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.checks.base import Checker, Unit
from translate.checks.registry import CODES, make_rules
from translate.glossary import read_glossary
from translate.model import Finding

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
GLOSSARY = DATA / "check_benchmark_glossary.tsv"


@dataclass(slots=True)
class Score:
    """Findings that were right, wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the findings that were right; 1 where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the violations that were found; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_benchmark(held_out: bool = False) -> list[dict[str, Any]]:
    """Labelled pairs in file order; those with even ids alone when ``held_out``."""
    lines = (DATA / "check_benchmark.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines]
    return [pair for pair in pairs if not held_out or int(pair["id"]) % 2 == 0]


def check_pairs(pairs: Iterable[Mapping[str, Any]]) -> list[list[Finding]]:
    """Findings of all rules on each pair."""
    checker = Checker(make_rules(), read_glossary(GLOSSARY))
    pairs = list(pairs)
    found: list[list[Finding]] = [[] for _ in pairs]
    # The pairs of a document stand apart in the file, and a checker wants them one after the other.
    order = sorted(range(len(pairs)), key=lambda i: pairs[i].get("document", ""))
    for i in order:
        pair = pairs[i]
        found[i] = checker.check(Unit(pair["source"], pair["target"], pair.get("document")))
    return found


def score_rules(pairs: list[dict[str, Any]]) -> dict[str, Score]:
    """Score of every rule; a finding counts by its rule, as often as the label says."""
    scores = {code: Score() for code in CODES}
    for pair, findings in zip(pairs, check_pairs(pairs), strict=True):
        _book(scores, Counter(finding.rule for finding in findings), Counter(pair["rules"]))
    return scores


def _book(scores: dict[str, Score], found: Counter[str], wanted: Counter[str]) -> None:
    for code in found | wanted:
        right = min(found[code], wanted[code])
        scores[code].right += right
        scores[code].wrong += found[code] - right
        scores[code].missed += wanted[code] - right


def score_plain_rule(pairs: list[dict[str, Any]]) -> Score:
    """TERM001 as other tools find it: whole words, as the glossary writes them, capitals aside."""
    entries = [e for e in read_glossary(GLOSSARY).entries if e.status != "forbidden"]
    rules = [
        (re.compile("|".join(rf"\b{re.escape(s)}\b" for s in e.sources), re.IGNORECASE),
         re.compile("|".join(rf"\b{re.escape(t)}\b" for t in e.targets), re.IGNORECASE))
        for e in entries
    ]  # fmt: skip
    scores = {"TERM001": Score()}
    for pair in pairs:
        found = sum(
            1
            for source, target in rules
            if source.search(pair["source"]) and not target.search(pair["target"])
        )
        _book(scores, Counter(TERM001=found), Counter({"TERM001": pair["rules"].count("TERM001")}))
    return scores["TERM001"]


def pool(scores: Mapping[str, Score], name: str) -> Score:
    """Score of a rule, or of a family (``TERM``) taken together."""
    found = Score()
    for code, score in scores.items():
        if code == name or code.rstrip("0123456789") == name:
            found.right += score.right
            found.wrong += score.wrong
            found.missed += score.missed
    return found


def table(scores: Mapping[str, Score], plain: Score | None = None) -> str:
    """Markdown table of scores."""
    rows = ["| rule | right | wrong | missed | precision | recall |", "|---|---:|---:|---:|---:|---:|"]
    named = {code: score for code, score in scores.items() if score.right + score.wrong + score.missed}
    named["TERM001–006"] = pool(scores, "TERM")
    if plain is not None:
        named[r"plain `\bterm\b` for TERM001"] = plain
    rows += [
        f"| {name} | {s.right} | {s.wrong} | {s.missed} | {s.precision:.3f} | {s.recall:.3f} |"
        for name, s in named.items()
    ]
    return "\n".join(rows)


def main() -> None:
    """Print the table, or the errors of one rule."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true", help="only the half that no rule was developed on")
    parser.add_argument(
        "--errors", metavar="RULE", help="list the development half's errors of a rule instead"
    )
    options = parser.parse_args()
    pairs = read_benchmark(options.held_out)
    if options.errors is None:
        print(table(score_rules(pairs), score_plain_rule(pairs)))
        return
    pairs = [pair for pair in pairs if int(pair["id"]) % 2]
    for pair, findings in zip(pairs, check_pairs(pairs), strict=True):
        found = [f.message for f in findings if f.rule == options.errors]
        if len(found) != pair["rules"].count(options.errors):
            print(pair["id"], pair["note"], pair["source"], pair["target"], *found, sep="\n    ")


if __name__ == "__main__":
    main()
