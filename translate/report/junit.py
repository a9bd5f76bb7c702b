"""JUnit XML, as GitLab, Jenkins and others read it: a suite per file, a case per segment with findings."""

from __future__ import annotations

import re
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from translate.report.base import NEW, WAIVED, Located, Place, Summary
from translate.report.excerpt import cut_pair
from translate.report.streams import can_encode

# Everything but the Char production of XML 1.0 §2.2; not even a character reference may stand for these.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAILING = ("error", "warning")


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))


def _content(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text), {"\r": "&#13;"})  # a parser would make a line feed of it


class JUnitReport:
    """Written whole at the end, since a suite begins with its counts.

    New errors and warnings fail their segment, new infos are its output, a segment with nothing but baselined
    or waived findings is skipped, a fault is an error. A file without any of these has one passing case.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._files: dict[str, dict[Place, list[Located]]] = {}
        self._faults: dict[str, list[tuple[int | None, str]]] = {}

    def begin(self) -> None:
        """Write nothing yet."""

    def start_file(self, path: str) -> None:
        """Give a file its suite."""
        self._files.setdefault(path, {})

    def add(self, located: Located) -> None:
        """Keep a finding."""
        cases = self._files.setdefault(located.place.file, {})
        cases.setdefault(located.place, []).append(located)

    def fault(self, path: str, line: int | None, what: str) -> None:
        """Keep a fault."""
        self._files.setdefault(path, {})
        self._faults.setdefault(path, []).append((line, what))

    def end(self, summary: Summary) -> None:
        """Write all suites."""
        suites = [self._suite(file) for file in self._files]
        clean = summary.files - len(self._files)
        if clean > 0:  # files that were never named
            suites.append(
                (1, 0, 0, 0, "bitexte check", [_case("bitexte check", f"{clean} clean files", None)])
            )
        tests, failures, errors, skipped = (sum(suite[i] for suite in suites) for i in range(4))  # type: ignore[misc]
        self._write('<?xml version="1.0" encoding="utf-8"?>\n')
        self._write(
            f'<testsuites name="bitexte check" tests="{tests}" failures="{failures}" errors="{errors}" '
            f'skipped="{skipped}">\n'
        )
        for tests, failures, errors, skipped, name, cases in suites:
            self._write(
                f'  <testsuite name={_attribute(name)} tests="{tests}" failures="{failures}" errors="{errors}" '
                f'skipped="{skipped}">\n'
            )
            for case in cases:
                self._write(case)
            self._write("  </testsuite>\n")
        self._write("</testsuites>\n")

    def _write(self, text: str) -> None:
        # References for what a stream lacks; they are right whatever the declaration says, ASCII being common.
        self._stream.write(
            text if can_encode(self._stream, text) else text.encode("ascii", "xmlcharrefreplace").decode()
        )

    def _suite(self, file: str) -> tuple[int, int, int, int, str, list[str]]:
        cases: list[str] = []
        failures = skipped = 0
        for place, found in self._files[file].items():
            new = [located for located in found if located.status == NEW]
            failing = [located for located in new if located.finding.severity in _FAILING]
            name = f"line {place.line}" + (f" ({place.record})" if place.record else "")
            if failing:
                failures += 1
                body = _failure(failing)
            elif new:
                body = f"<system-out>{_content(_details(new))}</system-out>"
            else:
                skipped += 1
                body = f"<skipped message={_attribute('; '.join(map(_reason, found)))}/>"
            cases.append(_case(file, name, place.line, body))
        faults = self._faults.get(file, [])
        for line, what in faults:
            body = f'<error type="fault" message={_attribute(what)}/>'
            cases.append(_case(file, "file" if line is None else f"line {line}", line, body))
        if not cases:
            cases.append(_case(file, "no findings", None))
        return len(cases), failures, len(faults), skipped, file, cases


def _case(file: str, name: str, line: int | None, body: str = "") -> str:
    where = f"classname={_attribute(file)} file={_attribute(file)}" + (f' line="{line}"' if line else "")
    opening = f"    <testcase name={_attribute(name)} {where}"
    return f"{opening}>\n      {body}\n    </testcase>\n" if body else f"{opening}/>\n"


def _failure(failing: list[Located]) -> str:
    first = failing[0].finding
    more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
    message = f"{first.rule} {first.message}{more}"
    types = " ".join(dict.fromkeys(located.finding.rule for located in failing))
    return f"<failure type={_attribute(types)} message={_attribute(message)}>{_content(_details(failing))}</failure>"


def _details(findings: list[Located]) -> str:
    lines: list[str] = []
    for located in findings:
        finding, place = located.finding, located.place
        lines.append(f"{place.file}:{place.line}: {finding.severity} {finding.rule} {finding.message}")
        for label, excerpt in zip(
            ("fr", "en"),
            cut_pair(located.source, located.target, finding.source, finding.target),
            strict=True,
        ):
            lines.append(f"    {label}  {excerpt.text}")
            if excerpt.carets:
                lines.append("        " + excerpt.carets)
        if finding.entry is not None:
            lines.append(f"    entry {finding.entry}")
    return "\n".join(lines)


def _reason(located: Located) -> str:
    how = f"waived: {located.reason}" if located.status == WAIVED else located.status
    return f"{located.finding.rule} {how}"
