"""What every command is handed: where the database is, which configuration, what time it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.ask.periods import Span
    from tracker.config import Config
    from tracker.fetch import Fetcher
    from tracker.store import Mode, Store


@dataclass(frozen=True, slots=True)
class App:
    """The settings of one call of the command line; opens what a command needs, when needed."""

    db: Path
    config_path: Path | None
    fixed_now: datetime | None

    def now(self) -> datetime:
        """Return the time of this call, aware, in UTC: `--now`, else the clock."""
        return self.fixed_now or datetime.now(UTC)  # noqa: TID251 (the one reader of the clock)

    def today(self) -> date:
        """Return the day of this call in UTC."""
        return self.now().date()

    def config(self) -> Config:
        """Load the configuration; `ConfigError` names every mistake at once."""
        from tracker import config

        return config.load(self.config_path, os.environ)

    def store(self, mode: Mode = "read") -> Store:
        """Open the database; `ForeignStoreError` or `StoreError` say why it cannot be used.

        Mistakes in a configuration are told by every command, not only by those that need it.
        """
        from tracker.store import Store

        if self.config_path:
            self.config()
        return Store.open(self.db, mode)

    def fetcher(self, config: Config) -> Fetcher:
        """Build the only thing that talks to the network."""
        from tracker.fetch import Fetcher

        return Fetcher(config, self.now)


_FIRST_YEAR, _LAST_YEAR = 1970, 2999
"""What a clock may say. What is recorded under a slip of the pen stays recorded, so it is refused
before."""


def read_moment(text: str) -> datetime:
    """Read `--now`: an ISO 8601 time or date; without a zone it is taken as UTC."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--now {text!r} is not an ISO 8601 time; write it as 2026-07-31T08:00:00Z"
        ) from error
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise UsageError(
            f"--now {text!r} is not between the years {_FIRST_YEAR} and {_LAST_YEAR}; "
            "write it as 2026-07-31T08:00:00Z"
        )
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def read_day(text: str | None, option: str) -> date | None:
    """Read a date option, `YYYY-MM-DD`; None stays None."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is not a date; write it as YYYY-MM-DD") from error


def read_span(since: str | None, until: str | None) -> Span:
    """Read `--since` and `--until`, both inclusive; since after until is a mistake."""
    from tracker.ask.periods import Span

    first, last = read_day(since, "--since"), read_day(until, "--until")
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}; swap them")
    return Span(first, last)
