"""Glossaries as tables: the project's own TSV, and CSV as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import ClassVar

from translate.errors import GlossaryError
from translate.glossary import Entry, Glossary, parse_glossary, serialize_glossary
from translate.glossary.reading import COLUMNS, likely_encoding


def decode(data: bytes, path: str) -> str:
    """Text of a glossary file.

    Raises:
        GlossaryError: not UTF-8; the likely encoding is named.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = likely_encoding(data)
        repair = f"save it as UTF-8, or: iconv -f {guess} -t UTF-8 {path}" if guess else "export it as text"
        raise GlossaryError.at(
            path, "is not UTF-8" + (f" (it looks like {guess})" if guess else ""), repair
        ) from error


class GlossaryTsv:
    """The glossary file that every other command reads."""

    name: ClassVar[str] = "glossary-tsv"
    summary: ClassVar[str] = "glossary as tab-separated text with a header; carries everything"
    extensions: ClassVar[tuple[str, ...]] = (".tsv",)

    def entry_losses(self, entry: Entry) -> list[str]:  # noqa: ARG002
        """Nothing is lost."""
        return []

    def serialize_entries(self, entries: Sequence[Entry]) -> bytes:
        """Write the glossary with all its columns."""
        return serialize_glossary(Glossary(entries)).encode()

    def parse_entries(self, data: bytes, path: str) -> Glossary:
        """Read the glossary.

        Raises:
            GlossaryError: with every fault.
        """
        return parse_glossary(decode(data, path), path)


class GlossaryCsv:
    """Comma-separated values with quotes (RFC 4180); semicolons are read too, since French spreadsheets write them."""

    name: ClassVar[str] = "glossary-csv"
    summary: ClassVar[str] = "glossary as CSV with a header; carries everything"
    extensions: ClassVar[tuple[str, ...]] = (".csv",)

    def entry_losses(self, entry: Entry) -> list[str]:  # noqa: ARG002
        """Nothing is lost."""
        return []

    def serialize_entries(self, entries: Sequence[Entry]) -> bytes:
        """Write all columns, beginning with a byte order mark: without one, Excel takes UTF-8 for Windows-1252."""
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for e in entries:
            writer.writerow(
                ("|".join(e.sources), "|".join(e.targets), e.status, e.case, e.match, e.domain, e.note)
            )
        return stream.getvalue().encode("utf-8-sig")

    def parse_entries(self, data: bytes, path: str) -> Glossary:
        """Read a CSV file, with or without a header.

        Raises:
            GlossaryError: with every fault; lines are those of the CSV file.
        """
        text = decode(data, path)
        first = text.lstrip().partition("\n")[0]
        delimiter = ";" if first.count(";") > first.count(",") else ","
        # One line of TSV per line of CSV, so that faults name the right one.
        lines: list[str] = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                lines.append("\t".join(" ".join(cell.split()) for cell in row))
                lines += [""] * (reader.line_num - len(lines))  # a cell in quotes may span lines
        except csv.Error as error:
            raise GlossaryError.at(
                path, f"is not sound CSV: {error}", "check the quotes", reader.line_num
            ) from error
        return parse_glossary("\n".join(lines), path)
