"""One entry of the Commerce Control List: its lines in order to fields, items, notes and tables.

The law names a unit by its label, the file has only lines. Items nest while their parent is still open:

    a.          open: a
    a.1.        open: a > a.1
    a.1.a.      open: a > a.1 > a.1.a
    Note to 3A001.a:      hangs on a when the next item does not need a.1 any more, else on what the next item needs
    b.          open: b
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.markup import Element, fold, text_of
from tracker.model import UnitKind
from tracker.structure.ccl_fields import ITEMS, controls_key, field_label, is_licence_table, licence_rows, title_name
from tracker.structure.ccl_frame import FRAME_TAGS, frame
from tracker.structure.ccl_items import ItemLabel, Levels, item_label
from tracker.structure.ccl_lines import Line
from tracker.structure.ccl_notes import NoteHead, next_in_series, note_head, target_of
from tracker.structure.drafts import Draft, Twins
from tracker.structure.names import straight

_TEXT_TAGS = frozenset(("P", "FP", "FP-1", "FP-2", "FP-3", "LI", "PSPACE", "FRP", "FP1-2", ""))
_HEADING_TAGS = frozenset(("HD1", "HD2", "HD3", "HD4"))
_CONTINUES_NOTE = re.compile(r"(?:\d{1,2}|[A-Z])\.\s|[•·–—*-]\s?")


class EntryReader:
    """Reads the lines below one heading (`owner` is its ECCN, a category, or "" for a run that begins inside an entry)."""

    def __init__(self, home: str, owner: str, units: list[Draft], twins: Twins) -> None:
        self._base = f"{home}, {owner}" if owner else home
        self._home, self._owner, self._units, self._twins = home, owner, units, twins
        self._path: list[tuple[Levels, Draft]] = []
        self._ahead: list[Levels] = []
        self._section = ""
        self._field: Draft | None = None
        self._note: Draft | None = None
        self._series = ""
        self._in_items = False

    def read(self, lines: Sequence[Line]) -> None:
        """Append the units of `lines` to the entry."""
        labels = [item_label(line.text) if line.tag in _TEXT_TAGS and line.tag else None for line in lines]
        self._ahead = _next_levels(labels)
        for index, line in enumerate(lines):
            self._take(index, line, labels[index])

    def _take(self, index: int, line: Line, label: ItemLabel | None) -> None:
        framed = frame(line.element, self._home, self._twins) if line.tag in FRAME_TAGS else None
        if framed:
            self._place(index, 0).extend(framed)
        elif line.tag == "NOTE":
            self._note_element(index, line.element)
        elif line.tag == "TABLE":
            self._table(index, line.element)
        elif label is not None and not self._owner.startswith("Category"):
            self._item(label, line.text)
        elif line.tag in _HEADING_TAGS or (
            line.text and (line.italic == line.text or not line.tag or line.tag == "P") and title_name(line.text)
        ):
            self._heading(index, line)
        elif line.tag in _TEXT_TAGS:
            self._line(index, line)
        else:
            self._text(index, line.text)

    # -- where a unit hangs -------------------------------------------------------------------------------------

    def _place(self, index: int, wanted: int) -> list[Draft]:
        """Close the items below depth `wanted`, but none that the next item needs; return the list to append to."""
        ahead = self._ahead[index]
        needed = 0
        for levels, _ in self._path:
            if len(levels) >= len(ahead) or ahead[: len(levels)] != levels:
                break
            needed += 1
        del self._path[max(wanted, needed) :]
        return self._path[-1][1].children if self._path else self._units

    def _name(self, levels: str) -> str:
        if not self._owner:
            return f"{self._home}, {levels}"
        return f"{self._base}.{levels}"

    def _frame_name(self, name: str) -> str:
        return f"{self._base} {name}" if self._owner else f"{self._home}, {name}"

    def _add(self, index: int, name: str, kind: UnitKind, text: str, label: str = "") -> Draft:
        """Add a unit that belongs to the entry as a whole."""
        draft = Draft(self._twins.name(self._frame_name(name)), kind, text, label)
        self._place(index, 0).append(draft)
        return draft

    # -- items --------------------------------------------------------------------------------------------------

    def _item(self, label: ItemLabel, text: str) -> None:
        levels = label.levels
        while self._path and not (len(self._path[-1][0]) < len(levels) and levels[: len(self._path[-1][0])] == self._path[-1][0]):
            self._path.pop()
        rest = text[len(label.printed) :].strip()
        draft = Draft(self._twins.name(self._name(label.name)), "item", rest, label.printed)
        (self._path[-1][1].children if self._path else self._units).append(draft)
        self._path.append((levels, draft))
        self._field = self._note = None
        self._in_items = True

    # -- headings, fields, text ---------------------------------------------------------------------------------

    def _heading(self, index: int, line: Line) -> None:
        name = title_name(line.text)
        self._add(index, f"heading: {name}" if name else "heading", "heading", line.text)
        self._section = name or ""
        self._field = self._note = None

    def _line(self, index: int, line: Line) -> None:
        text = line.text
        head = _line_head(text, line)
        if head is not None:
            self._open_note(index, head, text[len(head.printed) :].strip())
            return
        if self._note is not None and line.tag and _CONTINUES_NOTE.match(text):
            self._note.extend(text)
            return
        label = None if self._owner.startswith("Category") else field_label(text, "" if self._in_items else line.italic, self._section)
        if label is not None:
            rest = text[label.end :]
            self._field = self._add(index, label.name, "field", rest or text, label.printed if rest else "")
            self._note = None
            self._section = ITEMS if label.name == ITEMS else self._section
        elif not self._in_items and line.tag and self._continue_field(index, text):
            self._note = None
        else:
            self._text(index, text, loose=not line.tag)

    def _continue_field(self, index: int, text: str) -> bool:
        """Read a line without a label before the items: a control in prose, more of the open field, or a section's only line."""
        key = controls_key(text)
        if key is not None:
            self._field = self._add(index, f"licence table: {straight(key)}", "field", text)
        elif self._field is not None:
            if self._field.text == "Items:":
                self._field.text, self._field.label = "", self._field.text
            self._field.extend(text)
        elif self._section and self._section != ITEMS:
            name = ITEMS if self._section == "list of items controlled" else self._section
            self._field = self._add(index, name, "field", text)
        else:
            return False
        return True

    def _text(self, index: int, text: str, *, loose: bool = False) -> None:
        """Add text without a label: below the item before it, or, loose between elements, to the entry."""
        where = self._place(index, 0 if loose else len(self._path))
        owner = self._base if loose or not self._path else self._path[-1][1].address
        where.append(Draft(self._twins.number(owner, "p"), "paragraph", text))
        self._field = self._note = None if loose else self._note

    # -- notes and tables ---------------------------------------------------------------------------------------

    def _note_element(self, index: int, element: Element) -> None:
        hed = next((child for child in element if child.tag == "HED"), None)
        title = text_of(hed) if hed is not None else ""
        body = text_of(element)
        head = note_head(title or body) or next_in_series(title, self._series)
        whole = _after_head(element, hed) if hed is not None else body
        if head is None:
            head, rest = NoteHead("note", "", "", ""), fold(f"{title} {whole}")
        else:
            rest = fold(f"{title[len(head.printed) :]} {whole}") if title else body[len(head.printed) :].strip()
        self._open_note(index, head, rest)
        self._note = None

    def _open_note(self, index: int, head: NoteHead, text: str) -> None:
        target = target_of(head.target) if head.target else None
        wanted, owner = len(self._path), self._path[-1][1].address if self._path else self._base
        if target is not None:
            owner, wanted = self._named(target.group, target.eccn, target.levels)
        address = self._twins.name(f"{owner} {head.name}")
        draft = Draft(address, "note", text or head.printed, head.printed if text else "")
        self._place(index, wanted).append(draft)
        self._field, self._note, self._series = None, draft, head.kind

    def _named(self, group: str, eccn: str, levels: Levels) -> tuple[str, int]:
        """Return the address of what a note names, and at which depth of the open items that unit is (0 = not open)."""
        if group:
            return f"{self._home}, {group}", 0
        owner = eccn or ("" if self._owner.startswith("Category") else self._owner)
        name = ".".join((owner, *levels)) if owner else ".".join(levels)
        depth = 0
        if owner == self._owner:
            depth = next((place + 1 for place, (open_levels, _) in enumerate(self._path) if open_levels == levels), 0)
        return (self._path[depth - 1][1].address if depth else f"{self._home}, {name}"), depth

    def _table(self, index: int, table: Element) -> None:
        self._note = None
        if not is_licence_table(table):
            where = self._place(index, len(self._path))
            where.append(
                Draft(self._twins.number(self._path[-1][1].address if self._path else self._base, "table "), "table", text_of(table))
            )
            self._field = None
            return
        for key, label, text in licence_rows(table):
            name = f"licence table: {key}" if key else "licence table heading"
            self._add(index, name, "field" if key else "heading", text, label)
        self._field = None


def _next_levels(labels: Sequence[ItemLabel | None]) -> list[Levels]:
    """Return, for each line, the levels of the next item after it (none at the end)."""
    ahead: list[Levels] = [()] * len(labels)
    coming: Levels = ()
    for index in range(len(labels) - 1, -1, -1):
        ahead[index] = coming
        label = labels[index]
        coming = label.levels if label is not None else coming
    return ahead


def _line_head(text: str, line: Line) -> NoteHead | None:
    """Return the head of a note that is written as a plain line: it ends in a colon, or is `N.B.`, or the whole line."""
    if not text[:1].isupper() and text[:4].lower() != "n.b.":
        return None
    if "ote" not in text[:60] and not text[:4].lower().startswith(("n.b", "nb")):
        return None
    head = note_head(text)
    if head is None or (line.tag == "" and not head.printed.endswith(":")):
        return None
    return head


def _after_head(element: Element, hed: Element) -> str:
    """Return the text of a note without its head: what follows `<HED>`, and any text before it."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ("" if child is hed else text_of(child), child.tail or "")
    return fold(" ".join(pieces))
