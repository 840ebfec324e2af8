"""Calendar days as texts print them: `Dec. 5, 2024`, `5 December 2024`, `12/5/24`, `2024-12-05`."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_NAMES, 1)}
MONTHS = tuple(_NUMBERS)
"""The first three letters of each month, small."""
_SPELLED = {"June": "June?", "July": "July?", "September": "Sept?(?:ember)?"}
_WORD = "|".join(_SPELLED.get(name, f"{name[:3]}(?:{name[3:]})?") for name in _NAMES)
_ABBREVIATED = {
    "May": "May",
    "June": r"June?\.?",
    "July": r"July?\.?",
    "September": r"Sept?(?:ember|\.)?",
}
MONTH = "|".join(_ABBREVIATED.get(name, rf"{name[:3]}(?:{name[3:]}|\.)?") for name in _NAMES)
MONTH = f"(?:{MONTH})"
"""A month in full or abbreviated, with or without its point."""
_WORDED = (
    rf"(?<![A-Za-z])(?P<month>{_WORD})\.?\s{{0,24}}(?P<day>\d{{1,2}})\s{{0,24}}"
    r"(?:,\s{0,24}|(?<=\s)(?=(?:19|20)))(?P<year>\d{4})(?!\d)"
)
_DAY_FIRST = (
    rf"(?<!\d)(?P<day1>\d{{1,2}})\s{{1,24}}(?P<month1>{_WORD})\b\.?,?\s{{1,24}}"
    r"(?P<year1>\d{4})(?!\d)"
)
_FIGURES = r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?!\d)"
_ISO = r"(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
DAY = rf"(?:{_WORDED}|{_DAY_FIRST}|{_FIGURES}|{_ISO})"
"""A pattern of a day; `day_of` reads what it found."""
_DAYS = re.compile(DAY, re.IGNORECASE)
_FIRST_SHORT_YEAR = 36
"""Two figures of a year stand for 1936 (the Register's first year) to 2035."""


def days(text: str) -> tuple[date, ...]:
    """Return every calendar day that `text` names, in order; impossible days are left out."""
    return tuple(day for found in _DAYS.finditer(text) if (day := day_of(found)))


def worded_day(text: str) -> date | None:
    """Return the first calendar day that `text` writes with the name of its month, or None."""
    worded = (found for found in _DAYS.finditer(text) if found["month"] or found["month1"])
    return next((day for found in worded if (day := day_of(found))), None)


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
