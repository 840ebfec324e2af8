"""The lines of a supplement that is one flat run: its children, wrappers opened.

Loose text between them is a line, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker import footmarks, raised
from tracker.elements import OF_TABLES
from tracker.markup import Element, fold, is_link_notice, link_notices, marked_text, text_of
from tracker.structure.blocks import is_visible
from tracker.structure.pictures import picture_of

_WRAPPERS = frozenset(("DIV", "EXTRACT", "BOXTXT", "SCOL2", "SCOL3", "OL", "UL", "DIV9", "DIV8"))
_PICTURED = frozenset(("img", "GPH", "GID", "MATH"))
_EMPHASIS = frozenset(("I", "E", "B"))
LOOSE = ""
"""The tag of a line that is text between two elements."""


class Line(NamedTuple):
    """One line: its tag, the element, its folded text, the emphasised words that open it.

    Loose text has no element, a table no text.
    Labels are read in `plain`, which is the text with blanks in the place of its footnote marks,
    and as long; so is `italic`.
    """

    tag: str
    element: Element | None
    text: str
    italic: str
    blanked: str = ""

    @property
    def plain(self) -> str:
        """Return the text as labels are read in it."""
        return self.blanked or self.text


def lines_of(element: Element) -> list[Line]:
    """Return the lines of a supplement in order, without empty ones.

    Tables come whole, link notices after their line.
    """
    return lines_in(element, element.text)


def lines_in(children: Iterable[Element], opening: str | None = None) -> list[Line]:
    """Return the lines of some children of a supplement; `opening` is the text before the first."""
    found: list[Line] = []
    children = list(children)
    noticed = any(
        is_link_notice(part) for child in children for part in child.iterdescendants("XREF")
    )
    _loose(opening, found)
    stack = [iter(children)]
    parents: list[Element] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if parents:
                _loose(parents.pop().tail, found)
        elif child.tag in _WRAPPERS and len(child):
            _loose(child.text, found)
            parents.append(child)
            stack.append(iter(child))
        else:
            _whole(child, found)
            if noticed and len(child):
                found += [
                    Line(notice.tag, notice, text_of(notice), "") for notice in link_notices(child)
                ]
            _loose(child.tail, found)
    return found


def _whole(child: Element, found: list[Line]) -> None:
    tag = child.tag
    if tag == "TABLE":
        found.append(Line("TABLE", child, "", ""))
    elif is_visible(marked := fold(marked_text(child))):
        text, blanked = footmarks.printed_and_blanked(marked)
        blanked = "" if blanked == text else blanked
        if tag in _PICTURED or "[graphic" in text:
            text = picture_of(child) or text
        if tag == "XREF" and not is_link_notice(child):
            tag = "P"
        found.append(Line(tag, child, text, _emphasised(child), blanked))


def _loose(text: str | None, found: list[Line]) -> None:
    if text and not text.isspace() and is_visible(text):
        found.append(Line(LOOSE, None, fold(text), ""))


def _emphasised(child: Element) -> str:
    """Return the text of the emphasised element that opens a line, "" where plain text does."""
    if not len(child) or ((before := child.text) and not before.isspace()):
        return ""
    first = child[0]
    if first.tag not in _EMPHASIS or raised.setting_of(first.tag, first.get("T")):
        return ""
    return footmarks.blanked(fold(marked_text(first))).strip()


def stray_text(table: Element) -> list[str]:
    """Return the texts and pictures of a table that stand in no cell or caption, folded."""
    found = []
    for part in table.iter("TABLE", "THEAD", "TBODY", "TFOOT", "TR"):
        found.append(part.text)
        for child in part:
            if part.tag != "TR" and child.tag not in OF_TABLES:
                found.append(picture_of(child) or text_of(child))
            found.append(child.tail)
    return [fold(text) for text in found if text and not text.isspace() and is_visible(text)]
