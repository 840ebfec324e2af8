"""How the sources stand, what is held, what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker import sources
from tracker.errors import UsageError
from tracker.model import Capture, SourceState
from tracker.store import Quarantined, Store, facts, quarantine, queries


@dataclass(frozen=True, slots=True)
class Status:
    """How each source stands, how many of what is held, and what is tracked, a line each."""

    sources: tuple[SourceState, ...]
    counts: Mapping[str, int]
    tracked: tuple[str, ...]


def status(store: Store) -> Status:
    """Return how everything stands."""
    tracked = tuple(queries.tracked(store.db))
    return Status(sources.states(store), queries.counts(store.db), tracked)


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
