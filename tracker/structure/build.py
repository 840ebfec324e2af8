"""Which reader a section or appendix goes to: by its address and by its shape.

So no other title is ever misread.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.address import Address, provision_of
from tracker.markup import Element
from tracker.model import Node
from tracker.structure import paragraphs
from tracker.structure.lists import LISTS
from tracker.structure.mending import mended
from tracker.structure.naming import identifier_of

Reader = Callable[[Element, Address], Node]


def build(element: Element, title: int) -> Node:
    """Return one DIV8 or DIV9 element as a provision of this title, with every unit below it."""
    return build_at(element, provision_of(identifier_of(element), title))


def build_at(element: Element, address: Address) -> Node:
    """Return one DIV8 or DIV9 element as the provision of this address."""
    return build_mended(mended(element), address)


def build_mended(whole: Element, address: Address) -> Node:
    """Return what `mending.mended` gave as the provision of this address."""
    return reader_of(whole, address)(whole, address)


def reader_of(element: Element, address: Address) -> Reader:
    """Return the reader for an element: that of the special list that it is, else paragraphs."""
    for special in LISTS:
        if special.fits(element, address):
            return special.build
    return paragraphs.build
