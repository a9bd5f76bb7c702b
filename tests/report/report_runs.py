"""Runs to report: a few by hand, any number by hypothesis, and a way to write them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from hypothesis import strategies as st

from translate.model import Finding, Span
from translate.report.base import BASELINED, NEW, WAIVED, Located, Place, Summary
from translate.report.formats import FORMATS

SOURCE = "Téhéran a fermé le détroit d’Ormuz."
TARGET = "Tehran has closed the Hormuz passage."

Fault = tuple[str, int | None, str]


def located(
    rule: str = "TERM001",
    severity: str = "error",
    file: str = "articles/iran.jsonl",
    line: int = 12,
    record: str = "iran:3:1a2b3c4d",
    source: Span | None = (19, 34),
    target: Span | None = (22, 36),
    status: str = NEW,
    reason: str = "",
) -> Located:
    finding = Finding(
        rule,
        severity,
        "'détroit d’Ormuz' is not rendered – use 'Strait of Hormuz'",
        source,
        target,
        "detroit-d-ormuz",
        "Strait of Hormuz",
    )
    return Located(Place(file, line, record), finding, SOURCE, TARGET, status, reason)


def write(
    name: str,
    found: Sequence[Located] = (),
    faults: Sequence[Fault] = (),
    named: Sequence[str] = (),
    files: int = 1,
    encoding: str = "utf-8",
) -> str:
    """Report a run to a stream of that encoding and read back what arrived."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    report = FORMATS[name](stream)
    summary = Summary(files=files, units=40, faults=len(faults))
    report.begin()
    for file in named:
        report.start_file(file)
    for one in found:
        summary.count(one)
        report.add(one)
    for fault in faults:
        report.fault(*fault)
    report.end(summary)
    stream.flush()
    return raw.getvalue().decode(encoding)


# Control characters, lone surrogates (JSON can bring them), bidi controls, wide and combining ones.
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("%:,\r\n\t{}[]()<>&\"'\x00\x1b\u0301\u202e\ud800日é]"),
    ),
    max_size=30,
)
spans = st.one_of(
    st.none(), st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda s: (min(s), max(s)))
)
findings = st.builds(
    Finding,
    st.sampled_from(["TERM001", "TERM002", "WAIVER"]),
    st.sampled_from(["error", "warning", "info"]),
    texts,
    spans,
    spans,
    st.one_of(st.none(), texts),
    st.one_of(st.none(), texts),
)
paths = st.one_of(
    st.sampled_from(["a.jsonl", "b c/é.jsonl", "a:b,c%\r\n::.jsonl"]),
    texts.filter(lambda t: "\0" not in t and t),
)
places = st.builds(Place, paths, st.integers(0, 9), texts)
runs = st.lists(
    st.builds(Located, places, findings, texts, texts, st.sampled_from([NEW, BASELINED, WAIVED]), texts),
    max_size=6,
)
