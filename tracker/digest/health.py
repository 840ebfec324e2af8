"""How the sources stand, what to be alarmed about, and what silence means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from tracker import plain, sources
from tracker.asking import some
from tracker.digest.values import Alarm, Settings, SourceLine
from tracker.digest.wording import count, cut, day, listing, moment, source
from tracker.model import SourceState

_ERROR = 240
_OPEN = 5
"""Sentences about questions without an answer for one source; the rest is counted."""
_NAMED, _WHAT = 3, 90
"""Questions without an answer that are named in the headline, and the characters for each."""
_NEVER_COVERED = (
    "Letters to companies, speeches and drafts reach none of these sources and are never covered."
)


def alarms(
    states: Iterable[SourceState], since: date, until: date, now: datetime, settings: Settings
) -> tuple[Alarm, ...]:
    """Return what must be known before silence is trusted.

    A source is announced once as broken (in the digest of the period in which it had failed often
    enough) and once as recovered; digests in between say that it is still broken; one that answers
    but has long not changed is questioned.
    """
    return tuple(alarm for state in states for alarm in _alarms(state, since, until, now, settings))


def _alarms(
    state: SourceState, since: date, until: date, now: datetime, settings: Settings
) -> Iterator[Alarm]:
    if state.failures_in_a_row >= settings.alarm_after:
        yield _broken(state, _announced(state, settings.alarm_after), since, until)
    if (
        state.recovered_at
        and since <= _day(state.recovered_at) <= until
        and _announced(state, settings.alarm_after)
    ):
        said = f"{_start(state)} recovered on {day(_day(state.recovered_at))}"
        failed = (
            f", having failed {_times(len(state.failed_at))} in a row since"
            f" {day(_day(state.failed_at[0]))}"
        )
        rest = (
            "what still has no usable answer is named under Sources"
            if state.open
            else "what was missed has been read since"
        )
        yield Alarm("recovered", state.name, f"{said}{failed}; {rest}.")
    quiet = (_day(now) - state.last_change).days if state.last_change else 0
    if state.read and state.last_change and quiet > settings.quiet_days.get(state.name, quiet):
        said = (
            f"Is {_titled(state)} a dead source? It answers, but nothing in it has changed for"
            f" {count(quiet, 'day')}"
        )
        yield Alarm(
            "quiet", state.name, f"{said}; its last change was on {day(state.last_change)}."
        )


def _announced(state: SourceState, tries: int) -> datetime | None:
    """Return the moment of the failure that made a source count as broken, or None."""
    return state.failed_at[tries - 1] if len(state.failed_at) >= tries else None


def _broken(state: SourceState, announced: datetime | None, since: date, until: date) -> Alarm:
    new = announced is None or since <= _day(announced) <= until
    start = f" since {day(_day(state.broken_since))}" if state.broken_since else ""
    good = (
        f"its last good answer came on {moment(state.last_success)}"
        if state.last_success
        else "it has never given a good answer"
    )
    said = (
        f"{_start(state)} {'broke' if new else 'is still broken'}: it has failed"
        f" {_times(state.failures_in_a_row)} in a row{start}"
    )
    error = cut(state.last_error or "not recorded", _ERROR).rstrip(".")
    return Alarm("broke" if new else "broken", state.name, f"{said}; {good}. Last error: {error}.")


def _titled(state: SourceState) -> str:
    return f"the {source(state.name)}"


def _start(state: SourceState) -> str:
    return f"The {source(state.name)}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _day(value: datetime) -> date:
    return value.astimezone(UTC).date()


def lines(states: Iterable[SourceState], since: date) -> tuple[SourceLine, ...]:
    """Return one line a source: how it stands, when last read, its failures and news."""
    return tuple(
        SourceLine(
            source(state.name),
            _state(state, since),
            day(state.current_as_of) if state.current_as_of else "not known",
            moment(state.last_success) if state.last_success else "never",
            day(state.last_change) if state.last_change else "not known",
            f"{state.failures_in_a_row}",
            " ".join(_notes(state, since)) or None,
        )
        for state in states
    )


def _notes(state: SourceState, since: date) -> Iterator[str]:
    """Yield what a reader must know of a source.

    That is the questions without an answer, else its last error if it is of the period.

    Questions that failed for one reason since one day are told together, the newest failure first.
    """
    alike = state.open_alike(lambda question: (question.last.why, _day(question.since)))
    for group in alike[:_OPEN]:
        names = some([question.last.what for question in group])
        reason = cut(group[0].last.why, _ERROR // 2).rstrip(".")
        yield (
            f"No usable answer since {day(_day(group[0].since))} for"
            f" {cut(names, _ERROR - len(reason))}: {reason}."
        )
    if more := sum(len(group) for group in alike[_OPEN:]):
        yield f"{count(more, 'more question')} {plain.verb(more, 'has')} no usable answer either."
    at, error = state.last_error_at, state.other_error
    if error and (at is None or not state.read or _day(at) >= since):
        over = f" on {day(_day(at))}, answered since" if at and state.read else ""
        yield f"Last error of {_titled(state)}{over}: {cut(error, _ERROR).rstrip('.')}."


def _state(state: SourceState, since: date) -> str:
    never = state.last_success is None
    if state.standing in ("failed", "not read"):
        return "FAILED, never read" if never else "FAILED"
    if never:
        return "never read"
    if not state.read_since(since):
        return "NOT READ in this period"
    return "read, but for what is named" if state.open else "read"


def verdict(states: Sequence[SourceState], since: date) -> str:
    """Say in few words whether a source is broken or unread: `nothing broken`, or which."""
    broken = [source(state.name) for state in states if not state.read]
    unread = [source(state.name) for state in states if state.read and not state.read_since(since)]
    partly = [source(state.name) for state in missing(states, since)]
    groups = ((broken, "broken"), (unread, "not read"), (partly, "read in part"))
    said = [
        f"{count(len(names), 'source')} {what}: {listing(names)}" for names, what in groups if names
    ]
    return ", ".join(said) or "nothing broken"


def missing(states: Iterable[SourceState], since: date) -> list[SourceState]:
    """Return the sources that were read, but for some questions that still have no answer."""
    return [state for state in states if state.read_since(since) and state.open]


def unanswered(states: Sequence[SourceState], since: date) -> str | None:
    """Name the questions left open by sources that were read, oldest first."""
    found = sorted(
        (question for state in missing(states, since) for question in state.open),
        key=lambda question: -question.tries,
    )
    if not found:
        return None
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return (
        f"But {count(len(found), 'question')} had no answer:"
        f" {', '.join(cut(question.last.what, _WHAT) for question in found[:_NAMED])}{more}."
    )


def reading(states: Sequence[SourceState], since: date) -> str:
    """Say which sources were read in the period, and which were not."""
    good = [f"{source(state.name)}{_as_of(state)}" for state in states if state.read_since(since)]
    bad = [source(state.name) for state in states if not state.read_since(since)]
    if not states:
        return "No source has been read yet."
    if not bad:
        number = {1: "The one source", 2: "Both sources"}.get(len(good), f"All {len(good)} sources")
        said = [f"{number} {plain.verb(len(good), 'was')} read: {listing(good)}."]
    else:
        said = [*([f"Read: {listing(good)}."] if good else []), f"Not read well: {listing(bad)}."]
    return " ".join((*said, *filter(None, (unanswered(states, since),))))


def _as_of(state: SourceState) -> str:
    return f" (current as of {day(state.current_as_of)})" if state.current_as_of else ""


def _behind(state: SourceState) -> str | None:
    """Say what of a source is not in a digest yet, because the source itself lags."""
    later = sources.named(state.name).words.later
    if not later or not state.current_as_of:
        return None
    return f"{_start(state)} was current as of {day(state.current_as_of)}; {later}."


def silence(states: Sequence[SourceState], since: date) -> tuple[str, ...]:
    """Say what it means that a digest is silent on something, source by source where it matters."""
    if not states:
        return "No source has been read yet: silence means nothing here.", _NEVER_COVERED
    good = [state for state in states if state.read_since(since)]
    bad = [_titled(state) for state in states if not state.read_since(since)]
    partly = missing(states, since)
    behind = [line for state in good if (line := _behind(state))]
    said = [*_silence_where_read(good), *_silence_in_part(partly), *behind]
    if bad:
        they = "it was" if len(bad) == 1 else "they were"
        said.append(
            f"Silence about {listing(bad)} means nothing: {they} not read well and may hold changes"
            " that are not shown here."
        )
    return *said, _NEVER_COVERED


def _silence_where_read(good: Sequence[SourceState]) -> Iterator[str]:
    """Yield what silence means about the sources that were read well."""
    if good:
        yield (
            "Where this digest is silent,"
            f" {listing([f'the {source(state.name)}' for state in good])}"
            f" {plain.verb(len(good), 'was')} read and held nothing new on what is tracked."
        )


def _silence_in_part(partly: Sequence[SourceState]) -> Iterator[str]:
    if partly:
        yield (
            "Silence means nothing about the questions to"
            f" {listing([_titled(state) for state in partly])} that had no usable answer; they are"
            " named under Sources and asked again at least once a day."
        )
