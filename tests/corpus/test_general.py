"""The general pairs: whole, apart, counted."""

from __future__ import annotations

import re
from pathlib import Path

from translate.training.corpus import read_pairs

GENERAL = Path(__file__).parents[2] / "corpus" / "general"
FILES = [*sorted((GENERAL / "train").glob("*.tsv")), GENERAL / "test.tsv"]


def test_rows_are_two_clean_columns() -> None:
    for path in FILES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cells = line.split("\t")
            assert len(cells) == 2, (path.name, number)
            assert all(cell == cell.strip() != "" for cell in cells), (path.name, number)
            assert not re.search(r"[\ufffd\x80-\x9f]|\|\|\|", line), (path.name, number)


def test_no_sentence_stands_twice_and_none_of_the_test_in_training() -> None:
    seen: set[str] = set()
    for path in FILES:
        for pair in read_pairs(path):
            folded = re.sub(r"\W", "", pair.source).casefold()
            assert folded not in seen, (path.name, pair.source)
            seen.add(folded)


def test_card_counts_are_true() -> None:
    card = (GENERAL / "README.md").read_text(encoding="utf-8")
    for path in FILES:
        name = path.relative_to(GENERAL).as_posix()
        assert re.search(rf"^\| `{name}` \| .* \| {len(list(read_pairs(path))):,} \|$", card, re.MULTILINE), name
