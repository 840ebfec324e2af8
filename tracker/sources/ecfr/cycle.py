"""The eCFR's part of a cycle.

What was listed since the last issue, what changed, and a few held versions again.

Every text stands alone; so does the version list of each title. Only the list of titles and a
version list are vital: without them it is not known what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker import gate, log, markup
from tracker.answers import Answer
from tracker.cycle import Cycle, Postponed, Span
from tracker.model import Node, VersionRow
from tracker.names import provision_of
from tracker.recorded import HeldVersion
from tracker.sources.ecfr import pending, reading
from tracker.sources.ecfr.admission import Text
from tracker.sources.ecfr.listed import rows_of, settings
from tracker.sources.ecfr.reading import FLOOR, NAME, TitleState, TitleStates
from tracker.sources.ecfr.settings import Title
from tracker.sources.ecfr.subjects import TEXTS, Full, Titles, subject_of
from tracker.store import POSTPONED, facts, queries, questions, runs, texts, versions


@dataclass(frozen=True, slots=True)
class TitleUntil:
    """A tracked title and the last day that the service can show of it."""

    title: Title
    as_of: date


def poll(cycle: Cycle) -> date | None:
    """Read what was issued since the last good poll, then ask again for what waits.

    What waits is what is in quarantine, and what is longest unchecked.
    """
    reached = _list(cycle)
    for state in reached:
        for part in _parts(cycle, state.title):
            if facts.tracked_since(cycle.store.db, state.title.number, part) is None:
                cycle.track(state.title.number, part, state.as_of, baseline_on=state.as_of)
        _fetch(
            cycle,
            pending.pending(
                cycle.store.db, state.title.number, state.title.parts or None, state.as_of
            ),
        )
        _ask_for_absent(cycle, state)
    _ask_again(cycle)
    return min((state.as_of for state in reached), default=None)


def backfill(cycle: Cycle, span: Span) -> date | None:
    """Read every version of the tracked parts in a span of days, oldest first.

    What is held is not asked for again.
    """
    reached = _list(cycle)
    for state in reached:
        parts = tuple(
            part for part in _parts(cycle, state.title) if not span.parts or part in span.parts
        )
        for part in parts:
            cycle.track(state.title.number, part, max(span.since, FLOOR))
        if parts:
            _fetch(
                cycle,
                pending.pending(
                    cycle.store.db, state.title.number, parts, min(span.until, state.as_of)
                ),
            )
    return min((min(span.until, state.as_of) for state in reached), default=None)


def _list(cycle: Cycle) -> list[TitleUntil]:
    """Bring the version lists of all tracked titles up to date and say how far each title reaches.

    Only a list that was read to its end moves `last_issue_date`, so that a poll that fails half-way
    leaves no gap: the list of titles is recorded where every list was read. Without a list of
    titles nothing new can be known, but what was listed before is still asked for.
    """
    request = reading.titles_request(settings(cycle).url)
    with cycle.alone(request, vital=True):
        answer: Answer[Titles, TitleStates] = cycle.demand(request)
        states = answer.value
        tracked = list(_tracked(cycle, states))
        if states.importing or any(state.processing for _, state in tracked):
            raise Postponed(POSTPONED)
        pages = [rows_of(cycle, title, state) for title, state in tracked]
        read = [page for page in pages if page is not None]
        with cycle.store.transaction():
            cycle.keep(*(page for batch in read for page in batch))
            if any(read) and len(read) == len(tracked):
                cycle.keep(answer)
        return [TitleUntil(title, _as_of(cycle, state)) for title, state in tracked]
    as_of = runs.current_as_of(cycle.store.db, NAME)
    return [TitleUntil(title, as_of) for title in settings(cycle).titles] if as_of else []


def _tracked(cycle: Cycle, states: TitleStates) -> Iterable[tuple[Title, TitleState]]:
    """Yield the configured titles with their state.

    A reserved one, of which nothing was ever listed, is left out.

    One that is not listed, that has no day of issue, or that is called reserved all of a sudden, is
    a failure.
    """
    request = reading.titles_request(settings(cycle).url)
    for title in settings(cycle).titles:
        state = states.of(title.number)
        if state is None:
            why = next(
                (odd.why for odd in states.odd if odd.what == f"title {title.number}"),
                "it is not in the list of titles",
            )
        elif state.reserved and not versions.rows(cycle.store.db, title.number):
            log.decided("skipped", f"title {title.number}", "it is reserved, and never had a row")
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


def _as_of(cycle: Cycle, state: TitleState) -> date:
    """Return the last day that the service can show."""
    return state.up_to_date_as_of or cycle.today


def _parts(cycle: Cycle, title: Title) -> tuple[str, ...]:
    listed = title.parts or (row.part for row in versions.rows(cycle.store.db, title.number))
    return tuple(dict.fromkeys(listed))


def _fetch(cycle: Cycle, rows: Sequence[VersionRow]) -> None:
    """Ask for the texts of rows, oldest first; those that failed before come last."""
    wanted = cycle.queue(map(subject_of, rows), str)
    for place, subject in enumerate(wanted):
        cycle.progress.step("eCFR", place, len(wanted), f"{subject.identifier} of {subject.date}")
        _text(cycle, subject)
    if wanted:
        cycle.progress.step("eCFR", len(wanted), len(wanted), "")


def _ask_for_absent(cycle: Cycle, reach: TitleUntil) -> None:
    """Ask again for a few listed texts that were not served.

    A service in trouble may have denied what it has.
    """
    title = reach.title
    rows = (
        row
        for row in versions.rows(cycle.store.db, title.number, title.parts or None)
        if row.date <= reach.as_of and not row.removed
    )
    subjects_listed = dict.fromkeys(subject_of(row) for row in rows)
    last = {
        subject: asked
        for subject in subjects_listed
        if (asked := questions.last_asked(cycle.store.db, str(subject))) and asked[0] == "not-found"
    }
    waiting = [subject for subject in last if str(subject) not in cycle.asked]
    for subject in cycle.some(
        sorted(waiting, key=lambda subject: last[subject][1]), str, settings(cycle).recheck
    ):
        _text(cycle, subject)


def _ask_again(cycle: Cycle) -> None:
    """Ask again for doubted answers, and for held versions that were longest unchecked.

    History is repaired without notice.
    """
    for printed in cycle.queue(cycle.quarantined(TEXTS.mark), str):
        _text(cycle, cycle.source.question(printed).subject)
    most = settings(cycle).recheck + len(cycle.asked) + len(cycle.open)
    held = versions.stale(cycle.store.db, most, cycle.now)
    stale = [
        Full(version.title, version.part, _kind(version), version.identifier, version.in_force)
        for version in held
    ]
    stale = cycle.some(
        (subject for subject in stale if str(subject) not in cycle.asked),
        str,
        settings(cycle).recheck,
    )
    for place, subject in enumerate(stale):
        if cycle.left_alone(reading.full_request(settings(cycle).url, subject)):
            # These texts are held: not to check them costs nothing that would have to be told.
            return log.decided(
                "not yet asked", str(subject), "the text is held, and its host is left alone"
            )
        cycle.progress.step("eCFR again", place + 1, len(stale), subject.identifier)
        _text(cycle, subject, again=True)
    return None


def _kind(held: HeldVersion) -> Literal["section", "appendix"]:
    return "appendix" if held.type == "appendix" else "section"


def _text(cycle: Cycle, subject: Full, *, again: bool = False) -> None:
    """Ask for one version.

    `again` for one that is held, where the same text only counts as a check.
    """
    request = reading.full_request(settings(cycle).url, subject)
    with cycle.alone(request):
        before = questions.last_asked(cycle.store.db, str(subject))
        answer = cycle.ask(request)
        if isinstance(answer, Answer):
            _keep_text(cycle, answer, again=again)
        elif answer == "no-content" and (before is None or before[0] != "not-found"):
            cycle.progress.say(
                f"{subject.identifier} of {subject.date} is listed, but the eCFR does not serve it"
            )


def _keep_text(cycle: Cycle, answer: Answer[Full, Text], *, again: bool) -> None:
    new, day = answer.value, answer.subject.date
    held = texts.held(cycle.store.db, new.node.address, day)
    if again and held and (held.in_force, held.fingerprint) == (day, new.node.fingerprint):
        return cycle.check(answer.capture.subject, "the text is the one that is held")
    former = _text_before(cycle, held)
    old = former.node if former else None
    shapes = new.shape, former.shape if former else None
    doubts = gate.doubts(new.node, old, cycle.facts, cycle.config.gate, shapes)
    cycle.keep_unless_doubted(
        answer, doubts + _unlisted_inside(cycle, answer), f"{new.node.address} of {day}"
    )
    cycle.read[new.node.address] = answer
    return None


def _unlisted_inside(cycle: Cycle, answer: Answer[Full, Text]) -> tuple[str, ...]:
    """Doubt a text with another one inside it that no row of the version list names.

    Nothing else would ever tell of that.
    """
    title, inside = answer.subject.title, answer.value.inside
    rows = versions.rows(cycle.store.db, title) if inside else []
    listed = {provision_of(row.identifier, title) for row in rows}
    return tuple(
        f"{name} stands inside it, and the version list does not name it"
        for name in inside
        if name not in listed
    )


@dataclass(frozen=True, slots=True)
class _TextBefore:
    """The text that a new one is compared with."""

    node: Node
    shape: gate.Shape


def _text_before(cycle: Cycle, held: HeldVersion | None) -> _TextBefore | None:
    """Return the text that a new one is compared with: that in force just before it, if any."""
    if held is None or held.removed or held.capture is None:
        return None
    known = cycle.read.get(held.provision)
    if known and known.capture.sha256 == held.capture:
        return _TextBefore(known.value.node, known.value.shape)
    capture = facts.capture_by_sha(cycle.store.db, held.capture)
    root = markup.parse_xml(capture.body, capture.url)
    return _TextBefore(queries.tree(cycle.store.db, held), gate.shape(root))
