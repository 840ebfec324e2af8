"""The Commerce Control List (15 CFR part 774, Supplement No. 1): entries, fields, items, notes."""

from __future__ import annotations

import re

from tracker.address import CCL, EAR_TITLE, Address
from tracker.markup import Element, text_of
from tracker.structure.lists.ccl.reader import build
from tracker.structure.names import straight

__all__ = ["build", "fits"]

_ECCN = re.compile(r"\d[A-E]\d{3}\b")


def fits(element: Element, address: Address) -> bool:
    """Tell whether an element is the Commerce Control List: by its address and by its shape."""
    if element.tag != "DIV9" or (address.title, address.provision) != (EAR_TITLE, CCL):
        return False
    return any(_ECCN.match(straight(text_of(line))) for line in element.iter("B", "FP-2"))
