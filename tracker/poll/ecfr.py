"""The eCFR's part of a cycle: what was listed since the last issue, what changed, and a few held versions again.

Every text stands alone; so does the version list of each title. Only the list of titles and a
version list are vital: without them it is not known what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker import derive, gate, structure
from tracker.config import FLOOR, Title
from tracker.errors import ParseError, RefusedError
from tracker.model import Capture, HeldVersion, VersionRow
from tracker.names import provision_of
from tracker.poll.cycle import Cycle, Postponed, Reading
from tracker.sources import ecfr, subjects
from tracker.store import POSTPONED


@dataclass(frozen=True, slots=True)
class Span:
    """What a backfill covers: days, both inclusive, and parts (none: all that are tracked)."""

    since: date
    until: date
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A tracked title and the last day that the service can show of it."""

    title: Title
    as_of: date


def poll(cycle: Cycle) -> date | None:
    """Read what was issued since the last good poll, then ask again for what waits in quarantine and what is longest unchecked."""
    reached = _list(cycle)
    for one in reached:
        for part in _parts(cycle, one.title):
            if cycle.store.tracked_since(one.title.number, part) is None:
                derive.track(
                    cycle.store,
                    one.title.number,
                    part,
                    one.as_of,
                    cycle.now,
                    cycle.context,
                    baseline_on=one.as_of,
                )
        _fetch(
            cycle, cycle.store.pending_rows(one.title.number, one.title.parts or None, one.as_of)
        )
        _ask_for_absent(cycle, one)
    _ask_again(cycle)
    return min((one.as_of for one in reached), default=None)


def backfill(cycle: Cycle, span: Span) -> date | None:
    """Read every version of the tracked parts in a span of days, oldest first; what is held is not asked for again."""
    reached = _list(cycle)
    for one in reached:
        parts = tuple(
            part for part in _parts(cycle, one.title) if not span.parts or part in span.parts
        )
        for part in parts:
            derive.track(
                cycle.store,
                one.title.number,
                part,
                max(span.since, FLOOR),
                cycle.now,
                cycle.context,
            )
        if parts:
            _fetch(
                cycle, cycle.store.pending_rows(one.title.number, parts, min(span.until, one.as_of))
            )
    return min((min(span.until, one.as_of) for one in reached), default=None)


def _list(cycle: Cycle) -> list[Reach]:
    """Bring the version lists of all tracked titles up to date and say how far each title reaches.

    Only a list that was read to its end moves `last_issue_date`, so that a poll that fails half-way
    leaves no gap: the list of titles is recorded where every list was read. Without a list of
    titles nothing new can be known, but what was listed before is still asked for.
    """
    request = ecfr.titles_request(cycle.config.ecfr.url)
    with cycle.alone(request, vital=True):
        answer = cycle.demand(request)
        states = ecfr.titles(answer.body, answer.url)
        tracked = list(_tracked(cycle, states))
        if states.importing or any(state.processing for _, state in tracked):
            raise Postponed(POSTPONED)
        pages = [_rows_of(cycle, title, state) for title, state in tracked]
        read = [one for one in pages if one is not None]
        with cycle.store.transaction():
            cycle.keep(*(capture for one in read for capture in one))
            if any(read) and len(read) == len(tracked):
                cycle.keep(answer)
        return [Reach(title, _as_of(cycle, state)) for title, state in tracked]
    known = next(one for one in cycle.store.source_states() if one.name == "ecfr")
    titles = cycle.config.ecfr.titles if known.current_as_of else ()
    return [Reach(title, known.current_as_of) for title in titles if known.current_as_of]


def _tracked(cycle: Cycle, states: ecfr.TitleStates) -> Iterable[tuple[Title, ecfr.TitleState]]:
    """Yield the configured titles with their state; a reserved one, of which nothing was ever listed, is left out.

    One that is not listed, that has no day of issue, or that is called reserved all of a sudden, is
    a failure.
    """
    request = ecfr.titles_request(cycle.config.ecfr.url)
    for title in cycle.config.ecfr.titles:
        state = states.of(title.number)
        if state is None:
            why = next(
                (one.why for one in states.odd if one.what == f"title {title.number}"),
                "it is not in the list of titles",
            )
        elif state.reserved and not cycle.store.version_rows(title.number):
            continue
        elif state.reserved or state.latest_issue_date is None:
            why = (
                "it is listed as reserved, although versions are held"
                if state.reserved
                else "it is listed without its latest issue date"
            )
        else:
            yield title, state
            continue
        cycle.fail(request, f"title {title.number}: {why}", vital=True)


def _rows_of(cycle: Cycle, title: Title, state: ecfr.TitleState) -> list[Capture] | None:
    """Read what a version list has gained, nothing where no row is new; None where it could not be read to its end.

    It is read from some days before the newest issue that we know: rows join an issue in the
    afternoon, and some are listed days late.
    """
    known, rows = cycle.store.last_issue_date(title.number), cycle.store.version_rows(title.number)
    newest = min((known or FLOOR, max(row.issue_date for row in rows))) if rows else None
    since = max(FLOOR, newest - timedelta(days=cycle.config.ecfr.overlap_days)) if newest else None
    with cycle.alone(
        ecfr.versions_request(cycle.config.ecfr.url, title.number, 1, since), vital=True
    ):
        pages = _pages(cycle, title, since)
        told = {row for page in pages for row in ecfr.version_rows(page.body, page.url)}
        if known == state.latest_issue_date and told <= set(rows):
            cycle.store.mark_checked(pages[0].subject, cycle.now)
            return []
        return pages
    return None


def _pages(cycle: Cycle, title: Title, since: date | None) -> list[Capture]:
    """Read a version list to its end and check that it is whole; a further page only where the answer says there is one."""
    captures: list[Capture] = []
    listed, page = 0, 1
    while True:
        request = ecfr.versions_request(cycle.config.ecfr.url, title.number, page, since)
        answer = cycle.demand(request)
        if captures and answer.sha256 == captures[-1].sha256:
            raise RefusedError(
                request.url,
                f"page {page} repeats page {page - 1}: not all the rows that are counted were given",
            )
        found = ecfr.versions_page(answer.body, answer.url)
        captures.append(answer)
        odd = found.odd_in(title.parts) if title.parts else found.odd
        cycle.tell_odd(
            request, "ecfr", odd, (f"{row.identifier} of {row.date}" for row in found.rows)
        )
        listed += found.listed
        total = found.total_pages or (
            page
            if found.result_count is None or listed >= found.result_count or not found.listed
            else page + 1
        )
        cycle.progress.step("eCFR versions", page, total, f"title {title.number}")
        if page >= total:
            break
        page += 1
    if found.result_count is not None and listed < found.result_count:
        raise RefusedError(
            request.url, f"the version list counts {found.result_count} rows, but gave {listed}"
        )
    if since is not None and not listed:
        raise RefusedError(
            request.url,
            f"the version list since {since} is empty, although it had rows of that day before",
        )
    return captures


def _as_of(cycle: Cycle, state: ecfr.TitleState) -> date:
    """Return the last day that the service can show."""
    return state.up_to_date_as_of or cycle.today


def _parts(cycle: Cycle, title: Title) -> tuple[str, ...]:
    listed = title.parts or (row.part for row in cycle.store.version_rows(title.number))
    return tuple(dict.fromkeys(listed))


def _fetch(cycle: Cycle, rows: Sequence[VersionRow]) -> None:
    """Ask for the texts of rows, oldest first; those that failed before come last."""
    wanted = cycle.queue(map(ecfr.subject_of, rows), str)
    for place, subject in enumerate(wanted):
        cycle.progress.step("eCFR", place, len(wanted), f"{subject.identifier} of {subject.date}")
        _text(cycle, subject)
    if wanted:
        cycle.progress.step("eCFR", len(wanted), len(wanted), "")


def _ask_for_absent(cycle: Cycle, reach: Reach) -> None:
    """Ask again for a few listed texts that were not served: a service in trouble may have denied what it has."""
    title = reach.title
    rows = (
        row
        for row in cycle.store.version_rows(title.number, title.parts or None)
        if row.date <= reach.as_of and not row.removed
    )
    subjects_listed = dict.fromkeys(ecfr.subject_of(row) for row in rows)
    last = {
        subject: asked
        for subject in subjects_listed
        if (asked := cycle.store.last_asked(str(subject))) and asked[0] == "not-found"
    }
    waiting = [subject for subject in last if str(subject) not in cycle.asked]
    for subject in cycle.some(
        sorted(waiting, key=lambda one: last[one][1]), str, cycle.config.ecfr.recheck
    ):
        _text(cycle, subject)


def _ask_again(cycle: Cycle) -> None:
    """Ask again for doubted answers, and for the held versions that were longest unchecked: history is repaired without notice."""
    for printed in cycle.queue(cycle.quarantined("ecfr:full:"), str):
        subject = subjects.parse(printed)
        assert isinstance(subject, subjects.Full)
        _text(cycle, subject)
    most = cycle.config.ecfr.recheck + len(cycle.asked) + len(cycle.open)
    held = cycle.store.stale_versions(most, cycle.now)
    stale = [
        subjects.Full(one.title, one.part, _kind(one), one.identifier, one.in_force) for one in held
    ]
    stale = cycle.some(
        (one for one in stale if str(one) not in cycle.asked), str, cycle.config.ecfr.recheck
    )
    for place, subject in enumerate(stale):
        if cycle.left_alone(ecfr.full_request(cycle.config.ecfr.url, subject)):
            return  # these texts are held: not to check them costs nothing that would have to be told
        cycle.progress.step("eCFR again", place + 1, len(stale), subject.identifier)
        _text(cycle, subject, again=True)


def _kind(held: HeldVersion) -> Literal["section", "appendix"]:
    return "appendix" if held.type == "appendix" else "section"


def _text(cycle: Cycle, subject: subjects.Full, *, again: bool = False) -> None:
    """Ask for one version; `again` for one that is held, where the same text only counts as a check."""
    request = ecfr.full_request(cycle.config.ecfr.url, subject)
    with cycle.alone(request):
        before = cycle.store.last_asked(str(subject))
        answer = cycle.ask(request)
        if isinstance(answer, Capture):
            _settle(cycle, answer, subject, again=again)
        elif answer == "no-content" and (before is None or before[0] != "not-found"):
            cycle.progress.say(
                f"{subject.identifier} of {subject.date} is listed, but the eCFR does not serve it"
            )


def _settle(cycle: Cycle, answer: Capture, subject: subjects.Full, *, again: bool) -> None:
    new = _read(answer, subject.title)
    held = cycle.store.held(new.node.address, subject.date)
    if (
        again
        and held
        and held.in_force == subject.date
        and held.fingerprint == new.node.fingerprint
    ):
        cycle.store.mark_checked(answer.subject, cycle.now)
        return
    former = _former(cycle, held)
    old, shapes = (former.node, (new.shape, former.shape)) if former else (None, (new.shape, None))
    doubts = gate.doubts(new.node, old, cycle.facts, cycle.config.gate, shapes) + _strangers(
        cycle, answer, subject.title
    )
    cycle.settle(answer, doubts, f"{new.node.address} of {subject.date}")
    cycle.read[new.node.address] = new


def _strangers(cycle: Cycle, answer: Capture, title: int) -> tuple[str, ...]:
    """Doubt a text with another one inside it that no row of the version list names: nothing else would ever tell of that."""
    inside = structure.told_inside(answer.body, answer.url, title)
    listed = (
        {provision_of(row.identifier, title) for row in cycle.store.version_rows(title)}
        if inside
        else set()
    )
    return tuple(
        f"{one} stands inside it, and the version list does not name it"
        for one in inside
        if one not in listed
    )


def _read(answer: Capture, title: int) -> Reading:
    try:
        node = structure.parse_provision(answer.body, answer.url, title)
        return Reading(answer.sha256, node, gate.shape(answer.body, answer.url))
    except ParseError as error:
        raise RefusedError(answer.url, error.why, misfit=True) from error


def _former(cycle: Cycle, held: HeldVersion | None) -> Reading | None:
    """Return the text that a new one is compared with: that of the version in force just before, if any."""
    if held is None or held.removed or held.capture is None:
        return None
    known = cycle.read.get(held.provision)
    if known and known.sha256 == held.capture:
        return known
    capture = cycle.store.capture_by_sha(held.capture)
    return Reading(held.capture, cycle.store.tree_of(held), gate.shape(capture.body, capture.url))
