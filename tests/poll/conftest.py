"""A small world, a tracker that polls it with tiny waits, and its database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.poll import small_world
from tests.poll.small_world import Server, SmallWorld
from tracker import config, poll
from tracker.fetch import Fetcher
from tracker.model import SourceOutcome
from tracker.poll import PollResult
from tracker.store import Store, queries

if TYPE_CHECKING:
    from tests.poll.bis_site import Watched

SETTINGS = """
[[ecfr.titles]]
number = 15
parts = ["744"]
[retry]
attempts = 3
wait_seconds = 0.01
longest_wait_seconds = 0.02
timeout_seconds = 0.25
large_timeout_seconds = 0.25
total_seconds = 20
"""


@dataclass
class Tracked:
    """A small world, and everything to poll it; `said` is what people were told."""

    world: SmallWorld
    server: Server
    folder: Path
    settings: str = SETTINGS
    said: list[str] = field(default_factory=list)

    @property
    def db(self) -> Path:
        return self.folder / "tracker.db"

    def store(self) -> Store:
        return Store.open(self.db, "create")

    def config(self) -> config.Config:
        path = self.folder / "tracker.toml"
        path.write_text(self.settings, encoding="utf-8")
        return config.load(path, self.server.environment)

    def step(self, stage: str, done: int, total: int, what: str) -> None:
        pass

    def say(self, line: str) -> None:
        self.said.append(line)

    def poll(self, now: str | None = None) -> PollResult:
        """Poll once, at noon of the world's day unless `now` says otherwise."""
        return self._run("poll", now)

    def backfill(self, now: str | None = None, **span: object) -> PollResult:
        return self._run("backfill", now, **span)

    def _run(self, command: str, now: str | None, **span: object) -> PollResult:
        moment = datetime.fromisoformat(now or f"{self.world.today}T12:00:00").replace(tzinfo=UTC)
        settings = self.config()
        fetcher = Fetcher(settings, lambda: moment)
        with self.store() as store:
            return getattr(poll, command)(store, settings, fetcher, moment, progress=self, **span)

    def on(self, today: str) -> PollResult:
        """Move the world's clock and poll."""
        self.world.today = today
        return self.poll()

    def counts(self) -> dict[str, int]:
        with self.store() as store:
            return queries.counts(store.db)


def outcome(result: PollResult, name: str) -> SourceOutcome:
    return next(source for source in result.sources if source.name == name)


@pytest.fixture
def tracked(tmp_path: Path) -> Iterator[Tracked]:
    world = small_world.world()
    with world.serve() as server:
        yield Tracked(world, server, tmp_path)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """A tracker of a small site; whatever a test did, the facts alone must give the same rows
    again."""
    from tests.poll import bis_site  # noqa: PLC0415 (it is built on this module)

    world = small_world.world()
    with world.serve() as server, bis_site.Site() as site:
        site.pages[bis_site.LISTING] = bis_site.listing(bis_site.LISTING, "first", "second")
        site.pages[bis_site.NOTICES] = bis_site.notices(bis_site.NOTICES, "One", "Two")
        site.pages |= {
            f"/press-release/{word}": bis_site.page(word.title(), f"{word} in full.")
            for word in ("first", "second")
        }
        made = bis_site.Watched(world, server, tmp_path, site=site)
        yield made
        made.assert_rebuilds()
