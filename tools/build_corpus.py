"""Regenerate what is generated in corpus/: the aligned records and the manifest; or check that they are current.

    python tools/build_corpus.py [--check]

`corpus/aligned/` holds the records that the embedded model and glossary.tsv make of `corpus/articles/`;
`corpus/manifest.tsv` lists every data file with its size, checksum, licence and split. --check looks at the
manifest only (it needs no model) and exits with 1 when a file was changed, added or removed since.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
LICENCE = "CC-BY-4.0"
SPLITS = ("train", "validation", "test")


def manifest() -> str:
    """Text of the manifest for the files as they are."""
    rows = ["path\tbytes\tsha256\tlicence\tsplit"]
    for path in sorted(
        p
        for p in CORPUS.rglob("*")
        if p.is_file() and p.suffix in {".txt", ".md", ".html", ".jsonl", ".tsv", ".json"}
    ):
        name = path.relative_to(CORPUS).as_posix()
        if name == "manifest.tsv" or path.name == "README.md":
            continue
        data = path.read_bytes()
        split = next((split for split in SPLITS if split in Path(name).with_suffix("").parts[1:]), "-")
        rows.append(f"{name}\t{len(data)}\t{hashlib.sha256(data).hexdigest()}\t{LICENCE}\t{split}")
    return "\n".join(rows) + "\n"


def build_aligned() -> None:
    """Translate every article of the corpus into corpus/aligned/."""
    from translate import Translator, load_engine, read_document, read_glossary, write_records

    translator = Translator(load_engine("compact"), read_glossary(ROOT / "glossary.tsv"))
    for old in (CORPUS / "aligned").glob("*.jsonl"):
        old.unlink()
    for path in sorted((CORPUS / "articles").glob("*.fr.*")):
        name = path.name.split(".")[0]
        document = read_document(path)
        records = translator.translate_document(type(document)(name, document.paragraphs, document.path))
        write_records(CORPUS / "aligned" / f"{name}.jsonl", records)
        terms = [term for record in records for term in record.terms]
        met = sum(term.status == "met" for term in terms)
        print(f"{name}: {len(records)} records, {met} of {len(terms)} terms met")


def main() -> int:
    """Rebuild, or with --check compare the manifest."""
    parser = argparse.ArgumentParser(description="Regenerate what is generated in corpus/.")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 when the manifest is stale"
    )
    arguments = parser.parse_args()
    path = CORPUS / "manifest.tsv"
    if arguments.check:
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        new = manifest().splitlines()
        for line in sorted(set(old) ^ set(new)):
            print(("gone or changed: " if line in old else "new or changed: ") + line.split("\t")[0])
        return int(old != new)
    build_aligned()
    path.write_text(manifest(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
