"""The cells of a printed table: how many columns and rows they cover, and which rows are its head.

    | A (rowspan 2) | B (colspan 2) |      spread -> A at 0, B at 1 to 2
    |               | C     | D     |             -> C at 1, D at 2, below A that hangs down

Whatever reads a table (grids, pieces of a table, special lists) counts its cells here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from tracker.elements import HEAD_CELLS
from tracker.markup import Element

MOST_COLUMNS = 200
_MOST_SPAN = 200
_USUAL_DIGITS = 3
"""No table has a thousand columns, nor a cell that covers a thousand rows."""
_MOST_DIGITS = 5


class Placed(NamedTuple):
    """A cell in its place: the column it begins in, how many it covers, the element."""

    column: int
    width: int
    element: Element


class CellPlacer:
    """Puts the cells of rows into columns; what spans rows keeps its columns taken below it.

    `hanging` says for how many rows more a column is taken; `reach` how far the last row goes,
    cells that hang down into it counted.
    """

    def __init__(self, hanging: dict[int, int] | None = None) -> None:
        self.hanging = hanging or {}
        self.reach = 0

    def place(self, cells: Iterable[Element]) -> list[Placed]:
        """Return the cells of the next row in their places."""
        above, column = self.hanging, 0
        below = {at: left - 1 for at, left in above.items() if left > 1}
        placed: list[Placed] = []
        for cell in cells:
            while above.get(column, 0) > 0:
                column += 1
            width, height = _extent(cell) if column < MOST_COLUMNS and len(cell.attrib) else (1, 1)
            if height > 1:
                below.update(dict.fromkeys(range(column, column + width), height - 1))
            placed.append(Placed(column, width, cell))
            column += width
        self.reach = max(column, *(at + 1 for at in above)) if above else column
        self.hanging = below
        return placed


def _extent(cell: Element) -> tuple[int, int]:
    """Return how many columns and rows a cell covers; an `ENT` says in `A` how far it goes on."""
    if cell.tag == "ENT":
        across = cell.get("A", "")[-2:]
        return 1 + (int(across) if across.isascii() and across.isdigit() else 0), 1
    return (
        min(span(cell, "colspan", _MOST_DIGITS), _MOST_SPAN),
        min(span(cell, "rowspan", _MOST_DIGITS), _MOST_SPAN),
    )


def span(cell: Element, name: str, digits: int = _USUAL_DIGITS) -> int:
    """Return a colspan or rowspan, 1 where it is absent, no number, or one of more digits."""
    value = cell.get(name)
    if value is None:
        return 1
    value = value.strip()
    return max(int(value), 1) if len(value) <= digits and _is_number(value) else 1


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit()


def is_head(row: Element) -> bool:
    """Tell whether a row holds nothing but cells of a head, none of which heads its own row."""
    return len(row) > 0 and all(
        cell.tag in HEAD_CELLS and cell.get("scope") != "row" for cell in row
    )


def leading_heads(rows: Iterable[Element]) -> list[Element]:
    """Return the rows of a head that open a table without a marked one."""
    return list(takewhile(is_head, rows))


def head_rows(table: Element) -> list[Element]:
    """Return the rows of the head of a table: those of THEAD, else those that lead as one."""
    heads = list(table.iter("THEAD"))
    if heads:
        return [row for head in heads for row in head.iter("TR")]
    return leading_heads(table.iter("TR"))


def foot_rows(table: Element) -> list[Element]:
    """Return the rows of the foot of a table."""
    return [row for foot in table.iter("TFOOT") for row in foot.iter("TR")]
