"""Which French occurrence is rendered by which words of the English.

Two *Maison Blanche* need two *White House*: an occurrence gets at most one rendering and a rendering serves at most one
occurrence. Word links decide where they can, order decides otherwise, and as many as possible are paired: a
different order in English must never look like a missing term.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from translate.glossary.english import find_in_folded
from translate.glossary.entry import ForbiddenUse, PairedTerm, Rendering, TermMatch
from translate.glossary.folding import fold
from translate.glossary.matching import Glossary
from translate.model import Span, WordLink

Links = Sequence[WordLink] | Callable[[Sequence[Span]], Sequence[WordLink]]
"""Word links, or what gives those of some spans of the source: they are dear, and most sentences do without."""

_Option = tuple[int, Rendering]
"""A rendering that an occurrence may have, and the number of word links between the two."""


def pair_terms(source: str, target: str, matches: Sequence[TermMatch], links: Links = ()) -> list[PairedTerm]:
    """Pair occurrences with renderings, one to one, as many as possible.

    Args:
        source: verbatim French in which ``matches`` were found.
        target: its English.
        matches: from ``Glossary.find``.
        links: word links between the two texts, offsets into both.

    Returns:
        One per match, in the order of ``matches``.
    """
    del source  # the matches carry all that is needed of it
    if not matches:
        return []
    by_entry = _renderings(target, matches)
    if (alone := _only_choice(matches, by_entry)) is not None:
        return alone
    contested = _contested(matches, by_entry)
    spans = [match.span for match in matches if match.entry.id in contested]
    links = links(spans) if callable(links) else links
    ties = [_ties(match, links) if match.entry.id in contested else [] for match in matches]
    chosen = _assign(matches, by_entry, ties, contained=False)
    if None in chosen:
        chosen = _assign(matches, by_entry, ties, contained=True, kept=chosen)
    return [
        PairedTerm(match, None if option is None else option[1])
        for match, option in zip(matches, chosen, strict=True)
    ]


def _only_choice(
    matches: Sequence[TermMatch], by_entry: dict[str, list[Rendering]]
) -> list[PairedTerm] | None:
    """The pairing where there is nothing to choose, as in most sentences; None where there is.

    No entry occurs twice or is rendered twice, and no rendering lies in another.
    """
    if len(by_entry) < len(matches):
        return None
    pairs: list[PairedTerm] = []
    spans: list[Span] = []
    # As many entries as matches: they are in one order.
    for match, found in zip(matches, by_entry.values(), strict=True):
        if not found:
            pairs.append(PairedTerm(match, None))
        elif len(found) == 1:
            pairs.append(PairedTerm(match, found[0]))
            spans.append(found[0].span)
        else:
            return None
    if len(spans) > 1:
        spans.sort()
        if any(before[1] > after[0] for before, after in pairwise(spans)):
            return None
    return pairs


def _contested(matches: Sequence[TermMatch], by_entry: dict[str, list[Rendering]]) -> set[str]:
    """Ids of the entries for which it matters what is linked to what.

    They occur twice or are rendered twice, or another entry is rendered by the same words (*comité* and *conseil* are
    councils).
    """
    counts = Counter(match.entry.id for match in matches)
    entries = Counter(rendering.span for found in by_entry.values() for rendering in found)
    return {
        id
        for id, found in by_entry.items()
        if len(found) > 1 or (found and (counts[id] > 1 or entries[found[0].span] > 1))
    }


def _renderings(target: str, matches: Sequence[TermMatch]) -> dict[str, list[Rendering]]:
    folded = fold(target)
    found: dict[str, list[Rendering]] = {}
    for match in matches:
        if match.entry.id not in found:
            found[match.entry.id] = find_in_folded(target, folded, match.entry)
    return found


def _assign(
    matches: Sequence[TermMatch],
    by_entry: dict[str, list[Rendering]],
    ties: Sequence[Sequence[Span]],
    contained: bool,
    kept: Sequence[_Option | None] = (),
) -> list[_Option | None]:
    """One-to-one assignment of the largest size (augmenting paths; Kuhn 1955).

    Args:
        matches: occurrences.
        by_entry: renderings of each entry, by entry id.
        ties: what each occurrence is linked to (``_ties``).
        contained: also use renderings inside a longer one of another entry, where that one is not needed itself.
        kept: an assignment to start from.
    """
    renderings = [rendering for found in by_entry.values() for rendering in found]
    needed = [option[1] for option in kept if option is not None]
    others = needed if contained else renderings
    usable = {span for span in {r.span for r in renderings} if _is_usable(span, others)}
    options: list[list[_Option]] = []
    for match, tied in zip(matches, ties, strict=True):
        own = [(_support(tied, r), r) for r in by_entry[match.entry.id] if r.span in usable]
        own.sort(key=_worth, reverse=True)
        options.append(own)

    holder: dict[Span, int] = {}  # usable span → match
    choice: list[_Option | None] = [None] * len(matches)
    hopeless: set[Span] = set()  # spans from which no path leads to a free one; that is so for good

    def place(i: int) -> None:
        # A loop and no recursion: a list may name a term thousands of times.
        seen = set(hopeless)
        path = [(i, iter(_free_first(options[i], holder)))]
        taking: list[_Option] = []  # what each match on the path would take
        while path:
            for option in path[-1][1]:
                span = option[1].span
                if span in seen:
                    continue
                seen.add(span)
                taking.append(option)
                if span not in holder:
                    for (taker, _), taken in zip(path, taking, strict=True):
                        holder[taken[1].span], choice[taker] = taker, taken
                    return
                path.append((holder[span], iter(options[holder[span]])))
                break
            else:
                path.pop()
                del taking[-1:]
        hopeless.update(seen)

    for i, chosen in enumerate(kept):
        if chosen is not None and chosen[1].span in usable:
            holder[chosen[1].span], choice[i] = i, chosen
    # Those with the best links choose first; without links, in order of the text.
    for i in sorted(range(len(matches)), key=lambda i: -options[i][0][0] if options[i] else 0):
        if choice[i] is None:
            place(i)
    _untangle(matches, choice)
    return choice


def _free_first(options: Sequence[_Option], holder: dict[Span, int]) -> Sequence[_Option]:
    """Options with the first free one among the best ahead: nobody is moved who need not be."""
    for option in options:
        if _worth(option) != _worth(options[0]):
            break
        if option[1].span not in holder:
            return (option,)
    return options


def _worth(option: _Option) -> tuple[int, bool]:
    return option[0], option[1].is_case_ok


def _is_usable(span: Span, others: Sequence[Rendering]) -> bool:
    """True when a span is part of no longer one of some others, unless as a name inside."""
    return not any(_is_within(span, other.span) and span != other.span for other in others) or any(
        other.inside is not None and _is_within(span, other.inside) for other in others
    )


def _is_within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _ties(match: TermMatch, links: Sequence[WordLink]) -> list[Span]:
    """English ends of the word links of an occurrence."""
    start, end = match.span
    return [(t, u) for s, e, t, u in links if s < end and e > start]


def _support(ties: Sequence[Span], rendering: Rendering) -> int:
    """Number of word links between an occurrence, whose ``_ties`` are given, and a rendering."""
    start, end = rendering.span
    return sum([t < end and u > start for t, u in ties]) if ties else 0


def _untangle(matches: Sequence[TermMatch], choice: list[_Option | None]) -> None:
    """Put renderings of one entry that no link ties down into the order of their occurrences."""
    groups: dict[str, list[int]] = {}
    for i, option in enumerate(choice):
        if option is not None and not option[0]:
            groups.setdefault(matches[i].entry.id, []).append(i)
    for group in groups.values():
        chosen = [option for i in group if (option := choice[i]) is not None]
        for i, option in zip(group, sorted(chosen, key=lambda option: option[1].span), strict=True):
            choice[i] = option


def find_forbidden(
    source: str,
    target: str,
    glossary: Glossary,
    links: Links = (),
    matches: Sequence[TermMatch] | None = None,
) -> list[ForbiddenUse]:
    """Find forbidden targets in the English whose source stands in the French.

    A forbidden word inside an accepted rendering (*talks* in *peace talks*) does not count, nor one that word links
    tie to other French words.

    Args:
        source: verbatim French.
        target: its English.
        glossary: what is forbidden, and what is wanted.
        links: word links between the two texts, offsets into both.
        matches: ``glossary.find(source)``, where somebody has it already.

    Returns:
        Uses in order of the target; at most one per occurrence of the source, and one per English span.
    """
    found = glossary.find_forbidden_sources(source)
    if not found:
        return []
    folded = fold(target)
    standing = [(match, find_in_folded(target, folded, match.entry)) for match in found]
    if not any(renderings for _, renderings in standing):
        return []
    links = links([(0, len(source))]) if callable(links) else links
    wanted = glossary.find(source) if matches is None else matches
    in_play = {match.entry.id: match.entry for match in wanted}
    allowed = [r.span for entry in in_play.values() for r in find_in_folded(target, folded, entry)]
    uses: dict[Span, ForbiddenUse] = {}
    for match, renderings in standing:
        candidates = [
            r
            for r in renderings
            if r.span not in uses and not any(_is_within(r.span, other) for other in allowed)
        ]
        ties = _ties(match, links)
        if links:
            candidates = [r for r in candidates if _support(ties, r) or not _is_linked(r.span, links)]
        if candidates:
            best = max(candidates, key=lambda r: (_support(ties, r), -r.span[0]))
            uses[best.span] = ForbiddenUse(match, best, glossary.preferred_for(match.entry))
    return [uses[span] for span in sorted(uses)]


def _is_linked(span: Span, links: Sequence[WordLink]) -> bool:
    return any(t < span[1] and u > span[0] for _, _, t, u in links)
