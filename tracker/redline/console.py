"""A redline for the terminal.

Readable in colour, without it (`NO_COLOR`), in a pipe and by a screen reader.

Words that went stand in [-...-] and are struck, words that came stand in {+...+} and are
underlined.
"""

from __future__ import annotations

import re
import textwrap
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
_LABELS = 18
"""Columns for the names of a card's fields, the longest of them and a gap."""
NARROWEST = 60
"""Columns below which a side-by-side redline is printed inline."""


def words(pieces: Pieces) -> str:
    """Return pieces as plain text with their marks: `no more than [-three-] {+five+} days`."""
    return "".join(
        _FRAMES[piece.mark][0] + plain.visible(piece.text) + _FRAMES[piece.mark][1]
        for piece in pieces
    ).strip()


def terminal(
    changes: Iterable[Change], width: int = 100, *, side_by_side: bool = False, heads: bool = True
) -> list[RenderableType]:
    """Return what `rich` prints for the changes on a console of `width` columns.

    One renderable after the other.

    Without `heads` the address and the kind of a change are left to the line that the caller prints
    above it.
    """
    made: list[RenderableType] = []
    for block in blocks(changes):
        made.extend(_head(block) if heads else _rest_of_head(block))
        made.append(_body(block, width, side_by_side=side_by_side and width >= NARROWEST))
    return made


def _body(block: Block, width: int, *, side_by_side: bool) -> RenderableType:
    match block:
        case Line():
            return Words()
        case Text():
            return Padding(
                _two_columns(block) if side_by_side else _styled(block.pieces), (0, 0, 1, 2)
            )
        case Card():
            return _card(block, width)
        case Table():
            return Padding(_table(block), (0, 0, 1, 2))
        case _:
            assert_never(block)


def _head(block: Block) -> list[RenderableType]:
    return [
        Words.assemble((plain.line(block.called), "bold"), "  ", (plain.line(_lead(block)), "cyan"))
    ]


def _rest_of_head(block: Block) -> list[RenderableType]:
    """Return what a head says beyond address and kind.

    From where a unit came, which editorial change.
    """
    said = plain.line(_lead(block))
    known = isinstance(block, Table) or said.endswith(f" {block.kind}")
    return [] if known else [Padding(Words(said, "cyan"), (0, 0, 0, 2))]


def _lead(block: Block) -> str:
    return block.text if isinstance(block, Line) else block.lead


def _styled(pieces: Pieces) -> Words:
    made = Words()
    for place, piece in enumerate(pieces):
        before, after = _FRAMES[piece.mark]
        opening = before if place else before.lstrip()
        made.append(f"{opening}{plain.visible(piece.text)}{after}", style=_STYLES[piece.mark])
    return made


def _two_columns(block: Text) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    grid.add_column("before", ratio=1, overflow="fold")
    grid.add_column("after", ratio=1, overflow="fold")
    grid.add_row(_styled(block.old), _styled(block.new))
    return grid


def _card(block: Card, width: int) -> Words:
    """Return a card as lines with hanging indents: long lists of cards would be slow as tables."""
    lines: list[str] = []
    for field in block.fields:
        head = f"  {field.name:<{_LABELS}}"
        lines.extend(
            textwrap.wrap(
                head + words(field.pieces),
                max(width, NARROWEST),
                subsequent_indent=" " * len(head),
                break_on_hyphens=False,
            )
        )
    made = Words("\n".join((*lines, "")), no_wrap=True)
    for field in block.fields:
        made.highlight_regex(rf"(?m)^  {re.escape(field.name)}(?= )", "bold")
    for mark, (opening, closing) in _FRAMES.items():
        if mark in "+-":
            made.highlight_regex(rf"(?s){re.escape(opening)}.*?{re.escape(closing)}", _STYLES[mark])
    return made


def _table(block: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("", *block.columns):
        grid.add_column(plain.line(name), overflow="fold")
    for row in block.rows:
        cells: Sequence[RenderableType] = [_styled(cell) for cell in row.cells]
        grid.add_row(plain.line(row.name), *cells)
    return grid
