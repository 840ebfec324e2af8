"""Steps: the pairs of consecutive versions whose changes are stored, and the versions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from tracker.citations import Page
from tracker.store.db import Db, Row, moment, read_moment
from tracker.store.keys import id_of

StepKind: TypeAlias = Literal["pair", "restated", "begin", "end"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one version as a row: `root` and the capture are null for a removal."""

    provision: str
    heading: str
    title: int
    part: str
    identifier: str
    type: str
    in_force: date
    issue_date: date
    observed_at: datetime
    removed: bool
    reading: int
    backfilled: bool
    root: int | None
    fingerprint: str | None
    capture: str | None
    subject: str | None
    source_url: str | None

    @property
    def id(self) -> int:
        """Return the id of this reading, made of provision, day and number."""
        return id_of("version", self.provision, self.in_force.isoformat(), str(self.reading))


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next: a pair, a restatement, a beginning or an end.

    `companions` are the ids of the steps of one day that it was compared together with, itself
    among them; none for one that was compared alone, None where its changes are still to come.
    """

    kind: StepKind
    provision: str
    old: int | None
    new: int | None
    to: date
    companions: tuple[int, ...] | None = ()
    new_credits: tuple[Page, ...] = ()

    @property
    def id(self) -> int:
        """Return the id of this step, made of what it goes from and to."""
        return id_of("step", self.kind, self.provision, str(self.old), str(self.new))


_READING = (
    "provision, heading, title, part, identifier, type, in_force, issue_date, observed_at, removed,"
    " reading, backfilled, root_unit_id, fingerprint, capture_sha256, subject, source_url"
)


def _reading(row: Row) -> Reading:
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
        number,
        backfilled,
        *rest,
    ) = row
    return Reading(
        provision, heading, title, part, identifier, kind, date.fromisoformat(in_force),
        date.fromisoformat(issued),
        read_moment(observed), bool(removed), number, bool(backfilled), *rest,
    )  # fmt: skip


def put_reading(db: Db, reading: Reading, parser_version: str) -> None:
    """Store a reading, or renew the row of one that is held."""
    values = (
        reading.id, reading.provision, reading.heading, reading.title, reading.part,
        reading.identifier, reading.type,
        reading.in_force.isoformat(),
        reading.issue_date.isoformat(), moment(reading.observed_at), int(reading.removed),
        reading.reading,
        int(reading.backfilled), reading.root,
        reading.fingerprint, reading.capture, reading.subject, reading.source_url, parser_version,
    )  # fmt: skip
    db.run(
        f"INSERT INTO versions (id, {_READING}, parser_version) VALUES ({','.join('?' * 19)}) ON"
        " CONFLICT (id) DO UPDATE SET heading = excluded.heading, issue_date ="
        " excluded.issue_date, observed_at = excluded.observed_at, backfilled ="
        " excluded.backfilled, capture_sha256 = excluded.capture_sha256, source_url ="
        " excluded.source_url",
        values,
    )


def drop_reading(db: Db, number: int) -> None:
    """Drop a removal that the version list no longer shows.

    Steps that name it must be dropped first.
    """
    db.run("DELETE FROM versions WHERE id = ? AND removed = 1", (number,))


def readings(db: Db, provision: str) -> list[Reading]:
    """Return every reading of a provision, oldest version first, first reading first."""
    sql = f"SELECT {_READING} FROM versions WHERE provision = ? ORDER BY in_force, reading"
    return [_reading(row) for row in db.rows(sql, (provision,))]


def all_readings(db: Db) -> list[Reading]:
    """Return every reading of every provision, in the order of their days."""
    return [
        _reading(row)
        for row in db.rows(f"SELECT {_READING} FROM versions ORDER BY in_force, provision, reading")
    ]


def reading(db: Db, number: int) -> Reading:
    """Return the reading with this id."""
    row = db.first(f"SELECT {_READING} FROM versions WHERE id = ?", (number,))
    assert row is not None
    return _reading(row)


_STEP = "kind, provision, old_version_id, new_version_id, to_date, companions, new_credits"


def _step(row: Row) -> Step:
    on, credits_ = date.fromisoformat(row[4]), _read_credits(row[6])
    return Step(row[0], row[1], row[2], row[3], on, _companions(row[5]), credits_)


def _companions(text: str) -> tuple[int, ...] | None:
    held = json.loads(text)
    return None if held is None else tuple(held)


def _print_credits(given: tuple[Page, ...]) -> str:
    """Print citations as JSON: volume, page, day or null, the words that gave them."""
    listed = [
        [page.volume, page.page, page.day.isoformat() if page.day else None, page.phrase]
        for page in given
    ]
    return json.dumps(listed, ensure_ascii=False)


def _read_credits(text: str) -> tuple[Page, ...]:
    return tuple(
        Page(volume, page, date.fromisoformat(on) if on else None, phrase=phrase)
        for volume, page, on, phrase in (json.loads(text) if text != "[]" else ())
    )


def put_step(db: Db, step: Step, parser_version: str) -> None:
    """Store a step, or renew what it was compared with."""
    values = (
        step.id,
        step.kind,
        step.provision,
        step.old,
        step.new,
        step.to.isoformat(),
        json.dumps(step.companions),
        _print_credits(step.new_credits),
        parser_version,
    )
    db.run(
        f"INSERT INTO steps (id, {_STEP}, parser_version) VALUES ({','.join('?' * 9)}) ON CONFLICT"
        " (id) DO UPDATE SET companions = excluded.companions, new_credits = excluded.new_credits",
        values,
    )


def drop_step(db: Db, number: int) -> None:
    """Drop a step with its changes, their causes and their tags."""
    drop_changes(db, number)
    db.run("DELETE FROM step_citations WHERE step_id = ?", (number,))
    db.run("DELETE FROM steps WHERE id = ?", (number,))


def drop_changes(db: Db, number: int) -> None:
    """Drop the changes of a step with their causes and tags."""
    for table in ("change_causes", "change_tags"):
        db.run(
            f"DELETE FROM {table} WHERE change_id IN (SELECT id FROM changes WHERE step_id = ?)",
            (number,),
        )
    db.run("DELETE FROM changes WHERE step_id = ?", (number,))


def begin_end_days(db: Db) -> set[date]:
    """Return the days on which some provision begins or ends."""
    return {
        date.fromisoformat(row[0])
        for row in db.rows("SELECT DISTINCT to_date FROM steps WHERE kind IN ('begin', 'end')")
    }


def steps_of(db: Db, provision: str) -> list[Step]:
    """Return the steps of a provision."""
    return [
        _step(row)
        for row in db.rows(
            f"SELECT {_STEP} FROM steps WHERE provision = ? ORDER BY to_date, id", (provision,)
        )
    ]


def steps_on(db: Db, title: int, day: date) -> list[Step]:
    """Return the beginnings and ends of a day in one title."""
    sql = (
        f"SELECT {_STEP} FROM steps WHERE to_date = ? AND kind IN ('begin', 'end') AND"
        " (new_version_id IN (SELECT id FROM versions WHERE title = ?) OR old_version_id IN"
        " (SELECT id FROM versions WHERE title = ?)) ORDER BY provision, kind"
    )
    return [_step(row) for row in db.rows(sql, (day.isoformat(), title, title))]


def put_citations(db: Db, step: int, pages: Iterable[tuple[int, int]], parser_version: str) -> None:
    """Set the pages of the Register that a step's new version cites and its old one did not.

    Each is a volume and a page.
    """
    db.run("DELETE FROM step_citations WHERE step_id = ?", (step,))
    rows = [(step, volume, page, parser_version) for volume, page in sorted(set(pages))]
    db.many(
        "INSERT INTO step_citations (step_id, volume, page, parser_version) VALUES (?,?,?,?)", rows
    )


def citations(db: Db, step: int) -> list[tuple[int, int]]:
    """Return the pages (volume, page) that a step newly cites."""
    return [
        (row[0], row[1])
        for row in db.rows(
            "SELECT volume, page FROM step_citations WHERE step_id = ? ORDER BY 1, 2", (step,)
        )
    ]


def every(db: Db) -> list[Step]:
    """Return all steps, oldest first."""
    return [_step(row) for row in db.rows(f"SELECT {_STEP} FROM steps ORDER BY to_date, id")]


def around(db: Db, days: Iterable[date], reach: int) -> list[Step]:
    """Return the steps between whose versions one of some days lies.

    After the one before, not after the new one.

    A beginning or end reaches back at most `reach` days, as does a step without a version before.
    """
    since = f"date(s.to_date, '-{reach:d} days')"
    began = (
        f"CASE WHEN v.in_force IS NULL THEN {since} WHEN s.kind = 'pair' THEN v.in_force ELSE"
        f" max(v.in_force, {since}) END"
    )
    sql = (
        f"SELECT {', '.join(f's.{name}' for name in _STEP.split(', '))} FROM steps s LEFT JOIN"
        " versions v ON v.id = s.old_version_id WHERE s.to_date >= ?1 AND s.kind <> 'restated' AND"
        f" ?1 > {began} ORDER BY s.id"
    )
    return [_step(row) for day in sorted(set(days)) for row in db.rows(sql, (day.isoformat(),))]


def began(db: Db, step: Step) -> date | None:
    """Return the day of the version before a step; null where it has none."""
    found = (
        db.first("SELECT in_force FROM versions WHERE id = ?", (step.old,))
        if step.old is not None
        else None
    )
    return date.fromisoformat(found[0]) if found else None


def citing(db: Db, volume: int, first: int, last: int) -> list[Step]:
    """Return the steps that newly cite one of the pages `first` to `last` of a volume."""
    sql = (
        f"SELECT {_STEP} FROM steps WHERE id IN (SELECT step_id FROM step_citations WHERE volume ="
        " ? AND page BETWEEN ? AND ?) ORDER BY id"
    )
    return [_step(row) for row in db.rows(sql, (volume, first, last))]
