"""The English indefinite article: *a* think tank, *an* SVR officer, *a* UN envoy."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"\b(a|an)\s+$", re.IGNORECASE)
# *hour*, *honest*, *heir* are spoken with a vowel; *European*, *one*, *union*, *Utah*, *UN*, *US* with a consonant.
_VOWEL = re.compile(
    r"(?:[aio](?!ne\b|nce\b|netime|uest\b|ua[gt])|e(?!u|we\b)|hour|honest|hono(?!lulu)|heir"
    r"|u(?!n\b|ni(?![nm]|dent|dio|r|ss)|nanim|nesco|s[aeiu]|k|r[ai]|rug|rolog|t[aeio]|gand|yg|biq|efa))",
    re.IGNORECASE,
)
# Acronyms are spelt out: an FBI agent, an MP, an SVR officer; but a UN envoy, a US senator.
_SPELT_VOWEL = re.compile(r"(?:[AEFHILMNORSX](?=[A-Z]{1,4}\b))")
_SPOKEN_NUMBER = re.compile(r"8|1[18](?:\d\d)?(?!\d)")
"""*an 80-year-old*, *an 11-day trip*, *an 18,000-seat hall*, *an 1881 law*."""
_SPOKEN = re.compile(r"(?:NATO|SWIFT|SACEUR|NASA|FIFA|MINUSMA|RAID|LOT)\b")

INDEFINITE = re.compile(
    r"(?:(?<![\w'’.-])(?<!\b[yY] )(?<!\b[iI]l )(?<!\b[eE]lle )(?<!\b[qQ]ui )a|(?<=\A)A|(?<=\A[\"“])A)n?"
    r"(?= (?!(?:an?|and|are|as|at|if|in|is|it|of|on|or)\b)([A-Za-z]?[a-z]+(?![A-Za-zÀ-ÿ])|\d+))"
)
"""An indefinite article (group 0) and the word after it (group 1): none in capitals (*SIM card*, *VITAMIN A*), no small
one (*a and b*) and no French left standing (« il y a urgence », « a été »)."""


def fit_article(before: str, form: str) -> str:
    """Turn a final *a*/*an* into the one that the form wants: *an* senior official → *a* senior official."""

    def fit(match: re.Match[str]) -> str:
        article = "an" if wants_an(form) else "a"
        return (article.capitalize() if match.group(1)[0].isupper() else article) + " "

    return _ARTICLE.sub(fit, before)


def choose_article(match: re.Match[str]) -> str:
    """Replace a match of ``INDEFINITE``: *a English version* → *an English version*, *an riot* → *a riot*."""
    article, form = match[0], match[1]
    if (article == "An" and form[0].isupper()) or (article == "A" and form.isdigit()):
        return article  # *An Nahar reported*, *A 86 is closed*
    if wants_an(form):
        return article[0] + "n"
    return article if form[0] in "hH" else article[0]  # *an historic day* is right, too


def wants_an(form: str) -> bool:
    """True when the indefinite article before a form is *an*."""
    if form[:1].isdigit():
        return bool(_SPOKEN_NUMBER.match(form))
    if form[:2].isupper() and not _SPOKEN.match(form):
        return bool(_SPELT_VOWEL.match(form))
    return bool(_VOWEL.match(form))
