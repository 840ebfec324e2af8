"""What a source is: one row of the table of sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tracker.answers import Kind, Question, Weight, question
from tracker.cycle import Cycle, Span
from tracker.errors import ParseError
from tracker.model import SourceName
from tracker.sources.place import House, Place
from tracker.store import Store
from tracker.toml_tables import Table


class SourceSettings(Protocol):
    """What is configured of every source."""

    @property
    def url(self) -> str:
        """Where it is asked."""

    @property
    def pause(self) -> float:
        """The seconds between two requests to it."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people read of a source.

    `title` follows "the"; `item` is what each piece of it is called, `singular` one that a digest
    counts, `all` are all of them, `news` heads them. `later` says what is not in a digest yet
    where the source itself lags behind the law; None where it does not.
    """

    title: str
    item: str
    singular: str
    all: str
    news: str
    later: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a source stores: how many texts, documents or pages, and the day of its last change.

    A new version of a thing that is held counts too.
    """

    count: Callable[[Store], int]
    last_change: Callable[[Store], date | None]


@dataclass(frozen=True, slots=True)
class Source:
    """A source: who it is, where it is asked, what is asked, how a cycle goes, what it gives.

    `house` is where it is asked; `others` are further services that give the same. `pause` are the
    seconds between two requests to the official site, `quiet_days` the days without a change after
    which it is questioned, `stale_hours` the age that an answer out of a cache may have. `settings`
    reads its table of the configuration, of which `standard` are the defaults. `houses` are the
    addresses that its settings name, each with its official one; `wait` the seconds after which a
    source that is being worked on is asked again in the same run. `unfit` says why a span cannot be
    read of it, None where it can. `kinds` are its questions. `poll` and `backfill` are its cycle
    and return the day up to which it was read. `pages` is what stands before the paths of its
    pages, None where it gives none.
    """

    name: SourceName
    words: Words
    house: House
    others: tuple[House, ...]
    pause: float
    quiet_days: int
    stale_hours: int
    standard: SourceSettings
    settings: Callable[[Table, Place], SourceSettings]
    houses: Callable[[Any], Mapping[str, str]]
    wait: Callable[[Any], float]
    unfit: Callable[[Any, Span], str | None]
    kinds: tuple[Kind[Any, Any], ...]
    poll: Callable[[Cycle], date | None]
    backfill: Callable[[Cycle, Span], date | None]
    stored: Stored
    pages: str | None

    @property
    def table(self) -> str:
        """Return the name of its table in the configuration."""
        return self.name.replace("-", "_")

    @property
    def item(self) -> str:
        """Return what each piece of what it gives is called."""
        return self.words.item

    def question(self, subject: str) -> Question[Any, Any]:
        """Read a printed subject; raise `ParseError` for one that is not of this source."""
        return question(self.kinds, subject)

    def words_of(self, subject: str) -> str:
        """Return what a printed subject is about, as people say it; itself where it is unknown."""
        try:
            return self.question(subject).words
        except ParseError:
            return subject

    def kind_of(self, subject: str) -> str:
        """Return the mark of a kind of question, `ecfr:full:`; what is unknown is its own kind."""
        try:
            return self.question(subject).kind.mark
        except ParseError:
            return subject

    def weight(self, subject: str) -> Weight:
        """Tell what the answer to a question is to the source."""
        try:
            return self.question(subject).kind.weight
        except ParseError:
            return "single"
