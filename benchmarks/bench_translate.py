"""How fast `bitexte translate` is beside a plain loop of MarianMTModel.generate, and what memory it takes.

    python benchmarks/bench_translate.py [--paragraphs 200] [--json FILE]

Both translate the same paragraphs with the embedded model on the CPU. The loop is what a first script does:
fp32, beam 4, one paragraph at a time. Bitexte runs as a user runs it, in a process of its own, reading a file
and writing records, start-up included; it is timed without a glossary and with the project's.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def paragraphs(count: int) -> list[str]:
    """News paragraphs of the project's own corpus: three consecutive sentences each."""
    lines = []
    for name in ("train", "validation", "test"):
        for line in (ROOT / "corpus" / "news" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "sentence":
                lines.append(row["fr"])
    found = [" ".join(lines[i : i + 3]) for i in range(0, len(lines) - 2, 3)]
    return found[:: max(1, len(found) // count)][:count]


def plain_loop(texts: list[str]) -> float:
    """Seconds for one call of generate per paragraph; loading is not counted."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    from translate.text import normalise_for_model

    folder = ROOT / "translate" / "data" / "compact"
    torch.set_num_threads(os.cpu_count() or 1)
    tokenizer = MarianTokenizer.from_pretrained(folder)
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()
    start = time.perf_counter()
    with torch.inference_mode():
        for text in texts:
            batch = tokenizer([normalise_for_model(text)], return_tensors="pt", truncation=True)
            model.generate(**batch, num_beams=4)
    return time.perf_counter() - start


def bitexte(source: Path, *options: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one run of the command, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "translate",
            "translate",
            str(source),
            "-o",
            f"{folder}/out.jsonl",
            *options,
        ]
        start = time.perf_counter()
        process = subprocess.Popen([*command, "-q"], cwd=ROOT, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=200)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    texts = paragraphs(arguments.paragraphs)
    words = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "article.txt"
        source.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
        bitexte(source)  # converts the model once, as a first run does
        free, memory = bitexte(source)
        honoured, memory_honoured = bitexte(source, "-g", str(ROOT / "glossary.tsv"))
    loop = plain_loop(texts)
    rows = [
        (
            "MarianMTModel.generate, one by one, fp32",
            loop,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        ),
        ("bitexte translate", free, memory),
        ("bitexte translate -g glossary.tsv", honoured, memory_honoured),
    ]
    print(f"{len(texts)} paragraphs, {words} words, {os.cpu_count()} cores")
    print(f"{'':<44}{'seconds':>9}{'words/s':>9}{'peak MB':>9}{'× loop':>8}")
    for name, seconds, megabytes in rows:
        print(f"{name:<44}{seconds:>9.1f}{words / seconds:>9.0f}{megabytes:>9.0f}{loop / seconds:>8.1f}")
    print(f"glossary against none: {honoured / free:.2f}×")
    if arguments.json:
        result = {name: {"seconds": s, "words_per_second": words / s, "peak_mb": m} for name, s, m in rows}
        arguments.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
