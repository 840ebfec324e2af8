"""The first pass over a provision.

Each block taken apart into the labels that open units, and the steps between them.

What a label means is not decided here: the steps of the whole provision go to `levels` at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.markup import Element, fold, raw_text
from tracker.names.parsing import NUMBERED_PART
from tracker.structure.blocks import Block, blocks_of
from tracker.structure.definitions import (
    is_definitions,
    leads_definitions,
    term_of,
    without_lowered_mark,
)
from tracker.structure.labels import Label, Spans, dotted_run, inner, opening
from tracker.structure.levels import Hint, Step, resolve
from tracker.structure.notes import inline_note
from tracker.structure.outline import OpenItem
from tracker.structure.readings import Reading

OPEN_END = (":", "—", "―", "–", "-")
"""How a text ends that introduces a list."""

_RUN_IN_LEVEL = 7
_LIST_END = re.compile(r"[;,]\s*(?:and/or|and|or)?\s*$")
_NUMBERED_HEADING = re.compile(rf"\s*({NUMBERED_PART})\b", re.IGNORECASE)
_SEARCHED = 4_000
_RESPACED = 200


@dataclass(slots=True)
class Piece:
    """A block taken apart: the labels that open units in it, with the open items found for them.

    `term` marks a definition, `key` a numbered heading; either has the first open item to itself.
    `parent` is the open item that the next unit of the provision hangs on: what stands
    between must not close it.
    """

    block: Block
    labels: tuple[Label, ...] = ()
    first_step: int = -1
    term: str = ""
    key: str = ""
    open_items: tuple[OpenItem | None, ...] = ()
    parent: OpenItem | None = None


def take_apart(element: Element) -> list[Piece]:
    """Return the blocks of a section or appendix with their labels resolved, in order."""
    return _Reader(element).pieces()


def own_italics(element: Element, raw: str) -> Spans:
    """Return where the raw text of a paragraph is in italics.

    `I`, `em` and `E T="03"` children near its beginning.
    """
    spans, at = [], len(element.text or "")
    for child in element:
        if at > _SEARCHED:
            break
        inside = raw_text(child)
        found = raw.find(inside, at, at + len(inside) + _RESPACED) if inside else -1
        if found < 0 and len(child):
            inside = "".join(child.itertext())
            found = raw.find(inside, at, at + len(inside) + _RESPACED)
        if found >= 0:
            at = found + len(inside)
            if child.tag in ("I", "em") or (child.tag == "E" and child.get("T") == "03"):
                spans.append((found, at))
        if child.tail and len(child.tail) > 3:  # noqa: PLR2004 (short tails may have been respaced)
            found = raw.find(child.tail, at, at + len(child.tail) + _RESPACED)
            at = found + len(child.tail) if found >= 0 else at
    return tuple(spans)


def _hint(raw: str) -> Hint:
    text = raw.rstrip()
    if text.endswith(OPEN_END):
        return "open"
    return "list" if _LIST_END.search(text, max(0, len(text) - 12)) else ""


class _Reader:
    """Takes one provision apart; lives for one call of `take_apart`."""

    def __init__(self, element: Element) -> None:
        self.annex = element.tag == "DIV9"
        self.blocks = blocks_of(element)
        headings = [block.raw for block in self.blocks if block.kind == "heading"]
        self.headings = frozenset(fold(heading) for heading in headings)
        self.in_definitions = bool(headings) and is_definitions(headings[0])
        self.lost_italics = not any(True for _ in element.iter("I", "em"))
        self.steps: list[Step] = []
        self.hint: Hint = ""
        self.labelled: tuple[str, str] = ("", "")
        self.defining: tuple[Reading, ...] | None = None

    def pieces(self) -> list[Piece]:
        """Read every block, resolve all labels at once, and give each block its open items."""
        pieces = [self._piece(block) for block in self.blocks]
        open_items = resolve(self.steps, self.in_definitions)
        following: OpenItem | None = None
        for piece in reversed(pieces):
            piece.parent = following
            if piece.first_step >= 0:
                count = len(piece.labels) + (1 if piece.term or piece.key else 0)
                piece.open_items = tuple(open_items[piece.first_step : piece.first_step + count])
                following = next(
                    (open_item.parent for open_item in piece.open_items if open_item is not None),
                    following,
                )
        return pieces

    def _piece(self, block: Block) -> Piece:
        before, self.labelled = self.labelled, ("", "")
        if block.kind == "heading":
            return self._heading(block)
        if block.kind != "paragraph":
            return Piece(block)
        raw, first = block.plain, len(self.steps)
        italics = own_italics(block.element, block.raw) if len(block.element) else ()
        labels = opening(raw, italics)
        if labels and not (labels[0].printed.endswith(".") and fold(raw) in self.headings):
            self.labelled = labels[0].printed, raw
            if before[0] == labels[0].printed and fold(before[1]) == fold(raw):
                # served twice: the copy is no list that its own words introduce
                self.hint = ""
            self._label_steps(raw, labels)
            self._note_definitions(raw, labels)
            return Piece(block, labels, first)
        if key := self._run_in_heading(raw, italics):
            self.steps.append(Step("heading", level=_RUN_IN_LEVEL))
            return Piece(block, first_step=first, key=key)
        if not inline_note(raw) and (defined := self._defined(block, raw, italics)):
            self.steps.append(Step("definition"))
            labels = inner(raw, defined[1], italics)
            self.hint = _hint(raw[: labels[0].start] if labels else raw)
            self._label_steps(raw, labels)
            return Piece(block, labels, first, defined[0])
        return self._unlabelled(block, raw)

    def _defined(self, block: Block, raw: str, italics: Spans) -> tuple[str, int] | None:
        """Return the term that a paragraph defines and where it ends, or None."""
        in_definitions = self.in_definitions or (self.defining is not None and bool(italics))
        plain = without_lowered_mark(block.element, raw) if len(block.element) else raw
        return term_of(plain, italics, in_definitions, self.lost_italics)

    def _unlabelled(self, block: Block, raw: str) -> Piece:
        self.steps.append(Step("plain"))
        if labels := dotted_run(raw):
            self._label_steps(raw, labels)
            return Piece(block, labels, len(self.steps) - len(labels))
        self.hint = _hint(raw)
        return Piece(block)

    def _run_in_heading(self, raw: str, italics: Spans) -> str:
        """Return the number of a heading that an appendix prints as a paragraph, or "".

        `<I>Section A. Uses.</I> Text`.
        """
        found = _NUMBERED_HEADING.match(raw) if self.annex and italics else None
        return (
            fold(found[1])
            if found and raw[found.end() :].lstrip()[:1] in (".", ":", "—", "―")
            else ""
        )

    def _label_steps(self, raw: str, labels: tuple[Label, ...]) -> None:
        for place, label in enumerate(labels):
            self.steps.append(Step("label", label, "" if label.joined else self.hint))
            end = labels[place + 1].start if place + 1 < len(labels) else len(raw)
            self.hint = _hint(raw[label.end : end])

    def _note_definitions(self, raw: str, labels: tuple[Label, ...]) -> None:
        """Keep track of whether paragraphs to come stand below a head of definitions."""
        last = labels[-1]
        if leads_definitions(raw[last.end :]):
            self.defining = last.readings
        elif self.defining is not None:
            nexts = {(begun.style, begun.ordinal + 1) for begun in self.defining}
            if any((reading.style, reading.ordinal) in nexts for reading in labels[0].readings):
                self.defining = None

    def _heading(self, block: Block) -> Piece:
        if block is self.blocks[0] or block.element.tag == "HEAD":
            return Piece(block)
        self.hint = ""
        if numbered := _NUMBERED_HEADING.match(block.raw):
            self.steps.append(Step("heading", level=block.level))
            return Piece(block, first_step=len(self.steps) - 1, key=fold(numbered[1]))
        self.steps.append(Step("break"))
        labels = opening(block.raw, ())[:1]
        if labels and labels[0].printed.endswith("."):
            self.steps.append(Step("label", labels[0]))
            return Piece(block, labels, len(self.steps) - 1)
        return Piece(block)
