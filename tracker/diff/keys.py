"""What a unit is called beside its siblings, and what such a name says about identity.

15 CFR 744.23(a)(3)  below  15 CFR 744.23(a)  is called  (3)      the law's own label: the same unit
15 CFR 744.23 p2     below  15 CFR 744.23     is called   p2      a mere position, any text
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.diff.forgiving import plain_name
from tracker.diff.kinds import KINDS
from tracker.model import Node, UnitKind
from tracker.names import Name

_NO_WORD = re.compile(r"[^\w/%+-]|_")
_FOOTNOTE_DIGIT = re.compile(r"(?<=[^\W\d_])(?:[ ,]?\d{1,2}|\s*[*†‡]+)(?=$|:|\s*\[)")


def series_of(name: Name, called: str) -> str | None:
    """Return the series that a name only counts in, or None for a legal label.

    ` p` for ` p3`, `(a)` for `(a)~2`.

    `called` is the name below its parent.
    """
    series = name.series
    return series[len(name.text) - len(called) :] if series else None


def stands_in_country_list(unit: Node) -> bool:
    """Tell whether a row or cell is of a list by country, and not of any other table.

    Those lists are the Country Groups and the Country Chart.
    """
    return KINDS[unit.kind].tabular and unit.name.first("table") is None


def keeps_its_address(unit: Node) -> bool:
    """Tell whether a unit is the same only under the same address, because its name is its meaning.

    So it is with cells of country lists, headings, and fields of an entry (`exception LVS`); the
    rows of a licence table, which are named by what they say, may be found by likeness.
    """
    if unit.kind == "field":
        return unit.name.kind != "control"
    return unit.kind == "heading" or stands_in_country_list(unit)


def may_be_respelled(unit: Node) -> bool:
    """Tell whether the unit's name is made of words, which may be set in another way."""
    return KINDS[unit.kind].worded


def _plain(name: str, kind: UnitKind) -> str:
    """Return a name as it is the same however it is set.

    In one made of words no punctuation matters either.
    """
    return _NO_WORD.sub("", plain_name(name)) if KINDS[kind].keyed else plain_name(name)


def _without_digit(name: str, kind: UnitKind) -> str:
    """Return the plain key of a row without what may be the digit of a footnote.

    Such a digit stands at its end or before a colon.
    """
    return (
        _plain(_FOOTNOTE_DIGIT.sub("", name), kind) if KINDS[kind].tabular else _plain(name, kind)
    )


SPELLINGS: tuple[Callable[[str, UnitKind], str], ...] = (_plain, _without_digit)
"""The forms in which two names may agree, from the nearest to the loosest."""


def are_one_name(old: str, new: str, kind: UnitKind) -> bool:
    """Tell whether two names differ only in how they are set.

    Or, of rows, in the digit of a footnote that one of the two has.
    """
    plain = _plain(old, kind), _plain(new, kind)
    return (
        plain[0] == plain[1]
        or plain[0] == _without_digit(new, kind)
        or plain[1] == _without_digit(old, kind)
    )


def is_named(unit: Node) -> bool:
    """Tell whether a unit is called by what it says.

    Other words then make another name, not another number.
    """
    return KINDS[unit.kind].named


def spoken_name(unit: Node) -> str:
    """Return the words that a unit is called by.

    A term, the name of an entity, of a row the end of its key.
    """
    name = unit.name
    if KINDS[unit.kind].tabular:
        return name.beyond(name.first("table") or name.steps()[0]).rpartition(", ")[2]
    return name.label


def spoken_below(unit: Node, parent: Node) -> str:
    """Return what a unit is called below its parent, as people say it.

    Without the mark of a twin.
    """
    above = parent.name.spoken if unit.name.is_below(parent.name) else ""
    return unit.name.spoken[len(above) :].strip(" ,")


def holds_joined_text(unit: Node) -> bool:
    """Tell whether a unit's text was several paragraphs or cells before.

    Text without a label, right below an entry.
    """
    above = unit.name.above
    return unit.name.kind == "text" and above is not None and above.kind == "entry"


def reads_as_heading(unit: Node) -> bool:
    """Tell whether a unit's text is a heading in all but kind.

    The first line of an entry, the country of a row.
    """
    return unit.kind in ("heading", "entry") or (
        unit.kind == "row" and stands_in_country_list(unit)
    )


def same_home(old: Node, new: Node) -> bool:
    """Tell whether two units stand in one section, appendix or document, below one entry."""
    return home_of(old) == home_of(new)


def home_of(unit: Node) -> str:
    """Return the section, appendix, document or CCL entry that a unit stands in.

    What stands beside sections, the head and the authority of a part, lives in the title; a
    paragraph of a page lives alone.
    """
    name = unit.name
    if name.home.form == "page":
        return name.text
    if name.home.form == "division":
        return f"{name.title} CFR"
    return (name.first("entry") or name.steps()[0]).plain


def in_one_group(old: Node, new: Node) -> bool:
    """Tell whether two entries are of one category and product group.

    Software of one never becomes equipment of another.
    """
    return old.label[:2] == new.label[:2]


def neighbourhood(unit: Node) -> str:
    """Return who a unit lives with though the tree is flat.

    An entity's country, a provision's part.
    """
    name = unit.name
    if unit.kind == "entity":
        country = name.first("country")
        return country.label if country else name.text
    if unit.kind == "provision" and name.part:
        return f"{name.title} CFR {name.part}"
    return ""
