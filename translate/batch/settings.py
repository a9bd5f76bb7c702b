"""What a batch is to be done with: paths and options that travel between processes, not loaded things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.documents import FORMATS
from translate.engines import load_engine
from translate.engines.base import Decoding
from translate.errors import ConfigError
from translate.glossary import EMPTY, read_glossary
from translate.memory import read_memory
from translate.pipeline import Notice, Options, Translator

if TYPE_CHECKING:
    from translate.engines.base import Engine

DOCUMENTS = {"txt": "text", "md": "markdown", "html": "html", "docx": "docx"}
"""Document formats that a batch writes beside its records, by their extension."""
EXCHANGE = {"xliff": ".xlf", "tmx": ".tmx"}
"""Interchange formats that it writes, and their extensions."""
SAME = "same"
"""The input's own format."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is translated and what it writes."""

    glossary: str | None = None
    """Glossary file; None honours nothing."""
    memory: str | None = None
    """Translation memory: a review journal, TMX or reviewed records."""
    model: str = "compact"
    engine: str = "ctranslate2"
    device: str = "auto"
    compute_type: str | None = None
    threads: int | None = None
    beams: int = 4
    boilerplate: bool = False
    """Translate page residue too."""
    proofread: bool = True
    """Look for other translations where the checks find fault."""
    format: str | None = None
    """Format of every article; None: by its extension."""
    text_column: str = "text"
    """Column of a corpus that holds the French."""
    id_column: str | None = None
    """Column of a corpus that names a row; None: the corpus's name and the row's number."""
    also: tuple[str, ...] = ()
    """Further outputs beside the records: ``same``, ``txt``, ``md``, ``html``, ``docx``, ``xliff``, ``tmx``."""

    def validate(self) -> None:
        """Refuse what makes no sense, before anything is loaded.

        Raises:
            ConfigError: an unknown format.
        """
        known = (SAME, *DOCUMENTS, *EXCHANGE)
        for name in self.also:
            if name not in known:
                raise ConfigError(f"--also {name}: choose among {', '.join(known)}")
        formats = sorted(set(FORMATS.values()))
        if self.format is not None and self.format not in formats:
            raise ConfigError(f"no format {self.format!r} – choose one of {', '.join(formats)}")

    def load(self, on_notice: Callable[[Notice], None] | None = None) -> Translator:
        """Load model, glossary and memory.

        Raises:
            BitexteError: one of them cannot be loaded.
        """
        glossary = read_glossary(self.glossary) if self.glossary else EMPTY
        engine: Engine = load_engine(
            self.model,
            self.engine,
            device=self.device,
            compute_type=self.compute_type,
            threads=self.threads,
        )
        options = Options(Decoding(beams=self.beams), self.boilerplate, self.proofread)
        memory = read_memory(self.memory) if self.memory else None
        return Translator(engine, glossary, options, on_notice=on_notice, memory=memory)
