"""Runs, what each source gave in them, how each source stands: read from appended outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import NamedTuple

from tracker.model import SourceName, SourceOutcome, SourceState
from tracker.store import chain, failures
from tracker.store.db import Db, day, moment, read_day, read_moment

POSTPONED = "import in progress"
"""How the error of an outcome begins whose source asked us to come back later."""


def start(db: Db, command: str, now: datetime) -> int:
    """Append the start of a run and return its id."""
    return chain.append(db, "runs", {"command": command, "started_at": moment(now)})


def finish(db: Db, run: int, outcomes: Sequence[SourceOutcome], now: datetime) -> None:
    """Append what each source gave in a run."""
    for outcome in outcomes:
        columns = {
            "run_id": run,
            "source": outcome.name,
            "ok": int(outcome.ok),
            "requests": outcome.requests,
            "stored": outcome.stored,
            "error": outcome.error,
            "current_as_of": day(outcome.current_as_of),
            "finished_at": moment(now),
        }
        chain.append(db, "run_outcomes", columns)


def current_as_of(db: Db, name: SourceName) -> date | None:
    """Return the latest day that any run of a source reached."""
    return _latest_day(_outcomes(db, name))


class _Outcome(NamedTuple):
    """What a source gave in one run; `read`: its indexes were read, whatever else was not."""

    ok: int
    error: str | None
    current_as_of: str | None
    finished_at: str
    read: int

    @property
    def postponed(self) -> bool:
        """Tell whether the source asked us to come back later."""
        return bool(self.ok and self.error)


_OUTCOMES = """
SELECT o.ok, o.error, o.current_as_of, o.finished_at,
  o.ok OR (EXISTS (SELECT 1 FROM failures f WHERE f.run_id = o.run_id AND f.source = o.source)
    AND NOT EXISTS (
      SELECT 1 FROM failures f WHERE f.run_id = o.run_id AND f.source = o.source AND f.vital))
FROM run_outcomes o WHERE o.source = ? ORDER BY o.id DESC
"""


def _outcomes(db: Db, name: SourceName) -> list[_Outcome]:
    """Return what a source gave in each run, the newest first."""
    return [_Outcome(*row) for row in db.rows(_OUTCOMES, (name,))]


def state(db: Db, name: SourceName, last_change: date | None) -> SourceState:
    """Return how a source stands; one that was never asked is not ok."""
    outcomes = _outcomes(db, name)
    answered = [outcome for outcome in outcomes if not outcome.postponed]
    good, failed = _newest_successes_and_failures(answered)
    failed_at = tuple(read_moment(outcome.finished_at) for outcome in reversed(failed))
    error, error_at = _last_error(outcomes)
    return SourceState(
        name=name,
        ok=bool(outcomes and outcomes[0].ok),
        current_as_of=_latest_day(outcomes),
        last_success=_last_success(answered),
        last_error=error,
        last_error_at=error_at,
        failures_in_a_row=0 if good else len(failed),
        last_change=last_change,
        broken_since=failed_at[0] if failed and not good else None,
        recovered_at=read_moment(good[-1].finished_at) if good and failed else None,
        failed_at=failed_at,
        partly=bool(outcomes and outcomes[0].read and not outcomes[0].ok),
        open=tuple(failures.still_open(db, name)),
    )


def _last_error(outcomes: Sequence[_Outcome]) -> tuple[str | None, datetime | None]:
    """Return what failed last and when, newest outcomes first."""
    failed = next((outcome for outcome in outcomes if not outcome.ok), None)
    return (str(failed.error), read_moment(failed.finished_at)) if failed else (None, None)


def _last_success(answered: Sequence[_Outcome]) -> datetime | None:
    """Return when the indexes were read last, newest outcomes first."""
    return next((read_moment(outcome.finished_at) for outcome in answered if outcome.read), None)


def _newest_successes_and_failures(
    answered: Sequence[_Outcome],
) -> tuple[list[_Outcome], list[_Outcome]]:
    """Return the successes since the last failure, and the failures in a row before them.

    Newest outcomes first; there are no successes where the newest outcome is a failure.
    """
    good = list(takewhile(lambda outcome: outcome.read, answered))
    return good, list(takewhile(lambda outcome: not outcome.read, answered[len(good) :]))


def last_read(db: Db, name: SourceName, until: datetime) -> datetime | None:
    """Return when the indexes of a source were read last, not after `until`.

    Whatever clocks the runs since then had.
    """
    moments = (
        read_moment(outcome.finished_at)
        for outcome in _outcomes(db, name)
        if outcome.read and not outcome.postponed
    )
    return max((moment for moment in moments if moment <= until), default=None)


def postponed_in_a_row(db: Db, name: SourceName) -> int:
    """Return how often in a row, up to now, a source asked us to come back later."""
    rows = db.rows("SELECT error FROM run_outcomes WHERE source = ? ORDER BY id DESC", (name,))
    return next((place for place, row in enumerate(rows) if not _later(row[0])), len(rows))


def _later(error: str | None) -> bool:
    return (error or "").startswith(POSTPONED)


def _latest_day(outcomes: Sequence[_Outcome]) -> date | None:
    """Return the latest day that any run reached: a backfill of some years ago takes nothing back.

    A run stamped with a day after that of the newest run had a clock that ran ahead, and proves
    nothing.
    """
    today = outcomes[0].finished_at[:10] if outcomes else ""
    days = (
        outcome.current_as_of
        for outcome in outcomes
        if outcome.current_as_of and outcome.finished_at[:10] <= today
    )
    return read_day(max(days, default=None))


def last_moment(db: Db) -> datetime | None:
    """Return the latest time that anything was stamped with: a clock before it has jumped back."""
    found = db.first(
        "SELECT max(t) FROM (SELECT max(fetched_at) AS t FROM captures UNION ALL SELECT "
        "max(started_at) FROM runs)"
    )
    return read_moment(found[0]) if found and found[0] else None
