"""Open items of the outline of a provision, and the prices of going on with a list."""

from __future__ import annotations

from typing import NamedTuple, TypeGuard

from tracker.structure.readings import STANDARD

DEFINITION, HEADING, REPEATED = '"', "H", "="
BOUNDARIES = (DEFINITION, HEADING)
NO_RESTART = 4.0
TWIN = 0.8
"""The price of a label printed twice in a row: less than that of a list of such labels below."""


class OpenItem(NamedTuple):
    """An open list item: its parent, style and place; identity tells units apart.

    `late` marks a list that did not begin at its first item: a piece of a longer text.
    """

    parent: OpenItem | None
    style: str
    ordinal: float
    late: bool = False


def path_to(open_item: OpenItem | None) -> list[OpenItem]:
    """Return the open items, the outermost first."""
    path: list[OpenItem] = []
    while open_item is not None:
        path.append(open_item)
        open_item = open_item.parent
    path.reverse()
    return path


def is_repeated(open_item: OpenItem | None) -> TypeGuard[OpenItem]:
    """Tell whether an open item stands for a label that only named an open item again.

    Its parent is the innermost item.
    """
    return open_item is not None and open_item.style == REPEATED


def following(step_on: float, late: bool, restart: float) -> float:
    """Return the price of going on with an open list, skipping items, or beginning it again."""
    if 0 < step_on <= 1:
        return 0.0
    return (
        1.5 + min(step_on, 20.0) * 0.05 if step_on > 1 else min(restart, 1.0) if late else restart
    )


def starting(open_item: OpenItem | None, style: str, late: bool) -> float:
    """Return the price of beginning a list of this style below an open item, first item or late."""
    price = 2.5 if late else 0.0
    rank = STANDARD.get(style)
    if rank is None:
        return price + 0.3
    if open_item is None or open_item.style in BOUNDARIES:
        return price + {1: 0.05, 2: 0.1}.get(rank, 0.6)
    above = STANDARD.get(open_item.style)
    return price + (0.3 if above is None else 0.05 if rank == above + 1 else 0.6)
