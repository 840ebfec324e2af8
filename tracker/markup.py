"""The lxml border: safe parsing, text of elements, white space.

Everything beyond it is typed and never sees raw XML.
Safety follows the defusedxml advice for lxml: no DTD, no entities, no network, bounded depth.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import Any, TypeAlias

from lxml import etree

from tracker import footmarks, raised
from tracker.elements import BLOCKS, CODED, FILES, GRAPHICS, NAMES, TABLES
from tracker.errors import ParseError

Element: TypeAlias = Any
"""An lxml element; `Any` stays in this module and in the parameters that `structure` takes."""

MOST_TAGS = 1_000_000
"""Tags of one answer: the largest texts known have 50,000, a tree takes some 150 bytes of memory
for each."""

_MOST_NOTES = 60
_OPENING = frozenset("([“‘")
_string = etree.XPath("string()", smart_strings=False)
_TAIL = 200
_AFTER = re.compile(rb"(?:\s*(?:&#8203;|&#[xX]200[bB];|\xe2\x80\x8b|\xef\xbb\xbf))+\s*\Z")
_LINK_NOTICE = re.compile(r"\s*Link to an? ", re.IGNORECASE)


def require_bounded(data: bytes, source: str) -> None:
    """Refuse an answer whose tree would not fit into the memory that a small machine has."""
    if (tags := data.count(b"<")) > MOST_TAGS:
        raise ParseError(
            source,
            f"the file has {tags:,} tags, more than the {MOST_TAGS:,} that any known text could"
            " have",
        )


def parse_answer(data: bytes, source: str) -> Element:
    """Parse the answer of a service, but none that is larger than every known text."""
    require_bounded(data, source)
    return parse_xml(data, source)


def parse_xml(data: bytes, source: str) -> Element:
    """Parse untrusted bytes into an element tree, or raise `ParseError` naming the source and line.

    Entities are never resolved, a document that declares any is refused, comments and processing
    instructions are dropped. Depth (256) and the size of one text (10 MB) are bounded by libxml2.
    """
    if not data or data.isspace():
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
    if declared is not None and (
        any(True for _ in declared.iterentities()) or any(True for _ in root.iter(etree.Entity))
    ):
        raise ParseError(source, "XML that declares or needs entities is refused")
    return root


def _without_marks_after(data: bytes) -> bytes:
    """Drop zero-width marks behind the root; nothing visible may stand there.

    The eCFR once put them there to force a version.
    """
    end = _AFTER.search(data, max(0, len(data) - _TAIL))
    return data[: end.start()] if end else data


def fold(text: str) -> str:
    """Fold every run of white space, no-break spaces too, into one space and strip the ends."""
    return " ".join(text.split())


def text_of(element: Element) -> str:
    """Return the folded text of an element with all below it; blocks and line breaks part words.

    A footnote mark has a space before it, a power is written `10^26`, however the source spaces and
    tags them (see `raised`). An image stands as `[graphic NAME]`. Link notices inside are left out
    (see `link_notices`).
    """
    return " ".join(footmarks.as_printed(marked_text(element)).split())


def raw_text(element: Element) -> str:
    """Return what `text_of` folds, with the white space of the source."""
    return footmarks.as_printed(marked_text(element))


def marked_text(element: Element) -> str:
    """Return what `raw_text` returns, its footnote marks still marked as such (see `raised`)."""
    if not len(element):
        text = element.text or (graphic_of(element) if element.tag == "img" else "")
    else:
        for child in element:
            if len(child) or (
                (tag := child.tag) in CODED
                and (tag != "E" or raised.setting_of(tag, child.get("T")))
            ):
                return decoded(coded_text(element), element)
        text = _string(element)
    return text if text.isascii() or not raised.holds_superscript(text) else decoded(text, element)


def coded_text(element: Element) -> str:
    """Return the text of an element with codes where it is raised or lowered.

    It is to be decoded together with what stands around it.
    """
    if element.tag in GRAPHICS:
        return graphic_of(element)
    pieces: list[str] = []
    _collect(element, pieces, raised.BEGIN)
    return "".join(pieces)


def coded_child(child: Element) -> str:
    """Return the coded text of an inline element as its parent has it, without its tail."""
    pieces = [""]
    _child(child, pieces, raised.BEGIN)
    return "".join(pieces)


def decoded(coded: str, element: Element) -> str:
    """Decode the coded text of an element, or of a part of it, by where the element stands."""
    if not raised.holds_small_print(coded):
        return raised.blocks_parted(coded)
    return raised.decoded(coded, named=_is_named(element), noted=lambda: marks_below(element))


def _is_named(element: Element) -> bool:
    """Tell whether the text of an element is that of a cell, heading, caption or list entry."""
    return element.tag in NAMES or any(
        above.tag in NAMES for above in element.iterancestors(*NAMES)
    )


def marks_below(element: Element) -> frozenset[str]:
    """Return the marks of the footnotes below the table that an element is or stands in."""
    table = element if element.tag in TABLES else next(element.iterancestors(*TABLES), None)
    if table is None:
        return frozenset()
    feet = [*table.iter("TFOOT"), *_table_feet_after(table)]
    rows = chain(table.iter("TNOTE"), (row for foot in feet for row in foot.iter("TR", "P")))
    return frozenset(raised.opening_mark(coded_text(row)) for row in islice(rows, _MOST_NOTES))


def _table_feet_after(table: Element) -> list[Element]:
    """Return the feet that stand behind a table, or behind a DIV around it."""
    behind = [element.getnext() for element in (table, *table.iterancestors("DIV"))]
    return [
        foot
        for foot in behind
        if foot is not None and foot.tag == "DIV" and "table_foot" in foot.get("class", "")
    ]


def _collect(element: Element, pieces: list[str], within: str) -> None:
    """Append the coded text of an element; depth is bounded by the parser, so recursion is safe.

    `within` is the code of the block that the text belongs to: a paragraph inside a cell is a
    cell's.
    """
    if element.text:
        pieces.append(element.text)
    for child in element:
        if child.tag in CODED:
            _child(child, pieces, within)
        elif len(child):
            _collect(child, pieces, within)
        elif child.text:
            pieces.append(child.text)
        if child.tail:
            pieces.append(child.tail)


def _child(child: Element, pieces: list[str], within: str) -> None:
    """Append the coded text of one element inside another, without its tail."""
    tag = child.tag
    if setting := raised.setting_of(tag, child.get("T")):
        pieces.append(raised.coded(setting, coded_text(child)))
    elif tag == "FTREF":
        pieces += (raised.coded("raised", coded_text(child)), raised.NOTED)
    elif tag in FILES:
        pieces.append(f" {graphic_of(child)} ")
    elif tag in BLOCKS and tag != "XREF":
        inner = raised.NAME if tag in NAMES else within
        pieces.append(inner)
        if tag == "img":
            pieces.append(graphic_of(child))
        _collect(child, pieces, inner)
        pieces.append(within)
    elif tag != "XREF" or not is_link_notice(child):
        if tag in ("FR", "PRTPAGE") and pieces and pieces[-1][-1:] not in _OPENING:
            pieces.append(" ")
        _collect(child, pieces, within)


def is_link_notice(element: Element) -> bool:
    """Tell whether an `XREF` announces an amendment ("Link to an amendment published at ...")."""
    return element.tag == "XREF" and _LINK_NOTICE.match("".join(element.itertext())) is not None


def link_notices(element: Element) -> list[Element]:
    """Return the link notices that stand inside the text of an element, in order."""
    return [
        found for found in element.iter("XREF") if found is not element and is_link_notice(found)
    ]


def graphic_of(image: Element) -> str:
    """Return what stands for an image in a text: its name, without the folder or host."""
    source = image.text if image.tag in FILES else image.get("src") or image.get("SRC")
    name = (source or "").rpartition("/")[2] or image.get("alt") or ""
    return f"[graphic {fold(name)}]" if name.strip() else "[graphic]"


def plain_quotes(text: str) -> str:
    """Straighten quotes and dashes, so that a name in an address survives a respelling."""
    return text.translate(_STRAIGHT)


ZERO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\ufeff"
)
"""Marks without any width, the soft hyphen too: they stay in the text of a unit, but make no name,
label or blank cell."""

_PLAIN: dict[str, str | None] = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
}
_STRAIGHT = str.maketrans({**dict.fromkeys(ZERO_WIDTH), **_PLAIN})
