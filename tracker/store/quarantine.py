"""Answers that were kept out: what waits, how often it was seen, what a person decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from tracker.store import chain
from tracker.store.db import Db, moment, read_moment

Decision: TypeAlias = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An answer that was kept out: the latest capture of its subject, and how often it was seen."""

    id: int
    source: str
    subject: str
    url: str
    reason: str
    tries: int
    first_seen: datetime
    fetched_at: datetime
    sha256: str


_WAITING = (
    "SELECT max(c.id), c.subject, count(*), min(c.fetched_at) FROM captures c WHERE c.verdict = "
    "'quarantined' "
    "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.capture_id = c.id) "
    "AND NOT EXISTS (SELECT 1 FROM captures n WHERE n.subject = c.subject AND n.id > c.id AND "
    "n.verdict = 'accepted') "
    "AND NOT EXISTS (SELECT 1 FROM decisions d JOIN captures o ON o.id = d.capture_id "
    "WHERE o.subject = c.subject AND d.after_capture >= c.id) "
    "GROUP BY c.subject ORDER BY max(c.id)"
)


def quarantined(db: Db) -> list[Quarantined]:
    """Return what waits in quarantine, one for each subject.

    Not decided, and not followed by an answer that was accepted.
    """
    waiting = []
    for number, subject, tries, first in db.rows(_WAITING):
        row = db.first(
            "SELECT source, url, reason, fetched_at, sha256 FROM captures WHERE id = ?", (number,)
        )
        assert row is not None
        source, url, reason, fetched_at, sha = row
        waiting.append(
            Quarantined(
                number,
                source,
                subject,
                url,
                reason or "",
                tries,
                read_moment(first),
                read_moment(fetched_at),
                sha,
            )
        )
    return waiting


def tries(db: Db, subject: str, sha: str) -> tuple[int, datetime] | None:
    """Return how often and since when this very body was kept out undecided.

    An answer that persists may be believed.
    """
    sql = (
        "SELECT count(*), min(c.fetched_at) FROM captures c WHERE c.subject = ? AND c.sha256 = "
        "? AND c.verdict = 'quarantined' "
        "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.capture_id = c.id)"
    )
    found = db.first(sql, (subject, sha))
    return (int(found[0]), read_moment(found[1])) if found and found[0] else None


def rejected(db: Db, subject: str, sha: str) -> bool:
    """Tell whether a person rejected this very body for this subject."""
    sql = (
        "SELECT 1 FROM captures c JOIN decisions d ON d.capture_id = c.id WHERE c.subject = ? "
        "AND c.sha256 = ? AND d.decision = 'reject'"
    )
    return db.first(sql, (subject, sha)) is not None


def decide(db: Db, number: int, decision: Decision, now: datetime) -> None:
    """Append the decision about a quarantined capture; `derive.decide` also derives from it."""
    with db.transaction():
        last = db.first("SELECT max(id) FROM captures")
        assert last is not None
        columns = {
            "capture_id": number,
            "decision": decision,
            "decided_at": moment(now),
            "after_capture": last[0],
        }
        chain.append(db, "decisions", columns)
