"""The cells of a printed table on a grid: spans spread out, header texts gathered by column.

Two dialects: HTML tables of the eCFR (`TABLE > THEAD/TBODY/TFOOT > TR > TH/TD`) and GPO tables of
the Federal Register (`GPOTABLE > BOXHD/CHED, ROW/ENT`).
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.elements import GPO_FEET, ROWS, TABLE_BODIES, TABLE_FEET, TABLE_HEADS
from tracker.markup import Element, fold, text_of
from tracker.structure.blocks import is_visible, seen_text
from tracker.structure.names import unmarked

_MOST_COLUMNS = 200
_MOST_SPAN = 200
_TOO_LONG = 6
"""Digits that are no span of cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: the column it begins in, how many it covers, its folded text and the text without footnote marks."""

    column: int
    width: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table taken apart: caption pieces, header texts in order, the name of each column, body rows, foot rows."""

    caption: tuple[str, ...]
    header: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Element, ...]


def read(table: Element) -> Grid:
    """Take a TABLE or GPOTABLE apart; rows without any visible text are dropped."""
    return _read_gpo(table) if table.tag == "GPOTABLE" else _read_html(table)


def _read_html(table: Element) -> Grid:
    caption: list[str] = []
    head: list[Element] = []
    body: list[Element] = []
    foot: list[Element] = []
    _sort(table, head, body, foot, caption, body)
    if not head:
        while body and _is_header(body[0]):
            head.append(body.pop(0))
    header_rows = _place(head)
    rows = tuple(row for row in _place(body) if row)
    header = tuple(cell.text for row in header_rows for cell in row)
    return Grid(tuple(caption), header, _columns(header_rows), rows, tuple(foot))


def _sort(
    element: Element,
    head: list[Element],
    body: list[Element],
    foot: list[Element],
    caption: list[str],
    into: list[Element],
) -> None:
    """Sort the rows of a table by where they stand; anything that is no row goes to the caption, so that no text is lost."""
    if is_visible(element.text):
        caption.append(fold(element.text))
    for child in element:
        tag = child.tag
        if tag in ROWS:
            into.append(child)
        elif tag in TABLE_HEADS:
            _sort(child, head, body, foot, caption, head)
        elif tag in TABLE_BODIES:
            _sort(child, head, body, foot, caption, body)
        elif tag in TABLE_FEET:
            _sort(child, head, body, foot, caption, foot)
        elif text := seen_text(child):
            caption.append(text)
        if is_visible(child.tail):
            caption.append(fold(child.tail))


def _is_header(row: Element) -> bool:
    cells = list(row)
    return (
        bool(cells)
        and all(cell.tag in ("TH", "th") for cell in cells)
        and not any(cell.get("scope") == "row" for cell in cells)
    )


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return (
        min(max(int(value), 1), _MOST_SPAN)
        if value.isascii() and value.isdigit() and len(value) < _TOO_LONG
        else 1
    )


def _place(rows: list[Element]) -> list[tuple[Cell, ...]]:
    """Put cells into columns; a cell that spans rows keeps its columns taken below it."""
    placed: list[tuple[Cell, ...]] = []
    taken: dict[int, int] = {}
    for row in rows:
        column, cells = 0, []
        below: dict[int, int] = {}
        for child in _cells(row):
            while taken.get(column, 0) > 0:
                column += 1
            width, height = (
                (_span(child, "colspan"), _span(child, "rowspan"))
                if len(child.attrib) and column < _MOST_COLUMNS
                else (1, 1)
            )
            text = text_of(child)
            if text and is_visible(text):
                cells.append(Cell(column, width, text, unmarked(child) or text))
            for at in range(column, column + width):
                below[at] = height
            column += width
        taken = {at: left - 1 for at, left in taken.items() if left > 1} | {
            at: left - 1 for at, left in below.items() if left > 1
        }
        placed.append(tuple(cells))
    return placed


def _cells(row: Element) -> list[Element]:
    return list(row)


def _columns(rows: list[tuple[Cell, ...]]) -> tuple[str, ...]:
    """Name each column by the header texts above it, top down, each said once."""
    width = max((cell.column + cell.width for row in rows for cell in row), default=0)
    names: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for cell in row:
            for at in range(cell.column, cell.column + cell.width):
                if cell.key not in names[at]:
                    names[at].append(cell.key)
    return tuple(" ".join(name) for name in names)


def _read_gpo(table: Element) -> Grid:
    caption: list[str] = []
    heads: list[tuple[int, str, str]] = []
    rows: list[tuple[Cell, ...]] = []
    foot: list[Element] = []
    for child in table:
        if child.tag == "BOXHD":
            heads += [(_height(one), text_of(one), unmarked(one) or text_of(one)) for one in child]
        elif child.tag == "ROW":
            row = _gpo_row(child)
            rows += [row] if row else []
        elif child.tag in GPO_FEET and rows:
            foot.append(child)
        elif text := seen_text(child):
            caption.append(text)
    return Grid(
        tuple(caption),
        tuple(text for _, text, _ in heads if text),
        _gpo_columns(heads),
        tuple(rows),
        tuple(foot),
    )


def _height(head: Element) -> int:
    named = head.get("H", "1")
    return int(named) if named.isascii() and named.isdigit() and len(named) == 1 else 1


def _gpo_row(row: Element) -> tuple[Cell, ...]:
    cells, column = [], 0
    for entry in row:
        across = entry.get("A", "")
        width = 1 + int(across[-2:]) if across[-2:].isascii() and across[-2:].isdigit() else 1
        text = text_of(entry)
        if is_visible(text):
            cells.append(Cell(column, width, text, unmarked(entry) or text))
        column += width
    return tuple(cells)


def _gpo_columns(heads: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """Name the columns: a header of height 1 stands over the headers of height 2 that follow it."""
    names: list[str] = []
    above: dict[int, str] = {}
    for place, (height, _, key) in enumerate(heads):
        above = {level: text for level, text in above.items() if level < height} | {height: key}
        if place + 1 == len(heads) or heads[place + 1][0] <= height:
            names.append(" ".join(dict.fromkeys(text for text in above.values() if text)))
    return tuple(names)
