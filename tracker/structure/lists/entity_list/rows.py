"""The rows of the Entity List: the country in force, what a row is called, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker import footmarks, raised
from tracker.elements import EMPHASIS
from tracker.markup import (
    ZERO_WIDTH,
    Element,
    coded_child,
    coded_text,
    decoded,
    fold,
    is_link_notice,
)
from tracker.model import Node
from tracker.names import Name
from tracker.structure.cells import foot_rows, head_rows, is_head, span
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lists.entity_list.facets import BREAK, facets_of
from tracker.structure.names import (
    bare,
    marks,
    opens_with_mark,
    straight,
    unmarked,
    without_pictures,
)
from tracker.structure.remembered import Remembered, bytes_of, key_of

COLUMNS = 5
_READ = Remembered[tuple[Node | None, str]](4_000_000)
"""Rows by their bytes and the country above them, with the country in force below them.

Not those with small print: what it means may depend on the foot of the table.
"""
_INLINE = EMPHASIS | {"FR", "FTREF"}
_AKA = re.compile(r",\s*a\.\s?k\.\s?a\.", re.IGNORECASE)
_MARK = re.compile(r"(?P<mark>\d{1,2})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body, and whether its first cell is that of the country.

    Below a country that spans rows it is not.
    """

    cells: tuple[Element, ...]
    led: bool


def body_rows(table: Element) -> Iterator[Row]:
    """Yield the rows of a table without its header and foot."""
    spanned = 0
    for row in _rows_between(table):
        if is_head(row):
            continue
        led = spanned == 0
        spanned = span(row[0], "rowspan") - 1 if led else spanned - 1
        yield Row(tuple(row), led)


def header_cells(table: Element) -> list[Element]:
    """Return the cells of the header in order."""
    return [cell for row in head_rows(table) for cell in row]


def later_header_cells(table: Element) -> list[Element]:
    """Return the cells of rows of a header that stand among those of the body."""
    return [cell for row in _rows_between(table) if is_head(row) for cell in row]


def _rows_between(table: Element) -> Iterator[Element]:
    apart = {*head_rows(table), *foot_rows(table)}
    return (row for row in table.iter("TR") if len(row) and row not in apart)


class RowReader:
    """Turns rows into units; remembers the country in force.

    The country is in the address only; one that carries a footnote mark is also the label of its
    row, so that no mark is lost.
    """

    def __init__(self, home: Name, twins: TakenNames) -> None:
        self._home, self._twins = home, twins
        self._country = ""

    def read(self, row: Row) -> Draft | None:
        """Return the unit of a row, None for an empty one; a row is read once below a country."""
        served = bytes_of(row.cells[0].getparent())
        key = key_of(self._home.text.encode(), self._country.encode(), b"led" * row.led, served)
        known = _READ.get(key)
        if known is None:
            marked, noted = _read_cells(row.cells)
            unit = self._unit(row, marked, noted)
            known = unit.node() if unit is not None else None, self._country
            if not noted:
                _READ.keep(key, known, len(served))
        found, self._country = known
        if found is None:
            return None
        name = self._twins.name(found.name)
        return Draft.finished(found if name == found.name else replace(found, name=name))

    def _unit(self, row: Row, marked: list[str], noted: Sequence[Element]) -> Draft | None:
        """Return the unit of a row under the name that it would have alone."""
        texts = [footmarks.as_printed(text) for text in marked] if noted else marked.copy()
        texts[0] = texts[0].strip(ZERO_WIDTH)
        if texts[0] and row.led and not any(texts[1:]):
            return self._lone(row.cells[0], texts[0])
        if not any(texts):
            return None
        label = ""
        if _has_country_cell(row, texts):
            if texts[0]:
                label = self._enter(row.cells[0], fold(texts[0].replace(BREAK, " ")))
            texts, marked = texts[1:], marked[1:]
        return self._entity(texts, marked[0], noted, label)

    def _enter(self, cell: Element, printed: str) -> str:
        """Move to the country of a cell; return its print, if marks or pictures stand in it."""
        country = straight(unmarked(cell))
        pictured = "[graphic" in printed
        if not (pictured and country.startswith("[graphic")):
            self._country = country
        return printed if pictured or marks(cell) else ""

    def _entity(self, texts: list[str], marked: str, noted: Sequence[Element], label: str) -> Draft:
        """Return the unit of an entity.

        `marked` is its own cell with the footnote marks, which are no part of its name.
        `noted` are the cells of the row that may hold such marks.
        """
        printed = [fold(text.replace(BREAK, " ")) if BREAK in text else text for text in texts]
        entity = footmarks.without_marks(marked)
        first = _first_line(entity)
        aka = _AKA.search(first)
        name = straight(bare(first[: aka.start()] if aka else first) or printed[0]) or "unnamed"
        text = " | ".join(printed)
        facets = facets_of(self._country, name, entity, printed, noted)
        return Draft(
            self._home.entity(self._country, name),
            "entity",
            text if all(printed) else fold(text),
            label,
            facets=facets,
        )

    def _lone(self, cell: Element, raw: str) -> Draft:
        """Return the unit of a row with one filled cell: a footnote, or a country alone."""
        text = fold(raw.replace(BREAK, " "))
        mark = _MARK.match(text) if opens_with_mark(cell) else None
        if mark:
            return Draft(
                self._home.named(f"footnote {mark['mark']}", "footnote"),
                "footnote",
                text[mark.end() :],
                mark["mark"],
            )
        country = straight(unmarked(cell)) or text
        if country.isupper():
            self._country = country
        return Draft(self._home.country(country), "row", text)


def _has_country_cell(row: Row, texts: Sequence[str]) -> bool:
    """Tell whether the first cell is that of the country: blank, in capitals, or of five."""
    if not row.led or len(texts) < 2:  # noqa: PLR2004 (country and another)
        return False
    return len(texts) == COLUMNS or not texts[0] or texts[0].isupper()


def _read_cells(cells: Sequence[Element]) -> tuple[list[str], list[Element]]:
    """Return the texts of the cells of a row, and those cells that may hold footnote marks."""
    texts: list[str] = []
    noted: list[Element] = []
    for cell in cells:
        text = _lines(cell)
        if text is None:
            noted.append(cell)
            text = _marked(cell)
        texts.append(text)
    return texts, noted


def _first_line(text: str) -> str:
    """Return the first line of a cell that has words, without the pictures beside them."""
    lines = text.split(BREAK)
    return next(
        (
            words
            for line in lines
            if (words := without_pictures(line)) and not words.lstrip().startswith("[graphic")
        ),
        lines[0],
    )


def _lines(cell: Element) -> str | None:
    """Return what `_marked` does for a cell of words, emphasis and line breaks alone.

    None for one that may hold marks.
    """
    if not len(cell):
        return _words(cell.text or "")
    pieces = [cell.text or ""]
    for child in cell:
        tag, inside = child.tag, child.text
        if tag == "br" and not inside:
            pieces.append(BREAK)
        elif tag in EMPHASIS and inside and not raised.setting_of(tag, child.get("T")):
            pieces.append(inside)
        else:
            return None
        if len(child):
            return None
        pieces.append(child.tail or "")
    text = "".join(pieces)
    if raised.holds_small_print(text):
        return None
    text = fold(text).strip(f"{BREAK} ")
    return None if footmarks.holds_edges(text) else text


@lru_cache(maxsize=4_096)
def _words(text: str) -> str | None:
    """Return the folded text of a cell without elements; most cells repeat others.

    None where there is small print in it.
    """
    return None if raised.holds_small_print(text) else fold(text)


def _marked(cell: Element) -> str:
    """Return the text of a cell, folded, with its line breaks and its footnote marks marked."""
    pieces = [cell.text or ""]
    for child in cell:
        tag = child.tag
        if tag == "br":
            pieces.append(BREAK)
        elif tag in _INLINE or raised.setting_of(tag, None):
            pieces.append(coded_child(child))
        elif not is_link_notice(child):
            pieces += (BREAK, coded_text(child), BREAK)
        if child.tail:
            pieces.append(child.tail)
    return fold(decoded("".join(pieces), cell)).strip(f"{BREAK} ")
