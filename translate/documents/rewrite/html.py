"""HTML pages in English: the article's words replaced in the page's own text, all other bytes untouched."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from translate.documents.rewrite.carrying import carry
from translate.documents.rewrite.matching import Stream, match_paragraphs
from translate.documents.rewrite.page import HIDDEN, INLINE, VOID, Token, fold_text, parse_page
from translate.documents.rewrite.pieces import Atom, Mark, Opened
from translate.documents.rewrite.wording import Rewritten, Wording
from translate.model import Document, Span

_LANG = re.compile(
    r"""((?<![\w-])(?:xml:)?lang\s*=\s*)("fr(?:-[a-z]+)?"|'fr(?:-[a-z]+)?'|fr(?:-[a-z]+)?(?=[\s/>]))""", re.I
)
_HEAD_TEXTS = frozenset("description title og:title og:description twitter:title twitter:description".split())
_CONTENT = re.compile(r"""(\bcontent\s*=\s*)("[^"]*"|'[^']*')""", re.I)
_SEPARATED = re.compile(r"\s+[|–—\-:·•]\s+")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Payload of a mark: an element's own tags, as the page writes them."""

    opening: str
    closing: str


@dataclass(slots=True)
class _Edit:
    span: Span
    text: str
    tokens: Span = field(default=(0, 0))


def rewrite_html(page: str, wordings: Sequence[Wording | None], document: Document) -> Rewritten:
    """Put English in the place of the article's text.

    The reader only keeps an article's paragraphs; their places are found again by their text, in order. Tags,
    attributes, scripts and everything else stay byte for byte, except: ``lang="fr"`` becomes ``en``, and the page's
    title and description are translated where they are one of the paragraphs.
    """
    tokens = parse_page(page)
    stream = _stream(tokens)
    places = match_paragraphs(stream, [p.text for p in document.paragraphs])
    edits: list[_Edit] = []
    unplaced: list[int] = []
    lost = 0
    head = _head_edits(page, tokens, wordings)
    for index, (place, wording) in enumerate(zip(places, wordings, strict=True)):
        if wording is None:
            continue
        if place is None:
            if not any(_same(wording.source, done) for done in head.sources):
                unplaced.append(index)
            continue
        if wording.source == wording.target:
            continue
        made, count = _replace(page, tokens, stream, place, wording)
        lost += count
        edits.append(made)
    edits += head.edits
    edits += _languages(page, tokens)
    out: list[str] = []
    cursor = 0
    for edit in sorted(edits, key=lambda e: e.span):
        if edit.span[0] < cursor:
            continue
        out += [page[cursor : edit.span[0]], edit.text]
        cursor = edit.span[1]
    out.append(page[cursor:])
    return Rewritten("".join(out).encode("utf-8"), tuple(unplaced), lost)


def _same(a: str, b: str) -> bool:
    return fold_text(a)[0] == fold_text(b)[0]


def _stream(tokens: Sequence[Token]) -> Stream:
    """All visible characters of the page, with the places where blocks and tags part them."""
    stream = Stream()
    hidden: list[str] = []
    for number, token in enumerate(tokens):
        if token.kind == "open" and token.name in HIDDEN and token.name not in VOID:
            hidden.append(token.name)
            if token.name not in INLINE:
                stream.break_block()
        elif token.kind == "close" and token.name in hidden:
            while hidden.pop() != token.name:
                pass
        elif hidden:
            continue
        elif token.kind == "text":
            folded, places = fold_text(token.text)
            stream.add(folded, [(number, place) for place in places])
        elif token.name == "br":
            stream.break_line()
        elif token.kind in ("open", "close") and token.name not in INLINE:
            stream.break_block()
    stream.break_block()
    return stream


def _replace(
    page: str, tokens: Sequence[Token], stream: Stream, place: Span, wording: Wording
) -> tuple[_Edit, int]:
    """English in the place of one stretch of characters.

    The stretch takes in the inline tags around it as long as only its own text lies between them.
    """
    first, first_char = stream.origins[place[0]]
    last, last_char = stream.origins[place[1] - 1]
    if stream.starts_block(place[0]):
        while first > 0 and _is_inline(tokens[first - 1]):
            first -= 1
    if stream.ends_block(place[1]):
        while last + 1 < len(tokens) and _is_inline(tokens[last + 1]):
            last += 1
    while tokens[first].kind == "text" and first < stream.origins[place[0]][0]:
        first += 1
    while tokens[last].kind == "text" and last > stream.origins[place[1] - 1][0]:
        last -= 1
    before, after = "", ""
    lead = stream.origins[place[0]][0]
    tail = stream.origins[place[1] - 1][0]
    # Places of the paragraph's characters in its text, for the marks.
    _, places = fold_text(wording.source)
    done = place[0]

    def here() -> int:
        count = done - place[0]
        if count >= len(places):
            return len(wording.source)
        return places[count] if count else 0

    def ended() -> int:
        count = done - place[0]
        return min(places[min(count, len(places)) - 1] + 1, len(wording.source)) if count and places else 0

    marks: list[Mark] = []
    atoms: list[Atom] = []
    blocks: list[str] = []
    opened: list[tuple[int, int, int, int, list[int]]] = []
    inside_hidden = ""
    edge_open: list[str] = []
    edge_close: list[str] = []
    number = first
    while number <= last:
        token = tokens[number]
        raw = page[token.start : token.end]
        if inside_hidden:
            atoms[-1] = Atom(atoms[-1].at, str(atoms[-1].payload) + raw, atoms[-1].is_blank)
            if token.kind == "close" and token.name == inside_hidden:
                inside_hidden = ""
        elif token.kind == "text":
            if number == lead:
                before = _raw_until(page, token, first_char, is_end=False)
            if number == tail:
                after = _raw_until(page, token, last_char, is_end=True)
            while done < place[1] and stream.origins[done][0] == number:
                done += 1
        elif token.kind == "open" and token.name in HIDDEN and token.name not in VOID:
            atoms.append(Atom(ended(), raw))
            inside_hidden = token.name
        elif token.kind in ("open", "close") and token.name not in INLINE | VOID:
            blocks.append(raw)
        elif token.kind == "open" and token.name not in VOID:
            opened.append((number, here(), len(atoms), done, []))
        elif token.kind == "close":
            match = next(
                (i for i in range(len(opened) - 1, -1, -1) if tokens[opened[i][0]].name == token.name), None
            )
            if match is None:
                edge_close.append(raw)
            else:
                for orphan in opened[match + 1 :]:  # <b><i>…</b>: i is never closed in here
                    edge_open.append(page[tokens[orphan[0]].start : tokens[orphan[0]].end])
                start_number, start, atom_count, start_done, _ = opened[match]
                del opened[match:]
                opening = page[tokens[start_number].start : tokens[start_number].end]
                if done > start_done:
                    # An id is where other links point to.
                    is_link = token.name == "a" or any(n == "id" for n, _ in tokens[start_number].attributes)
                    marks.append(Mark((start, ended()), _Pair(opening, raw), is_link))
                else:  # nothing to read in it: an icon, an anchor
                    inner = "".join(str(atom.payload) for atom in atoms[atom_count:])
                    del atoms[atom_count:]
                    atoms.append(Atom(ended(), opening + inner + raw))
        else:
            atoms.append(Atom(ended(), raw, is_blank=token.name == "br"))
        number += 1
    edge_open += [page[tokens[o[0]].start : tokens[o[0]].end] for o in opened]
    pieces, lost = carry(wording, marks, atoms)
    out: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(html.escape(piece, quote=False))
        elif isinstance(piece, Atom):
            out.append(str(piece.payload))
        else:
            pair = piece.mark.payload
            assert isinstance(pair, _Pair)
            out.append(pair.opening if isinstance(piece, Opened) else pair.closing)
    start = tokens[first].start
    end = tokens[last].end
    body = "".join([*edge_close, before, *out, after, *edge_open, *blocks])
    return _Edit((start, end), body), lost


def _is_inline(token: Token) -> bool:
    if token.kind == "text":
        return not token.text.strip() and not fold_text(token.text)[0] and bool(token.text)
    return token.kind in ("open", "close") and token.name in INLINE and token.name not in HIDDEN


def _raw_until(page: str, token: Token, char: int, is_end: bool) -> str:
    """Raw text of a token before its character ``char``, or after it."""
    raw = page[token.start : token.end]
    # One character of text may be several of the page: &eacute;
    at = 0
    for number in range(char + is_end):
        found = _ENTITY.match(raw, at)
        if found and len(html.unescape(found.group())) == 1 and number < len(token.text):
            at = found.end()
        else:
            at += 1
    return raw[at:] if is_end else raw[:at]


_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")


@dataclass(slots=True)
class _Head:
    edits: list[_Edit] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    """French texts that were replaced."""


def _head_edits(page: str, tokens: Sequence[Token], wordings: Sequence[Wording | None]) -> _Head:
    """Title and description, where they are a paragraph, or one with the site's name after it."""
    head = _Head()
    known = {fold_text(w.source)[0]: w for w in wordings if w is not None}

    def english(text: str) -> str | None:
        found = known.get(fold_text(text)[0])
        if found is not None:
            head.sources.append(found.source)
            return found.target
        for separator in reversed(list(_SEPARATED.finditer(text))):
            found = known.get(fold_text(text[: separator.start()])[0])
            if found is not None:
                head.sources.append(found.source)
                return found.target + text[separator.start() :].rstrip()
        return None

    in_title = False
    is_svg = 0
    for token in tokens:
        if token.name == "svg":
            is_svg += 1 if token.kind == "open" else -1
        elif token.name == "title" and not is_svg:
            in_title = token.kind == "open"
        elif token.kind == "text" and in_title:
            text = english(token.text)
            if text is not None:
                head.edits.append(_Edit((token.start, token.end), html.escape(text, quote=False)))
        elif token.kind == "open" and token.name == "meta":
            attributes = dict(token.attributes)
            name = attributes.get("property") or attributes.get("name") or ""
            if name.casefold() not in _HEAD_TEXTS:
                continue
            text = english(attributes.get("content", ""))
            raw = page[token.start : token.end]
            found = _CONTENT.search(raw)
            if text is not None and found:
                written = f'{found[1]}"{html.escape(text)}"'
                span = (token.start + found.start(), token.start + found.end())
                head.edits.append(_Edit(span, written))
    return head


def _languages(page: str, tokens: Sequence[Token]) -> list[_Edit]:
    """French language marks of the page and of its blocks, in English."""
    edits = []
    for token in tokens:
        if token.kind != "open" or (token.name in INLINE):
            continue
        if not any(n in ("lang", "xml:lang") for n, _ in token.attributes):
            continue
        raw = page[token.start : token.end]
        for found in _LANG.finditer(raw):
            quote = found[2][0] if found[2][0] in "\"'" else ""
            span = (token.start + found.start(), token.start + found.end())
            edits.append(_Edit(span, f"{found[1]}{quote}en{quote}"))
    return edits
