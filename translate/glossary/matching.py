"""Finding the terms of a glossary in French text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

import msgspec

from translate.glossary import french
from translate.glossary.entry import Entry, TermMatch
from translate.glossary.folding import Folded, fold, fold_term
from translate.glossary.search import Hit, find_variants
from translate.glossary.surfaces import Surfaces
from translate.glossary.trie import Trie


class Found(msgspec.Struct, frozen=True, gc=False):
    """What was found in a text."""

    text: str
    wanted: tuple[TermMatch, ...]
    forbidden: tuple[TermMatch, ...]

    @property
    def has_terms(self) -> bool:
        """True when something was found."""
        return bool(self.wanted or self.forbidden)


class Glossary:
    """Entries, searchable. Immutable once made; the search structure is built at the first search."""

    def __init__(self, entries: Iterable[Entry] = (), path: str | None = None) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        """All rows, forbidden ones included, in file order."""
        self.path = path
        """File as the user named it."""
        self._by_id = {entry.id: entry for entry in self.entries}
        self._last: Found | None = None

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"Glossary({len(self.entries)} entries, path={self.path!r})"

    @cached_property
    def sha(self) -> str:
        """First 12 hex digits of a hash of what the glossary means: comments, notes, order and layout do not count."""
        if not self.entries:
            return ""
        rows = sorted(
            "\t".join(("|".join(e.sources), "|".join(e.targets), e.status, e.case, e.match))
            for e in self.entries
        )
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]

    @property
    def has_forbidden(self) -> bool:
        """True when some row has the status ``forbidden``."""
        return bool(self._forbidden)

    def entry(self, id: str) -> Entry:
        """Entry with an id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[id]

    def find(self, french: str) -> tuple[TermMatch, ...]:
        """Find the terms that have to be rendered, in order; they do not overlap.

        Leftmost first, longest at each place. Rows of status ``forbidden`` do not count here (``find_forbidden``).

        Args:
            french: any text, verbatim; the spans are offsets into it.
        """
        return self.search(french).wanted

    def find_forbidden_sources(self, french: str) -> tuple[TermMatch, ...]:
        """Find the sources of the rows of status ``forbidden``: one match per row, so that they may coincide."""
        if not self._forbidden:
            return ()
        found: list[TermMatch] = []
        for match in self.search(french).forbidden:
            for row in self._forbidden_rows[fold_term(match.source)]:
                found.append(
                    TermMatch(
                        row, match.span, match.text, match.is_plural, match.is_inflected, source=match.source
                    )
                )
        return tuple(found)

    def forbidden_for(self, entry: Entry) -> tuple[str, ...]:
        """Targets that must not be used for an entry's sources."""
        rows = [row for source in entry.sources for row in self._forbidden_rows.get(fold_term(source), ())]
        return tuple(dict.fromkeys(target for row in rows for target in row.targets))

    def preferred_for(self, row: Entry) -> tuple[str, ...]:
        """Targets to use instead of a forbidden row's; empty when the glossary has none."""
        for source in row.sources:
            entry = self._preferred.get(fold_term(source))
            if entry is not None:
                return entry.targets
        return ()

    def search(self, french: str) -> Found:
        """Find both kinds of rows in a text: what ``find`` gives, and the sources of forbidden rows."""
        found = self._last
        if found is None or found.text is not french:  # asked again by several rules, it looks but once
            folded = fold(french)
            surfaces, forbidden_surfaces = self._surfaces
            wanted, forbidden = find_variants(surfaces, folded), find_variants(forbidden_surfaces, folded)
            found = Found(
                french,
                _matches(french, folded, wanted) if wanted else (),
                _matches(french, folded, forbidden) if forbidden else (),
            )
            self._last = found
        return found

    @cached_property
    def _surfaces(self) -> tuple[Surfaces, Surfaces]:
        """What is searched for the terms to be rendered, and for the sources of forbidden rows."""
        wanted = Trie(entry for entry in self.entries if entry.status != "forbidden")
        return Surfaces(wanted), Surfaces(Trie(self._forbidden))

    @cached_property
    def _forbidden(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.status == "forbidden")

    @cached_property
    def _forbidden_rows(self) -> dict[str, list[Entry]]:
        rows: dict[str, list[Entry]] = {}
        for row in self._forbidden:
            for source in row.sources:
                rows.setdefault(fold_term(source), []).append(row)
        return rows

    @cached_property
    def _preferred(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.status != "forbidden":
                for source in entry.sources:
                    found.setdefault(fold_term(source), entry)
        return found


EMPTY = Glossary()
"""The glossary that honours nothing."""


def _matches(text: str, folded: Folded, hits: list[Hit]) -> tuple[TermMatch, ...]:
    """Occurrences for hits; nouns that are verbs where they stand do not count."""
    matches: list[TermMatch] = []
    for hit in hits:
        variant, plural, start = hit.variant, hit.plural, hit.start
        if variant.is_lone_noun and _is_verb_in_context(hit, folded):
            continue
        before = folded.before(hit.first, start)
        # *des porte-parole*, *le Conseil et le Parlement européens*: the article tells more than the forms.
        if plural is None or before in french.ARTICLES:
            number = _determiner_number(before)
            plural = plural if number is None else number
        span = (start, hit.end) if folded.mapped is None else folded.origin((start, hit.end))
        matches.append(
            TermMatch(
                variant.entry,
                span,
                text[span[0] : span[1]],
                plural,
                plural is not None and plural != variant.is_plural,
                variant.text,
            )
        )
    return tuple(matches)


def _determiner_number(word: str) -> bool | None:
    """The number that a determiner has: *les* → True; None where it does not tell, or is none."""
    if word in french.PLURAL_DETERMINERS or (word.isdigit() and word not in ("0", "1")):
        return True
    return False if word in french.SINGULAR_DETERMINERS else None


def _is_verb_in_context(hit: Hit, folded: Folded) -> bool:
    """True for a lone noun's form that is a verb here: *il réforme*, *elle a traité*."""
    before = folded.before(hit.first, hit.start)
    if before in french.SUBJECT_PRONOUNS:
        return True
    form = folded.words[hit.first]
    return before in french.AVOIR and form.endswith(("é", "és", "ée", "ées"))
