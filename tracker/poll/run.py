"""A run over all sources: one writer, one row of outcomes, every source on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from tracker import derive, gate, rebuild
from tracker.config import FLOOR, Config
from tracker.errors import FetchError, ParseError, RefusedError, TrackerError, UsageError
from tracker.fetch import Fetcher
from tracker.model import SourceName, SourceOutcome
from tracker.poll import bis, ecfr, federal_register
from tracker.poll.cycle import Cycle, PollResult, Postponed, Progress, Silent
from tracker.store import Store

Stage = Callable[[Cycle], date | None]
_COUNTED: dict[SourceName, str] = {"ecfr": "versions", "federal-register": "documents", "bis": "pages"}


def poll(store: Store, config: Config, fetcher: Fetcher, now: datetime, progress: Progress | None = None) -> PollResult:
    """Run one incremental cycle over all sources.

    A source that fails is an outcome; `StoreError` is raised for a second writer, a full or a read-only disk.
    """
    stages: dict[SourceName, Stage] = {"ecfr": ecfr.poll, "federal-register": federal_register.poll, "bis": bis.poll}
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
        raise UsageError(f"part {unknown[0]} is not tracked; tracked are {', '.join(sorted(known, key=lambda one: (len(one), one)))}")
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
    store: Store, config: Config, fetcher: Fetcher, now: datetime, progress: Progress | None, command: str, stages: dict[SourceName, Stage]
) -> PollResult:
    taxonomy, facts = config.taxonomy(), gate.load(*config.key_facts())
    with store.writing():
        rebuild.require_version(store)
        cycle = Cycle(store, config, fetcher, now, progress or Silent(), derive.DeriveContext(taxonomy), facts)
        retagged = rebuild.retag_if_edited(store, taxonomy)
        if retagged:
            cycle.progress.say(retagged)
        last = store.last_moment()
        if last and last > now:
            cycle.progress.say(f"the clock ({now:%Y-%m-%d %H:%M} UTC) is behind what is recorded ({last:%Y-%m-%d %H:%M} UTC); going on")
        before = store.counts()["changes"]
        run = store.start_run(command, now)
        outcomes = tuple(_outcome(cycle, name, stage) for name, stage in stages.items())
        store.finish_run(run, outcomes, now)
        return PollResult(outcomes, store.counts()["changes"] - before)


def _outcome(cycle: Cycle, name: SourceName, stage: Stage) -> SourceOutcome:
    """Run one source; its failure is a value."""
    asked, held = cycle.fetcher.counts[name], cycle.store.counts()[_COUNTED[name]]
    as_of: date | None = None
    error: str | None = None
    good = True
    try:
        as_of = stage(cycle)
    except Postponed as later:
        error = str(later)
    except (FetchError, RefusedError, ParseError) as failure:
        good, error = False, str(failure)
    except (TrackerError, OSError):
        raise
    except Exception as surprise:  # noqa: BLE001 (a fault of ours in one source must not cost the others their poll; it is told as a failure)
        good, error = False, f"unforeseen fault of the tracker, {type(surprise).__name__}: {surprise}"
    requests = cycle.fetcher.counts[name] - asked
    return SourceOutcome(name, good, requests, cycle.store.counts()[_COUNTED[name]] - held, error, as_of)
