"""Calendar days as texts print them: `Dec. 5, 2024`, `5 December 2024`, `12/5/24`, `2024-12-05`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_NAMES, 1)}
MONTHS = tuple(_NUMBERS)
"""The first three letters of each month, small."""
MONTH = "(?:" + "|".join(
    rf"{name[:3]}(?:{name[3:]}|\.)?" if name != "September" else r"Sept?(?:ember|\.)?"
    for name in _NAMES
) + ")"  # fmt: skip
"""A month in full or abbreviated, with or without its point."""
_WORD = "|".join(
    rf"{name[:3]}(?:{name[3:]})?" if name != "September" else r"Sept?(?:ember)?" for name in _NAMES
)
_WORDED = rf"(?P<month>{_WORD})\.?\s{{0,24}}(?P<day>\d{{1,2}})\s{{0,24}}(?:,\s{{0,24}}|(?<=\s)(?=(?:19|20)))(?P<year>\d{{4}})(?!\d)"
_DAY_FIRST = rf"(?<!\d)(?P<day1>\d{{1,2}})\s{{1,24}}(?P<month1>{_WORD})\b\.?,?\s{{1,24}}(?P<year1>\d{{4}})(?!\d)"
_FIGURES = r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?!\d)"
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
DAY = rf"(?:{_WORDED}|{_DAY_FIRST}|{_FIGURES}|{_ISO})"
"""A pattern of a day; `day_of` reads what it found."""
_DAYS = re.compile(DAY, re.IGNORECASE)
_FIRST_SHORT_YEAR = 36
"""Two figures of a year stand for 1936 (the Register's first year) to 2035."""


def days(text: str) -> tuple[date, ...]:
    """Return every calendar day that `text` names, in order; impossible days are left out."""
    return tuple(_found(text))


def first_day(text: str) -> date | None:
    """Return the first calendar day that `text` names, or None."""
    return next(_found(text), None)


def _found(text: str) -> Iterator[date]:
    return (day for found in _DAYS.finditer(text) if (day := day_of(found)))


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that a match of `DAY` names, or None for an impossible one or for none."""
    try:
        for month, day, year in (("month", "day", "year"), ("month1", "day1", "year1")):
            if found[month]:
                number = _NUMBERS[found[month][:3].lower()]
                return date(int(found[year]), number, int(found[day]))
        if found["m"]:
            return date(full_year(found["y"]), int(found["m"]), int(found["d"]))
        return date.fromisoformat(found["iso"]) if found["iso"] else None
    except ValueError:
        return None


def full_year(printed: str) -> int:
    """Return the year that two or four figures stand for."""
    short = int(printed)
    if len(printed) > len("99"):
        return short
    return 1900 + short if short >= _FIRST_SHORT_YEAR else 2000 + short
