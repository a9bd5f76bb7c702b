"""NUM001: a number, date, time, unit, percentage or currency differs between the French and the English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from translate.checks.base import Case, Rule
from translate.checks.rules.num001.comparing import Difference, compare
from translate.checks.rules.num001.quantity import Quantity
from translate.checks.rules.num001.reading import Reader
from translate.checks.rules.num001.screening import has_numbers
from translate.checks.rules.num001.words import Language
from translate.checks.rules.num001.writing import write_quantity
from translate.model import Finding, Span
from translate.text import compose


class NumbersDiffer(Rule):
    """Numbers differ."""

    code = "NUM001"
    title = "numbers, dates or units differ"
    severity = "error"

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding per number, date or quantity that is lost, replaced or added."""
        if not has_numbers(case.source, "fr") and not has_numbers(case.target, "en"):
            return
        source, target = read_quantities(case.source, "fr"), read_quantities(case.target, "en")
        if not source and not target:
            return
        for difference in compare(source, target, case.source, case.target):
            yield self._report(case, difference)

    def _report(self, case: Case, difference: Difference) -> Finding:
        source, target = difference.source, difference.target
        there = "" if target is None else case.target[slice(*target.span)]
        if source is None:
            span = None if target is None else target.span
            return self.finding(
                f"{_quote(there)} is not in the French – take it out or correct it", None, span
            )
        here = case.source[slice(*source.span)]
        better = write_quantity(source, here, there or None)
        lost = f"{_quote(here)} is not in the English"
        if target is None:
            return self.finding(f"{lost} – add {_quote(better or here)}", source.span)
        if better == there:
            better = None
        mend = f"write {_quote(better)}" if better is not None else "correct it"
        return self.finding(
            f"{lost}, which has {_quote(there)} – {mend}", source.span, target.span, suggestion=better
        )


def write_in_english(text: str, span: Span) -> str | None:
    """Write a number of a French text in English.

    Args:
        text: the French.
        span: of a number, as a finding gives it.

    Returns:
        None where no number lies there, or its English form cannot be known.
    """
    for quantity in read_quantities(text, "fr"):
        if quantity.span == span:
            return write_quantity(quantity, text[slice(*span)])
    return None


def _quote(text: str) -> str:
    """Set between quotes, with plain blanks: the message is for reading."""
    return f"'{' '.join(text.split())}'"


def read_quantities(text: str, language: Language) -> list[Quantity]:
    """Numbers, dates and times of a text in order; spans are offsets into the text as it is given."""
    if unicodedata.is_normalized("NFC", text):
        return Reader(text, language).read()
    mapped = compose(text)
    found = Reader(mapped.text, language).read()
    for quantity in found:
        quantity.span = mapped.origin(quantity.span)
    return found
