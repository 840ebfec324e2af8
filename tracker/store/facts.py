"""Captures and their bodies, tracked spans, checks: facts, appended and never changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeAlias

from tracker.errors import StoreError
from tracker.model import Capture
from tracker.store import chain
from tracker.store.db import Db, Row, moment, read_moment

Verdict: TypeAlias = Literal["accepted", "quarantined", "not-found"]

_COLUMNS = (
    "c.id, c.source, c.subject, c.url, c.status, c.request_headers, c.response_headers, "
    "c.fetched_at, c.sha256"
)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A capture that counts: accepted at once, or by a decision later.

    `missing`: a page that is no longer served.
    """

    id: int
    subject: str
    sha256: str
    fetched_at: datetime
    backfilled: bool
    missing: bool


def record_capture(
    db: Db, capture: Capture, verdict: Verdict, reason: str | None, run: int | None
) -> int:
    """Append a capture, its body stored once for each distinct SHA-256, and return its id."""
    if sha256(capture.body).hexdigest() != capture.sha256:
        raise StoreError(
            f"{capture.url}: the body does not have the SHA-256 that the capture names; nothing "
            "was stored"
        )
    if not db.first("SELECT 1 FROM blobs WHERE sha256 = ?", (capture.sha256,)):
        packed = zlib.compress(capture.body, 6)
        values = (capture.sha256, len(capture.body), packed, sha256(packed).hexdigest())
        db.run("INSERT INTO blobs (sha256, size, packed, packed_sha256) VALUES (?,?,?,?)", values)
    columns = {
        "run_id": run,
        "source": capture.source,
        "subject": capture.subject,
        "url": capture.url,
        "status": capture.status,
        "request_headers": json.dumps(capture.request_headers),
        "response_headers": json.dumps(capture.headers),
        "fetched_at": moment(capture.fetched_at),
        "sha256": capture.sha256,
        "verdict": verdict,
        "reason": reason,
    }
    return chain.append(db, "captures", columns)


def body(db: Db, sha: str) -> bytes:
    """Return the body with this SHA-256, unpacked and checked."""
    found = db.first("SELECT packed FROM blobs WHERE sha256 = ?", (sha,))
    if found is None:
        raise StoreError(f"{db.path}: no body with SHA-256 {sha} is held")
    try:
        unpacked = zlib.decompress(found[0])
    except (zlib.error, TypeError) as error:
        raise StoreError(
            f"{db.path}: the body with SHA-256 {sha} is damaged; run tracker verify"
        ) from error
    if sha256(unpacked).hexdigest() != sha:
        raise StoreError(f"{db.path}: the body with SHA-256 {sha} was altered; run tracker verify")
    return unpacked


def capture(db: Db, number: int) -> Capture:
    """Return the capture with this id; `StoreError` where none has it."""
    found = db.first(f"SELECT {_COLUMNS} FROM captures c WHERE c.id = ?", (number,))
    if found is None:
        raise StoreError(f"{db.path}: no capture has the number {number}")
    return _capture(db, found)


def captures_of(db: Db, sha: str) -> list[tuple[int, Capture]]:
    """Return every capture with this body, first one first, each with its id."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM captures c WHERE c.sha256 = ? ORDER BY c.id", (sha,))
    return [(int(row[0]), _capture(db, row)) for row in rows]


def capture_by_sha(db: Db, sha: str) -> Capture:
    """Return the first capture that brought a body with this SHA-256."""
    return captures_of(db, sha)[0][1]


def captures(db: Db) -> Iterator[tuple[int, Capture]]:
    """Yield every capture with its id, oldest first; bodies are unpacked one at a time."""
    for row in db.rows(f"SELECT {_COLUMNS} FROM captures c ORDER BY c.id"):
        yield int(row[0]), _capture(db, row)


def _capture(db: Db, row: Row) -> Capture:
    _, source, subject, url, status, asked, answered, fetched_at, sha = row
    pairs = [
        tuple((str(name), str(value)) for name, value in json.loads(text))
        for text in (asked, answered)
    ]
    return Capture(
        source,
        subject,
        url,
        status,
        pairs[0],
        pairs[1],
        read_moment(fetched_at),
        body(db, sha),
        sha,
    )


def verdict(db: Db, number: int) -> Verdict:
    """Return how a capture stands: a later decision counts before the first verdict."""
    found = db.first("SELECT verdict FROM captures WHERE id = ?", (number,))
    if found is None:
        raise StoreError(f"{db.path}: no capture has the number {number}")
    decided = db.first(
        "SELECT decision FROM decisions WHERE capture_id = ? ORDER BY id DESC LIMIT 1", (number,)
    )
    if decided is not None and found[0] == "quarantined":
        return "accepted" if decided[0] == "accept" else "quarantined"
    stood: Verdict = found[0]
    return stood


def admitted(db: Db) -> list[Admitted]:
    """Return every capture that counts, in the order in which they came to count."""
    rows = db.rows(
        "SELECT c.id, c.subject, c.sha256, c.fetched_at, coalesce(r.command = 'backfill', 0), "
        "c.id, 0, 0, c.verdict <> 'accepted' "
        "FROM captures c LEFT JOIN runs r ON r.id = c.run_id "
        "WHERE c.verdict = 'accepted' OR (c.verdict = 'not-found' AND c.subject GLOB '*:page:/*') "
        "UNION ALL "
        "SELECT c.id, c.subject, c.sha256, c.fetched_at, coalesce(r.command = 'backfill', 0), "
        "d.after_capture, 1, d.id, 0 "
        "FROM decisions d JOIN captures c ON c.id = d.capture_id LEFT JOIN runs r ON r.id = "
        "c.run_id WHERE d.decision = 'accept' "
        "ORDER BY 6, 7, 8"
    )
    return [
        Admitted(row[0], row[1], row[2], read_moment(row[3]), bool(row[4]), bool(row[8]))
        for row in rows
    ]


def urls_of(db: Db, sha: str, until: Capture) -> list[str]:
    """Return the addresses that gave this body, up to and with a capture."""
    sql = f"SELECT DISTINCT url FROM captures WHERE sha256 = ? AND source = ? AND id <= {_NUMBER}"
    return [row[0] for row in db.rows(sql, (sha, until.source, *_key(until)))]


def places_before(db: Db, until: Capture, most: int) -> list[tuple[str, str]]:
    """Return subject and address of the last answers of a source before a capture, so many."""
    sql = (
        f"SELECT subject, url FROM captures WHERE source = ? AND id < {_NUMBER} ORDER BY id DESC "
        "LIMIT ?"
    )
    return [(row[0], row[1]) for row in db.rows(sql, (until.source, *_key(until), most))]


def first_and_last(db: Db, prefix: str, until: Capture) -> dict[str, tuple[Capture, Capture]]:
    """Return the first and last accepted capture of each subject that begins with `prefix`.

    The subject that was answered first comes first.
    """
    sql = (
        "SELECT subject, min(id), max(id) FROM captures WHERE subject >= ? AND subject < ? AND "
        "verdict = 'accepted' "
        f"AND id <= {_NUMBER} GROUP BY subject ORDER BY 2"
    )
    rows = db.rows(sql, (prefix, prefix + "\x7f", *_key(until)))
    return {subject: (capture(db, first), capture(db, last)) for subject, first, last in rows}


_NUMBER = (
    "coalesce((SELECT max(o.id) FROM captures o WHERE o.subject = ? AND o.fetched_at = ? AND "
    "o.sha256 = ?), 9223372036854775807)"
)
"""The number of a capture that is recorded; beyond all numbers for one that is not yet."""


def _key(answer: Capture) -> tuple[str, str, str]:
    return answer.subject, moment(answer.fetched_at), answer.sha256


def last_served(db: Db, subject: str, before: datetime) -> datetime | None:
    """Return when a subject was last answered with something that counts, before a moment."""
    sql = (
        "SELECT max(moment) FROM (SELECT max(fetched_at) AS moment FROM captures WHERE subject "
        "= ?1 AND verdict = 'accepted' "
        "AND fetched_at < ?2 UNION ALL SELECT max(checked_at) FROM checks WHERE subject = ?1 "
        "AND checked_at < ?2)"
    )
    found = db.first(sql, (subject, moment(before)))
    return read_moment(found[0]) if found and found[0] else None


def missing_on_another_day(db: Db, subject: str, until: datetime) -> bool:
    """Tell whether a subject was missing on a day before that of `until`, and ever since."""
    sql = (
        "SELECT c.verdict, c.fetched_at FROM captures c WHERE c.subject = ? AND c.fetched_at < ? "
        "ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1"
    )
    day = datetime.combine(until.date(), datetime.min.time(), until.tzinfo)
    before = db.first(sql, (subject, moment(day)))
    since = db.first(
        "SELECT count(*) FROM captures WHERE subject = ? AND fetched_at >= ? AND fetched_at <= "
        "? AND verdict <> 'not-found'",
        (subject, moment(day), moment(until)),
    )
    checked = db.first(
        "SELECT count(*) FROM checks WHERE subject = ? AND checked_at > ? AND checked_at <= ?",
        (subject, before[1] if before else "", moment(until)),
    )
    return bool(
        before
        and before[0] == "not-found"
        and not (since and since[0])
        and not (checked and checked[0])
    )


def by_backfill(db: Db, number: int) -> bool:
    """Tell whether a capture was brought by a backfill."""
    sql = (
        "SELECT 1 FROM captures c JOIN runs r ON r.id = c.run_id WHERE c.id = ? AND r.command = "
        "'backfill'"
    )
    return db.first(sql, (number,)) is not None


def latest(db: Db, subject: str) -> Capture | None:
    """Return the newest accepted capture of a subject, with its body."""
    sql = (
        f"SELECT {_COLUMNS} FROM captures c WHERE c.subject = ? AND c.verdict = 'accepted' ORDER "
        "BY c.id DESC LIMIT 1"
    )
    found = db.first(sql, (subject,))
    return _capture(db, found) if found else None


def track(
    db: Db, title: int, part: str, since: date, now: datetime, baseline_on: date | None = None
) -> bool:
    """Record that a part is followed from `since`; False where that was known already.

    Changes in force on `since` count too, so the baseline is the text of the day before, unless
    `baseline_on` says otherwise: a first poll takes what is in force now as its baseline.
    """
    held = db.first("SELECT min(since) FROM spans WHERE title = ? AND part = ?", (title, part))
    if held is not None and held[0] is not None and held[0] <= since.isoformat():
        return False
    baseline = baseline_on or (since if since >= now.date() else since - timedelta(days=1))
    columns = {
        "title": title,
        "part": part,
        "since": since.isoformat(),
        "baseline_on": baseline.isoformat(),
        "tracked_at": moment(now),
    }
    with db.transaction():
        chain.append(db, "spans", columns)
    return True


def baselines(db: Db, title: int) -> dict[str, date]:
    """Return for each tracked part the day whose text is the baseline.

    The earliest of its spans.
    """
    rows = db.rows(
        "SELECT part, min(baseline_on) FROM spans WHERE title = ? GROUP BY part", (title,)
    )
    return {part: date.fromisoformat(on) for part, on in rows}


def tracked(db: Db) -> list[tuple[int, str, date]]:
    """Return every tracked title and part with the day it is followed from."""
    rows = db.rows("SELECT title, part, min(since) FROM spans GROUP BY title, part")
    return sorted(
        ((row[0], row[1], date.fromisoformat(row[2])) for row in rows),
        key=lambda row: (row[0], len(row[1]), row[1]),
    )


def tracked_since(db: Db, title: int, part: str) -> date | None:
    """Return the day from which a part is followed, or None."""
    days = (since for *place, since in tracked(db) if place == [title, part])
    return next(days, None)


def mark_checked(db: Db, subject: str, now: datetime) -> None:
    """Record that a version or page was asked for again without a capture to show for it."""
    with db.transaction():
        chain.append(db, "checks", {"subject": subject, "checked_at": moment(now)})
