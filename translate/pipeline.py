"""From documents to records: split, translate in large batches across documents, put together again.

Sentences of many paragraphs and documents are pooled in a window and decoded together, because an engine is
fast only when it may sort by length. What a sentence becomes does not depend on its neighbours, so the same
input, model and options give the same bytes whatever the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from translate import __version__
from translate.align import shift_links
from translate.engines.base import Decoding, Engine
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
        self._limit = min(MAX_PIECES, engine.model.max_positions - 2)

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

    def translate_documents(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Record]]:
        """Translate documents; records come in order, each with its document, as their window is done.

        Raises:
            EngineError: the engine failed.
        """
        window: list[tuple[Document, Paragraph, list[Sentence]]] = []
        pooled = 0
        for document in documents:
            for paragraph in document.paragraphs:
                sentences = self._sentences(document, paragraph)
                window.append((document, paragraph, sentences))
                pooled += len(sentences)
                if pooled >= self.options.window:
                    yield from self._flush(window)
                    window, pooled = [], 0
        yield from self._flush(window)

    def _flush(
        self, window: Sequence[tuple[Document, Paragraph, list[Sentence]]]
    ) -> Iterator[tuple[Document, Record]]:
        texts = [sentence.text for _, _, sentences in window for sentence in sentences]
        translations = iter(self._ladder.translate(texts) if texts else [])
        for document, paragraph, sentences in window:
            done = [next(translations) for _ in sentences]
            yield document, self._record(document, paragraph, sentences, done)

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
                        "the translation loops, breaks off or is out of proportion – translate it by hand",
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


def _halves(text: str) -> list[Span]:
    middle = len(text) // 2
    return [(0, middle), (middle, len(text))]
