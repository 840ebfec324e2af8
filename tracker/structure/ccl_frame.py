"""What stands around the text of a supplement: its heading, source credit, notes of the editors, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.markup import Element, fold, text_of
from tracker.model import Role, UnitKind
from tracker.structure.drafts import Draft, Twins
from tracker.structure.names import opens_with_mark

_FRAME: dict[str, tuple[str, UnitKind, Role, bool]] = {
    "HEAD": ("heading", "heading", "", False),
    "AUTH": ("authority", "note", "", False),
    "SOURCE": ("source", "note", "", False),
    "CITA": ("source credit", "note", "source-credit", False),
    "XREF": ("link notice", "note", "link-notice", True),
    "EFFDNOT": ("effective date note", "note", "", True),
    "EDNOTE": ("editorial note", "note", "", True),
}
FRAME_TAGS = frozenset((*_FRAME, "FTNT"))
_MARK = re.compile(r"(?P<mark>\d{1,3}|[*†‡]+|[a-z])\s+(?=\S)")


def frame(child: Element, home: str, twins: Twins) -> list[Draft]:
    """Return the units of a child that frames a supplement (none for any other child, or an empty one)."""
    if child.tag == "FTNT":
        return _footnotes(child, home, twins)
    known = _FRAME.get(child.tag)
    text = text_of(child) if known else ""
    if known is None or not text:
        return []
    name, kind, role, numbered = known
    address = twins.number(home, f"{name} ") if numbered else twins.name(f"{home} {name}")
    return [Draft(address, kind, text, role=role)]


def _footnotes(child: Element, home: str, twins: Twins) -> list[Draft]:
    """Return one footnote per mark; text without a mark goes on with the footnote before it."""
    found: list[Draft] = []
    for lead, text in _lines(child):
        mark = _MARK.match(text) if lead else None
        if mark:
            found.append(Draft(twins.name(f"{home} footnote {mark['mark']}"), "footnote", text[mark.end() :], mark["mark"]))
        elif found:
            found[-1].extend(text)
        else:
            found.append(Draft(twins.name(f"{home} footnote"), "footnote", text))
    return found


def _lines(child: Element) -> Iterator[tuple[bool, str]]:
    """Yield (opens with a mark, folded text) of each paragraph of a footnote, and of text that stands in none."""
    if fold(child.text or "") or not any(piece.tag == "P" for piece in child):
        yield opens_with_mark(child), text_of(child)
        return
    for piece in child:
        text, tail = text_of(piece), fold(piece.tail or "")
        if text:
            yield opens_with_mark(piece), text
        if tail:
            yield False, tail
