"""Bringing the steps of provisions, and their changes, to what the facts now say.

Whatever order the facts came in.

facts -> timeline (pure) -> wanted steps - stored steps = what to compute, what to drop
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from tracker import log
from tracker.derive import comparing
from tracker.derive.context import DeriveContext
from tracker.derive.timeline import Timeline, effective, removals, steps, untold
from tracker.model import Node
from tracker.names import provision_of
from tracker.sources.ecfr import pending
from tracker.sources.ecfr.subjects import subject_of
from tracker.store import Store, facts, questions, versions
from tracker.store import steps as rows


def settle(
    store: Store,
    provisions: Iterable[str],
    days: Iterable[tuple[int, date]],
    context: DeriveContext,
    parsed: Mapping[int, Node] | None = None,
) -> None:
    """Bring these provisions up to date, then the days on which one begins or ends.

    `parsed` holds the trees that were just read, by their roots; the others are loaded.
    """
    touched = set(days)
    for provision in sorted(set(provisions)):
        touched |= _settle_provision(store, provision, context, comparing.Trees(store, parsed))
    ends = rows.begin_end_days(store.db) if touched else set()
    for title, day in sorted(touched):
        if day in ends:
            _settle_day(store, title, day, context)


def _settle_provision(
    store: Store, provision: str, context: DeriveContext, trees: comparing.Trees
) -> set[tuple[int, date]]:  # fmt: skip
    """Store the wanted steps of a provision.

    Return the days whose beginnings and ends may have changed.
    """
    known = _timeline(store, provision, context)
    if not known.texts:
        return set()
    title = known.texts[0].title
    held = {stored.id: stored for stored in rows.steps_of(store.db, provision)}
    wanted = {step.id: step for step in steps(known)}
    if log.told():
        _tell(
            known,
            list(wanted.values()),
            fresh=trees.just_read(known.texts[0]) or (bool(wanted) and not held),
        )
    touched = {
        (title, stored.to)
        for number, stored in held.items()
        if number not in wanted and stored.kind in ("begin", "end")
    }
    for number in held.keys() - wanted.keys():
        rows.drop_step(store.db, number)
    _put_removals(store, provision, removals(known), context)
    for number, step in wanted.items():
        if step.kind in ("begin", "end"):
            touched.add((title, step.to))
            if number not in held:
                rows.put_step(store.db, replace(step, companions=None), context.version)
        elif number not in held:
            comparing.compute(store, step, context, trees)
    return touched


def _tell(known: Timeline, wanted: list[rows.Step], *, fresh: bool) -> None:
    """Tell what of a provision gives no change; its baseline only when it is first seen as one."""
    for decision, what, why in untold(known, wanted):
        if decision != "baseline" or fresh:
            log.decided(decision, what, why, detail=decision == "not yet asked")


def _timeline(store: Store, provision: str, context: DeriveContext) -> Timeline:
    texts = [reading for reading in rows.readings(store.db, provision) if not reading.removed]
    listed = versions.rows_of(store.db, provision)
    if not texts:
        return Timeline((), listed, None, ())
    part, title = texts[-1].part, texts[0].title
    on = facts.baselines(store.db, title).get(part)
    texts = [_dated(store, text, listed, context) for text in texts]
    return Timeline(texts, listed, on, _missing(store, texts, listed, on))


def _dated(
    store: Store, reading: rows.Reading, listed: list[versions.ListedRow], context: DeriveContext
) -> rows.Reading:
    """Give a text the day of the first issue that showed it.

    Issues may become known later than the text.
    """
    issued = min(
        (row.row.issue_date for row in listed if row.row.date == reading.in_force),
        default=reading.issue_date,
    )
    if issued != reading.issue_date:
        reading = replace(reading, issue_date=issued)
        rows.put_reading(store.db, reading, context.version)
    return reading


def _missing(
    store: Store, texts: list[rows.Reading], listed: list[versions.ListedRow], on: date | None
) -> set[date]:
    """Return the days of listed texts in the span that are not held and were never asked for."""
    if on is None:
        return set()
    held = {text.in_force for text in texts}
    open_days = {
        day: row.row
        for day, row in effective(listed).items()
        if day not in held and not row.row.removed and day > on
    }
    if not open_days:
        return set()
    subject = subject_of(next(iter(open_days.values())))
    return open_days.keys() - questions.asked_days(store.db, subject.of_any_day)


def _put_removals(
    store: Store, provision: str, wanted: list[rows.Reading], context: DeriveContext
) -> None:
    kept = {removal.id for removal in wanted}
    for reading in rows.readings(store.db, provision):
        if reading.removed and reading.id not in kept:
            rows.drop_reading(store.db, reading.id)
    for removal in wanted:
        rows.put_reading(store.db, removal, context.version)


def _settle_day(store: Store, title: int, day: date, context: DeriveContext) -> None:
    """Compare what ended on a day with what began on it, so that a move is seen as one.

    It waits until every text of that day is there.
    """
    found = rows.steps_on(store.db, title, day)
    mixed = {step.kind for step in found} == {"begin", "end"}
    together = tuple(step.id for step in found) if mixed and not _waiting(store, title, day) else ()
    fresh = [replace(step, companions=together) for step in found if step.companions != together]
    if not fresh:
        return
    if together:
        comparing.compute_together(
            store, [replace(step, companions=together) for step in found], context
        )
    else:
        for step in fresh:
            comparing.compute(store, step, context, comparing.Trees(store))


def _waiting(store: Store, title: int, day: date) -> bool:
    """Tell whether a tracked text of this day is listed but was never asked for."""
    baselines = facts.baselines(store.db, title)
    for row in pending.in_effect(versions.rows_on(store.db, title, day)):
        on = baselines.get(row.part)
        if (
            on is None
            or row.removed
            or day <= on
            or versions.has_text(store.db, str(provision_of(row.identifier, title)), day)
        ):
            continue
        if questions.last_asked(store.db, str(subject_of(row))) is None:
            why = f"what moved on {day} is not told before its text was asked for"
            log.decided("not yet asked", pending.named(row), why, detail=True)
            return True
    return False
