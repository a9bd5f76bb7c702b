"""Terminology: reading a glossary, finding its terms in French, and their renderings in English.

entry      the values                         surfaces   those forms that texts have had
trie       the inflected forms of all terms   search     a walk over the words of a text
reading    the TSV file and its faults        matching   terms in a French text
folding    what two spellings have in common  english    renderings in an English text
alphabet   the letters of newspapers, quickly pairing    which occurrence is rendered by what
french     French inflection                  lint       what is legal but unwise
"""

from translate.glossary.english import accepted_forms, find_renderings, other_number_forms, term_forms
from translate.glossary.entry import Entry, ForbiddenUse, PairedTerm, Rendering, TermMatch
from translate.glossary.matching import EMPTY, Found, Glossary
from translate.glossary.pairing import find_forbidden, pair_terms
from translate.glossary.reading import parse_glossary, read_glossary, serialize_glossary

__all__ = [
    "EMPTY",
    "Entry",
    "ForbiddenUse",
    "Found",
    "Glossary",
    "PairedTerm",
    "Rendering",
    "TermMatch",
    "accepted_forms",
    "find_forbidden",
    "find_renderings",
    "other_number_forms",
    "pair_terms",
    "parse_glossary",
    "read_glossary",
    "serialize_glossary",
    "term_forms",
]
