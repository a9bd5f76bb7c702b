"""``bitexte export`` and ``bitexte import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.formats import GlossaryFormat, Loss, Parts, RecordFormat

FORMATS = (
    "Records: dataset, doccano, jsonl, label-studio, mqm, pearmut, tmx, tsv, xliff, xliff12. "
    "Glossaries: glossary-csv, glossary-tsv, tbx, tbx2."
)


def export(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS…", help="Record files (JSONL) or - ; for a glossary format, one glossary."
        ),
    ],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=FORMATS)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File to write (dataset: folder). Default: stdout."),
    ] = None,
    lossy: Annotated[
        bool, typer.Option("--lossy", help="Leave out what the format cannot carry, and list it.")
    ] = False,
) -> None:
    """Write records or a glossary in another tool's format, losing nothing in silence."""
    from translate.errors import ConfigError
    from translate.formats import RecordFormat, load_format
    from translate.formats.storage import write_parts

    format = load_format(to)
    if isinstance(format, RecordFormat):
        parts, count = _export_records(inputs, format, lossy)
        what = "records"
    else:
        parts, count = _export_glossary(inputs, format, lossy)
        what = "entries"
    if output is None:
        if "" not in parts:
            raise ConfigError(f"{to} is a folder of files – add -o FOLDER")
        sys.stdout.buffer.write(parts[""])
        sys.stdout.buffer.flush()
        for key in parts.keys() - {""}:
            _say(f"{key.lstrip('.')} was not written – add -o FILE to have it beside the file")
        return
    written = write_parts(output, parts)
    _say(f"{count} {what} written to {', '.join(str(path) for path in written)}")


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="File (dataset: folder), or - for stdin.")],
    from_: Annotated[str, typer.Option("--from", metavar="FORMAT", help=FORMATS)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Records (JSONL) or glossary (TSV) to write. Default: stdout."),
    ] = None,
) -> None:
    """Make records, or a glossary, of another tool's file."""
    from translate.files import open_atomic
    from translate.formats import RecordFormat, load_format
    from translate.formats.storage import read_parts
    from translate.glossary import serialize_glossary
    from translate.records import serialize_record

    format = load_format(from_)
    if isinstance(format, RecordFormat):
        imported = format.parse(read_parts(file, format.is_folder), file)
        for note in imported.notes:
            _say(f"{file}: {note}")
        lines = [serialize_record(record) + "\n" for record in imported.records]
        count = f"{len(lines)} records"
    else:
        glossary = format.parse_entries(read_parts(file)[""], file)
        lines = [serialize_glossary(glossary)]
        count = f"{len(glossary)} entries"
    if output is None:
        sys.stdout.writelines(lines)
        return
    with open_atomic(output) as stream:
        stream.writelines(lines)
    _say(f"{count} written to {output}")


def _export_records(inputs: Sequence[str], format: RecordFormat, lossy: bool) -> tuple[Parts, int]:
    from translate.errors import RecordError
    from translate.formats import export_records, find_losses
    from translate.records import read_records

    records = [record for path in inputs for record in read_records(path)]
    if not records:
        raise RecordError.at(", ".join(inputs), "there is no record to export")
    if lossy:
        _list_losses(find_losses(records, format))
    return export_records(records, format, lossy=lossy), len(records)


def _export_glossary(inputs: Sequence[str], format: GlossaryFormat, lossy: bool) -> tuple[Parts, int]:
    from translate.errors import ConfigError
    from translate.formats import export_glossary, find_entry_losses
    from translate.glossary import read_glossary

    if len(inputs) != 1:
        raise ConfigError(f"{format.name} holds one glossary, not {len(inputs)} – export them one by one")
    if inputs[0].endswith(".jsonl"):
        raise ConfigError(
            f"{format.name} holds a glossary, and {inputs[0]} is a record file – name a TSV file"
        )
    glossary = read_glossary(inputs[0])
    if lossy:
        _list_losses(find_entry_losses(glossary.entries, format))
    return {"": export_glossary(glossary, format, lossy=lossy)}, len(glossary)


def _list_losses(losses: Sequence[Loss]) -> None:
    for loss in losses:
        _say(f"left out: {loss}")


def _say(message: str) -> None:
    print(f"bitexte: {message}", file=sys.stderr)
