"""The lines of the Commerce Control List: its flat children, wrappers opened, loose text between them kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.markup import Element, fold, link_notices, text_of

_WRAPPERS = frozenset(("DIV", "EXTRACT", "BOXTXT", "SCOL2", "SCOL3", "OL", "UL", "FP1", "DIV9", "DIV8"))
LOOSE = ""
"""The tag of a line that is text between two elements."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the tag, the element (None for loose text), its folded text, and the label in italics that opens it."""

    tag: str
    element: Element | None
    text: str
    italic: str


def lines_of(element: Element) -> Iterator[Line]:
    """Yield the lines of a supplement in order; empty ones are left out, tables come whole."""
    stack = [iter(element)]
    lead = fold(element.text or "")
    if lead:
        yield Line(LOOSE, None, lead, "")
    parents: list[Element] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if parents:
                yield from _tail(parents.pop())
            continue
        if child.tag in _WRAPPERS and len(child):
            opening = fold(child.text or "")
            if opening:
                yield Line(LOOSE, None, opening, "")
            parents.append(child)
            stack.append(iter(child))
            continue
        text = text_of(child)
        if text:
            yield Line(child.tag, child, text, _italic(child))
        if len(child):
            for notice in link_notices(child):
                yield Line(notice.tag, notice, text_of(notice), "")
        yield from _tail(child)


def _tail(child: Element) -> Iterator[Line]:
    tail = child.tail
    if tail and not tail.isspace():
        text = fold(tail)
        if text:
            yield Line(LOOSE, None, text, "")


def _italic(child: Element) -> str:
    """Return the text of the italic or emphasised element that opens a line, "" where plain text does."""
    if not len(child) or (child.text and not child.text.isspace()):
        return ""
    first = child[0]
    return text_of(first) if first.tag in ("I", "E", "B") else ""
