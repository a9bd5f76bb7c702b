"""How fast Bitexte translates in batches, beside transformers and beside CTranslate2 called directly.

    python benchmarks/bench_batch.py [--quick 100] [--slow 100] [--only NAME …] [--json FILE]

The same 1,000 paragraphs of the project's own corpus, with the embedded model, beam 4, go through

    generate   MarianMTModel.generate (fp32), one paragraph at a time: what a first script does
    batched    the same, 32 paragraphs at once, sorted by length
    bare       ctranslate2.Translator (int8) on sentences that are split, encoded and sorted already, the best of
               several batch settings: the ceiling
    plain      the pipeline without proofreading: read, split, translate, align, write records
    none       the pipeline as it is run: the same, proofread
    small      the pipeline with the project's glossary
    large      the pipeline with 10,000 entries, the project's among them

each in a process of its own, so that its peak memory is its own. Loading is not in the seconds; the fast variants
translate a part of the texts before the clock starts. `generate` and `batched` take a part of the paragraphs (--slow).
Start-up, checking, reading and memory over 100,000 paragraphs follow.
CPU seconds are given beside the clock's, because they depend less on what else the machine does.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench_check import write_glossary

ROOT = Path(__file__).resolve().parent.parent
COMPACT = ROOT / "translate" / "data" / "compact"
VARIANTS = ("generate", "batched", "bare", "plain", "none", "small", "large")
MEMORY = (1_000, 10_000, 100_000)


def paragraphs(count: int) -> list[str]:
    """Distinct paragraphs: three consecutive news sentences each, then those of the articles, if need be."""
    lines = []
    for name in ("train", "validation", "test"):
        for line in (ROOT / "corpus" / "news" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "sentence":
                lines.append(row["fr"])
    found = [" ".join(lines[i : i + 3]) for i in range(0, len(lines) - 2, 3)]
    for path in sorted((ROOT / "corpus" / "articles").glob("*.fr.txt")):
        found += [part.replace("\n", " ") for part in path.read_text(encoding="utf-8").split("\n\n") if part]
    found = list(dict.fromkeys(found))
    return found[:: max(1, len(found) // count)][:count]


# Variants: each runs in a process of its own and prints one JSON object.


def timed(work: Callable[[], Any]) -> dict[str, float]:
    """Seconds by the clock and of CPU."""
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}


def run_generate(texts: list[str], size: int) -> dict[str, Any]:
    """Transformers, ``size`` paragraphs at once, sorted by length."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    from translate.text import normalise_for_model

    torch.set_num_threads(os.cpu_count() or 1)
    tokenizer = MarianTokenizer.from_pretrained(COMPACT)
    model = MarianMTModel.from_pretrained(COMPACT, dtype=torch.float32).eval()
    ordered = sorted((normalise_for_model(text) for text in texts), key=len) if size > 1 else texts

    def work() -> None:
        with torch.inference_mode():
            for at in range(0, len(ordered), size):
                batch = tokenizer(ordered[at : at + size], return_tensors="pt", padding=True, truncation=True)
                model.generate(**batch, num_beams=4)

    return timed(work)


def run_bare(texts: list[str]) -> dict[str, Any]:
    """CTranslate2 on sorted pieces; the settings are tried on a fifth of them first."""
    import ctranslate2

    from translate.engines.conversion import convert
    from translate.engines.models import find_model
    from translate.segment import split_sentences

    files = find_model("compact")
    codec = files.load_codec()
    cores = os.cpu_count() or 1
    sentences = [sentence.text for text in texts for sentence in split_sentences(text)]
    pieces = sorted(([*codec.encode(text).pieces, "</s>"] for text in sentences), key=len, reverse=True)
    translators = {
        (workers, cores // workers): ctranslate2.Translator(
            str(convert(files, "int8")),
            compute_type="int8",
            inter_threads=workers,
            intra_threads=cores // workers,
        )
        for workers in (cores,)
    }

    def work(threads: tuple[int, int], size: int, kind: str, part: list[list[str]]) -> None:
        handles = translators[threads].translate_batch(
            part,
            beam_size=4,
            max_batch_size=size,
            batch_type=kind,
            max_decoding_length=255,
            asynchronous=True,
        )
        for handle in handles:
            handle.result()

    settings = [(2048, "tokens"), (32, "examples"), (64, "examples")]
    tried = [
        (timed(lambda s=s, t=t: work(t, *s, pieces[::5]))["seconds"], t, s)
        for t in translators
        for s in settings
    ]
    _, threads, best = min(tried)
    label = f"{threads[0]} workers of {threads[1]} threads, {best[0]} {best[1]}"
    return {**timed(lambda: work(threads, *best, pieces)), "settings": label}


def run_pipeline(texts: list[str], glossary: Path | None, proofread: bool) -> dict[str, Any]:
    """Bitexte: from the bytes of a text file to records as JSON lines."""
    from translate.documents import parse_document
    from translate.engines import load_engine
    from translate.glossary import EMPTY, read_glossary
    from translate.pipeline import Options, Translator
    from translate.records import serialize_record

    start = time.perf_counter()
    words = read_glossary(glossary) if glossary else EMPTY
    reading = time.perf_counter() - start
    engine = load_engine("compact")
    options = Options(proofread=proofread)
    translator = Translator(engine, words, options)
    data = "\n\n".join(texts).encode()
    # What is loaded on first use (dictionaries, threads) is loaded; `bare` tries its settings in the same way.
    first = parse_document("\n\n".join(texts[::10]).encode(), "text", "a")
    for _ in Translator(engine, words, options).translate_documents([first]):
        pass
    met = {"met": 0, "terms": 0}

    def work() -> None:
        out = io.StringIO()
        document = parse_document(data, "text", "a")
        for _, record in translator.translate_documents([document]):
            out.write(serialize_record(record) + "\n")
            met["met"] += sum(term.status == "met" for term in record.terms)
            met["terms"] += len(record.terms)

    return {**timed(work), **met, "glossary_seconds": reading}


def run_stream(texts: list[str], count: int) -> dict[str, Any]:
    """``count`` paragraphs in documents of 500, the same texts again and again."""
    from translate.engines import load_engine
    from translate.model import Document, Kind, Paragraph
    from translate.pipeline import Translator

    translator = Translator(load_engine("compact"))

    def documents() -> Iterator[Document]:
        for at in range(0, count, 500):
            rows = range(at, min(at + 500, count))
            yield Document(
                f"d{at}",
                tuple(Paragraph(k, Kind.PARAGRAPH, texts[i % len(texts)]) for k, i in enumerate(rows)),
            )

    def work() -> None:
        for _ in translator.translate_documents(documents()):
            pass

    return timed(work)


def run_variant(name: str, texts: list[str], glossary: Path) -> dict[str, Any]:
    """One variant, in this process."""
    if name == "generate":
        return run_generate(texts, 1)
    if name == "batched":
        return run_generate(texts, 32)
    if name == "bare":
        return run_bare(texts)
    if name.startswith("stream"):
        return run_stream(texts, int(name.removeprefix("stream")))
    return run_pipeline(
        texts,
        {"plain": None, "none": None, "small": ROOT / "glossary.tsv", "large": glossary}[name],
        name != "plain",
    )


def in_a_child(name: str, texts: list[str], glossary: Path) -> dict[str, Any]:
    """One variant in a process of its own, with its peak memory."""
    command = [sys.executable, __file__, "--variant", name, "--large", str(glossary)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**result, "paragraphs": len(texts), "words": sum(len(text.split()) for text in texts)}


# What a user does from the shell.


def command_seconds(*arguments: str) -> float:
    """Seconds of one `bitexte` command."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "translate", *arguments], capture_output=True, check=False, env=environment
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - start


def shell(folder: Path, texts: list[str]) -> dict[str, float]:
    """Start-up and checking; the best of three."""
    one, article = folder / "one.txt", folder / "article.txt"
    one.write_text("Le ministre est arrivé hier.\n", encoding="utf-8")
    article.write_text("\n\n".join(texts[:100]) + "\n", encoding="utf-8")
    records = folder / "article.jsonl"
    command_seconds("translate", str(article), "-o", str(records), "-q")
    pairs = sum(len(json.loads(line)["pairs"]) for line in records.read_text(encoding="utf-8").splitlines())
    glossary = str(ROOT / "glossary.tsv")

    def best(*arguments: str) -> float:
        return min(command_seconds(*arguments) for _ in range(3))

    return {
        "bitexte --version": best("--version"),
        "bitexte translate, one sentence": best("translate", str(one), "-o", str(folder / "one.jsonl")),
        f"bitexte check, {pairs} sentence pairs, all rules": best("check", str(records), "-g", glossary),
    }


def formats(texts: list[str]) -> dict[str, float]:
    """Paragraphs read per second, by format."""
    import docx

    from translate.documents import parse_document

    word = docx.Document()
    for text in texts:
        word.add_paragraph(text)
    stream = io.BytesIO()
    word.save(stream)
    page = "<html><head><title>Essai</title></head><body><article>{}</article></body></html>"
    files = {
        "text": "\n\n".join(texts).encode(),
        "markdown": "\n\n".join(f"**{text[:9]}**{text[9:]}" for text in texts).encode(),
        "html": page.format("".join(f"<p>{text}</p>" for text in texts)).encode(),
        "docx": stream.getvalue(),
    }
    found = {}
    for name, data in files.items():
        parse_document(data, name, "a")  # what is imported on first use
        start = time.perf_counter()
        document = parse_document(data, name, "a")
        found[name] = len(document.paragraphs) / (time.perf_counter() - start)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", type=int, default=1000, metavar="N", help="paragraphs (1000)")
    parser.add_argument(
        "--slow", type=int, default=100, metavar="N", help="paragraphs for transformers (100)"
    )
    parser.add_argument(
        "--repeat", type=int, default=1, help="runs of the fast variants, in turn; the best counts"
    )
    parser.add_argument("--only", nargs="+", default=[*VARIANTS, "shell", "formats", "memory"])
    parser.add_argument("--json", type=Path, help="write the figures to a file too")
    parser.add_argument("--variant", help=argparse.SUPPRESS)
    parser.add_argument("--large", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.variant:
        result = run_variant(options.variant, json.load(sys.stdin), options.large)
        result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return
    sys.path.insert(0, str(ROOT))
    figures: dict[str, Any] = {}
    texts = paragraphs(options.quick)
    slow = texts[:: max(1, len(texts) // options.slow)][: options.slow]
    print(f"{len(texts)} distinct paragraphs ({len(slow)} for transformers), {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        glossary = folder / "large.tsv"
        write_glossary(glossary)
        wanted = [variant for variant in VARIANTS if variant in options.only]
        in_a_child("none", texts[:2], glossary)  # converts the model once, as a first run does
        for turn, variant in itertools.product(range(options.repeat), wanted):
            is_slow = variant in ("generate", "batched")
            if turn and is_slow:
                continue
            result = in_a_child(variant, slow if is_slow else texts, glossary)
            if variant not in figures or result["cpu"] < figures[variant]["cpu"]:
                figures[variant] = result
        if wanted:
            print_translation(figures)
        if "shell" in options.only:
            figures["shell"] = shell(folder, texts)
            print_pairs("| command | seconds |\n|---|---:|", figures["shell"], "{:.2f}")
        if "formats" in options.only:
            figures["formats"] = formats(texts)
            print_pairs("| format | paragraphs read per second |\n|---|---:|", figures["formats"], "{:,.0f}")
        if "memory" in options.only:
            figures["memory"] = {
                f"{count:,}": in_a_child(f"stream{count}", texts[:200], glossary)["peak_mb"]
                for count in MEMORY
            }
            print_pairs("| paragraphs | peak MB |\n|---|---:|", figures["memory"], "{:.0f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def print_translation(figures: dict[str, Any]) -> None:
    """The table of the variants; ratios of words per CPU second."""
    rates = {name: figure["words"] / figure["cpu"] for name, figure in figures.items()}
    print("| variant | words/s | words per CPU second | peak MB | × generate | of bare | terms met |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, figure in figures.items():
        loop = f"{rates[name] / rates['generate']:.1f}" if "generate" in rates else ""
        bare = f"{rates[name] / rates['bare']:.2f}" if "bare" in rates else ""
        met = f"{figure['met']} of {figure['terms']}" if figure.get("terms") else ""
        print(
            f"| {name} | {figure['words'] / figure['seconds']:,.0f} | {rates[name]:,.0f} | {figure['peak_mb']:.0f} "
            f"| {loop} | {bare} | {met} |"
        )
    if "bare" in figures:
        print(f"\nbare: {figures['bare']['settings']}")


def print_pairs(head: str, rows: dict[str, float], shape: str) -> None:
    """A table of two columns."""
    print(f"\n{head}")
    for name, value in rows.items():
        print(f"| {name} | {shape.format(value)} |")


if __name__ == "__main__":
    main()
