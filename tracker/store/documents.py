"""Federal Register documents: one row for each version of a document, the latest marked, with its tags.

Numbers repeat, so a document is its number and the day of its publication; on public inspection
that is the planned day, which may slip or be unknown (""), and moves with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from tracker.model import Document, RecordedDocument, Tag
from tracker.store.changes import By, tag_rows
from tracker.store.db import Db, Row, moment, read_day, read_moment

_NAMES = tuple(field.name for field in fields(Document))
_DAYS = frozenset(("publication_date", "effective_on", "comments_close_on", "signing_date"))
_LISTS = frozenset(
    (
        "agencies",
        "cfr_parts",
        "cfr_parts_in_text",
        "docket_ids",
        "regulation_id_numbers",
        "corrections",
    )
)
_COLUMNS = ", ".join(f"d.{name}" for name in _NAMES)
_LIGHT = ", ".join("NULL" if name == "text" else f"d.{name}" for name in _NAMES)
_REACH = timedelta(days=60)
"""A planned day slips by days or weeks; what is published further from it is another document."""
_OURS = "d.published, d.version, d.first_observed_at, d.observed_at, d.backfilled"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a document is known by: its number and the day of its publication (planned, or "")."""

    number: str
    published: str


def key(document: Document) -> Key:
    """Return what a document is known by."""
    day = document.publication_date
    return Key(document.document_number, day.isoformat() if day else "")


def _value(name: str, value: Any) -> Any:
    if name in _DAYS:
        return value.isoformat() if value else None
    return json.dumps(value, ensure_ascii=False) if name in _LISTS else value


def _document(row: Sequence[Any]) -> Document:
    given = dict(zip(_NAMES, row, strict=True))
    for name in _DAYS:
        given[name] = read_day(given[name])
    for name in _LISTS:
        given[name] = tuple(json.loads(given[name]))
    return Document(**{**given, "public_inspection": bool(given["public_inspection"])})


def put(
    db: Db,
    document: Document,
    version: int,
    observed_at: datetime,
    capture: str,
    parser_version: str,
    *,
    backfilled: bool,
) -> None:
    """Store a version of a document, or renew it where it is held; it becomes the latest one."""
    one = key(document)
    known = (one.number, one.published)
    db.run(
        "UPDATE documents SET latest = 0 WHERE document_number = ? AND published = ? AND version < ?",
        (*known, version),
    )
    found = db.one(
        "SELECT min(first_observed_at) FROM documents WHERE document_number = ? AND published = ?",
        known,
    )
    first = found[0] if found and found[0] else moment(observed_at)
    values = [_value(name, getattr(document, name)) for name in _NAMES]
    db.run(
        f"INSERT INTO documents ({', '.join(_NAMES)}, published, version, latest, first_observed_at, observed_at, backfilled, "
        f"capture_sha256, parser_version) VALUES ({','.join('?' * (len(_NAMES) + 8))}) ON CONFLICT DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in _NAMES),
        (
            *values,
            one.published,
            version,
            1,
            first,
            moment(observed_at),
            int(backfilled),
            capture,
            parser_version,
        ),
    )


def move(db: Db, old: Key, published: str) -> None:
    """Let a document be known by another day: it was published, or its planned day slipped."""
    db.run(
        "DELETE FROM document_days WHERE document_number = ? AND published = ?",
        (old.number, old.published),
    )
    db.run(
        "UPDATE documents SET published = ? WHERE document_number = ? AND published = ?",
        (published, old.number, old.published),
    )


def put_tags(db: Db, one: Key, version: int, tags: Sequence[Tag], parser_version: str) -> None:
    """Set the tags of a version of a document."""
    known = (one.number, one.published, version)
    db.run(
        "DELETE FROM document_tags WHERE document_number = ? AND published = ? AND version = ?",
        known,
    )
    rows = [(*known, *row, parser_version) for row in tag_rows(tags)]
    db.many("INSERT INTO document_tags VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)


def put_days(db: Db, one: Key, days: Iterable[date], parser_version: str) -> None:
    """Set the days on which a document takes effect or was published, by which causes are looked for."""
    db.run(
        "DELETE FROM document_days WHERE document_number = ? AND published = ?",
        (one.number, one.published),
    )
    rows = [
        (one.number, one.published, day.isoformat(), parser_version) for day in sorted(set(days))
    ]
    db.many("INSERT INTO document_days VALUES (?,?,?,?)", rows)


def within(db: Db, after: date, until: date, part: str) -> list[Document]:
    """Return the documents published or effective after one day and up to another that list a part, or no part at all."""
    listed = f'%"{part}"%'
    sql = (
        f"SELECT {_COLUMNS} FROM documents d WHERE d.latest = 1 AND (d.document_number, d.published) IN "
        "(SELECT y.document_number, y.published FROM document_days y WHERE y.day > ? AND y.day <= ?) "
        "AND (d.cfr_parts LIKE ? OR d.cfr_parts_in_text LIKE ? OR (d.cfr_parts = '[]' AND d.cfr_parts_in_text = '[]')) "
        "ORDER BY d.document_number"
    )
    return [
        _document(row)
        for row in db.rows(sql, (after.isoformat(), until.isoformat(), listed, listed))
    ]


def near_page(db: Db, volume: int, first: int, last: int) -> list[Document]:
    """Return the documents that start on one of some pages of a volume, without their texts; those of unknown pages too."""
    rows = db.rows(
        f"SELECT {_LIGHT} FROM documents d WHERE d.latest = 1 AND ((d.volume = ? AND d.start_page BETWEEN ? AND ?) "
        "OR (d.start_page IS NULL AND d.citation LIKE ?)) ORDER BY d.document_number, d.published",
        (volume, first, last, f"{volume} F%"),
    )
    return [_document(row) for row in rows]


def latest(db: Db, number: str, day: date | None = None) -> tuple[Document, int] | None:
    """Return the latest version of a document, with its text, and the number of that version.

    Of several documents of one number the one of `day`, or else the newest one.
    """
    found = _of_number(db, number)
    wanted = [one for one in found if one[0].publication_date == day] if day else found
    return wanted[0] if wanted else None


def _of_number(db: Db, number: str) -> list[tuple[Document, int]]:
    """Return the latest version of every document of a number, newest day first."""
    rows = db.rows(
        f"SELECT {_COLUMNS}, d.version FROM documents d WHERE d.document_number = ? AND d.latest = 1 ORDER BY d.published DESC",
        (number,),
    )
    return [(_document(row[:-1]), int(row[-1])) for row in rows]


def counterpart(db: Db, told: Document) -> tuple[Document, int] | None:
    """Return the document held that `told` is another sighting of; None where it is a new one.

    published      the one published that day; else that on inspection whose planned day is nearest
    on inspection  the one published since, or that was planned for that day; else the nearest one
    """
    held = _of_number(db, told.document_number)
    published = [one for one in held if not one[0].public_inspection]
    inspected = [one for one in held if one[0].public_inspection]
    if told.public_inspection:
        since = [one for one in published if _was(db, one[0], told)]
        return _nearest(since, told) or _nearest(inspected, told)
    day = told.publication_date
    if day is None:
        return held[0] if held else None
    same = [one for one in published if one[0].publication_date == day]
    return (
        same[0]
        if same
        else _nearest([one for one in inspected if _apart(one[0], told) <= _REACH], told)
    )


def _was(db: Db, published: Document, inspected: Document) -> bool:
    """Tell whether a published document is what is still listed on inspection: a listing may lag."""
    planned, day = inspected.publication_date, published.publication_date
    if planned is None or day is None or timedelta(0) <= day - planned <= _REACH:
        return True
    own = key(published)
    sql = "SELECT 1 FROM documents WHERE document_number = ? AND published = ? AND version = 0 AND publication_date = ?"
    return db.one(sql, (own.number, own.published, planned.isoformat())) is not None


def _apart(one: Document, other: Document) -> timedelta:
    """Return how far the days of two documents lie apart; an unknown day is no distance away."""
    days = (one.publication_date, other.publication_date)
    return abs(days[0] - days[1]) if days[0] and days[1] else timedelta(0)


def _nearest(found: list[tuple[Document, int]], told: Document) -> tuple[Document, int] | None:
    return min(found, key=lambda one: (_apart(one[0], told), key(one[0])), default=None)


def every(db: Db) -> list[Document]:
    """Return the latest version of every document, without its text."""
    rows = db.rows(
        f"SELECT {_LIGHT} FROM documents d WHERE d.latest = 1 ORDER BY d.document_number, d.published"
    )
    return [_document(row) for row in rows]


def versions(db: Db) -> list[tuple[Key, int]]:
    """Return key and number of every version of every document."""
    rows = db.rows("SELECT document_number, published, version FROM documents ORDER BY 1, 2, 3")
    return [(Key(row[0], row[1]), row[2]) for row in rows]


def version(db: Db, one: Key, which: int) -> Document:
    """Return one version of a document, with its text."""
    sql = f"SELECT {_COLUMNS} FROM documents d WHERE d.document_number = ? AND d.published = ? AND d.version = ?"
    row = db.one(sql, (one.number, one.published, which))
    assert row is not None
    return _document(row)


def without_text(db: Db, types: Iterable[str]) -> list[Document]:
    """Return published documents of these types whose full text is not held and was never asked for in vain, oldest first."""
    wanted = tuple(types)
    rows = db.rows(
        f"SELECT {_LIGHT} FROM documents d WHERE d.latest = 1 AND d.text IS NULL AND d.public_inspection = 0 "
        f"AND d.type IN ({','.join('?' * len(wanted))}) ORDER BY d.publication_date, d.document_number",
        wanted,
    )
    return [_document(row) for row in rows]


def count(db: Db) -> int:
    """Return how many versions of documents are held."""
    found = db.one("SELECT count(*) FROM documents")
    return int(found[0]) if found else 0


def last_change(db: Db) -> date | None:
    """Return the latest day of publication of a published document that is held."""
    found = db.one("SELECT max(publication_date) FROM documents WHERE public_inspection = 0")
    return read_day(found[0]) if found else None


def newest_publication(db: Db) -> date | None:
    """Return the latest day of publication held, public inspection left out."""
    found = db.one(
        "SELECT max(publication_date) FROM documents WHERE public_inspection = 0 AND latest = 1"
    )
    return read_day(found[0]) if found else None


def select(db: Db, where: str, values: Sequence[Any] = ()) -> list[RecordedDocument]:
    """Return the documents that a condition over `documents d` chooses: newest publication first."""
    order = "ORDER BY coalesce(d.publication_date, '9999') DESC, d.document_number"
    rows = db.rows(
        f"SELECT {_COLUMNS}, {_OURS} FROM documents d WHERE d.latest = 1 AND {where} {order}",
        values,
    )
    return [_recorded(db, row) for row in rows]


def _recorded(db: Db, row: Row) -> RecordedDocument:
    document, (published, which, first, observed, backfilled) = _document(row[:-5]), row[-5:]
    tags = db.rows(
        'SELECT tag, topic, rule, words, "where", start, "end" FROM document_tags '
        "WHERE document_number = ? AND published = ? AND version = ? ORDER BY position",
        (document.document_number, published, which),
    )
    return RecordedDocument(
        document,
        which,
        read_moment(first),
        read_moment(observed),
        bool(backfilled),
        tuple(Tag(*tag) for tag in tags),
    )


def between(
    db: Db,
    since: date | None,
    until: date | None,
    *,
    by: By,
    tag: str | None = None,
    backfilled: bool = True,
) -> list[RecordedDocument]:
    """Return the documents of a period, both ends included: by day of publication, or by the day when we saw this version."""
    column = "d.publication_date" if by == "in-force" else "substr(d.observed_at, 1, 10)"
    wanted: list[tuple[str, tuple[Any, ...]]] = [("1", ())]
    if since:
        wanted.append((f"{column} >= ?", (since.isoformat(),)))
    if until:
        wanted.append((f"{column} <= ?", (until.isoformat(),)))
    if tag:
        same = "t.document_number = d.document_number AND t.published = d.published AND t.version = d.version"
        own = f"{same} AND (t.tag = ? OR t.topic = ?)"
        wanted.append((f"EXISTS (SELECT 1 FROM document_tags t WHERE {own})", (tag, tag)))
    if not backfilled:
        wanted.append(("d.backfilled = 0", ()))
    return select(
        db,
        " AND ".join(one for one, _ in wanted),
        [value for _, values in wanted for value in values],
    )


def ahead(db: Db, today: date) -> list[RecordedDocument]:
    """Return the documents with a day still to come: effective, comments close, or publication of what is on inspection."""
    return select(
        db,
        "(d.effective_on > ?1 OR d.comments_close_on >= ?1 OR (d.public_inspection = 1 AND d.publication_date >= ?1))",
        (today.isoformat(),),
    )
