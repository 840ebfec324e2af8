"""The lines of a supplement that is one flat run: its children, wrappers opened, loose text between them kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tracker import raised
from tracker.markup import Element, fold, is_link_notice, link_notices, marked_text, text_of
from tracker.structure.blocks import is_visible
from tracker.structure.pictures import picture_of

_WRAPPERS = frozenset(("DIV", "EXTRACT", "BOXTXT", "SCOL2", "SCOL3", "OL", "UL", "DIV9", "DIV8"))
_PICTURED = frozenset(("img", "GPH", "GID", "MATH"))
LOOSE = ""
"""The tag of a line that is text between two elements."""


class Line(NamedTuple):
    """One line: its tag, the element (None for loose text), its folded text (of a table none), the emphasised words that open it.

    Labels are read in `plain`, which is the text with blanks in the place of its footnote marks, and as long; so is `italic`.
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


def lines_of(element: Element) -> Iterator[Line]:
    """Yield the lines of a supplement in order; empty ones are left out, tables come whole, link notices after their line."""
    yield from _loose(element.text)
    stack = [iter(element)]
    parents: list[Element] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if parents:
                yield from _loose(parents.pop().tail)
        elif child.tag in _WRAPPERS and len(child):
            yield from _loose(child.text)
            parents.append(child)
            stack.append(iter(child))
        else:
            yield from _whole(child)
            yield from _loose(child.tail)


def _whole(child: Element) -> Iterator[Line]:
    if child.tag == "TABLE":
        yield Line("TABLE", child, "", "")
    elif is_visible(marked := fold(marked_text(child))):
        tag = "P" if child.tag == "XREF" and not is_link_notice(child) else child.tag
        text, blanked = raised.as_printed(marked), raised.blanked(marked)
        blanked = "" if blanked == text else blanked
        if child.tag in _PICTURED or "[graphic" in text:
            text = picture_of(child) or text
        yield Line(tag, child, text, _emphasised(child), blanked)
    if len(child):
        for notice in link_notices(child):
            yield Line(notice.tag, notice, text_of(notice), "")


def _loose(text: str | None) -> Iterator[Line]:
    if text and not text.isspace() and is_visible(text):
        yield Line(LOOSE, None, fold(text), "")


def _emphasised(child: Element) -> str:
    """Return the text of the emphasised element that opens a line, "" where plain text does."""
    if not len(child) or (child.text and not child.text.isspace()) or raised.setting_of(child[0].tag, child[0].get("T")):
        return ""
    first = child[0]
    return raised.blanked(fold(marked_text(first))).strip() if first.tag in ("I", "E", "B") else ""


def stray_text(table: Element) -> list[str]:
    """Return the texts of a table that stand in no cell and no caption, folded, in order."""
    found = []
    for part in table.iter("TABLE", "THEAD", "TBODY", "TFOOT", "TR"):
        found += [part.text, *[child.tail for child in part]]
    return [fold(text) for text in found if text and not text.isspace() and is_visible(text)]
