"""What a unit is called beside its siblings, and what such a name says about identity.

15 CFR 744.23(a)(3)  below  15 CFR 744.23(a)  is called  (3)      the law's own label: the same unit
15 CFR 744.23 p2     below  15 CFR 744.23     is called   p2      a mere position: any text may stand there
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.address import PROVISION
from tracker.diff.noise import plain_name
from tracker.model import Node, UnitKind

_COUNTED = re.compile(
    r"(?P<group>.*? (?:p|table|heading|link notice|effective date note|editorial note|source credit))(?: ?\d+)?(?:~\d+)?"
)
_COUNTED_ALWAYS = re.compile(
    r".* (?:p\d+|table \d+|(?:heading|link notice|effective date note|editorial note|source credit) \d+)(?:~\d+)?"
)
_PROVISION = re.compile(PROVISION)
_TWIN_MARK = re.compile(r"~\d+")
_TWIN = re.compile(r"(?P<group>.*)~\d+", re.DOTALL)
_POSITION = re.compile(r" p\d+|~\d+| table \d+")
_HOME = re.compile(rf"(?:{PROVISION}|\d+ CFR [^\s(,~]+|[^\s,]+ ?\S*)(?:, \d[A-E]\d{{3}})?")
_IN_TABLE = re.compile(r" table\b")
_KEYED = frozenset(("row", "cell", "entity", "definition", "field"))
_MARKED = frozenset(("row", "cell"))
_JOINED = re.compile(r".*, \d[A-E]\d{3} p\d+(?:~\d+)?", re.DOTALL)
_NO_WORD = re.compile(r"[^\w/%+-]|_")
_FOOTNOTE_DIGIT = re.compile(r"(?<=[^\W\d_])(?:[ ,]?\d{1,2}|\s*[*†‡]+)(?=$|:|\s*\[)")
_NAMED = frozenset(("entity", "definition", "cell", "row", "table", "field", "note", "footnote"))


def name_of(unit: Node, parent: str) -> str:
    """Return what the unit adds to its parent's address, or its whole address where it stands on its own."""
    return (
        unit.address[len(parent) :] if parent and unit.address.startswith(parent) else unit.address
    )


def counted_group(name: str) -> str | None:
    """Return the series that a name only counts in (` p` for ` p3`, `(a)` for `(a)~2`), or None for a legal label."""
    twin = _TWIN.fullmatch(name)
    if twin:
        return counted_group(twin["group"]) or twin["group"]
    if _COUNTED_ALWAYS.fullmatch(name):
        found = _COUNTED.fullmatch(name)
        return found["group"] if found else name
    return None


def is_counted(address: str) -> bool:
    """Tell whether an address depends anywhere on a mere position."""
    return bool(_POSITION.search(address))


def stands_in_country_list(unit: Node) -> bool:
    """Tell whether a row or cell is of a list by country (Country Groups, Country Chart) and not of any other table."""
    return unit.kind in ("cell", "row") and not _IN_TABLE.search(unit.address)


def keeps_its_address(unit: Node) -> bool:
    """Tell whether a unit is the same only under the same address, because its name is its meaning.

    So it is with cells of country lists, headings, and fields of an entry (`exception LVS`); the
    rows of a licence table, which are named by what they say, may be found by likeness.
    """
    if unit.kind == "field":
        return "licence table" not in unit.address
    return unit.kind == "heading" or stands_in_country_list(unit)


def may_be_respelled(unit: Node) -> bool:
    """Tell whether the unit's name is made of words, which may be set otherwise without becoming another name."""
    return unit.kind in _NAMED


def _plain(name: str, kind: UnitKind) -> str:
    """Return a name as it is the same however it is set; in one made of words no punctuation matters either."""
    return _NO_WORD.sub("", plain_name(name)) if kind in _KEYED else plain_name(name)


def _without_digit(name: str, kind: UnitKind) -> str:
    """Return the plain key of a row without what may be the digit of a footnote, at its end or before a colon."""
    return _plain(_FOOTNOTE_DIGIT.sub("", name), kind) if kind in _MARKED else _plain(name, kind)


SPELLINGS: tuple[Callable[[str, UnitKind], str], ...] = (_plain, _without_digit)
"""The forms in which two names may agree, from the nearest to the loosest."""


def are_one_name(old: str, new: str, kind: UnitKind) -> bool:
    """Tell whether two names differ only in how they are set, or in the digit of a footnote that one of two rows has."""
    plain = _plain(old, kind), _plain(new, kind)
    return (
        plain[0] == plain[1]
        or plain[0] == _without_digit(new, kind)
        or plain[1] == _without_digit(old, kind)
    )


def is_named(unit: Node) -> bool:
    """Tell whether a unit is called by what it says, so that other words make another name, not another number."""
    return unit.kind in ("row", "field", "definition", "entity")


def spoken_name(unit: Node) -> str:
    """Return the words that a unit is called by: the term of a definition, the name of an entity, the key of a row."""
    if unit.kind == "definition":
        return unit.address.rpartition('"')[0].rpartition('"')[2]
    if unit.kind == "entity":
        return unit.address.partition(": ")[2]
    return unit.address.rpartition(", ")[2]


def spoken_below(unit: Node, parent: Node) -> str:
    """Return what a unit is called below its parent, as people say it: without the mark of a twin."""
    return _TWIN_MARK.sub("", name_of(unit, parent.address)).strip(" ,")


def holds_joined_text(unit: Node) -> bool:
    """Tell whether a unit's text was several paragraphs or cells before: text without a label of an entry of the Commerce Control List."""
    return unit.kind == "paragraph" and _JOINED.fullmatch(unit.address) is not None


def reads_as_heading(unit: Node) -> bool:
    """Tell whether a unit's text is a heading in all but kind: the first line of an entry, the country of a row."""
    return unit.kind in ("heading", "entry") or (
        unit.kind == "row" and stands_in_country_list(unit)
    )


def same_home(old: Node, new: Node) -> bool:
    """Tell whether two units stand in one section, appendix or document, and there below one entry of the Commerce Control List."""
    return home_of(old) == home_of(new)


def home_of(unit: Node) -> str:
    """Return the section, appendix, document or entry of the Commerce Control List that a unit stands in."""
    found = _HOME.match(unit.address)
    return found[0] if found else unit.address


def in_one_group(old: Node, new: Node) -> bool:
    """Tell whether two entries are of one category and product group: software of one never becomes equipment of another."""
    return old.label[:2] == new.label[:2]


def provision_of(unit: Node) -> str:
    """Return the address of the provision that a unit belongs to, its own where it reads as none."""
    found = _PROVISION.match(unit.address)
    return found[0] if found else unit.address


def household(unit: Node) -> str:
    """Return who the unit lives with though the tree is flat: an entity's country, a provision's part."""
    if unit.kind == "entity":
        for name, value in unit.facets:
            if name == "country":
                return value
        return unit.address.partition(": ")[0]
    if unit.kind == "provision":
        found = re.match(r"\d+ CFR \w+(?:-\w+(?=[. ]))?|", unit.address)
        return found[0] if found else ""
    return ""
