"""A check run: chunks of lines to findings, on one core or several, in the order of the files."""

from __future__ import annotations

import datetime
import gc
import heapq
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from translate.checking.inputs import Chunk, Source, parse_chunk, read_chunks
from translate.checking.parsing import Numbered
from translate.checking.waivers import Waiver, Waivers, make_waiver
from translate.checks.base import Checker
from translate.checks.registry import CODES, load_rule, make_rules
from translate.errors import ConfigError, Fault, InputError
from translate.glossary import EMPTY, Glossary
from translate.model import Finding
from translate.report.base import BASELINED, NEW, WAIVED, Located, Place, Summary
from translate.report.formats import Report

if TYPE_CHECKING:
    from concurrent.futures import Future

STALE = "WAIVER001"
"""Rule of the findings about waivers themselves."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to check and by which rules."""

    sources: Sequence[Source]
    glossary: Glossary = EMPTY
    codes: Sequence[str] = CODES
    severities: dict[str, str] = field(default_factory=dict)
    baseline: Counter[str] = field(default_factory=Counter)
    waivers: Sequence[Waiver] = ()
    lines: Callable[[Source], set[int] | None] | None = None
    """Line numbers of an input to report on; None for all of them."""
    jobs: int = 1
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one chunk gave; it travels between processes."""

    source: Source
    units: tuple[int, ...]
    """Lines that hold a unit."""
    found: tuple[tuple[Numbered, tuple[Finding, ...]], ...]
    """Units with findings, or with waivers of their own."""
    faults: tuple[Fault, ...]
    """Broken lines; one without a line when the whole input cannot be read."""


def run_checks(plan: Plan, report: Report) -> Summary:
    """Check every input and hand the findings to a report, in the order of files and lines.

    What cannot be checked (a broken line, a waiver in it that makes no sense, a file that vanished) is reported as a
    fault, and the rest is checked all the same.

    Raises:
        ConfigError: git does not know the revision that ``plan.lines`` asks for.
    """
    run = _Run(plan, report)
    report.begin()
    for outcome in _outcomes(plan):
        run.take(outcome)
    run.summary.files = len(plan.sources)
    if plan.lines is None:
        run.stale(run.waivers, [source.path for source in plan.sources])
    report.end(run.summary)
    return run.summary


class _Run:
    """Decides what counts: baselined, waived or new."""

    def __init__(self, plan: Plan, report: Report) -> None:
        self.plan, self.report = plan, report
        self.summary = Summary()
        self.waivers = Waivers(plan.waivers, plan.today)
        self._left = Counter(plan.baseline)
        self._lines: dict[Source, set[int] | None] = {}

    def take(self, outcome: Outcome) -> None:
        """Report one chunk."""
        if outcome.source not in self._lines:
            self._lines[outcome.source] = (
                self.plan.lines(outcome.source) if self.plan.lines is not None else None
            )
            self.report.start_file(outcome.source.path)
        wanted = self._lines[outcome.source]
        self.summary.units += sum(wanted is None or line in wanted for line in outcome.units)
        units = {numbered.line: (numbered, findings) for numbered, findings in outcome.found}
        rows = [(fault.line or 0, fault) for fault in outcome.faults]
        for line, fault in heapq.merge(rows, ((line, None) for line in units), key=lambda row: row[0]):
            if wanted is not None and line and line not in wanted:
                continue
            if fault is not None:
                self._fault(fault)
            else:
                self._unit(outcome.source.path, *units[line])

    def _fault(self, fault: Fault) -> None:
        self.summary.faults += 1
        what = fault.what + (f" – {fault.repair}" if fault.repair else "")
        self.report.fault(fault.path, fault.line, what)

    def _unit(self, path: str, numbered: Numbered, findings: Sequence[Finding]) -> None:
        rows, faults = waivers_of(numbered, path)
        for fault in faults:
            self._fault(fault)
        own = Waivers(rows, self.plan.today)
        place = Place(path, numbered.line, numbered.id)
        for finding in findings:
            located = Located(place, finding, numbered.unit.source, numbered.unit.target)
            # Both are asked, so that neither counts as unused for the other's sake.
            covering = own.find(place, finding), self.waivers.find(place, finding)
            waiver = covering[0] or covering[1]
            if waiver is not None or is_waived_term(numbered, finding):
                why = waiver.reason if waiver is not None else "the record says that this term is waived"
                located = replace(located, status=WAIVED, reason=why)
            self._book(located)
        self.stale(own, [path], numbered)

    def stale(self, waivers: Waivers, files: Sequence[str], numbered: Numbered | None = None) -> None:
        """Report waivers that have expired or are of no use."""
        if STALE not in self.plan.codes:
            return
        severity = self.plan.severities.get(STALE, load_rule(STALE).severity)
        for waiver, message in waivers.stale(files):
            if waiver.rule not in self.plan.codes:
                continue  # its rule did not run: nobody can say
            unit = numbered.unit if numbered is not None else None
            place = Place(waiver.path, waiver.line, numbered.id if numbered is not None else "")
            texts = (unit.source, unit.target) if unit is not None else ("", "")
            self._book(Located(place, Finding(STALE, severity, message, entry=waiver.entry or None), *texts))

    def _book(self, located: Located) -> None:
        if located.status == NEW and self._left[located.fingerprint] > 0:
            self._left[located.fingerprint] -= 1
            located = replace(located, status=BASELINED)
        self.summary.count(located)
        self.report.add(located)


def waivers_of(numbered: Numbered, path: str) -> tuple[list[Waiver], list[Fault]]:
    """Waivers that a line carries, and the faults of those that are none."""
    waivers: list[Waiver] = []
    faults: list[Fault] = []
    for row in numbered.waivers:
        try:
            waivers.append(make_waiver(row, path, numbered.line))
        except ConfigError as error:
            faults += error.faults
    return waivers, faults


def is_waived_term(numbered: Numbered, finding: Finding) -> bool:
    """True when the record itself says that the term a finding is about is waived."""
    record = numbered.unit.record
    return record is not None and any(
        term.status == "waived" and term.entry == finding.entry and term.source == finding.source
        for term in record.terms
    )


def _outcomes(plan: Plan) -> Iterator[Outcome]:
    chunks = (chunk for source in plan.sources for chunk in _chunks(source))
    start = partial(_start, plan.glossary, tuple(plan.codes), plan.severities)
    if plan.jobs <= 1:
        start()
        yield from map(_check_chunk, chunks)
        return
    import multiprocessing  # not free, and most runs need none
    from concurrent.futures import ProcessPoolExecutor

    is_shared = multiprocessing.get_start_method() == "fork"
    if is_shared:
        start()  # once, for all the processes to be
    with ProcessPoolExecutor(plan.jobs, initializer=None if is_shared else start) as pool:
        waiting: deque[Future[Outcome]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_check_chunk, chunk))
                # A bounded queue: a million lines must not wait in memory.
                if len(waiting) >= 4 * plan.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _chunks(source: Source) -> Iterator[Chunk]:
    """Chunks of an input, and one of faults where it cannot be read, or no further."""
    try:
        yield from read_chunks(source)
    except InputError as error:
        yield Chunk(source, 0, (), faults=error.faults)


_checker: Checker | None = None


def _start(glossary: Glossary, codes: Sequence[str], severities: dict[str, str]) -> None:
    global _checker
    _checker = Checker(make_rules(codes), glossary, severities)
    was_enabled = gc.isenabled()
    gc.disable()  # a third of the time that building takes would go into walking over what was built
    glossary.find("")  # builds what is searched
    if was_enabled:
        gc.enable()
    gc.freeze()  # a large glossary need not be walked over at every collection


def _check_chunk(chunk: Chunk) -> Outcome:
    assert _checker is not None
    _checker.restart()
    units: list[int] = []
    found: list[tuple[Numbered, tuple[Finding, ...]]] = []
    faults: list[Fault] = []
    parsed = parse_chunk(chunk, judges_links=_checker.judges_offsets)
    # By handfuls, an eighth faster than one by one: the code that reads and the code that judges are too much for the
    # processor's nearest memory together.
    while handful := list(islice(parsed, 64)):
        for item in handful:
            if isinstance(item, Numbered):
                units.append(item.line)
                findings = _checker.check(item.unit)
                if findings or item.waivers:
                    found.append((item, tuple(findings)))
            else:
                faults += item
    return Outcome(chunk.source, tuple(units), tuple(found), tuple(faults))
