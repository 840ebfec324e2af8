"""Open items of the outline of a provision, and what going on and beginning a list cost."""

from __future__ import annotations

from typing import NamedTuple, TypeGuard

from tracker.structure import prices
from tracker.structure.readings import STANDARD

DEFINITION, HEADING, REPEATED = '"', "H", "="
BOUNDARIES = (DEFINITION, HEADING)
_AT_THE_TOP = {1: prices.FIRST_LETTER, 2: prices.FIRST_NUMBER}


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
    if step_on > 1:
        return prices.GAP + min(step_on, prices.WIDEST_GAP) * prices.WIDER_GAP
    return min(restart, prices.RESTART_LATE) if late else restart


def starting(open_item: OpenItem | None, style: str, late: bool) -> float:
    """Return the price of beginning a list of this style below an open item, first item or late."""
    price = prices.LATE if late else 0.0
    rank = STANDARD.get(style)
    if rank is None:
        return price + prices.OUTLINE
    if open_item is None or open_item.style in BOUNDARIES:
        return price + _AT_THE_TOP.get(rank, prices.OTHER_LEVEL)
    above = STANDARD.get(open_item.style)
    if above is None:
        return price + prices.OUTLINE
    return price + (prices.NEXT_LEVEL if rank == above + 1 else prices.OTHER_LEVEL)
