"""The special lists, mounted: a list is one package here and one row of `LISTS`.

    build -> the first of LISTS that `fits` an element at its address -> its `build`

What serves every list (lines, surroundings, cells, tables) lies beside this package and knows none
of them. A list may be a section or an appendix: `fits` says so, by address first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.address import Address
from tracker.markup import Element
from tracker.model import Node
from tracker.structure.lists import ccl, countries, entity_list


@dataclass(frozen=True, slots=True)
class SpecialList:
    """A list with a reader of its own: which element at which address it is, and its units."""

    fits: Callable[[Element, Address], bool]
    build: Callable[[Element, Address], Node]


LISTS = (
    SpecialList(ccl.fits, ccl.build),
    SpecialList(entity_list.fits, entity_list.build),
    SpecialList(countries.fits, countries.build),
)

__all__ = ["LISTS", "SpecialList"]
