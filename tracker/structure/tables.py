"""Ordinary tables: one unit a table, a row, a cell.

    15 CFR 738.2(d)(1) table 1                               caption and header
    15 CFR 738.2(d)(1) table 1, 000-099                      the row; its text is its first cell
    15 CFR 738.2(d)(1) table 1, 000-099 [Reason for control] the cells after it
    15 CFR 740 Supp. 1 table 2 footnote 1                    what stands in the foot

A key is the text of the first visible cell, footnote marks dropped, quotes and dashes straightened,
cut at a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.markup import Element, fold, plain_quotes
from tracker.names import Name
from tracker.structure.blocks import is_visible, seen_text
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.grid import Cell, Grid, read
from tracker.structure.names import opening_mark, unmarked, without_colon
from tracker.structure.notes import NoteHead, read_head

_LONGEST_KEY = 80
_FEW_ROWS = 6
_NUMBERED = re.compile(r"table (?:no\. ?)?(\d{1,3})\b(?P<rest>.{0,80})", re.IGNORECASE)


def build(table: Element, base: Name, taken: TakenNames) -> Draft:
    """Return a TABLE or GPOTABLE as a unit below `base`, with its rows, cells and footnotes.

    The number is the one of the caption ("Table 2 to ..."), else the place among the tables of
    `base`.
    """
    grid = read(table)
    caption = fold(" ".join(grid.caption))
    number = caption_number(caption)
    name = taken.name(base.table(number or taken.count(base, "table")))
    unit = Draft(name, "table", fold(" ".join((*grid.caption, *grid.header))))
    _rows(grid, unit, taken)
    unit.children += footnotes(grid.foot, name, taken)
    return unit


def caption_number(caption: str) -> str:
    """Return the number that a caption gives its table, or ""."""
    found = _NUMBERED.match(caption)
    return found[1] if found else ""


def caption_target(table: Element) -> NoteHead:
    """Read what a caption says the table belongs to (`Table 1 to Paragraph (d)(1)`)."""
    caption = next(iter(table.iter("CAPTION", "TTITLE")), None)
    found = _NUMBERED.match(unmarked(caption)) if caption is not None else None
    return read_head(f"Note{found['rest']}") if found else NoteHead("note")


def key_of(text: str) -> str:
    """Return a text as the key of a row or the name of a column.

    Quotes and dashes are straight, it has no colon at its end, and at most 80 characters.
    """
    key = without_colon(fold(plain_quotes(text)))
    if len(key) > _LONGEST_KEY:
        key = key[:_LONGEST_KEY].rpartition(" ")[0] or key[:_LONGEST_KEY]
    return key


def _rows(grid: Grid, table: Draft, taken: TakenNames) -> None:
    """Append the rows; where the first column groups rows, its cell is a unit of its own.

    So a row that is put first in a group does not take the group's name from the row that stood
    there before. A first column groups rows where it is blank or spanned below some of them.
    """
    wide = [row for row in grid.rows if len(row) > 1 or row[0].column > 0]
    grouped = any(row[0].column > 0 for row in wide) and any(row[0].column == 0 for row in wide)
    shared = (
        not grouped and 2 * len({row[0].key for row in wide}) < len(wide) and len(wide) > _FEW_ROWS
    )
    group = ""
    for row in grid.rows:
        rest = row
        if grouped and row[0].column == 0:
            group = key_of(row[0].key)
            name = taken.name(table.name.row(group))
            table.children.append(Draft(name, "row", row[0].text))
            rest = row[1:]
        if rest:
            key = _key_of(rest, group, shared=shared)
            table.children.append(_row(rest, table.name.row(key), grid.columns, taken))


def _key_of(row: tuple[Cell, ...], group: str, *, shared: bool) -> str:
    """Return the key of a row: below its group, or with its second cell where first ones repeat."""
    if group:
        return f"{group}: {key_of(row[0].key)}"
    second = row[1].key if shared and len(row) > 1 else ""
    return key_of(f"{row[0].key}: {second}" if second else row[0].key)


def _row(row: tuple[Cell, ...], name: Name, columns: tuple[str, ...], taken: TakenNames) -> Draft:
    unit = Draft(taken.name(name), "row", row[0].text)
    for cell in row[1:]:
        column = key_of(columns[cell.column]) if cell.column < len(columns) else ""
        name = unit.name.column(column or str(cell.column + 1))
        unit.children.append(Draft(taken.name(name), "cell", cell.text))
    return unit


def footnotes(rows: Iterable[Element], base: Name, taken: TakenNames) -> list[Draft]:
    """Return the foot of a table as footnotes; a row without a mark goes on with the one before."""
    notes: list[Draft] = []
    for row in rows:
        text = seen_text(row)
        if not text:
            continue
        mark, rest = split_mark(row, text)
        if not mark and notes and notes[-1].label:
            notes[-1].extend(rest)
        else:
            notes.append(Draft(taken.name(footnote_name(base, mark)), "footnote", rest, label=mark))
    return notes


def parts_of(element: Element) -> list[Element]:
    """Return the paragraphs of a foot; where words stand outside of them it is one."""
    if not len(element) or any(map(is_visible, (element.text, *(part.tail for part in element)))):
        return [element]
    return list(element)


def footnote_name(base: Name, mark: str) -> Name:
    """Return the name of a footnote: its mark without closing punctuation, if it has one."""
    plain = mark.strip(" .)(")
    return base.named(f"footnote {plain}" if plain else "footnote", "footnote")


def split_mark(element: Element, text: str) -> tuple[str, str]:
    """Part a footnote into its mark, which is raised or a star or dagger, and its text."""
    mark = opening_mark(element)
    if mark and text.startswith(mark):
        return mark, text[len(mark) :].lstrip()
    found = re.match(r"(\*{1,4}|[†‡]{1,3})\s*(?=\S)", text)
    return (found[1], text[found.end() :]) if found else ("", text)
