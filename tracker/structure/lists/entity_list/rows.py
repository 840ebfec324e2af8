"""The rows of the Entity List's table: which country is in force, what the row is called, what its cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker import raised
from tracker.markup import (
    ZERO_WIDTH,
    Element,
    coded_child,
    coded_text,
    fold,
    is_link_notice,
    marks_below,
    settled,
)
from tracker.model import Node
from tracker.structure.drafts import Draft, Twins
from tracker.structure.lists.countries.header import span
from tracker.structure.lists.entity_list.facets import BREAK, facets_of
from tracker.structure.names import (
    bare,
    marks,
    opens_with_mark,
    straight,
    unmarked,
    without_pictures,
)
from tracker.structure.reuse import Remembered, bytes_of, key_of

COLUMNS = 5
_EMPHASIS = frozenset(("E", "I", "B", "strong", "em"))
_INLINE = _EMPHASIS | {"FR", "FTREF"}
_AKA = re.compile(r",\s*a\.\s?k\.\s?a\.", re.IGNORECASE)
_MARK = re.compile(r"(?P<mark>\d{1,2})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body: its cells, and whether the first of them is the country cell (not so below one that spans rows)."""

    cells: tuple[Element, ...]
    led: bool

    @property
    def width(self) -> int:
        """Return how many of the table's columns the row fills."""
        own = sum(span(cell, "colspan") for cell in self.cells)
        return own if self.led else own + 1


def body_rows(table: Element) -> Iterator[Row]:
    """Yield the rows of a table without its header and foot."""
    spanned = 0
    for row in table.iter("TR"):
        above = row.getparent()
        cells = tuple(row)
        if (
            not cells
            or (above is not None and above.tag in ("THEAD", "TFOOT"))
            or _is_header(cells)
        ):
            continue
        led = spanned == 0
        spanned = span(cells[0], "rowspan") - 1 if led else spanned - 1
        yield Row(cells, led)


def _is_header(cells: Sequence[Element]) -> bool:
    return cells[0].tag == "TH" and all(cell.tag == "TH" for cell in cells)


def header_cells(table: Element) -> list[Element]:
    """Return the cells of the header in order."""
    heads = [row for head in table.iter("THEAD") for row in head.iter("TR")]
    if not heads:
        heads = [
            row for row in table.iter("TR") if len(row) and all(cell.tag == "TH" for cell in row)
        ]
    return [cell for row in heads for cell in row]


@dataclass(frozen=True, slots=True)
class _ReadRow:
    """The unit of a row, if it has one, the name that it took, and the country in force behind it."""

    units: tuple[Node, ...]
    twins: Twins
    country: str


_ROWS: Remembered[_ReadRow] = Remembered(8_000)


class RowReader:
    """Turns rows into units; remembers the country in force.

    The country is in the address only; one that carries a footnote mark is also the label of its
    row, so that no mark is lost.
    """

    def __init__(self, home: str, twins: Twins) -> None:
        self._home, self._twins = home, twins
        self._country = ""

    def read_all(self, table: Element) -> list[Node]:
        """Return the units of the rows of a table; a row that was read before is not read again.

        Beside a row's own bytes count the country above it, and for its small print what the table
        stands in and which footnotes stand below.
        """
        around = [str(above.tag) for above in table.iterancestors()]
        beside = "\n".join([self._home, *around, *sorted(marks_below(table))])
        found: list[Node] = []
        for row in body_rows(table):
            key = key_of(
                f"{beside}\n{row.led}\n{self._country}".encode(),
                bytes_of(row.cells[0].getparent(), tail=False),
            )
            known = _ROWS.get(key) or _ROWS.put(key, self._apart(row))
            if self._twins.take_in(known.twins):
                self._country = known.country
                found += known.units
            elif draft := self.read(row):
                found.append(draft.node())
        return found

    def _apart(self, row: Row) -> _ReadRow:
        """Read a row as if no name were taken."""
        reader = RowReader(self._home, Twins())
        reader._country = self._country
        draft = reader.read(row)
        return _ReadRow((draft.node(),) if draft else (), reader._twins, reader._country)

    def read(self, row: Row) -> Draft | None:
        """Return the unit of a row, None for an empty one."""
        read = [_lines(cell) for cell in row.cells]
        noted: list[Element] = []
        marked = [text for text in read if text is not None]
        if len(marked) < len(read):
            marked = [
                _marked(cell) if text is None else text
                for cell, text in zip(row.cells, read, strict=True)
            ]
            noted = [cell for cell, text in zip(row.cells, read, strict=True) if text is None]
        texts = [raised.as_printed(text) for text in marked] if noted else marked.copy()
        texts[0] = texts[0].strip(ZERO_WIDTH)
        if texts[0] and row.led and not any(texts[1:]):
            return self._lone(row.cells[0], texts[0])
        if not any(texts):
            return None
        label = ""
        led = row.led and (len(texts) == COLUMNS or not texts[0] or texts[0].isupper())
        if led and len(texts) > 1:
            if texts[0]:
                label = self._enter(row.cells[0], fold(texts[0].replace(BREAK, " ")))
            texts, marked = texts[1:], marked[1:]
        return self._entity(texts, marked[0], noted, label)

    def _enter(self, cell: Element, printed: str) -> str:
        """Move to the country of a cell; return what is printed there, if marks or pictures stand beside its name."""
        country = straight(unmarked(cell))
        pictured = "[graphic" in printed
        if not (pictured and country.startswith("[graphic")):
            self._country = country
        return printed if pictured or marks(cell) else ""

    def _entity(self, texts: list[str], marked: str, noted: Sequence[Element], label: str) -> Draft:
        """Return the unit of an entity; `marked` is its own cell with the footnote marks, which are no part of its name.

        `noted` are the cells of the row that may hold such marks.
        """
        printed = [fold(text.replace(BREAK, " ")) if BREAK in text else text for text in texts]
        entity = raised.without_marks(marked)
        first = _first_line(entity)
        aka = _AKA.search(first)
        name = straight(bare(first[: aka.start()] if aka else first) or printed[0]) or "unnamed"
        text = " | ".join(printed)
        place = (
            f"{self._home}, {self._country}: {name}" if self._country else f"{self._home}, {name}"
        )
        facets = facets_of(self._country, name, entity, printed, noted)
        return Draft(
            self._twins.name(place),
            "entity",
            text if all(printed) else fold(text),
            label,
            facets=facets,
        )

    def _lone(self, cell: Element, raw: str) -> Draft:
        """Return the unit of a row with one filled cell: a footnote of the list, or a country that stands alone."""
        text = fold(raw.replace(BREAK, " "))
        mark = _MARK.match(text) if opens_with_mark(cell) else None
        if mark:
            return Draft(
                self._twins.name(f"{self._home} footnote {mark['mark']}"),
                "footnote",
                text[mark.end() :],
                mark["mark"],
            )
        country = straight(unmarked(cell)) or text
        if country.isupper():
            self._country = country
        return Draft(self._twins.name(f"{self._home}, {country}"), "row", text)


def _first_line(text: str) -> str:
    """Return the first line of a cell that has words, without the pictures beside them."""
    lines = text.split(BREAK)
    return next(
        (
            one
            for line in lines
            if (one := without_pictures(line)) and not one.lstrip().startswith("[graphic")
        ),
        lines[0],
    )


def _lines(cell: Element) -> str | None:
    """Return what `_marked` does for a cell of nothing but words, emphasis and line breaks, None for one that may hold marks."""
    if not len(cell):
        return _words(cell.text or "")
    pieces = [cell.text or ""]
    for child in cell:
        tag, inside = child.tag, child.text
        if tag == "br" and not inside:
            pieces.append(BREAK)
        elif tag in _EMPHASIS and inside and not raised.setting_of(tag, child.get("T")):
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
    return None if raised.holds_edges(text) else text


@lru_cache(maxsize=4_096)
def _words(text: str) -> str | None:
    """Return the folded text of a cell without elements, None where there is small print in it; most cells repeat others."""
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
    return fold(settled("".join(pieces), cell)).strip(f"{BREAK} ")
