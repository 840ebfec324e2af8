"""The Entity List (15 CFR 744 Supp. 4): a unit a row, named by country and entity.

| AFGHANISTAN | Acme Ltd., a.k.a., the following ...:<br/>-Acme. | requirement | policy | citation |
|             | Beta GmbH                                        | ...

A table without a head of its own goes on with the list, also behind a note, a picture or a heading.
"""

from __future__ import annotations

from tracker.elements import LEVELS
from tracker.markup import Element, text_of
from tracker.model import Node
from tracker.names import EAR_TITLE, ENTITY_LIST, Name
from tracker.structure import joining, tables
from tracker.structure.cells import foot_rows
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lines import lines_of, stray_text
from tracker.structure.lists.entity_list.rows import (
    RowReader,
    body_rows,
    header_cells,
    later_header_cells,
)
from tracker.structure.names import opens_with_mark, straight, unmarked
from tracker.structure.surroundings import SURROUNDING, surroundings


def build(element: Element, home: Name) -> Node:
    """Read the Entity List: every row is one `entity`, its cells after the country joined by ` | `.

    A blank country cell inherits the country above it. Rows with more or fewer than five cells keep
    all their text in one unit. Name: the entity cell up to `, a.k.a.` or the first line break.
    """
    taken = TakenNames()
    units: list[Draft] = []
    pieces, reader = frozenset(_pieces(element)), RowReader(home, taken)
    for line in lines_of(element):
        if line.tag in SURROUNDING:
            units.extend(surroundings(line.element, home, taken))
        elif line.tag == "TABLE":
            units += (
                _rows(line.element, home, taken, reader)
                if line.element in pieces
                else [tables.build(line.element, home, taken)]
            )
        elif line.element is not None and opens_with_mark(line.element):
            units += tables.footnotes([line.element], home, taken)
        elif line.tag in LEVELS:
            name = taken.name(home.titled(straight(unmarked(line.element))))
            units.append(Draft(name, "heading", line.text))
        else:
            units.append(Draft(taken.text(home), "paragraph", line.text))
    return Draft(home, "provision", children=units).node()


def fits(element: Element, name: Name) -> bool:
    """Tell whether an element is the Entity List: by its address, and by a table of entities."""
    if element.tag != "DIV9" or (name.title, name.provision) != (EAR_TITLE, ENTITY_LIST):
        return False
    return any(_lists_entities(table) for table in element.iter("TABLE"))


def _lists_entities(table: Element) -> bool:
    names = [unmarked(cell).lower() for cell in header_cells(table)]
    return len(names) > 1 and names[0].startswith("countr") and "entity" in names[1]


def _pieces(element: Element) -> list[Element]:
    """Return the tables that the list is printed as: with a head, or going on with one."""
    found: list[Element] = []
    opening: joining.Opening | None = None
    for table in element.iter("TABLE"):
        if _lists_entities(table):
            opening = joining.opening_of(table)
        elif opening is None or not joining.goes_on(opening, table):
            continue
        found.append(table)
    return found


def _rows(table: Element, home: Name, taken: TakenNames, reader: RowReader) -> list[Draft]:
    units = [
        Draft(taken.name(home.named("table caption", "heading")), "heading", text)
        for caption in table.iter("CAPTION")
        if (text := text_of(caption))
    ]
    printed = (text_of(cell) for cell in (*header_cells(table), *later_header_cells(table)))
    if header := " | ".join(text for text in printed if text):
        name = taken.name(home.named("table heading", "heading"))
        units.append(Draft(name, "heading", header))
    units += [unit for row in body_rows(table) if (unit := reader.read(row)) is not None]
    units += tables.footnotes(foot_rows(table), home, taken)
    units += [Draft(taken.text(home), "paragraph", text) for text in stray_text(table)]
    return units
