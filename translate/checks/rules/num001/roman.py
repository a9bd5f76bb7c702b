"""Roman numerals of kings, centuries and volumes: one to thirty-nine."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(e|è?me|er|ers|ère|nd|nde|th|st)?\Z")
_VALUES = {"I": 1, "V": 5, "X": 10}


def parse_roman(word: str) -> tuple[int, bool] | None:
    """Value of a Roman numeral and whether it is an ordinal (*XXe*, *Ier*).

    A single letter is a numeral only with an ordinal's ending: *Ve*, but not *V*, *Inde* or *Vers*.

    Returns:
        None for any other word.
    """
    match = _ROMAN.match(word)
    if match is None:
        return None
    letters, suffix = match[1] + match[2], match[3]
    if len(letters) == 1 and suffix not in ("e", "ème", "eme", "th") and word != "Ier":
        return None
    value = 0
    for letter, following in zip(letters, letters[1:] + " ", strict=True):
        worth = _VALUES[letter]
        value += -worth if _VALUES.get(following, 0) > worth else worth
    return value, suffix is not None
