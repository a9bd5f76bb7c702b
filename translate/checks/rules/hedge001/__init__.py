"""HEDGE001: a conditional of hearsay has become a plain fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.hedging import CONDITIONAL_ENDING, HEDGE, plain_text
from translate.checks.rules.hedge001.context import find_hearsay
from translate.model import Finding

# *une usine que l'on croyait fermée* → *a factory that was believed to have closed*: that belief is the French text's
# own and hedges nothing else.
_BELIEF_SOURCE = re.compile(
    r"\b(?:croi[ts]|croy\w+|croient|pens(?:e|ent|ait|aient)|suppos\w+|soupçonn\w+|accus\w+|considér\w+|estim\w+|crain\w+)\b"
    r"(?! (?:savoir )?qu)",
    re.IGNORECASE,
)
_BELIEF_TARGET = re.compile(
    r"(?:believ|think|thought|suppos|suspect|accus|consider|estimat|fear|assum|presum)", re.IGNORECASE
)


class HearsayLost(Rule):
    """Hearsay lost."""

    code = "HEDGE001"
    title = "hearsay rendered as plain fact"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per sentence."""
        if CONDITIONAL_ENDING.search(case.source) is None:
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
    beliefs = len(_BELIEF_SOURCE.findall(french))
    for match in HEDGE.finditer(english):
        if beliefs and _BELIEF_TARGET.match(match.group()):
            beliefs -= 1
        else:
            return True
    return False
