"""Runs, what each source gave in them, how each source stands: read from appended outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tracker.model import SourceName, SourceOutcome, SourceState
from tracker.store import chain, failures
from tracker.store.db import Db, Row, day, moment, read_day, read_moment

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
    return _latest_day(db.rows(_OUTCOMES, (name,)))


_OUTCOMES = """
SELECT o.ok, o.error, o.current_as_of, o.finished_at,
  o.ok OR (EXISTS (SELECT 1 FROM failures f WHERE f.run_id = o.run_id AND f.source = o.source)
    AND NOT EXISTS (
      SELECT 1 FROM failures f WHERE f.run_id = o.run_id AND f.source = o.source AND f.vital))
FROM run_outcomes o WHERE o.source = ? ORDER BY o.id DESC
"""
_READ = 4
"""The column that tells whether the indexes of the source were read in the run."""


def state(db: Db, name: SourceName, last_change: date | None) -> SourceState:
    """Return how a source stands; one that was never asked is not ok."""
    rows = db.rows(_OUTCOMES, (name,))
    answered = [row for row in rows if not _postponed(row)]
    read = [place for place, row in enumerate(answered) if row[_READ]]
    good, end = _last_failures(answered)
    failed_at = tuple(read_moment(row[3]) for row in reversed(answered[good:end]))
    error, error_at = _last_error(rows)
    return SourceState(
        name=name,
        ok=bool(rows and rows[0][0]),
        current_as_of=_latest_day(rows),
        last_success=read_moment(answered[read[0]][3]) if read else None,
        last_error=error,
        last_error_at=error_at,
        failures_in_a_row=0 if good else len(failed_at),
        last_change=last_change,
        broken_since=failed_at[0] if failed_at and not good else None,
        recovered_at=read_moment(answered[good - 1][3]) if good and failed_at else None,
        failed_at=failed_at,
        partly=bool(rows and rows[0][_READ] and not rows[0][0]),
        open=tuple(failures.still_open(db, name)),
    )


def _last_error(rows: Sequence[Row]) -> tuple[str | None, datetime | None]:
    """Return what failed last and when, newest rows first."""
    failed = next((row for row in rows if not row[0]), None)
    return (str(failed[1]), read_moment(failed[3])) if failed else (None, None)


def _last_failures(answered: Sequence[Row]) -> tuple[int, int]:
    """Return where the newest failures in a row begin and end, newest rows first."""
    good = next((place for place, row in enumerate(answered) if not row[_READ]), len(answered))
    later = (place for place, row in enumerate(answered) if row[_READ] and place > good)
    return good, next(later, len(answered))


def last_read(db: Db, name: SourceName, until: datetime) -> datetime | None:
    """Return when the indexes of a source were read last, not after `until`.

    Whatever clocks the runs since then had.
    """
    moments = [
        read_moment(row[3])
        for row in db.rows(_OUTCOMES, (name,))
        if row[_READ] and not _postponed(row)
    ]
    return max((moment for moment in moments if moment <= until), default=None)


def _postponed(row: Row) -> bool:
    return bool(row[0] and row[1])


def postponed_in_a_row(db: Db, name: SourceName) -> int:
    """Return how often in a row, up to now, a source asked us to come back later."""
    rows = db.rows("SELECT error FROM run_outcomes WHERE source = ? ORDER BY id DESC", (name,))
    return next((place for place, row in enumerate(rows) if not _later(row[0])), len(rows))


def _later(error: str | None) -> bool:
    return (error or "").startswith(POSTPONED)


def _latest_day(rows: list[Row]) -> date | None:
    """Return the latest day that any run reached: a backfill of some years ago takes nothing back.

    A run stamped with a day after that of the newest run had a clock that ran ahead, and proves
    nothing.
    """
    today = rows[0][3][:10] if rows else ""
    return read_day(max((row[2] for row in rows if row[2] and row[3][:10] <= today), default=None))


def last_moment(db: Db) -> datetime | None:
    """Return the latest time that anything was stamped with: a clock before it has jumped back."""
    found = db.one(
        "SELECT max(t) FROM (SELECT max(fetched_at) AS t FROM captures UNION ALL SELECT "
        "max(started_at) FROM runs)"
    )
    return read_moment(found[0]) if found and found[0] else None
