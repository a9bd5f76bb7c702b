"""Entries in each other's way: one source twice, one within the other, forbidden here and wanted there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from translate.glossary.english import accepted_forms
from translate.glossary.entry import Entry, TermMatch
from translate.glossary.folding import TOKEN, fold_term, fold_text
from translate.glossary.lint.remarks import Remark
from translate.glossary.matching import Glossary
from translate.glossary.trie import split_variant


def lint_relations(entries: Sequence[Entry], name: str, refused: set[int | None]) -> list[Remark]:
    """Remarks about pairs of entries.

    Args:
        entries: sound rows of the file.
        name: file name for the remarks.
        refused: lines that have been found faulty already; of those nothing more is said about the same thing.
    """
    glossary = Glossary(entries)
    remarks = [*_repeated_rows(entries, name, refused), *_forbidden_elsewhere(glossary, name, refused)]
    said = {(r.line, r.entry) for r in remarks if r.rule in ("duplicate", "conflict")}
    remarks += (
        r for r in _shadowed(glossary, name) if (r.line, r.entry) not in said and r.line not in refused
    )
    remarks += _inclusions(glossary, name)
    return remarks


def find_contained(glossary: Glossary) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """Entries that stand inside the source variants of others, inflected forms included.

    Returns:
        ``{(entry id, source variant): entries inside it}``. Where the longer one is found, those are not.
    """
    found: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry in glossary.entries:
        if entry.status == "forbidden":
            continue
        for source in entry.sources:
            tokens = list(TOKEN.finditer(fold_text(source).text))
            if len(tokens) < 2 or fold_text(source).mapped is not None:
                continue
            # Without its last word, then without its first: what is found is shorter than the variant itself.
            parts = (source[: tokens[-2].end()], source[tokens[1].start() :])
            inner = {m.entry.id: m.entry for part in parts for m in glossary.find(part)}
            inner.pop(entry.id, None)
            others = tuple(e for e in inner.values() if not _is_whole(e, source))
            if others:
                found[entry.id, source] = others
    return found


def _is_whole(entry: Entry, source: str) -> bool:
    """True when an entry is also the whole variant (*la Défense* and *Défense*): a duplicate, not a part."""
    whole = fold_words(source)
    return any(fold_words(other) == whole for other in entry.sources)


def fold_words(text: str) -> tuple[str, ...]:
    """Words of a variant, folded, without a leading article."""
    return tuple(word.folded for word in split_variant(text))


def _repeated_rows(entries: Sequence[Entry], name: str, refused: set[int | None]) -> Iterable[Remark]:
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        is_forbidden = entry.status == "forbidden"
        for source in entry.sources:
            banned = "forbidden " + "|".join(sorted(map(fold_term, entry.targets))) if is_forbidden else ""
            verbatim = source if entry.case == "sensitive" else ""
            other = first.setdefault((fold_term(source), banned, verbatim), entry)
            if other is entry or entry.line in refused:
                continue
            if not is_forbidden and fold_term(other.targets[0]) != fold_term(entry.targets[0]):
                what = f"“{source}” prefers “{entry.targets[0]}” here and “{other.targets[0]}” in line {other.line}"
                yield Remark(name, entry.line, "warning", "conflict", what, "keep one of the two", entry.id)
            else:
                what = f"“{source}” is in line {other.line} already"
                yield Remark(
                    name, entry.line, "warning", "duplicate", what, "remove one of the two", entry.id
                )
            break


def _shadowed(glossary: Glossary, name: str) -> Iterable[Remark]:
    """Sources that another entry matches as well, and first: *affaires* after *affaire*."""
    for entry in glossary.entries:
        if entry.status == "forbidden":
            continue
        for source in entry.sources:
            other = _first_match(glossary, source)
            if other is None or other.entry.id == entry.id or other.entry.line > entry.line:
                continue
            target, wanted = entry.targets[0], other.entry.targets[0]
            what = f"“{source}” is matched by “{other.source}” in line {other.entry.line} first"
            if target in accepted_forms(other.entry) or wanted in accepted_forms(entry):
                yield Remark(name, entry.line, "warning", "shadowed", what, "remove this one", entry.id)
            else:
                what += f", which wants “{wanted}” and not “{target}”"
                repair = "put this line above the other, or make the other exact or case-sensitive"
                yield Remark(name, entry.line, "warning", "shadowed", what, repair, entry.id)


def _first_match(glossary: Glossary, source: str) -> TermMatch | None:
    """What matches the whole of a variant in the middle of a sentence."""
    whole = fold_words(source)
    for match in glossary.find(", " + source):
        if fold_words(match.text) == whole:
            return match
    return None


def _forbidden_elsewhere(glossary: Glossary, name: str, refused: set[int | None]) -> Iterable[Remark]:
    """A target forbidden for one source and accepted for another: *actuel* ≠ *actual*, *réel* = *actual*."""
    accepted: dict[str, list[Entry]] = defaultdict(list)
    for entry in glossary.entries:
        if entry.status != "forbidden":
            for target in entry.targets:
                accepted[fold_term(target)].append(entry)
    for row in glossary.entries:
        if row.status != "forbidden" or row.line in refused:
            continue
        same = {m.entry.id: m.entry for source in row.sources if (m := _first_match(glossary, source))}
        for target in row.targets:
            folded = fold_term(target)
            clash = next((e for e in same.values() if folded in map(fold_term, accepted_forms(e))), None)
            other = clash or next(iter(accepted[folded]), None)
            if other is None:
                continue
            how = "preferred" if fold_term(other.targets[0]) == folded else "accepted"
            what = f"“{target}” is forbidden here and {how} for “{other.sources[0]}” in line {other.line}"
            if clash:
                repair = "both match the same French; remove one"
                yield Remark(name, row.line, "warning", "conflict", what, repair, row.id)
            else:
                repair = "a sentence with both sources cannot be judged"
                yield Remark(name, row.line, "info", "forbidden-elsewhere", what, repair, row.id)


def _inclusions(glossary: Glossary, name: str) -> Iterable[Remark]:
    by_id = {entry.id: entry for entry in glossary.entries}
    for (id, source), others in find_contained(glossary).items():
        entry = by_id[id]
        for other in others:
            what = f"“{source}” contains “{other.sources[0]}” (line {other.line})"
            repair = f"the longest match wins: “{source}”"
            if not _holds(entry, other):
                what += f", and its English does not contain “{other.targets[0]}”"
                repair += "; make sure that is meant"
            yield Remark(name, entry.line, "info", "contains", what, repair, id)


def _holds(longer: Entry, shorter: Entry) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(fold_term(short))}(?!\w)", fold_term(long))
        for long in longer.targets
        for short in shorter.targets
    )
