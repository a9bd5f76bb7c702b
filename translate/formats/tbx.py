"""TBX-Basic for glossaries: version 3 (ISO 30042:2019, DCA style) and version 2 (ISO 30042:2008, ``martif``).

A concept per row: French terms, then English ones. The first English term is the preferred one, the others are
admitted, those of a ``forbidden`` row are deprecated (``administrativeStatus``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from translate.errors import GlossaryError
from translate.formats.markup import (
    XML_LANG,
    children,
    etree,
    indent,
    is_language,
    local_name,
    parse_xml,
    to_bytes,
    unwritable,
    writable,
)
from translate.glossary import Entry, Glossary
from translate.glossary.reading import Row, Table, make_entries

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_PREFERRED, _ADMITTED, _DEPRECATED = (
    "preferredTerm-admn-sts",
    "admittedTerm-admn-sts",
    "deprecatedTerm-admn-sts",
)
_VERBATIM = frozenset({"term", "note", "descrip", "termNote", "p", "title"})


class Tbx:
    """Term base exchange, version 3."""

    name: ClassVar[str] = "tbx"
    summary: ClassVar[str] = "TBX-Basic version 3 (ISO 30042:2019)"
    extensions: ClassVar[tuple[str, ...]] = (".tbx",)

    def entry_losses(self, entry: Entry) -> list[str]:
        """How a term is matched is this project's own affair; TBX-Basic has no place for it."""
        return _losses(entry)

    def serialize_entries(self, entries: Sequence[Entry]) -> bytes:
        """Write a term base."""
        lxml = etree()
        root = lxml.Element(f"{{{_NAMESPACE}}}tbx", nsmap={None: _NAMESPACE}, style="dca", type="TBX-Basic")
        root.set(XML_LANG, "en")
        header = _sub(root, "tbxHeader")
        _sub(_sub(_sub(header, "fileDesc"), "sourceDesc"), "p", "Bitexte glossary")
        body = _sub(_sub(root, "text"), "body")
        for entry in entries:
            _write_concept(body, entry, ("conceptEntry", "langSec", "termSec"))
        indent(root, _VERBATIM)
        return to_bytes(root)

    def parse_entries(self, data: bytes, path: str) -> Glossary:
        """Read a term base of either version.

        Raises:
            GlossaryError: not TBX, or its concepts make no sound glossary.
        """
        return _parse(parse_xml(data, path, GlossaryError, "tbx", "martif"), path)


class Tbx2:
    """Term base exchange, version 2."""

    name: ClassVar[str] = "tbx2"
    summary: ClassVar[str] = "TBX-Basic version 2 (martif), for older tools"
    extensions: ClassVar[tuple[str, ...]] = (".tbx",)

    def entry_losses(self, entry: Entry) -> list[str]:
        """How a term is matched is this project's own affair; TBX-Basic has no place for it."""
        return _losses(entry)

    def serialize_entries(self, entries: Sequence[Entry]) -> bytes:
        """Write a term base."""
        root = etree().Element("martif", type="TBX-Basic")
        root.set(XML_LANG, "en")
        header = _sub(root, "martifHeader")
        _sub(_sub(_sub(header, "fileDesc"), "sourceDesc"), "p", "Bitexte glossary")
        _sub(_sub(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", {"type": "XCSURI"})
        body = _sub(_sub(root, "text"), "body")
        for entry in entries:
            _write_concept(body, entry, ("termEntry", "langSet", "tig"))
        indent(root, _VERBATIM)
        return to_bytes(root, '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">')

    def parse_entries(self, data: bytes, path: str) -> Glossary:
        """Read a term base of either version.

        Raises:
            GlossaryError: not TBX, or its concepts make no sound glossary.
        """
        return _parse(parse_xml(data, path, GlossaryError, "martif", "tbx"), path)


def _losses(entry: Entry) -> list[str]:
    lost = []
    # “keep” rows match with capitals unless told otherwise: that much comes back with the status.
    usual = "sensitive" if entry.status == "keep" else "smart"
    if entry.case != usual:
        lost.append("how capitals are matched")
    if entry.match != "lemma":
        lost.append("whether inflected forms match")
    if entry.status == "keep":
        lost.append("the status keep (written as a term that is its own translation)")
    return lost + unwritable(*entry.sources, *entry.targets, entry.domain, entry.note)


def _sub(parent: Any, name: str, text: str | None = None, attributes: dict[str, str] | None = None) -> Any:
    namespace = parent.tag.rpartition("}")[0]
    node = etree().SubElement(parent, f"{namespace}}}{name}" if namespace else name, attributes or {})
    if text is not None:
        node.text = writable(text)
    return node


def _write_concept(body: Any, entry: Entry, names: tuple[str, str, str]) -> None:
    concept, language, section = names
    # An XML id may not begin with a digit: *11 septembre*.
    node = _sub(body, concept, None, {"id": f"c-{entry.id}"})
    if entry.domain:
        _sub(node, "descrip", entry.domain, {"type": "subjectField"})
    if entry.note:
        _sub(node, "note", entry.note)
    for tag, terms in (("fr", entry.sources), ("en", entry.targets)):
        group = _sub(node, language, None, {XML_LANG: tag})
        for place, term in enumerate(terms):
            one = _sub(group, section)
            _sub(one, "term", term)
            if tag == "en":
                status = _ADMITTED if place else _PREFERRED
                if entry.status == "forbidden":
                    status = _DEPRECATED
                _sub(one, "termNote", status, {"type": "administrativeStatus"})


# ------------------------------------------------------------------ reading


def _parse(root: Any, path: str) -> Glossary:
    table = Table(path)
    for concept in root.iter():
        if local_name(concept) in ("conceptEntry", "termEntry"):
            for cells in _cells(concept):
                table.rows.append(Row(concept.sourceline or 0, cells))
    table.rows = [row for row in table.rows if row.cells["source"] and row.cells["target"]]
    entries = make_entries(table)
    if not entries and not table.faults:
        table.fault(None, "there is no concept with both French and English in it")
    if table.faults:
        raise GlossaryError(faults=sorted(table.faults, key=lambda fault: fault.line or 0))
    return Glossary(entries, path)


def _cells(concept: Any) -> Iterator[dict[str, str]]:
    """Rows of one concept: one of its accepted English terms, another of its deprecated ones."""
    french: list[str] = []
    english: dict[str, list[str]] = {_PREFERRED: [], _ADMITTED: [], _DEPRECATED: []}
    for group in children(concept, "langSec", "langSet"):
        for section in children(group, "termSec", "tig", "ntig"):
            term, status = _term(section)
            if is_language(group.get(XML_LANG), "fr"):
                if status != _DEPRECATED:
                    french.append(term)
            elif is_language(group.get(XML_LANG), "en"):
                english.setdefault(status, english[_ADMITTED]).append(term)
    common = {
        "source": "|".join(french),
        "domain": _first(concept, "subjectField"),
        "note": " ".join(" ".join("".join(n.itertext()).split()) for n in children(concept, "note")),
    }
    accepted = english[_PREFERRED] + english[_ADMITTED]
    if accepted:
        yield common | {"target": "|".join(accepted)}
    if english[_DEPRECATED]:
        yield common | {"target": "|".join(english[_DEPRECATED]), "status": "forbidden"}


def _term(section: Any) -> tuple[str, str]:
    term, status = "", _ADMITTED
    for node in section.iter():  # version 2 may wrap the term and its notes in a termGrp
        if local_name(node) == "term":
            term = " ".join("".join(node.itertext()).split())
        elif local_name(node) == "termNote" and node.get("type") == "administrativeStatus":
            given = (node.text or "").strip()
            # Some tools write the bare word (preferred, deprecated, forbidden, obsolete).
            if given.startswith(("preferred", "standardized")):
                status = _PREFERRED
            elif given.startswith(("deprecated", "superseded", "forbidden", "obsolete")):
                status = _DEPRECATED
    return term, status


def _first(concept: Any, kind: str) -> str:
    for node in concept.iter():
        if local_name(node) == "descrip" and node.get("type") == kind:
            return " ".join("".join(node.itertext()).split())
    return ""
