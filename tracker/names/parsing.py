"""Printed addresses to names; the provision knows which grammar its units have.

any provision   (a)(1), .a, , 1, , Step 1, "Term", p3, table 1, ROW [COLUMN], note 1, source credit
774 Supp. 1       , 3A090.a.1 technical note 1      , Category 3 A      any words: a field
744 Supp. 4       , COUNTRY: entity                 whatever the name of the entity holds
740, 738 Supp. 1  , COUNTRY [COLUMN]                whatever the name of the country holds
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from tracker.errors import AddressError
from tracker.names.provisions import (
    CCL,
    COUNTRY_CHART,
    COUNTRY_GROUPS,
    EAR_TITLE,
    ENTITY_LIST,
    Provision,
    parted,
)
from tracker.names.steps import UnitKind, step_of, without_twin
from tracker.names.values import Name, cell_of, home

_NUMBERED = (
    r"(?:(?:General|Administrative) Order|Order|Step|Phase|Part|Section|Category|Chapter|Article"
    r"|Exhibit|Attachment|Annex|Interpretation|Question|Form|Group|Schedule|Element|Principle"
    r"|Subpart|Block|Class)\s+(?:Nos?\.\s*)?(?:[IVXLC]+|[A-Z]|\d+)"
)
NUMBERED_PART = rf"{_NUMBERED}(?:\.\d+)*"
"""How headings with a number of their own begin, in any capitals."""
_LABEL = r"[\w-]+(?:\)-\([\w-]+)?"
"""What brackets hold, `a`, `a-1`; of a range both ends and the brackets between them."""
_STEP = re.compile(
    rf"\((?P<bracket>{_LABEL})\)"
    rf"|, \((?P<outline>{_LABEL})\)"
    r"|\.(?P<dotted>\w+(?:-[a-z][\w.]*)?)"
    r"|, \"(?P<term>[^\"]+)\""
    r"| \"(?P<definition>[^\"]+)\""
    rf"|, (?P<part>(?i:{_NUMBERED}))(?=[(~., ]|\Z)"
    r"|, (?P<listed>\w+)(?=[(~., ]|\Z)"
    r"| p(?P<text>\d+)(?=[(~., ]|\Z)"
    r"| table (?P<table>\d+)(?=[~, ]|\Z)"
)
_DIVISION = re.compile(
    r" (?P<division>(?:subpart|chapter|subchapter|part) [\w.\-]+|subject group)(?= |\Z)"
)
_TWIN = re.compile(r"~([2-9]|[1-9]\d{1,8})(?!\w)")
_HEAD_OF_COLUMN = re.compile(r" \[(?P<column>.+)\](?P<rest> heading(?:~\d+)?)", re.DOTALL)
_ENTRY = re.compile(r", (?P<eccn>\d[A-E]\d{3})(?=[.(~ ]|\Z)")
_GROUP = re.compile(
    r", (?P<group>(?:(?:Category \d{1,2}(?: Part \w+)?|Part \w+)(?: [A-E])?(?: EAR99)?|EAR99))"
    r"(?=[.(~ ]|\Z)"
)
_ITEM = re.compile(r", (?P<item>[a-z]{1,2}(?:-[a-z][\w.]*)?)(?=[.~ ]|\Z)")
_TITLE = re.compile(r", (?P<title>Country Group [A-Z])(?=[ ~]|\Z)")
_OUTLINE = (", (", ', "')
_MAKERS: dict[str, Callable[[Name, str], Name]] = {
    "bracket": Name.paragraph,
    "outline": partial(Name.paragraph, comma=True),
    "dotted": Name.dotted,
    "term": partial(Name.definition, comma=True),
    "definition": Name.definition,
    "part": Name.numbered_part,
    "listed": Name.listed,
    "text": Name.text_number,
    "table": Name.table,
    "division": Name.division,
}
"""Who makes a step, by the name of its group in the patterns."""


@lru_cache(maxsize=1 << 14)
def parse(text: str, unit: UnitKind | None = None) -> Name:
    """Read a printed address; raise `AddressError` for anything that no name can have printed.

    `unit` is the kind of the unit, where it is known. Without it, of what can be read as more than
    one thing a cell wins over a row (`table 1, A [B]`), a note over a field (`3A090 see note`), a
    row or entity over a heading (`744 Supp. 4, FRANCE`).
    """
    provision, rest = parted(text)
    return below(provision, rest, unit)


def of_divisions(title: int, path: tuple[str, ...]) -> Name:
    """Name a division by its own and those around it: ("part 744", "subpart A").

    () is the title itself.
    """
    number = " ".join(path) or "title"
    try:
        return parse(f"{title} CFR {number}")
    except AddressError:
        return home(Provision(title, number))


def below(provision: Provision, rest: str, unit: UnitKind | None = None) -> Name:
    """Read what stands behind a provision; what no grammar knows is one step of its own."""
    name, place = _twin(home(provision), rest, 0)
    rest = rest[place:]
    if not rest:
        return name
    if provision.title == EAR_TITLE and rest.startswith(", "):
        if provision.number == CCL:
            return _below_ccl(name, rest, unit)
        if provision.number == ENTITY_LIST:
            return _below_entities(name, rest, unit)
        if provision.number in (COUNTRY_GROUPS, COUNTRY_CHART):
            return _below_countries(name, rest, unit)
    return _steps(name, rest, 0, unit)


def _twin(name: Name, rest: str, place: int) -> tuple[Name, int]:
    """Read the mark of a twin, where one stands at a place."""
    found = _TWIN.match(rest, place) if rest[place : place + 1] == "~" else None
    return (name.again(int(found[1])), found.end()) if found else (name, place)


def _steps(name: Name, rest: str, place: int, unit: UnitKind | None) -> Name:
    """Read the steps of an outline, then what can only stand last."""
    while place < len(rest):
        if name.kind == "table" and rest.startswith(", ", place):
            return _in_table(name, rest[place + 2 :], unit)
        found = _STEP.match(rest, place)
        if found is None:
            found = _DIVISION.match(rest, place) if name.home.form == "division" else None
        if found is None or (unit == "field" and rest[place] == " "):
            return _last(name, rest[place:], unit)
        made = _MAKERS[found.lastgroup or ""](name, found[found.lastgroup or 0])
        name, place = _twin(made, rest, found.end())
    return name


def _last(name: Name, rest: str, unit: UnitKind | None) -> Name:
    """Read the last step of a name: words, or what no grammar knows."""
    if headed := _HEAD_OF_COLUMN.fullmatch(rest):
        return _last(name.column(headed["column"]), headed["rest"], unit)
    return _words(name, rest[1:], " ", unit) if rest[0] == " " else name.other(rest)


def _words(name: Name, words: str, parted_by: str, unit: UnitKind | None) -> Name:
    """Read words that name a unit below another one, or below the list itself."""
    plain, twin = without_twin(words)
    listed = (name.title, name.provision) == (EAR_TITLE, CCL)
    kind, label = step_of(plain, unit, listed)
    return name.step(kind, label, f"{parted_by}{plain}", twin)


def _in_table(table: Name, rest: str, unit: UnitKind | None) -> Name:
    """Read a row or a cell of a table.

    Nothing stands below them, so that their names may hold anything.
    """
    return (cell_of(table, rest) if unit in (None, "cell") else None) or table.row(rest)


def _below_ccl(name: Name, rest: str, unit: UnitKind | None) -> Name:
    """Read an entry, part or item with what stands below it, or a field or note of the list."""
    if found := _ENTRY.match(rest):
        name = name.entry(found["eccn"])
    elif found := _GROUP.match(rest):
        name = name.numbered_part(found["group"])
    elif found := _ITEM.match(rest):
        name = name.listed(found["item"])
    elif rest.startswith(_OUTLINE) or unit in ("paragraph", "definition"):
        return _steps(name, rest, 0, unit)
    else:
        return _words(name, rest[2:], ", ", unit)
    name, place = _twin(name, rest, found.end())
    return _steps(name, rest, place, unit)


def _below_entities(name: Name, rest: str, unit: UnitKind | None) -> Name:
    """Read an entity, the row of a country, or a heading that is called by its words."""
    if unit == "entity" or (unit is None and not rest.startswith(_OUTLINE)):
        return name.entity("", rest[2:])
    if unit == "row":
        return name.country(rest[2:])
    return name.titled(rest[2:]) if unit == "heading" else _steps(name, rest, 0, unit)


def _below_countries(name: Name, rest: str, unit: UnitKind | None) -> Name:
    """Read a country, its cell, or the heading of a group with what stands below it."""
    title = _TITLE.match(rest) if unit not in ("row", "cell") else None
    if title:
        name, place = _twin(name.titled(title["title"]), rest, title.end())
        return _steps(name, rest, place, unit)
    if unit in ("row", "cell") or (unit is None and not rest.startswith(_OUTLINE)):
        return name.row(rest[2:])
    return _steps(name, rest, 0, unit)
