"""Labels of items in the Commerce Control List.

    a.      a.1.b.      b.1 [Reserved]      f. through w. [Reserved]      a.1. to a.5. [Reserved]

Levels alternate letters and digits in law, but the list has `f.2.1.` too; only the second level
must be a number, so that `i.e.`, `e.g.`, `n.e.s.` and `a.k.a.` never open an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Levels = tuple[str, ...]

_FIRST = r"(?:[a-z]|aa|bb|cc|dd|ee|ff|gg|hh)"
_LEVEL = r"\.(?:\d{1,3}|[a-z]{1,2})(?![\w'’])"
_LABEL = rf"{_FIRST}(?:\.\d{{1,3}}(?!\w)(?:{_LEVEL}){{0,9}})?"
_RANGE = re.compile(
    rf"(?P<first>{_LABEL})\.?(?:\s+\w{{1,2}})??\s*(?:through|thru|to|and"
    rf"|[-–—])\s*\.?(?P<last>{_LABEL})\.?\s*(?=\W{{0,2}}reserved)",
    re.IGNORECASE,
)
_LONGEST_RANGE = 160
"""Characters in which the word `Reserved` of a range stands, since labels have at most ten
levels."""
_DEEP = re.compile(
    rf"(?P<first>{_FIRST}\.\d{{1,3}}(?!\w)(?:{_LEVEL}){{0,9}})(?:\.{{1,2}}(?!\d)|(?=[\s\[]|$))\s*"
)
_SHALLOW = re.compile(rf"(?P<first>{_FIRST})\.{{1,2}}(?![a-z0-9.])\s*")


class ItemLabel(NamedTuple):
    """The label that opens an item: its levels, the last label of a range, what is printed."""

    levels: Levels
    last: str
    printed: str

    @property
    def name(self) -> str:
        """Return the path as it is printed: "a.1.b", or "f-w" for a range."""
        return ".".join(self.path)

    @property
    def path(self) -> Levels:
        """Return the levels of the name below the ECCN: ("a", "1", "b"), ("f-w",) for a range."""
        return (*self.levels[:-1], f"{self.levels[-1]}-{self.last}") if self.last else self.levels


def item_label(text: str) -> ItemLabel | None:
    """Read the label that opens a folded paragraph, or return None where it opens no item."""
    if not text[:1].islower():
        return None
    ranged = _RANGE.match(text) if "eserved" in text[:_LONGEST_RANGE].lower() else None
    if ranged:
        return ItemLabel(
            tuple(ranged["first"].split(".")), ranged["last"].lower(), ranged[0].strip()
        )
    found = _DEEP.match(text) or _SHALLOW.match(text)
    return ItemLabel(tuple(found["first"].split(".")), "", found[0].strip()) if found else None


def first_with_items(labels: Sequence[ItemLabel | None]) -> dict[str, int]:
    """Return, for each name that occurs more than once, the place of the item that it belongs to.

    A note that lost its frame leaves its own `b.` among the items. The item is the first whose
    sub-items follow it directly; names of which none has any are left out, and go to the first that
    asks.
    """
    found: dict[str, int] = {}
    met: set[str] = set()
    repeated: set[str] = set()
    before: tuple[int, ItemLabel] | None = None
    for place, label in enumerate(labels):
        if label is None:
            continue
        if (
            before is not None
            and len(label.levels) > len(before[1].levels)
            and label.levels[: len(before[1].levels)] == before[1].levels
        ):
            found.setdefault(before[1].name, before[0])
        name = label.name
        if name in met:
            repeated.add(name)
        met.add(name)
        before = (place, label)
    return {name: place for name, place in found.items() if name in repeated}
