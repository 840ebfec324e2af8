"""Divisions (chapters, parts, subparts) that got another number: matched by the words of their headings.

    15 CFR part 7 heading    PART 7—SECURING THE SUPPLY CHAIN      is now    15 CFR part 791 heading    PART 791—SECURING ...
    15 CFR 7.3                                                     is now    15 CFR 791.3

A division is one only where its number stands on one side alone and no other division of its level
says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tracker.diff.noise import plain_name
from tracker.model import Node

_HEADED = re.compile(
    r"(?P<division>(?P<title>\d+ CFR) (?:part [\w\-]+ )?(?P<level>subtitle|chapter|subchapter|part|subpart) (?P<number>[\w\-]+)) heading"
)

_LEVELS = ("subtitle", "chapter", "subchapter", "part", "subpart")

Renamed = dict[str, str]
"""What a division was called by what it is called now."""


class _Heading(NamedTuple):
    division: str
    title: str
    level: str
    number: str
    text: str


def renamed_divisions(old: Sequence[Node], new: Sequence[Node]) -> Renamed:
    """Return the divisions of two files whose number changed and whose words did not, not those that only follow one above."""
    olds, news = _headings(old), _headings(new)
    renamed: Renamed = {}
    for level in _LEVELS:
        here = {
            under_its_new_name(f"{one.division} ", renamed).rstrip(): one
            for one in olds
            if one.level == level
        }
        there = {one.division: one for one in news if one.level == level}
        for words_of in (_all_words, _words_beside_the_number):
            gone = _by_words(
                (
                    one
                    for name, one in here.items()
                    if name not in there and one.division not in renamed
                ),
                words_of,
            )
            came = _by_words(
                (one for name, one in there.items() if name not in {*here, *renamed.values()}),
                words_of,
            )
            renamed |= {
                one[0]: came[words][0]
                for words, one in gone.items()
                if len(one) == len(came.get(words, ())) == 1
            }
    return renamed


def under_its_new_name(address: str, renamed: Renamed) -> str:
    """Return an address as it reads when the division above it, or itself, has its new number."""
    for gone, came in renamed.items():
        if address.startswith(f"{gone} "):
            return came + address[len(gone) :]
        old, new = gone.replace(" CFR part ", " CFR "), came.replace(" CFR part ", " CFR ")
        if address.startswith((f"{old}.", f"{old} ")):
            return new + address[len(old) :]
    return address


def is_division(unit: Node, renamed: Renamed) -> bool:
    """Tell whether a unit of the old text is the heading of a division with a new number."""
    return unit.address.removesuffix(" heading") in renamed and unit.address.endswith(" heading")


def _headings(forest: Sequence[Node]) -> list[_Heading]:
    found = ((_HEADED.fullmatch(unit.address), unit) for unit in forest if unit.kind == "heading")
    return [
        _Heading(match["division"], match["title"], match["level"], match["number"], unit.text)
        for match, unit in found
        if match
    ]


def _all_words(heading: _Heading) -> str:
    return plain_name(heading.text)


def _words_beside_the_number(heading: _Heading) -> str:
    number = re.compile(rf"\b{heading.level}\s+{re.escape(heading.number)}\b", re.IGNORECASE)
    return plain_name(number.sub(heading.level, heading.text, count=1))


def _by_words(
    headings: Iterable[_Heading], words_of: Callable[[_Heading], str]
) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for heading in headings:
        groups.setdefault((heading.title, words_of(heading)), []).append(heading.division)
    return groups
