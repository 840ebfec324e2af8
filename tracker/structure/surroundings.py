"""What stands around the text of a supplement: heading, credit, notes of editors, footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.elements import EDITORIAL, FOOTNOTES
from tracker.markup import Element, fold, text_of
from tracker.model import Role, UnitKind
from tracker.names import Name
from tracker.structure import tables
from tracker.structure.drafts import Draft, TakenNames
from tracker.structure.notes import note_parts

_UNITS: dict[str, tuple[str, UnitKind, Role]] = {
    "HEAD": ("heading", "heading", ""),
    "AUTH": ("authority", "note", ""),
    "SOURCE": ("source", "note", ""),
    "APPRO": ("approval", "note", ""),
    "CITA": ("source credit", "note", "source-credit"),
    "XREF": ("link notice", "note", "link-notice"),
    "EFFDNOT": ("effective date note", "note", ""),
    "EFFDNOTP": ("effective date note", "note", ""),
    "EDNOTE": ("editorial note", "note", ""),
    "CROSSREF": ("cross reference", "note", ""),
}
_COUNTED = frozenset(("XREF", *EDITORIAL))
_HEADED = frozenset(("AUTH", "SOURCE", *EDITORIAL))
SURROUNDING = frozenset((*_UNITS, *FOOTNOTES))


def surroundings(child: Element, home: Name, taken: TakenNames) -> list[Draft]:
    """Return the units of a child that stands around the text, none for any other or empty one."""
    if child.tag in FOOTNOTES:
        return _footnotes(child, home, taken)
    if child.tag not in _UNITS:
        return []
    name, kind, role = _UNITS[child.tag]
    printed, text = note_parts(child) if child.tag in _HEADED else ("", text_of(child))
    if not text and not printed:
        return []
    unit = (
        taken.number(home, name, kind)
        if child.tag in _COUNTED
        else taken.name(home.named(name, kind))
    )
    return [Draft(unit, kind, text, printed, role)]


def _footnotes(child: Element, home: Name, taken: TakenNames) -> list[Draft]:
    """Return one footnote per mark; text without a mark goes on with the footnote before it."""
    found: list[Draft] = []
    for part, text in _lines(child):
        mark, rest = tables.split_mark(part, text) if part is not None else ("", text)
        if not mark and found:
            found[-1].extend(rest)
        else:
            found.append(
                Draft(taken.name(tables.footnote_name(home, mark)), "footnote", rest, mark)
            )
    return found


def _lines(child: Element) -> Iterator[tuple[Element | None, str]]:
    """Yield each paragraph of a footnote with its folded text; loose text has no element."""
    if fold(child.text or "") or not any(piece.tag == "P" for piece in child):
        yield child, text_of(child)
        return
    for piece in child:
        if text := text_of(piece):
            yield piece, text
        if tail := fold(piece.tail or ""):
            yield None, tail
