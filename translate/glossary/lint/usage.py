"""Which entries a corpus needs, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from translate.glossary.lint.relations import find_contained, fold_words
from translate.glossary.lint.remarks import Remark
from translate.glossary.matching import Glossary


@dataclass(slots=True)
class Usage:
    """How often the entries of a glossary occur in a corpus."""

    counts: Counter[str] = field(default_factory=Counter)
    """Occurrences by entry id, as ``Glossary.find`` sees them; an entry that never occurs counts 0."""
    inside: dict[str, Counter[str]] = field(default_factory=dict)
    """By entry id: how often it stood within a longer entry, by that one's id."""
    forbidden: Counter[str] = field(default_factory=Counter)
    """Occurrences of the sources of rows of status ``forbidden``, by their id."""
    texts: int = 0
    """Paragraphs seen."""

    @property
    def total(self) -> int:
        """Occurrences of all entries but the forbidden rows, which stand beside another entry."""
        return self.counts.total()


def count_usage(glossary: Glossary, texts: Iterable[str]) -> Usage:
    """Count the occurrences of every entry in French texts, given one after the other (paragraphs, say)."""
    usage = Usage()
    contained = find_contained(glossary)
    for text in texts:
        usage.texts += 1
        for match in glossary.find(text):
            usage.counts[match.entry.id] += 1
            for inner in contained.get((match.entry.id, match.source), ()):
                usage.inside.setdefault(inner.id, Counter())[match.entry.id] += 1
        if glossary.has_forbidden:
            for match in glossary.find_forbidden_sources(text):
                usage.forbidden[match.entry.id] += 1
    return usage


def lint_usage(glossary: Glossary, usage: Usage, name: str) -> list[Remark]:
    """Remarks on the entries that never occur, by line."""
    known = {fold_words(s) for e in glossary.entries if e.status != "forbidden" for s in e.sources}
    remarks: list[Remark] = []
    for entry in glossary.entries:
        if entry.status == "forbidden":
            # The entry of the same source speaks for it.
            if any(fold_words(source) in known for source in entry.sources) or usage.forbidden[entry.id]:
                continue
        elif usage.counts[entry.id]:
            continue
        what = f"“{'|'.join(entry.sources)}” never occurs in the corpus"
        within = usage.inside.get(entry.id)
        if within:
            by = "; ".join(
                f"{count} time{'' if count == 1 else 's'} inside “{other.sources[0]}” (line {other.line})"
                for id, count in within.most_common(3)
                for other in (glossary.entry(id),)
            )
            what = f"“{'|'.join(entry.sources)}” never occurs by itself in the corpus, but {by}"
        remarks.append(Remark(name, entry.line, "info", "unused", what, entry=entry.id))
    return remarks
