"""The cells of a printed table on a grid: spans spread out, header texts gathered by column.

Two dialects: HTML tables of the eCFR (`TABLE > THEAD/TBODY/TFOOT > TR > TH/TD`) and GPO tables of
the Federal Register (`GPOTABLE > BOXHD/CHED, ROW/ENT`).
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.elements import GPO_FEET, ROWS, TABLE_BODIES, TABLE_FEET, TABLE_HEADS
from tracker.markup import Element, fold, text_of
from tracker.structure.blocks import is_visible, seen_text
from tracker.structure.cells import CellPlacer, leading_heads
from tracker.structure.names import unmarked


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: the column it begins in, how many it covers, its folded text.

    `key` is the text without footnote marks.
    """

    column: int
    width: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table taken apart: captions, header texts, names of columns, body rows, foot rows."""

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
        head = leading_heads(body)
        body = body[len(head) :]
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
    """Sort the rows of a table by where they stand; what is no row goes to the caption.

    So no text is lost.
    """
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


def _place(rows: list[Element]) -> list[tuple[Cell, ...]]:
    """Put the cells that hold anything visible into columns."""
    spread = CellPlacer()
    return [
        tuple(
            Cell(column, width, text, unmarked(element) or text)
            for column, width, element in spread.place(row)
            if (text := text_of(element)) and is_visible(text)
        )
        for row in rows
    ]


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
            heads += [
                (_height(head), text_of(head), unmarked(head) or text_of(head)) for head in child
            ]
        elif child.tag == "ROW":
            rows += [row] if (row := _place([child])[0]) else []
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


def _gpo_columns(heads: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """Name the columns: a header of height 1 stands over the headers of height 2 that follow it."""
    names: list[str] = []
    above: dict[int, str] = {}
    for place, (height, _, key) in enumerate(heads):
        above = {level: text for level, text in above.items() if level < height} | {height: key}
        if place + 1 == len(heads) or heads[place + 1][0] <= height:
            names.append(" ".join(dict.fromkeys(text for text in above.values() if text)))
    return tuple(names)
