"""What a redline calls things.

The short name of a unit, what happened to it, the parts of a table cell's address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from tracker import names
from tracker.errors import AddressError
from tracker.model import Change, ChangeKind, Noise, UnitKind

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
    """Where a table cell stands: the table's address, the row's name, the column's name.

    Of twins with their mark.
    """

    table: str
    row: str
    column: str


def split(text: str) -> tuple[str, str]:
    """Return the provision and the unit of an address, ("15 CFR 744.23", "(a)(3)").

    A text that is none has no unit.
    """
    try:
        found = names.parse(text)
    except AddressError:
        return text, ""
    return str(found.home), found.unit


def printed(text: str) -> str:
    """Return an address as a person reads it, without `~2`.

    That mark tells units of one name apart for programs.
    """
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
    """Say of a second or later unit of its name which of them it is, else nothing.

    A copy that went is not the only one.
    """
    return place_of(text) if _TWIN.search(text) else ""


def short(text: str) -> str:
    """Return what a unit is called within its provision: `(a)(3)`, `3A090.a`, `heading`.

    The provision's own name for a whole one.
    """
    home, unit = split(text)
    return printed(unit.lstrip(" ,") or home)


def cell(text: str) -> CellName | None:
    """Read `15 CFR 740 Supp. 1, Cambodia [D:5]`, or null where the address names no cell."""
    home, unit = split(text)
    table, comma, rest = unit.partition(", ")
    found = _CELL.fullmatch(rest) if comma else None
    return CellName(home + table, found["row"], found["column"] + found["twin"]) if found else None


def entity(text: str) -> tuple[str, str] | None:
    """Read country and name of an entity's address, or null where it names no entity.

    Such as `15 CFR 744 Supp. 4, FRANCE: Acme SA`.
    """
    found = _ENTITY.fullmatch(short(text))
    return (found["country"], found["name"]) if found else None


def unit_word(unit: UnitKind) -> str:
    """Return what a kind of unit is called."""
    match unit:
        case "provision":
            return "whole text"
        case (
            "heading" | "paragraph" | "note" | "footnote" | "definition" | "entry"
            | "field" | "item" | "entity" | "cell" | "row" | "table"
        ):  # fmt: skip
            return unit
        case _:
            assert_never(unit)


def kind_word(kind: ChangeKind) -> str:
    """Return what a kind of change is called, as the verb of a head."""
    match kind:
        case "added" | "removed" | "amended" | "moved" | "renumbered":
            return kind
        case "editorial":
            return "editorial change"
        case "restated":
            return "restated by the source"
        case _:
            assert_never(kind)


def noise_word(noise: Noise) -> str:  # noqa: PLR0911 (a table that mypy keeps complete)
    """Return what changed where only the print of a text did."""
    match noise:
        case "whitespace":
            return "white space"
        case "typography":
            return "dashes, quotes and other typography"
        case "capitals":
            return "capitals"
        case "punctuation":
            return "closing punctuation"
        case "citation":
            return "source credits and citation style"
        case "heading-style":
            return "style of headings and names"
        case "link-notice":
            return "link notices"
        case "order":
            return "order of units"
        case _:
            assert_never(noise)


def lead(change: Change) -> str:
    """Say in a few words what happened.

    Such as `paragraph amended` or `(c) is now (d), text unchanged`.
    """
    unit, kind = unit_word(change.unit), kind_word(change.kind)
    if change.kind == "editorial" and change.noise:
        return f"{unit}: {noise_word(change.noise)} only"
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
    old, new = _distinct(change.old_address, change.address)
    return f"{old} is now {new}, {rest}"


def _distinct(old: str, new: str) -> tuple[str, str]:
    """Return two addresses shortened to their units where both stand in one provision.

    Of twins, which of them.
    """
    same_home = split(old)[0] == split(new)[0]
    first, second = (short(old), short(new)) if same_home else (printed(old), printed(new))
    return (
        (called(first, place_of(old)), called(second, place_of(new)))
        if first == second
        else (first, second)
    )
