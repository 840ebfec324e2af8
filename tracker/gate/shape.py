"""The shape of the tables of a text, seen before parsing.

How many columns they have, and which rows do not fit them.

A lost `</TR><TR>` glues one row to the next (it happened to the Entity List for two weeks): the row
then has twice the cells. A lost cell shifts all that follow it: the row then has fewer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tracker import markup


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts over all tables: rows, and rows with more cells than columns, twice as many, fewer.

    `columns` are the numbers of columns of the tables, in their order.
    """

    rows: int
    overfull: int
    doubled: int
    underfull: int
    columns: tuple[int, ...]


def shape(root: markup.Element) -> Shape:
    """Count the rows of a text."""
    rows = overfull = doubled = underfull = 0
    widths: list[int] = []
    for table in root.iter("TABLE"):
        found = [row for row in table.iter("TR") if row.getparent().tag not in ("THEAD", "TFOOT")]
        filled = [_cells(row) for row in found]
        columns = max(
            (_cells(row) for head in table.iter("THEAD") for row in head.iter("TR")), default=0
        )
        columns = columns or (Counter(filled).most_common(1)[0][0] if filled else 0)
        rows += len(found)
        overfull += sum(cells > columns for cells in filled)
        doubled += sum(cells >= 2 * columns and cells > columns + 1 for cells in filled)
        underfull += (
            0
            if any(True for _ in table.iterfind(".//*[@rowspan]"))
            else sum(_width(row) < columns for row in found)
        )
        widths.append(columns)
    return Shape(rows, overfull, doubled, underfull, tuple(widths))


def _cells(row: markup.Element) -> int:
    """Count the cells of a row, spans included, empty ones at its end left out."""
    cells = [cell for cell in row if cell.tag in ("TD", "TH")]
    while cells and not markup.text_of(cells[-1]):
        cells.pop()
    return sum(_span(cell) for cell in cells)


def _width(row: markup.Element) -> int:
    """Count the cells of a row, spans and empty ones included."""
    return sum(_span(cell) for cell in row if cell.tag in ("TD", "TH"))


def _span(cell: markup.Element) -> int:
    value = cell.get("colspan") or cell.get("COLSPAN") or "1"
    fits = value.isdecimal() and 0 < int(value[:4]) <= 1000  # noqa: PLR2004 (HTML's own limit)
    return int(value) if fits else 1
