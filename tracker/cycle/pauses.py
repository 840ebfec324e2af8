"""When a question that failed is asked again: soon at first, then after growing pauses. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from tracker.model import OpenQuestion

Item = TypeVar("Item")

PAUSES = (timedelta(0), timedelta(0), timedelta(hours=4), timedelta(hours=8), timedelta(hours=19))
"""The pause after the first failure, the second in a row, and so on; the last for all others.

The last one lets a poll of every morning ask again even when it runs some hours early."""


def is_due(past: OpenQuestion | None, now: datetime, *, daily: bool = False) -> bool:
    """Tell whether a question may be asked: it never failed, or its pause is over.

    `daily` questions wait for the next day instead. A clock that jumped back never holds one up.
    """
    if past is None or past.last.failed_at > now:
        return True
    if daily:
        return past.last.failed_at.date() < now.date()
    return now - past.last.failed_at >= PAUSES[min(past.tries, len(PAUSES)) - 1]


def next_try(past: OpenQuestion, *, daily: bool) -> datetime | None:
    """Return from when on a question is asked again; None where the next poll asks it.

    Indexes are asked by every poll, `daily` questions once a day in UTC.
    """
    failed_at = past.last.failed_at
    if past.last.vital:
        return None
    if daily:
        return failed_at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    pause = PAUSES[min(past.tries, len(PAUSES)) - 1]
    return failed_at + pause if pause else None


def reason(past: OpenQuestion, *, daily: bool) -> str:
    """Say why a question that failed waits, and from when on it is asked again."""
    moment = next_try(past, daily=daily)
    again = f"{moment:%Y-%m-%d %H:%M} UTC on" if moment else "the next poll on"
    return f"it failed ({past.last.why}); asked again from {again}"


def in_order(
    items: Iterable[Item],
    subject_of: Callable[[Item], str],
    failed: Mapping[str, OpenQuestion],
    now: datetime | None,
    *,
    daily: bool = False,
) -> list[Item]:
    """Return the questions to ask: those that never failed first, in order, then those that did.

    What failed comes longest waiting first, and only where its pause is over; without `now` always.
    """
    fresh: list[Item] = []
    again: list[tuple[datetime, Item]] = []
    for item in items:
        past = failed.get(subject_of(item))
        if past is None:
            fresh.append(item)
        elif now is None or is_due(past, now, daily=daily):
            again.append((past.last.failed_at, item))
    return [*fresh, *(item for _, item in sorted(again, key=lambda pair: pair[0]))]
