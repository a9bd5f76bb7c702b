"""HEDGE002: the source of a statement has disappeared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.hedging import ATTRIBUTION, plain_text
from translate.checks.patterns import LazyPattern
from translate.checks.rules.hedge002.attributions import Attribution, find_attributions, may_attribute
from translate.model import Finding
from translate.text import strip_accents

# What else may stand for *selon …* or for a verb of saying.
_ALSO = LazyPattern(
    r"\b(?:show(?:s|ed|n|ing)?|f(?:inds?|ound)|see(?:s|n)|saw|per|in (?:accordance|line|keeping) with|"
    r"depending on|based on|"
    r"call(?:s|ed|ing)|urg(?:es?|ed)|ask(?:s|ed)|prais(?:es|ed)|slam(?:s|med)|critici[sz](?:es|ed)|denounc(?:es|"
    r"ed)|"
    r"deplor(?:es|ed)|regret(?:s|ted)|lament(?:s|ed)|quip(?:s|ped)|summ?(?:s|ed|ing) (?:it |things |them )?up|"
    r"hold(?:s)? that|"
    r"decid(?:es|ed)|rul(?:es|ed)|polls?|survey|study|whom|"
    r"respon(?:ds|ded|se)|repl(?:y|ied|ies)|fe(?:els?|lt)|signal(?:s|ed)?|notic(?:es|ed)|recall|remember(?:s|"
    r"ed)?|inform(?:s|ed)|answer(?:s|ed)?|wonder(?:s|ed)|continu(?:es|ed)|went on|goes on|assur(?:es?|ed|ing|"
    r"ances?)|"
    r"(?:let|made|make|makes|lets) (?:it )?(?:be )?(?:known|clear)|vow|reiterat\w+|repeat(?:s|ed|ing)?|"
    r"remind(?:s|ed|er)?|"
    r"sp(?:oke|eaks?|eaking|oken)|talk(?:s|ed|ing)?|confid(?:es?|ed)|conclud\w+|hear(?:s|d)?|the story goes|"
    r"counter(?:s|ed)|"
    r"sigh(?:s|ed)|blam(?:es?|ed)|point(?:ed|s|ing)? out|quot\w+|protest(?:s|ed)|joke[sd]|recogni[sz](?:es|ed)|"
    r"mention(?:s|ed)|pleads?|pleaded|stat(?:es|ement)|back(?:s|ed)|weigh(?:s|ed)|convinced|sure|certain|"
    r"adamant|claim\w*|"
    r"certif(?:y|ies|ied)|alert(?:s|ed|ing)?|ke(?:eps?|pt|eping) telling|"
    r"stress(?:es|ed|ing)?|shoots? back|laugh(?:s|ed)|qualif(?:ies|ied)|admission|sum (?:it|things|them) up|"
    r"sworn|snap(?:s|ped)|shot back|thunder(?:s|ed)|fum(?:es|ed)|explanation|testimony|evidence|report)\b|"
    r"\b(?:whisper|murmur)(?:s|ed)\b|\bput it\b",
    re.IGNORECASE,
)
# Words of saying and thinking that the French has beside the attribution; what renders them is no attribution.
_OTHER_SAYING = LazyPattern(
    r"\b(?:n(?:ie|ient|iait|ié)|affirm\w+|annonc\w+|assur(?:e|ent|é|ait)|prétend\w*|demand\w+|jug(?:e|ent|é|ée|"
    r"és|ées)|appel\w+|"
    r"di(?:re|t|sent|sait|sant)|déclar\w+|dénonc\w+|accus\w+|estim\w+|pens(?:e|ent|é|ait|er)|croi\w+|promis|"
    r"promet\w*|"
    r"confirm\w+|démen\w+|reconn\w+|soupçonn\w+|parl\w+|écri\w+|rappel\w+|expli\w+|rapport(?:e|ent|é|ée|és|ées)|"
    r"entretenus?|réclam\w+|cité\w*|révél\w+|prévu\w*|attendu\w*|évoqu\w+|montr\w+|promett\w+|considér\w+|"
    r"trouv\w+|vu|voi\w+)\b",
    re.IGNORECASE,
)
_WEAK = LazyPattern(
    r"believ|think|thought|consider|estimat|expect|ask|call|promis|f[io]und?|find|rul|tells?$|telling|den[iy]|"
    r"shown|see|saw|cite|"
    r"sp[eo]|fear|accus|judg|talk|certain|sure|assur|confirm|hear|decid|declar(?:e|es)$|writ|describ|presum|"
    r"predict|forecast|project|put|tipped|touted|learn|agree|report$|survey|study|polls?$|evidence|credited",
    re.IGNORECASE,
)
_DOUBT = LazyPattern(r"alleg(?!es?$)|suspect|rumou?r|suppos", re.IGNORECASE)
_FOR = LazyPattern(r"\b(?:for|to|with)\b", re.IGNORECASE)
_WORD = LazyPattern(r"[^\W\d_]{4,}")
# *selon certaines informations* → *reportedly*: nobody was named, so that nobody is lost.
_NOBODY = LazyPattern(
    r"(?:certain\w* |plusieurs |des |les |d'autres )*(?:informations?|rumeurs?|premiers éléments)\b",
    re.IGNORECASE,
)
_REPORTEDLY = LazyPattern(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|it seems)\b", re.IGNORECASE
)


class AttributionLost(Rule):
    """Attribution lost."""

    code = "HEDGE002"
    title = "attribution lost"
    severity = "warning"

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per sentence."""
        if not may_attribute(case.source):
            return
        for source, target in case.sentences:
            french, origin = plain_text(case.source[slice(*source)])
            attributions = find_attributions(french)
            if not attributions:
                continue
            english = plain_text(case.target[slice(*target)])[0]
            if _is_attributed(french, english, attributions):
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


def _is_attributed(french: str, english: str, attributions: list[Attribution]) -> bool:
    """True when words of the English may name a source and are not already accounted for by other French words."""
    kinds = {attribution.kind for attribution in attributions}
    if "for" in kinds and _FOR.search(english):
        return True
    weak = 0
    for pattern in (ATTRIBUTION, _ALSO):
        for match in pattern.finditer(english):
            word = match.group()
            if _DOUBT.match(word):
                continue
            if not _WEAK.match(word):
                return True
            weak += 1
    # Selon X, il a nié → he denied it: the denial is his, X is lost. X estime que … → X believes …: nothing is lost.
    if weak and kinds <= {"source", "clause"}:
        weak -= len(_OTHER_SAYING.findall(_without(french, attributions)))
    return weak > 0


def _without(french: str, attributions: list[Attribution]) -> str:
    """The sentence without the words that attribute."""
    pieces, done = [], 0
    for attribution in attributions:
        start, end = attribution.span
        pieces.append(french[done:start])
        done = max(done, end)
    return " | ".join([*pieces, french[done:]])


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
