"""The English side: which forms a term may take, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from os.path import commonprefix

from translate.glossary.entry import Entry, Rendering, TermMatch
from translate.glossary.folding import Folded, fold_text
from translate.glossary.inflection import plural_terms, singular_terms, verb_inflections
from translate.model import Span
from translate.text import strip_accents

# Acronyms that are English words: *who* is no rendering of WHO, whatever the case rule.
_ACRONYMS_LIKE_WORDS = frozenset(
    "us who it aid am pm is are can act age ago all and any arm art ask aim bar cap car chip era eta "
    "fast for gap has he her here him his ice imf in inn irs lot map may me met mod nor not of on one "
    "or our out pace pact pass raid sad safe salt she so start than the too top unit use vat war was we "
    "well will win yes you".split()
) - {"imf", "irs", "mod", "vat"}


# What is an adjective by its look; *think tanks* have no *Russian* inside.
_ADJECTIVE_AND_NOUN = re.compile(
    r"((?:[a-z]+(?:al|ic|ary|ive|ous|ior|ear|eign|ed)|former|top|chief|deputy|young|new|old) )([a-z]+)"
)
# *Israeli*, *NATO*, *U.S.*, *Franco-German*; not *Tuesday.* nor *Israel's*.
_NAME_INSIDE = re.compile(r"(?:[A-ZÀ-ÖØ-Þ](?:[\w-]*\w)?|(?:[A-Z]\.){2,}) ")


@dataclass(frozen=True, slots=True)
class _Form:
    folded: str
    target: str
    cased: str
    """The form with the capitals of its target."""
    is_like_word: bool
    """An acronym that has the letters of a common word (*WHO*, *US*)."""


_Occurrence = tuple[int, int, _Form, Span | None]
"""Where a form begins and ends in a folded text, and where the name that stands inside it does."""


def accepted_forms(entry: Entry) -> tuple[str, ...]:
    """All English forms that meet an entry: its targets, then their regular inflections."""
    return tuple(dict.fromkeys(form.cased for form in _forms(entry)))


def term_forms(match: TermMatch) -> tuple[str, ...]:
    """English forms to ask a decoder for, best first: the preferred target in the number of the occurrence leads.

    *groupes de réflexion* → ``("think tanks", "think tank", …)``. Never empty.
    """
    right, other = _forms_by_number(match)
    return tuple(dict.fromkeys((*right, *other)))


def other_number_forms(match: TermMatch) -> frozenset[str]:
    """English forms that have another number than the occurrence: *think tanks* for « un groupe de réflexion ».

    In lower case, as ``str.casefold`` makes it.
    """
    right, other = _forms_by_number(match)
    return frozenset(map(str.casefold, other)) - frozenset(map(str.casefold, right))


_ByNumber = tuple[tuple[str, ...], tuple[str, ...]]


def _forms_by_number(match: TermMatch) -> _ByNumber:
    """Forms that have the number of an occurrence, best first, and forms that have the other one."""
    entry = match.entry
    key = f"by_number:{match.source if entry.status == 'keep' else (match.is_plural, match.is_inflected)}"
    found: _ByNumber | None = entry.cache.get(key)
    if found is None:
        found = entry.cache[key] = _make_forms_by_number(match)
    return found


def _make_forms_by_number(match: TermMatch) -> _ByNumber:
    entry = match.entry
    if entry.status == "keep":
        return (match.source or entry.targets[0], *entry.targets), ()
    if entry.is_verb:
        return tuple(form for target in entry.targets for form in verb_inflections(_base(target))), ()
    right: list[str] = []
    wrong: list[str] = []
    for target in map(_base, entry.targets):
        other: tuple[str, ...] = ()
        if entry.match != "exact":
            other = (
                plural_terms(target) if match.is_plural or not match.is_inflected else singular_terms(target)
            )
        if match.is_inflected and other:
            right += other[:1]
            wrong.append(target)
        else:
            right.append(target)
            wrong += other[:1]
    return tuple(right), tuple(wrong)


def find_renderings(english: str, entry: Entry) -> list[Rendering]:
    """Find what renders an entry in an English text, in order; renderings of one entry do not overlap.

    Words match whole, whatever their case (``is_case_ok`` says whether that is right), with hyphens and blanks,
    curly and straight apostrophes alike. The span leaves out a possessive *'s*. An adjective and its noun may have a
    name between them: *senior Israeli officials*.
    """
    return find_in_folded(english, fold_text(english), entry)


def find_in_folded(english: str, folded: Folded, entry: Entry) -> list[Rendering]:
    """As ``find_renderings``, for a text that is folded already."""
    text = folded.text
    found: list[_Occurrence] = []
    families, opened = entry.cache.get("families") or _make_families(entry)
    for stem, forms in families:
        at = text.find(stem)
        while at >= 0:
            if not at or not text[at - 1].isalnum():  # within a word it is none
                for word, form in forms:
                    if text.startswith(word, at):
                        end = at + len(word)
                        # *who* and *us* merely have the letters of an acronym.
                        is_form = not form.is_like_word or folded.cased[at:end].isupper()
                        if is_form and not text[end : end + 1].isalnum():
                            found.append((at, end, form, None))
            at = text.find(stem, at + 1)
    for beginning, forms in opened:
        if beginning in text:
            found += _enclosing(folded, beginning, forms)
    if len(found) > 1:
        found.sort(key=lambda hit: (hit[0], -hit[1]))  # the longest at each place first
    renderings: list[Rendering] = []
    done = 0
    for start, end, form, inside in found:
        if start >= done:
            cased = folded.cased[start:end]
            # A target that may have a name inside has no capitals that could be missing.
            is_ok = (
                inside is not None
                or _case_is_ok(form.cased, cased, entry, folded.cased, start)
                or any(
                    _case_is_ok(other.cased, cased, entry, folded.cased, start)
                    for s, e, other, _ in found
                    if s == start and e == end and other is not form
                )
            )
            if folded.mapped is None:
                a, b = start, end
            else:
                a, b = folded.origin((start, end))
                inside = inside and folded.origin(inside)
            renderings.append(Rendering((a, b), english[a:b], form.target, is_ok, inside))
            done = end
    return renderings


def _enclosing(folded: Folded, beginning: str, forms: Sequence[tuple[str, _Form]]) -> Iterator[_Occurrence]:
    """An adjective and its noun with a name between them: *senior Israeli officials*.

    French has the nationality behind the term (« hauts fonctionnaires israéliens »), English before the noun.

    Args:
        folded: the English.
        beginning: the adjective, and a blank.
        forms: the nouns, each with its form.
    """
    text, cased = folded.text, folded.cased
    at = text.find(beginning)
    while at >= 0:
        name = _NAME_INSIDE.match(cased, at + len(beginning))
        if name is not None and not (at and text[at - 1].isalnum()):
            start = name.end()
            for noun, form in forms:
                end = start + len(noun)
                if cased.startswith(noun, start) and not text[end : end + 1].isalnum():
                    yield at, end, form, (name.start(), start - 1)
        at = text.find(beginning, at + 1)


def _base(target: str) -> str:
    """A target without what is not part of the term: *to launch* → launch, *the White House* → White House."""
    if target.startswith("to ") and len(target) > 3:
        return target[3:]
    if target.startswith("the ") and len(target) > 4:
        return target[4:]
    return target


def _forms(entry: Entry) -> tuple[_Form, ...]:
    forms: tuple[_Form, ...] | None = entry.cache.get("forms")
    if forms is None:
        forms = entry.cache["forms"] = _make_forms(entry)
    return forms


_Families = tuple[tuple[str, list[tuple[str, _Form]]], ...]


def _make_families(entry: Entry) -> tuple[_Families, _Families]:
    """The forms of an entry by what they begin with: without *ministr* there is neither *ministry* nor *ministries*.

    Beside them, those of an adjective and a noun, which may enclose a name (``_enclosing``), by the adjective.
    """
    forms = sorted(_forms(entry), key=lambda form: form.folded)
    groups = [list(group) for _, group in groupby(forms, key=lambda form: form.folded[:4])]
    # Character by character is what is meant.
    stems = [commonprefix([form.folded for form in group]) for group in groups]  # noqa: RUF071
    pairs = [[(form.folded, form) for form in group] for group in groups]
    families = tuple(zip(stems, pairs, strict=True))
    opened: dict[str, list[tuple[str, _Form]]] = {}
    if entry.status == "preferred" and entry.case != "sensitive" and entry.match != "exact":
        for form in forms:
            parts = _ADJECTIVE_AND_NOUN.fullmatch(form.cased)
            if parts is not None:
                opened.setdefault(parts[1], []).append((parts[2], form))
    found = entry.cache["families"] = families, tuple(opened.items())
    return found


def _make_forms(entry: Entry) -> tuple[_Form, ...]:
    cased: list[tuple[str, str]] = [(_base(target), target) for target in entry.targets]
    if entry.status != "keep" and entry.match != "exact":
        for target in entry.targets:
            base = _base(target)
            if target.startswith("to "):
                others = verb_inflections(base)
            else:
                others = (*plural_terms(base), *singular_terms(base))
            cased += [(form, target) for form in others]
    if entry.status == "keep":
        # « les Rafale » are Rafales in English; acronyms and names of several words take no plural.
        cased += [
            (f"{target}s", target) for target in entry.targets if target.isalpha() and target[1:].islower()
        ]
    found: dict[tuple[str, str], _Form] = {}
    for form, target in cased:
        # Composed, and with one kind of blank, as the text that is searched will be.
        folded, form = (text.strip() for text in (fold_text(form).text, fold_text(form).cased))
        if not folded:
            continue
        plain = strip_accents(folded)  # English drops accents: Elysee, Elysée, Élysée
        spellings = [folded]
        if plain != folded and len(plain) == len(folded):
            spellings += plain, folded[:1] + plain[1:], plain[:1] + folded[1:]
        for spelling in spellings:
            is_like_word = spelling in _ACRONYMS_LIKE_WORDS and form.isupper()
            found.setdefault((spelling, form), _Form(spelling, target, form, is_like_word))
    return tuple(found.values())


def _case_is_ok(wanted: str, found: str, entry: Entry, text: str, start: int) -> bool:
    """Compare capitals position by position.

    Where the target has a capital, the text must have one. Where it has none, a title or a job before a name may
    bring one (*Foreign Minister Sergei Lavrov*), unless the entry is case-sensitive.
    """
    if wanted == found or entry.case == "insensitive" or found.isupper():
        return True
    if entry.case == "smart" and found[0].isupper() and found[1:] == wanted[1:]:
        return True  # at the beginning of a sentence, mostly
    for i, (w, f) in enumerate(zip(wanted, found, strict=True)):
        if w.isupper() and not f.isupper():
            return False
        if w.islower() and f.isupper():
            starts_word = i == 0 or not found[i - 1].isalnum()
            if not starts_word:
                return False
            if entry.case == "sensitive" and not (i == 0 and _starts_sentence(text, start)):
                return False
    return True


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘([–—-")
    return not before or before[-1] in ".!?:…”\n"
