"""Sections, appendices and supplements.

A flat list of blocks becomes a tree of units with legal addresses.

    blocks -> pieces (labels, steps) -> levels (which label stands where) -> tree

A unit is put where it stands in the document, so that a walk over the tree is the order of the
text; its address says what it is called. Both differ where a note names a paragraph that closed
long before.
"""

from __future__ import annotations

from tracker import footmarks
from tracker.markup import Element, fold, text_of
from tracker.model import Node, Role, UnitKind
from tracker.names import Name
from tracker.structure import tables
from tracker.structure.blocks import Block, is_visible, seen_text
from tracker.structure.drafts import Draft, TakenNames, keep_before
from tracker.structure.labels import Label
from tracker.structure.names import without_zero_width
from tracker.structure.notes import NoteHead, inline_note, marked_parts, note_parts, read_head
from tracker.structure.outline import OpenItem
from tracker.structure.pieces import OPEN_END, Piece, take_apart


def build(element: Element, home: Name) -> Node:
    """Return a section or appendix (DIV8, DIV9) as a provision with all its units."""
    return _Builder(home, element.tag == "DIV9").provision(take_apart(element))


class _Builder:
    """Hangs the pieces of one provision on the open path; lives for one call of `build`."""

    def __init__(self, home: Name, annex: bool) -> None:
        self.home, self.annex = home, annex
        self.twins = TakenNames()
        self.root = Draft(self.twins.name(home), "provision")
        self.path: list[tuple[OpenItem | None, Draft]] = [(None, self.root)]
        self.last = self.root
        self.passed = False
        self.terms: dict[str, Draft] = {}
        self.footnote: Draft | None = None

    def provision(self, pieces: list[Piece]) -> Node:
        """Place every piece in order and return the finished provision."""
        for piece in pieces:
            self._place(piece, self._depth_of(piece.parent))
        return self.root.node()

    def _depth_of(self, open_item: OpenItem | None) -> int:
        """Return the place on the open path where the next labelled unit hangs; 0 at the top."""
        for depth in range(len(self.path) - 1, 0, -1):
            if self.path[depth][0] is open_item:
                return depth
        return 0

    def _place(self, piece: Piece, floor: int) -> None:
        block = piece.block
        match block.kind:
            case "paragraph" if piece.key:
                self._heading(piece, floor)
            case "paragraph":
                self._paragraph(piece, floor)
            case "quoted":
                self._plain(fold(block.raw), len(self.path) - 1, floor)
            case "heading":
                self._heading(piece, floor)
            case "note" | "example":
                self._note(block, floor)
            case "footnotes":
                self._footnotes(block.element)
            case "table":
                self._table(block.element, floor)
            case "table foot":
                self._table_foot(block.element)
            case _:
                self._margin(block, floor)

    def _hang(self, unit: Draft, depth: int) -> None:
        """Hang a unit on the open path; nothing may be added to the units that this closes."""
        del self.path[depth + 1 :]
        self.path[depth][1].children.append(unit)
        self.passed = True

    def _make_last(self, unit: Draft) -> None:
        """Make a unit the one that a note without a target belongs to."""
        self.last, self.passed = unit, False

    def _paragraph(self, piece: Piece, floor: int) -> None:
        raw = piece.block.raw
        marks: tuple[Label | None, ...] = (None, *piece.labels) if piece.term else piece.labels
        opened = [
            (label, open_item)
            for label, open_item in zip(marks, piece.open_items, strict=True)
            if open_item is not None
        ]
        if not opened:
            self._unlabelled(raw, piece.block.plain, floor)
            return
        while len(opened) > 1 and self._reopens(*opened[0]):
            del opened[0]
        drafts: list[Draft] = []
        for place, (label, open_item) in enumerate(opened):
            following = opened[place + 1][0] if place + 1 < len(opened) else None
            start = label.end if label else 0
            text = fold(raw[start : following.start if following else len(raw)])
            drafts.append(self._open(open_item, label, text, piece.term))
        first = opened[0][0]
        if first is not None and first.start and (before := without_zero_width(raw[: first.start])):
            keep_before(before, drafts)

    def _reopens(self, label: Label | None, open_item: OpenItem) -> bool:
        """Open a closed unit again, where a label only names it.

        `(c)(2)` printed behind (d) is no second (c).

        What then comes is called after that unit, but stands where the text stands.
        """
        if label is None or label.after is None or label.after.readings:
            return False
        depth = self._depth_of(open_item.parent)
        parent = self.path[depth][1]
        name = self._named(parent.name, label, depth)
        if not self.twins.holds(name):
            return False
        del self.path[depth + 1 :]
        self.path.append((open_item, Draft(name, "paragraph", children=parent.children)))
        return True

    def _open(
        self,
        open_item: OpenItem,
        label: Label | None,
        text: str,
        term: str,
        kind: UnitKind = "paragraph",
    ) -> Draft:
        depth = self._depth_of(open_item.parent)
        above = self._named_first(depth).name
        if label is not None:
            name = self._named(above, label, depth)
        elif kind == "paragraph":
            name, kind = above.definition(term, comma=depth == 0 and self.annex), "definition"
        else:
            name = above.numbered_part(term)
        unit = Draft(self.twins.name(name), kind, text, label=label.printed if label else "")
        if kind == "definition":
            self.terms.setdefault(term.lower(), unit)
        self._hang(unit, depth)
        self.path.append((open_item, unit))
        self._make_last(unit)
        return unit

    def _named_first(self, depth: int) -> Draft:
        """Return the open unit at a depth.

        One that copies the unit before it takes its name now that a list comes below it.
        """
        unit = self.path[depth][1]
        beside = (
            self.path[depth - 1][1].children
            if depth and unit.name.twin > 1 and not unit.children
            else []
        )
        first = unit
        for term in reversed(beside):
            if (term.label, term.text) != (unit.label, unit.text) or term.children:
                break
            first = term
        if unit.name.twin > 1 and unit.name.plain == first.name.text:
            first.name, unit.name = unit.name, first.name
        return unit

    def _named(self, above: Name, label: Label, depth: int) -> Name:
        """Return the name of a paragraph with a label below the open unit at a depth."""
        if label.printed.startswith("("):
            return above.paragraph(label.name, comma=depth == 0 and self.annex)
        return above.dotted(label.name) if depth else above.listed(label.name)

    def _unlabelled(self, raw: str, plain: str, floor: int) -> None:
        """Hang a paragraph without a label.

        `plain` is its text with blanks in the place of footnote marks.
        """
        if note := inline_note(plain):
            printed = fold(raw[slice(*note.span("head"))])
            self._named_note(read_head(note["head"]), printed, fold(raw[note.end() :]), floor)
            return
        depth = len(self.path) - 1
        if depth and self._closes_list(depth):
            depth -= 1
        self._plain(fold(raw), depth, floor)

    def _closes_list(self, depth: int) -> bool:
        """Tell whether unnumbered text goes on after a list.

        The unit above the innermost one introduced that list.
        """
        if self.path[depth][0] is None or self.path[depth][1].kind != "paragraph":
            return False
        above = self.path[depth - 1][1]
        lead = above.text
        if depth == 1:
            lead = next(
                (
                    unit.text
                    for unit in reversed(above.children)
                    if unit.kind == "paragraph" and not unit.label
                ),
                "",
            )
        return lead.endswith(OPEN_END)

    def _plain(self, text: str, depth: int, floor: int) -> None:
        depth = max(depth, floor)
        unit = Draft(self.twins.text(self.path[depth][1].name), "paragraph", text)
        self._hang(unit, depth)
        self._make_last(unit)

    def _heading(self, piece: Piece, floor: int) -> None:
        block = piece.block
        text = fold(block.raw)
        if block.element.tag == "HEAD" or not self.root.children:
            name = self.twins.name(self.home.named("heading", "heading"))
            self._hang(Draft(name, "heading", text), floor)
            return
        open_item = piece.open_items[0] if piece.open_items else None
        if open_item is not None:
            label = piece.labels[0] if piece.labels else None
            own = fold(block.raw[label.end :]) if label else text
            self._open(open_item, label, own, piece.key, "heading")
            return
        name = self.twins.number(self.path[floor][1].name, "heading", "heading")
        unit = Draft(name, "heading", text)
        self._hang(unit, floor)
        self._make_last(self.path[floor][1])

    # what belongs to a unit

    def _note(self, block: Block, floor: int) -> None:
        marked, _ = marked_parts(block.element)
        printed, text = note_parts(block.element)
        head = read_head(footmarks.without_marks(marked))
        if block.kind == "example" and head.name == "note":
            head = NoteHead("example")
        self._named_note(head, printed, text, floor)

    def _named_note(self, head: NoteHead, printed: str, text: str, floor: int) -> None:
        if not printed and not is_visible(text):
            return
        owner, depth = self._owner(head)
        name = self.twins.name(owner.named(head.name, "note"))
        unit = Draft(name, "note", text, label=printed)
        if depth is None:
            self._append(unit)
        else:
            self._hang(unit, max(depth, floor))

    def _append(self, unit: Draft) -> None:
        """Add to the unit before, or to the innermost open one where text has come between."""
        (self.path[-1][1] if self.passed else self.last).children.append(unit)

    def _owner(self, head: NoteHead) -> tuple[Name, int | None]:
        """Return the name of what a note belongs to, and the depth to hang it at.

        None: on the unit before.
        """
        if head.target:
            target = self.home.paragraphs(head.target, comma=self.annex)
            depths = [depth for depth, (_, unit) in enumerate(self.path) if unit.name == target]
            if depths or not self._is_inside_definition():
                return target, depths[-1] if depths else None
        if head.term and (unit := self._term(head.term.lower())):
            depths = [depth for depth, (_, open_unit) in enumerate(self.path) if open_unit is unit]
            return unit.name, depths[-1] if depths else None
        if head.whole:
            return self.home, 0
        return self.last.name, None

    def _term(self, term: str) -> Draft | None:
        """Find a definition by its term.

        A short form in brackets may be left out of the name that a note uses.
        """
        exact = self.terms.get(term)
        return exact or next(
            (unit for name, unit in self.terms.items() if name.startswith(f"{term} (")), None
        )

    def _is_inside_definition(self) -> bool:
        return any(unit.kind == "definition" for _, unit in self.path)

    def _table(self, element: Element, floor: int) -> None:
        owner, depth = self._owner(tables.caption_target(element))
        if depth is None:
            depth = len(self.path) - 1
            owner = owner if owner != self.last.name else self.path[-1][1].name
        depth = max(depth, floor)
        unit = tables.build(element, owner, self.twins)
        self._hang(unit, depth)
        self._make_last(unit)

    def _table_foot(self, element: Element) -> None:
        rows = [row for row in tables.parts_of(element) if seen_text(row)] or [element]
        for note in tables.footnotes(rows, self.last.name, self.twins):
            self._append(note)

    def _footnotes(self, element: Element) -> None:
        parts = tables.parts_of(element)
        for part in parts:
            text = seen_text(part)
            mark, rest = tables.split_mark(part, text)
            if not text:
                continue
            if not mark and self.footnote is not None and part is not parts[0]:
                self.footnote.extend(rest)
                continue
            name = self.twins.name(tables.footnote_name(self.home, mark))
            self.footnote = Draft(name, "footnote", rest, label=mark)
            self.passed = self.passed or self.path[-1][1] is not self.last
            self.path[-1][1].children.append(self.footnote)

    def _margin(self, block: Block, floor: int) -> None:
        """Hang credits, authorities and editorial notes on the provision, or where it goes on."""
        element, kind = block.element, block.kind
        if kind in ("source credit", "authority", "source", "approval"):
            printed, text = (
                note_parts(element) if kind in ("authority", "source") else ("", text_of(element))
            )
            name = self.twins.name(self.home.named(kind, "note"))
            credit: Role = "source-credit" if kind == "source credit" else ""
            unit = Draft(name, "note", text, label=printed, role=credit)
        elif kind == "link notice":
            name = self.twins.number(self.home, kind, "note")
            unit = Draft(name, "note", text_of(element), role="link-notice")
        else:
            printed, text = note_parts(element)
            name = self.twins.number(self.home, kind, "note")
            unit = Draft(name, "note", text, label=printed)
        if is_visible(unit.text) or unit.label:
            self._hang(unit, floor)
