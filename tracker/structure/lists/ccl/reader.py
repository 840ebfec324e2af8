"""The Commerce Control List (15 CFR 774 Supp. 1): a flat run of lines to entries and items.

HEAD, XREF, CITA ...                          -> surroundings
HD1 Category 3, HD1 A. "End Items," ...       -> headings `Category 3`, `Category 3 A`
FP-2 B 3A090 ...                              -> an entry; what follows belongs to it (`entry`)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.elements import DIVISIONS, LEVELS
from tracker.markup import Element, fold
from tracker.model import Node
from tracker.names import Name
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lines import Line, lines_in
from tracker.structure.lists.ccl.entry import EntryReader
from tracker.structure.lists.ccl.labels import ECCN, with_plain_label
from tracker.structure.names import straight
from tracker.structure.remembered import Remembered, bytes_of, key_of
from tracker.structure.surroundings import SURROUNDING, surroundings

_CATEGORY = re.compile(r"category\s+(?P<number>\d{1,2})\b", re.IGNORECASE)
_PART = re.compile(r"\bpart\s+(?P<part>\d|I{1,3})\b", re.IGNORECASE)
_GROUP = re.compile(r"(?:product group\s+)?(?P<group>[A-E])[.\s—–:-]+(?=\S)", re.IGNORECASE)
_EAR99 = re.compile(r"EAR99\b")
_ROMAN = {"I": "1", "II": "2", "III": "3"}
_ENTRY_TAGS = frozenset(("FP-2", "FP-1", "FP", "P", *LEVELS))


@dataclass(slots=True)
class _Place:
    """The category, part and product group in force."""

    category: str = ""
    part: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        return " ".join(piece for piece in (self.category, self.part, self.group) if piece)


def build(element: Element, home: Name) -> Node:
    """Read the Commerce Control List, whole or any run of it, even one that begins inside an entry.

    `element` is a DIV9; the result is the provision. Entries are its children, fields, items and
    notes theirs; units stand in document order, so that a note which names an item before its place
    carries that item's address but hangs on what still is open.
    """
    return _Reader(home, _Place()).read(element)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands from one entry to the next: its units, their names, and the place behind it."""

    units: tuple[Node, ...]
    names: TakenNames
    place: _Place


_STRETCHES = Remembered[_Stretch](4_000_000)
"""Stretches by their bytes and by the place that they stand in."""
_OPENINGS = Remembered[bool](2_000_000)
"""Whether a line opens an entry, by its bytes."""


class _Reader:
    """Walks the lines once and hands each run between two headings to an `EntryReader`.

    An entry decides by itself how it is read, whatever stands before it, but for the names that are
    taken; so what stands from one entry to the next is read once for all versions of the list.
    """

    def __init__(self, home: Name, place: _Place) -> None:
        self._home = home
        self._taken = TakenNames()
        self._units: list[Draft] = []
        self._place = place
        self._owner = ""
        self._entry: Draft | None = None
        self._run: list[Line] = []

    def read(self, element: Element) -> Node:
        children = list(element)
        served = [bytes_of(child, tail=True) for child in children]
        starts = _starts(children, served) if _stands_in_divisions(element) else []
        bounds = [*starts, len(children)]
        self._read(lines_in(children[: bounds[0]], element.text), is_last=not starts)
        for start, end in pairwise(bounds):
            if end < len(children):
                self._read_stretch(children[start:end], served[start:end])
            else:
                self._read(lines_in(children[start:]), is_last=True)
        return Draft(self._home, "provision", children=self._units).node()

    def _read(self, found: Sequence[Line], *, is_last: bool = False) -> None:
        """Read some lines; behind the last ones of the list stands what surrounds it."""
        lines = [with_plain_label(line) for line in found]
        body = len(lines)
        while is_last and body and lines[body - 1].tag in SURROUNDING:
            body -= 1
        for line in lines[:body]:
            self._take(line)
        self._close()
        for line in lines[body:]:
            self._units.extend(surroundings(line.element, self._home, self._taken))

    def _read_stretch(self, children: Sequence[Element], served: Sequence[bytes]) -> None:
        """Read from one entry to the next, once wherever its names are its own in the list."""
        place = self._place
        around = (self._home.text, place.category, place.part, place.group)
        key = key_of(*(name.encode() for name in around), *served)
        known = _STRETCHES.get(key)
        if known is None:
            known = self._apart(children)
            _STRETCHES.keep(key, known, sum(map(len, served)))
        if self._taken.join(known.names):
            self._units += [Draft.finished(unit) for unit in known.units]
            self._place = replace(known.place)
        else:
            self._read(lines_in(children))

    def _apart(self, children: Sequence[Element]) -> _Stretch:
        """Read a stretch as if no name were taken."""
        reader = _Reader(self._home, replace(self._place))
        reader._read(lines_in(children))
        units = tuple(unit.node() for unit in reader._units)
        return _Stretch(units, reader._taken, reader._place)

    def _take(self, line: Line) -> None:
        if (eccn := _eccn_of(line)) is not None:
            self._close()
            self._open_entry(eccn, line.text)
        elif self._is_group(line):
            self._close()
            name = self._taken.name(self._home.numbered_part(self._place.name))
            self._units.append(Draft(name, "heading", line.text))
            self._owner = self._place.name
        elif line.text.startswith("EAR99") and _EAR99.match(line.text):
            self._close()
            name = self._taken.name(self._home.numbered_part(f"{self._category()}EAR99"))
            self._units.append(Draft(name, "paragraph", line.text))
            self._owner = self._place.name
        else:
            self._run.append(line)

    def _open_entry(self, eccn: re.Match[str], text: str) -> None:
        self._owner = eccn["eccn"]
        self._place.category = f"Category {self._owner[0]}"
        name = self._taken.name(self._home.entry(self._owner))
        self._entry = Draft(name, "entry", text[eccn.end() :], self._owner)
        self._units.append(self._entry)

    def _close(self) -> None:
        """Read the lines of the entry that is open, or those below a heading."""
        if self._run:
            units = self._units if self._entry is None else self._entry.children
            EntryReader(self._home, self._owner, units, self._taken).read(self._run)
        self._entry, self._run = None, []

    def _category(self) -> str:
        return f"{self._place.category} " if self._place.category else ""

    def _is_group(self, line: Line) -> bool:
        """Tell whether a line heads a category, part or product group, and move to that place."""
        if line.tag not in LEVELS:
            return False
        text, place = straight(line.text), self._place
        category, part = _CATEGORY.match(text), _PART.search(text)
        if category:
            self._place = _Place(f"Category {category['number']}", _part_name(part))
        elif part and part.start() == 0:
            place.part, place.group = _part_name(part), ""
        elif place.category and (group := _GROUP.match(text)):
            place.group = group["group"].upper()
        else:
            return False
        return True


def _stands_in_divisions(element: Element) -> bool:
    """Tell whether only divisions stand around a list: then they have no say in how it prints."""
    return all(above.tag in ("ECFR", *DIVISIONS) for above in element.iterancestors())


def _starts(children: Sequence[Element], served: Sequence[bytes]) -> list[int]:
    """Return the places of the lines that open an entry for sure, whatever stands before them."""
    return [
        place
        for place, child in enumerate(children)
        if child.tag == "FP-2" and _opens_entry(child, served[place])
    ]


def _opens_entry(child: Element, served: bytes) -> bool:
    key = key_of(served)
    known = _OPENINGS.get(key)
    if known is None:
        line = next(iter(lines_in([child])), None)
        known = line is not None and line.tag == "FP-2" and bool(_eccn_of(with_plain_label(line)))
        _OPENINGS.keep(key, known, len(served))
    return known


def _part_name(part: re.Match[str] | None) -> str:
    return f"Part {_ROMAN.get(part['part'].upper(), part['part'])}" if part else ""


def _eccn_of(line: Line) -> re.Match[str] | None:
    """Return the ECCN that opens an entry.

    Such a line is bold (`<FP-2><B>3A090 ...`), an FP-2 or a heading that begins with an ECCN.
    """
    if line.tag not in _ENTRY_TAGS or not line.text[:1].isdigit():
        return None
    if line.tag in ("P", "FP", "FP-1") and not _opens_bold(line.element):
        return None
    return ECCN.match(line.text)


def _opens_bold(element: Element) -> bool:
    if fold(element.text or ""):
        return False
    first = next(iter(element), None)
    return first is not None and (
        first.tag == "B"
        or (first.tag == "E" and next(iter(first), None) is not None and first[0].tag == "B")
    )
