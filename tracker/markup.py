"""The lxml border: safe parsing, text of elements, white space. Everything beyond it is typed and never sees raw XML.

Safety follows the defusedxml advice for lxml: no DTD, no entities, no network, bounded depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from tracker.errors import ParseError

Element: TypeAlias = Any
"""An lxml element; `Any` stays in this module and in the parameters that `structure` takes."""

_SPACE = re.compile(r"[\s ]+")
_BLOCKS = frozenset(("P", "FP", "FP-1", "FP-2", "HD1", "HD2", "HD3", "HED", "LI", "TD", "TH", "TR", "PSPACE", "br", "DIV", "NOTE", "EXTRACT"))


def parse_xml(data: bytes, source: str) -> Element:
    """Parse untrusted bytes into an element tree, or raise `ParseError` naming the source and line.

    Entities are never resolved, a DOCTYPE with entities is refused, comments and processing instructions are dropped.
    """
    if not data.strip():
        raise ParseError(source, "the file is empty")
    if b"<!ENTITY" in data[:100_000] or b"<!ENTITY" in data:
        raise ParseError(source, "XML that declares entities is refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise ParseError(source, f"not well-formed XML: {str(error).splitlines()[0] if str(error) else 'unreadable'}", line) from error
    if root is None:
        raise ParseError(source, "the file holds no element")
    return root


def fold(text: str) -> str:
    """Fold every run of white space, no-break spaces too, into one space and strip the ends."""
    return _SPACE.sub(" ", text).strip()


def text_of(element: Element) -> str:
    """Return the folded text of an element with all below it; block elements and line breaks part words."""
    return fold("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        block = child.tag in _BLOCKS
        if block:
            yield " "
        yield from _pieces(child)
        if block:
            yield " "
        yield child.tail or ""
