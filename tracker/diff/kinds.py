"""What each kind of unit is to the diff; `mypy` misses a kind that is left out.

What the diff does for a single kind alone (entries, entities) stands where it is done.
"""

from __future__ import annotations

from typing import NamedTuple, assert_never, get_args

from tracker.model import UnitKind


class Traits(NamedTuple):
    """What is true of all units of one kind."""

    labelled: bool = False
    """Running text under a label of the law: its own words say what it is, and it may be shared
    out among others."""
    orderless: bool = False
    """Its order among its siblings says nothing."""
    entire: bool = False
    """A whole of its own: where it stands beside others says nothing about these."""
    worded: bool = False
    """Its name is made of words, which may be set in another way."""
    named: bool = False
    """It is called by what it says, so that other words make another name, not another number."""
    keyed: bool = False
    """Its name is a key, in which no punctuation matters."""
    tabular: bool = False
    """It stands in a table, where a name may end with the mark of a footnote."""
    bound: bool = False
    """It never moves: under another parent the same words are another one."""
    likeness: float = 0.0
    """How alike two of them must be at the least to be one under another name.

    More where their names are their meaning, and strangers share most of their words."""


_KEYED = Traits(orderless=True, worded=True, keyed=True)


def _traits_of(kind: UnitKind) -> Traits:  # noqa: C901, PLR0911 (a table that mypy keeps complete)
    match kind:
        case "paragraph" | "item":
            return Traits(labelled=True)
        case "note" | "footnote":
            return Traits(labelled=True, worded=True)
        case "definition":
            return _KEYED._replace(labelled=True, named=True)
        case "provision":
            return Traits(orderless=True, entire=True, likeness=0.8)
        case "entry":
            return Traits(entire=True)
        case "entity":
            return _KEYED._replace(entire=True, named=True, likeness=0.76)
        case "row":
            return _KEYED._replace(tabular=True, named=True)
        case "cell":
            return _KEYED._replace(tabular=True, bound=True, likeness=0.9)
        case "field":
            return _KEYED._replace(orderless=False, named=True, bound=True)
        case "table":
            return Traits(worded=True)
        case "heading":
            return Traits()
        case _:
            assert_never(kind)


KINDS: dict[UnitKind, Traits] = {kind: _traits_of(kind) for kind in get_args(UnitKind)}
