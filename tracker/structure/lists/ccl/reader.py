"""The Commerce Control List (15 CFR 774 Supp. 1): one flat run of lines to entries with fields, items and notes.

HEAD, XREF, CITA ...                          -> ccl_frame
HD1 Category 3, HD1 A. "End Items," ...       -> headings `Category 3`, `Category 3 A`
FP-2 B 3A090 ...                              -> an entry; what follows belongs to it (ccl_entry)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.address import Address
from tracker.markup import Element, fold
from tracker.model import Node, node
from tracker.structure.drafts import Draft, Twins
from tracker.structure.frame import FRAME_TAGS, frame
from tracker.structure.lines import Line, lines_in
from tracker.structure.lists.ccl.entry import EntryReader
from tracker.structure.lists.ccl.labels import ECCN, with_plain_label
from tracker.structure.mending import DIVISIONS
from tracker.structure.names import straight
from tracker.structure.reuse import Remembered, bytes_of, key_of

_CATEGORY = re.compile(r"category\s+(?P<number>\d{1,2})\b", re.IGNORECASE)
_PART = re.compile(r"\bpart\s+(?P<part>\d|I{1,3})\b", re.IGNORECASE)
_GROUP = re.compile(r"(?:product group\s+)?(?P<group>[A-E])[.\s—–:-]+(?=\S)", re.IGNORECASE)
_EAR99 = re.compile(r"EAR99\b")
_ROMAN = {"I": "1", "II": "2", "III": "3"}
_ENTRY_TAGS = frozenset(("FP-2", "FP-1", "FP", "P", "HD1", "HD2", "HD3", "HD4"))
_HEADINGS = frozenset(("HD1", "HD2", "HD3", "HD4"))


@dataclass(slots=True)
class _Place:
    """The category, part and product group in force."""

    category: str = ""
    part: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        return " ".join(piece for piece in (self.category, self.part, self.group) if piece)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands from one entry to the next: its units, their names, and the place behind it."""

    units: tuple[Node, ...]
    twins: Twins
    place: _Place


_STRETCHES: Remembered[_Stretch] = Remembered(3_000)
_HEADERS: Remembered[tuple[bool]] = Remembered(3_000)


def build(element: Element, address: Address) -> Node:
    """Read the Commerce Control List, whole or any run of it, even one that begins inside an entry.

    `element` is a DIV9; the result is the provision. Entries are its children, fields, items and
    notes theirs; units stand in document order, so that a note which names an item before its place
    carries that item's address but hangs on what still is open.
    """
    home = str(address)
    return _Reader(home).read(element)


class _Reader:
    """Walks the lines of the list once and hands each run between two headings to an `EntryReader`."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._twins = Twins()
        self._whole: list[Node] = []
        self._units: list[Draft] = []
        self._place = _Place()
        self._owner = ""
        self._entry: Draft | None = None
        self._run: list[Line] = []

    def read(self, element: Element) -> Node:
        children = list(element)
        written = [bytes_of(child) for child in children]
        starts = _starts(children, written) if _stands_alone(element) else []
        ends = [*starts, len(children)]
        self._read(lines_in(children[: ends[0]], element.text), ends[0] == len(children))
        for start, end in pairwise(ends):
            if end < len(children):
                self._read_stretch(children[start:end], written[start:end])
            else:
                self._read(lines_in(children[start:]), last=True)
        return node(self._home, "provision", "", children=tuple(self._finish()))

    def _finish(self) -> list[Node]:
        """Call all units so far whole, for the next line opens an entry; return them."""
        self._whole += [unit.node() for unit in self._units]
        self._units = []
        return self._whole

    def _read(self, read: Sequence[Line], last: bool) -> None:
        """Read some lines; the last of the list may be followed by what frames it."""
        lines = [with_plain_label(line) for line in read]
        body = len(lines)
        while last and body and lines[body - 1].tag in FRAME_TAGS:
            body -= 1
        for line in lines[:body]:
            self._take(line)
        self._close()
        for line in lines[body:]:
            self._units.extend(frame(line.element, self._home, self._twins))

    def _read_stretch(self, children: Sequence[Element], written: Sequence[bytes]) -> None:
        """Read from one entry to the next, or take what was read when the same stood there."""
        place = self._place
        key = key_of(*(name.encode() for name in (self._home, place.part, place.group)), *written)
        known = _STRETCHES.get(key) or _STRETCHES.put(key, self._apart(children))
        if self._twins.take_in(known.twins):
            self._finish().extend(known.units)
            self._place = replace(known.place)
        else:
            self._read(lines_in(children), last=False)

    def _apart(self, children: Sequence[Element]) -> _Stretch:
        reader = _Reader(self._home)
        reader._place = replace(self._place)
        reader._read(lines_in(children), last=False)
        return _Stretch(tuple(reader._finish()), reader._twins, reader._place)

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
        """Tell whether a line heads a category, a part or a product group, and move to that place."""
        if line.tag not in _HEADINGS:
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


def _stands_alone(element: Element) -> bool:
    """Tell whether only divisions stand around an element: then they have no say in its print."""
    return all(above.tag == "ECFR" or above.tag in DIVISIONS for above in element.iterancestors())


def _starts(children: Sequence[Element], written: Sequence[bytes]) -> list[int]:
    """Return the places of the lines that open an entry for sure, whatever stands before them."""
    return [
        place
        for place, child in enumerate(children)
        if child.tag == "FP-2" and _is_header(child, written[place])
    ]


def _is_header(child: Element, written: bytes) -> bool:
    key = key_of(written)
    known = _HEADERS.get(key)
    if known is None:
        line = next(iter(lines_in([child])), None)
        opens = line is not None and line.tag == "FP-2" and bool(_eccn_of(with_plain_label(line)))
        known = _HEADERS.put(key, (opens,))
    return known[0]


def _part_name(part: re.Match[str] | None) -> str:
    return f"Part {_ROMAN.get(part['part'].upper(), part['part'])}" if part else ""


def _eccn_of(line: Line) -> re.Match[str] | None:
    """Return the ECCN that opens an entry: a bold line (`<FP-2><B>3A090 ...`), an FP-2 or a heading that begins with one."""
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
