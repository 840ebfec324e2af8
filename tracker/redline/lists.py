"""Changes of lists as people read lists.

An Entity List row as a card, cells of one table as a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from tracker import plain
from tracker.model import Change, Span
from tracker.redline import names
from tracker.redline.fold import FULL, View, fold, spans_of
from tracker.redline.values import Card, Field, Pieces, Row, Table

SEPARATOR = " | "
FACETS = ("Name and aliases", "Requirement", "Policy", "Citation")
"""The four cells after the country, in their order on the Entity List."""
_NUMBER = re.compile(r"(\d{1,9})")
_ALIASES = re.compile(r"^[,\s]*a\.k\.a\.,?\s*(?:the following[^:]*:)?\s*", re.IGNORECASE)
_ALIAS_ENDS = re.compile(r"[;,.]?(?:\s+and)?\s*$")


def changed_facets(change: Change) -> tuple[str, ...]:
    """Name the facets of an Entity List row that an amendment touched, in their order.

    Empty where they cannot be told.
    """
    before, after = (change.before or "").split(SEPARATOR), (change.after or "").split(SEPARATOR)
    if not len(before) == len(after) == len(FACETS):
        return ()
    return tuple(name for name, old, new in zip(FACETS, before, after, strict=True) if old != new)


def card(change: Change, view: View = FULL) -> Card | None:
    """Return the card of an Entity List change, or null where the row has another shape.

    An added or removed row shows all its facets, an amended one those that changed, with their
    words.
    """
    named = names.entity(change.address)
    whole = change.after if change.after is not None else change.before
    if change.unit != "entity" or named is None or whole is None:
        return None
    cells = whole.split(SEPARATOR)
    if len(cells) != len(FACETS):
        return None
    if change.before is not None and change.after is not None and change.before != change.after:
        fields = _amended(change, view) if changed_facets(change) else ()
        if not fields:
            return None
    else:
        sign: Literal["=", "-", "+"] = (
            "+" if change.kind == "added" else "-" if change.kind == "removed" else "="
        )
        fields = tuple(_fields_of_row(named, cells, sign, view))
    return Card(change.address, change.kind, names.lead(change), named[1], fields)


def _fields_of_row(
    named: tuple[str, str], cells: Sequence[str], sign: Literal["=", "-", "+"], view: View
) -> Iterator[Field]:
    """Yield the fields of a row that came, went or moved whole, its name marked.

    Empty ones are left out.
    """
    country, name = named
    rest = cells[0].removeprefix(name)
    aliases = _ALIASES.match(rest)
    more = "; ".join(_aliases(rest[aliases.end() :])) if aliases else rest.strip(" ,;")
    values = (
        ("Country", country),
        ("Name", name),
        ("Also known as" if aliases else "Further", more),
        *zip(FACETS[1:], cells[1:], strict=True),
    )
    for title, value in values:
        if value.strip():
            yield Field(title, fold([(sign if title == "Name" else "=", value)], view))


def _aliases(text: str) -> list[str]:
    """Return the aliases of `-A; -B; and -C.`.

    What follows the last one (a postal address) stays with it.
    """
    found = [_ALIAS_ENDS.sub("", piece.strip()) for piece in text.split("—")]
    return [alias for alias in found if alias]


def _amended(change: Change, view: View) -> tuple[Field, ...]:
    """Return the facets that differ, each with its own part of the word spans."""
    before, after = (change.before or "").split(SEPARATOR), (change.after or "").split(SEPARATOR)
    parts = _parts(spans_of(change), before, after)
    fields = []
    for title, old, new, spans in zip(FACETS, before, after, parts, strict=True):
        if old == new:
            continue
        exact = _side(spans, "-") == old and _side(spans, "+") == new
        whole: list[Span] = [("-", old), ("+", new)]
        fields.append(Field(title, fold(spans if exact else whole, view)))
    return tuple(fields)


def _side(spans: Sequence[Span], mark: str) -> str:
    return "".join(text for sign, text in spans if sign in ("=", mark))


def _parts(spans: Sequence[Span], before: Sequence[str], after: Sequence[str]) -> list[list[Span]]:
    """Cut spans at the cell boundaries of the text they belong to (a kept span by the old text)."""
    old_cells, new_cells = _ranges(before), _ranges(after)
    parts: list[list[Span]] = [[] for _ in before]
    old = new = 0
    for mark, text in spans:
        start, cells = (new, new_cells) if mark == "+" else (old, old_cells)
        for number, (first, last) in enumerate(cells):
            low, high = max(first, start), min(last, start + len(text))
            if low < high:
                parts[number].append((mark, text[low - start : high - start]))
        old += len(text) if mark != "+" else 0
        new += len(text) if mark != "-" else 0
    return parts


def _ranges(cells: Sequence[str]) -> list[tuple[int, int]]:
    found, place = [], 0
    for text in cells:
        found.append((place, place + len(text)))
        place += len(text) + len(SEPARATOR)
    return found


def tables(changes: Sequence[Change], view: View = FULL) -> dict[str, Table]:
    """Return one table for each table whose cells are among the changes, by the table's address."""
    found: dict[str, dict[tuple[names.Label, names.Label], Change]] = {}
    for change in changes:
        place = names.cell(change.address) if change.unit == "cell" else None
        if place:
            found.setdefault(place.table, {})[place.row, place.column] = change
    return {home: _table(home, cells, view) for home, cells in found.items()}


def _table(home: str, cells: dict[tuple[names.Label, names.Label], Change], view: View) -> Table:
    columns = sorted(
        dict.fromkeys(column for _, column in cells), key=lambda column: natural(column.key)
    )
    rows = dict.fromkeys(row for row, _ in cells)
    lead = f"{plain.counted(len(cells), 'cell')} changed"
    made = (
        Row(row.spoken, tuple(_cell(cells.get((row, column)), view) for column in columns))
        for row in rows
    )
    return Table(home, lead, tuple(column.spoken for column in columns), tuple(made))


def _cell(change: Change | None, view: View) -> Pieces:
    return fold(spans_of(change), view) if change else ()


def natural(text: str) -> list[tuple[bool, int, str]]:
    """Return a key that sorts `D:2` before `D:10`."""
    return [
        (part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in _NUMBER.split(text)
    ]
