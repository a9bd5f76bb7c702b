"""NAME001: a capitalised name of the French has vanished from the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.rules.name001.names import Name, find_names, is_common_word, is_same_name
from translate.checks.spelling import is_exonym
from translate.model import Finding

# What opens a sentence and is not in the dictionary: verbs, adverbs, nouns without an article (*Relocaliser, mais à
# quel prix ?*, *Étanchéité, ventilation : tout est à revoir*) …
_ENDINGS = ("er", "ir", "ant", "ment", "ions", "ez", "age", "ité", "tion", "sion", "euse")
_OPENERS = frozenset(
    "Ailleurs Aussitôt Autrefois Bientôt Bravo Debout Dedans Dehors Ex Foi Guère Jadis Naguère Ouf"
    " Partout Pays Plutôt Ras Sitôt Tantôt".split()
)
# … and the participle of a verb that is in it: *Écœuré par les querelles, l'architecte …*
_PARTICIPLE = re.compile(r"(\w+)ée?s?")


class NameVanished(Rule):
    """A name vanished."""

    code = "NAME001"
    title = "name vanished"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per name that nothing in the English can stand for.

        A name without a likeness is not missing yet: *Beijing* is Pékin, *Thames* the Tamise. So names of the English
        without a likeness in the French are set against those of the French, and only what is left over is missing.
        """
        terms = [match.span for match in case.found.wanted]
        source = [name for name in find_names(case.source, "fr") if not _touches(name, terms)]
        if not source:
            return
        words = [case.target[slice(*span)] for span in case.target_words]
        lost = [name for name in source if not _is_there(name, words)]
        if not lost:
            return
        rendered = [pair.rendering.span for pair in case.paired if pair.rendering is not None]
        target = [name for name in find_names(case.target, "en") if not _touches(name, rendered)]
        # Compared last, because the dictionaries of common words are large.
        lost = [name for name in lost if not _is_common(name, "fr")]
        opens = any(name.is_initial for name in lost)
        new = [
            name
            for name in target
            if not any(is_same_name(w, o) for w in name.words for s in source for o in s.words)
            and not (_is_common(name, "en") and not (opens and _may_open(name)))
        ]
        for name in lost[len(new) :]:
            yield self.finding(f"{name.text!r} is not in the English – name it", source=name.span)


def _is_there(name: Name, words: list[str]) -> bool:
    if any(part in words for part in name.words):
        return True
    return any(is_same_name(part, word) or is_exonym(part, word) for part in name.words for word in words)


def _is_common(name: Name, language: str) -> bool:
    """True when a name may be a common word that stands at the start of a sentence, or an institution's noun."""
    if len(name.words) > 1 and not name.is_initial:
        return all(is_common_word(word, language) for word in name.words) and language == "fr"
    if language == "en" and not name.is_initial:
        return False
    if language == "fr" and name.is_initial and len(name.words) == 1:
        word = name.words[0]
        participle = _PARTICIPLE.fullmatch(word.replace("œ", "oe"))
        if word in _OPENERS or word.endswith(_ENDINGS):
            return True
        if participle is not None and is_common_word(participle[1] + "er", language):
            return True
    return any(is_common_word(word, language) for word in name.words)


def _may_open(name: Name) -> bool:
    """True when a first word may be the name that opens the French, though it is in the dictionary: *Cyprus*."""
    return name.is_initial and not name.words[0].endswith(("ing", "ly", "ed"))


def _touches(name: Name, spans: list[tuple[int, int]]) -> bool:
    return any(start < name.span[1] and name.span[0] < end for start, end in spans)
