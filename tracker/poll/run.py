"""A run over all sources: one writer, one row of outcomes, every source on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from tracker import derive, gate, rebuild
from tracker.asking import some
from tracker.config import FLOOR, Config
from tracker.errors import FetchError, ParseError, RefusedError, TrackerError, UsageError
from tracker.fetch import Fetcher
from tracker.model import Failure, SourceName, SourceOutcome
from tracker.poll import bis, ecfr, federal_register
from tracker.poll.cycle import Cycle, PollResult, Postponed, Progress, Silent
from tracker.store import POSTPONED, Store

Stage = Callable[[Cycle], date | None]
_COUNTED: dict[SourceName, str] = {
    "ecfr": "versions",
    "federal-register": "documents",
    "bis": "pages",
}
_PATIENCE = 3
"""So many polls in a row a source may ask us to come back later; with the next one it counts as
failed."""
_AGAIN = 2
"""How often a source that is being worked on is asked again within one run, once the others are
done."""
_NAMED = 3
"""Reasons, and failures for each, that the one line about a source names; all of them are told
while they happen."""


def poll(
    store: Store, config: Config, fetcher: Fetcher, now: datetime, progress: Progress | None = None
) -> PollResult:
    """Run one incremental cycle over all sources.

    A source that fails is an outcome; `StoreError` is raised for a second writer, a full or a
    read-only disk.
    """
    stages: dict[SourceName, Stage] = {
        "ecfr": ecfr.poll,
        "federal-register": federal_register.poll,
        "bis": bis.poll,
    }
    return _run(store, config, fetcher, now, progress, "poll", stages)


def backfill(
    store: Store,
    config: Config,
    fetcher: Fetcher,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    parts: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> PollResult:
    """Fetch history between two days (default: everything until today), oldest first; goes on where an earlier run stopped.

    `parts` narrows the eCFR to some of the tracked parts; `UsageError` for one that is not tracked.
    """
    known = {part for title in config.ecfr.titles for part in title.parts}
    unknown = [part for part in parts if part not in known]
    if unknown and all(title.parts for title in config.ecfr.titles):
        tracked = ", ".join(sorted(known, key=lambda one: (len(one), one)))
        raise UsageError(f"part {unknown[0]} is not tracked; the tracked parts are {tracked}")
    first, last = since or FLOOR, until or date(now.year, 12, 31)
    begin = federal_register.BEGINNING if first <= FLOOR else first
    span = ecfr.Span(first, until or date.max, parts)
    stages: dict[SourceName, Stage] = {
        "ecfr": lambda cycle: ecfr.backfill(cycle, span),
        "federal-register": lambda cycle: federal_register.backfill(cycle, begin, last),
        "bis": lambda cycle: bis.backfill(cycle, begin, last),
    }
    return _run(store, config, fetcher, now, progress, "backfill", stages)


def _run(
    store: Store,
    config: Config,
    fetcher: Fetcher,
    now: datetime,
    progress: Progress | None,
    command: str,
    stages: Mapping[SourceName, Stage],
) -> PollResult:
    taxonomy, facts = config.taxonomy(), gate.load(*config.key_facts())
    with store.writing():
        rebuild.require_version(store)
        cycle = Cycle(
            store,
            config,
            fetcher,
            now,
            progress or Silent(),
            derive.DeriveContext(taxonomy),
            facts,
            patient=command == "poll",
        )
        derive.catch_up(store, cycle.context)
        retagged = rebuild.retag_if_edited(store, taxonomy)
        if retagged:
            cycle.progress.say(retagged)
        last = store.last_moment()
        if last and last > now:
            cycle.progress.say(
                f"the clock ({now:%Y-%m-%d %H:%M} UTC) is behind the last record ({last:%Y-%m-%d %H:%M} UTC); going on"
            )
        before = store.counts()["changes"]
        run = store.start_run(command, now)
        outcomes = _outcomes(cycle, stages)
        store.finish_run(run, outcomes, now)
        return PollResult(outcomes, store.counts()["changes"] - before)


def _outcomes(cycle: Cycle, stages: Mapping[SourceName, Stage]) -> tuple[SourceOutcome, ...]:
    """Run every source; one that is being worked on is asked again after the others, a few times."""
    found = {name: _outcome(cycle, name, stage) for name, stage in stages.items()}
    for _ in range(_AGAIN):
        later = [name for name, one in found.items() if _is_postponed(one)]
        if not later:
            break
        cycle.fetcher.rest(cycle.config.import_pause(later[0]))
        for name in later:
            again = _outcome(cycle, name, stages[name])
            found[name] = replace(again, requests=found[name].requests + again.requests)
    return tuple(_impatient(cycle, one) for one in found.values())


def _is_postponed(one: SourceOutcome) -> bool:
    return one.ok and one.error == POSTPONED


def _impatient(cycle: Cycle, one: SourceOutcome) -> SourceOutcome:
    """Call a source failed that has asked us to come back later too often in a row."""
    before = cycle.store.postponed_in_a_row(one.name) if _is_postponed(one) else 0
    if before < _PATIENCE:
        return one
    return replace(one, ok=False, error=f"{POSTPONED}, for the {before + 1}th poll in a row")


def _outcome(shared: Cycle, name: SourceName, stage: Stage) -> SourceOutcome:
    """Run one source; its failures are values."""
    cycle = shared.of(name)
    asked, held = cycle.fetcher.counts[name], cycle.store.counts()[_COUNTED[name]]
    as_of: date | None = None
    later: str | None = None
    try:
        as_of = stage(cycle)
    except Postponed as said:
        later = str(said)
    except (FetchError, RefusedError, ParseError) as failure:
        cycle.fail_whole(name, failure.why)
    except (TrackerError, OSError):
        raise
    except Exception as surprise:  # noqa: BLE001 (a fault of ours in one source must not cost the others their poll; it is told as a failure)
        cycle.fail_whole(
            name, f"unforeseen fault of the tracker, {type(surprise).__name__}: {surprise}"
        )
    cycle.tell_unasked(name)
    failures = tuple(cycle.ledger.failures)
    stored = cycle.store.counts()[_COUNTED[name]] - held
    error = _line(failures, later)
    reached = None if any(one.vital for one in failures) else _as_old_as_its_answers(cycle, as_of)
    return SourceOutcome(
        name, not failures, cycle.fetcher.counts[name] - asked, stored, error, reached, failures
    )


def _as_old_as_its_answers(cycle: Cycle, as_of: date | None) -> date | None:
    """Return the day that a source was read up to: not later than that of the oldest copy that a cache gave instead."""
    if as_of is None or not cycle.ledger.oldest:
        return as_of
    try:
        return min(as_of, (cycle.now - timedelta(seconds=cycle.ledger.oldest)).date())
    except OverflowError:
        return None


def _line(failures: tuple[Failure, ...], later: str | None) -> str | None:
    """Return the one line about a source: what failed for one reason together, what keeps it from being read first."""
    ordered = sorted(failures, key=lambda one: not one.vital)
    if not ordered:
        return later
    reasons = list(dict.fromkeys(one.why for one in ordered))
    told = [
        f"{some([one.what for one in ordered if one.why == why], _NAMED)}: {why}"
        for why in reasons[:_NAMED]
    ]
    more = sum(one.why not in reasons[:_NAMED] for one in ordered)
    return "; ".join(
        (
            *told,
            *(
                (f"and {more} more question{'' if more == 1 else 's'} for other reasons",)
                if more
                else ()
            ),
        )
    )
