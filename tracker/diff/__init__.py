"""Two versions of a text as trees of units -> the changes that a lawyer would list.

    forests -> matching ------------------------------------> changing -----------------> changes
               divisions   parts that got another number      topmost units once
               siblings    children of matched parents:       noise apart
                 same_names  who carries one name
                 itself      who keeps the address
                 alike       who may have another name, by `likeness` and by `rarity` of words
                 leftovers   who is left between neighbours
               elsewhere   same address, same text, like text
               shares      who else took a text over

Nothing here knows XML. `edits` and `apply` restate a diff as instructions, for the laws that the
tests hold it to.
"""

from __future__ import annotations

from tracker.diff.canaries import Canary, canaries
from tracker.diff.changing import changes_of
from tracker.diff.edits import Edit, apply, edits
from tracker.diff.matching import match
from tracker.model import Change, Node

__all__ = ["Canary", "Edit", "apply", "canaries", "diff", "edits"]


def diff(old: tuple[Node, ...], new: tuple[Node, ...]) -> tuple[Change, ...]:
    """Return the changes from one forest of units to another, in document order of the new text.

    Addresses must be unique in each forest. Backwards the same changes are told: added for removed,
    before for after.
    """
    return tuple(changes_of(old, new, match(old, new)))
