"""What a run would do, without doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate.batch.opening import Opened, Workshop
from translate.batch.plan import Task
from translate.batch.settings import Settings
from translate.errors import BitexteError
from translate.pipeline import Translator


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be done about one task."""

    task: Task
    why: str
    """Why it would be made; empty when it is current."""
    paragraphs: int = 0
    to_translate: int = 0
    """Paragraphs that would go to the model; the others would be taken over."""
    entries: Counter[str] = field(default_factory=Counter)
    """Paragraphs by the glossary entry that changed in them."""
    failure: str = ""


def preview(
    tasks: Sequence[Task], out: Path, translator: Translator, settings: Settings
) -> Iterator[Preview]:
    """Look at every task as ``run_batch`` would; nothing is written."""
    workshop = Workshop(out, translator, settings, out)
    for task in tasks:
        try:
            opened = workshop.open(task)
        except BitexteError as error:
            yield Preview(task, "", failure=str(error))
        else:
            yield _look_at(task, opened)


def _look_at(task: Task, opened: Opened) -> Preview:
    paragraphs = [(document, p) for document in opened.reading.documents for p in document.paragraphs]
    if opened.standing.is_current:
        return Preview(task, "", len(paragraphs))
    entries: Counter[str] = Counter()
    count = 0
    for document, paragraph in paragraphs:
        if opened.reuse is None or opened.reuse.find(document, paragraph) is None:
            count += 1
    if opened.change is not None and opened.reuse is not None:
        for record in opened.reuse.records:
            entries.update(opened.change.touches(record))
    return Preview(task, opened.standing.why, len(paragraphs), count, entries)
