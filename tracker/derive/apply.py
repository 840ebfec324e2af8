"""`apply`: one capture to rows. Reading it (`take`) and settling the history are two steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker import sources
from tracker.answers import Answer, Touched
from tracker.derive import causes
from tracker.derive.context import DeriveContext
from tracker.derive.settle import settle
from tracker.errors import StoreError
from tracker.model import Capture, Document, Node
from tracker.store import Decision, Store, derivation, facts, quarantine, versions
from tracker.store.steps import Step
from tracker.tag import Taxonomy


def apply(
    store: Store, number: int, given: Answer[Any, Any] | Capture, context: DeriveContext
) -> Touched:
    """Derive all that follows from one recorded capture, in one transaction; `number` is its id.

    An answer that was read is not read again. A capture that was kept out or not found gives no
    rows; what waited for its text is settled without it. Raises `ParseError` for an accepted
    capture that cannot be read; then nothing is derived.
    """
    capture = given.capture if isinstance(given, Answer) else given
    with store.transaction():
        _same_version(store, context)
        verdict, backfilled = facts.verdict(store.db, number), facts.by_backfill(store.db, number)
        if verdict == "accepted":
            answer = given if isinstance(given, Answer) else sources.read(given)
            touched = take(store, answer, context, backfilled=backfilled)
        else:
            touched = passed_over(
                store, capture, context, missing=verdict == "not-found", backfilled=backfilled
            )
        settle(store, touched.provisions, touched.days, context, touched.parsed)
        causes.find_again(store, context, _steps(store, touched.documents))
    return touched


def take(
    store: Store, answer: Answer[Any, Any], context: DeriveContext, *, backfilled: bool
) -> Touched:
    """Read one accepted answer into rows, without settling what follows.

    `rebuild` settles once at the end.
    """
    return answer.question.kind.take(store, answer, context, backfilled)


def passed_over(
    store: Store, capture: Capture, context: DeriveContext, *, missing: bool, backfilled: bool
) -> Touched:
    """Read what follows from an answer that counts for nothing.

    A text is waited for no more, a page is gone.
    """
    asked = sources.asked(capture.subject)
    return asked.kind.passed_over(store, capture, asked.subject, context, missing, backfilled)


def _steps(store: Store, documents: Iterable[Document]) -> dict[int, Step]:
    """Return the steps, by id, whose causes may have changed with some documents."""
    found: dict[int, Step] = {}
    for document in documents:
        found |= causes.touched_by(store, document)
    return found


def _same_version(store: Store, context: DeriveContext) -> None:
    """Refuse to add rows to those of another version: no parser's change is a change of law."""
    made = derivation.made(store.db)
    if made is None:
        derivation.put_made(
            store.db, derivation.Made(context.version, context.taxonomy.fingerprint)
        )
    elif made.version != context.version:
        made_by = f"{store.db.path} was derived by version {made.version}"
        raise StoreError(f"{made_by}, and this is {context.version}; run tracker rebuild first")


def settle_all(store: Store, context: DeriveContext, parsed: Mapping[int, Node]) -> None:
    """Bring the history of every provision held up to date, and the causes of every change.

    `parsed` holds trees that were just read, by their roots; the others are loaded.
    """
    with store.transaction():
        settle(store, versions.held_provisions(store.db), (), context, parsed)


def track(
    store: Store,
    title: int,
    part: str,
    since: date,
    now: datetime,
    context: DeriveContext,
    baseline_on: date | None = None,
) -> bool:
    """Record that a part is followed from `since`, and settle what is held of it.

    False where that was known already.
    """
    with store.transaction():
        fresh = facts.track(store.db, title, part, since, now, baseline_on)
        if fresh:
            settle(
                store,
                {held.provision for held in versions.versions_of_part(store.db, title, part)},
                (),
                context,
            )
    return fresh


def decide(
    store: Store, number: int, decision: Decision, now: datetime, taxonomy: Taxonomy
) -> None:
    """Record a decision about a quarantined capture and derive what follows from it."""
    with store.transaction():
        quarantine.decide(store.db, number, decision, now)
        apply(store, number, facts.capture(store.db, number), DeriveContext(taxonomy))


@dataclass(frozen=True, slots=True)
class Deriver:
    """What a cycle derives with: a context, under which all its answers become rows."""

    context: DeriveContext

    @property
    def taxonomy(self) -> Taxonomy:
        """Return the topics that say what is kept."""
        return self.context.taxonomy

    def apply(self, store: Store, number: int, answer: Answer[Any, Any] | Capture) -> Touched:
        """Derive all that follows from a recorded capture."""
        return apply(store, number, answer, self.context)

    def track(
        self,
        store: Store,
        title: int,
        part: str,
        since: date,
        now: datetime,
        baseline_on: date | None = None,
    ) -> bool:
        """Follow a part from a day on."""
        return track(store, title, part, since, now, self.context, baseline_on)

    @contextmanager
    def later(self, store: Store) -> Iterator[Deriver]:
        """Give a deriver under which causes wait for the end of the block."""
        with causes.later(store, self.context) as context:
            yield Deriver(context)
