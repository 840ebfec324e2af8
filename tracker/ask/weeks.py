"""The digest of some days: which days are meant, and all that the store holds of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker import log
from tracker.ask import standing
from tracker.ask.periods import Span
from tracker.digest import Digest, Settings, compose
from tracker.digest.values import Clock
from tracker.store import Store, changes, documents, pages, quarantine, queries

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a digest, both ends included."""

    first: date
    last: date


def week(span: Span, today: date) -> Days:
    """Return the days that a digest tells of: up to today, from a week before the last day.

    The first day is that on which the week before ended, so it is told twice rather than never.
    """
    last = span.last or today
    return Days(span.first or last - WEEK, last)


def digest(store: Store, days: Days, now: datetime, settings: Settings, by: Clock) -> Digest:
    """Return the digest of some days, as made at `now`.

    Days by which we first saw a thing leave out what a backfill brought: it was seen late, and is
    no news.
    """
    first, last = days.first, days.last
    # Only whoever asks for reasons is told of each change that a backfill brought, one by one.
    backfilled = by == "in-force" or log.told()
    return compose(
        since=first,
        until=last,
        generated_at=now,
        changes=changes.between(
            store.db,
            first,
            last,
            by=by,
            parts=(),
            tag=None,
            editorial=True,
            backfilled=backfilled,
            sources=None,
        ),
        documents=documents.between(store.db, first, last, by=by, backfilled=backfilled),
        pages=pages.between(store.db, first, last, by=by, backfilled=backfilled),
        upcoming=documents.ahead(store.db, now.date()),
        states=standing.states(store),
        link_notices=queries.link_notices(store.db),
        quarantined=quarantine.quarantined(store.db),
        settings=settings,
        by=by,
    )
