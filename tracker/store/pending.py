"""What is still to be fetched: rows of the version list that are not held or asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.model import VersionRow
from tracker.store import facts
from tracker.store.db import Db
from tracker.store.versions import FLOOR, rows


def in_effect(listed: Iterable[VersionRow]) -> list[VersionRow]:
    """Return one row for each identifier and date, the one issued last, oldest first."""
    newest: dict[tuple[str, date], VersionRow] = {}
    for row in sorted(listed, key=lambda row: row.issue_date):
        newest[row.identifier, row.date] = row
    return sorted(newest.values(), key=lambda row: (row.date, row.identifier))


def inside(
    listed: Iterable[VersionRow], baselines: dict[str, date], until: date
) -> list[VersionRow]:
    """Return the rows that count for the tracked spans, oldest first.

    The baseline of each provision and all that follows.

    `baselines` maps a part to the day whose text is its baseline; parts that are not in it are not
    tracked.
    """
    chosen: list[VersionRow] = []
    standing: dict[str, VersionRow] = {}
    for row in in_effect(listed):
        on = baselines.get(row.part)
        if on is None or row.date > until:
            continue
        if row.date <= on:
            standing[row.identifier] = row
        else:
            chosen.append(row)
    chosen += [row for row in standing.values() if not row.removed]
    return sorted(chosen, key=lambda row: (row.date, row.identifier))


def pending(db: Db, title: int, parts: Sequence[str] | None, until: date) -> list[VersionRow]:
    """Return the rows to fetch, oldest first.

    Tracked, inside the span, and not held, or issued again since last asked for.

    A row whose text was answered with 404 waits until it is issued again; one in quarantine is
    asked for again.
    """
    wanted = inside(rows(db, title, parts), facts.baselines(db, title), until)
    asked = _asked(db, title)
    listed = _first_listed(db, title)
    chosen = []
    for row in wanted:
        held, last, verdict = asked.get((row.identifier, row.date), (False, 0, ""))
        reissued = listed[row.identifier, row.date] > last
        if not row.removed and (
            reissued or verdict == "quarantined" or (not held and verdict != "not-found")
        ):
            chosen.append(row)
    return chosen


def _asked(db: Db, title: int) -> dict[tuple[str, date], tuple[bool, int, str]]:
    """Return for each version that was ever asked for.

    Is it held, the last capture about it, that capture's verdict.
    """
    found: dict[tuple[str, date], tuple[bool, int, str]] = {}
    held = {
        row[0]
        for row in db.rows("SELECT subject FROM versions WHERE title = ? AND removed = 0", (title,))
    }
    sql = (
        "SELECT c.subject, max(c.id), coalesce((SELECT d.decision FROM decisions d WHERE"
        " d.capture_id = c.id ORDER BY d.id DESC LIMIT 1), c.verdict) FROM captures c WHERE"
        " c.subject GLOB ? GROUP BY c.subject"
    )
    for subject, number, verdict in db.rows(sql, (f"ecfr:full:{title}:*",)):
        identifier, _, on = subject.split(":", 5)[5].rpartition(":")
        found[identifier, date.fromisoformat(on)] = (subject in held, number, verdict)
    return found


def _first_listed(db: Db, title: int) -> dict[tuple[str, date], int]:
    """Return for each version the capture of the list that first showed its newest row."""
    first: dict[str, int] = dict(
        db.rows(
            "SELECT sha256, min(id) FROM captures WHERE subject GLOB ? GROUP BY sha256",
            (f"ecfr:versions:{title}:*",),
        )
    )
    newest: dict[tuple[str, date], int] = {}
    sql = (
        "SELECT identifier, date, capture_sha256 FROM version_rows WHERE title = ? ORDER BY"
        " issue_date"
    )
    for identifier, on, sha in db.rows(sql, (title,)):
        newest[identifier, max(date.fromisoformat(on), FLOOR)] = first.get(sha, 0)
    return newest
