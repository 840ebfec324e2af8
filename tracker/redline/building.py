"""Changes to blocks, once and purely; the terminal and the HTML redline print the same blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.model import Change
from tracker.redline import names
from tracker.redline.fold import FULL, View, fold, sides, spans_of
from tracker.redline.lists import card, tables
from tracker.redline.values import Block, Line, Text


def blocks(changes: Iterable[Change], view: View = FULL) -> tuple[Block, ...]:
    """Return the blocks that show the changes, in their order.

    The cells of one table stand together at the first of them.
    """
    given = tuple(changes)
    by_table = tables(given, view)
    found: list[Block] = []
    for change in given:
        place = names.cell(change.address) if change.unit == "cell" else None
        if place is None:
            found.append(block(change, view))
        elif place.table in by_table:
            found.append(by_table.pop(place.table))
    return _with_places(found)


def _with_places(found: list[Block]) -> tuple[Block, ...]:
    """Say of blocks that would be called the same which of the units of that name they show."""
    addresses: dict[str, set[str]] = {}
    for head in found:
        addresses.setdefault(head.called, set()).add(head.address)
    return tuple(
        replace(head, place=names.place_of(head.address))
        if len(addresses[head.called]) > 1
        else head
        for head in found
    )


def block(change: Change, view: View = FULL) -> Block:
    """Return the block of one change.

    A line where no word changed, a card for an Entity List row, else its words.
    """
    lead = names.lead(change)
    if change.old_address and change.before == change.after:
        return Line(change.address, change.kind, lead)
    shown = card(change, view)
    if shown:
        return shown
    pieces = fold(spans_of(change), view)
    return Text(change.address, change.unit, change.kind, lead, pieces, *sides(pieces))
