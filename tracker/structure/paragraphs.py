"""Sections, appendices and supplements: a flat list of blocks becomes a tree of units with legal addresses.

    blocks -> labels and steps -> levels (which label stands where) -> tree

A unit is put where it stands in the document, so that a walk over the tree is the order of the text; its address says
what it is called. Both differ where a note names a paragraph that closed long before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.address import Address
from tracker.markup import Element, fold, text_of
from tracker.model import Node, UnitKind
from tracker.structure import tables
from tracker.structure.blocks import Block, blocks_of
from tracker.structure.definitions import is_definitions, leads_definitions, term_of
from tracker.structure.drafts import Draft, Twins
from tracker.structure.labels import Label, Reading, Spans, inner, opening
from tracker.structure.levels import Frame, Hint, Step, resolve
from tracker.structure.notes import NoteHead, inline_note, note_parts, read_head, term_key

_OPEN_END = (":", "—", "–", "-")
_RUN_IN_LEVEL = 7
_LIST_END = re.compile(r"[;,]\s*(?:and/or|and|or)?\s*$")
_NUMBERED_HEADING = re.compile(
    r"\s*((?:(?:General|Administrative) Order|Order|Step|Phase|Part|Section|Category|Chapter|Article|Exhibit|Attachment|Annex"
    r"|Interpretation|Question|Form|Group|Schedule|Element|Principle|Subpart|Block|Class)\s+(?:Nos?\.\s*)?(?:[IVXLC]+|[A-Z]|\d+)(?:\.\d+)*)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Piece:
    """A block taken apart: the text before its first label, then every label with the text after it.

    `steps` are the places of its steps in the sequence that `levels` resolves; `term` marks a definition.
    """

    block: Block
    labels: tuple[Label, ...] = ()
    first_step: int = -1
    term: str = ""
    key: str = ""


def build(element: Element, address: Address) -> Node:
    """Return a section or appendix (DIV8, DIV9) as a provision with all its units."""
    return _Builder(element, address).provision()


def own_italics(element: Element, raw: str) -> Spans:
    """Return where the raw text of a paragraph is in italics: `I`, `em` and `E T="03"` children, found in order."""
    spans, at = [], 0
    for child in element:
        if child.tag in ("I", "em") or (child.tag == "E" and child.get("T") in ("03", "7462")):
            inside = "".join(child.itertext())
            found = raw.find(inside, at) if inside else -1
            if found >= 0:
                spans.append((found, found + len(inside)))
                at = found + len(inside)
        elif child.text:
            found = raw.find(child.text, at)
            at = found + len(child.text) if found >= 0 else at
        if child.tail and len(child.tail) > 3:  # noqa: PLR2004 (short tails may have been respaced)
            found = raw.find(child.tail, at)
            at = found + len(child.tail) if found >= 0 else at
    return tuple(spans)


def _hint(raw: str) -> Hint:
    text = raw.rstrip()
    if text.endswith(_OPEN_END):
        return "open"
    return "list" if _LIST_END.search(text, max(0, len(text) - 12)) else ""


class _Builder:
    """Builds one provision; lives for one call of `build`."""

    def __init__(self, element: Element, address: Address) -> None:
        self.home = str(address)
        self.annex = element.tag == "DIV9"
        self.twins = Twins()
        self.root = Draft(self.home, "provision")
        self.twins.name(self.home)
        self.blocks = blocks_of(element)
        heading = next((block.raw for block in self.blocks if block.kind == "heading"), "")
        self.in_definitions = is_definitions(heading)
        self.headings = frozenset(fold(block.raw) for block in self.blocks if block.kind == "heading")
        self.path: list[tuple[Frame | None, Draft]] = [(None, self.root)]
        self.last = self.root
        self.terms: dict[str, Draft] = {}
        self.footnote: Draft | None = None

    def provision(self) -> Node:
        """Run the two passes: labels to levels, blocks to units."""
        steps: list[Step] = []
        pieces = [self._piece(block, steps) for block in self.blocks]
        frames = resolve(steps, self.in_definitions)
        parents = _next_parents(pieces, frames)
        for piece, following in zip(pieces, parents, strict=True):
            self._place(piece, frames, self._depth_of(following))
        return self.root.node()

    # first pass: what opens a unit

    def _piece(self, block: Block, steps: list[Step]) -> _Piece:
        kind, raw = block.kind, block.raw
        if kind == "heading":
            return self._heading_piece(block, steps)
        if kind != "paragraph":
            return _Piece(block)
        italics = own_italics(block.element, raw) if len(block.element) else ()
        labels = opening(raw, italics)
        if labels and labels[0].printed.endswith(".") and fold(raw) in self.headings:
            labels = ()
        if labels:
            first = len(steps)
            self._label_steps(raw, labels, steps)
            self._note_definitions(raw, labels)
            return _Piece(block, labels, first)
        if self.annex and italics and (numbered := _NUMBERED_HEADING.match(raw)) and raw[numbered.end() :].lstrip()[:1] in (".", ":", "—"):
            steps.append(Step("heading", level=_RUN_IN_LEVEL))
            return _Piece(block, first_step=len(steps) - 1, key=fold(numbered[1]))
        in_definitions = self.in_definitions or (self.defining is not None and bool(italics))
        if not inline_note(raw) and (defined := term_of(raw, italics, in_definitions)):
            first = len(steps)
            steps.append(Step("definition"))
            labels = inner(raw, defined[1], italics)
            self.hint = _hint(raw[: labels[0].start] if labels else raw)
            self._label_steps(raw, labels, steps)
            return _Piece(block, labels, first, defined[0])
        steps.append(Step("plain"))
        self.hint = _hint(raw)
        return _Piece(block)

    hint: Hint = ""
    defining: tuple[Reading, ...] | None = None

    def _note_definitions(self, raw: str, labels: tuple[Label, ...]) -> None:
        """Keep track of whether the paragraphs to come stand below one that opens a list of definitions."""
        last = labels[-1]
        if leads_definitions(raw[last.end :]):
            self.defining = last.readings
        elif self.defining is not None:
            nexts = {(one.style, one.ordinal + 1) for one in self.defining}
            if any((one.style, one.ordinal) in nexts for one in labels[0].readings):
                self.defining = None

    def _label_steps(self, raw: str, labels: tuple[Label, ...], steps: list[Step]) -> None:
        for place, label in enumerate(labels):
            steps.append(Step("label", label, "" if label.joined else self.hint))
            end = labels[place + 1].start if place + 1 < len(labels) else len(raw)
            self.hint = _hint(raw[label.end : end])

    def _heading_piece(self, block: Block, steps: list[Step]) -> _Piece:
        if block is self.blocks[0] or block.element.tag == "HEAD":
            return _Piece(block)
        self.hint = ""
        if numbered := _NUMBERED_HEADING.match(block.raw):
            steps.append(Step("heading", level=block.level))
            return _Piece(block, first_step=len(steps) - 1, key=fold(numbered[1]))
        steps.append(Step("break"))
        labels = opening(block.raw, ())[:1]
        if labels and labels[0].printed.endswith("."):
            steps.append(Step("label", labels[0]))
            return _Piece(block, labels, len(steps) - 1)
        return _Piece(block)

    # second pass: where it goes

    def _depth_of(self, frame: Frame | None) -> int:
        """Return the place on the open path of the unit that the next labelled one hangs on (0: the provision)."""
        for depth in range(len(self.path) - 1, 0, -1):
            if self.path[depth][0] is frame:
                return depth
        return 0

    def _place(self, piece: _Piece, frames: list[Frame | None], floor: int) -> None:
        block = piece.block
        match block.kind:
            case "paragraph" if piece.key:
                self._heading(piece, frames, floor)
            case "paragraph":
                self._paragraph(piece, frames, floor)
            case "quoted":
                self._plain(fold(block.raw), len(self.path) - 1, floor)
            case "heading":
                self._heading(piece, frames, floor)
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
        del self.path[depth + 1 :]
        self.path[depth][1].children.append(unit)

    def _paragraph(self, piece: _Piece, frames: list[Frame | None], floor: int) -> None:
        raw = piece.block.raw
        opened: list[tuple[Label | None, Frame]] = []
        step = piece.first_step
        if piece.term:
            frame = frames[step]
            assert frame is not None
            opened.append((None, frame))
            step += 1
        for place, found in enumerate(piece.labels):
            opens = frames[step + place]
            if opens is not None:
                opened.append((found, opens))
        if not opened:
            self._unlabelled(raw, floor)
            return
        for place, (label, frame) in enumerate(opened):
            following = opened[place + 1][0] if place + 1 < len(opened) else None
            start = label.end if label else 0
            text = fold(raw[start : following.start if following else len(raw)])
            self._open(frame, label, text, piece.term)

    def _open(self, frame: Frame, label: Label | None, text: str, term: str, kind: UnitKind = "paragraph") -> Draft:
        depth = self._depth_of(frame.parent)
        above = self.path[depth][1].address
        if label is None:
            comma = "," if depth == 0 and self.annex else ""
            address = f'{above}{comma} "{term}"' if kind == "paragraph" else f"{above}, {term}"
            kind = "definition" if kind == "paragraph" else kind
        else:
            address = above + self._suffix(label, depth)
        unit = Draft(self.twins.name(address), kind, text, label=label.printed if label else "")
        if kind == "definition":
            self.terms.setdefault(term.lower(), unit)
        self._hang(unit, depth)
        self.path.append((frame, unit))
        self.last = unit
        return unit

    def _suffix(self, label: Label, depth: int) -> str:
        if label.printed.startswith("("):
            return f", ({label.name})" if depth == 0 and self.annex else f"({label.name})"
        return f", {label.name}" if depth == 0 else f".{label.name}"

    def _unlabelled(self, raw: str, floor: int) -> None:
        if note := inline_note(raw):
            self._named_note(read_head(note["head"]), fold(note["head"]), fold(raw[note.end() :]), floor)
            return
        depth = len(self.path) - 1
        if depth and self._closes_list(depth):
            depth -= 1
        self._plain(fold(raw), depth, floor)

    def _closes_list(self, depth: int) -> bool:
        """Tell whether unnumbered text goes on after a list: the unit above the innermost one introduced that list."""
        if self.path[depth][0] is None or self.path[depth][1].kind != "paragraph":
            return False
        above = self.path[depth - 1][1]
        lead = above.text
        if depth == 1:
            lead = next((unit.text for unit in reversed(above.children) if unit.kind == "paragraph" and not unit.label), "")
        return lead.endswith(_OPEN_END)

    def _plain(self, text: str, depth: int, floor: int) -> None:
        depth = max(depth, floor)
        unit = Draft(self.twins.number(self.path[depth][1].address, "p"), "paragraph", text)
        self._hang(unit, depth)
        self.last = unit

    def _heading(self, piece: _Piece, frames: list[Frame | None], floor: int) -> None:
        text = fold(piece.block.raw)
        if piece.block is self.blocks[0] or piece.block.element.tag == "HEAD":
            self._hang(Draft(self.twins.name(f"{self.home} heading"), "heading", text), floor)
            return
        frame = frames[piece.first_step] if piece.first_step >= 0 else None
        if frame is not None:
            label = piece.labels[0] if piece.labels else None
            own = fold(piece.block.raw[label.end :]) if label else text
            self._open(frame, label, own, piece.key, "heading")
            return
        unit = Draft(self.twins.number(self.path[floor][1].address, "heading "), "heading", text)
        self._hang(unit, floor)
        self.last = self.path[floor][1]

    # what belongs to a unit

    def _note(self, block: Block, floor: int) -> None:
        printed, text = note_parts(block.element)
        head = read_head(printed)
        if block.kind == "example" and head.name == "note":
            head = NoteHead("example")
        self._named_note(head, printed, text, floor)

    def _named_note(self, head: NoteHead, printed: str, text: str, floor: int) -> None:
        owner, depth = self._owner(head)
        unit = Draft(self.twins.name(f"{owner} {head.name}"), "note", text, label=printed)
        if depth is None:
            self.last.children.append(unit)
        else:
            self._hang(unit, max(depth, floor))

    def _owner(self, head: NoteHead) -> tuple[str, int | None]:
        """Return the address that a note belongs to, and the depth to hang it at (None: on the unit before)."""
        if head.target:
            joined = f"{self.home}, {head.target}" if self.annex else f"{self.home}{head.target}"
            depths = [depth for depth, (_, unit) in enumerate(self.path) if unit.address == joined]
            if depths or not self._is_inside_definition():
                return joined, depths[-1] if depths else None
        if head.term and (unit := self._term(head.term.lower())):
            depths = [depth for depth, (_, open_unit) in enumerate(self.path) if open_unit is unit]
            return unit.address, depths[-1] if depths else None
        if head.whole:
            return self.home, 0
        return self.last.address, None

    def _term(self, term: str) -> Draft | None:
        """Find a definition by its term; a short form in brackets may be left out of the name that a note uses."""
        exact = self.terms.get(term)
        return exact or next((unit for name, unit in self.terms.items() if name.startswith(f"{term} (")), None)

    def _is_inside_definition(self) -> bool:
        return any(unit.kind == "definition" for _, unit in self.path)

    def _table(self, element: Element, floor: int) -> None:
        owner, depth = self._owner(tables.caption_target(element))
        if depth is None:
            depth = len(self.path) - 1
            owner = owner if owner != self.last.address else self.path[-1][1].address
        depth = max(depth, floor)
        unit = tables.build(element, owner, self.twins)
        self._hang(unit, depth)
        self.last = unit

    def _table_foot(self, element: Element) -> None:
        rows = [row for row in element if text_of(row)] or [element]
        self.last.children += tables.footnotes(rows, self.last.address, self.twins)

    def _footnotes(self, element: Element) -> None:
        parts = list(element) if len(element) else [element]
        for part in parts:
            text = text_of(part)
            mark, rest = tables.split_mark(part, text)
            if not text:
                continue
            if not mark and self.footnote is not None and part is not parts[0]:
                self.footnote.extend(rest)
                continue
            self.footnote = Draft(self.twins.name(tables.footnote_name(self.home, mark)), "footnote", rest, label=mark)
            self.path[-1][1].children.append(self.footnote)

    def _margin(self, block: Block, floor: int) -> None:
        """Hang credits, authorities and editorial notes on the provision, or where the text that goes on allows."""
        element, kind = block.element, block.kind
        if kind in ("source credit", "authority", "source", "approval"):
            printed, text = note_parts(element) if kind in ("authority", "source") else ("", text_of(element))
            address = self.twins.name(f"{self.home} {kind}")
            unit = Draft(address, "note", text, label=printed, role="source-credit" if kind == "source credit" else "")
        elif kind == "link notice":
            unit = Draft(self.twins.number(self.home, "link notice "), "note", text_of(element), role="link-notice")
        else:
            printed, text = note_parts(element)
            unit = Draft(self.twins.number(self.home, f"{kind} "), "note", text, label=printed)
        if unit.text or unit.label:
            self._hang(unit, floor)


def _next_parents(pieces: list[_Piece], frames: list[Frame | None]) -> list[Frame | None]:
    """Return for each piece the frame that the next labelled unit hangs on: nothing above it may be closed before."""
    parents: list[Frame | None] = [None] * len(pieces)
    following: Frame | None = None
    for place in range(len(pieces) - 1, -1, -1):
        parents[place] = following
        piece = pieces[place]
        steps = len(piece.labels) + (1 if piece.term or piece.key else 0)
        if piece.first_step >= 0:
            opened = [frame for frame in frames[piece.first_step : piece.first_step + steps] if frame is not None]
            if opened:
                following = opened[0].parent
    return parents


__all__ = ["build", "own_italics", "term_key"]
