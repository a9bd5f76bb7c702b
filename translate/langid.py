"""Guess the language of a paragraph from its small words; no dependency, and no answer rather than a wrong one."""

from __future__ import annotations

import re
from collections import Counter

# The commonest function words of each language. Words that several languages share (« la », « de », « on ») are
# kept: they count for each, and only a clear lead decides.
_WORDS = {
    "fr": "le la les l un une des du de d et est sont ont dans pour par sur que qu qui ne pas plus au aux ce cette "
    "ces se il elle ils elles nous vous son sa ses leur leurs mais avec été être aussi où comme selon après "
    "avant entre sans sous en à ou si dont deux fait tout très",
    "en": "a the of and to in is are was were be been has have had for on that with it its as at by from this these "
    "not but or an if so no into over could can may what one do did our my i he "
    "she they his her their which who will would said after about than more there when we you all",
    "de": "der die das den dem des ein eine einen einer und ist sind war wurde wurden hat haben in im zu zum zur mit "
    "von vom für auf nicht auch als an bei nach aus dass sich es er sie wir ich ihr über noch nur oder wie wird",
    "es": "el la los las un una unos de del y es son ha han en por para con que no se lo su sus al como más pero este "
    "esta fue ser sobre entre cuando también hasta desde todo según",
    "it": "il lo la i gli le un una di del della dei delle e è sono ha hanno in nel nella per con che non si da dal "
    "dalla al alla come più ma questo questa anche essere stato su tra fra quando secondo",
    "nl": "de het een en van is zijn was werd heeft hebben in op te voor met dat die niet aan er om ook als bij naar "
    "uit door over maar dan nog wel hij zij wij ze hun deze dit wordt",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_TOKEN = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 6
_SAMPLE = 400


def guess_language(text: str) -> str | None:
    """Language of a text: ``fr``, ``en``, ``de``, ``es``, ``it``, ``nl``, or None when unsure.

    Needs six words of which a fifth are small words of the language, half as many again as of any other.
    """
    words = [word.casefold() for word in _TOKEN.findall(text[:4000])][:_SAMPLE]
    if len(words) < _MIN_WORDS:
        return None
    counts = Counter({language: sum(word in known for word in words) for language, known in _SETS.items()})
    (best, hits), (_, second) = counts.most_common(2)
    if hits < 3 or hits < len(words) / 5 or hits < 1.5 * second:
        return None
    return best
