"""How soon `bitexte review` shows 20,000 records, and how soon it answers then.

    python benchmarks/bench_review.py [--records 20000] [--starts 3] [--json FILE]

The records are generated: the corpus's aligned articles over and over, as documents of their own. Measured as a
user has it, over HTTP from a process of its own: from the command to the first page of the queue, on a new journal and
on one that has every second record reviewed; then, while the checks still go through the queue in the background,
turning pages, filtering, opening pairs, checking a text that is being edited, and saving it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from translate.model import Record, Review  # noqa: E402
from translate.records import read_records, record_id, write_records  # noqa: E402
from translate.review.journal import Journal, journal_path  # noqa: E402

REPEATS = 20


def make_records(count: int) -> Iterator[Record]:
    """Paragraphs of the corpus, as often as it takes."""
    articles = [list(read_records(path)) for path in sorted((ROOT / "corpus" / "aligned").glob("*.jsonl"))]
    for number, article in enumerate(cycle(articles)):
        for record in article:
            if count == 0:
                return
            count -= 1
            document = f"{record.document}-{number}"
            id = record_id(document, record.paragraph, record.source)
            yield replace(record, document=document, id=id, review=Review())


class Window:
    """A browser, as far as the server can tell."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host = parts.netloc
        self._connection = http.client.HTTPConnection(self.host)
        answer = self._ask("GET", f"/?{parts.query}")
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]

    def _ask(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        headers = {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
        if hasattr(self, "_cookie"):
            headers["Cookie"] = self._cookie
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        self.text = answer.read().decode()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {self.text}")
        return answer

    def get(self, path: str, **query: object) -> float:
        """Seconds that a page takes."""
        start = time.perf_counter()
        self._ask("GET", f"{path}?{urlencode(query)}")
        return time.perf_counter() - start

    def post(self, path: str, **body: object) -> float:
        """Seconds that an action takes."""
        start = time.perf_counter()
        self._ask("POST", path, json.dumps(body))
        return time.perf_counter() - start


@contextmanager
def review(file: Path) -> Iterator[tuple[Window, float, float]]:
    """The command; its window, seconds to the printed address, and to the first page of the queue."""
    command = [sys.executable, "-m", "translate", "review", str(file), "-g", str(ROOT / "glossary.tsv")]
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, "--no-browser", "--reviewer", "bench"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            listening = time.perf_counter() - start
            window = Window(address)
            window.get("/")
            yield window, listening, time.perf_counter() - start
        finally:
            process.kill()


def review_half(file: Path, records: list[Record]) -> None:
    """Write a journal that has every second record accepted."""
    with Journal(journal_path([file])) as journal:
        for record in records[::2]:
            journal.append(record, "bench", 0, "accept", Review("accepted", "bench"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures to a file too")
    options = parser.parse_args()
    figures: list[dict[str, Any]] = []

    def tell(name: str, seconds: list[float]) -> None:
        middle, worst = statistics.median(seconds), max(seconds)
        print(f"| {name} | {middle * 1000:,.0f} | {worst * 1000:,.0f} |", flush=True)
        figures.append({"what": name, "median_s": middle, "worst_s": worst, "times": len(seconds)})

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "many.jsonl"
        records = list(make_records(options.records))
        write_records(file, records)
        print(f"{len(records):,} records, {file.stat().st_size / 1e6:.0f} MB\n")
        print("| what | median ms | worst ms |\n|---|---:|---:|")
        starts: list[tuple[float, float]] = []
        for _ in range(options.starts):
            with review(file) as (_, *seconds):
                starts.append((seconds[0], seconds[1]))
            journal_path([file]).unlink()
        tell("start to address", [listening for listening, _ in starts])
        tell("start to first page", [shown for _, shown in starts])

        with review(file) as (window, *_):
            answer_times(window, records, tell)
        journal_path([file]).unlink()

        review_half(file, records)
        resumed: list[float] = []
        for _ in range(options.starts):
            with review(file) as (_, _, shown):
                resumed.append(shown)
        tell("start to first page, half reviewed", resumed)
        with review(file) as (window, *_):
            pairs = [window.get("/pair", id=record.id) for record in spread(records)]
            tell("a pair, half reviewed", pairs)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def spread(records: list[Record]) -> list[Record]:
    """Some records from all over."""
    return records[:: max(1, len(records) // REPEATS)][:REPEATS]


def answer_times(window: Window, records: list[Record], tell: Callable[[str, list[float]], None]) -> None:
    """What a reviewer does, timed."""
    tell("next page of the queue", [window.get("/", page=page) for page in range(1, REPEATS + 1)])
    last = len(records) // 50
    tell("a page far off", [window.get("/", page=last - page) for page in range(REPEATS)])
    words = ("sommet", "Moscou", "White House", "prisonniers", "xyz")
    tell("filter by text", [window.get("/", text=word) for word in words])
    tell("filter by status", [window.get("/", status=status) for status in ("unreviewed", "accepted") * 3])
    tell("filter by term", [window.get("/", term=term) for term in ("White House", "otan", "svr")])
    tell("filter by rule", [window.get("/", rule=rule) for rule in ("TERM001", "NUM001", "HEDGE001")])
    chosen = spread(records)
    tell("a pair", [window.get("/pair", id=record.id) for record in chosen])
    tell("the next pair", [window.get("/pair", id=record.id) for record in records[1 : REPEATS + 1]])
    edits = [
        window.post("/check", id=record.id, text=f"{record.target[: n * 9]} x{record.target[n * 9 :]}")
        for record in chosen
        for n in range(3)
    ]
    tell("live check of an edit", edits)
    saves = [
        window.post(
            "/act", id=record.id, version=0, action="edit", text=record.target + " And more.", comment=""
        )
        for record in chosen
    ]
    tell("saving an edit", saves)


if __name__ == "__main__":
    main()
