"""From documents to records: split, translate in large batches across documents, put together again.

Sentences of many paragraphs and documents are pooled in a window and decoded together, because an engine is
fast only when it may sort by length. What a sentence becomes does not depend on its neighbours, so the same
input, model and options give the same bytes whatever the window.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from translate import __version__
from translate.assembly import Rendered, assemble
from translate.engines.base import Decoding, Engine
from translate.errors import BitexteError, InputError
from translate.glossary import EMPTY, Glossary
from translate.honour.ladder import Ladder
from translate.langid import guess_language
from translate.memory import Memory, recall, suggestion
from translate.model import Document, Finding, Kind, Paragraph, Record, Sentence, Span
from translate.segment import split_long, split_sentences

WINDOW_SENTENCES = 1000
"""Sentences pooled before an engine is called: enough of every length for full batches, little to hold and to lose."""

MAX_PIECES = 160
"""Longest input in pieces; longer sentences are cut at ; : , or a blank. Models of this kind are trained on
sentences, and translate a paragraph of 4,000 words without a full stop better in parts than cut off at 512."""

MAX_PARAGRAPH = 200_000
"""Longest paragraph in characters, about 30,000 words. No author writes one; a file of 50 MB without a line break
is a mistake, and would take days."""

KNOWN_SENTENCES = 10_000
"""Sentences remembered across windows: what a corpus repeats (*Reproduction interdite.*) is translated once."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know that is no error, e.g. a paragraph that is not French."""

    document: str
    paragraph: int
    """Zero-based index."""
    message: str


@dataclass(frozen=True, slots=True)
class Options:
    """How to make records."""

    decoding: Decoding = field(default_factory=Decoding)
    boilerplate: bool = False
    """Translate page residue too."""
    proofread: bool = True
    """Look for other translations where the checks find fault."""
    window: int = WINDOW_SENTENCES


Ready = Callable[[Document, Paragraph], Record | None]
"""Gives the record of a paragraph that need not be translated again; None for one that must be."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph in the window: sentences to translate, or the record that is there already."""

    document: Document
    paragraph: Paragraph
    sentences: Sequence[Sentence] = ()
    record: Record | None = None


class Translator:
    """Makes aligned records of documents with one engine and one glossary.

    Args:
        engine: from ``translate.load_engine``.
        glossary: from ``translate.read_glossary``; the empty one honours nothing.
        options: decoding and scope.
        on_notice: called with every notice as it arises.
        memory: sentences that linguists have accepted; they are taken as they are, and like ones suggested.
    """

    def __init__(
        self,
        engine: Engine,
        glossary: Glossary = EMPTY,
        options: Options | None = None,
        on_notice: Callable[[Notice], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.engine = engine
        self.glossary = glossary
        self.options = options or Options()
        self.memory = memory
        self._ladder = Ladder(engine, glossary, self.options.decoding, proofread=self.options.proofread)
        self._notify = on_notice or (lambda _: None)
        self._known: OrderedDict[str, Rendered] = OrderedDict()
        self._limit = min(MAX_PIECES, engine.model.max_positions - 2)

    @property
    def signature(self) -> str:
        """What the output depends on besides the input, as it stands in every record."""
        model = self.engine.model
        parts = [
            f"engine:{self.engine.name}",
            f"model:{model.label}@{model.sha}",
            f"beams:{self.options.decoding.beams}",
            f"glossary:{self.glossary.sha or 'none'}",
        ]
        parts += [] if self.options.proofread else ["proofread:no"]
        parts += [f"memory:{self.memory.sha}"] if self.memory is not None and self.memory.sha else []
        return "|".join((*parts, f"version:{__version__}"))

    def translate_document(self, document: Document) -> list[Record]:
        """Translate one document; one record per paragraph, in order."""
        return [record for _, record in self.translate_documents([document])]

    def translate_documents(
        self,
        documents: Iterable[Document],
        *,
        ready: Ready | None = None,
        on_failure: Callable[[Document, BitexteError], None] | None = None,
    ) -> Iterator[tuple[Document, Record]]:
        """Translate documents; records come in order, each with its document, as their window is done.

        Args:
            documents: read one after the other, as they are needed.
            ready: asked for every paragraph before it is translated.
            on_failure: called once with a document that cannot be translated, of which no further record will
                come; the others go on. Without it the error is raised.

        Raises:
            EngineError: the engine failed.
            InputError: a paragraph is too long to be one.
        """
        window: list[_Item] = []
        pooled = 0
        failed: Document | None = None

        def fail(document: Document, error: BitexteError) -> None:
            nonlocal failed
            if on_failure is None:
                raise error
            failed = document
            on_failure(document, error)

        for document in documents:
            try:
                _refuse_endless(document)
            except InputError as error:
                fail(document, error)
                continue
            for paragraph in document.paragraphs:
                if document is failed:
                    break
                record = ready(document, paragraph) if ready is not None else None
                if record is not None:
                    window.append(
                        _Item(document, paragraph, record=replace(record, signature=self.signature))
                    )
                else:
                    sentences = self._sentences(document, paragraph)
                    window.append(_Item(document, paragraph, sentences))
                    pooled += len(sentences)
                # Paragraphs that are ready cost no time, but room.
                if pooled >= self.options.window or len(window) >= 4 * self.options.window:
                    yield from self._flush(window, fail)
                    window, pooled = [], 0
        yield from self._flush(window, fail)

    def _flush(
        self, window: Sequence[_Item], fail: Callable[[Document, BitexteError], None]
    ) -> Iterator[tuple[Document, Record]]:
        try:
            done = self._translate([sentence.text for item in window for sentence in item.sentences])
        except BitexteError as error:
            documents = list({id(item.document): item.document for item in window}.values())
            if len(documents) == 1:
                fail(documents[0], error)
                return
            # One of them is to blame; the others are not to suffer for it.
            for document in documents:
                yield from self._flush([item for item in window if item.document is document], fail)
            return
        for item in window:
            if item.record is not None:
                yield item.document, item.record
            else:
                rendered = [done[sentence.text] for sentence in item.sentences]
                record = assemble(item.document, item.paragraph, item.sentences, rendered, self.signature)
                yield item.document, record

    def _translate(self, sentences: Sequence[str]) -> dict[str, Rendered]:
        """English by sentence: out of the memory, or as it was translated lately, or from the engine."""
        wanted = list(dict.fromkeys(sentences))
        found: dict[str, Rendered] = {}
        fresh: list[str] = []
        for sentence in wanted:
            if sentence in self._known:
                found[sentence] = self._known[sentence]
            elif self.memory is not None and (remembered := self.memory.exact(sentence)) is not None:
                found[sentence] = Rendered(recall(remembered, sentence, self.glossary))
            else:
                fresh.append(sentence)
        if fresh:
            for sentence, translation in zip(fresh, self._ladder.translate(fresh), strict=True):
                found[sentence] = Rendered(translation, self._suggest(sentence, translation.target))
        for sentence in wanted:
            self._known[sentence] = found[sentence]
            self._known.move_to_end(sentence)
        while len(self._known) > KNOWN_SENTENCES:
            self._known.popitem(last=False)
        return found

    def _suggest(self, sentence: str, target: str) -> Finding | None:
        similar = self.memory.similar(sentence) if self.memory is not None else None
        return suggestion(similar, sentence, target) if similar is not None else None

    def _sentences(self, document: Document, paragraph: Paragraph) -> list[Sentence]:
        if paragraph.kind is Kind.BOILERPLATE and not self.options.boilerplate:
            return []
        language = guess_language(paragraph.text)
        if language not in (None, "fr"):
            message = (
                f"looks like {_LANGUAGES.get(language or '', language)}, not French; translated all the same"
            )
            self._notify(Notice(document.id, paragraph.index, message))
        if paragraph.kind in (Kind.TITLE, Kind.HEADING):
            whole = [Sentence((0, len(paragraph.text)), paragraph.text)]
            return [part for sentence in whole for part in self._fit(sentence)]
        return [part for sentence in split_sentences(paragraph.text) for part in self._fit(sentence)]

    def _fit(self, sentence: Sentence) -> Iterator[Sentence]:
        """Cut a sentence that is too long for the model into parts that fit."""
        pieces = self.engine.codec.count(sentence.text)
        if pieces <= self._limit:
            yield sentence
            return
        characters = max(1, len(sentence.text) * self._limit // (pieces * 5 // 4 + 1))
        spans = split_long(sentence.text, characters)
        if len(spans) == 1:  # cannot be cut: a single word of more pieces than the model has positions
            spans = _halves(sentence.text)
        for start, end in spans:
            offset = sentence.span[0]
            yield from self._fit(Sentence((offset + start, offset + end), sentence.text[start:end]))


_LANGUAGES = {"en": "English", "de": "German", "es": "Spanish", "it": "Italian", "nl": "Dutch"}


def _refuse_endless(document: Document) -> None:
    for paragraph in document.paragraphs:
        if len(paragraph.text) > MAX_PARAGRAPH:
            raise InputError.at(
                document.path or "-",
                f"paragraph {paragraph.index + 1} has {len(paragraph.text):,} characters",
                f"no more than {MAX_PARAGRAPH:,} are translated at once; break it into paragraphs (blank lines)",
            )


def _halves(text: str) -> list[Span]:
    middle = len(text) // 2
    return [(0, middle), (middle, len(text))]
