"""Causes in a few words: what is held responsible, how surely, both days where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.model import Cause
from tracker.recorded import RecordedChange


def cause_words(cause: Cause, to: date | None) -> str:
    """Return `91 FR 43034 (medium)`; with both days where the law's is not the eCFR's."""
    both_days = days(cause, to)
    return f"{_name(cause)} ({cause.confidence}{f', {both_days}' if both_days else ''})"


def leading(changes: Iterable[RecordedChange]) -> str:
    """Return what is held responsible for the changes of a version, mere guesses left out."""
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
    """Return the first cause of a change, and the others that are more than a guess."""
    first, others = change.causes[:1], change.causes[1:]
    return [*first, *(cause for cause in others if cause.confidence != "low")]


def _name(cause: Cause) -> str:
    return cause.citation or cause.document_number or "?"
