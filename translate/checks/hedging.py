"""Hedges and attributions: French conditionals, and what English says in place of "it is so"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from translate.checks.patterns import LazyPattern
from translate.model import Span
from translate.text import compose

_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def plain_text(text: str) -> tuple[str, Callable[[Span], Span]]:
    """Straight apostrophes, ordinary blanks, accents composed; and the way back to the offsets of ``text``."""
    if unicodedata.is_normalized("NFC", text):
        return text.translate(_PLAIN), _same
    mapped = compose(text)
    return mapped.text.translate(_PLAIN), mapped.origin


def _same(span: Span) -> Span:
    return span


# The third persons of the conditional end in -rait and -raient, but so do the imperfects of verbs whose stem ends
# in r: *préparait* (préparer), *couvrait* (couvrir), *courait* (courir). The conditional stands on the infinitive
# (*préparer-ait*, *finir-ait*, *prendr-ait*) or on an irregular stem (*ser-ait*, *viendr-ait*, *courr-ait*).
CONDITIONAL_HINT = LazyPattern(r"rai(?:en)?t\b", re.IGNORECASE)
"""Cheap test: no conditional without it."""
CONDITIONAL_ENDING = LazyPattern(r"[^\W\d_]*r(?:ait|aient)\b", re.IGNORECASE)
_STEM = LazyPattern(
    r"(?:er|[iï]r|[nlur]dr|"  # préparer-, finir-, ser-; prendr-, viendr-, voudr-, perdr-
    r"[bm][ea]ttr|[aéo][iî]tr|"  # mettr-, connaîtr-, paraitr-, croîtr-
    r"evr|suivr|(?:^|re|ré|sur)vivr|pleuvr|mouvr|"  # devr-, recevr-, suivr-, vivr-
    r"ompr|clur|aincr|^aur|^saur|"  # rompr-, conclur-, vaincr-
    r"^pourr|[cm]ourr|(?:^|re|entre|en)verr|querr|cherr"  # courr-, mourr-, enverr-, acquerr-
    r")$"
)
# Imperfects that end in the same letters: tirer, inspirer, admirer, éclairer, encadrer, engendrer, effondrer, sevrer.
_IMPERFECT = LazyPattern(
    r"(?:(?:^|re|at|é|sou|dé|contre)tir|(?:[^u]s|ex|em|^sou)pir|^(?:en)?cir|déchir|(?:^|cha|sur|sous)vir|^mir|"
    r"admir|"
    r"désir|délir|affair|clair|flair|blair|repair|foir|moir|gendr|effondr|^cendr|calandr|poudr|sevr|cloîtr)$"
)


def is_conditional(word: str) -> bool:
    """True for a third person of the conditional: *serait*, *mèneraient*; not for *tirait* nor for *portrait*."""
    folded = word.lower()
    for ending in ("aient", "ait"):
        stem = folded.removesuffix(ending)
        if stem != folded:
            return _STEM.search(stem) is not None and _IMPERFECT.search(stem) is None
    return False


# -- English ----------------------------------------------------------------------------------------------------------
# Somebody said, wrote, showed or believes it. *States* and *report* as nouns are none, hence *states that*.
_SAYING = (
    r"sa(?:ys?|id|ying)|t(?:ells?|old|elling)|claim(?:s|ed|ing)?|alleg(?:es?|ed|edly|ing|ations?)|reports|"
    r"reporting|reported|"
    r"(?:a|the|one|this|unconfirmed|media|press|news|newspapers?|papers?|agency|agencies) report|report (?:that|"
    r"in|an?|the)|"
    r"states? that|stated|stating|writ(?:es?|ing)|wrote|quot(?:es|ed|ing)|cit(?:es|ed|ing)|insist(?:s|ed|ing)?|"
    r"assert(?:s|ed|ing)?|maintain(?:s|ed)? (?:that|the)|indicat(?:es?|ed|ing)|suggest(?:s|ed|ing)?|reveal(?:s|"
    r"ed|ing)?|"
    r"disclos(?:es|ed|ing)|announc(?:es?|ed|ing)|declar(?:es?|ed|ing)|confirm(?:s|ed|ing)?|affirm(?:s|ed|ing)?|"
    r"admit(?:s|ted|ting)?|acknowledg(?:es?|ed|ing)|conced(?:es?|ed|ing)|warn(?:s|ed|ing that)?|argu(?:es?|ed|ing)|"
    r"contend(?:s|ed|ing)?|explain(?:s|ed|ing)?|add(?:s|ed|ing) (?:that)|added|adds|not(?:es|ed|ing) that|noted|"
    r"notes|"
    r"stress(?:es|ed|ing)|den(?:y|ies|ied|ying)|believ(?:es?|ed|ing)|think(?:s|ing)?|thought|estimat(?:es?|ed)|"
    r"reckon(?:s|ed|ing)?|underst(?:ood|ands?)|accus(?:es?|ed|ing|ations?)|suspect(?:s|ed)?|fear(?:s|ed)|"
    r"assum(?:es?|ed)|"
    r"presum(?:ed|es)|according to|based on|sources?|rumou?r(?:s|ed)?|hearsay|deem(?:s|ed)|consider(?:s|ed)|"
    r"it (?:was|"
    r"is) whispered|tipped|touted|mooted|"
    r"word (?:\w+ ){0,4}(?:is|has it)|(?:legend|rumou?r) has it|(?:both|all|also|outlets|media|"
    r"newspapers) report|report[.,:;]?$|attributed to|credited with|speaking (?:to|on)|"
    r"puts? (?:it|the|that|at)|put at|predict(?:s|ed|ing)?|forecasts?|projected|project(?:s|ing) that|"
    r"expect(?:s|ed)?|"
    r"promis(?:es|ed)|vow(?:s|ed)|pledg(?:es|ed)|emphasi[sz](?:es|ed)|recall(?:s|ed)|remark(?:s|ed)|observ(?:es|"
    r"ed)|"
    r"point(?:s|ed) out|comment(?:s|ed)|complain(?:s|ed)|conclud(?:es?|ed) that|judg(?:es?|ed)|testif(?:y|ies|ied)|"
    r"recount(?:s|ed)|relat(?:es|ed) (?:that|how)|swear|swears|swore|hint(?:s|ed)|impl(?:y|ies|ied)|learn(?:ed|t)|"
    r"retort(?:s|ed)|repl(?:ies|ied)|specif(?:y|ies|ied)|describ(?:es?|ed)|agree(?:s|d)? (?:that)|"
    r"by (?:\w+ )*(?:accounts?|reckoning)|(?:in|to) (?:\w+'s |\w+s' |his |her |their |"
    r"the )?(?:\w+ ){0,3}(?:eyes|view|opinion|words)"
)
_DOUBT = (
    r"reportedly|apparent(?:ly)?|seem(?:s|ed|ing|ingly)?|appear(?:s|ed)? (?:to|that|as if)|purported(?:ly)?|"
    r"suppos(?:ed|edly)|"
    r"would(?:n't)?|may|might|could(?:n't)?|should|perhaps|maybe|possibl[ye]|probabl[ye]|(?:un)?likely|"
    r"potential(?:ly)?|(?:idea|notion|theory|thesis|hypothesis|myth) that|"
    r"presumabl[ye]|ostensibl[ye]|unconfirmed|suspected|evidently|so-called|provisional|"
    r"(?:is|are|was|were) (?:now |also |then |still |not |soon |themselves |himself |herself |going )?to|"
    r"set to|(?:is|are|was|were|be) due to|scheduled to|slated to|stands? to|looks? (?:like|as if)"
)
# *For Vera Sukhanova, Moscow is …* gives an opinion as much as *in her view* does.
_FOR = (
    r"(?:^|[.;:—–] )[\"“']?(?-i:For)(?= )(?! (?:the (?:past|last|first|next|time|moment|rest)|a|an|months|years|"
    r"weeks|days|decades|"
    r"now|example|instance|more|nearly|almost|over|some|several|this|that|these|those|all|\d))[^,]{2,80},"
)
ATTRIBUTION = LazyPattern(rf"\b(?:{_SAYING})\b", re.IGNORECASE)
"""English that names, or leaves open, somebody who holds it to be so."""
HEDGE = LazyPattern(rf"\b(?:{_SAYING}|{_DOUBT})\b|'d\b|{_FOR}", re.IGNORECASE)
"""English that keeps a statement from being plain fact."""
