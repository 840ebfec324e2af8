"""The items of an entry that are still open, and where the next unit hangs.

    a.          open: a
    a.1.        open: a > a.1
    a.1.a.      open: a > a.1 > a.1.a
    Note to 3A001.a:      hangs on a if the next item does not need a.1 any more,
                          else on what the next item needs
    b.          open: b

Units must stand in document order, so nothing may hang on an item that is closed.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.structure.drafts import Draft
from tracker.structure.lists.ccl.items import ItemLabel, Levels


class OpenItems:
    """The open items from the outermost to the innermost; the outermost hang on `units`."""

    def __init__(self, units: list[Draft]) -> None:
        self._units = units
        self._path: list[tuple[Levels, Draft]] = []

    @property
    def depth(self) -> int:
        """Return how many items are open."""
        return len(self._path)

    @property
    def innermost(self) -> str:
        """Return the address of the innermost open item, "" where none is open."""
        return self._path[-1][1].address if self._path else ""

    def find(self, levels: Levels) -> int:
        """Return the depth of the open item of these levels, 0 where it is not open."""
        return next((place for place, (own, _) in enumerate(self._path, 1) if own == levels), 0)

    def address(self, depth: int) -> str:
        """Return the address of the open item at a depth, counted from 1."""
        return self._path[depth - 1][1].address

    def open(self, levels: Levels, draft: Draft) -> None:
        """Hang an item on its nearest open parent and open it."""
        path = self._path
        while path and not (
            len(path[-1][0]) < len(levels) and levels[: len(path[-1][0])] == path[-1][0]
        ):
            path.pop()
        (path[-1][1].children if path else self._units).append(draft)
        path.append((levels, draft))

    def place(self, ahead: Levels, wanted: int) -> list[Draft]:
        """Close the items below depth `wanted`, but none that the next item (`ahead`) needs.

        Return the list to append to.
        """
        needed = 0
        for levels, _ in self._path:
            if len(levels) >= len(ahead) or ahead[: len(levels)] != levels:
                break
            needed += 1
        del self._path[max(wanted, needed) :]
        return self._path[-1][1].children if self._path else self._units


def next_levels(labels: Sequence[ItemLabel | None]) -> list[Levels]:
    """Return, for each line, the levels of the next item after it, () after the last."""
    ahead: list[Levels] = [()] * len(labels)
    coming: Levels = ()
    for index in range(len(labels) - 1, -1, -1):
        ahead[index] = coming
        label = labels[index]
        coming = label.levels if label is not None else coming
    return ahead
