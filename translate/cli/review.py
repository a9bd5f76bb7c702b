"""``bitexte review``: correct and annotate aligned pairs in a browser."""

from __future__ import annotations

import gc
import getpass
import socket
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.errors import OutputError
from translate.files import reason

if TYPE_CHECKING:
    from translate.review.desk import Desk
    from translate.review.journal import Journal

_EXTRA = ("starlette", "uvicorn", "jinja2", "rapidfuzz")


def review(
    inputs: Annotated[
        list[str], typer.Argument(metavar="RECORDS…", help="Record files (JSONL); they are never modified.")
    ],
    glossary: Annotated[
        str | None, typer.Option("-g", "--glossary", help="Glossary (TSV) that the English has to honour.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Who reviews. Default: the name of the account.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            min=0,
            max=65535,
            help="Default: the same for these files each time; 0: any that is free.",
        ),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; another than this opens it to the network.")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="OUT", help="Write the reviewed records to OUT, and leave."),
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Report how far the reviewers agree, and leave.")
    ] = False,
) -> None:
    """Review aligned pairs in a browser: correct, mark errors, accept; every action is saved at once.

    The work lies in bitexte-review.sqlite beside the first file; start again with the same files to go on.
    """
    from translate.glossary import EMPTY, read_glossary
    from translate.review.desk import Desk
    from translate.review.journal import Journal, journal_path

    _require_extra()
    files = _find_files(inputs)
    with Journal(journal_path(files)) as journal:
        if agreement:
            _report_agreement(journal)
            return
        with _no_collection():
            desk = Desk(
                files, read_glossary(glossary) if glossary else EMPTY, journal, reviewer or getpass.getuser()
            )
        for fault in desk.faults:
            _say(str(fault))
        if export is not None:
            count = desk.export(export)
            _say(f"{count} records written to {export}")
            return
        if not len(desk):
            from translate.errors import InputError

            raise InputError(f"{', '.join(inputs)}: there is no record to review")
        gc.freeze()
        _serve(desk, host, port, not no_browser)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Tens of thousands of records are made here and none is thrown away: to look for garbage only costs time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _require_extra() -> None:
    import importlib.util

    from translate.errors import MissingExtra

    for package in _EXTRA:
        if importlib.util.find_spec(package) is None:
            raise MissingExtra(package, "review")


def _find_files(inputs: list[str]) -> list[str]:
    """Files as named, and the JSONL files of folders.

    Raises:
        InputError: there is nothing to review; said before a journal is made beside it.
    """
    from translate.errors import Fault, InputError

    files: list[str] = []
    faults: list[Fault] = []
    for name in inputs:
        path = Path(name)
        found = [str(child) for child in sorted(path.glob("*.jsonl"))] if path.is_dir() else [name]
        if name == "-":
            faults.append(Fault(name, None, "a review needs files on disk", "write the records to a file"))
        elif not found:
            faults.append(Fault(name, None, "no .jsonl file in this folder"))
        elif not path.exists():
            faults.append(Fault(name, None, "no such file"))
        files += found
    if faults:
        raise InputError(faults=faults)
    return files


def _report_agreement(journal: Journal) -> None:
    from translate.review.agreement import agreement, serialize_agreement

    typer.echo(serialize_agreement(agreement(journal)), nl=False)


def _usual_port(journal: Path) -> int:
    """A port for this journal, the same each time: a window that outlived its server finds the next one.

    Below those that systems give to outgoing connections (32768 and up).
    """
    return 20_000 + zlib.crc32(str(journal.resolve()).encode("utf-8", "surrogateescape")) % 12_000


def _listen(host: str, port: int | None, usual: int) -> socket.socket:
    """A socket that browsers can connect to.

    Raises:
        OutputError: the address cannot be had.
    """
    last: OSError | None = None
    for candidate in (usual, 0) if port is None else (port,):
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            # From here on a browser that is too quick waits instead of being refused.
            listener.listen()
            return listener
        except OSError as error:
            listener.close()
            last = error
    assert last is not None
    raise OutputError(f"{host}:{port or 0}: {reason(last)} – choose another --port or --host") from last


def _serve(desk: Desk, host: str, port: int | None, open_browser: bool) -> None:
    import threading
    import webbrowser

    import uvicorn

    from translate.review.app import make_app
    from translate.review.security import LOCAL_HOSTS, make_token

    token = make_token()
    listener = _listen(host, port, _usual_port(desk.journal.path))
    is_local = host in ("127.0.0.1", "::1", "localhost")
    shown = "127.0.0.1" if host in ("0.0.0.0", "localhost") else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/?token={token}"
    _say(f"{len(desk)} records, reviewed by {desk.reviewer}, saved in {desk.journal.path}")
    if not is_local:
        _say("anybody who has this address can read and change the review; it is not encrypted")
    # On stdout, and alone on its line: a script that starts a review can read where it is.
    print(address, flush=True)
    _say("Ctrl+C ends it; everything is saved already")
    if open_browser:
        # In a thread of its own: some browsers keep their caller waiting.
        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
    app = make_app(desk, token, hosts=LOCAL_HOSTS if is_local else None)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _say(message: str) -> None:
    print(f"bitexte: {message}", file=sys.stderr, flush=True)
