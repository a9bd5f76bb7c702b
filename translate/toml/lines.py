"""Where the keys of a TOML file stand: tomllib gives their values and forgets their lines."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

KeyPath = tuple[str | int, ...]
"""Keys from the outermost inwards, with zero-based positions in lists: ``("corpus", 1, "path")``."""

_TOKEN = re.compile(
    r'''
      (?P<string> """ (?: \\. | [^\\] )*? "{3,5}   # up to two quotes more may stand before the closing three
                | \'\'\' .*? '{3,5}
                | " (?: \\. | [^"\\\n] )* "
                | ' [^'\n]* ' )
    | (?P<comment> \#[^\n]* )
    | (?P<mark> [][{}=.,\n] )
    | (?P<bare> [^][{}=.,\s"'\#]+ )
    ''',
    re.VERBOSE | re.DOTALL,
)

_END = ""
_MARKS = frozenset(("[", "]", "{", "}", "=", ".", ",", "\n", _END))
_ENDS_VALUE = frozenset(("]", "}", ",", "\n", _END))


def find_key_lines(text: str) -> dict[KeyPath, int]:
    """One-based line of every key, table and list item of a TOML text.

    A table written under several headers has the line of its own, or of the first that names it. The text is one that
    tomllib has read: of any other, what stands before its first fault is found.
    """
    reader = _Reader(text)
    with suppress(_Unreadable, tomllib.TOMLDecodeError):
        reader.read_document()
    return reader.lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """Line of a key or, when it was left out, of the table it would stand in; None when the file has neither."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


class _Unreadable(Exception):
    """A token that may not stand where it does."""


class _Reader:
    """Recursive descent over tokens: marks, keys, and the pieces of values."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tables: Counter[KeyPath] = Counter()  # so far, of each array of tables
        self._tokens = _tokens(text)
        self._next()

    def read_document(self) -> None:
        table: KeyPath = ()
        while self._token != _END:
            if self._token == "\n":
                self._next()
            elif self._token == "[":
                table = self._header()
            else:
                self._pair(table)

    def _next(self) -> None:
        self._token, self._line = next(self._tokens)

    def _skip(self, mark: str) -> None:
        if self._token != mark:
            raise _Unreadable
        self._next()

    def _skip_blank_lines(self) -> None:
        while self._token == "\n":
            self._next()

    def _header(self) -> KeyPath:
        line = self._line
        self._skip("[")
        is_array = self._token == "["
        if is_array:
            self._skip("[")
        *outer, name = self._key()
        table: KeyPath = ()
        for key in outer:
            table = self._last((*table, key), line)
        table = (*table, name)
        if is_array:
            self.lines.setdefault(table, line)
            self._tables[table] += 1
            table = (*table, self._tables[table] - 1)
        self.lines[table] = line
        self._skip("]")
        if is_array:
            self._skip("]")
        return table

    def _last(self, table: KeyPath, line: int) -> KeyPath:
        """The table that a header goes on in: the last one, where there are several."""
        self.lines.setdefault(table, line)
        return (*table, self._tables[table] - 1) if table in self._tables else table

    def _pair(self, table: KeyPath) -> None:
        line = self._line
        path = table
        for key in self._key():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._skip("=")
        self._value(path)

    def _key(self) -> list[str]:
        parts = [self._name()]
        while self._token == ".":
            self._next()
            parts.append(self._name())
        return parts

    def _name(self) -> str:
        token = self._token
        if token in _MARKS:
            raise _Unreadable
        self._next()
        # Escapes are tomllib's business.
        return str(tomllib.loads(f"name = {token}")["name"]) if token[0] in "\"'" else token

    def _value(self, path: KeyPath) -> None:
        if self._token == "[":
            self._list(path)
        elif self._token == "{":
            self._inline_table(path)
        else:  # numbers have points, dates have blanks
            if self._token in _ENDS_VALUE:
                raise _Unreadable
            while self._token not in _ENDS_VALUE:
                self._next()

    def _list(self, path: KeyPath) -> None:
        self._skip("[")
        position = 0
        self._skip_blank_lines()
        while self._token != "]":
            self.lines[*path, position] = self._line
            self._value((*path, position))
            position += 1
            self._skip_blank_lines()
            if self._token == ",":
                self._next()
                self._skip_blank_lines()
        self._next()

    def _inline_table(self, path: KeyPath) -> None:
        self._skip("{")
        self._skip_blank_lines()  # TOML 1.1 lets them stand here
        while self._token != "}":
            self._pair(path)
            self._skip_blank_lines()
            if self._token == ",":
                self._next()
                self._skip_blank_lines()
        self._next()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Tokens with their lines, comments and blanks left out."""
    line, end = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        if match.lastgroup != "comment":
            yield match[0], line
    while True:
        yield _END, line
