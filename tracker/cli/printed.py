"""Answers to people: each kind of answer as text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import plain, wire
from tracker.asking import Standing, some
from tracker.cli import output
from tracker.cli.causes import cause_words, leading_words
from tracker.model import Capture, Change, Node, SourceState
from tracker.recorded import RecordedChange

if TYPE_CHECKING:
    from tracker.ask.besides import Besides
    from tracker.ask.histories import Brought, History
    from tracker.ask.redlines import Redline, Side
    from tracker.ask.shown import Shown
    from tracker.ask.standing import Status, Unanswered
    from tracker.diff import Canary
    from tracker.poll import PollResult
    from tracker.probe import Report
    from tracker.rebuild import RebuildReport
    from tracker.store import Quarantined, VerifyReport

SILENCE = (
    "Silence means: every source marked ok above was read at its last success, and nothing that "
    "is tracked had changed. A source that FAILED or was not read may hold changes that have not "
    "been seen yet; one that was read in part may hold them only behind the questions named above "
    "that have no usable answer."
)
_STANDING: dict[Standing, str] = {
    "ok": "ok",
    "in part": "in part",
    "failed": "FAILED",
    "not read": "not read",
}
_OPEN = 10
"""Lines about questions without an answer for one source; the rest is counted."""
REDLINES = 40
"""So many changes are printed with their redline; of more, the rest is a line each, so that a pager
gets them at once."""


def polled(result: PollResult) -> None:
    """Print what each source gave, then how many changes there are and what failed."""
    rows = [
        (
            source.name,
            _STANDING[source.standing],
            str(source.requests),
            str(source.stored),
            source.error or "",
        )
        for source in result.sources
    ]
    output.table(("source", "state", "requests", "stored", "remark"), rows)
    standings = [source.standing for source in result.sources]
    counts = ((standings.count("failed"), "failed"), (standings.count("in part"), "read in part"))
    wrong = [f"{plain.counted(number, 'source')} {what}" for number, what in counts if number]
    changes = plain.counted(result.changes, "change")
    output.say("; ".join([changes, *wrong]))


def probed(made: Report, out: Path | None) -> None:
    """Print a row a question, where was asked, and what all of it comes to."""
    from tracker.probe import report

    output.table(("question", "verdict", "remark"), report.rows(made))
    for line in report.addresses(made):
        output.say(line)
    output.say(f"{report.summary(made)}{f'; report written to {out}' if out else ''}")


def status(answer: Status, now: datetime) -> None:
    """Print how the sources stand, what is held and tracked, and what silence means."""
    output.table(
        ("source", "state", "current as of", "last success", "failures"),
        [
            (
                source.name,
                _STANDING[source.standing],
                wire.day(source.current_as_of) or "-",
                output.minute(source.last_success) or "never",
                str(source.failures_in_a_row),
            )
            for source in answer.sources
        ],
    )
    for source in answer.sources:
        for line in _missing(source, now):
            output.prose(output.safe(line), hanging="  ")
    output.prose(", ".join(answer.held))
    output.prose("Tracked: " + ("; ".join(answer.tracked) or "nothing yet"))
    output.prose(SILENCE)


def _missing(source: SourceState, now: datetime) -> list[str]:
    """Return a line for the questions without an answer for one reason since one moment.

    The newest failure comes first. Where no question is open: the last error, which is over.
    """
    from tracker.ask import standing

    name = source.name
    if last := source.other_error:
        over = " (answered since)" if source.read else ""
        when = f" at {output.minute(source.last_error_at)}" if source.last_error_at else ""
        return [f"Last error of {name}{when}{over}: {last}"]
    missing = standing.unanswered(source, now)
    more = sum(len(group.names) for group in missing[_OPEN:])
    questions = plain.counted(more, "more question")
    rest = f"{questions} {plain.verb(more, 'has')} no usable answer"
    lines = [f"{name}: {_unanswered(group)}" for group in missing[:_OPEN]]
    return [*lines, *([f"{name}: {rest}"] if more else [])]


def _unanswered(group: Unanswered) -> str:
    """Say of questions that failed for one reason what they are, since when, what comes next."""
    tries = plain.counted(group.tries, "try")
    why = f"{group.why}{_asked_again(group)}"
    since = output.minute(group.since)
    return f"no usable answer since {since} ({tries}) for {some(group.names)}: {why}"


def _asked_again(group: Unanswered) -> str:
    """Say when the first of some questions is asked again, unless their reason says it."""
    if group.again is None:
        return ""
    if group.again == "next poll":
        return "; the next poll asks again"
    return f"; polls ask again from {output.minute(group.again)} on"


def changes(answer: Sequence[RecordedChange]) -> None:
    """Print a line for each change, and the redlines of the first ones."""
    from tracker import redline as redlines
    from tracker.redline import names

    for place, recorded in enumerate(answer):
        change = recorded.change
        causes = "; ".join(cause_words(cause, recorded.to) for cause in recorded.causes)
        tags = ", ".join(sorted({tag.tag for tag in recorded.tags})) or "no tag"
        where = output.safe(names.printed(change.address))
        why = output.safe(causes or "no cause found")
        line = f"{recorded.to}  {change.kind:<10} {where}  [{why}]  [{tags}]"
        output.prose(line, hanging=" " * 12, whole_in_pipe=True)
        if place < REDLINES:
            output.show_rich(redlines.terminal((change,), width=output.width(), heads=False))
    if len(answer) > REDLINES:
        left = f"{len(answer) - REDLINES} of {len(answer)} changes are listed without their redline"
        output.say(f"{left}; narrow the period, or use tracker diff or --json")
    if not answer:
        output.say("No changes.")


def history(answer: History) -> None:
    """Print the versions as a table, then the changes."""
    output.prose(f"{answer.address}  {output.safe(answer.heading or '')}")
    headers = ("in force", "issued", "observed", "changes", "cause", "tags")
    output.table(headers, [_brought(version) for version in answer.versions])
    output.say()
    changes(answer.changes)


def _brought(brought: Brought) -> tuple[str, ...]:
    version = brought.version
    return (
        str(version.in_force),
        str(version.issue_date),
        output.minute(version.observed_at)[:10],
        "removed" if version.removed else str(len(brought.changes)),
        output.safe(leading_words(brought.leading)),
        ", ".join(brought.tags),
    )


def shown(answer: Shown) -> None:
    """Print a text with the day from which it is in force."""
    if answer.unit is None or answer.held is None:
        day = answer.day
        output.say(f"{answer.address} was not in force on {day}, according to the versions held.")
        return
    held = answer.held
    output.prose(
        f"{answer.address}  {output.safe(answer.heading or '')}\n"
        f"in force from {held.in_force}, observed {output.minute(held.observed_at)}"
    )
    output.say()
    _unit(answer.unit)


def unread(answer: Shown) -> None:
    """Tell on stderr of a version that is listed, but whose text could not be read yet."""
    if answer.unread and answer.held:
        output.note(
            f"a version in force from {answer.unread} is listed, but its text could not be read "
            f"yet; this is the text in force from {answer.held.in_force}"
        )


def besides(found: Besides) -> None:
    """Tell on stderr what is not tracked, was kept out or is still to be read of what was asked."""
    for part in found.untracked:
        output.note(part.words)
    for kept_out in found.kept_out:
        number = kept_out.answer.id
        output.note(
            f"{kept_out.about} waits in quarantine ({kept_out.answer.reason}); "
            f"see tracker quarantine show {number}"
        )
    if found.unread:
        output.note(f"listed, and still to be read by tracker poll: {some(found.unread)}")


def _unit(unit: Node) -> None:
    stack: list[tuple[Node, int]] = [(unit, 0)]
    while stack:
        current, level = stack.pop()
        line = " ".join(piece for piece in (current.label, current.text) if piece)
        if line:
            output.prose(output.safe(line), "  " * level)
        stack.extend((child, level + 1 if line else level) for child in reversed(current.children))


def redline(answer: Redline, *, side_by_side: bool) -> None:
    """Print which texts are compared, both days of the rules behind it, and the redlines."""
    if len(answer.provisions) == 1:
        old, new = _day(answer.old), _day(answer.new)
    else:
        old, new = _text_of(answer.from_day), _text_of(answer.to_day)
    output.prose(f"{answer.address}, old: {old}; new: {new}")
    for cause, to in answer.causes_of_two_days:
        output.prose(f"cause: {output.safe(cause_words(cause, to))}", hanging="  ")
    redlines_of(answer.changes, side_by_side=side_by_side)


def _day(side: Side) -> str:
    return "not in force" if side.removed else f"in force from {side.in_force}"


def _text_of(day: date | None) -> str:
    return f"text of {day}" if day else "no text"


def redlines_of(changes: Iterable[Change], *, side_by_side: bool) -> None:
    """Print how many changes of each kind there are, then their redlines."""
    from tracker import redline as redlines

    listed = tuple(changes)
    counts = (f"{number} {kind}" for kind, number in wire.summary(listed).items())
    output.say(", ".join(counts) or "No differences.")
    made = redlines.terminal(listed, width=output.width(), side_by_side=side_by_side)
    output.show_rich(made)


def waiting(answers: Sequence[Quarantined]) -> None:
    """Print what was kept out and waits, a line each."""
    from tracker import sources

    rows = [
        (
            str(answer.id),
            sources.words(answer.subject),
            answer.reason,
            str(answer.tries),
            output.minute(answer.first_seen),
        )
        for answer in answers
    ]
    if rows:
        output.table(("number", "asked for", "reason", "seen", "since"), rows)
    else:
        output.say("Nothing is in quarantine.")


def kept_out(answer: Quarantined, capture: Capture) -> None:
    """Print where an answer came from, why it was kept out, and its first lines."""
    said = f"HTTP {capture.status}  SHA-256 {capture.sha256}"
    when = wire.moment(capture.fetched_at)
    output.say(output.safe(f"{answer.subject}\n{capture.url}\n{when}  {said}"))
    output.say(f"reason: {output.safe(answer.reason)}\n")
    output.say(output.safe(capture.body[:4000].decode("utf-8", "replace")))


def canaries(found: Sequence[Canary]) -> None:
    """Print the units that changed and changed back."""
    from tracker.redline.names import printed

    if found:
        output.table(
            ("address", "unit", "changed", "changed back"),
            [
                (printed(unit.address), printed(unit.unit), str(unit.changed), str(unit.back))
                for unit in found
            ],
        )
    output.say(
        f"{plain.counted(len(found), 'unit')} changed and changed back within a few versions"
    )


def verified(report: VerifyReport) -> None:
    """Print every problem, then how much was checked."""
    for problem in report.problems:
        output.prose(f"PROBLEM  {output.safe(problem)}", hanging=" " * 9)
    sound = "all sound" if report.ok else plain.counted(len(report.problems), "problem")
    output.say(f"{plain.counted(report.captures, 'capture')} checked: {sound}")


def rebuilt(report: RebuildReport | None, did: Sequence[str]) -> None:
    """Print what was done, and where rows differ from those before."""
    for line in did:
        output.prose(line)
    if report is None:
        if not did:
            output.say("nothing to do: this release made every row")
        return
    for line in report.differences:
        output.prose(f"OURS  {output.safe(line)}", hanging=" " * 6)
    count = len(report.differences)
    none = "none of them" if count > 1 else "not"
    differing = f"{plain.counted(count, 'difference')}, {none} a change of law"
    again = f"{plain.counted(report.captures, 'capture')} derived again"
    rows = plain.counted(report.rows, "row")
    output.prose(f"{again}, {rows}; {differing if count else 'no difference'}")
