"""Records of every shape, for property tests: astral characters, combining accents, edits, spans, empty parts."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from translate.model import ErrorSpan, Finding, Kind, Pair, Record, Review, Term
from translate.records import record_id

examples = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What breaks naive converters: characters of two UTF-16 units, accents of their own, blanks that are not spaces,
# markup, and the separators of the text formats.
AWKWARD = [
    "😀",
    "👩‍👩‍👧",
    "𝔘",
    "e\u0301",
    "ç\u0327",
    "\u00a0",
    "\u202f",
    "«",
    "’",
    "<b>",
    "&amp;",
    "]]>",
    '"',
    ",",
    ";",
]
LINES = ["\t", "\n", "\r", "\r\n", "\u2028", "\x85"]

plain_characters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"])
pieces = st.one_of(plain_characters, st.sampled_from([*AWKWARD, " ", "a", "Été", "word"]))


def texts(min_size: int = 0, lines: bool = True) -> st.SearchStrategy[str]:
    piece = st.one_of(pieces, st.sampled_from(LINES)) if lines else pieces
    return st.lists(piece, min_size=min_size, max_size=8).map("".join)


numbers = st.integers(-99999, 99999).map(lambda n: n / 10000)
names = st.text("abcdefgé-:_", min_size=1, max_size=8)


@st.composite
def spans(draw: st.DrawFn, text: str, empty: bool = True) -> tuple[int, int]:
    start = draw(st.integers(0, len(text) - (0 if empty else 1)))
    return start, draw(st.integers(start + (0 if empty else 1), len(text)))


@st.composite
def records(draw: st.DrawFn, lines: bool = True, paired: bool = False, empty_spans: bool = True) -> Record:
    text = texts(lines=lines)
    full = texts(1, lines).filter(str.strip)
    source = target = ""
    pairs: list[Pair] = []
    for _ in range(1 if paired else draw(st.integers(0, 3))):
        source += "" if paired else draw(text)
        target += "" if paired else draw(text)
        a, b = len(source), len(target)
        source, target = source + draw(full), target + draw(full)
        link = (a, len(source), b, len(target))
        words = draw(st.lists(st.just(link), max_size=2))
        pairs.append(Pair((a, len(source)), (b, len(target)), draw(st.none() | numbers), tuple(words)))
    if not paired:
        source, target = source + draw(text if pairs else full), target + draw(text)
    maybe = st.none() | text
    terms = [
        Term(
            draw(names),
            draw(spans(source, empty_spans)),
            draw(st.none() | spans(target, empty_spans)) if target else None,
            tuple(draw(st.lists(text, max_size=2))),
            draw(st.sampled_from(["met", "unmet", "waived"])),
            draw(st.sampled_from(["model", "nbest", "repair", "edit", "memory", None])),
            draw(st.none() | numbers),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    findings = [
        Finding(
            draw(names),
            draw(st.sampled_from(["error", "warning", "info"])),
            draw(text),
            draw(st.none() | spans(source, empty_spans)),
            draw(st.none() | spans(target, empty_spans)) if target else None,
            draw(st.none() | names),
            draw(maybe),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    edited = draw(st.none() | full)
    shown = target if edited is None else edited
    marks = []
    for _ in range(draw(st.integers(0, 2))):
        side = draw(st.sampled_from(["source", "target"] if shown else ["source"]))
        span = draw(spans(source if side == "source" else shown, empty_spans))
        severity = draw(st.sampled_from(["neutral", "minor", "major", "critical"]))
        marks.append(ErrorSpan(side, span, draw(names), severity, draw(maybe)))
    status = draw(st.sampled_from(["unreviewed", "accepted", "edited", "rejected"]))
    document, paragraph = draw(names), draw(st.integers(0, 50))
    return Record(
        record_id(document, paragraph, source),
        document,
        paragraph,
        draw(st.sampled_from(list(Kind))),
        source,
        target,
        draw(text),
        tuple(pairs),
        tuple(terms),
        tuple(findings),
        draw(text),
        Review(status, draw(st.none() | names), edited, tuple(marks), draw(maybe)),
    )
