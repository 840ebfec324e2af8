"""What a label may mean: `(i)` is the letter after (h) or a roman one, `(2)` is of two levels.

"i"    a 9, i 1, i* 1        "aa"   a 27        "IV"   I 4        "a-1"   a 1.001
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tracker.structure import prices


class Reading(NamedTuple):
    """One way to read a label: its style, its place in the list, the price of starting so.

    Styles are "a", "1", "i", "A", "1*", "i*" (italic ones with a star), "1." (in outlines) ...
    """

    style: str
    ordinal: float
    price: float
    until: float = 0.0
    """The place of the last item where the label is a range."""


STANDARD = {"a": 1, "1": 2, "i": 3, "A": 4, "1*": 5, "i*": 6}
"""The levels of the CFR (1 CFR 21.11): a star marks the italic ones."""

_ROMAN = re.compile(r"(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@lru_cache(maxsize=4096)
def roman(text: str) -> int:
    """Return the value of a lower-case roman numeral, 0 for anything else."""
    if not text or not _ROMAN.fullmatch(text):
        return 0
    total = 0
    for here, after in zip(text, (*text[1:], ""), strict=True):
        value = _ROMAN_DIGITS[here]
        total += -value if after and _ROMAN_DIGITS[after] > value else value
    return total


def letters(text: str) -> int:
    """Return the place of a letter label: a 1, z 26, aa and pairs such as ab from 27; a word 0."""
    place = ord(text[0]) - 96
    if text == text[0] * len(text):
        return 26 * (len(text) - 1) + place
    is_pair = len(text) == 2  # noqa: PLR2004 (aa, ab, ...)
    return 26 + ord(text[1]) - 96 if is_pair and text[0] == "a" else 0


@lru_cache(maxsize=8192)
def readings(name: str, italic: bool, dotted: bool) -> tuple[Reading, ...]:
    """Return every way to read a label name such as "i", "a-1", "12" or "IV".

    Empty if it is no label.
    """
    base, fraction = name, 0.0
    if inserted := re.fullmatch(r"([a-z])-(\d+)|(\d+)-?([a-z])", name):
        base = inserted[1] or inserted[3]
        fraction = (int(inserted[2]) if inserted[2] else ord(inserted[4]) - 96) / 1000
    found = list(
        _upper(base)
        if base.isupper()
        else _number(base, italic)
        if base.isdigit()
        else _lower(base, italic)
    )
    if dotted:
        plain = {"a": "a.", "1": "1.", "i": "i.", "A": "A.", "I": "I."}
        return tuple(
            Reading(plain[reading.style], reading.ordinal, reading.price)
            for reading in found
            if reading.style in plain
        )
    return (
        tuple(reading._replace(ordinal=reading.ordinal + fraction) for reading in found)
        if fraction
        else tuple(found)
    )


def _number(name: str, italic: bool) -> Iterator[Reading]:
    if name[0] == "0":
        return
    yield Reading("1", int(name), prices.ITALIC_FOR_ROMAN if italic else 0.0)
    yield Reading("1*", int(name), 0.0 if italic else prices.LOST_ITALIC)


def _lower(name: str, italic: bool) -> Iterator[Reading]:
    place, value = letters(name), roman(name)
    if place:
        yield Reading("a", place, prices.ITALIC_FOR_ROMAN if italic else 0.0)
        if italic:
            yield Reading("a*", place, 0.0)
    if value and value < 100:  # noqa: PLR2004 (a hundred roman items never occur)
        yield Reading("i", value, prices.ITALIC_FOR_ROMAN if italic else 0.0)
        yield Reading("i*", value, 0.0 if italic else prices.LOST_ITALIC)


def _upper(name: str) -> Iterator[Reading]:
    lower = name.lower()
    if place := letters(lower):
        yield Reading("A", place, 0.0)
    if value := roman(lower):
        yield Reading("I", value, prices.CAPITAL_ROMAN)
