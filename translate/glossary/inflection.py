"""English inflection: plurals of nouns and of whole terms, forms of verbs."""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR_NOUNS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "foot": "feet",
    "tooth": "teeth",
    "goose": "geese",
    "mouse": "mice",
    "crisis": "crises",
    "basis": "bases",
    "analysis": "analyses",
    "thesis": "theses",
    "hypothesis": "hypotheses",
    "axis": "axes",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "medium": "media",
    "datum": "data",
    "bacterium": "bacteria",
    "wife": "wives",
    "life": "lives",
    "knife": "knives",
    "leaf": "leaves",
    "thief": "thieves",
    "shelf": "shelves",
    "half": "halves",
    "wolf": "wolves",
    "self": "selves",
    "loaf": "loaves",
    "hero": "heroes",
    "veto": "vetoes",
    "embargo": "embargoes",
    "torpedo": "torpedoes",
    "echo": "echoes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "quiz": "quizzes",
    "this": "these",
}
_SINGULARS = {plural: singular for singular, plural in _IRREGULAR_NOUNS.items()}
_TWO_PLURALS = {
    "memorandum": "memoranda",
    "referendum": "referenda",
    "ultimatum": "ultimata",
    "forum": "fora",
    "appendix": "appendices",
}
_INVARIABLE = frozenset(
    "intelligence information aid equipment research news diplomacy terrorism security defense defence "
    "police personnel staff aircraft spacecraft hovercraft series species headquarters means barracks "
    "sheep fish offspring crossroads gallows ammunition weaponry artillery infantry cavalry espionage "
    "reconnaissance surveillance disinformation misinformation propaganda evidence legislation politics "
    "economics gross progress advice luggage furniture infrastructure leadership justice peace welfare "
    "health sovereignty independence immunity hostage-taking warfare weather money cash traffic abroad "
    "affairs".split()
)
_PREPOSITIONS = frozenset(
    "of for to on in at against with by from without under over between among into as".split()
)
_POSTPOSED = frozenset(["general", "martial", "elect", "designate", "laureate", "emeritus", "politic"])
"""Adjectives after their noun: attorneys *general*, courts *martial*."""
_TITLES_IN_GENERAL = frozenset(
    [
        "attorney",
        "secretary",
        "director",
        "governor",
        "solicitor",
        "surgeon",
        "inspector",
        "auditor",
        "consul",
        "postmaster",
    ]
)

_WORD = re.compile(r"[^\s\-]+")


@lru_cache(maxsize=65536)
def pluralise(noun: str) -> str:
    """Plural of one English noun, capitals kept: *ministry* → *ministries*, *SVR* → *SVRs*."""
    lower = noun.lower()
    if lower in _INVARIABLE:
        return noun
    if len(noun) > 1 and noun.isupper():
        return noun + "s"
    if lower in _IRREGULAR_NOUNS:
        return _recase(noun, _IRREGULAR_NOUNS[lower])
    if (
        lower.endswith("man")
        and len(lower) > 3
        and lower not in ("human", "german", "roman", "ottoman", "talisman", "shaman")
    ):
        return noun[:-2] + "en"
    if lower.endswith("person") and len(lower) > 6:
        return noun + "s"
    if lower.endswith(("s", "x", "z", "ch", "sh")) and not lower.endswith(("arch", "loch")):
        return noun + "es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return (
            noun[:-1] + "ies"
            if not noun[:1].isupper() or " " in noun or lower.endswith(("try", "cy", "ity", "ry", "ly", "fy"))
            else noun + "s"
        )
    return noun + "s"


@lru_cache(maxsize=65536)
def singularise(noun: str) -> str | None:
    """Singular of a plural noun in lower case; None when it is no plural."""
    if noun in _SINGULARS:
        return _SINGULARS[noun]
    if noun in _INVARIABLE or not noun.islower() or len(noun) < 4:
        return None
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 5:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ics", "ous")):
        return noun[:-1]
    return None


def _recase(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _is_french(word: str, before: str) -> bool:
    """True for what links *chargé d'affaires* and *aide-de-camp*, in their French order; not for *Rio de Janeiro*."""
    return before.islower() and (word == "de" or word.startswith(("d'", "d’")))


def head_span(term: str) -> tuple[int, int]:
    """Offsets of the word of a term that carries its number.

    *senior official* → official; *minister of foreign affairs* → minister; *attorney general* → attorney;
    *commander-in-chief* → commander; *secretary-general* → secretary.
    """
    words = list(_WORD.finditer(term))
    if not words:
        return 0, len(term)
    head = len(words) - 1
    for i, word in enumerate(words):
        if i and (word.group().lower() in _PREPOSITIONS or _is_french(word.group(), words[i - 1].group())):
            head = i - 1
            break
    if (
        head
        and words[head].group().lower() in _POSTPOSED
        and (
            words[head].group().lower() != "general" or words[head - 1].group().lower() in _TITLES_IN_GENERAL
        )
    ):
        head -= 1
    return words[head].span()


def plural_terms(term: str) -> tuple[str, ...]:
    """Plural of a whole term, the usual one first; itself when its noun has no plural of its own."""
    start, end = head_span(term)
    noun = term[start:end]
    if singularise(noun) is not None:
        return (term,)
    forms = [term[:start] + pluralise(noun) + term[end:]]
    if noun.lower() in _TWO_PLURALS:
        forms.append(term[:start] + _recase(noun, _TWO_PLURALS[noun.lower()]) + term[end:])
    if end < len(term) and term[end:].strip(" -").lower() == "general":
        forms.append(pluralise_last(term))  # *secretary generals* is heard and printed
    if noun.lower() == "person":
        forms.append(term[:start] + "persons" + term[end:])
    return tuple(dict.fromkeys(forms))


def pluralise_last(term: str) -> str:
    """Put the last word of a term into the plural."""
    *_, last = _WORD.finditer(term)
    return term[: last.start()] + pluralise(last.group()) + term[last.end() :]


def singular_terms(term: str) -> tuple[str, ...]:
    """Singular of a whole term that the glossary gives in the plural; empty when it is not in the plural."""
    start, end = head_span(term)
    one = singularise(term[start:end])
    return () if one is None else (term[:start] + one + term[end:],)


_IRREGULAR_VERBS = {
    "be": ("is", "are", "was", "were", "been", "being"),
    "have": ("has", "had", "having"),
    "do": ("does", "did", "done", "doing"),
    "go": ("goes", "went", "gone", "going"),
    "begin": ("begins", "began", "begun", "beginning"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "bring": ("brings", "brought", "bringing"),
    "build": ("builds", "built", "building"),
    "buy": ("buys", "bought", "buying"),
    "catch": ("catches", "caught", "catching"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "come": ("comes", "came", "coming"),
    "cut": ("cuts", "cutting"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "drive": ("drives", "drove", "driven", "driving"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "fight": ("fights", "fought", "fighting"),
    "find": ("finds", "found", "finding"),
    "flee": ("flees", "fled", "fleeing"),
    "fly": ("flies", "flew", "flown", "flying"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "grow": ("grows", "grew", "grown", "growing"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "know": ("knows", "knew", "known", "knowing"),
    "lay": ("lays", "laid", "laying"),
    "lead": ("leads", "led", "leading"),
    "leave": ("leaves", "left", "leaving"),
    "lose": ("loses", "lost", "losing"),
    "make": ("makes", "made", "making"),
    "meet": ("meets", "met", "meeting"),
    "override": ("overrides", "overrode", "overridden", "overriding"),
    "overthrow": ("overthrows", "overthrew", "overthrown", "overthrowing"),
    "pay": ("pays", "paid", "paying"),
    "put": ("puts", "putting"),
    "read": ("reads", "reading"),
    "rise": ("rises", "rose", "risen", "rising"),
    "run": ("runs", "ran", "running"),
    "say": ("says", "said", "saying"),
    "see": ("sees", "saw", "seen", "seeing"),
    "seek": ("seeks", "sought", "seeking"),
    "sell": ("sells", "sold", "selling"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "setting"),
    "shoot": ("shoots", "shot", "shooting"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "spend": ("spends", "spent", "spending"),
    "stand": ("stands", "stood", "standing"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "strike": ("strikes", "struck", "stricken", "striking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "take": ("takes", "took", "taken", "taking"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "win": ("wins", "won", "winning"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "withhold": ("withholds", "withheld", "withholding"),
    "write": ("writes", "wrote", "written", "writing"),
    "veto": ("vetoes", "vetoed", "vetoing"),
}
_DOUBLING = frozenset(
    "ban bar rig tap plan drop stop ship equip commit admit permit submit refer deter defer confer "
    "occur rebel repel compel expel control patrol".split()
)
# Doubled in British English only.
_DOUBLING_BRITISH = frozenset(
    [
        "travel",
        "cancel",
        "signal",
        "counsel",
        "label",
        "level",
        "model",
        "quarrel",
        "shell",
        "fuel",
        "channel",
    ]
) - {"shell"}


@lru_cache(maxsize=4096)
def verb_inflections(verb: str) -> tuple[str, ...]:
    """Forms of a verb given in its base form, base form first; in *carry out* the first word changes."""
    first, blank, rest = verb.partition(" ")
    forms = [first, *_IRREGULAR_VERBS.get(first, ())]
    if len(forms) == 1:
        forms += _regular_verb(first)
    return tuple(dict.fromkeys(form + blank + rest for form in forms))


def _regular_verb(verb: str) -> list[str]:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    if verb in _DOUBLING:
        return [third, verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    if verb.endswith("ee"):
        return [third, verb + "d", verb + "ing"]
    if verb.endswith("ie"):
        return [third, verb + "d", verb[:-2] + "ying"]
    if verb.endswith("e"):
        return [third, verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [third, verb[:-1] + "ied", verb + "ing"]
    forms = [third, verb + "ed", verb + "ing"]
    if verb in _DOUBLING_BRITISH:
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return forms
