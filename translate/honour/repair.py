"""The repair rung: keep a good beginning, force the term, and let the model finish the sentence.

No maintained decoder offers positive lexical constraints offline any more, but every decoder can continue a
prefix. Cross-attention says where in the translation the unmet term's words went; what stands before is kept,
the term's form is appended, and the rest is decoded anew: in *… denied by the | home of the president*, the
prefix *… denied by the White House* makes the model finish from there.
"""

from __future__ import annotations

import re

from translate.align import find_words, linked_targets
from translate.articles import fit_article
from translate.glossary import TermMatch, other_number_forms, term_forms
from translate.honour.draft import Candidate, Draft, rendering_spans
from translate.model import Span

MAX_POSITIONS = 3
WIDE_POSITIONS = 6
MAX_FORMS = 2

_BETWEEN = ' \u00a0«“"'
"""What may stand between a term and another one that explains it: « le groupe de réflexion “Conseil …” »."""

_DEFINITE = re.compile(r"(?:\b(?:le|la|les|du|des|au|aux)\s+|\bl['’]\s*)$", re.IGNORECASE)
_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|its|his|her|their|our|my|your|no|any|some|each|every|\w+'s|\w+s')\s*$",
    re.IGNORECASE,
)


def prefixes(
    draft: Draft, candidate: Candidate, index: int, frozen: int = 0, wide: bool = False
) -> list[str]:
    """Beginnings of a translation that contain a term, likeliest first; each ends with the term's form.

    Args:
        draft: the sentence and its matches.
        candidate: the translation to mend.
        index: which match is wanted.
        frozen: offset into the candidate's text before which nothing may change.
        wide: try more places and forms, also the term together with one that follows it directly
            (« le groupe de réflexion Conseil des relations étrangères »).
    """
    match = draft.matches[index]
    taken = rendering_spans(candidate, but=index)
    # « le SVR » may become *the SVR*, « la France » only *France*: where the French has a definite article and
    # nothing stands before the place yet, both are tried and the model decides.
    is_definite = bool(_DEFINITE.search(draft.sentence[: match.span[0]]))
    forms = _forms(match)[: MAX_FORMS if wide or match.is_plural is None else 1]
    leader = _leader(draft, candidate, index)
    places = [p for p in [*leader, *positions(match, candidate)] if p >= frozen]
    found: list[str] = []
    for position in places[: WIDE_POSITIONS if wide else MAX_POSITIONS]:
        if any(start < position < end for start, end in taken):
            continue
        before = candidate.text[:position]
        for form in forms:
            articles = ("the ", "") if is_definite and not _DETERMINER.search(before) else ("",)
            for article in articles:
                prefix = place(before, article + form)
                found.append(prefix)
                follower = _follower(draft, index) if wide else None
                if follower is not None:
                    found.append(place(prefix, term_forms(follower)[0]))
    return list(dict.fromkeys(found))


def positions(match: TermMatch, candidate: Candidate) -> list[int]:
    """Offsets into the candidate's text where the term may start, likeliest first."""
    words = find_words(candidate.text)
    starts = [start for start, _ in words]
    linked = linked_targets(candidate.links or (), match.span)
    order: list[int] = [cluster[0] for cluster in clusters(linked, words)]
    if linked:
        # The word before the first linked one is often part of the old rendering: *the State | Ministry*.
        before = [s for s in starts if s < order[0]]
        order += before[-1:]
    order += _between_neighbours(match, candidate, words)
    return list(dict.fromkeys(order)) or [0]


def _forms(match: TermMatch) -> list[str]:
    """Forms worth trying, best first: a name stays in its number (there are no *Councils on Foreign Relations*)."""
    forms = list(term_forms(match))
    if not forms[0][:1].isupper():
        return forms
    others = other_number_forms(match)
    return [form for form in forms if form.casefold() not in others]


def _leader(draft: Draft, candidate: Candidate, index: int) -> list[int]:
    """Where the noun that a name stands beside ends: *the think tank | Council on Foreign Relations*."""
    if index == 0:
        return []
    noun, name = draft.matches[index - 1 : index + 1]
    rendering = candidate.paired[index - 1].rendering
    is_beside = not draft.sentence[noun.span[1] : name.span[0]].strip(_BETWEEN)
    is_name = name.text[:1].isupper() and not noun.text[:1].isupper()
    return [rendering.span[1]] if is_beside and is_name and rendering is not None else []


def _follower(draft: Draft, index: int) -> TermMatch | None:
    """The match that follows directly, nothing but a blank or a quotation mark between."""
    end = draft.matches[index].span[1]
    for other in draft.matches[index + 1 :]:
        if not draft.sentence[end : other.span[0]].strip(_BETWEEN):
            return other
    return None


def clusters(linked: list[Span], words: list[Span]) -> list[Span]:
    """Group linked words that stand side by side (one word between them allowed), the largest group first."""
    rank = {word: i for i, word in enumerate(words)}
    groups: list[list[Span]] = []
    for word in linked:
        if groups and rank[word] - rank[groups[-1][-1]] <= 2:
            groups[-1].append(word)
        else:
            groups.append([word])
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [(group[0][0], group[-1][1]) for group in groups]


def _between_neighbours(match: TermMatch, candidate: Candidate, words: list[Span]) -> list[int]:
    """Where the words around the term went: after the previous one's translation, before the next one's."""
    start, end = match.span
    left = [link for link in candidate.links or () if link[1] <= start]
    right = [link for link in candidate.links or () if link[0] >= end]
    found: list[int] = []
    if left:
        nearest = max(link[0] for link in left)
        after = max(link[3] for link in left if link[0] == nearest)
        found += [s for s, _ in words if s >= after][:1] or [len(candidate.text.rstrip(" .!?"))]
    if right:
        nearest = min(link[0] for link in right)
        found.append(min(link[2] for link in right if link[0] == nearest))
    return found


def place(before: str, form: str) -> str:
    """Append a form to the beginning of a sentence: blank, article and sentence case made to fit."""
    before = before.rstrip()
    if not before or (before.endswith('"') and len(before) == 1):
        return before + form[:1].upper() + form[1:]
    before = fit_article(before + " ", form).rstrip()
    glue = "" if before.endswith(("(", '"', "-", "/", "'")) and not before.endswith((' "', " '")) else " "
    return before + glue + form
