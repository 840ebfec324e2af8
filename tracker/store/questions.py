"""What was asked, by printed subject, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from tracker.store.db import Db, read_moment
from tracker.store.facts import Verdict

_AFTER = "\x7f"
"""Sorts behind all that a subject holds."""


def last_asked(db: Db, subject: str) -> tuple[Verdict, datetime] | None:
    """Return the verdict and time of the newest answer about a subject, whatever became of it."""
    found = db.first(
        "SELECT verdict, fetched_at FROM captures WHERE subject = ? ORDER BY id DESC LIMIT 1",
        (subject,),
    )
    return (found[0], read_moment(found[1])) if found else None


def asked_days(db: Db, prefix: str) -> set[date]:
    """Return the days of the subjects that begin with `prefix` and were answered in any way."""
    rows = db.rows(
        "SELECT DISTINCT subject FROM captures WHERE subject >= ? AND subject < ?",
        (prefix, prefix + _AFTER),
    )
    return {date.fromisoformat(row[0][len(prefix) :]) for row in rows}


def answers(db: Db, prefix: str) -> dict[str, tuple[int, str]]:
    """Return for each subject that begins with `prefix` its newest capture and its verdict.

    A decision about a capture in quarantine counts for its verdict.
    """
    sql = (
        "SELECT c.subject, max(c.id), coalesce((SELECT d.decision FROM decisions d WHERE"
        " d.capture_id = c.id ORDER BY d.id DESC LIMIT 1), c.verdict) FROM captures c WHERE"
        " c.subject >= ? AND c.subject < ? GROUP BY c.subject"
    )
    rows = db.rows(sql, (prefix, prefix + _AFTER))
    return {subject: (number, verdict) for subject, number, verdict in rows}


def first_captures(db: Db, prefix: str) -> dict[str, int]:
    """Return for each answer (by its hash) to subjects that begin so its first capture."""
    sql = "SELECT sha256, min(id) FROM captures WHERE subject >= ? AND subject < ? GROUP BY sha256"
    return dict(db.rows(sql, (prefix, prefix + _AFTER)))
