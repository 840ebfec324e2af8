"""The version list and the versions held.

Which are missing, which were longest unchecked, which was in force on a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.model import VersionRow
from tracker.recorded import HeldVersion
from tracker.store.db import Db, Row, moment, read_moment
from tracker.store.keys import key_of

FLOOR = date(2017, 1, 3)
"""The first day of the eCFR's version list; rows before it are phantoms that stand for the text on
this day."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the version list with where we have it from."""

    row: VersionRow
    provision: str
    observed_at: datetime
    backfilled: bool
    capture: str


_ROW = "title, part, identifier, type, date, amendment_date, issue_date, name, removed, substantive"


def put_rows(db: Db, rows: Iterable[ListedRow], parser_version: str) -> None:
    """Add rows of the version list.

    A row that is listed again keeps where it was first seen and takes what is listed now.
    """
    values = [
        (
            row.row.title, row.row.part, row.row.identifier, row.row.type,
            row.row.date.isoformat(), row.row.amendment_date.isoformat(),
            row.row.issue_date.isoformat(), row.row.name, int(row.row.removed),
            int(row.row.substantive), row.provision,
            moment(row.observed_at), int(row.backfilled), row.capture, parser_version,
        )
        for row in rows
    ]  # fmt: skip
    db.many(
        f"INSERT INTO version_rows ({_ROW}, provision, first_observed_at, backfilled,"
        f" capture_sha256, parser_version) VALUES ({','.join('?' * 15)}) ON CONFLICT DO UPDATE SET"
        " part = excluded.part, type = excluded.type, amendment_date = excluded.amendment_date,"
        " name = excluded.name, removed = excluded.removed, substantive = excluded.substantive",
        values,
    )


def _row(values: Row) -> VersionRow:
    title, part, identifier, kind, on, amended, issued, name, removed, substantive = values
    days = [
        max(date.fromisoformat(on), FLOOR),
        date.fromisoformat(amended),
        date.fromisoformat(issued),
    ]
    return VersionRow(
        title,
        part,
        identifier,
        kind,
        days[0],
        days[1],
        days[2],
        name,
        bool(removed),
        bool(substantive),
    )


def rows(db: Db, title: int, parts: Sequence[str] | None = None) -> list[VersionRow]:
    """Return the version list as we know it, oldest first.

    Rows before the floor stand on the floor.
    """
    wanted = "" if parts is None else f" AND part IN ({','.join('?' * len(parts))})"
    found = db.rows(
        f"SELECT {_ROW} FROM version_rows WHERE title = ?{wanted}", (title, *(parts or ()))
    )
    return sorted(map(_row, found), key=lambda row: (row.date, row.issue_date, row.identifier))


def rows_of(db: Db, provision: str) -> list[ListedRow]:
    """Return the rows of one provision, oldest first."""
    sql = (
        f"SELECT {_ROW}, first_observed_at, backfilled, capture_sha256 FROM version_rows WHERE"
        " provision = ?"
    )
    found = [
        ListedRow(_row(row[:10]), provision, read_moment(row[10]), bool(row[11]), row[12])
        for row in db.rows(sql, (provision,))
    ]
    return sorted(found, key=lambda version: (version.row.date, version.row.issue_date))


def last_issue_date(db: Db, title: int) -> date | None:
    """Return the issue up to which the version list of a title is complete; None if never read."""
    found = db.first("SELECT latest_issue_date FROM titles WHERE title = ?", (title,))
    return date.fromisoformat(found[0]) if found and found[0] else None


_HELD = (
    "v.provision, v.heading, v.title, v.part, v.identifier, v.type, v.in_force, v.issue_date,"
    " v.observed_at, v.removed, v.reading, v.fingerprint, v.capture_sha256, v.source_url,"
    " max(v.observed_at, coalesce((SELECT max(fetched_at) FROM captures c WHERE c.subject ="
    " v.subject), ''), coalesce((SELECT max(checked_at) FROM checks k WHERE k.subject = v.subject),"
    " '')) AS checked_at"
)
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM versions n WHERE n.provision = v.provision AND n.in_force ="
    " v.in_force AND n.reading > v.reading)"
)


def _held(row: Row) -> HeldVersion:
    (
        provision,
        heading,
        title,
        part,
        identifier,
        kind,
        in_force,
        issued,
        observed,
        removed,
        reading,
        fingerprint,
        sha,
        url,
        checked,
    ) = row
    return HeldVersion(
        provision, heading, title, part, identifier, kind, date.fromisoformat(in_force),
        date.fromisoformat(issued), read_moment(observed),
        bool(removed), reading, fingerprint, None if removed else sha, url, read_moment(checked),
    )  # fmt: skip


def held(db: Db, provision: str, on: date) -> HeldVersion | None:
    """Return the version in force on a day in its newest reading, a removal too.

    None before the first one held.
    """
    sql = (
        f"SELECT {_HELD} FROM versions v WHERE v.provision = ? AND v.in_force <= ? ORDER BY"
        " v.in_force DESC, v.reading DESC LIMIT 1"
    )
    found = db.first(sql, (provision, on.isoformat()))
    return _held(found) if found else None


def readings(db: Db, provision: str, in_force: date | None = None) -> list[HeldVersion]:
    """Return every reading of every version of a provision (or of one version), newest first."""
    wanted, values = (
        (" AND v.in_force = ?", (provision, in_force.isoformat()))
        if in_force
        else ("", (provision,))
    )
    sql = (
        f"SELECT {_HELD} FROM versions v WHERE v.provision = ?{wanted} ORDER BY v.in_force DESC,"
        " v.reading DESC"
    )
    return [_held(row) for row in db.rows(sql, values)]


def versions(db: Db, provision: str) -> list[HeldVersion]:
    """Return the versions of a provision in their newest reading, removals too, newest first."""
    sql = (
        f"SELECT {_HELD} FROM versions v WHERE v.provision = ? AND {_NEWEST} ORDER BY v.in_force"
        " DESC"
    )
    return [_held(row) for row in db.rows(sql, (provision,))]


def versions_of_part(db: Db, title: int, part: str) -> list[HeldVersion]:
    """Return the versions of all provisions of a part in their newest reading, newest first."""
    sql = f"SELECT {_HELD} FROM versions v WHERE v.title = ? AND v.part = ? AND {_NEWEST}"
    found = [_held(row) for row in db.rows(sql, (title, part))]
    return sorted(
        sorted(found, key=lambda version: key_of(version.provision)),
        key=lambda version: version.in_force,
        reverse=True,
    )


def stale(db: Db, limit: int, until: datetime) -> list[HeldVersion]:
    """Return the versions with text that were longest not asked for, and not after `until`.

    At most `limit`.

    Of those that were asked for at one and the same time, as with `--now`, the last checked comes
    last.
    """
    sql = (
        f"SELECT {_HELD} FROM versions v WHERE v.removed = 0 AND {_NEWEST} AND checked_at <= ?"
        " ORDER BY checked_at, coalesce((SELECT max(k.id) FROM checks k WHERE k.subject ="
        " v.subject), 0), v.in_force DESC, v.provision LIMIT ?"
    )
    return [_held(row) for row in db.rows(sql, (moment(until), limit))]


def count(db: Db) -> int:
    """Return how many texts of versions are held; one that was restated counts again."""
    found = db.first("SELECT count(*) FROM versions WHERE removed = 0")
    return int(found[0]) if found else 0


def last_change(db: Db) -> date | None:
    """Return the newest day of issue of a version that is held."""
    found = db.first("SELECT max(issue_date) FROM versions")
    return date.fromisoformat(found[0]) if found and found[0] else None


def held_provisions(db: Db) -> dict[str, int]:
    """Return every provision held, with its title."""
    return dict(db.rows("SELECT DISTINCT provision, title FROM versions WHERE removed = 0"))


def put_title(db: Db, title: int, latest_issue_date: date | None, parser_version: str) -> None:
    """Set how far the version list of a title is complete."""
    sql = (
        "INSERT INTO titles VALUES (?,?,?) ON CONFLICT DO UPDATE SET latest_issue_date ="
        " excluded.latest_issue_date"
    )
    db.run(
        sql, (title, latest_issue_date.isoformat() if latest_issue_date else None, parser_version)
    )


def listed_titles(db: Db) -> set[int]:
    """Return the titles of which version rows are held."""
    return {row[0] for row in db.rows("SELECT DISTINCT title FROM version_rows")}


def rows_on(db: Db, title: int, day: date) -> list[VersionRow]:
    """Return the rows of a title for one day."""
    clause = "date <= ?" if day == FLOOR else "date = ?"
    return [
        _row(row)
        for row in db.rows(
            f"SELECT {_ROW} FROM version_rows WHERE title = ? AND {clause}",
            (title, day.isoformat()),
        )
    ]


def has_text(db: Db, provision: str, day: date) -> bool:
    """Tell whether a text of a provision that is in force from this day is held."""
    return (
        db.first(
            "SELECT 1 FROM versions WHERE provision = ? AND in_force = ? AND removed = 0",
            (provision, day.isoformat()),
        )
        is not None
    )


def subjects_held(db: Db, title: int) -> set[str]:
    """Return the printed subjects of the texts of a title that are held."""
    sql = "SELECT subject FROM versions WHERE title = ? AND removed = 0"
    return {row[0] for row in db.rows(sql, (title,))}


def listed_by(db: Db, title: int) -> list[tuple[str, date, str]]:
    """Return identifier, day and capture of every row of a version list, by day of issue."""
    sql = (
        "SELECT identifier, date, capture_sha256 FROM version_rows WHERE title = ? ORDER BY"
        " issue_date"
    )
    return [(row[0], date.fromisoformat(row[1]), row[2]) for row in db.rows(sql, (title,))]
