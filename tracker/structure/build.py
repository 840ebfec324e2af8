"""Which reader a section or appendix goes to: by its address and by its shape, so that no other title is ever misread."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.address import CCL, COUNTRY_CHART, COUNTRY_GROUPS, ENTITY_LIST, Address, provision_of
from tracker.markup import Element, text_of
from tracker.model import Node
from tracker.structure import ccl, country_lists, entity_list, paragraphs
from tracker.structure.mending import mended
from tracker.structure.names import straight
from tracker.structure.naming import identifier_of

Reader = Callable[[Element, Address], Node]

_TITLE_OF_THE_EAR = 15
_ECCN = re.compile(r"\d[A-E]\d{3}\b")


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
    """Return the reader for an element: that of a list of the EAR where address and shape agree, else paragraphs."""
    if address.title == _TITLE_OF_THE_EAR and element.tag == "DIV9":
        if address.provision == CCL and holds_entries(element):
            return ccl.build
        if address.provision == ENTITY_LIST and entity_list.fits(element):
            return entity_list.build
        if address.provision in (COUNTRY_GROUPS, COUNTRY_CHART) and country_lists.fits(element):
            return country_lists.build
    return paragraphs.build


def holds_entries(element: Element) -> bool:
    """Tell whether a supplement holds entries of the Commerce Control List: a line that opens with an ECCN in bold."""
    return any(_ECCN.match(straight(text_of(line))) for line in element.iter("B", "FP-2"))
