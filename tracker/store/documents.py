"""Federal Register documents: a row for each version, the latest marked, with its tags.

Numbers repeat, so a document is its number and the day of its publication; on public inspection
that is the planned day, which may slip or be unknown (""), and moves with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from tracker.model import Document, Tag
from tracker.recorded import RecordedDocument
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
    own = key(document)
    known = (own.number, own.published)
    db.run(
        "UPDATE documents SET latest = 0 WHERE document_number = ? AND published = ? AND "
        "version < ?",
        (*known, version),
    )
    found = db.first(
        "SELECT min(first_observed_at) FROM documents WHERE document_number = ? AND published = ?",
        known,
    )
    first = found[0] if found and found[0] else moment(observed_at)
    values = [_value(name, getattr(document, name)) for name in _NAMES]
    db.run(
        f"INSERT INTO documents ({', '.join(_NAMES)}, published, version, latest, "
        "first_observed_at, observed_at, backfilled, "
        f"capture_sha256, parser_version) VALUES ({','.join('?' * (len(_NAMES) + 8))}) ON "
        "CONFLICT DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _NAMES),
        (
            *values,
            own.published,
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


def put_tags(db: Db, known_by: Key, version: int, tags: Sequence[Tag], parser_version: str) -> None:
    """Set the tags of a version of a document."""
    known = (known_by.number, known_by.published, version)
    db.run(
        "DELETE FROM document_tags WHERE document_number = ? AND published = ? AND version = ?",
        known,
    )
    rows = [(*known, *row, parser_version) for row in tag_rows(tags)]
    db.many("INSERT INTO document_tags VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)


def put_days(db: Db, known_by: Key, days: Iterable[date], parser_version: str) -> None:
    """Set the days on which a document takes effect or was published: causes are found by them."""
    db.run(
        "DELETE FROM document_days WHERE document_number = ? AND published = ?",
        (known_by.number, known_by.published),
    )
    rows = [
        (known_by.number, known_by.published, day.isoformat(), parser_version)
        for day in sorted(set(days))
    ]
    db.many("INSERT INTO document_days VALUES (?,?,?,?)", rows)


def within(db: Db, after: date, until: date, part: str) -> list[Document]:
    """Return the documents published or effective after a day and up to another that list a part.

    Those that list no part at all too.
    """
    listed = f'%"{part}"%'
    sql = (
        f"SELECT {_COLUMNS} FROM documents d WHERE d.latest = 1 AND (d.document_number, "
        "d.published) IN "
        "(SELECT y.document_number, y.published FROM document_days y WHERE y.day > ? AND y.day "
        "<= ?) "
        "AND (d.cfr_parts LIKE ? OR d.cfr_parts_in_text LIKE ? OR (d.cfr_parts = '[]' AND "
        "d.cfr_parts_in_text = '[]')) "
        "ORDER BY d.document_number"
    )
    return [
        _document(row)
        for row in db.rows(sql, (after.isoformat(), until.isoformat(), listed, listed))
    ]


def near_page(db: Db, volume: int, first: int, last: int) -> list[Document]:
    """Return the documents that start on some pages of a volume, without their texts.

    Those of unknown pages too.
    """
    rows = db.rows(
        f"SELECT {_LIGHT} FROM documents d WHERE d.latest = 1 AND ((d.volume = ? AND "
        "d.start_page BETWEEN ? AND ?) "
        "OR (d.start_page IS NULL AND d.citation LIKE ?)) ORDER BY d.document_number, d.published",
        (volume, first, last, f"{volume} F%"),
    )
    return [_document(row) for row in rows]


def latest(db: Db, number: str, day: date | None = None) -> tuple[Document, int] | None:
    """Return the latest version of a document, with its text, and the number of that version.

    Of several documents of one number the one of `day`, or else the newest one.
    """
    found = of_number(db, number)
    of_day = [pair for pair in found if day in (None, pair[0].publication_date)]
    return of_day[0] if of_day else None


def document(db: Db, number: str, day: date | None = None) -> Document | None:
    """Return the latest version of a document, with its text: that of `day`, or the newest."""
    found = latest(db, number, day)
    return found[0] if found else None


def of_number(db: Db, number: str) -> list[tuple[Document, int]]:
    """Return the latest version of every document of a number, newest day first."""
    rows = db.rows(
        f"SELECT {_COLUMNS}, d.version FROM documents d "
        "WHERE d.document_number = ? AND d.latest = 1 ORDER BY d.published DESC",
        (number,),
    )
    return [(_document(row[:-1]), int(row[-1])) for row in rows]


def every(db: Db) -> list[Document]:
    """Return the latest version of every document, without its text."""
    rows = db.rows(
        f"SELECT {_LIGHT} FROM documents d WHERE d.latest = 1 ORDER BY d.document_number, "
        "d.published"
    )
    return [_document(row) for row in rows]


def versions(db: Db) -> list[tuple[Key, int]]:
    """Return key and number of every version of every document."""
    rows = db.rows("SELECT document_number, published, version FROM documents ORDER BY 1, 2, 3")
    return [(Key(row[0], row[1]), row[2]) for row in rows]


def version(db: Db, known_by: Key, which: int) -> Document:
    """Return one version of a document, with its text."""
    sql = (
        f"SELECT {_COLUMNS} FROM documents d WHERE d.document_number = ? AND d.published = ? AND "
        "d.version = ?"
    )
    row = db.first(sql, (known_by.number, known_by.published, which))
    assert row is not None
    return _document(row)


def without_text(db: Db, types: Iterable[str]) -> list[Document]:
    """Return published documents of these types whose full text is not held, oldest first."""
    wanted = tuple(types)
    rows = db.rows(
        f"SELECT {_LIGHT} FROM documents d WHERE d.latest = 1 AND d.text IS NULL AND "
        "d.public_inspection = 0 "
        f"AND d.type IN ({','.join('?' * len(wanted))}) ORDER BY d.publication_date, "
        "d.document_number",
        wanted,
    )
    return [_document(row) for row in rows]


def count(db: Db) -> int:
    """Return how many versions of documents are held."""
    found = db.first("SELECT count(*) FROM documents")
    return int(found[0]) if found else 0


def last_change(db: Db) -> date | None:
    """Return the latest day of publication of a published document that is held."""
    found = db.first("SELECT max(publication_date) FROM documents WHERE public_inspection = 0")
    return read_day(found[0]) if found else None


def newest_publication(db: Db) -> date | None:
    """Return the latest day of publication held, public inspection left out."""
    found = db.first(
        "SELECT max(publication_date) FROM documents WHERE public_inspection = 0 AND latest = 1"
    )
    return read_day(found[0]) if found else None


def select(db: Db, where: str, values: Sequence[Any] = ()) -> list[RecordedDocument]:
    """Return the documents that a condition over `documents d` chooses, newest first."""
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
    since: date | None = None,
    until: date | None = None,
    *,
    by: By = "observed",
    tag: str | None = None,
    backfilled: bool = True,
) -> list[RecordedDocument]:
    """Return the documents of a period, both ends included.

    By day of publication, or by the day when we saw this version.
    """
    column = "d.publication_date" if by == "in-force" else "substr(d.observed_at, 1, 10)"
    wanted: list[tuple[str, tuple[Any, ...]]] = [("1", ())]
    if since:
        wanted.append((f"{column} >= ?", (since.isoformat(),)))
    if until:
        wanted.append((f"{column} <= ?", (until.isoformat(),)))
    if tag:
        same = (
            "t.document_number = d.document_number AND t.published = d.published AND t.version "
            "= d.version"
        )
        own = f"{same} AND (t.tag = ? OR t.topic = ?)"
        wanted.append((f"EXISTS (SELECT 1 FROM document_tags t WHERE {own})", (tag, tag)))
    if not backfilled:
        wanted.append(("d.backfilled = 0", ()))
    return select(
        db,
        " AND ".join(condition for condition, _ in wanted),
        [value for _, values in wanted for value in values],
    )


def ahead(db: Db, today: date) -> list[RecordedDocument]:
    """Return the documents with a day still to come.

    They take effect, comments on them close, or they are on inspection and will be published.
    """
    return select(
        db,
        "(d.effective_on > ?1 OR d.comments_close_on >= ?1 OR (d.public_inspection = 1 AND "
        "d.publication_date >= ?1))",
        (today.isoformat(),),
    )
