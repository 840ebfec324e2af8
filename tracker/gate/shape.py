"""The shape of the tables of a text, seen before parsing: rows that hold more cells than their table has columns.

A lost `</TR><TR>` glues one row to the next (it happened to the Entity List for two weeks): the row then has twice the cells.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tracker import markup


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts over all tables: rows, rows with more cells than columns, rows with at least twice as many."""

    rows: int
    overfull: int
    doubled: int


def shape(body: bytes, source: str) -> Shape:
    """Count the rows of a text; raises `ParseError` for what is no XML."""
    rows = overfull = doubled = 0
    for table in markup.parse_xml(body, source).iter("TABLE"):
        counts = [(len(row), _cells(row)) for row in table.iter("TR") if row.getparent().tag not in ("THEAD", "TFOOT")]
        columns = max((_cells(row) for head in table.iter("THEAD") for row in head.iter("TR")), default=0)
        columns = columns or (Counter(cells for _, cells in counts).most_common(1)[0][0] if counts else 0)
        rows += len(counts)
        overfull += sum(cells > columns for _, cells in counts)
        doubled += sum(cells >= 2 * columns and cells > columns + 1 for _, cells in counts)
    return Shape(rows, overfull, doubled)


def _cells(row: markup.Element) -> int:
    """Count the cells of a row, spans included, empty ones at its end left out."""
    widths = [(_span(cell), bool(markup.text_of(cell))) for cell in row if cell.tag in ("TD", "TH")]
    while widths and not widths[-1][1]:
        widths.pop()
    return sum(width for width, _ in widths)


def _span(cell: markup.Element) -> int:
    value = cell.get("colspan") or cell.get("COLSPAN") or "1"
    return int(value) if value.isdecimal() and 0 < int(value[:4]) <= 1000 else 1  # noqa: PLR2004 (HTML's own limit)
