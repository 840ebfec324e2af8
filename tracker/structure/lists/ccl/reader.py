"""The Commerce Control List (15 CFR 774 Supp. 1): a flat run of lines to entries and items.

HEAD, XREF, CITA ...                          -> surroundings
HD1 Category 3, HD1 A. "End Items," ...       -> headings `Category 3`, `Category 3 A`
FP-2 B 3A090 ...                              -> an entry; what follows belongs to it (`entry`)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.address import Address
from tracker.elements import LEVELS
from tracker.markup import Element, fold
from tracker.model import Node
from tracker.structure.drafts import Draft, Twins
from tracker.structure.lines import Line, lines_of
from tracker.structure.lists.ccl.entry import EntryReader
from tracker.structure.lists.ccl.labels import ECCN, with_plain_label
from tracker.structure.names import straight
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


def build(element: Element, address: Address) -> Node:
    """Read the Commerce Control List, whole or any run of it, even one that begins inside an entry.

    `element` is a DIV9; the result is the provision. Entries are its children, fields, items and
    notes theirs; units stand in document order, so that a note which names an item before its place
    carries that item's address but hangs on what still is open.
    """
    home = str(address)
    return _Reader(home).read(element)


class _Reader:
    """Walks the lines once and hands each run between two headings to an `EntryReader`."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._twins = Twins()
        self._units: list[Draft] = []
        self._place = _Place()
        self._owner = ""
        self._entry: Draft | None = None
        self._run: list[Line] = []

    def read(self, element: Element) -> Node:
        lines = [with_plain_label(line) for line in lines_of(element)]
        body = len(lines)
        while body and lines[body - 1].tag in SURROUNDING:
            body -= 1
        for line in lines[:body]:
            self._take(line)
        self._close()
        for line in lines[body:]:
            self._units.extend(surroundings(line.element, self._home, self._twins))
        return Draft(self._home, "provision", children=self._units).node()

    def _take(self, line: Line) -> None:
        if (eccn := _eccn_of(line)) is not None:
            self._close()
            self._open_entry(eccn, line.text)
        elif self._is_group(line):
            self._close()
            self._units.append(
                Draft(self._twins.name(f"{self._home}, {self._place.name}"), "heading", line.text)
            )
            self._owner = self._place.name
        elif line.text.startswith("EAR99") and _EAR99.match(line.text):
            self._close()
            self._units.append(
                Draft(
                    self._twins.name(f"{self._home}, {self._category()}EAR99"),
                    "paragraph",
                    line.text,
                )
            )
            self._owner = self._place.name
        else:
            self._run.append(line)

    def _units_now(self) -> list[Draft]:
        return self._entry.children if self._entry is not None else self._units

    def _open_entry(self, eccn: re.Match[str], text: str) -> None:
        self._owner = eccn["eccn"]
        self._place.category = f"Category {self._owner[0]}"
        self._entry = Draft(
            self._twins.name(f"{self._home}, {self._owner}"),
            "entry",
            text[eccn.end() :],
            self._owner,
        )
        self._units.append(self._entry)

    def _close(self) -> None:
        self._close_run()
        self._entry = None

    def _close_run(self) -> None:
        if self._run:
            EntryReader(self._home, self._owner, self._units_now(), self._twins).read(self._run)
            self._run = []

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
