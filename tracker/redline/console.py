"""A redline for the terminal: readable in colour, without it (`NO_COLOR`), in a pipe and by a screen reader.

Words that went stand in [-...-] and are struck, words that came stand in {+...+} and are underlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Words

from tracker import plain
from tracker.model import Change
from tracker.redline.building import blocks
from tracker.redline.values import Block, Card, Line, Pieces, Table, Text

_STYLES = {"=": "", "-": "red strike", "+": "green underline", "…": "dim italic"}
_FRAMES = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}"), "…": (" [... ", " ...] ")}
NARROWEST = 60
"""Columns below which a side-by-side redline is printed inline."""


def words(pieces: Pieces) -> str:
    """Return pieces as plain text with their marks: `no more than [-three-] {+five+} days`."""
    return "".join(_FRAMES[piece.mark][0] + plain.visible(piece.text) + _FRAMES[piece.mark][1] for piece in pieces).strip()


def terminal(changes: Iterable[Change], width: int = 100, *, side_by_side: bool = False) -> list[RenderableType]:
    """Return what `rich` prints for the changes, one renderable after the other, for a console of `width` columns."""
    made: list[RenderableType] = []
    for block in blocks(changes):
        made.extend(_block(block, side_by_side=side_by_side and width >= NARROWEST))
    return made


def _block(block: Block, *, side_by_side: bool) -> list[RenderableType]:
    match block:
        case Line():
            return [_head(block.address, block.text), Words()]
        case Text():
            body: RenderableType = _two_columns(block) if side_by_side else _styled(block.pieces)
            return [_head(block.address, block.lead), Padding(body, (0, 0, 1, 2))]
        case Card():
            return [_head(block.address, block.lead), Padding(_card(block), (0, 0, 1, 2))]
        case Table():
            return [_head(block.address, block.lead), Padding(_table(block), (0, 0, 1, 2))]
        case _:
            assert_never(block)


def _head(address: str, lead: str) -> Words:
    return Words.assemble((plain.line(address), "bold"), "  ", (plain.line(lead), "cyan"))


def _styled(pieces: Pieces) -> Words:
    made = Words()
    for piece in pieces:
        before, after = _FRAMES[piece.mark]
        made.append(f"{before}{plain.visible(piece.text)}{after}", style=_STYLES[piece.mark])
    return made


def _two_columns(block: Text) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    grid.add_column("before", ratio=1, overflow="fold")
    grid.add_column("after", ratio=1, overflow="fold")
    grid.add_row(_styled(block.old), _styled(block.new))
    return grid


def _card(block: Card) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for field in block.fields:
        grid.add_row(Words(field.name, style="bold"), _styled(field.pieces))
    return grid


def _table(block: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("", *block.columns):
        grid.add_column(plain.line(name), overflow="fold")
    for row in block.rows:
        cells: Sequence[RenderableType] = [_styled(cell) for cell in row.cells]
        grid.add_row(plain.line(row.name), *cells)
    return grid
