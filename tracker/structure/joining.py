"""Tables that were closed and opened again: the pieces joined to the one table that was printed.

<TABLE> head, rows </TABLE>      a table goes on where nothing but wrappers stands between,
<DIV><TABLE> rows </TABLE>       the next has no caption of its own, and as many columns without a
                                 head, or the same head once more
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from tracker.elements import CAPTIONS, GPO_FEET, ROWS, TABLE_FEET, TABLE_HEADS, TABLES
from tracker.markup import Element, fold, is_link_notice, text_of
from tracker.structure.blocks import is_visible
from tracker.structure.cells import CellPlacer, is_head

_CONTINUED = re.compile(r"\W{0,9}\bcontinued\b\W{0,9}$", re.IGNORECASE)
_WRAPPERS = frozenset(("DIV", "div", "CENTER", "center"))
_MOST_COLUMN_DIGITS = 3
_MOST_PIECES = 200
"""More pieces of one table than any page break makes; so that a file of tables alone takes no
time."""


def runs_of(tables: Iterable[Element]) -> list[list[Element]]:
    """Return the tables in their order, those together that are pieces of one."""
    runs: list[_Run] = []
    for table in tables:
        if not (
            runs
            and len(runs[-1].pieces) < _MOST_PIECES
            and stands_after(runs[-1].pieces[-1], table)
            and runs[-1].take(table)
        ):
            runs.append(_Run([table]))
    return [run.pieces for run in runs]


@dataclass(slots=True)
class _Run:
    """The pieces of one table so far.

    What it opens with, and what hangs down below its last row, are found once somebody asks.
    """

    pieces: list[Element]
    opening: Opening | None = None
    pending: dict[int, int] = field(default_factory=dict)

    def take(self, table: Element) -> bool:
        """Add a table that goes on with the pieces; tell whether it does."""
        if self.opening is None:
            self.opening = opening_of(self.pieces[0])
            self.pending = _extents(_parts(self.pieces[0])[1], {})[1]
        if not goes_on(self.opening, table, self.pending):
            return False
        self.pieces.append(table)
        self.pending = _extents(_parts(table)[1], self.pending)[1]
        return True


def stands_after(first: Element, table: Element) -> bool:
    """Tell whether nothing that is read stands between two tables.

    Wrappers, white space and announcements are not.
    """
    here = first
    while not is_visible(here.tail):
        following = here.getnext()
        while following is None:
            here = here.getparent()
            if here is None or here.tag not in _WRAPPERS or is_visible(here.tail):
                return False
            following = here.getnext()
        while (
            following is not table
            and following.tag in _WRAPPERS
            and len(following)
            and not is_visible(following.text)
        ):
            following = following[0]
        if following is table:
            return True
        if _is_read(following):
            return False
        here = following
    return False


def _is_read(element: Element) -> bool:
    if is_link_notice(element):
        return False
    return is_visible(text_of(element)) or any(
        True for _ in element.iter("img", "GID", "MID", *TABLES)
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What a table says before its rows, and how wide it is: so its other pieces are known."""

    caption: str
    head: list[tuple[str, ...]]
    width: int
    gpo: bool


def opening_of(table: Element) -> Opening:
    """Return what a table opens with."""
    return Opening(
        _caption(table), _texts(_parts(table)[0]), _columns(table), table.tag == "GPOTABLE"
    )


def goes_on(opening: Opening, table: Element, pending: dict[int, int] | None = None) -> bool:
    """Tell whether a table is a piece of one that opened so; `pending` cells hang down into it."""
    if (table.tag == "GPOTABLE") != opening.gpo or _caption(table) not in ("", opening.caption):
        return False
    head, rows = _parts(table)
    if not rows or not opening.head:
        return False
    if head or _repeated(rows, opening.head):
        return _texts(head or rows[: len(opening.head)]) == opening.head
    if _is_bold(rows[0]):
        return False
    return opening.width > 1 and _usual(_extents(rows, pending or {})[0]) == opening.width


def joined(pieces: Sequence[Element]) -> Element:
    """Return the pieces of a table as one, a copy where there are several."""
    if len(pieces) == 1:
        return pieces[0]
    around = pieces[0].makeelement("DIV", {})
    around.extend([deepcopy(piece) for piece in pieces])
    join(list(around))
    return around[0]


def join(pieces: Sequence[Element]) -> None:
    """Move the rows of the pieces into the first, in place, and take the others out of the tree."""
    first = pieces[0]
    opening = _texts(_parts(first)[0])
    for table in pieces[1:]:
        head, rows = _parts(table)
        if not head and (again := _repeated(rows, opening)):
            rows = rows[again:]
        _silence_group(_parts(first)[1], rows)
        for row in rows:
            row.tail = None
            first.append(row)
        for part in table:
            if part.tag in TABLE_FEET or part.tag in GPO_FEET:
                first.append(deepcopy(part))
        take_out(table)


def take_out(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    above, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        above.text = (above.text or "") + tail
    above.remove(element)


def _parts(table: Element) -> tuple[list[Element], list[Element]]:
    """Return the rows of the head (also unmarked ones) and of the body; a BOXHD counts as a row."""
    head: list[Element] = []
    body: list[Element] = []
    for row in table.iter(*ROWS, "BOXHD"):
        above = row.getparent().tag
        if row.tag == "BOXHD":
            head += [row] if text_of(row) else []
        elif above in TABLE_HEADS or (not body and is_head(row)):
            head += [row] if is_visible(text_of(row)) else []
        elif above not in TABLE_FEET:
            body.append(row)
    return head, body


def _texts(rows: Iterable[Element]) -> list[tuple[str, ...]]:
    return [tuple(text_of(cell) for cell in row) for row in rows]


def _repeated(rows: Sequence[Element], opening: list[tuple[str, ...]]) -> int:
    """Return how many rows of a body only say the head once more: all rows of it, or none."""
    return len(opening) if opening and _texts(rows[: len(opening)]) == opening else 0


def _is_bold(row: Element) -> bool:
    """Tell whether a row is another head, though nothing but bold print says so."""
    cells = [cell for cell in row if is_visible(text_of(cell))]
    return len(cells) > 1 and all(_wholly_bold(cell) for cell in cells)


def _wholly_bold(cell: Element) -> bool:
    bold = [
        part
        for part in cell.iter("B", "b", "strong", "E")
        if part.tag != "E" or part.get("T") == "04"
    ]
    return bool(bold) and fold(text_of(bold[0])) == text_of(cell)


def _caption(table: Element) -> str:
    """Return what stands in a table beside its rows, as far as it names the table."""
    captions = (text_of(part) for part in table if part.tag in CAPTIONS)
    return _CONTINUED.sub("", fold(" ".join(captions)))


def _columns(table: Element) -> int:
    """Return the number of columns: of the head, else of most rows."""
    head, rows = _parts(table)
    if table.tag == "GPOTABLE":
        stated = table.get("COLS", "")
        return (
            int(stated)
            if stated.isascii() and stated.isdigit() and len(stated) <= _MOST_COLUMN_DIGITS
            else _usual(_extents(rows, {})[0])
        )
    return max(_extents(head, {})[0], default=0) or _usual(_extents(rows, {})[0])


def _usual(widths: Sequence[int]) -> int:
    return Counter(widths).most_common(1)[0][0] if widths else 0


def _extents(rows: Iterable[Element], pending: dict[int, int]) -> tuple[list[int], dict[int, int]]:
    """Return how far each row reaches, and the cells that hang down below the last."""
    spread = CellPlacer(pending)
    found = []
    for row in rows:
        spread.place(row)
        found.append(spread.reach)
    return found, spread.hanging


def _silence_group(before: Sequence[Element], rows: Sequence[Element]) -> None:
    """Blank the first cell of a piece that only says again which group of rows goes on."""
    groups = [text_of(row[0]) for row in before if len(row)]
    if not rows or not len(rows[0]) or all(is_visible(group) for group in groups):
        return
    first = rows[0][0]
    if text_of(first) == next((group for group in reversed(groups) if is_visible(group)), ""):
        first.text = None
        for child in list(first):
            first.remove(child)
