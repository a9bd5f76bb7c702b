"""Putting one English term in another's place: number, capitals and article made to agree."""

from __future__ import annotations

import re

from translate.glossary import Entry, ForbiddenUse, TermMatch, term_forms

_WORD = re.compile(r"\w+|\W+")


def with_capitals(form: str, target: str) -> str:
    """A rendering with the capitals of the glossary's target: *white houses* → *White Houses*.

    Args:
        form: as it stands, perhaps inflected or with other hyphens.
        target: as the glossary writes it.
    """
    wanted = [word for word in _WORD.findall(target) if word[0].isalnum()]
    given = _WORD.findall(form)
    places = [i for i, word in enumerate(given) if word[0].isalnum()]
    if len(places) != len(wanted):
        return target
    for place, model in zip(places, wanted, strict=True):
        word = given[place]
        if word.casefold().startswith(model.casefold()):
            given[place] = model + word[len(model) :]
        elif model[0].isupper():
            given[place] = model if model.isupper() else word[0].upper() + word[1:]
    return "".join(given)


def replacement(target: str, use: ForbiddenUse, match: TermMatch) -> str:
    """The preferred target in the form in which the forbidden one stands: *head officers* → *senior officials*.

    Args:
        target: English in which the forbidden use stands.
        use: the forbidden use; ``use.preferred`` must not be empty.
        match: the occurrence that it renders.
    """
    form = use.rendering.form
    is_plural = form.casefold() != use.rendering.target.casefold() and form.casefold().endswith("s")
    preferred = Entry(match.entry.id, match.entry.sources, use.preferred)
    forms = term_forms(
        TermMatch(
            preferred, match.span, match.text, is_plural or match.is_plural, is_plural, source=match.source
        )
    )
    better = forms[0]
    start = use.rendering.span[0]
    is_initial = not target[:start].strip(" \"'“‘«\u00a0") or target[:start].rstrip().endswith(
        (".", "!", "?")
    )
    return better[:1].upper() + better[1:] if is_initial else better
