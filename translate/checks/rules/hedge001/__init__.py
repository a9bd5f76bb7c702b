"""HEDGE001: a conditional of hearsay has become a plain fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.hedging import CONDITIONAL_HINT, HEDGE, plain_text
from translate.checks.patterns import LazyPattern
from translate.checks.rules.hedge001.context import find_hearsay
from translate.model import Finding

# What the French says elsewhere in the sentence hedges nothing else. *une usine que l'on croyait fermée* → *a factory
# that was believed to have closed*; *il pourrait partir et aurait déjà signé* → *he could leave and has signed*.
_OWN = (
    (
        LazyPattern(
            r"\b(?:croi[ts]|croy\w+|croient|pens(?:e|ent|ait|aient)|suppos\w+|soupçonn\w+|accus\w+|considér\w+|"
            r"estim\w+|"
            r"crain\w+|jug(?:e|ent|ait|aient|ée?s?)|réputée?s?|chiffr\w+)\b(?! (?:savoir )?qu)",
            re.IGNORECASE,
        ),
        LazyPattern(
            r"believ|think|thought|suppos|suspect|accus|consider|estimat|fear|assum|presum|deem|put",
            re.IGNORECASE,
        ),
    ),
    (
        LazyPattern(
            r"\b(?:pourr|devr)ai(?:en)?t\b|\b(?:peu(?:t|vent)|pouvai(?:en)?t|devai(?:en)?t|doi(?:t|vent))\b",
            re.I,
        ),
        LazyPattern(r"could|should|may|might|supposed", re.IGNORECASE),
    ),
    (
        LazyPattern(r"\b(?:attendu|prévu|espéré)e?s?\b|\bprévisions?\b", re.IGNORECASE),
        LazyPattern(r"expect|forecast|predict|project", re.IGNORECASE),
    ),
)
# *The haul … is believed to be …* is no such word of the French text's own, *a factory that was believed to …* is one.
_PREDICATE = LazyPattern(
    r"(?<!that )(?<!which )(?<!who )\b(?:is|are|was|were|be|been)(?: not| now)? $", re.IGNORECASE
)


class HearsayLost(Rule):
    """Hearsay lost."""

    code = "HEDGE001"
    title = "hearsay rendered as plain fact"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per sentence."""
        if CONDITIONAL_HINT.search(case.source) is None:
            return
        for source, target in case.sentences:
            french, origin = plain_text(case.source[slice(*source)])
            verbs = find_hearsay(french)
            if not verbs or _is_hedged(french, plain_text(case.target[slice(*target)])[0]):
                continue
            start, end = origin(verbs[0])
            verb = case.source[source[0] + start : source[0] + end]
            yield self.finding(
                f"{verb!r} reports hearsay, the English states it as fact – write 'reportedly', 'is said to', "
                "or name the source",
                source=(source[0] + start, source[0] + end),
            )


def _is_hedged(french: str, english: str) -> bool:
    own = [len(theirs.findall(french)) for theirs, _ in _OWN]
    for match in HEDGE.finditer(english):
        for i, (_, ours) in enumerate(_OWN):
            if own[i] and ours.match(match.group()) and not _PREDICATE.search(english, 0, match.start()):
                own[i] -= 1
                break
        else:
            return True
    return False
