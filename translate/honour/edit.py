"""The edit rung: put the term's form in place of the words that the attention links to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translate.align import find_words, linked_targets
from translate.articles import fit_article
from translate.glossary import TermMatch, term_forms
from translate.honour.draft import Candidate, rendering_spans
from translate.honour.repair import clusters
from translate.model import Span, WordLink

_POSSESSIVE = re.compile(r"'s?\b|s'(?=\s)")


@dataclass(frozen=True, slots=True)
class Edit:
    """A candidate's text with one span replaced."""

    text: str
    links: tuple[WordLink, ...]


def edits(match: TermMatch, candidate: Candidate, index: int) -> list[Edit]:
    """Edited texts that contain the term, likeliest first; none when no word is linked to it."""
    taken = rendering_spans(candidate, but=index)
    words = find_words(candidate.text)
    found: list[Edit] = []
    for span in clusters(linked_targets(candidate.links or (), match.span), words)[:2]:
        if any(start < span[1] and end > span[0] for start, end in taken):
            continue
        found += [replace(candidate, match.text, match.span[0], span, form) for form in term_forms(match)[:1]]
    return found


def replace(candidate: Candidate, french: str, at: int, span: Span, form: str) -> Edit:
    """Replace ``span`` by a form; keep a possessive, fit *a*/*an* before it and the sentence's capital.

    Args:
        candidate: what is changed; its links are carried over.
        french: the words that the form stands for.
        at: where they begin in the sentence.
        span: of the candidate's text.
        form: what comes in its place.
    """
    text = candidate.text
    start, end = span
    possessive = "'s" if _POSSESSIVE.match(text, end) and not form.endswith("'s") else ""
    skip = _POSSESSIVE.match(text, end)
    rest = text[skip.end() if skip else end :]
    if (
        text[end : end + 2] == "' "
        and text[end - 1] == "s"
        and text[start - 1 : start] != "'"
        and form[-1] != "s"
    ):
        possessive, rest = "'s", text[end + 1 :]  # *the ministers' plan* → *the envoy's plan*
    before = fit_article(text[:start], form)
    at_start = not before.strip(' "(')
    new = (form[:1].upper() + form[1:] if at_start else form) + possessive
    # Links before the span stay (the article may have grown), those inside now join term and form, the rest move.
    shift_before = len(before) - start
    shift_after = len(before) + len(new) + len(rest) - len(text)
    links: list[WordLink] = []
    for a, b, c, d in candidate.links or ():
        if d <= start:
            links.append((a, b, c, d) if d <= len(before) else (a, b, c, d + shift_before))
        elif c >= end:
            links.append((a, b, c + shift_after, d + shift_after))
    source_words = [(at + a, at + b) for a, b in find_words(french)]
    target_words = [(c, d) for c, d in find_words(before + new) if c >= len(before)]
    links += [(a, b, c, d) for c, d in target_words for a, b in source_words]
    return Edit(before + new + rest, tuple(sorted(links, key=lambda link: (link[2], link[0]))))
