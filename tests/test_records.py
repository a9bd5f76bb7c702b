"""Record files: what is written comes back, what is wrong is said with its line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.errors import Fault, RecordError
from translate.model import SCHEMA, ErrorSpan, Finding, Kind, Pair, Record, Review, Span, Term
from translate.records import (
    fields,
    parse_record,
    read_records,
    record_id,
    rows,
    scan_records,
    schema,
    serialize_record,
    write_records,
)
from translate.records.faults import find_faults
from translate.records.reading import make_record
from translate.records.rows import decode_row, make_row

ROOT = Path(__file__).parent.parent

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return start, draw(st.integers(start, len(text)))


@st.composite
def records(draw: st.DrawFn) -> Record:
    source, target = draw(texts), draw(texts)
    edited = draw(st.none() | texts)
    score = st.none() | st.floats(-20, 0).map(lambda x: round(x, 4) + 0.0)
    pairs = tuple(
        Pair(
            draw(spans(source)),
            draw(spans(target)),
            draw(score),
            tuple((*draw(spans(source)), *draw(spans(target))) for _ in range(draw(st.integers(0, 2)))),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    terms = tuple(
        Term(
            draw(texts),
            draw(spans(source)),
            draw(st.none() | spans(target)),
            tuple(draw(st.lists(texts, max_size=2))),
            draw(st.sampled_from(["met", "unmet", "waived"])),
            draw(st.sampled_from(["model", "repair", None])),
            draw(score),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    findings = tuple(
        Finding(
            "NUM001",
            "error",
            draw(texts),
            draw(st.none() | spans(source)),
            None,
            None,
            draw(st.none() | texts),
        )
        for _ in range(draw(st.integers(0, 1)))
    )
    shown = target if edited is None else edited
    review = Review(
        draw(st.sampled_from(["unreviewed", "accepted", "edited", "rejected"])),
        draw(st.none() | texts),
        edited,
        tuple(
            ErrorSpan("target", draw(spans(shown)), draw(texts), "minor")
            for _ in range(draw(st.integers(0, 1)))
        ),
        draw(st.none() | texts),
    )
    document, index = draw(texts), draw(st.integers(0, 10**6))
    return Record(
        record_id(document, index, source),
        document,
        index,
        draw(st.sampled_from(list(Kind))),
        source,
        target,
        draw(texts),
        pairs,
        terms,
        findings,
        draw(texts),
        review,
    )


@settings(deadline=None)
@given(records())
def test_round_trip_and_schema(record: Record) -> None:
    line = serialize_record(record)
    assert "\n" not in line
    assert parse_record(line) == record
    assert serialize_record(parse_record(line)) == line
    jsonschema.validate(json.loads(line), schema())


def sample(**changes: object) -> dict[str, object]:
    source = "La Maison Blanche dément."
    row: dict[str, object] = json.loads(
        serialize_record(
            Record(
                record_id("a", 0, source), "a", 0, Kind.PARAGRAPH, source, "The White House denies it.", "mt"
            )
        )
    )
    row.update(changes)
    return row


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"schema": "bitexte/record/9"}, "bitexte/record/9"),
        ({"kind": "poem"}, "'poem'"),
        ({"paragraph": -1}, "paragraph"),
        ({"paragraph": True}, "paragraph"),
        ({"source": 3}, "source"),
        ({"id": "a:0:00000000"}, "00000000"),
        ({"extra": 1}, "unknown extra"),
        ({"pairs": [{"source": [0, 99], "target": [0, 3]}]}, "outside"),
        ({"pairs": [{"source": [4, 2], "target": [0, 3]}]}, "outside"),
        ({"pairs": [{"source": [0, 2], "target": [0, 3], "words": [[1, 2, 3]]}]}, "four integers"),
        ({"terms": [{"entry": "x", "source": [0, 2], "expected": "y", "status": "met"}]}, "expected"),
        ({"terms": [{"entry": "x", "source": [0, 2], "expected": [], "status": "won"}]}, "won"),
        ({"findings": [{"rule": "X", "severity": "fatal", "message": ""}]}, "fatal"),
        ({"review": {"status": "done"}}, "done"),
    ],
)
def test_faults_are_named(changes: dict[str, object], says: str) -> None:
    with pytest.raises(RecordError) as error:
        parse_record(json.dumps(sample(**changes)), "r.jsonl", 7)
    assert "r.jsonl:7:" in str(error.value)
    assert says in str(error.value)


ANYTHING = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        3,
        10**400,
        1.5,
        "",
        "fr",
        [],
        [1],
        [0, 0],
        [0, 1, 0, 1],
        [2, 0],
        [[0, 0, 0, 0]],
        {},
        ["a"],
    ]
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a tree of JSON, its root left out."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, part in inside for found in ((*path, key), *places(part, (*path, key)))]


def agree(line: str | bytes) -> bool:
    """True when a line is a record; both ways of reading it have to say the same, and to make the same of it."""
    row = decode_row(line)
    try:
        loaded = json.loads(line)
    except (ValueError, RecursionError):
        assert row is None
        return False
    faults = find_faults(loaded)
    if row is not None:
        assert not faults
        assert make_record(row) == make_record(make_row(loaded))
    return not faults


@settings(deadline=None)
@given(records(), st.data())
def test_both_ways_of_reading_agree_on_any_row(record: Record, data: st.DataObject) -> None:
    row = json.loads(serialize_record(record))
    assert decode_row(json.dumps(row)) is not None
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(places(row)))
        holder = row
        for key in way:
            holder = holder[key]
        if isinstance(holder, dict) and data.draw(st.booleans()):
            del holder[last]
        else:
            holder[last] = data.draw(ANYTHING)
    line = json.dumps(row)
    if agree(line):
        assert isinstance(parse_record(line), Record)
    else:
        with pytest.raises(RecordError):
            parse_record(line)


@settings(deadline=None)
@given(records(), st.data())
def test_both_ways_of_reading_agree_on_any_bytes(record: Record, data: st.DataObject) -> None:
    line = json.dumps(json.loads(serialize_record(record)), ensure_ascii=data.draw(st.booleans())).encode()
    at = data.draw(st.integers(0, len(line)))
    junk = data.draw(st.sampled_from(JUNK) | st.binary(max_size=3))
    line = line[:at] + junk + line[at + data.draw(st.integers(0, 3)) :]
    try:
        line.decode()
    except UnicodeDecodeError:
        assert decode_row(line) is None
    else:
        agree(line)


JUNK = [b"\\ud800", b"\\ud83d\\ude00", b"\\u0000", b"\\/", b"\\x", b"\x00", b"\x1f", b"\x7f", b"\t", b"\r\n"]
JUNK += [
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xef\xbb\xbf",
    b"\xc2\xa0",
    b"1e5",
    b".0",
    b"-",
    b"0",
    b"NaN",
    b"true",
]
JUNK += [b"null", b'"', b",", b"}", b"//"]


@pytest.mark.parametrize(
    ("value", "is_fine"),
    [
        ("NaN", True),
        ("Infinity", True),
        ("1e999", True),
        ("-0", True),
        ("12345678901234567890", True),
        ("1" + 400 * "0", False),
        ("true", False),
        ('"1"', False),
        ("01", False),
        ("1.", False),
    ],
)
def test_odd_numbers_as_scores(value: str, is_fine: bool) -> None:
    row = sample(pairs=[{"source": [0, 2], "target": [0, 3], "score": 77.5}])
    assert agree(json.dumps(row).replace("77.5", value)) is is_fine


@pytest.mark.parametrize(
    ("value", "is_fine"), [("7", True), ("7.0", False), ("7e0", False), ("true", False), ("9" * 400, False)]
)
def test_odd_numbers_as_offsets(value: str, is_fine: bool) -> None:
    row = sample(pairs=[{"source": [0, 77], "target": [0, 3], "words": [[0, 2, 0, 1]]}])
    assert agree(json.dumps(row).replace("77", value)) is is_fine
    row = sample(pairs=[{"source": [0, 7], "target": [0, 3], "words": [[0, 77, 0, 1]]}])
    assert agree(json.dumps(row).replace("77", value)) is is_fine


@pytest.mark.parametrize(
    ("shape", "keys", "choices"),
    [
        (rows.Row, fields.RECORD, {"schema": (SCHEMA,)}),
        (rows.PairRow, fields.PAIR, {}),
        (rows.UnreadRow, fields.RECORD, {"schema": (SCHEMA,)}),
        (rows.UnreadPair, fields.PAIR, {}),
        (rows.TermRow, fields.TERM, {"status": fields.TERM_STATUS, "how": fields.HOW[:-1]}),
        (rows.FindingRow, fields.FINDING, {"severity": fields.SEVERITIES}),
        (rows.ReviewRow, fields.REVIEW, {"status": fields.REVIEW_STATUS}),
        (rows.SpanRow, fields.SPAN, {"side": ("source", "target"), "severity": fields.MQM_SEVERITIES}),
    ],
)
def test_shapes_have_the_keys_and_words_of_the_tables(
    shape: type[msgspec.Struct], keys: fields.Keys, choices: dict[str, tuple[str, ...]]
) -> None:
    found = {field.name: field for field in msgspec.structs.fields(shape)}
    assert set(found) == set(keys.known)
    assert {name for name, field in found.items() if field.required} == set(keys.needed)
    for name, words in choices.items():
        assert {w for w in words if f"'{w}'" not in str(found[name].type)} == set()
        assert str(found[name].type).count("'") == 2 * len(words)


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    "link", [[-1, 2, 0, 3], [0, 2, -1, 3], [2, 0, 0, 3], [0, 2, 3, 0], [0, 99, 0, 3], [0, 2, 0, 99]]
)
def test_spans_outside_their_texts_and_backwards(link: list[int], at: int) -> None:
    source, target = link[:2], link[2:]
    good = {"source": [0, 2], "target": [0, 3]}
    term = {"entry": "x", "expected": [], "status": "met", "source": source, "target": target}
    finding = {"rule": "X", "severity": "error", "message": "", "source": source, "target": target}
    changes: list[dict[str, object]] = [
        {"pairs": [{"source": source, "target": target}]},
        {"pairs": [{**good, "words": [[0, 1, 0, 1], link]}]},
        {"terms": [term]},
        {"findings": [finding]},
    ]
    assert not agree(json.dumps(sample(**changes[at])))


def test_paragraphs_count_from_zero() -> None:
    source = str(sample()["source"])
    assert not agree(json.dumps(sample(paragraph=-1, id=record_id("a", -1, source))))


def test_keys_that_come_twice_and_huge_paragraphs() -> None:
    line = json.dumps(sample())
    assert agree('{"target": "x", ' + line[1:])
    assert agree('{"target": 1, ' + line[1:])
    assert not agree(line[:-1] + ', "target": 1}')
    assert not agree(line[:-1] + ', "schema": "bitexte/record/2"}')
    source, paragraph = str(sample()["source"]), 10**30
    assert agree(json.dumps(sample(paragraph=paragraph, id=record_id("a", paragraph, source))))


@pytest.mark.parametrize("line", ["", "{", "[]", "null", "3", '"x"', "{}", "[" * 100_000])
def test_what_is_no_record(line: str) -> None:
    with pytest.raises(RecordError, match=r"r\.jsonl:1"):
        parse_record(line, "r.jsonl", 1)


def test_one_broken_line_does_not_hide_the_others(tmp_path: Path) -> None:
    good = json.dumps(sample(), ensure_ascii=False).encode()
    (tmp_path / "r.jsonl").write_bytes(b"\xef\xbb\xbf" + good + b"\n{oops\n\xff\xfe\n\n" + good + b"\r\n")
    items = list(scan_records(tmp_path / "r.jsonl"))
    assert [isinstance(item, Record) for item in items] == [True, False, False, True]
    faults = [item[0] for item in items if isinstance(item, list)]
    assert all(isinstance(fault, Fault) for fault in faults)
    assert [fault.line for fault in faults] == [2, 3]


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="nowhere"):
        list(read_records(tmp_path / "nowhere.jsonl"))


def test_writing_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("old\n")
    record = parse_record(json.dumps(sample()))

    def broken() -> object:
        yield record
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_records(path, broken())  # type: ignore[arg-type]
    assert path.read_text() == "old\n"
    assert write_records(path, [record, record]) == 2
    assert list(read_records(path)) == [record, record]
    assert [p.name for p in tmp_path.iterdir()] == ["r.jsonl"]


def test_schema_in_the_corpus_is_the_package_s() -> None:
    assert json.loads((ROOT / "corpus/schema/record.schema.json").read_text(encoding="utf-8")) == schema()
    jsonschema.Draft202012Validator.check_schema(schema())
