"""What a redline calls things.

The short name of a unit, what happened to it, the parts of a table cell's address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, assert_never

from tracker import names
from tracker.errors import AddressError
from tracker.model import Change, ChangeKind, Noise, UnitKind

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


class Label(NamedTuple):
    """What a row or column is called: of twins with their mark, and as a person reads it."""

    key: str
    spoken: str


@dataclass(frozen=True, slots=True)
class CellName:
    """Where a table cell stands: the table's address, its row and its column."""

    table: str
    row: Label
    column: Label


def home(text: str) -> names.Provision | None:
    """Return the provision that an address names or lies in, None for a text that is none."""
    found = _read(text)
    return found.home if found else None


def in_one_home(first: str, second: str) -> bool:
    """Tell whether two addresses lie in one provision."""
    found = home(first)
    return found is not None and found == home(second)


def _read(text: str) -> names.Name | None:
    """Read an address, None for a text that is none."""
    try:
        return names.parse(text)
    except AddressError:
        return None


def printed(text: str) -> str:
    """Return an address as a person reads it, without `~2`.

    That mark tells units of one name apart for programs.
    """
    found = _read(text)
    return found.spoken if found else text


def place_of(text: str) -> str:
    """Say which of the units of its name an address means: `second of this name`."""
    number = _last_twin(text)
    ordinal = _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else f"number {number}"
    return f"{ordinal} of this name"


def called(text: str, place: str = "") -> str:
    """Return an address as a person reads it, and the place of its unit where one is given."""
    return f"{printed(text)} ({place})" if place else printed(text)


def twin(text: str) -> str:
    """Say of a second or later unit of its name which of them it is, else nothing.

    A copy that went is not the only one.
    """
    return place_of(text) if _last_twin(text) > 1 else ""


def _last_twin(text: str) -> int:
    """Return which unit of its name an address means: the highest number of its steps."""
    found = _read(text)
    return max(step.twin for step in found.steps()) if found else 1


def short(text: str) -> str:
    """Return what a unit is called within its provision: `(a)(3)`, `3A090.a`, `heading`.

    The provision's own name for a whole one.
    """
    found = _read(text)
    if found is None:
        return text
    home = found.steps()[0]
    return found.spoken[len(home.spoken) :].lstrip(" ,") or found.spoken


def cell(text: str) -> CellName | None:
    """Read `15 CFR 740 Supp. 1, Cambodia [D:5]`, or null where the address names no cell."""
    found = _read(text)
    if found is None or found.kind != "column" or found.above is None:
        return None
    row, table = found.above, found.first("table") or found.steps()[0]
    mark = found.text[len(found.plain) :]
    return CellName(
        table.text,
        Label(row.beyond(table)[2:], row.spoken[len(table.spoken) + 2 :]),
        Label(f"{found.label}{mark}", found.label),
    )


def entity(text: str) -> tuple[str, str] | None:
    """Read country and name of an entity's address, or null where it names no entity.

    Such as `15 CFR 744 Supp. 4, FRANCE: Acme SA`.
    """
    found = _read(text)
    if found is None or found.kind != "entity" or found.above is None:
        return None
    return (found.above.label, found.label) if found.above.kind == "country" else None


def unit_word(unit: UnitKind) -> str:
    """Return what a kind of unit is called."""
    return names.UNITS[unit].word


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
    within = in_one_home(old, new)
    first, second = (short(old), short(new)) if within else (printed(old), printed(new))
    return (
        (called(first, place_of(old)), called(second, place_of(new)))
        if first == second
        else (first, second)
    )
