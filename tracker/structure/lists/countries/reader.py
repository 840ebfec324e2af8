"""Country Groups (15 CFR 740 Supp. 1) and the Commerce Country Chart (738 Supp. 1).

Every country and column is a unit.

    | Country  | [D: 1] | ... | [D: 5] |      row   `Cambodia [D]`   the country cell, with marks
    | Cambodia |   X    |     |   X    |      cell  `Cambodia [D:1]`, `Cambodia [D:5]`
    <SCOL2><LI>Albania</LI>                   cell  `Albania [B]`, text X

Columns are named by the header, groups by their columns or the heading above; nothing is known of
any country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.elements import LEVELS
from tracker.markup import Element, fold, text_of
from tracker.model import Node
from tracker.names import COUNTRY_CHART, COUNTRY_GROUPS, EAR_TITLE, Name
from tracker.structure import joining, tables
from tracker.structure.blocks import is_visible
from tracker.structure.cells import foot_rows, head_rows, span
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lines import Line, lines_of, stray_text
from tracker.structure.lists.countries.header import Header, header_of
from tracker.structure.names import marks, opens_with_mark, straight, unmarked, without_colon
from tracker.structure.surroundings import SURROUNDING, surroundings

_GROUP = re.compile(r"Country\s+Group\s+(?P<letter>[A-Z])\b", re.IGNORECASE)


def build(element: Element, name: Name) -> Node:
    """Read a supplement of country tables and lists: a DIV9 to its provision."""
    return _Reader(name).read(element)


def fits(element: Element, name: Name) -> bool:
    """Tell whether an element is a list of countries: by its address, and by a table by columns."""
    if element.tag != "DIV9" or name.title != EAR_TITLE:
        return False
    if name.provision not in (COUNTRY_GROUPS, COUNTRY_CHART):
        return False
    for table in element.iter("TABLE"):
        columns = header_of(head_rows(table)).columns
        if len(columns) > 1 and columns[0].lower().startswith("countr"):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Open:
    """The last table with a head.

    One without goes on with it, also behind a note, a picture or a heading.
    """

    opening: joining.Opening
    header: Header
    base: Name
    group: str


class _Reader:
    def __init__(self, home: Name) -> None:
        self._home = home
        self._taken = TakenNames()
        self._units: list[Draft] = []
        self._title = ""
        self._group = ""
        self._tables = 0
        self._open: _Open | None = None

    def read(self, element: Element) -> Node:
        for line in lines_of(element):
            self._take(line)
        return Draft(self._home, "provision", children=self._units).node()

    def _take(self, line: Line) -> None:
        if line.tag in SURROUNDING:
            self._units.extend(surroundings(line.element, self._home, self._taken))
        elif line.tag == "TABLE":
            self._table(line.element)
        elif line.tag in LEVELS:
            self._heading(line.text, unmarked(line.element))
        elif line.tag == "LI" and self._group:
            self._listed(line)
        elif line.element is not None and opens_with_mark(line.element):
            self._units += tables.footnotes([line.element], self._home, self._taken)
        else:
            self._units.append(Draft(self._taken.text(self._home), "paragraph", line.text))

    def _heading(self, text: str, plain: str) -> None:
        """Read a heading, in `<HD1>` or a caption; "Country Group B-Countries" names a group."""
        found = _GROUP.search(plain)
        self._group = found["letter"].upper() if found else ""
        if self._open is not None and self._group not in (
            "",
            self._open.header.group or self._open.group,
        ):
            self._open = None
        self._title = f"Country Group {self._group}" if found else ""
        name = self._home.titled(self._title) if found else self._home.named("heading", "heading")
        self._units.append(Draft(self._taken.name(name), "heading", text))

    def _listed(self, line: Line) -> None:
        noted = marks(line.element)
        country = self._home.row(straight(unmarked(line.element)) or "unnamed")
        name = self._taken.name(country.column(self._group))
        label = unmarked(line.element) if noted else line.text
        self._units.append(Draft(name, "cell", f"X {noted}" if noted else "X", label))

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        heads = head_rows(table)
        if (
            (opened := self._open) is not None
            and not heads
            and joining.goes_on(opened.opening, table)
        ):
            for caption in table.iter("CAPTION"):
                self._caption(caption)
            header, base, self._group = opened.header, opened.base, opened.group
        else:
            header, base = self._begin(table, heads)
        feet = foot_rows(table)
        known = {*heads, *feet}
        for row in table.iter("TR"):
            if row not in known:
                self._row(row, header, base)
        self._units += tables.footnotes(feet, base, self._taken)
        self._units += [
            Draft(self._taken.text(base), "paragraph", text) for text in stray_text(table)
        ]

    def _begin(self, table: Element, heads: Sequence[Element]) -> tuple[Header, Name]:
        """Read the captions and the head of a table; return the head and what names its rows."""
        self._tables += 1
        header = header_of(heads)
        self._title, self._group = "", ""
        for caption in table.iter("CAPTION"):
            self._caption(caption)
        self._group = header.group or self._group
        base = self._home.titled(self._title) if self._title else self._home.table(self._tables)
        for column, text in header.printed:
            name = self._taken.name(base.column(column).named("heading", "heading"))
            self._units.append(Draft(name, "heading", text))
        self._open = _Open(joining.opening_of(table), header, base, self._group)
        return header, base

    def _caption(self, caption: Element) -> None:
        text = text_of(caption)
        if not text:
            return
        if _GROUP.search(text):
            apart = not any(
                is_visible(text) for text in (caption.text, *(piece.tail for piece in caption))
            )
            self._heading(
                text,
                fold(" ".join(unmarked(piece) for piece in caption))
                if apart
                else unmarked(caption),
            )
        else:
            name = self._home.table(self._tables).named("heading", "heading")
            self._units.append(Draft(self._taken.name(name), "heading", text))

    def _row(self, row: Element, header: Header, base: Name) -> None:
        cells = list(row)
        if not any(is_visible(text_of(cell)) for cell in cells):
            return
        if len(cells) == 1 and len(header.columns) > 1:
            self._units += tables.footnotes([row], base, self._taken)
            return
        country = self._home.row(without_colon(straight(unmarked(cells[0]))) or "unnamed")
        drafts = list(self._cells(cells[1:], header, country))
        name = self._taken.name(country.column(self._group) if self._group else country)
        self._units.append(Draft(name, "row", text_of(cells[0]), children=drafts))

    def _cells(self, cells: Sequence[Element], header: Header, country: Name) -> Iterator[Draft]:
        column = 1
        for cell in cells:
            name = (
                header.columns[column] if column < len(header.columns) else f"column {column + 1}"
            )
            if is_visible(text := text_of(cell)):
                yield Draft(self._taken.name(country.column(name)), "cell", text)
            column += span(cell, "colspan")
