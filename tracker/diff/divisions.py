"""Divisions (chapters, parts, subparts) that got another number.

Matched by the words of their headings.

            15 CFR part 7 heading      PART 7—SECURING THE SUPPLY CHAIN
    is now  15 CFR part 791 heading    PART 791—SECURING ...
    15 CFR 7.3                                                     is now    15 CFR 791.3

A division is one only where its number stands on one side alone and no other division of its level
says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tracker.diff.forgiving import plain_name
from tracker.model import Node
from tracker.names import Name, Provision
from tracker.names.provisions import renumbered

_LEVELS = ("subtitle", "chapter", "subchapter", "part", "subpart")

Renamed = dict[Provision, Provision]
"""What a division was called by what it is called now."""


class _Heading(NamedTuple):
    division: Provision
    level: str
    number: str
    text: str


def renamed_divisions(old: Sequence[Node], new: Sequence[Node]) -> Renamed:
    """Return the divisions of two files whose number changed and whose words did not.

    Those that only follow one above them are left out.
    """
    olds, news = _headings(old), _headings(new)
    renamed: Renamed = {}
    for level in _LEVELS:
        here = {
            _provision_now(heading.division, renamed): heading
            for heading in olds
            if heading.level == level
        }
        there = {heading.division: heading for heading in news if heading.level == level}
        for words_of in (_all_words, _words_beside_the_number):
            gone = _by_words(
                (
                    heading
                    for name, heading in here.items()
                    if name not in there and heading.division not in renamed
                ),
                words_of,
            )
            came = _by_words(
                (
                    heading
                    for name, heading in there.items()
                    if name not in {*here, *renamed.values()}
                ),
                words_of,
            )
            renamed |= {
                divisions[0]: came[words][0]
                for words, divisions in gone.items()
                if len(divisions) == len(came.get(words, ())) == 1
            }
    return renamed


def name_now(name: Name, renamed: Renamed) -> Name:
    """Return a name as it reads when the division above it, or itself, has its new number."""
    now = _provision_now(name.home, renamed)
    return name if now is name.home else name.at(now)


def _provision_now(provision: Provision, renamed: Renamed) -> Provision:
    for gone, came in renamed.items():
        if found := renumbered(provision, gone, came):
            return found
    return provision


def is_division(unit: Node, renamed: Renamed) -> bool:
    """Tell whether a unit of the old text is the heading of a division with a new number."""
    return _heads_division(unit) and unit.name.home in renamed


def _heads_division(unit: Node) -> bool:
    """Tell whether a unit is the one heading of a division, and of none inside it."""
    above = unit.name.above
    return above is not None and above.kind == "provision" and unit.name.own == " heading"


def _headings(forest: Sequence[Node]) -> list[_Heading]:
    return [
        _Heading(unit.name.home, *division, unit.text)
        for unit in forest
        if unit.kind == "heading" and _heads_division(unit)
        if (division := unit.name.home.division)
    ]


def _all_words(heading: _Heading) -> str:
    return plain_name(heading.text)


def _words_beside_the_number(heading: _Heading) -> str:
    number = re.compile(rf"\b{heading.level}\s+{re.escape(heading.number)}\b", re.IGNORECASE)
    return plain_name(number.sub(heading.level, heading.text, count=1))


def _by_words(
    headings: Iterable[_Heading], words_of: Callable[[_Heading], str]
) -> dict[tuple[int, str], list[Provision]]:
    groups: dict[tuple[int, str], list[Provision]] = {}
    for heading in headings:
        key = heading.division.title, words_of(heading)
        groups.setdefault(key, []).append(heading.division)
    return groups
