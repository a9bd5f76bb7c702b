"""HEDGE002: the source of a statement has disappeared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.hedging import ATTRIBUTION, plain_text
from translate.checks.rules.hedge002.attributions import Attribution, find_attributions
from translate.model import Finding
from translate.text import strip_accents

# What else may stand for *selon …* or for a verb of saying.
_ALSO = re.compile(
    r"\b(?:show(?:s|ed|n|ing)?|f(?:inds?|ound)|see(?:s|n)|saw|per|in (?:accordance|line|keeping) with|depending on|based on|"
    r"call(?:s|ed|ing)|urg(?:es?|ed)|ask(?:s|ed)|prais(?:es|ed)|slam(?:s|med)|critici[sz](?:es|ed)|denounc(?:es|ed)|"
    r"deplor(?:es|ed)|regret(?:s|ted)|lament(?:s|ed)|quip(?:s|ped)|summ?(?:s|ed|ing) (?:it |things |them )?up|hold(?:s)? that|"
    r"decid(?:es|ed)|rul(?:es|ed)|figures|data|polls?|survey|study|accounts?|whom|view|opinion|eyes|words|"
    r"respon(?:ds|ded|se)|answer(?:s|ed)?|wonder(?:s|ed)|continu(?:es|ed)|went on|goes on|assur(?:es?|ed|ing|ances?)|"
    r"(?:let|made|make|makes|lets) (?:it )?(?:be )?(?:known|clear)|vow|reiterat\w+|repeat(?:s|ed|ing)?|remind(?:s|ed|er)?|"
    r"sp(?:oke|eaks?|eaking|oken)|talk(?:s|ed|ing)?|confid(?:es?|ed)|conclud\w+|hear(?:s|d)?|the story goes|counter(?:s|ed)|"
    r"sigh(?:s|ed)|blam(?:es?|ed)|point(?:ed|s|ing)? out|quot\w+|protest(?:s|ed)|joke[sd]|recogni[sz](?:es|ed)|"
    r"mention(?:s|ed)|pleads?|pleaded|stat(?:es|ement)|back(?:s|ed)|weigh(?:s|ed)|convinced|sure|certain|adamant|claim\w*|"
    r"snap(?:s|ped)|shot back|thunder(?:s|ed)|fum(?:es|ed)|explanation|testimony|evidence|report)\b|"
    r"(?:^|, )(?:under|by|in|as) |(?:^|[,:;] )for ",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
# *selon certaines informations* → *reportedly*: nobody was named, so that nobody is lost.
_NOBODY = re.compile(r"(?:certain\w* |plusieurs |des |les |d'autres )*(?:informations?|rumeurs?|premiers éléments)\b", re.IGNORECASE)
_REPORTEDLY = re.compile(r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|it seems)\b", re.IGNORECASE)


class AttributionLost(Rule):
    """Attribution lost."""

    code = "HEDGE002"
    title = "attribution lost"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per sentence."""
        for source, target in case.sentences:
            french, origin = plain_text(case.source[slice(*source)])
            attributions = find_attributions(french)
            if not attributions:
                continue
            english = plain_text(case.target[slice(*target)])[0]
            if ATTRIBUTION.search(english) or _ALSO.search(english):
                continue
            first = attributions[0]
            if any(_is_named(french, english, attribution) for attribution in attributions):
                continue
            start, end = origin(first.span)
            words = case.source[source[0] + start : source[0] + end]
            yield self.finding(
                f"{words!r} names the source of the statement, the English names none – add 'according to …' or "
                "'… said'",
                source=(source[0] + start, source[0] + end),
            )


def _is_named(french: str, english: str, attribution: Attribution) -> bool:
    """True when a word of the source's name stands in the English, and nowhere else in the French."""
    start, end = attribution.named
    named = french[start:end]
    if _NOBODY.match(named) and _REPORTEDLY.search(english):
        return True
    rest = strip_accents(french[:start] + " " + french[end:]).casefold()
    heads = {word[:5] for word in _WORD.findall(strip_accents(english).casefold())}
    return any(
        word[:5] in heads and word[:5] not in rest for word in _WORD.findall(strip_accents(named).casefold())
    )
