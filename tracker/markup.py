"""The lxml border: safe parsing, text of elements, white space. Everything beyond it is typed and never sees raw XML.

Safety follows the defusedxml advice for lxml: no DTD, no entities, no network, bounded depth.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from tracker.errors import ParseError

Element: TypeAlias = Any
"""An lxml element; `Any` stays in this module and in the parameters that `structure` takes."""

BLOCKS = frozenset(
    (
        *("P", "FP", "FP-1", "FP-2", "FP-3", "FP-DASH", "FP1-2", "FP2", "FP2-2", "FP2-3", "FL-2", "FRP", "FRP0", "P-1", "P-2", "P-3"),
        *("P-DASH", "P1", "P2", "PSPACE", "LI", "HD", "HD1", "HD2", "HD3", "HD4", "HD5", "HD6", "HED", "HEAD", "TITLE", "SUBJECT"),
        *("TD", "TH", "TR", "CAPTION", "THEAD", "TBODY", "TFOOT", "TABLE", "GPOTABLE", "ROW", "ENT", "CHED", "TTITLE", "TNOTE", "TDESC"),
        *("DIV", "NOTE", "EXAMPLE", "EXTRACT", "SCOL2", "BOXTXT", "FTNT", "CITA", "AUTH", "SOURCE", "EDNOTE", "EFFDNOT", "XREF", "img"),
        *("br", "BR"),
    )
)
"""Elements that part words: what stands before and after them are different words."""

MOST_TAGS = 1_000_000
"""Tags of one answer: the largest texts known have 50,000, a tree takes some 150 bytes of memory for each."""

_MARKS = frozenset(("SU", "SUP", "sup", "FR"))
_CLOSING = frozenset(".,;:)]”’")
_OPENING = frozenset("([“‘")
_RAISED = frozenset(("51", "53"))
"""The `T` of an `E` that is set raised: an exponent, where it follows a digit (10 and 12, never 1012)."""
_SPECIAL = BLOCKS | _MARKS | {"FTREF", "XREF", "PRTPAGE"}
_string = etree.XPath("string()")
_TAIL = 200
_AFTER = re.compile(rb"(?:\s*(?:&#8203;|&#[xX]200[bB];|\xe2\x80\x8b|\xef\xbb\xbf))+\s*\Z")
_LINK_NOTICE = re.compile(r"\s*Link to an? ", re.IGNORECASE)


def require_bounded(data: bytes, source: str) -> None:
    """Refuse an answer whose tree would not fit into the memory that a small machine has."""
    if (tags := data.count(b"<")) > MOST_TAGS:
        raise ParseError(source, f"the file has {tags:,} tags, more than the {MOST_TAGS:,} that any known text could have")


def parse_answer(data: bytes, source: str) -> Element:
    """Parse the answer of a service like any untrusted bytes, but none that is larger than every known text."""
    require_bounded(data, source)
    return parse_xml(data, source)


def parse_xml(data: bytes, source: str) -> Element:
    """Parse untrusted bytes into an element tree, or raise `ParseError` naming the source and line.

    Entities are never resolved, a document that declares any is refused, comments and processing instructions are
    dropped. Depth (256) and the size of one text (10 MB) are bounded by libxml2.
    """
    if not data.strip():
        raise ParseError(source, "the file is empty")
    if b"<!ENTITY" in data:
        raise ParseError(source, "XML that declares entities is refused")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_without_marks_after(data), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        said = str(getattr(error, "msg", None) or error or "unreadable").splitlines()[0]
        raise ParseError(source, f"not well-formed XML: {said}", line) from error
    if root is None:
        raise ParseError(source, "the file has no element")
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and (any(True for _ in declared.iterentities()) or any(True for _ in root.iter(etree.Entity))):
        raise ParseError(source, "XML that declares or needs entities is refused")
    return root


def _without_marks_after(data: bytes) -> bytes:
    """Drop zero-width marks behind the root, which the eCFR once put there to force a version; nothing visible may stand there."""
    end = _AFTER.search(data, max(0, len(data) - _TAIL))
    return data[: end.start()] if end else data


def fold(text: str) -> str:
    """Fold every run of white space, no-break spaces too, into one space and strip the ends."""
    return " ".join(text.split())


def text_of(element: Element) -> str:
    """Return the folded text of an element with all below it; block elements and line breaks part words.

    A raised mark, exponent or fraction has a space before it, and a footnote reference one after it, however the source spaces
    them. An image stands as `[graphic NAME]`. Link notices inside are left out (see `link_notices`).
    """
    return " ".join(raw_text(element).split())


def raw_text(element: Element) -> str:
    """Return what `text_of` folds, with the white space of the source."""
    for child in element:
        if child.tag in _SPECIAL or len(child) or child.get("T") in _RAISED:
            pieces: list[str] = []
            _collect(element, pieces)
            return "".join(pieces)
    return str(_string(element)) if len(element) else element.text or ""


def _collect(element: Element, pieces: list[str]) -> None:
    """Append the text pieces of an element; depth is bounded by the parser, so recursion is safe."""
    if element.text:
        pieces.append(element.text)
    for child in element:
        tag, tail = child.tag, child.tail
        if tag in _SPECIAL:
            tail = _special(child, tag, tail or "", pieces)
        else:
            if child.get("T") in _RAISED and pieces and pieces[-1][-1:].isdigit():
                pieces.append(" ")
            _collect(child, pieces)
        if tail:
            pieces.append(tail)


def _special(child: Element, tag: str, tail: str, pieces: list[str]) -> str:
    """Append the text of a mark or block and return the tail as it should stand after it."""
    if tag in _MARKS:
        if pieces and pieces[-1][-1:] not in _OPENING:
            pieces.append(" ")
        _collect(child, pieces)
        following = child.getnext()
        return "" if following is not None and following.tag == "FTREF" and not tail.strip() else tail
    if tag == "FTREF":
        _collect(child, pieces)
        rest = tail.lstrip()
        return rest if rest[:1] in _CLOSING and rest else f" {rest}"
    if tag == "XREF":
        if not is_link_notice(child):
            _collect(child, pieces)
        return tail
    pieces.append(" ")
    if tag == "img":
        pieces.append(graphic_of(child))
    _collect(child, pieces)
    pieces.append(" ")
    return tail


def is_link_notice(element: Element) -> bool:
    """Tell whether an `XREF` announces a pending amendment ("Link to an amendment published at ...")."""
    return element.tag == "XREF" and _LINK_NOTICE.match("".join(element.itertext())) is not None


def link_notices(element: Element) -> list[Element]:
    """Return the link notices that stand inside the text of an element, in order."""
    return [found for found in element.iter("XREF") if found is not element and is_link_notice(found)]


def graphic_of(image: Element) -> str:
    """Return what stands for an image in a text: its name, without the folder or host that varies by rendering."""
    name = image.get("alt") or (image.get("src") or image.get("SRC") or "").rpartition("/")[2]
    return f"[graphic {fold(name)}]" if name.strip() else "[graphic]"


def plain_quotes(text: str) -> str:
    """Straighten quotes and dashes, so that a name in an address survives a respelling."""
    return text.translate(_STRAIGHT)


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u200b": None})
