"""How fast `bitexte check` is: 100,000 records against a glossary of 10,000 entries.

    python benchmarks/bench_check.py [--records 100000] [--jobs 2] [--json FILE]

Records and glossary are generated: the corpus's aligned records under other ids, and pairs of French words with made-up
targets beside the project's own entries. Measured as a user runs it, in a process of its own: sentence pairs per second
for the TERM rules and for all rules, on one core and on several, peak memory, and the time to the first finding.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = 10_000


def write_glossary(path: Path, count: int = ENTRIES) -> None:
    """The project's entries, filled up with pairs of words of the corpus (« accord fragile » → *Xaccord fragile*)."""
    own = (ROOT / "glossary.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    words: set[str] = set()
    for line in (ROOT / "corpus" / "news" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        words.update(w for w in json.loads(line)["fr"].split() if w.isalpha() and w.islower() and len(w) > 5)
    some = sorted(words)[:: max(1, len(words) // 400)]
    made = (f"{a} {b}\tx{a} {b}" for a, b in itertools.permutations(some, 2))
    columns = own[[line.startswith("#") for line in own].index(False)].count("\t")
    filled = (row + "\t" * (columns - 1) for row in made)
    path.write_text("\n".join([*own, *itertools.islice(filled, count - len(own))]) + "\n", encoding="utf-8")


def write_records(path: Path, count: int) -> tuple[int, int]:
    """Records of the corpus, repeated under other ids; returns sentence pairs and bytes."""
    rows: list[dict[str, Any]] = []
    for file in sorted((ROOT / "corpus" / "aligned").glob("*.jsonl")):
        rows += [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row["pairs"]) >= 2]
    pairs = 0
    with path.open("w", encoding="utf-8") as stream:
        for i in range(count):
            row = dict(rows[i % len(rows)])
            document = f"d{i // 20}"
            row.update(document=document, paragraph=i, id=f"{document}:{i}:{row['id'].rsplit(':', 1)[1]}")
            pairs += len(row["pairs"])
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return pairs, path.stat().st_size


def run(*options: str) -> tuple[float, float]:
    """Seconds and peak megabytes of the largest process of one `bitexte check`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "translate", "check", *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    seconds = time.perf_counter() - start
    return seconds, max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, help="write the figures to a file too")
    options = parser.parse_args()
    figures: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        glossary, small, large = (
            Path(folder) / name for name in ("glossary.tsv", "small.jsonl", "large.jsonl")
        )
        write_glossary(glossary)
        tenth, _ = write_records(small, max(1, options.records // 10))
        pairs, size = write_records(large, options.records)
        print(f"Python {sys.version}")
        print(
            f"{options.records:,} records, {pairs:,} sentence pairs, {size / 1e6:.0f} MB; {ENTRIES:,} entries\n"
        )
        one = Path(folder) / "one.tsv"
        one.write_text("La Maison Blanche a nié.\tThe presidency denied it.\n", encoding="utf-8")
        runs = [
            ("TERM rules, a tenth", tenth, (str(small), "--select", "TERM")),
            ("TERM rules", pairs, (str(large), "--select", "TERM")),
            (
                f"TERM rules, {options.jobs} jobs",
                pairs,
                (str(large), "--select", "TERM", "-j", str(options.jobs)),
            ),
            ("all rules, a tenth", tenth, (str(small),)),
        ]
        print("| run | seconds | sentence pairs/s | peak MB |\n|---|---:|---:|---:|")
        for name, count, arguments in runs:
            seconds, peak = run(*arguments, "-g", str(glossary))
            print(f"| {name} | {seconds:.1f} | {count / seconds:,.0f} | {peak:.0f} |", flush=True)
            figures.append({"run": name, "seconds": seconds, "pairs": count, "peak_mb": peak})
        seconds = min(run(str(one), "-g", str(ROOT / "glossary.tsv"))[0] for _ in range(5))
        print(f"\nOne pair, the project's glossary, to the first finding: {seconds:.2f} s")
        figures.append({"run": "first finding", "seconds": seconds})
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
