"""What a cycle is given.

Where it reports to, what derives, what is configured, whose turn it is.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, Self

from tracker import fetch, gate
from tracker.answers import Answer, Question, Weight
from tracker.model import Capture, SourceName
from tracker.store import Store
from tracker.tag import Taxonomy


class Postponed(Exception):  # noqa: N818 (no error: the source asks us to come back later)
    """The source is being worked on; nothing was read, and that is no failure."""


class Progress(Protocol):
    """Where a cycle reports to: bars and lines for people, nothing that decides."""

    def step(self, stage: str, done: int, total: int, what: str) -> None:
        """Take notice that `done` of `total` pieces of a stage are finished and which is next."""

    def say(self, line: str) -> None:
        """Take notice of one line of news."""


class NoProgress:
    """A `Progress` that says nothing."""

    def step(self, stage: str, done: int, total: int, what: str) -> None:
        """Do nothing."""

    def say(self, line: str) -> None:
        """Do nothing."""


class Deriving(Protocol):
    """What makes rows of answers; under `later`, causes wait for the end of a block."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics that say what is kept."""

    def apply(self, store: Store, number: int, answer: Answer[Any, Any] | Capture) -> object:
        """Derive all that follows from a recorded capture."""

    def track(
        self,
        store: Store,
        title: int,
        part: str,
        since: date,
        now: datetime,
        baseline_on: date | None = None,
    ) -> bool:
        """Follow a part from a day on."""

    def later(self, store: Store) -> AbstractContextManager[Self]:
        """Give a way of deriving under which causes wait for the end of the block."""


class Settings(fetch.Settings, Protocol):
    """What a cycle has to know of the configuration beside the settings of its own source."""

    @property
    def gate(self) -> gate.Thresholds:
        """When an answer is doubted."""

    def of(self, source: SourceName) -> object:
        """Return the settings of a source."""

    def base(self, source: SourceName) -> str:
        """Return what stands before the paths of a source."""

    def official(self, url: str) -> str:
        """Return the address at the official site of what was asked at a configured one."""

    def houses(self) -> tuple[str, ...]:
        """Return the address of every service that is asked."""


class Questions(Protocol):
    """A source, as far as its questions go."""

    @property
    def name(self) -> SourceName:
        """Its name."""

    @property
    def stale_hours(self) -> int:
        """How old an answer out of a cache may be without being told."""

    @property
    def item(self) -> str:
        """What each piece of what it gives is called."""

    def question(self, subject: str) -> Question[Any, Any]:
        """Read a printed subject."""

    def words_of(self, subject: str) -> str:
        """Return what a printed subject is about, as people say it."""

    def weight(self, subject: str) -> Weight:
        """Tell what the answer to a question is to the source."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a backfill covers: days, both inclusive, and parts of the CFR (none: all tracked).

    An open span ends with `date.max`.
    """

    since: date
    until: date
    parts: tuple[str, ...] = ()

    def last(self, today: date) -> date:
        """Return the last day, of an open span the last of this year."""
        return date(today.year, 12, 31) if self.until == date.max else self.until
