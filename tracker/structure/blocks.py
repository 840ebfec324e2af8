"""The flat list of blocks that a section or appendix is printed as.

Paragraphs, headings, notes, tables, credits.

The eCFR nests next to nothing: levels are told by labels only. Containers (EXTRACT, SCOL2, DIV) are
opened here; text that stands between elements becomes a block of its own, so that nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tracker import elements
from tracker.markup import (
    ZERO_WIDTH,
    Element,
    fold,
    is_link_notice,
    link_notices,
    raw_text,
    text_of,
)
from tracker.structure.credits import is_dated_credit
from tracker.structure.names import printed
from tracker.structure.pictures import PICTURES, picture_of

MarginKind = Literal[
    "source credit", "authority", "source", "approval",
    "editorial note", "effective date note", "cross reference", "link notice",
]  # fmt: skip
BlockKind = Literal[
    "paragraph", "quoted", "heading", "note", "example", "footnotes", "table", "table foot",
    MarginKind,
]  # fmt: skip
_Running = Literal["paragraph", "quoted"]


class Block(NamedTuple):
    """One printed block: its kind, its element (None for stray text) and its raw text.

    `raw` is empty for kinds whose reader looks at the element (notes, tables, footnotes); `plain`
    is the same with blanks in the place of footnote marks, of paragraphs only. `level` is 1 to 6
    for headings.
    """

    kind: BlockKind
    element: Element
    raw: str = ""
    level: int = 0
    plain: str = ""


_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(elements.LABELLED, "paragraph"),
    **dict.fromkeys((*elements.UNLABELLED, *elements.LISTED), "quoted"),
    **dict.fromkeys(("LDRFIG", "LDRWK", "HALFDASH", "REVTXT", "BCAP", "TCAP", "AMDPAR"), "quoted"),
    **dict.fromkeys(("SUPERSED", "CHAPNO", "PARTHD", "TITLE", "PT", "PG"), "quoted"),
    **dict.fromkeys(("SECTNO", "SUBJECT"), "quoted"),
    **dict.fromkeys((*elements.HEADINGS, *elements.RARE_HEADINGS), "heading"),
    **dict.fromkeys(elements.FOOTNOTES, "footnotes"),
    **dict.fromkeys(elements.AUTHORITIES, "authority"),
    **dict.fromkeys(elements.TABLES, "table"),
    **dict.fromkeys(elements.EFFECTIVE, "effective date note"),
    "NOTE": "note",
    "EXAMPLE": "example",
    "CITA": "source credit",
    "SOURCE": "source",
    "APPRO": "approval",
    "EDNOTE": "editorial note",
    "CROSSREF": "cross reference",
}
_QUOTING = frozenset(("EXTRACT", "SCOL2"))
_PICTURED = frozenset(("GPH", "MATH"))
_CONTAINERS = frozenset(("DIV", "MATH", "BOXTXT", "ABBR", "CFRTOC", "SUBCHIND"))
_BEHIND = frozenset(
    (
        "editorial note",
        "effective date note",
        "cross reference",
        "link notice",
        "footnotes",
        "approval",
        "authority",
        "source credit",
    )
)
_INVISIBLE = f" \t\r\n\f\v\u00a0{ZERO_WIDTH}"


def is_visible(text: str | None) -> bool:
    """Tell whether a text holds anything a reader would see."""
    if not text:
        return False
    if text.isascii():
        return not text.isspace()
    return bool(text.strip(_INVISIBLE)) and not text.isspace()


def seen_text(element: Element) -> str:
    """Return the folded text of an element, "" where it holds nothing that a reader would see."""
    text = text_of(element)
    return text if is_visible(text) else ""


def blocks_of(element: Element) -> list[Block]:
    """Return the blocks below a section or appendix, in order.

    Its own HEAD is the first of kind heading.
    """
    collector = _Collector([], holds_notices=next(element.iter("XREF"), None) is not None)
    collector.walk(element, "paragraph")
    _credit_at_end(collector.found)
    return collector.found


def _credit_at_end(found: list[Block]) -> None:
    """Make the last paragraph a source credit where its words are nothing else.

    Only notes and footnotes may follow it.
    """
    place = len(found) - 1
    while place > 0 and found[place].kind in _BEHIND:
        place -= 1
    if place > 0 and found[place].kind == "paragraph" and found[place].raw.lstrip()[:1] == "[":
        last = found[place]
        if is_dated_credit(fold(last.raw)):
            found[place] = Block("source credit", last.element)


@dataclass(slots=True)
class _Collector:
    """Appends the blocks below an element; `holds_notices`: there may be link notices in them.

    `running` says what its running text is: paragraphs, or quoted inside an extract.
    """

    found: list[Block]
    holds_notices: bool

    def walk(self, element: Element, running: _Running) -> None:
        """Append the blocks below an element, and the text between them."""
        found = self.found
        if is_visible(element.text):
            found.append(Block("quoted", None, element.text))
        for child in element:
            tag = child.tag
            kind = _KINDS.get(tag)
            if kind is None:
                self._other(child, tag, running)
            else:
                self._known(child, tag, kind, running)
                if self.holds_notices and len(child):
                    found += [Block("link notice", notice) for notice in link_notices(child)]
            if child.tail and is_visible(child.tail):
                found.append(Block("quoted", None, child.tail))

    def _known(self, child: Element, tag: str, kind: BlockKind, running: _Running) -> None:
        if kind == "paragraph" or kind == "quoted":  # noqa: PLR1714 (met most, and faster so)
            raw, plain = printed(child)
            if is_visible(raw):
                alone = picture_of(child) if len(child) and "[graphic" in raw else ""
                kind = "quoted" if alone or running == "quoted" else kind
                self.found.append(Block(kind, child, alone or raw, plain=alone or plain))
        elif kind == "heading":
            raw = raw_text(child)
            if is_visible(raw):
                self.found.append(Block("heading", child, raw, _level(child, tag)))
        else:
            self.found.append(Block(kind, child))

    def _other(self, child: Element, tag: str, running: _Running) -> None:
        """Take an element that is no block of its own.

        A container, an image, a notice, or something never seen before.
        """
        if (tag in PICTURES or tag in _PICTURED) and (picture := picture_of(child)):
            self.found.append(Block("quoted", child, picture))
        elif tag == "XREF" and is_link_notice(child):
            self.found.append(Block("link notice", child))
        elif tag == "DIV" and "table_foot" in child.get("class", ""):
            self.found.append(Block("table foot", child))
        elif (
            tag in _CONTAINERS
            or tag in _QUOTING
            or any(below.tag in elements.BLOCKS for below in child.iterdescendants())
        ):
            self.walk(child, "quoted" if tag in _QUOTING else running)
        else:
            raw, plain = printed(child)
            if is_visible(raw):
                self.found.append(Block(running, child, raw, plain=plain))


def _level(child: Element, tag: str) -> int:
    named = child.get("SOURCE", "") if tag == "HD" else tag
    return int(named[-1]) if re.fullmatch(r"HD[1-6]", named) else 1
