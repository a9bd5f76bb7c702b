"""XML in safety: a parser that fetches and expands nothing, and characters that XML has no way to write."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from translate.errors import BitexteError, MissingExtra

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# The complement of Char in XML 1.0 (fifth edition), section 2.2.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def etree() -> Any:
    """``lxml.etree``.

    Raises:
        MissingExtra: lxml is not installed.
    """
    try:
        return import_module("lxml.etree")
    except ImportError as error:
        raise MissingExtra("lxml", "interchange") from error


def unwritable(*texts: str) -> list[str]:
    """Name the characters that XML 1.0 cannot hold, as a loss; empty when there are none."""
    found = sorted({match for text in texts for match in _UNWRITABLE.findall(text)})
    if not found:
        return []
    names = ", ".join(f"U+{ord(c):04X}" for c in found)
    return [f"control characters that XML has no way to write: {names} (replaced by U+FFFD)"]


def writable(text: str) -> str:
    """Replace every character that XML 1.0 cannot hold by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def split_unwritable(text: str) -> list[str]:
    """Split at the characters that XML cannot hold; they stand at the odd places."""
    return re.split(f"({_UNWRITABLE.pattern})", text)


def parse_xml(data: bytes, path: str, error: type[BitexteError], *roots: str) -> Any:
    """Parse a document without entities, DTD, network access or unbounded depth.

    Args:
        data: the file.
        path: for messages.
        error: what to raise.
        roots: local names that the root element may have.

    Raises:
        BitexteError: of class ``error``: not well-formed, or another kind of document.
    """
    lxml = etree()
    parser = lxml.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = lxml.fromstring(data, parser)
    except lxml.XMLSyntaxError as problem:
        raise error.at(path, f"is not well-formed XML: {problem.msg}", line=problem.lineno) from problem
    if any(node.tag is lxml.Entity for node in tree.iter(lxml.Entity)):
        raise error.at(path, "uses XML entities of its own, which are not expanded", "write the text itself")
    if local_name(tree) not in roots:
        expected = " or ".join(f"<{root}>" for root in roots)
        raise error.at(path, f"is a <{local_name(tree)}> document, not {expected}", "choose another --from")
    return tree


def local_name(element: Any) -> str:
    """Name of an element without its namespace: vendors disagree about namespaces more than about names."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """Child elements with one of the local names."""
    return [child for child in element if local_name(child) in names]


def child_text(element: Any, name: str) -> str | None:
    """All text inside the first child of a local name; None when there is no such child."""
    for child in children(element, name):
        return "".join(child.itertext())
    return None


def _code_point(hex: str) -> str:
    try:
        return chr(int(hex, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def inline_text(element: Any, keep: frozenset[str]) -> tuple[str, bool]:
    """Text of an element with inline markup.

    Args:
        element: a segment.
        keep: local names of inline elements whose content is text; that of others is native code and is dropped.

    Returns:
        The text, and whether there was any inline element besides ``mrk``.
    """
    parts, has_codes = [element.text or ""], False
    for child in element:
        name = local_name(child)
        has_codes |= name not in ("mrk", "cp")
        if name == "cp":
            parts.append(_code_point(child.get("hex", "")))
        elif name in keep:
            text, coded = inline_text(child, keep)
            parts.append(text)
            has_codes |= coded
        parts.append(child.tail or "")
    return "".join(parts), has_codes


def to_bytes(root: Any, doctype: str | None = None) -> bytes:
    """Serialize a document as UTF-8 with an XML declaration and a final line break.

    The caller has put blanks where they do no harm (``indent``); nothing is reformatted here.
    """
    data: bytes = etree().tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype)
    return data + b"\n"


def indent(element: Any, stop: frozenset[str], depth: int = 0) -> None:
    """Indent in place, one blank per level, leaving the content of the elements named in ``stop`` as it is."""
    if len(element) and local_name(element) not in stop:
        element.text = "\n" + " " * (depth + 1)
        for child in element:
            indent(child, stop, depth + 1)
            child.tail = "\n" + " " * (depth + 1)
        element[-1].tail = "\n" + " " * depth


def is_language(tag: str | None, language: str) -> bool:
    """True when a language tag means a language, whatever its region: ``FR-fr`` is ``fr``."""
    return (
        bool(tag) and re.split(r"[-_]", str(tag))[0].casefold() == re.split(r"[-_]", language)[0].casefold()
    )
