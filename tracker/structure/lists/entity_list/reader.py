"""The Entity List (15 CFR 744 Supp. 4): one unit per row, named by its country and the entity's name.

| AFGHANISTAN | Acme Ltd., a.k.a., the following one alias:<br/>-Acme. | requirement | policy | citation |
|             | Beta GmbH                                              | ...

A table without a head of its own goes on with the list, also behind a note, a picture or a heading.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.address import EAR_TITLE, ENTITY_LIST, Address
from tracker.markup import Element, text_of
from tracker.model import Node, node
from tracker.structure import joining, tables
from tracker.structure.drafts import Draft, Twins
from tracker.structure.frame import FRAME_TAGS, frame
from tracker.structure.lines import lines_of, stray_text
from tracker.structure.lists.entity_list.rows import COLUMNS, RowReader, body_rows, header_cells
from tracker.structure.mending import mended
from tracker.structure.names import opens_with_mark, straight, unmarked


def build(element: Element, address: Address) -> Node:
    """Read the Entity List; every row of its table is one `entity`, its text the cells after the country joined by ` | `.

    A blank country cell inherits the country above it. Rows with more or fewer than five cells keep
    all their text in one unit; `odd_rows` tells which they are. Name: the entity cell up to `,
    a.k.a.` or the first line break.
    """
    home, twins = str(address), Twins()
    units: list[Node] = []
    pieces, reader = frozenset(_pieces(element)), RowReader(home, twins)
    for line in lines_of(element):
        if line.tag in FRAME_TAGS:
            units += _whole(frame(line.element, home, twins))
        elif line.tag == "TABLE":
            units += (
                _rows(line.element, home, twins, reader)
                if line.element in pieces
                else [tables.build(line.element, home, twins).node()]
            )
        elif line.element is not None and opens_with_mark(line.element):
            units += _whole(tables.footnotes([line.element], home, twins))
        elif line.tag in ("HD1", "HD2", "HD3"):
            heading = straight(unmarked(line.element))
            units.append(node(twins.name(f"{home}, {heading}"), "heading", line.text))
        else:
            units.append(node(twins.number(home, "p"), "paragraph", line.text))
    return node(home, "provision", "", children=tuple(units))


def fits(element: Element, address: Address) -> bool:
    """Tell whether an element is the Entity List: by its address, and by a table of entities."""
    if (address.title, address.provision) != (EAR_TITLE, ENTITY_LIST):
        return False
    return any(_lists_entities(table) for table in element.iter("TABLE"))


def odd_rows(element: Element) -> tuple[tuple[int, int], ...]:
    """Return (row number from 1, columns filled) of every row of the list that does not fill exactly its five columns.

    A lost `<TR>` glues two rows into one of ten cells (eCFR served that for two weeks in October
    2024): the gate asks here before a version is believed. A cell that spans the table is no
    anomaly.
    """
    rows = (row for table in _pieces(mended(element)) for row in body_rows(table))
    return tuple((number, row.width) for number, row in enumerate(rows, 1) if row.width != COLUMNS)


def _lists_entities(table: Element) -> bool:
    names = [unmarked(cell).lower() for cell in header_cells(table)]
    return len(names) > 1 and names[0].startswith("countr") and "entity" in names[1]


def _pieces(element: Element) -> list[Element]:
    """Return the tables that the list is printed as: each with its head, and those without one that go on with it."""
    found: list[Element] = []
    opening: joining.Opening | None = None
    for table in element.iter("TABLE"):
        if _lists_entities(table):
            opening = joining.opening_of(table)
        elif opening is None or not joining.goes_on(opening, table):
            continue
        found.append(table)
    return found


def _rows(table: Element, home: str, twins: Twins, reader: RowReader) -> list[Node]:
    units = [
        node(twins.name(f"{home} table caption"), "heading", text)
        for caption in table.iter("CAPTION")
        if (text := text_of(caption))
    ]
    if header := " | ".join(text for cell in header_cells(table) if (text := text_of(cell))):
        units.append(node(twins.name(f"{home} table heading"), "heading", header))
    units += reader.read_all(table)
    feet = (row for foot in table.iter("TFOOT") for row in foot.iter("TR"))
    units += _whole(tables.footnotes(feet, home, twins))
    units += [node(twins.number(home, "p"), "paragraph", text) for text in stray_text(table)]
    return units


def _whole(drafts: Iterable[Draft]) -> list[Node]:
    return [draft.node() for draft in drafts]
