"""Which reader a section or appendix goes to: by its address and by its shape.

So no other title is ever misread.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.markup import Element
from tracker.model import Node
from tracker.names import Name, provision_of
from tracker.structure import paragraphs
from tracker.structure.lists import LISTS
from tracker.structure.mending import mended
from tracker.structure.naming import identifier_of
from tracker.structure.remembered import Remembered, bytes_of, key_of

Reader = Callable[[Element, Name], Node]

_READ = Remembered[Node](2_000_000)
"""Provisions by their bytes, their address, and the elements that they stand in."""


def build(element: Element, title: int) -> Node:
    """Return one DIV8 or DIV9 element as a provision of this title, with every unit below it."""
    return build_at(element, provision_of(identifier_of(element), title))


def build_at(element: Element, name: Name) -> Node:
    """Return one DIV8 or DIV9 element as the provision of this name."""
    return build_mended(mended(element), name)


def build_mended(whole: Element, name: Name) -> Node:
    """Return what `mending.mended` gave as the provision of this name, read once.

    A special list remembers its own entries and rows.
    """
    read = reader_of(whole, name)
    if read is not paragraphs.build:
        return read(whole, name)
    served = bytes_of(whole)
    around = (above.tag for above in whole.iterancestors())
    key = key_of(served, name.text.encode(), *(tag.encode() for tag in around))
    known = _READ.get(key)
    if known is None:
        known = read(whole, name)
        _READ.keep(key, known, len(served))
    return known


def reader_of(element: Element, name: Name) -> Reader:
    """Return the reader for an element: that of the special list that it is, else paragraphs."""
    for special in LISTS:
        if special.fits(element, name):
            return special.build
    return paragraphs.build
