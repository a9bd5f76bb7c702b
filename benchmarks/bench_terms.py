"""What the model itself does with the glossary, before anything is repaired.

    python benchmarks/bench_terms.py [--model compact] [ARTICLE ...]

Counts the terms of glossary.tsv that are rendered, in the articles of the corpus (and others that are named) and in
the news pairs of the test and validation splits: by the free translation, by the translation of the annotated source,
by the first rung (the free one, and where it fails the best of the annotated beam), and by each rung of the whole
ladder. For the news pairs, chrF of the sentences with terms says whether annotations cost anything. Needs the extra
`train`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics import CHRF

from translate import load_engine, read_document, read_glossary
from translate.engines.base import Decoding, Request
from translate.honour.draft import Draft, annotate, build_candidate
from translate.honour.ladder import Ladder
from translate.segment import split_sentences

ROOT = Path(__file__).resolve().parent.parent


class FirstRung(Ladder):
    """A ladder that shows its first rung."""

    def free(self, sentences: Sequence[str]) -> list[Draft]:
        """Drafts as the model translates freely."""
        return self._free(sentences)

    def climb(self, drafts: Sequence[Draft]) -> None:
        """Let the model read the annotations of what is not rendered."""
        self._annotated([draft for draft in drafts if not draft.is_settled])


def annotated(ladder: Ladder, drafts: Sequence[Draft]) -> int:
    """Terms that the best hypothesis of the annotated source renders."""
    codec = ladder.engine.codec
    encoded = [codec.encode(draft.sentence, annotate(draft.matches)) for draft in drafts]
    beams = ladder.engine.decode([Request(e.pieces) for e in encoded], ladder.decoding)
    return sum(
        len(build_candidate(codec, ladder.glossary, draft.sentence, e, draft.matches, beam[0]).met)
        for draft, e, beam in zip(drafts, encoded, beams, strict=True)
    )


def count(ladder: FirstRung, sentences: Sequence[str], human: Sequence[str] = ()) -> None:
    """Print what becomes of the terms of some sentences."""
    drafts = ladder.free(sentences)
    chosen = [(i, draft) for i, draft in enumerate(drafts) if draft.matches]
    drafts = [draft for _, draft in chosen]
    terms = sum(len(draft.matches) for draft in drafts)
    plain = [draft.current.text for draft in drafts]
    free = sum(len(draft.current.met) for draft in drafts)
    told = annotated(ladder, drafts)
    ladder.climb(drafts)
    first = sum(len(draft.current.met) for draft in drafts)
    whole = ladder.translate([draft.sentence for draft in drafts])
    rungs = Counter(term.how or "unmet" for translation in whole for term in translation.terms)
    print(f"  {terms} terms: free {free}, annotated {told}, first rung {first} ({first / terms:.1%})")
    print("  whole ladder: " + ", ".join(f"{rung} {n}" for rung, n in rungs.most_common()))
    if human:
        references = [[human[i] for i, _ in chosen]]
        scores = [
            CHRF().corpus_score(texts, references).score
            for texts in (plain, [d.current.text for d in drafts])
        ]
        print(f"  chrF: free {scores[0]:.1f}, first rung {scores[1]:.1f}")


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="compact", help="compact, or a folder")
    parser.add_argument("articles", nargs="*", type=Path, help="further articles")
    options = parser.parse_args()
    glossary = read_glossary(ROOT / "glossary.tsv")
    ladder = FirstRung(load_engine(options.model), glossary, Decoding())

    files = sorted((ROOT / "corpus" / "articles").glob("*.fr.*")) + options.articles
    sentences = [
        sentence.text
        for file in files
        for paragraph in read_document(file).paragraphs
        for sentence in split_sentences(paragraph.text)
    ]
    print(f"{len(files)} articles, {len(sentences)} sentences")
    count(ladder, sentences)

    lines = [
        line
        for split in ("test", "validation")
        for line in (ROOT / "corpus" / "news" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    rows = [row for row in map(json.loads, lines) if row["kind"] != "residue"]
    print(f"news pairs of test and validation, {len(rows)} sentences")
    count(ladder, [row["fr"] for row in rows], [row["en"] for row in rows])


if __name__ == "__main__":
    main()
