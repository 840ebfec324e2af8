"""A run over all sources: one writer, one row of outcomes, every source on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tracker import derive, gate, log, plain, rebuild
from tracker.asking import some
from tracker.config import Config
from tracker.cycle import Cycle, NoProgress, Postponed, Progress, Span
from tracker.cycle.ledger import Ledger
from tracker.errors import FetchError, ParseError, RefusedError, TrackerError, UsageError
from tracker.fetch import Fetcher
from tracker.model import Failure, SourceName, SourceOutcome
from tracker.sources import SOURCES, Source
from tracker.store import POSTPONED, Store, queries, runs
from tracker.store import failures as recorded_failures

Stage = Callable[[Cycle], date | None]
FLOOR = date(2017, 1, 3)
"""The first day on which anything was in force or published that a history begins with."""
BEGINNING = date(2017, 1, 1)
"""From when on a whole history is asked for."""
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
    stages = {source.name: source.poll for source in SOURCES}
    return _run(store, config, fetcher, now, progress, "poll", stages)


@dataclass(frozen=True, slots=True)
class PollResult:
    """What each source gave, and how many changes were recorded."""

    sources: tuple[SourceOutcome, ...]
    changes: int


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
    """Fetch history between two days (default: all until today), oldest first.

    It goes on where an earlier run stopped.

    `parts` narrows the eCFR to some of the tracked parts; `UsageError` for one that is not tracked.
    """
    begin = BEGINNING if since is None or since <= FLOOR else since
    span = Span(begin, until or date.max, parts)
    for source in SOURCES:
        if wrong := source.unfit(config.of(source.name), span):
            raise UsageError(wrong)
    stages = {source.name: _backfill(source, span) for source in SOURCES}
    return _run(store, config, fetcher, now, progress, "backfill", stages)


def _backfill(source: Source, span: Span) -> Stage:
    return lambda cycle: source.backfill(cycle, span)


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
        context = derive.DeriveContext(taxonomy)
        reporter = progress or NoProgress()
        deriver = derive.Deriver(context)
        shared = _Shared(store, config, fetcher, now, reporter, deriver, facts, command == "poll")
        derive.catch_up(store, context)
        retagged = rebuild.retag_if_edited(store, taxonomy)
        if retagged:
            reporter.say(retagged)
        last = runs.last_moment(store.db)
        if last and last > now:
            late = f"the last record ({last:%Y-%m-%d %H:%M} UTC)"
            reporter.say(f"the clock ({now:%Y-%m-%d %H:%M} UTC) is behind {late}; going on")
        before = queries.counts(store.db)["changes"]
        run = store.start_run(command, now)
        outcomes = _outcomes(shared, stages)
        store.finish_run(run, outcomes, now)
        return PollResult(outcomes, queries.counts(store.db)["changes"] - before)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the cycles of all sources of a run have in common."""

    store: Store
    config: Config
    fetcher: Fetcher
    now: datetime
    progress: Progress
    deriver: derive.Deriver
    facts: gate.Facts
    patient: bool

    def of(self, source: Source) -> Cycle:
        """Return the tools for one source, with nothing asked yet."""
        known = {
            question.last.subject: question
            for question in recorded_failures.still_open(self.store.db, source.name)
        }
        return Cycle(
            self.store,
            self.config,
            self.fetcher,
            self.now,
            self.progress,
            self.deriver,
            self.facts,
            source,
            Ledger(source.weight, source.kind_of, self.config.houses()),
            open=known,
            patient=self.patient,
        )


def _outcomes(shared: _Shared, stages: Mapping[SourceName, Stage]) -> tuple[SourceOutcome, ...]:
    """Run every source; one that is being worked on is asked again after the others."""
    found = {source.name: _outcome(shared, source, stages[source.name]) for source in SOURCES}
    for _ in range(_AGAIN):
        later = [source for source in SOURCES if _is_postponed(found[source.name])]
        if not later:
            break
        shared.fetcher.rest(shared.config.import_pause(later[0].name))
        for source in later:
            before, again = found[source.name], _outcome(shared, source, stages[source.name])
            found[source.name] = replace(again, requests=before.requests + again.requests)
    return tuple(_impatient(shared, outcome) for outcome in found.values())


def _is_postponed(outcome: SourceOutcome) -> bool:
    return outcome.ok and outcome.error == POSTPONED


def _impatient(shared: _Shared, outcome: SourceOutcome) -> SourceOutcome:
    """Call a source failed that has asked us to come back later too often in a row."""
    waiting = _is_postponed(outcome)
    before = runs.postponed_in_a_row(shared.store.db, outcome.name) if waiting else 0
    if before < _PATIENCE:
        return outcome
    return replace(outcome, ok=False, error=f"{POSTPONED}, for the {before + 1}th poll in a row")


def _outcome(shared: _Shared, source: Source, stage: Stage) -> SourceOutcome:
    """Run one source; its failures are values."""
    cycle, name = shared.of(source), source.name
    asked, held = cycle.fetcher.counts[name], source.stored.count(cycle.store)
    as_of: date | None = None
    later: str | None = None
    try:
        as_of = stage(cycle)
    except Postponed as said:
        later = str(said)
        log.decided("not yet asked", name, later)
    except (FetchError, RefusedError, ParseError) as failure:
        cycle.fail_whole(name, failure.why)
    except (TrackerError, OSError):
        raise
    except Exception as surprise:  # noqa: BLE001 (a fault of ours costs its source alone)
        cycle.fail_whole(
            name, f"unforeseen fault of the tracker, {type(surprise).__name__}: {surprise}"
        )
    cycle.tell_unasked(name)
    failures = tuple(cycle.ledger.failures)
    stored = source.stored.count(cycle.store) - held
    reached = (
        None if any(failure.vital for failure in failures) else _as_old_as_its_answers(cycle, as_of)
    )
    return SourceOutcome(
        name,
        not failures,
        cycle.fetcher.counts[name] - asked,
        stored,
        _line(failures, later),
        reached,
        failures,
    )


def _as_old_as_its_answers(cycle: Cycle, as_of: date | None) -> date | None:
    """Return the day that a source was read up to, at most that of the oldest copy of a cache."""
    if as_of is None or not cycle.ledger.oldest:
        return as_of
    try:
        return min(as_of, (cycle.now - timedelta(seconds=cycle.ledger.oldest)).date())
    except OverflowError:
        return None


def _line(failures: tuple[Failure, ...], later: str | None) -> str | None:
    """Return the one line about a source: vital failures first, those of one reason together."""
    ordered = sorted(failures, key=lambda failure: not failure.vital)
    if not ordered:
        return later
    reasons = list(dict.fromkeys(failure.why for failure in ordered))
    named = [
        f"{some([failure.what for failure in ordered if failure.why == why], _NAMED)}: {why}"
        for why in reasons[:_NAMED]
    ]
    more = sum(failure.why not in reasons[:_NAMED] for failure in ordered)
    return "; ".join(
        (
            *named,
            *((f"and {plain.counted(more, 'more question')} for other reasons",) if more else ()),
        )
    )
