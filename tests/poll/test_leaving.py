"""A poll that must give something: where no source could be read, it leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.poll.conftest import Tracked
from tracker.errors import TrackerError
from tracker.fetch import Fetcher
from tracker.poll import PollResult, poll_or_leave

NOW = datetime(2021, 1, 4, 12, tzinfo=UTC)
DOWN = (503, "text/plain", b"down")


def leaving(tracked: Tracked) -> PollResult:
    settings = tracked.config()
    return poll_or_leave(tracked.db, settings, Fetcher(settings, lambda: NOW), NOW, tracked)


def test_where_no_source_answers_a_new_database_is_taken_away_again(tracked: Tracked) -> None:
    tracked.world.answers = {"/": DOWN}
    with pytest.raises(TrackerError, match="no source could be read, and nothing was changed: "):
        leaving(tracked)
    assert list(tracked.folder.glob("tracker.db*")) == []


def test_where_no_source_answers_a_database_that_was_there_stays(tracked: Tracked) -> None:
    tracked.store().__exit__(None, None, None)
    tracked.world.answers = {"/": DOWN}
    with pytest.raises(TrackerError) as told:
        leaving(tracked)
    reasons = str(told.value).split(": ", 1)[1].split("; ")
    assert sorted(set(reasons)) == sorted(reasons)
    assert all("503" in reason for reason in reasons)
    assert tracked.db.is_file()


def test_where_one_source_answers_the_poll_counts(tracked: Tracked) -> None:
    tracked.world.answers = {"/bis/": DOWN, "/fr/": DOWN}
    result = leaving(tracked)
    assert [source.name for source in result.sources if source.read] == ["ecfr"]
    assert tracked.db.is_file()
