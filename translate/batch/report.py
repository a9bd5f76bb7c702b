"""What a run says of itself: totals, failures, speed; as JSON and as text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translate import __version__
from translate.batch.output import write_file
from translate.batch.plan import Task, printable
from translate.batch.tally import Tally
from translate.errors import Fault
from translate.model import Record

SCHEMA = "bitexte/report/1"
NAME = "report.json"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one task."""

    task: Task
    tally: Tally
    why: str = ""
    """Why it was made; empty when it was current."""
    failure: str = ""
    """Why there is no output; empty when there is one."""
    faults: tuple[Fault, ...] = ()
    """Rows of a corpus that are no documents, or none that can be translated."""
    reused: int = 0
    """Paragraphs that were taken from an earlier output."""
    unmet: tuple[str, ...] = ()
    """Terms not met, one line each; of tasks made in this run only."""
    notes: tuple[str, ...] = ()
    """What a user should know of the outputs."""


@dataclass(slots=True)
class Report:
    """Totals of a run."""

    planned: int
    """Tasks that the run was to do."""
    total: Tally = field(default_factory=Tally)
    """Everything that is there now."""
    made: Tally = field(default_factory=Tally)
    """What this run made of it."""
    current: int = 0
    """Tasks that were there already."""
    why: Counter[str] = field(default_factory=Counter)
    """Tasks made, by the reason."""
    reused: int = 0
    """Paragraphs taken over from an earlier output."""
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Input and message of every task without an output."""
    faults: list[Fault] = field(default_factory=list)
    seconds: float = 0.0
    stopped: str = ""
    """Why the run ended early; empty when it did not."""

    def take(self, result: Result) -> None:
        """Add one task."""
        self.total.add(result.tally)
        self.faults += result.faults
        if result.failure:
            self.failures.append((printable(result.task.input), result.failure))
        elif result.why:
            self.made.add(result.tally)
            self.why[result.why] += 1
            self.reused += result.reused
        else:
            self.current += 1

    @property
    def left(self) -> int:
        """Tasks that were not reached."""
        return self.planned - self.current - len(self.failures) - self.why.total()

    @property
    def words_per_second(self) -> float | None:
        """Speed of this run; None when it made nothing."""
        return self.made.words / self.seconds if self.made.words and self.seconds else None

    def as_dict(self) -> dict[str, Any]:
        """As ``report.json`` has it."""
        speed = self.words_per_second
        return {
            "schema": SCHEMA,
            "version": __version__,
            "tasks": {
                "planned": self.planned,
                "current": self.current,
                "made": dict(sorted(self.why.items())),
                "failed": len(self.failures),
                "left": self.left,
            },
            "total": self.total.as_dict(),
            "made": self.made.as_dict() | {"reused_paragraphs": self.reused},
            "seconds": round(self.seconds, 1),
            "words_per_second": None if speed is None else round(speed, 1),
            "stopped": self.stopped or None,
            "failures": [{"input": name, "message": message} for name, message in self.failures],
            "faults": [asdict(fault) for fault in self.faults],
        }

    def write(self, out: Path, shard: str | None, temporary: Path) -> Path:
        """Write ``report.json``, or ``report-I-of-N.json`` for a shard.

        Raises:
            OutputError: it cannot be written.
        """
        path = out / (NAME if shard is None else f"report-{shard.replace('/', '-of-')}.json")
        text = json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n"
        write_file(path, text.encode("utf-8", "replace"), temporary)
        return path


def unmet_lines(record: Record) -> Iterator[str]:
    """A line for every term of a record that was not met."""
    for term in record.terms:
        if term.status == "unmet":
            word = record.source[slice(*term.source)]
            where = f"{record.document}: paragraph {record.paragraph + 1}"
            yield f"{where}: “{word}” → {' | '.join(term.expected)}"
