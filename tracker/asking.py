"""What is asked of the sources and what becomes of it, as frozen values.

Request -> answer | Failure -> SourceOutcome (one run) -> SourceState, OpenQuestion (all runs so
far)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic, Literal, NewType, TypeAlias, TypeVar

from tracker.errors import ParseError

S = TypeVar("S")
"""What was asked for, as a value."""

SourceName = NewType("SourceName", str)
"""The name of a source in JSON and in the store; `tracker.sources.SOURCES` has them all."""


@dataclass(frozen=True, slots=True)
class SubjectForm(Generic[S]):
    """How subjects of one kind are printed, so that they are read back by nothing else.

    `mark` begins each, `rest` matches what follows it, `build` makes the subject of its groups.
    """

    mark: str
    rest: re.Pattern[str]
    build: Callable[[tuple[str, ...]], S]

    def read(self, text: str) -> S | None:
        """Return the subject that is printed so, or None where it is of another kind."""
        found = self.rest.fullmatch(text, len(self.mark)) if text.startswith(self.mark) else None
        try:
            return self.build(tuple(group or "" for group in found.groups())) if found else None
        except ValueError as error:
            raise ParseError(text, "not a subject of a capture") from error


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


Alike: TypeAlias = tuple[OpenQuestion, ...]
"""Questions that failed for one reason; at least one."""


Standing = Literal["ok", "in part", "failed", "not read"]
"""How a source stands: every question answered; its indexes read, but not all; an index without a
usable answer; no run has asked it yet."""


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

    @property
    def standing(self) -> Standing:
        """Return how the source stands after this run alone."""
        if self.ok:
            return "ok"
        return "in part" if self.read else "failed"


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

    @property
    def standing(self) -> Standing:
        """Return how the source stands after all runs so far."""
        if self.read:
            return "in part" if self.open or not self.ok else "ok"
        return "failed" if self.failures_in_a_row else "not read"

    @property
    def other_error(self) -> str | None:
        """Return the last error where no open question tells what is wrong."""
        return None if self.open else self.last_error

    def read_since(self, day: date) -> bool:
        """Tell whether it gave a good answer on a day or later, with its last try good as well."""
        last = self.last_success
        return self.read and last is not None and last.astimezone(UTC).date() >= day

    def open_alike(self, reason: Callable[[OpenQuestion], object]) -> tuple[Alike, ...]:
        """Return the open questions that have one `reason` together, the newest failure first.

        `tracker status` tells the minute and the tries, so both are of its reason; a digest, which
        is read days later, tells and parts by the day alone.
        """
        found: dict[object, list[OpenQuestion]] = {}
        for question in reversed(self.open):
            found.setdefault(reason(question), []).append(question)
        return tuple(tuple(group) for group in found.values())
