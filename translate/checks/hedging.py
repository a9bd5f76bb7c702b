"""Hedges and attributions: French conditionals, and what English says in place of "it is so"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

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
CONDITIONAL_ENDING = re.compile(r"[^\W\d_]*r(?:ait|aient)\b", re.IGNORECASE)
_STEM = re.compile(
    r"(?:er|[iï]r|[nlur]dr|"  # préparer-, finir-, ser-; prendr-, viendr-, voudr-, perdr-
    r"ttr|[aéo][iî]tr|"  # mettr-, connaîtr-, paraitr-, croîtr-
    r"evr|suivr|(?:^|re|ré|sur)vivr|pleuvr|mouvr|"  # devr-, recevr-, suivr-, vivr-
    r"ompr|clur|aincr|^aur|^saur|"  # rompr-, conclur-, vaincr-
    r"^pourr|[cm]ourr|(?:^|re|entre|en)verr|querr|cherr"  # courr-, mourr-, enverr-, acquerr-
    r")$"
)
# Imperfects that end in the same letters: tirer, inspirer, admirer, éclairer, encadrer, engendrer, effondrer, sevrer.
_IMPERFECT = re.compile(
    r"(?:(?:^|re|at|é|sou|dé|contre)tir|(?:[^u]s|ex|em|^sou)pir|^(?:en)?cir|déchir|(?:^|cha|sur|sous)vir|mir|"
    r"désir|délir|affair|clair|flair|blair|repair|foir|moir|gendr|effondr|^cendr|calandr|poudr|sevr|cloîtr)$"
)
_SURE = re.compile(r"(?:dorm|gém|vom|frém|aff?erm|blêm|calm|ferm|ranim|rédim)ir$")


def is_conditional(word: str) -> bool:
    """True for a third person of the conditional: *serait*, *mèneraient*; not for *tirait* nor for *portrait*."""
    folded = word.lower()
    for ending in ("aient", "ait"):
        stem = folded.removesuffix(ending)
        if stem != folded:
            return _STEM.search(stem) is not None and (
                _IMPERFECT.search(stem) is None or _SURE.search(stem) is not None
            )
    return False
