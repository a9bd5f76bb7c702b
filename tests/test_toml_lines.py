"""Where keys stand in TOML: every key that there is has its line, and nothing else has one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from translate.toml.lines import KeyPath, find_key_lines, line_of

# Each key is called after its own line; ‹ and › stand for the three apostrophes that Python would end it at.
DOCUMENT = r'''
"l2" = 1  # l2 = 2
l3 = """ [l3]
l4 = \"""
l5 = 1"""""
'l6' = ‹'
l7 = [[x]] ''›
l8.l8 = 1979-05-27 07:32:00
l8 . "l.9" = { l9 = [ { l9 = "}" }, [ { l9 = 1.5e3 } ] ], "\u006C9\"" = '\' }

[ l11 . "b c" ] # ]
l12 = [ # [
  "]", # ]
  { l14 = 1 },
  [ [ ], { l15 = [
    { l16 = "#" }
  ] } ],
]
[[l19]]
[[l19]]
[[l19.l21]]
l22 = -inf
[[l19.l21]]
l24 = ""
[l19.l21.l25]
l26 = ''
[[l19]]
  [l19.l28]
  l29 = """"""
[l11.l30]
[l11]
l32 = true
'''.replace("‹", "'" * 3).replace("›", "'" * 3)


def paths_of(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Path of every key and list item."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from paths_of(inner, (*path, key))


def test_every_key_has_its_line_and_no_other_has_one() -> None:
    lines = find_key_lines(DOCUMENT)
    assert set(lines) == set(paths_of(tomllib.loads(DOCUMENT)))
    elsewhere: dict[KeyPath, int] = {
        ("l8", "l.9"): 9,
        ("l8", "l.9", 'l9"'): 9,
        ("l11",): 31,  # its own header, not the first that goes through it
        ("l11", "b c"): 11,
        **{("l11", "b c", "l12", i): line for i, line in enumerate((13, 14, 15))},
        **{("l11", "b c", "l12", 2, i): 15 for i in range(2)},
        ("l11", "b c", "l12", 2, 1, "l15", 0): 16,
        **{("l19", i): line for i, line in enumerate((19, 20, 27))},
        **{("l19", 1, "l21", i): line for i, line in enumerate((21, 23))},
    }
    for path, line in lines.items():
        of_name = int(str(path[-1])[1:]) if str(path[-1])[1:].isdigit() else 9
        assert line == elsewhere.get(path, of_name), path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_end_as_they_may(end: str) -> None:
    assert find_key_lines(end.join(["a = 1", "", "b = 2", ""]))["b",] == 3


def test_what_has_no_line_stands_where_its_table_does() -> None:
    lines = find_key_lines("\n[[corpus]]\npath = 'a'\n")
    assert line_of(lines, ("corpus", 0, "path")) == 3
    assert line_of(lines, ("corpus", 0, "split")) == 2
    assert line_of(lines, ("train", "lr")) is None


@pytest.mark.parametrize("text", ["a = [", "a = 'x", "= 1", "[a", "a = {b", "a", "]]", "a = 1 }", 'a."'])
def test_a_text_that_is_no_toml_is_read_as_far_as_it_goes(text: str) -> None:
    assert find_key_lines(f"first = 1\n{text}")["first",] == 1
