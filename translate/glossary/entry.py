"""The values of terminology: an entry, its occurrence in French, its rendering in English.

What is made for every occurrence in a text is a msgspec structure: a named tuple takes four times as long to make, a
frozen dataclass longer still.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from translate.model import Span

STATUSES = ("preferred", "forbidden", "keep")
CASES = ("smart", "sensitive", "insensitive")
MATCHES = ("lemma", "exact")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a glossary."""

    id: str
    """Slug of the first source variant, unique in its glossary: ``maison-blanche``."""
    sources: tuple[str, ...]
    """French variants as written, at least one."""
    targets: tuple[str, ...]
    """English: the preferred one first, then accepted variants; for ``keep`` the sources themselves."""
    status: str = "preferred"
    """``preferred``, ``forbidden`` (these targets must not be used for these sources) or ``keep``."""
    case: str = "smart"
    """``smart``, ``sensitive`` or ``insensitive``."""
    match: str = "lemma"
    """``lemma`` or ``exact``."""
    domain: str = ""
    note: str = ""
    line: int = 0
    """One-based line of the file it came from; 0 when it came from elsewhere."""
    cache: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out about this entry, so that it is worked out once."""

    @property
    def is_verb(self) -> bool:
        """True when the English is given as an infinitive: *lancer* → *to launch*."""
        return any(target.startswith("to ") for target in self.targets)


class TermMatch(msgspec.Struct, frozen=True, gc=False):
    """One occurrence of an entry in a French text."""

    entry: Entry
    span: Span
    """Offsets into the text that was searched."""
    text: str
    """``french[slice(*span)]``."""
    is_plural: bool | None = None
    """Number of this occurrence; None when neither its form nor its determiner tells."""
    is_inflected: bool = False
    """True when the number is not the one that the glossary's source variant has."""
    source: str = ""
    """The variant that matched, as the glossary writes it."""

    @property
    def expected(self) -> tuple[str, ...]:
        """English targets that the entry accepts, the preferred one first."""
        return self.entry.targets


class Rendering(msgspec.Struct, frozen=True, gc=False):
    """One occurrence of an entry's target in an English text."""

    span: Span
    """Offsets into the text; a possessive *'s* is not part of it, a name inside is."""
    form: str
    """``english[slice(*span)]``."""
    target: str
    """The target of the entry that this is a form of."""
    is_case_ok: bool = True
    """False for *white house* or *svr*: the right words with capitals missing."""
    inside: Span | None = None
    """Where a name stands between its words: *NATO* in *senior NATO official*."""

    @property
    def term(self) -> str:
        """The form without the name inside: *senior official*."""
        if self.inside is None:
            return self.form
        start, end = (place - self.span[0] for place in self.inside)
        return self.form[:start] + self.form[end:].lstrip()


class PairedTerm(msgspec.Struct, frozen=True, gc=False):
    """A French occurrence and what renders it; ``rendering`` is None when nothing does."""

    match: TermMatch
    rendering: Rendering | None


@dataclass(frozen=True, slots=True)
class ForbiddenUse:
    """A forbidden target that stands in the English while its source stands in the French."""

    match: TermMatch
    """Its ``entry`` is the row of status ``forbidden``."""
    rendering: Rendering
    preferred: tuple[str, ...]
    """What to use instead; empty when the glossary does not say."""
