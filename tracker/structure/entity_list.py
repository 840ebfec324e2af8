"""The Entity List (15 CFR 744 Supp. 4): one unit per row, named by its country and the entity's name.

| AFGHANISTAN | Acme Ltd., a.k.a., the following one alias:<br/>-Acme. | requirement | policy | citation |
|             | Beta GmbH                                              | ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.address import Address
from tracker.markup import Element, fold, raw_text, text_of
from tracker.model import Node
from tracker.structure.ccl_frame import FRAME_TAGS, frame
from tracker.structure.ccl_lines import lines_of
from tracker.structure.drafts import Draft, Twins
from tracker.structure.entity_facets import BREAK, facets_of
from tracker.structure.names import MARKS, opens_with_mark, straight, unmarked

COLUMNS = 5
_CELLS = frozenset(("TD", "TH"))
_INLINE = frozenset(("E", "I", "B", "strong", "em", "FR"))
_AKA = re.compile(r",\s*a\.\s?k\.\s?a\.|\0", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?P<mark>\d{1,2})\s+(?=\S)")


def build(element: Element, address: Address) -> Node:
    """Read the Entity List; every row of its table is one `entity`, its text the cells after the country joined by ` | `.

    A blank country cell inherits the country above it. Rows with more or fewer than five cells keep all their text in
    one unit; `odd_rows` tells which they are.
    """
    home, twins = str(address), Twins()
    units: list[Draft] = []
    for line in lines_of(element):
        if line.tag in FRAME_TAGS:
            units.extend(frame(line.element, home, twins))
        elif line.tag == "TABLE":
            units.extend(_rows(line.element, home, twins))
        elif line.element is not None and opens_with_mark(line.element) and (mark := _FOOTNOTE.match(line.text)):
            units.append(Draft(twins.name(f"{home} footnote {mark['mark']}"), "footnote", line.text[mark.end() :], mark["mark"]))
        elif line.tag in ("HD1", "HD2", "HD3"):
            units.append(Draft(twins.name(f"{home}, {straight(line.text)}"), "heading", line.text))
        else:
            units.append(Draft(twins.number(home, "p"), "paragraph", line.text))
    return Draft(home, "provision", children=units).node()


def fits(element: Element) -> bool:
    """Tell whether a supplement holds a table that lists entities by country."""
    for table in element.iter("TABLE"):
        row = next(table.iter("TR"), None)
        header = text_of(row).lower() if row is not None else ""
        if header.startswith("countr") and "entity" in header:
            return True
    return False


def odd_rows(element: Element) -> tuple[tuple[int, int], ...]:
    """Return (row number from 1, number of cells) of every row of the list that has not exactly five filled places.

    A lost `<TR>` glues two rows into one of ten cells (eCFR served that for two weeks in October 2024): the gate asks
    here before a version is believed. Rows of one cell that spans the table are no anomaly.
    """
    rows = (row for table in element.iter("TABLE") for row in table.iter("TR") if not _is_frame(row))
    widths = ((number, sum(_span(cell) for cell in row if cell.tag in _CELLS)) for number, row in enumerate(rows, 1))
    return tuple((number, width) for number, width in widths if width != COLUMNS)


def _is_frame(row: Element) -> bool:
    """Tell whether a row stands in the header or the foot of its table."""
    above = row.getparent()
    return (above is not None and above.tag in ("THEAD", "TFOOT")) or all(cell.tag == "TH" for cell in row)


def _span(cell: Element) -> int:
    span = cell.get("colspan", "1")
    return int(span) if span.isdecimal() and len(span) < 4 else 1  # noqa: PLR2004 (a table has no thousand columns)


def _rows(table: Element, home: str, twins: Twins) -> Iterator[Draft]:
    country = ""
    for caption in table.iter("CAPTION"):
        if text_of(caption):
            yield Draft(twins.number(home, "table "), "heading", text_of(caption))
    for row in table.iter("TR"):
        cells = [cell for cell in row if cell.tag in _CELLS]
        texts = [_raw(cell) for cell in cells]
        filled = [text for text in texts if text]
        if not filled:
            continue
        if all(cell.tag == "TH" for cell in cells) or (row.getparent() is not None and row.getparent().tag == "THEAD"):
            yield Draft(twins.name(f"{home} table heading"), "heading", " | ".join(_plain(text) for text in filled))
            continue
        if texts[0] and len(cells) > 1:
            country = straight(unmarked(cells[0]) if len(cells[0]) else _plain(texts[0]))
        if len(filled) == 1 and texts[0]:
            yield _lone(cells[0], _plain(texts[0]), home, twins)
            country = _country_alone(cells[0], country)
        else:
            yield _entity(country, texts[1:] if len(texts) > 1 else texts, cells, home, twins)


def _country_alone(cell: Element, country: str) -> str:
    text = straight(unmarked(cell))
    return text if text.isupper() else country


def _lone(cell: Element, text: str, home: str, twins: Twins) -> Draft:
    """Return the unit of a row with one filled cell: a footnote of the list, or a country that stands alone."""
    mark = _FOOTNOTE.match(text) if opens_with_mark(cell) else None
    if mark:
        return Draft(twins.name(f"{home} footnote {mark['mark']}"), "footnote", text[mark.end() :], mark["mark"])
    return Draft(twins.name(f"{home}, {straight(unmarked(cell)) or text}"), "row", text)


def _entity(country: str, texts: list[str], cells: list[Element], home: str, twins: Twins) -> Draft:
    name = straight(fold(_AKA.split(texts[0], 1)[0])) or straight(_plain(texts[0])) or "unnamed"
    text = " | ".join(_plain(piece) for piece in texts)
    address = twins.name(f"{home}, {country}: {name}" if country else f"{home}, {name}")
    facets = facets_of(country, name, texts, cells)
    return Draft(address, "entity", text, facets=facets)


def _raw(cell: Element) -> str:
    """Return the text of a cell, folded, with its line breaks marked."""
    if not len(cell):
        return fold(cell.text or "")
    pieces = [cell.text or ""]
    for child in cell:
        if child.tag == "br":
            pieces.append(BREAK)
        elif child.tag in _INLINE:
            pieces.append(raw_text(child))
        elif child.tag in MARKS:
            pieces += (" ", raw_text(child))
        else:
            pieces += (BREAK, raw_text(child), BREAK)
        pieces.append(child.tail or "")
    return fold("".join(pieces)).strip(f"{BREAK} ")


def _plain(raw: str) -> str:
    return fold(raw.replace(BREAK, " ")) if BREAK in raw else raw
