"""What a reviewer can call an error: the core of the MQM typology (themqm.org), in the order of the dialog."""

from __future__ import annotations

CATEGORIES: dict[str, tuple[str, ...]] = {
    "Accuracy": ("Mistranslation", "Omission", "Addition", "Untranslated", "Hedge lost"),
    "Fluency": ("Grammar", "Spelling", "Punctuation", "Unintelligible"),
    "Terminology": ("Wrong term", "Inconsistent"),
    "Style": ("Awkward", "Register"),
    "Locale": ("Number or date", "Name or place"),
}
"""Kinds of error by family; a record writes ``Accuracy/Mistranslation``."""

OTHER = "Other"

SEVERITIES = {
    "minor": "the reader notices, the meaning stands",
    "major": "the reader is misled or stumbles",
    "critical": "must not be published: false, harmful or unreadable",
}
"""Severities and when to choose them; ``neutral`` is read but not offered."""

NAMES = (*(f"{family}/{kind}" for family, kinds in CATEGORIES.items() for kind in kinds), OTHER)
"""Every category as a record writes it."""
