"""What is asked of the sources and what becomes of it, as frozen values.

Request -> answer | Failure -> SourceOutcome (one run) -> SourceState, OpenQuestion (all runs so
far)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

SourceName = NewType("SourceName", str)
"""The name of a source in JSON and in the store; `tracker.sources.SOURCES` has them all."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question to one source: what to GET, and the `subject` that its capture will carry.

    `optional` marks answers that may be missing (404) without any failure of the source, such as a
    rule's raw text. `fresh`: an old copy out of some cache is of no use. `large`: the first byte
    may take long.
    """

    source: SourceName
    subject: str
    url: str
    accept: str
    optional: bool = False
    fresh: bool = True
    large: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """One question that got no usable answer in one run; it costs itself and nothing else.

    `what` says in words what was asked for. `vital`: without the answer (an index: titles, a
    version list, a search, a listing) the source counts as not read.
    """

    source: SourceName
    subject: str
    what: str
    url: str
    why: str
    vital: bool
    failed_at: datetime

    def __str__(self) -> str:
        """Print what was asked and why there is no answer, in one line."""
        return f"{self.what}: {self.why}"


def some(names: Sequence[str], most: int = 3) -> str:
    """Name some of the things asked for and count the rest: `a, b, c and 2 more`."""
    more = len(names) - most
    if more > 0:
        return f"{', '.join(names[:most])} and {more} more"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that failed and was not answered since: how often, since when, when last."""

    last: Failure
    tries: int
    since: datetime


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What one source gave in one run: a failure is a value, not a crash.

    `ok`: every question was answered, or the source asked us to come back later (then `error` says
    so). `failures` names each question that was not.
    """

    name: SourceName
    ok: bool
    requests: int
    stored: int
    error: str | None
    current_as_of: date | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def read(self) -> bool:
        """Tell whether the indexes of the source were read, whatever else failed."""
        if self.ok:
            return self.error is None
        return bool(self.failures) and not any(failure.vital for failure in self.failures)


@dataclass(frozen=True, slots=True)
class SourceState:
    """How one source stands: its last good answer, failure and change, and failures in a row.

    `ok`: every question of the last run was answered. `partly`: not every one, but its indexes were
    read, so that it is known what is missing; only runs that were not read count as failures.
    `failed_at` are the moments of the failures in a row, oldest first: the present ones, or those
    that the recovery ended. A postponed read neither fails nor recovers. `open` are the questions
    that still have no answer. `last_error` is of `last_error_at`.
    """

    name: SourceName
    ok: bool
    current_as_of: date | None
    last_success: datetime | None
    last_error: str | None
    failures_in_a_row: int
    last_change: date | None
    broken_since: datetime | None
    recovered_at: datetime | None
    failed_at: tuple[datetime, ...] = ()
    partly: bool = False
    open: tuple[OpenQuestion, ...] = ()
    last_error_at: datetime | None = None

    @property
    def read(self) -> bool:
        """Tell whether the indexes of the source were read in the last run."""
        return self.ok or self.partly
