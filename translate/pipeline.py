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
from translate.align import shift_links
from translate.engines.base import Decoding, Engine
from translate.errors import BitexteError, InputError
from translate.glossary import EMPTY, Glossary
from translate.honour.ladder import Ladder, Translation
from translate.langid import guess_language
from translate.model import Document, Finding, Kind, Pair, Paragraph, Record, Sentence, Span, Term
from translate.records import record_id
from translate.segment import split_long, split_sentences

WINDOW_SENTENCES = 400
"""Sentences pooled before an engine is called: enough to keep every core busy, little to hold and to lose."""

MAX_PIECES = 160
"""Longest input in pieces; longer sentences are cut at ; : , or a blank. Models of this kind are trained on
sentences, and translate a paragraph of 4,000 words without a full stop better in parts than cut off at 512."""

MAX_PARAGRAPH = 200_000
"""Longest paragraph in characters, about 30,000 words. No author writes one; a file of 50 MB without a line break
is a mistake, and would take days."""

KNOWN_SENTENCES = 10_000
"""Sentences remembered across windows: what a corpus repeats (*Reproduction interdite.*) is translated once."""

UNSOUND = "the translation loops, breaks off or is out of proportion – translate it by hand"
"""Message of the finding about a translation that the guarded retries could not mend."""


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
    """

    def __init__(
        self,
        engine: Engine,
        glossary: Glossary = EMPTY,
        options: Options | None = None,
        on_notice: Callable[[Notice], None] | None = None,
    ) -> None:
        self.engine = engine
        self.glossary = glossary
        self.options = options or Options()
        self._ladder = Ladder(engine, glossary, self.options.decoding)
        self._notify = on_notice or (lambda _: None)
        self._known: OrderedDict[str, Translation] = OrderedDict()
        self._limit = min(MAX_PIECES, engine.model.max_positions - 2)

    @property
    def memory_sha(self) -> str:
        """Hash of the translation memory; empty without one."""
        return ""

    @property
    def signature(self) -> str:
        """What the output depends on besides the input, as it stands in every record."""
        model = self.engine.model
        return "|".join(
            (
                f"engine:{self.engine.name}",
                f"model:{model.label}@{model.sha}",
                f"beams:{self.options.decoding.beams}",
                f"glossary:{self.glossary.sha or 'none'}",
                f"version:{__version__}",
            )
        )

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
                translations = [done[sentence.text] for sentence in item.sentences]
                yield item.document, self._record(item.document, item.paragraph, item.sentences, translations)

    def _translate(self, sentences: Sequence[str]) -> dict[str, Translation]:
        """Translations by sentence; what was translated lately is not translated again."""
        wanted = list(dict.fromkeys(sentences))
        found = {sentence: self._known[sentence] for sentence in wanted if sentence in self._known}
        fresh = [sentence for sentence in wanted if sentence not in found]
        if fresh:
            found |= zip(fresh, self._ladder.translate(fresh), strict=True)
        for sentence in wanted:
            self._known[sentence] = found[sentence]
            self._known.move_to_end(sentence)
        while len(self._known) > KNOWN_SENTENCES:
            self._known.popitem(last=False)
        return found

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
        pieces = len(self.engine.codec.encode(sentence.text).pieces)
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

    def _record(
        self,
        document: Document,
        paragraph: Paragraph,
        sentences: Sequence[Sentence],
        translations: Sequence[Translation],
    ) -> Record:
        target, mt = "", ""
        pairs: list[Pair] = []
        terms: list[Term] = []
        findings: list[Finding] = []
        for sentence, translation in zip(sentences, translations, strict=True):
            start = sentence.span[0]
            if target and translation.target:
                target += " "
            at = len(target)
            target += translation.target
            mt += (" " if mt and translation.mt else "") + translation.mt
            span = (at, len(target))
            words = shift_links(translation.words, start, at)
            pairs.append(Pair(sentence.span, span, translation.score, words))
            terms += [_shift_term(term, start, at) for term in translation.terms]
            if not translation.is_sound:
                findings.append(
                    Finding(
                        "LEN001",
                        "warning",
                        UNSOUND,
                        sentence.span,
                        span,
                    )
                )
        return Record(
            id=record_id(document.id, paragraph.index, paragraph.text),
            document=document.id,
            paragraph=paragraph.index,
            kind=paragraph.kind,
            source=paragraph.text,
            target=target,
            mt=mt,
            pairs=tuple(pairs),
            terms=tuple(terms),
            findings=tuple(findings),
            signature=self.signature,
        )


_LANGUAGES = {"en": "English", "de": "German", "es": "Spanish", "it": "Italian", "nl": "Dutch"}


def _shift_term(term: Term, source: int, target: int) -> Term:
    a, b = term.source
    moved = None if term.target is None else (term.target[0] + target, term.target[1] + target)
    return Term(term.entry, (a + source, b + source), moved, term.expected, term.status, term.how, term.cost)


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
