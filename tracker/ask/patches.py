"""A patch between the texts of two days, from what `show` gives on the one to that on the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.ask.redlines import earlier_day
from tracker.ask.shown import show
from tracker.redline import patch as patches
from tracker.store import Store


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch as it is printed, of what it is, and the later of its two days."""

    address: str
    last_day: date
    text: str


def patch(store: Store, typed: str, from_day: date | None, to_day: date) -> Patch:
    """Return a patch; where nothing was in force on a day, its text is the empty one.

    Without an earlier day it begins where the redline does. Raises `AddressError` for what is not
    held, `UsageError` for a text that a patch cannot hold.
    """
    from_day = from_day or earlier_day(store, typed, to_day)
    before = show(store, typed, from_day).text if from_day else None
    later = show(store, typed, to_day)
    text = patches.patch(before or "", later.text or "", later.address)
    return Patch(later.address, max(to_day, from_day or to_day), text)
