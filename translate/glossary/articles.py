"""The English indefinite article: *a* think tank, *an* SVR officer, *a* UN envoy."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"\b(a|an)\s+$", re.IGNORECASE)
# *hour*, *honest*, *heir* are spoken with a vowel; *European*, *one*, *UN*, *US* with a consonant.
_VOWEL = re.compile(
    r"(?:[aeio](?!ne\b|nce\b|u[r])|u(?!n\b|ni[tvqf]|s[aeiu]|k\b|ra)|hour|hono|honest|heir)", re.IGNORECASE
)
# Acronyms are spelt out: an FBI agent, an MP, an SVR officer; but a UN envoy, a US senator.
_SPELT_VOWEL = re.compile(r"(?:[AEFHILMNORSX](?=[A-Z]{1,4}\b))")
_SPOKEN_NUMBER = re.compile(r"8|1[18](?!\d)")
"""*an 80-year-old*, *an 11-day trip*, *an 18,000-seat hall*."""
_SPOKEN = re.compile(r"(?:NATO|SWIFT|SACEUR|NASA|FIFA|MINUSMA|RAID|LOT)\b")


def fit_article(before: str, form: str) -> str:
    """Turn a final *a*/*an* into the one that the form wants: *an* senior official → *a* senior official."""

    def fit(match: re.Match[str]) -> str:
        article = "an" if wants_an(form) else "a"
        return (article.capitalize() if match.group(1)[0].isupper() else article) + " "

    return _ARTICLE.sub(fit, before)


def wants_an(form: str) -> bool:
    """True when the indefinite article before a form is *an*."""
    if form[:1].isdigit():
        return bool(_SPOKEN_NUMBER.match(form))
    if form[:2].isupper() and not _SPOKEN.match(form):
        return bool(_SPELT_VOWEL.match(form))
    return bool(_VOWEL.match(form))
