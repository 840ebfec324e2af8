"""Causes in a few words for a terminal: what is held responsible, how surely, and both days wherever they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.model import Cause, RecordedChange


def cause_words(cause: Cause, to: date | None) -> str:
    """Return `91 FR 43034 (medium)`; with both days where the law's is another one than the eCFR's."""
    told = days(cause, to)
    return f"{_name(cause)} ({cause.confidence}{f', {told}' if told else ''})"


def leading(changes: Iterable[RecordedChange]) -> str:
    """Return what is held responsible for some changes of one version: of each change what leads or is more than a guess."""
    found: dict[str, date | None] = {}
    for change in changes:
        for cause in _leading(change):
            found.setdefault(_name(cause), cause.effective if days(cause, change.to) else None)
    return ", ".join(
        f"{name} (effective {law})" if law else name for name, law in sorted(found.items())
    )


def days_apart(changes: Sequence[RecordedChange]) -> list[str]:
    """Return a line for each cause of some changes whose two days differ, oldest first."""
    found: dict[str, date] = {}
    for change in changes:
        for cause in _leading(change):
            if change.to and days(cause, change.to):
                found.setdefault(cause_words(cause, change.to), change.to)
    return sorted(found, key=lambda line: (found[line], line))


def days(cause: Cause, to: date | None) -> str:
    """Return both days of a cause in words; empty where they are one, or one is not known."""
    from tracker.cause.days import both

    return both(cause.effective, to) if cause.effective and to and cause.effective != to else ""


def _leading(change: RecordedChange) -> list[Cause]:
    return [one for place, one in enumerate(change.causes) if place == 0 or one.confidence != "low"]


def _name(cause: Cause) -> str:
    return cause.citation or cause.document_number or "?"
