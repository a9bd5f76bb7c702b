"""What a check is: data about itself plus one method from a unit to findings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from translate.align import find_words
from translate.checks.verdicts import Outcome, Verdict, judge_terms
from translate.glossary import ForbiddenUse, Found, Glossary, PairedTerm, find_forbidden, pair_terms
from translate.model import Finding, Kind, Record, Span, WordLink
from translate.segment import split_sentences

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Unit:
    """A source and its target: what a check looks at, whatever file it came from."""

    source: str
    """Verbatim French."""
    target: str
    """English as it stands now."""
    document: str | None = None
    """Units of one document follow each other; a unit of None is a document of its own."""
    kind: Kind = Kind.PARAGRAPH
    links: tuple[WordLink, ...] = ()
    """Word links, offsets into both texts."""
    pairs: tuple[tuple[Span, Span], ...] = ()
    """Aligned sentences, where known."""
    record: Record | None = None
    """The record it was made of, if any."""

    def links_of(self, spans: Sequence[Span]) -> Sequence[WordLink]:
        """Word links, at least those of the sentences that some spans of the source lie in."""
        del spans
        return self.links


_Value = TypeVar("_Value")


class _once(Generic[_Value]):  # noqa: N801, since it is used as cached_property is
    """``functools.cached_property`` without the lock that Python 3.11 takes: a unit is checked by one thread."""

    def __init__(self, make: Callable[[Any], _Value]) -> None:
        self._make, self._name = make, make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, holder: object, owner: type) -> _Value:
        value: _Value = self._make(holder)
        holder.__dict__[self._name] = value
        return value


class Case:
    """A unit under examination: what several rules need of it, worked out once and only when asked for.

    Args:
        unit: what is examined.
        glossary: what its terms are held to.
        found: what the glossary finds in the source, where somebody has searched it already.
    """

    def __init__(self, unit: Unit, glossary: Glossary, found: Found | None = None) -> None:
        self.unit = unit
        self.glossary = glossary
        self.source = unit.source
        self.target = unit.target
        if found is not None:
            self.__dict__["found"] = found

    @_once
    def is_untranslated(self) -> bool:
        """True when the target holds nothing that could be read."""
        return not any(map(str.isalnum, self.target))

    @_once
    def found(self) -> Found:
        """Occurrences of glossary terms in the source, in order."""
        return self.glossary.search(self.source)

    @_once
    def paired(self) -> list[PairedTerm]:
        """Each occurrence with its rendering."""
        return pair_terms(self.source, self.target, self.found.wanted, self.unit.links_of)

    @_once
    def forbidden(self) -> list[ForbiddenUse]:
        """Forbidden targets that stand in the target."""
        if not self.found.forbidden:
            return []
        return find_forbidden(self.source, self.target, self.glossary, self.unit.links_of, self.found.wanted)

    @_once
    def verdicts(self) -> list[Verdict]:
        """One verdict per occurrence, plus one per forbidden use that belongs to none."""
        return judge_terms(self.paired, self.forbidden)

    @_once
    def outcomes(self) -> frozenset[Outcome]:
        """What became of the terms, all in all."""
        if not self.found.has_terms:
            return _NO_OUTCOMES
        return frozenset([verdict.outcome for verdict in self.verdicts])

    @_once
    def source_words(self) -> list[Span]:
        """Spans of the words of the source."""
        return find_words(self.source)

    @_once
    def target_words(self) -> list[Span]:
        """Spans of the words of the target."""
        return find_words(self.target)

    @_once
    def sentences(self) -> tuple[tuple[Span, Span], ...]:
        """Aligned sentences: the unit's own pairs, else split alike on both sides, else the whole."""
        if self.unit.pairs:
            return self.unit.pairs
        whole = (((0, len(self.source)), (0, len(self.target))),)
        source = [sentence.span for sentence in split_sentences(self.source)]
        target = [sentence.span for sentence in split_sentences(self.target)]
        return tuple(zip(source, target, strict=True)) if len(source) == len(target) > 1 else whole


_NO_OUTCOMES: frozenset[Outcome] = frozenset()


class Rule:
    """A check. A fresh one is made for every run, so that it may remember what the document did before.

    The folder of a rule holds its class, its page (``page.md``) and its example (``example.json``).
    """

    code: ClassVar[str]
    """Letters and three digits: ``TERM001``."""
    title: ClassVar[str]
    """What is wrong, in a few words."""
    severity: ClassVar[str]
    """``error``, ``warning`` or ``info``, unless configured."""
    sees_blank: ClassVar[bool] = False
    """Whether it looks at units without a translation too."""
    outcomes: ClassVar[frozenset[Outcome] | None] = None
    """Outcomes of terms that it is about: where there are none of them, it has nothing to say."""

    judges_offsets: ClassVar[bool] = False
    """Whether it is about the offsets of a record: without such a rule, word links are not looked at for their sake."""

    def start_document(self) -> None:
        """Forget the document before."""

    def check(self, case: Case) -> Iterable[Finding]:
        """Find what is wrong with one unit.

        Args:
            case: never blank on the source side; nor on the target side, unless the rule ``sees_blank``.

        Returns:
            Findings with offsets into the unit's texts.
        """
        raise NotImplementedError

    def finding(
        self,
        message: str,
        source: Span | None = None,
        target: Span | None = None,
        entry: str | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(self.code, self.severity, message, source, target, entry, suggestion)


class Checker:
    """Runs rules over units.

    Args:
        rules: fresh instances, in the order in which their findings are wanted.
        glossary: what the TERM rules hold the target to.
        severities: severity by rule code, where it is not the rule's own.
    """

    def __init__(
        self, rules: Iterable[Rule], glossary: Glossary, severities: dict[str, str] | None = None
    ) -> None:
        self.rules = tuple(rules)
        self.judges_offsets = any(rule.judges_offsets for rule in self.rules)
        """Whether some rule is about the offsets of records."""
        self._needs_terms = any(rule.outcomes is not None for rule in self.rules)
        self._needs_nothing_else = all(rule.outcomes is not None for rule in self.rules)
        self._chosen: dict[tuple[bool, frozenset[Outcome]], list[Rule]] = {}
        self.glossary = glossary
        self._severities = severities or {}
        self._document: str | None = None

    def restart(self) -> None:
        """Forget the document in hand: the next unit begins another one, whatever its name."""
        self._document = None
        for rule in self.rules:
            rule.start_document()

    def check(self, unit: Unit) -> list[Finding]:
        """Findings of one unit, in the order of the rules; units of a document have to come one after the other."""
        if unit.document is None or unit.document != self._document:
            for rule in self.rules:
                rule.start_document()
        self._document = unit.document
        if not unit.source.strip():
            return []
        if unit.kind is Kind.BOILERPLATE and not unit.target.strip():
            return []  # page residue, left untranslated on purpose
        found = self.glossary.search(unit.source) if self._needs_terms else None
        if self._needs_nothing_else and found is not None and not found.has_terms:
            return []
        case = Case(unit, self.glossary, found)
        findings: list[Finding] = []
        for rule in self._rules_for(case):
            findings += rule.check(case)
        return [self._weighed(finding) for finding in findings] if self._severities else findings

    def _rules_for(self, case: Case) -> list[Rule]:
        """The rules that may have something to say."""
        outcomes = case.outcomes if self._needs_terms else _NO_OUTCOMES
        key = case.is_untranslated, outcomes
        chosen = self._chosen.get(key)
        if chosen is None:
            chosen = self._chosen[key] = [
                rule
                for rule in self.rules
                if (rule.sees_blank or not case.is_untranslated)
                and (rule.outcomes is None or not rule.outcomes.isdisjoint(outcomes))
            ]
        return chosen

    def _weighed(self, finding: Finding) -> Finding:
        severity = self._severities.get(finding.rule)
        return finding if severity is None else dataclasses.replace(finding, severity=severity)
