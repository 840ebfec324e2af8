"""Which document held is the one that was seen: numbers repeat, planned days slip."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from tracker.model import Document
from tracker.store.db import Db
from tracker.store.documents import key, of_number

Version: TypeAlias = tuple[Document, int]
_REACH = timedelta(days=60)
"""A planned day slips by days or weeks; what is published further from it is another document."""


def counterpart(db: Db, seen: Document) -> Version | None:
    """Return the document held that `seen` is another sighting of; None where it is a new one.

    published      the one published that day; else that on inspection whose planned day is nearest
    on inspection  the one published since, or that was planned for that day; else the nearest one
    """
    held = of_number(db, seen.document_number)
    published = [version for version in held if not version[0].public_inspection]
    inspected = [version for version in held if version[0].public_inspection]
    if seen.public_inspection:
        since = [version for version in published if _still_listed(db, version[0], seen)]
        return _nearest(since, seen) or _nearest(inspected, seen)
    day = seen.publication_date
    if day is None:
        return held[0] if held else None
    for version in published:
        if version[0].publication_date == day:
            return version
    within = [version for version in inspected if _apart(version[0], seen) <= _REACH]
    return _nearest(within, seen)


def _still_listed(db: Db, published: Document, inspected: Document) -> bool:
    """Tell whether a published document is still listed on inspection: a listing may lag."""
    planned, day = inspected.publication_date, published.publication_date
    if planned is None or day is None or timedelta(0) <= day - planned <= _REACH:
        return True
    own = key(published)
    sql = (
        "SELECT 1 FROM documents WHERE document_number = ? AND published = ? AND version = 0 "
        "AND publication_date = ?"
    )
    return db.first(sql, (own.number, own.published, planned.isoformat())) is not None


def _apart(document: Document, other: Document) -> timedelta:
    """Return how far the days of two documents lie apart; an unknown day is no distance away."""
    days = (document.publication_date, other.publication_date)
    return abs(days[0] - days[1]) if days[0] and days[1] else timedelta(0)


def _nearest(found: list[Version], seen: Document) -> Version | None:
    return min(found, key=lambda version: (_apart(version[0], seen), key(version[0])), default=None)
