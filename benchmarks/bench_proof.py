"""What proofreading mends: the embedded model's own translations beside those that it hands out.

    python benchmarks/bench_proof.py [--split test | --source FR --reference EN] [--beams 4] [--json FILE]

The news pairs of a split (residue left out), or the lines of two files, are translated once as the model says them and
once by the whole way of `bitexte translate` without a glossary. The findings of the rules that proofreading goes by are
counted in both; BLEU and chrF against the human English say whether the rest has suffered, and two counts without the
rules say how many of the numbers in digits of the human English stand in each, and of the names that French and human
English spell alike. What it costs is the ratio of the CPU seconds with and without it, the better of some turns each.
Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sacrebleu.metrics import BLEU, CHRF

from translate import load_engine
from translate.checks.base import Checker, Unit
from translate.checks.registry import make_rules
from translate.engines.base import Decoding, Request
from translate.evaluation.inputs import Segment
from translate.evaluation.pathologies import names_copied
from translate.glossary import EMPTY
from translate.honour.ladder import Ladder
from translate.honour.proof import RULES
from translate.text import restore_english

ROOT = Path(__file__).resolve().parent.parent
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def numbers_kept(english: Sequence[str], reference: Sequence[str]) -> float:
    """Share of the numbers in digits of the human English that stand in the other one, sentence by sentence."""
    kept = total = 0
    for ours, theirs in zip(english, reference, strict=True):
        have, want = Counter(_NUMBER.findall(ours)), Counter(_NUMBER.findall(theirs))
        kept += (have & want).total()
        total += want.total()
    return kept / total


def main() -> None:
    """Print a table, and the figures as JSON on request."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="compact", help="whose translations")
    parser.add_argument("--split", default="test", choices=["train", "validation", "test"])
    parser.add_argument("--source", type=Path, help="French sentences, one a line, instead of the news pairs")
    parser.add_argument("--reference", type=Path, help="their human English")
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--limit", type=int, default=0, help="the first so many sentences; 0 takes all")
    parser.add_argument("--turns", type=int, default=2, help="how often each way is timed")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if (options.source is None) != (options.reference is None):
        parser.error("--source and --reference go together")
    if options.source is not None:
        french, human = (
            path.read_text(encoding="utf-8").splitlines()[: options.limit or None]
            for path in (options.source, options.reference)
        )
    else:
        lines = (ROOT / "corpus" / "news" / f"{options.split}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row["kind"] != "residue"][: options.limit or None]
        french, human = [row["fr"] for row in rows], [row["en"] for row in rows]

    engine = load_engine(options.model)
    decoding = Decoding(beams=options.beams)
    plain, whole = (Ladder(engine, EMPTY, decoding, proofread=proofread) for proofread in (False, True))
    whole.translate(french[:100])  # what is loaded on first use is loaded
    seconds: dict[Ladder, float] = {}
    for ladder in (plain, whole) * options.turns:
        start = time.process_time()
        ladder.translate(french)
        took = time.process_time() - start
        seconds[ladder] = min(took, seconds.get(ladder, took))
    free = engine.decode([Request(engine.codec.encode(text).pieces) for text in french], decoding)
    said = [
        restore_english(engine.codec.decode(beam[0].pieces).text, text).text
        for text, beam in zip(french, free, strict=True)
    ]
    proofread = [translation.target for translation in whole.translate(french)]

    checker = Checker(make_rules(RULES), EMPTY)
    print(f"{len(french)} sentences, {sum(a != b for a, b in zip(said, proofread, strict=True))} changed")
    print(f"{'':12}{'BLEU':>7}{'chrF':>7}{'digits':>9}{'names':>9}  findings")
    report: dict[str, Any] = {"cost": seconds[whole] / seconds[plain]}
    for name, english in (("said", said), ("proofread", proofread)):
        found = Counter(
            finding.rule
            for text, target in zip(french, english, strict=True)
            for finding in checker.check(Unit(text, target))
        )
        bleu, chrf = BLEU().corpus_score(english, [human]).score, CHRF().corpus_score(english, [human]).score
        kept = numbers_kept(english, human)
        names = names_copied(Segment(*texts) for texts in zip(french, english, human, strict=True))
        copied = names.copied / names.names
        report[name] = {"bleu": bleu, "chrf": chrf, "digits": kept, "names": copied, "findings": dict(found)}
        counts = ", ".join(f"{rule} {found[rule]}" for rule in RULES)
        print(f"{name:12}{bleu:7.2f}{chrf:7.2f}{kept:9.1%}{copied:9.1%}  {found.total()} ({counts})")
        print(f"{'':12}{names.copied} of {names.names} names")
    print(f"CPU seconds: {seconds[whole]:.1f}, {report['cost']:.2f} times {seconds[plain]:.1f}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
