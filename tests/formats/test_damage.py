"""A damaged file is refused with a message, or read; it never ends in a traceback."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from format_examples import FULL, translated
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import examples

from translate.errors import BitexteError
from translate.formats import GlossaryFormat, RecordFormat, format_names, load_format
from translate.glossary import parse_glossary
from translate.records import parse_record, serialize_record

GLOSSARY = parse_glossary("source\ttarget\tstatus\tdomain\nOnu|ONU\tUN\t\tdiplomatie\nélu\tmember\t\t\n")
JSON_FORMATS = ["label-studio", "pearmut", "doccano", "jsonl"]

fragments = st.sampled_from(
    [b"", b"<", b">", b'"', b"\xff", b"\0", b"\t", b"\n", b"&x;", b"-1", b"{}", b"null", b"<cp hex='zz'/>"]
)


def take(name: str, data: bytes) -> None:
    format = load_format(name)
    with suppress(BitexteError):
        if isinstance(format, GlossaryFormat):
            format.parse_entries(data, "x")
            return
        imported = format.parse({"data/x.parquet" if format.is_folder else "": data}, "x")
        for record in imported.records:
            line = serialize_record(record)
            try:
                assert parse_record(line) == record
            except BitexteError as error:
                pytest.fail(f"made a record that is none: {error}")


def sound(name: str) -> bytes:
    format = load_format(name)
    if isinstance(format, RecordFormat):
        parts = format.serialize([FULL, translated()])
        return parts["data/train-00000-of-00001.parquet"] if format.is_folder else parts[""]
    return format.serialize_entries(GLOSSARY.entries)


SOUND = {name: sound(name) for name in format_names()}


@pytest.mark.parametrize("name", format_names())
@examples
@given(data=st.data())
def test_bytes_changed_anywhere(name: str, data: st.DataObject) -> None:
    whole = SOUND[name]
    start = data.draw(st.integers(0, len(whole)))
    end = min(len(whole), start + data.draw(st.integers(0, 40)))
    take(name, whole[:start] + data.draw(fragments) + whole[end:])


values = st.sampled_from(
    [None, True, 0, -1, 10**6, 1.5, "", "x", [], [None], [[1]], {}, {"a": None}, "accepted"]
)


def paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    return [path, *(p for key, item in inner for p in paths(item, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: object) -> Any:
    if not path:
        return new
    value[path[0]] = put(value[path[0]], path[1:], new)
    return value


@pytest.mark.parametrize("name", JSON_FORMATS)
@examples
@given(data=st.data())
def test_values_changed_anywhere(name: str, data: st.DataObject) -> None:
    lines = SOUND[name].decode().splitlines() if name in ("doccano", "jsonl") else [SOUND[name].decode()]
    value = json.loads(lines[0])
    for _ in range(data.draw(st.integers(1, 2))):
        value = put(value, data.draw(st.sampled_from(paths(value))), deepcopy(data.draw(values)))
    take(name, json.dumps(value).encode())
