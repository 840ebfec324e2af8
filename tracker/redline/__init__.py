"""Redlines: changes shown word by word, to the eye, in a pipe and to a screen reader.

Change -> blocks (pure) -> terminal (rich)
                        -> tracker.render (HTML)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.model import Change
from tracker.redline.building import block, blocks
from tracker.redline.fold import FULL, View
from tracker.redline.values import Block, Card, Field, Line, Piece, Pieces, Row, Table, Text

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "FULL",
    "Block",
    "Card",
    "Field",
    "Line",
    "Piece",
    "Pieces",
    "Row",
    "Table",
    "Text",
    "View",
    "block",
    "blocks",
    "terminal",
]


def terminal(
    changes: Iterable[Change], width: int = 100, *, side_by_side: bool = False, heads: bool = True
) -> list[RenderableType]:
    """Return what `rich` prints for the changes, loaded only when asked for.

    See `tracker.redline.console`.
    """
    # Rich takes 50 ms to load, and most commands do without it.
    from tracker.redline import console  # noqa: PLC0415 (see above)

    return console.terminal(changes, width, side_by_side=side_by_side, heads=heads)
