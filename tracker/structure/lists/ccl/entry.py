"""One entry of the Commerce Control List: its lines in order to fields, items, notes and tables.

The file has only lines, the law names units by their labels. A line is, in this order: a note, a
table, an item, a section title, a field, more of what is open, or text of its own (`3A001.e p1`),
which is never glued to an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker import footmarks
from tracker.elements import LEVELS, LISTED, PARAGRAPHS
from tracker.markup import Element, fold, text_of
from tracker.model import UnitKind
from tracker.names import Name
from tracker.structure import tables
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.lines import LOOSE, Line, stray_text
from tracker.structure.lists.ccl.fields import (
    CONTROLS,
    ITEMS,
    LIST,
    FieldLabel,
    controls_key,
    field_label,
    is_licence_table,
    licence_rows,
    title_name,
)
from tracker.structure.lists.ccl.items import ItemLabel, Levels, first_with_items, item_label
from tracker.structure.lists.ccl.labels import BRACKET
from tracker.structure.lists.ccl.notes import (
    NoteHead,
    Target,
    line_head,
    next_in_series,
    note_head,
    target_of,
)
from tracker.structure.lists.ccl.open import OpenItems, next_levels
from tracker.structure.names import straight, without_zero_width
from tracker.structure.notes import marked_parts
from tracker.structure.surroundings import SURROUNDING, surroundings

_ITEM_TAGS = PARAGRAPHS.union(LISTED)
_TEXT_TAGS = _ITEM_TAGS | {LOOSE}
_HEADING_TAGS = frozenset(LEVELS)
_CONTINUES_NOTE = re.compile(r"(?:\d{1,2}|[A-Z])\.\s|[•·–—*-]\s?")
_IN_HEADING = re.compile(r"the list of items controlled is contained in", re.IGNORECASE)


class EntryReader:
    """Reads the lines below one heading.

    `owner` is its ECCN, a category, or "" for a run that begins inside an entry.
    """

    def __init__(self, home: Name, owner: str, units: list[Draft], taken: TakenNames) -> None:
        self._home, self._owner, self._taken = home, owner, taken
        self._is_entry = not owner.startswith("Category")
        self._base = _named(home, owner)
        self._open = OpenItems(units)
        self._lines: Sequence[Line] = ()
        self._labels: list[ItemLabel | None] = []
        self._claimed: dict[int, Name] = {}
        self._items: dict[Levels, Name] = {}
        self._section = ""
        self._field: Draft | None = None
        self._note: Draft | None = None
        self._bare: Draft | None = None
        self._series = ""
        self._bracket: Name | None = None
        self._in_items = False

    def read(self, lines: Sequence[Line]) -> None:
        """Append the units of `lines` to the entry."""
        first = _first_item_line(lines) if self._is_entry else len(lines)
        self._labels = [
            item_label(line.text) if place >= first and line.tag in _ITEM_TAGS else None
            for place, line in enumerate(lines)
        ]
        self._ahead = next_levels(self._labels)
        self._claimed = {
            place: self._taken.name(self._item_name(label.path))
            for place in first_with_items(self._labels).values()
            if (label := self._labels[place])
        }
        for index, line in enumerate(lines):
            self._take(index, line)

    def _take(self, index: int, line: Line) -> None:
        label = self._labels[index]
        if label is not None:
            self._item(index, label, line.text)
        elif line.tag in SURROUNDING:
            self._open.place(self._ahead[index], 0).extend(
                surroundings(line.element, self._home, self._taken)
            )
            self._field = self._note = None
        elif line.tag == "NOTE":
            self._note_element(index, line.element)
        elif line.tag == "TABLE":
            self._table(index, line.element)
        elif line.tag in _HEADING_TAGS or (
            line.italic in ("", line.plain.strip())
            and line.tag in _TEXT_TAGS
            and title_name(line.plain)
        ):
            self._heading(index, line)
        elif line.tag in _TEXT_TAGS:
            self._line(index, line)
        else:
            self._text(index, line.text)

    # -- names and places --------------------------------------------------------------------------

    def _item_name(self, levels: Levels) -> Name:
        """Return the name of an item by its levels, made once for all that stand below it."""
        held = self._items.get(levels)
        if held is None:
            above = self._item_name(levels[:-1]) if len(levels) > 1 else self._base
            held = self._items[levels] = above.items(levels[-1:])
        return held

    def _add(self, index: int, words: str, kind: UnitKind, text: str, label: str = "") -> Draft:
        """Add a unit that belongs to the entry as a whole."""
        name = self._base.named(words, kind, comma=not self._owner)
        draft = Draft(self._taken.name(name), kind, text, label)
        self._open.place(self._ahead[index], 0).append(draft)
        return draft

    def _below(self, index: int, draft: Draft) -> None:
        """Add a unit that belongs to the item before it."""
        self._open.place(self._ahead[index], self._open.depth).append(draft)

    # -- items -------------------------------------------------------------------------------------

    def _item(self, index: int, label: ItemLabel, text: str) -> None:
        name = self._claimed.get(index) or self._taken.name(self._item_name(label.path))
        self._open.open(
            label.levels, Draft(name, "item", text[len(label.printed) :].strip(), label.printed)
        )
        self._field = self._note = None
        self._bracket = None
        self._in_items = True

    def _bracketed(self, index: int, text: str) -> bool:
        """Read a paragraph labelled as in a section (`(a) See ECCN 9A610 ...`).

        It is `9A018(a)`, what stands below it `9A018(a)(1)`.
        """
        found = BRACKET.match(text)
        if (
            found is None
            or not self._owner
            or not self._is_entry
            or (found["name"].isdigit() and not self._bracket)
        ):
            return False
        nested = found["name"].isdigit()
        owner = (self._bracket if nested else None) or self._open.innermost or self._base
        name = self._taken.name(owner.paragraph(found["name"]))
        self._bracket = self._bracket if nested else name
        self._below(index, Draft(name, "item", text[found.end() :], f"({found['name']})"))
        return True

    # -- headings, fields, text --------------------------------------------------------------------

    def _heading(self, index: int, line: Line) -> None:
        name = title_name(line.plain)
        self._add(index, f"heading: {name}" if name else "heading", "heading", line.text)
        self._section = name or ""
        self._field = self._note = None

    def _line(self, index: int, line: Line) -> None:
        text, plain = line.text, line.plain
        head = line_head(plain, loose=line.tag == LOOSE)
        if head is not None:
            self._open_note(index, head, text)
        elif self._note is not None and line.tag != LOOSE and _CONTINUES_NOTE.match(text):
            self._more(self._note, text)
        elif self._is_entry and (
            label := field_label(plain, "" if self._in_items else line.italic, self._section)
        ):
            self._open_field(index, label, line)
        elif line.tag != LOOSE and (
            (not self._in_items and self._go_on(index, line)) or self._bracketed(index, text)
        ):
            self._note = None
        else:
            self._text(index, text, loose=line.tag == LOOSE)

    def _open_field(self, index: int, label: FieldLabel, line: Line) -> None:
        text, rest = line.text, line.text[label.end :]
        key = controls_key(line.plain[label.end :]) if label.name == CONTROLS else None
        name = f"licence table: {straight(key)}" if key else label.name
        self._field = self._add(
            index, name, "field", rest or text, text[: label.end].strip() if rest else ""
        )
        self._bare = None if rest else self._field
        self._note = None
        self._section = ITEMS if label.name == ITEMS else self._section

    def _more(self, unit: Draft, text: str) -> None:
        """Append a line to a note or field; a bare label until now becomes its label."""
        if unit is self._bare:
            unit.label, unit.text, self._bare = unit.text, "", None
        unit.extend(text)

    def _go_on(self, index: int, line: Line) -> bool:
        """Read a line without a label before the items.

        It is a control in prose, more of the open field, or a section's only line.
        """
        text = line.text
        key = controls_key(line.plain)
        if key is not None:
            self._field = self._add(index, f"licence table: {straight(key)}", "field", text)
        elif self._field is not None:
            self._more(self._field, text)
        elif _IN_HEADING.match(text) or self._section == LIST:
            self._field = self._add(index, ITEMS, "field", text)
        elif self._section and self._section != ITEMS:
            self._field = self._add(index, self._section, "field", text)
        else:
            return False
        return True

    def _text(self, index: int, text: str, *, loose: bool = False) -> None:
        """Add text without a label below the item before it, loose text to the entry."""
        owner = self._base if loose else self._open.innermost or self._base
        depth = 0 if loose else self._open.depth
        self._open.place(self._ahead[index], depth).append(
            Draft(self._taken.text(owner), "paragraph", text)
        )
        self._field = None
        self._note = None if loose else self._note

    # -- notes and tables --------------------------------------------------------------------------

    def _note_element(self, index: int, element: Element) -> None:
        """Read a NOTE: one unit, its inner paragraphs joined; items are never read inside it."""
        title, body = marked_parts(element)
        title = without_zero_width(title)
        plain = footmarks.blanked(title or body)
        head = (
            note_head(plain)
            or next_in_series(plain if title else "", self._series)
            or NoteHead("note", "", "", "")
        )
        self._open_note(
            index, head, footmarks.as_printed(fold(f"{title} {body}" if title else body))
        )
        self._note = None

    def _open_note(self, index: int, head: NoteHead, line: str) -> None:
        """Open a note; `line` is its whole text, which begins with the head."""
        printed, text = line[: len(head.printed)].strip(), line[len(head.printed) :].strip()
        target = target_of(head.target)
        wanted, owner = self._open.depth, self._open.innermost or self._base
        if target is not None:
            wanted, owner = self._named(target)
        name = self._taken.name(owner.named(head.name, "note"))
        draft = Draft(name, "note", text or printed, printed if text else "")
        self._open.place(self._ahead[index], wanted).append(draft)
        self._field, self._note, self._series = None, draft, head.kind
        self._bare = None if text else draft

    def _named(self, target: Target) -> tuple[int, Name]:
        """Return the depth (0 = not open) and the name of the unit that a note names."""
        if target.group:
            return 0, self._home.numbered_part(target.group)
        owner = target.eccn or (self._owner if self._is_entry else "")
        depth = self._open.find(target.levels) if owner == self._owner else 0
        if depth:
            return depth, self._open.name(depth)
        return 0, _named(self._home, owner).items(target.levels)

    def _table(self, index: int, table: Element) -> None:
        self._note = self._field = None
        if not is_licence_table(table):
            self._below(index, tables.build(table, self._open.innermost or self._base, self._taken))
            return
        for key, label, text in licence_rows(table):
            name = f"licence table: {key}" if key else "licence table heading"
            self._add(index, name, "field" if key else "heading", text, label)
        for text in (*map(text_of, table.iter("CAPTION")), *stray_text(table)):
            if text:
                self._text(index, text)


def _named(home: Name, owner: str) -> Name:
    """Return the name of an entry or a part of the list; of the list itself where there is none."""
    if not owner:
        return home
    return home.entry(owner) if owner[0].isdigit() else home.numbered_part(owner)


def _first_item_line(lines: Sequence[Line]) -> int:
    """Return the first line that can open an item.

    It is the one after `List of Items Controlled` or `Items:`, where an entry has such a line: what
    is lettered before it belongs to licence requirements and exceptions.
    """
    for place, line in enumerate(lines):
        if line.tag != LOOSE and (
            title_name(line.plain) == LIST
            or ((label := field_label(line.plain, "", "")) and label.name == ITEMS)
        ):
            return place
    return 0
