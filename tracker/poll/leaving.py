"""A poll before something else is made of the store: where no source answers, nothing is left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tracker.config import Config
from tracker.cycle import Progress
from tracker.errors import TrackerError
from tracker.fetch import Fetcher
from tracker.poll.run import PollResult, poll
from tracker.store import Store, files


def poll_or_leave(
    db: Path, config: Config, fetcher: Fetcher, now: datetime, progress: Progress | None = None
) -> PollResult:
    """Run one cycle into the database at `db`, which is made where it is missing.

    Raises `TrackerError` with one line where no source could be read; a database that was made for
    it is taken away again.
    """
    fresh = not db.exists()
    with Store.open(db, "create") as store:
        result = poll(store, config, fetcher, now, progress)
    if any(source.read for source in result.sources):
        return result
    if fresh:
        files.remove(db)
    raise TrackerError(f"no source could be read, and nothing was changed: {_reasons(result)}")


def _reasons(result: PollResult) -> str:
    """Say why the indexes of the sources were not read, each reason once."""
    failures = [failure for source in result.sources for failure in source.failures]
    reasons = dict.fromkeys(failure.why for failure in failures if failure.vital)
    reasons = reasons or dict.fromkeys(source.error or source.name for source in result.sources)
    return "; ".join(reasons)
