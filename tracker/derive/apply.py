"""`apply`: one capture to rows. Reading it (`take`) and bringing the history up to date (`settle`) are two steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.derive import causes, documents, pages, provisions
from tracker.derive.context import DeriveContext
from tracker.derive.settle import settle
from tracker.errors import StoreError
from tracker.model import Capture, Node
from tracker.names import provision_of
from tracker.sources import ecfr, subjects
from tracker.sources.subjects import (
    BisPage,
    Detail,
    Full,
    Inspection,
    Listing,
    Notices,
    Search,
    Text,
    Titles,
    Versions,
)
from tracker.store import Decision, Store, derivation, facts, versions
from tracker.store.steps import Step
from tracker.store.versions import ListedRow
from tracker.tag import Taxonomy


@dataclass(slots=True)
class Touched:
    """What has to be brought up to date after captures were read."""

    provisions: set[str] = field(default_factory=set)
    days: set[tuple[int, date]] = field(default_factory=set)
    steps: dict[int, Step] = field(default_factory=dict)
    parsed: dict[int, Node] = field(default_factory=dict)
    """The trees that were read, by their roots."""


def apply(store: Store, number: int, capture: Capture, context: DeriveContext) -> Touched:
    """Derive all that follows from one recorded capture, in one transaction; `number` is its id.

    A capture that was kept out or not found gives no rows; what waited for its text is settled
    without it. Raises `ParseError` for an accepted capture that cannot be read; then nothing is
    derived.
    """
    with store.transaction():
        _same_version(store, context)
        verdict, backfilled = facts.verdict(store.db, number), facts.by_backfill(store.db, number)
        if verdict == "accepted":
            touched = take(store, capture, context, backfilled=backfilled)
        else:
            touched = passed_over(
                store, capture, context, missing=verdict == "not-found", backfilled=backfilled
            )
        settle(store, touched.provisions, touched.days, context, touched.parsed)
        causes.told_again(store, context, touched.steps)
    return touched


def take(store: Store, capture: Capture, context: DeriveContext, *, backfilled: bool) -> Touched:
    """Read one accepted capture into rows, without settling what follows; `rebuild` settles once at the end."""
    subject = subjects.parse(capture.subject)
    touched = Touched()
    match subject:
        case Titles():
            _take_titles(store, capture, context)
        case Versions():
            _take_list(store, capture, context, touched, backfilled=backfilled)
        case Full():
            provision, root, tree = provisions.take(
                store, capture, subject, context, backfilled=backfilled
            )
            touched.provisions.add(provision)
            touched.parsed[root] = tree
            touched.days.add((subject.title, subject.date))
        case Search() | Detail() | Inspection() | Text():
            touched.steps |= documents.take(store, capture, subject, context, backfilled=backfilled)
        case BisPage() | Notices():
            pages.take(store, capture, subject, context, backfilled=backfilled)
        case Listing():
            pass
    return touched


def _same_version(store: Store, context: DeriveContext) -> None:
    """Refuse to add rows to those of another version: a better parser must never look like a change of law."""
    made = derivation.made(store.db)
    if made is None:
        derivation.put_made(
            store.db, derivation.Made(context.version, context.taxonomy.fingerprint)
        )
    elif made.version != context.version:
        raise StoreError(
            f"{store.db.path} was derived by version {made.version}, and this is {context.version}; run tracker rebuild first"
        )


def passed_over(
    store: Store, capture: Capture, context: DeriveContext, *, missing: bool, backfilled: bool
) -> Touched:
    """Read what follows from an answer that counts for nothing: a text that is waited for no more, a page that is gone."""
    subject = subjects.parse(capture.subject)
    if isinstance(subject, BisPage) and missing:
        pages.gone(store, capture, subject, context, backfilled=backfilled)
    if not isinstance(subject, Full):
        return Touched()
    return Touched(
        {str(provision_of(subject.identifier, subject.title))}, {(subject.title, subject.date)}
    )


def _take_titles(store: Store, capture: Capture, context: DeriveContext) -> None:
    """Note how far the version lists that we hold are complete; of other titles nothing was listed."""
    listed = versions.listed_titles(store.db)
    for one in ecfr.titles(capture.body, capture.url).titles:
        if one.number in listed:
            versions.put_title(store.db, one.number, one.latest_issue_date, context.version)


def _take_list(
    store: Store, capture: Capture, context: DeriveContext, touched: Touched, *, backfilled: bool
) -> None:
    listed = [
        ListedRow(
            row,
            str(provision_of(row.identifier, row.title)),
            capture.fetched_at,
            backfilled,
            capture.sha256,
        )
        for row in ecfr.version_rows(capture.body, capture.url)
    ]
    versions.put_rows(store.db, listed, context.version)
    touched.provisions |= {one.provision for one in listed} & versions.held_provisions(
        store.db
    ).keys()
    touched.days |= {(one.row.title, one.row.date) for one in listed}


def settle_all(store: Store, context: DeriveContext) -> None:
    """Bring the history of every provision held up to date, and the causes of every change."""
    with store.transaction():
        settle(store, versions.held_provisions(store.db), (), context)


def track(
    store: Store,
    title: int,
    part: str,
    since: date,
    now: datetime,
    context: DeriveContext,
    baseline_on: date | None = None,
) -> bool:
    """Record that a part is followed from `since`, and settle what is held of it; False where that was known already."""
    with store.transaction():
        fresh = store.track(title, part, since, now, baseline_on)
        if fresh:
            settle(
                store,
                {one.provision for one in versions.versions_of_part(store.db, title, part)},
                (),
                context,
            )
    return fresh


def decide(
    store: Store, number: int, decision: Decision, now: datetime, taxonomy: Taxonomy
) -> None:
    """Record a decision about a quarantined capture and derive what follows from it, in one transaction."""
    with store.transaction():
        store.decide(number, decision, now)
        apply(store, number, store.capture(number), DeriveContext(taxonomy))
