"""The header of a country table: which column is which, whatever its rows and spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.markup import Element, text_of
from tracker.structure.cells import MOST_COLUMNS, CellPlacer
from tracker.structure.names import straight, unmarked

_GROUP = re.compile(r"\[?\s*(?P<letter>[A-Z])\s*:\s*(?P<number>\d{1,2})\s*(?:\]|\b)")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: the key of each column from the left.

    `printed` are (column name, printed text) of each cell, in order.
    """

    columns: tuple[str, ...]
    printed: tuple[tuple[str, str], ...]

    @property
    def group(self) -> str:
        """Return the letter that all group columns share ("D" for D:1 to D:5), or ""."""
        letters = {
            found["letter"] for column in self.columns[1:] if (found := _GROUP.match(column))
        }
        return letters.pop() if len(letters) == 1 else ""


def header_of(rows: Sequence[Element]) -> Header:
    """Read a header; the key of a column is its lowest cell, D:5 for `[D: 5]`, without marks."""
    columns: dict[int, str] = {}
    printed: list[tuple[str, str]] = []
    spread = CellPlacer()
    for row in rows:
        for place, width, cell in spread.place(cell for cell in row if cell.tag in ("TH", "TD")):
            name = column_name(cell)
            for column in range(place, min(place + width, MOST_COLUMNS)):
                columns[column] = name or columns.get(column, "")
            if text := text_of(cell):
                printed.append((name, text))
    width = max(columns, default=-1) + 1
    return Header(tuple(columns.get(place, "") for place in range(width)), tuple(printed))


def column_name(cell: Element) -> str:
    """Return the key of a column from its header cell: "D:5" for `[D: 5]<br/>U.S. Arms ...`."""
    text = straight(unmarked(cell))
    found = _GROUP.match(text)
    return (
        f"{found['letter']}:{found['number']}"
        if found
        else text.replace("[", "(").replace("]", ")")
    )
