"""What a redline calls things: the short name of a unit, what happened to it, the parts of a table cell's address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker import names
from tracker.errors import AddressError
from tracker.model import Change, ChangeKind, Noise, UnitKind

UNIT_WORDS: dict[UnitKind, str] = {
    "provision": "whole text", "heading": "heading", "paragraph": "paragraph", "note": "note", "footnote": "footnote",
    "definition": "definition", "entry": "entry", "field": "field", "item": "item", "entity": "entity", "cell": "cell",
    "row": "row", "table": "table",
}  # fmt: skip
KIND_WORDS: dict[ChangeKind, str] = {
    "added": "added", "removed": "removed", "amended": "amended", "moved": "moved", "renumbered": "renumbered",
    "editorial": "editorial change", "restated": "restated by the source",
}  # fmt: skip
NOISE_WORDS: dict[Noise, str] = {
    "whitespace": "white space", "typography": "dashes, quotes and other typography", "capitals": "capitals",
    "punctuation": "closing punctuation",
    "citation": "source credits and citation style", "heading-style": "style of headings and names", "link-notice": "link notices",
    "order": "order of units",
}  # fmt: skip
_CELL = re.compile(r"(?P<row>.+) \[(?P<column>[^\[\]]+)\](?P<twin>(?:~\d+)?)", re.DOTALL)
_TWIN = re.compile(r"~(?P<number>\d{1,6})(?=$|[\s(,\[.:])")
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_ENTITY = re.compile(r"(?P<country>[^:]+): (?P<name>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CellName:
    """Where a table cell stands: the table's address, the row's name, the column's name; of twins with their mark."""

    table: str
    row: str
    column: str


def split(text: str) -> tuple[str, str]:
    """Return the provision and the unit of an address, ("15 CFR 744.23", "(a)(3)"); a text that is none has no unit."""
    try:
        found = names.parse(text)
    except AddressError:
        return text, ""
    return str(found.home), found.unit


def printed(text: str) -> str:
    """Return an address as a person reads it: without `~2`, the mark that tells units of one name apart for programs."""
    return _TWIN.sub("", text)


def place_of(text: str) -> str:
    """Say which of the units of its name an address means: `second of this name`."""
    number = max((int(found["number"]) for found in _TWIN.finditer(text)), default=1)
    ordinal = _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else f"number {number}"
    return f"{ordinal} of this name"


def called(text: str, place: str = "") -> str:
    """Return an address as a person reads it, and the place of its unit where one is given."""
    return f"{printed(text)} ({place})" if place else printed(text)


def twin(text: str) -> str:
    """Say of a second or later unit of its name which of them it is: a copy that went is not the only one; else an empty text."""
    return place_of(text) if _TWIN.search(text) else ""


def short(text: str) -> str:
    """Return what a unit is called within its provision: `(a)(3)`, `3A090.a`, `heading`; the provision's own name for a whole one."""
    home, unit = split(text)
    return printed(unit.lstrip(" ,") or home)


def cell(text: str) -> CellName | None:
    """Read `15 CFR 740 Supp. 1, Cambodia [D:5]`, or null where the address names no cell."""
    home, unit = split(text)
    table, comma, rest = unit.partition(", ")
    found = _CELL.fullmatch(rest) if comma else None
    return CellName(home + table, found["row"], found["column"] + found["twin"]) if found else None


def entity(text: str) -> tuple[str, str] | None:
    """Read country and name from `15 CFR 744 Supp. 4, FRANCE: Acme SA`, or null where the address names no entity."""
    found = _ENTITY.fullmatch(short(text))
    return (found["country"], found["name"]) if found else None


def lead(change: Change) -> str:
    """Say in a few words what happened, such as `paragraph amended` or `(c) is now (d), text unchanged`."""
    unit, kind = UNIT_WORDS[change.unit], KIND_WORDS[change.kind]
    if change.kind == "editorial" and change.noise:
        return f"{unit}: {NOISE_WORDS[change.noise]} only"
    if change.kind == "amended" and not (change.before and change.after):
        return f"{unit} amended, words {'removed' if change.before else 'added'}"
    if change.old_address is None or change.old_address == change.address:
        which = twin(change.address) if change.kind in ("added", "removed") else ""
        return (
            f"{unit}: {kind}"
            if change.kind == "restated"
            else f"{unit} {kind}{f', the {which}' if which else ''}"
        )
    rest = "text unchanged" if change.before == change.after else "with other words"
    old, new = _told_apart(change.old_address, change.address)
    return f"{old} is now {new}, {rest}"


def _told_apart(old: str, new: str) -> tuple[str, str]:
    """Return two addresses shortened to their units where both stand in one provision; of twins, which of them."""
    same_home = split(old)[0] == split(new)[0]
    first, second = (short(old), short(new)) if same_home else (printed(old), printed(new))
    return (
        (called(first, place_of(old)), called(second, place_of(new)))
        if first == second
        else (first, second)
    )
