"""Honouring a glossary: the ladder model → nbest → repair → edit → unmet over any engine (docs/architecture.md)."""

from translate.honour.draft import Candidate, Draft
from translate.honour.ladder import Ladder, Translation

__all__ = ["Candidate", "Draft", "Ladder", "Translation"]
