"""How the sources stand, what is missing and asked again when, what is held, what waits.

How a source stands in a word, and since when it was read, are properties of its `SourceState`, for
the digest takes the same answers to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracker import plain, sources
from tracker.asking import Alike
from tracker.cycle import pauses
from tracker.errors import UsageError
from tracker.model import Capture, SourceState
from tracker.store import Quarantined, Store, facts, quarantine, queries

_NOUNS: Mapping[str, str] = {
    "provisions": "provision",
    "versions": "version",
    "changes": "change",
    "documents": "document",
    "pages": "page",
    "captures": "capture",
}
"""What is counted, as one of it is called; a count of another name is told by that name."""


@dataclass(frozen=True, slots=True)
class Status:
    """How each source stands, how many of what is held, and what is tracked, a line each."""

    sources: tuple[SourceState, ...]
    counts: Mapping[str, int]
    tracked: tuple[str, ...]

    @property
    def held(self) -> tuple[str, ...]:
        """Return each count in words: `1 provision`, `12 documents`, `0 quarantined`."""
        return tuple(
            f"{number:,} {plain.plural(number, noun) if noun else name}"
            for name, number in self.counts.items()
            for noun in (_NOUNS.get(name),)
        )


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Questions of a source that failed for one reason, so often since one moment, newest first.

    `again` is from when on the first of them is asked again, None where `why` says it itself.
    """

    names: tuple[str, ...]
    why: str
    since: datetime
    tries: int
    again: datetime | Literal["next poll"] | None


def status(store: Store) -> Status:
    """Return how everything stands."""
    tracked = tuple(queries.tracked(store.db))
    return Status(states(store), queries.counts(store.db), tracked)


def states(store: Store) -> tuple[SourceState, ...]:
    """Return how each source stands."""
    return sources.states(store)


def unanswered(source: SourceState, now: datetime) -> tuple[Unanswered, ...]:
    """Return the questions of a source that have no usable answer, the newest failure first."""
    alike = source.open_alike(lambda asked: (asked.last.why, asked.since, asked.tries))
    return tuple(
        Unanswered(
            tuple(question.last.what for question in group),
            group[0].last.why,
            group[0].since,
            group[0].tries,
            _again(group, now),
        )
        for group in alike
    )


def _again(group: Alike, now: datetime) -> datetime | Literal["next poll"] | None:
    if any(question.last.why.startswith("not asked") for question in group):
        return None
    tries = [
        pauses.next_try(question, daily=sources.is_daily(question.last.subject))
        for question in group
    ]
    first = min((moment for moment in tries if moment), default=None)
    return "next poll" if None in tries or first is None or first <= now else first


def waiting(store: Store) -> tuple[Quarantined, ...]:
    """Return the answers that were kept out and wait for a person."""
    return tuple(quarantine.quarantined(store.db))


def kept_out(store: Store, number: int) -> tuple[Quarantined, Capture]:
    """Return an answer that waits, with its bytes; `UsageError` where none has the number."""
    for answer in waiting(store):
        if answer.id == number:
            return answer, facts.capture(store.db, number)
    raise UsageError(
        f"no answer in quarantine has the number {number}; see tracker quarantine list"
    )
