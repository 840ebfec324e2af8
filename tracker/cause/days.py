"""Days of a rule and of a version: which rules may stand behind a version, and both days in words.

    version before          rule effective   rule published = this version (mostly)
    ----o----------------------------o------------------o------->
        (                        window                 ]

The law's day is that on which a rule takes effect; the eCFR's day is that of the version which
shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

BOUND = timedelta(days=30)
"""How far a window reaches back where no version before bounds it.

The Bureau's rules are mostly effective on release, some days before they are published; a delayed
one shows on its effective day itself.
"""


@dataclass(frozen=True, slots=True)
class Window:
    """The days after the version before (`since`) up to the day of this one (`to`)."""

    since: date
    to: date

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies in the window."""
        return day is not None and self.since < day <= self.to


def window(since: date | None, to: date, *, bounded: bool = False) -> Window:
    """Return the days in which a rule behind a version was published or took effect.

    Where no version before is held (a provision that begins) the window is `BOUND` long. `bounded`
    keeps it at most so long: a provision that ends may have stood unchanged for years, but it was
    taken out about the day on which it went.
    """
    reach = to - BOUND
    if since is None:
        return Window(reach, to)
    return Window(max(since, reach) if bounded else since, to)


def law_day(effective: Sequence[date], to: date) -> date | None:
    """Return the day on which a rule took effect for a version.

    It is the rule's last one up to that version, else its first one.
    """
    return max((day for day in effective if day <= to), default=min(effective, default=None))


@lru_cache(maxsize=512)
def in_words(value: date) -> str:
    """Return a date as people write it: `10 July 2026`."""
    return f"{value.day} {value:%B} {value.year}"


def beside(value: date, first: date) -> str:
    """Return a date told right after another one, without the year where that is the same."""
    return f"{value.day} {value:%B}" if value.year == first.year else in_words(value)


def both(effective: date, to: date) -> str:
    """Return the law's day and, where it is another one, the eCFR's.

    Such as `effective 2 July 2026; in the eCFR from 5 July`.
    """
    said = f"effective {in_words(effective)}"
    return said if effective == to else f"{said}; in the eCFR from {beside(to, effective)}"
