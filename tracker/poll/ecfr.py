"""The eCFR's part of a cycle: what was listed since the last issue, what changed, and a few held versions again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tracker import derive, gate, structure
from tracker.config import FLOOR, Title
from tracker.errors import FetchError, ParseError, RefusedError
from tracker.model import Capture, HeldVersion, VersionRow
from tracker.poll.cycle import Cycle, Postponed, Reading
from tracker.sources import ecfr, subjects

Failure: TypeAlias = FetchError | RefusedError
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Span:
    """What a backfill covers: days, both inclusive, and parts (none: all that are tracked)."""

    since: date
    until: date
    parts: tuple[str, ...]


def poll(cycle: Cycle) -> date | None:
    """Read what was issued since the last good poll, then ask again for what waits in quarantine and what is longest unchecked."""
    states, failed = _list(cycle), list[Failure]()
    for title, state in _tracked(cycle, states):
        as_of = _as_of(cycle, state)
        for part in _parts(cycle, title):
            if cycle.store.tracked_since(title.number, part) is None:
                derive.track(cycle.store, title.number, part, as_of, cycle.now, cycle.context, baseline_on=as_of)
        failed += _fetch(cycle, cycle.store.pending_rows(title.number, title.parts or None, as_of))
        _ask_for_absent(cycle, title, as_of)
    _ask_again(cycle)
    if failed:
        raise failed[0]
    return min((_as_of(cycle, state) for _, state in _tracked(cycle, states)), default=None)


def backfill(cycle: Cycle, span: Span) -> date | None:
    """Read every version of the tracked parts in a span of days, oldest first; what is held is not asked for again."""
    states, failed = _list(cycle), list[Failure]()
    for title, state in _tracked(cycle, states):
        parts = tuple(part for part in _parts(cycle, title) if not span.parts or part in span.parts)
        for part in parts:
            derive.track(cycle.store, title.number, part, max(span.since, FLOOR), cycle.now, cycle.context)
        if parts:
            failed += _fetch(cycle, cycle.store.pending_rows(title.number, parts, min(span.until, _as_of(cycle, state))))
    if failed:
        raise failed[0]
    return min((min(span.until, _as_of(cycle, state)) for _, state in _tracked(cycle, states)), default=None)


def _list(cycle: Cycle) -> ecfr.TitleStates:
    """Bring the version lists of all tracked titles up to date: recorded together, or not at all.

    Only a list that was read to its end moves `last_issue_date`, so that a poll that fails half-way leaves no gap.
    """
    answer = cycle.demand(ecfr.titles_request(cycle.config.ecfr.url))
    states = ecfr.titles(answer.body, answer.url)
    if states.importing or any(state.processing for _, state in _tracked(cycle, states)):
        raise Postponed("import in progress")
    pages: list[Capture] = []
    for title, state in _tracked(cycle, states):
        known, rows = cycle.store.last_issue_date(title.number), cycle.store.version_rows(title.number)
        if not rows or known != state.latest_issue_date:
            since = min((known or FLOOR, max(row.issue_date for row in rows))) if rows else None
            pages += _pages(cycle, title.number, since)
    if pages:
        cycle.keep(*pages, answer)
    return states


def _tracked(cycle: Cycle, states: ecfr.TitleStates) -> list[tuple[Title, ecfr.TitleState]]:
    """Return the configured titles with their state; a title that is not listed is a failure, a reserved one is left out."""
    found = []
    for title in cycle.config.ecfr.titles:
        state = states.of(title.number)
        if state is None:
            raise RefusedError(ecfr.titles_request(cycle.config.ecfr.url).url, f"title {title.number} is not in the list of titles")
        if state.latest_issue_date is not None and not state.reserved:
            found.append((title, state))
    return found


def _pages(cycle: Cycle, title: int, since: date | None) -> list[Capture]:
    """Read a version list to its end and check that it is whole."""
    captures: list[Capture] = []
    listed, page = 0, 1
    while True:
        request = ecfr.versions_request(cycle.config.ecfr.url, title, page, since)
        answer = cycle.demand(request)
        found = ecfr.versions_page(answer.body, answer.url)
        captures.append(answer)
        listed += found.listed
        total = found.total_pages or (page if found.result_count is None or listed >= found.result_count or not found.listed else page + 1)
        cycle.progress.step("eCFR versions", page, total, f"title {title}")
        if page >= total:
            break
        page += 1
    if found.result_count is not None and listed != found.result_count:
        raise RefusedError(request.url, f"the version list counts {found.result_count} rows, but gave {listed}")
    if since is not None and not listed:
        raise RefusedError(request.url, f"the version list since {since} is empty, although it held rows of that day")
    return captures


def _as_of(cycle: Cycle, state: ecfr.TitleState) -> date:
    """Return the last day that the service can show."""
    return state.up_to_date_as_of or cycle.today


def _parts(cycle: Cycle, title: Title) -> tuple[str, ...]:
    listed = title.parts or (row.part for row in cycle.store.version_rows(title.number))
    return tuple(dict.fromkeys(listed))


def _fetch(cycle: Cycle, rows: Sequence[VersionRow]) -> list[Failure]:
    """Ask for the texts of rows; one that the service cannot give holds up no other, two in a row end the cycle."""
    failed: dict[int, Failure] = {}
    for place, row in enumerate(rows):
        cycle.progress.step("eCFR", place, len(rows), f"{row.identifier} of {row.date}")
        try:
            _text(cycle, ecfr.subject_of(row))
        except (FetchError, RefusedError) as failure:
            if place - 1 in failed or not _concerns_one(failure):
                raise
            failed[place] = failure
    if rows:
        cycle.progress.step("eCFR", len(rows), len(rows), "")
    return list(failed.values())


def _concerns_one(failure: Failure) -> bool:
    """Tell whether a failure may be that of one text: an error of the server about it, or an answer that does not fit."""
    return failure.misfit if isinstance(failure, RefusedError) else failure.status is not None and failure.status >= _SERVER_ERROR


def _ask_for_absent(cycle: Cycle, title: Title, as_of: date) -> None:
    """Ask again for a few listed texts that were not served: a service in trouble may have denied what it has."""
    rows = (row for row in cycle.store.version_rows(title.number, title.parts or None) if row.date <= as_of and not row.removed)
    subjects_listed = dict.fromkeys(ecfr.subject_of(row) for row in rows)
    last = {subject: asked for subject in subjects_listed if (asked := cycle.store.last_asked(str(subject))) and asked[0] == "not-found"}
    waiting = [subject for subject in last if str(subject) not in cycle.asked]
    for subject in sorted(waiting, key=lambda one: last[one][1])[: cycle.config.ecfr.recheck]:
        _text(cycle, subject)


def _ask_again(cycle: Cycle) -> None:
    """Ask again for doubted answers, and for the held versions that were longest unchecked: history is repaired without notice."""
    for printed in cycle.quarantined("ecfr:full:"):
        subject = subjects.parse(printed)
        assert isinstance(subject, subjects.Full)
        _text(cycle, subject)
    recheck = cycle.config.ecfr.recheck
    held = cycle.store.stale_versions(recheck + len(cycle.asked), cycle.now)
    stale = [subjects.Full(one.title, one.part, _kind(one), one.identifier, one.in_force) for one in held]
    stale = [one for one in stale if str(one) not in cycle.asked][:recheck]
    for place, subject in enumerate(stale):
        cycle.progress.step("eCFR again", place + 1, len(stale), subject.identifier)
        _text(cycle, subject, again=True)


def _kind(held: HeldVersion) -> Literal["section", "appendix"]:
    return "appendix" if held.type == "appendix" else "section"


def _text(cycle: Cycle, subject: subjects.Full, *, again: bool = False) -> None:
    """Ask for one version; `again` for one that is held, where the same text only counts as a check."""
    request = ecfr.full_request(cycle.config.ecfr.url, subject)
    before = cycle.store.last_asked(str(subject))
    answer = cycle.ask(request)
    if not isinstance(answer, Capture):
        if answer == "no-content" and (before is None or before[0] != "not-found"):
            cycle.progress.say(f"{subject.identifier} of {subject.date} is listed, but the eCFR does not serve it")
        return
    new = _read(answer, request.url, subject.title)
    held = cycle.store.held(new.node.address, subject.date)
    if again and held and held.in_force == subject.date and held.fingerprint == new.node.fingerprint:
        cycle.store.mark_checked(answer.subject, cycle.now)
        return
    former = _former(cycle, held)
    old, shapes = (former.node, (new.shape, former.shape)) if former else (None, (new.shape, None))
    cycle.settle(answer, gate.doubts(new.node, old, cycle.facts, cycle.config.gate, shapes), f"{new.node.address} of {subject.date}")
    cycle.read[new.node.address] = new


def _read(answer: Capture, url: str, title: int) -> Reading:
    try:
        return Reading(answer.sha256, structure.parse_provision(answer.body, answer.url, title), gate.shape(answer.body, answer.url))
    except ParseError as error:
        raise RefusedError(url, error.why, misfit=True) from error


def _former(cycle: Cycle, held: HeldVersion | None) -> Reading | None:
    """Return the text that a new one is compared with: that of the version in force just before, if any."""
    if held is None or held.removed or held.capture is None:
        return None
    known = cycle.read.get(held.provision)
    if known and known.sha256 == held.capture:
        return known
    capture = cycle.store.capture_by_sha(held.capture)
    return Reading(held.capture, cycle.store.tree_of(held), gate.shape(capture.body, capture.url))
