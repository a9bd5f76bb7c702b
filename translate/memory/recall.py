"""A remembered sentence as the pipeline takes it: accepted English instead of a translation, or beside one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from translate.glossary import Glossary, pair_terms
from translate.honour.draft import is_met
from translate.honour.ladder import Translation
from translate.memory.sentences import Remembered
from translate.model import Finding, Term

RULE = "MEM001"
"""Code of the finding that suggests the English of a similar sentence."""
_SHOWN = 2
"""Differences that a message names; where there are more, it has the whole sentence."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


def recall(remembered: Remembered, sentence: str, glossary: Glossary) -> Translation:
    """The English that a linguist accepted for the very sentence, word for word.

    Neither model nor ladder touch it: a term that it does not meet is unmet, and the checks say so. No engine gave
    anything, so ``mt`` is empty, and there are neither score nor word links.

    Args:
        remembered: from ``Memory.exact(sentence)``.
        sentence: verbatim French.
        glossary: what its terms are held to.
    """
    target = remembered.target
    matches = glossary.find(sentence)
    terms = []
    for pair in pair_terms(sentence, target, matches):
        rendering = pair.rendering if is_met(pair) else None
        terms.append(
            Term(
                entry=pair.match.entry.id,
                source=pair.match.span,
                target=None if rendering is None else rendering.span,
                expected=pair.match.expected,
                status="unmet" if rendering is None else "met",
                how=None if rendering is None else "memory",
            )
        )
    return Translation(
        source=sentence, target=target, mt="", score=None, words=(), terms=tuple(terms), is_sound=True
    )


def suggestion(remembered: Remembered, sentence: str, target: str) -> Finding | None:
    """Point to the English of a similar sentence.

    Args:
        remembered: from ``Memory.similar(sentence)``.
        sentence: verbatim French.
        target: English as translated.

    Returns:
        A finding of severity ``info`` with offsets into the two; None where the English is the remembered one.
    """
    if remembered.target == target:
        return None
    percent = min(round(100 * remembered.score), 99)
    differences = _differences(remembered.source, sentence)
    message = f"a linguist accepted other English for a sentence {percent} % like this one{differences}"
    return Finding(RULE, "info", message, (0, len(sentence)), (0, len(target)), suggestion=remembered.target)


def _differences(reviewed: str, sentence: str) -> str:
    """What the reviewed French has otherwise."""
    there, here = _TOKEN.findall(reviewed), _TOKEN.findall(sentence)
    blocks = [
        (" ".join(here[c:d]), " ".join(there[a:b]))
        for tag, a, b, c, d in SequenceMatcher(None, there, here, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    if not blocks:
        return ""
    if len(blocks) > _SHOWN:
        return f": {reviewed!r}"
    return ", " + ", ".join(_difference(*block) for block in blocks)


def _difference(here: str, there: str) -> str:
    if not here:
        return f"with {there!r} as well"
    return f"without {here!r}" if not there else f"with {there!r} for {here!r}"
