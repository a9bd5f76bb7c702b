"""Which keys a record's objects have, and which words their values are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of one kind of object."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All of them, the needed ones first."""
        return (*self.needed, *self.optional)


RECORD = Keys(
    ("schema", "id", "document", "paragraph", "kind", "source", "target", "mt", "pairs", "terms"),
    ("source_lang", "target_lang", "findings", "signature", "review"),
)
PAIR = Keys(("source", "target"), ("score", "words"))
TERM = Keys(("entry", "source", "expected", "status"), ("target", "how", "cost"))
FINDING = Keys(("rule", "severity", "message"), ("source", "target", "entry", "suggestion"))
REVIEW = Keys(("status",), ("reviewer", "edited", "spans", "comment"))
SPAN = Keys(("side", "span", "category", "severity"), ("comment",))

SEVERITIES = ("error", "warning", "info")
TERM_STATUS = ("met", "unmet", "waived")
HOW = ("model", "nbest", "repair", "edit", "memory", None)
REVIEW_STATUS = ("unreviewed", "accepted", "edited", "rejected")
MQM_SEVERITIES = ("neutral", "minor", "major", "critical")
