"""Commands that only read: `status`, `log`, `history`, `show`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from tracker import wire
from tracker.address import Address
from tracker.asking import OpenQuestion, some
from tracker.cli import output
from tracker.cli.causes import cause_words, leading
from tracker.cli.context import App, read_day, read_span
from tracker.ask.finding import find, part_provisions
from tracker.errors import UsageError
from tracker.model import HeldVersion, Node, RecordedChange, SourceState, full_text, node

if TYPE_CHECKING:
    from tracker.store import Store

SILENCE = (
    "Silence means: every source marked ok above was read at its last success, and nothing that is tracked had changed. "
    "A source that FAILED or was not read may hold changes that have not been seen yet; one that was read in part may hold "
    "them only behind the questions named above that have no usable answer."
)
_OPEN = 10
"""Lines about questions without an answer for one source; the rest is counted."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def status(app: App, as_json: bool) -> int:
    """Tell how each source stands, how much is held, what is tracked, and what silence means.

    \b
    Examples:
      tracker status
      tracker status --json
    """
    with app.store() as store:
        states, counts, tracked = store.source_states(), store.counts(), store.tracked()
    if as_json:
        output.as_json({"sources": [wire.state(one) for one in states], **counts})
        return 0
    rows = [
        (one.name, _state(one), wire.day(one.current_as_of) or "-", output.minute(one.last_success) or "never",
         str(one.failures_in_a_row))
        for one in states
    ]  # fmt: skip
    output.table(("source", "state", "current as of", "last success", "failures"), rows)
    for one in states:
        for line in _missing(one, app.now()):
            output.prose(output.safe(line), hanging="  ")
    output.prose(
        ", ".join(
            f"{number:,} {name.removesuffix('s') if number == 1 else name}"
            for name, number in counts.items()
        )
    )
    output.prose("Tracked: " + ("; ".join(tracked) or "nothing yet"))
    output.prose(SILENCE)
    return 0


def _state(one: SourceState) -> str:
    if one.read:
        return "in part" if one.open or not one.ok else "ok"
    return "FAILED" if one.failures_in_a_row else "not read"


def _missing(one: SourceState, now: datetime) -> list[str]:
    """Return a line for the questions that have had no answer for one reason since one moment, the newest failure first.

    Where none is open: the last error, which is over.
    """
    if not one.open:
        over = " (answered since)" if one.read else ""
        when = f" at {output.minute(one.last_error_at)}" if one.last_error_at else ""
        return [f"Last error of {one.name}{when}{over}: {one.last_error}"] if one.last_error else []
    alike: dict[tuple[str, datetime, int], list[OpenQuestion]] = {}
    for question in reversed(one.open):
        alike.setdefault((question.last.why, question.since, question.tries), []).append(question)
    told = [
        f"{one.name}: no usable answer since {output.minute(since)} ({tries} {'try' if tries == 1 else 'tries'}) for "
        f"{some([question.last.what for question in group])}: {why}{_again(group, now)}"
        for (why, since, tries), group in alike.items()
    ]
    more = sum(len(group) for group in list(alike.values())[_OPEN:])
    return [
        *told[:_OPEN],
        *(
            [
                f"{one.name}: {more} more question{' has' if more == 1 else 's have'} no usable answer"
            ]
            if more
            else []
        ),
    ]


def _again(group: Sequence[OpenQuestion], now: datetime) -> str:
    """Say when the first of some questions is asked again; of those that were not asked their reason says it."""
    from tracker.poll import pauses

    if any(one.last.why.startswith("not asked") for one in group):
        return ""
    tries = [pauses.next_try(one) for one in group]
    first = min((one for one in tries if one), default=None)
    soon = None in tries or first is None or first <= now
    return (
        "; the next poll asks again"
        if soon
        else f"; polls ask again from {output.minute(first)} on"
    )


@click.command()
@click.option("--since", metavar="D", help="First in-force day, YYYY-MM-DD.")
@click.option("--until", metavar="D", help="Last in-force day, YYYY-MM-DD.")
@click.option(
    "--part", "parts", metavar="P", multiple=True, help="Only this part; may be repeated."
)
@click.option("--tag", metavar="T", help="Only this tag or topic.")
@click.option("--all", "everything", is_flag=True, help="Include editorial changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def log(
    app: App,
    since: str | None,
    until: str | None,
    parts: tuple[str, ...],
    tag: str | None,
    everything: bool,
    as_json: bool,
) -> int:
    """List changes by in-force date, newest first; editorial ones only with --all.

    \b
    Examples:
      tracker log --since 2025-01-01
      tracker log --part 744 --tag end-users
    """
    first, last = read_span(since, until)
    if tag is not None:
        _check_tag(app, tag)
    with app.store() as store:
        changes = store.changes(
            since=first, until=last, parts=parts, tag=tag, include_editorial=everything
        )
    if as_json:
        output.as_json({"changes": [wire.recorded(one) for one in changes]})
    else:
        _list_changes(changes)
    return 0


def _check_tag(app: App, tag: str) -> None:
    names = app.config().taxonomy().names()
    if tag not in names:
        raise UsageError(
            f"unknown tag or topic {tag!r}; the known ones are {', '.join(sorted(names))}"
        )


@click.command()
@click.argument("address_text", metavar="ADDRESS")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def history(app: App, address_text: str, as_json: bool) -> int:
    """List every version of one provision or unit: when, what changed, cause, tags.

    \b
    Examples:
      tracker history 744.23
      tracker history 3A090.a.1
      tracker history "744 Supp. 4"
    """
    with app.store() as store:
        wanted = find(store, address_text)
        versions, changes = store.history(str(wanted))
        heading = store.heading(str(wanted))
    if as_json:
        output.as_json(
            {
                "address": str(wanted),
                "heading": heading,
                "versions": [_version(one, _told(one, changes)) for one in versions],
                "changes": [wire.recorded(one) for one in changes],
            }
        )
        return 0
    output.prose(f"{wanted}  {output.safe(heading or '')}")
    rows = [_version_row(one, _told(one, changes)) for one in versions]
    output.table(("in force", "issued", "observed", "changes", "cause", "tags"), rows)
    output.say()
    _list_changes(changes)
    return 0


def _told(version: HeldVersion, changes: Sequence[RecordedChange]) -> list[RecordedChange]:
    """Return the changes that a version brought; where a provision moved away, the move."""
    return [
        one
        for one in changes
        if one.to == version.in_force
        and version.provision in (one.provision, one.change.old_address)
    ]


def _version(version: HeldVersion, told: Sequence[RecordedChange]) -> wire.Json:
    causes = {
        wire.dumps(wire.cause(cause)): wire.cause(cause) for one in told for cause in one.causes
    }
    return {
        "in_force_from": wire.day(version.in_force),
        "issue_date": wire.day(version.issue_date),
        "observed_at": wire.moment(version.observed_at),
        "fingerprint": version.fingerprint,
        "source_url": version.source_url,
        "capture": version.capture,
        "changes": len(told),
        "causes": list(causes.values()),
        "tags": sorted({tag.tag for one in told for tag in one.tags}),
    }


def _version_row(version: HeldVersion, told: Sequence[RecordedChange]) -> tuple[str, ...]:
    state = "removed" if version.removed else str(len(told))
    tags = sorted({tag.tag for one in told for tag in one.tags})
    return (
        str(version.in_force),
        str(version.issue_date),
        output.minute(version.observed_at)[:10],
        state,
        output.safe(leading(told)),
        ", ".join(tags),
    )


REDLINES = 40
"""So many changes are printed with their redline; of more, the rest is a line each, so that a pager
gets them at once."""


def _list_changes(changes: Sequence[RecordedChange]) -> None:
    from tracker import redline
    from tracker.redline import names

    for number, one in enumerate(changes):
        causes = "; ".join(cause_words(cause, one.to) for cause in one.causes) or "no cause found"
        tags = ", ".join(sorted({tag.tag for tag in one.tags})) or "no tag"
        told = f"{one.to}  {one.change.kind:<10} {output.safe(names.printed(one.change.address))}  [{output.safe(causes)}]  [{tags}]"
        output.prose(told, hanging=" " * 12, whole_in_pipe=True)
        if number < REDLINES:
            output.show_rich(redline.terminal((one.change,), width=output.width(), heads=False))
    if len(changes) > REDLINES:
        left = f"{len(changes) - REDLINES} of {len(changes)} changes"
        output.say(
            f"{left} are listed without their redline; narrow the period, or use tracker diff or --json"
        )
    if not changes:
        output.say("No changes.")


@click.command()
@click.argument("address_text", metavar="ADDRESS")
@click.option("--at", "at", metavar="D", help="The day, YYYY-MM-DD [today].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def show(app: App, address_text: str, at: str | None, as_json: bool) -> int:
    """Print the text of one provision or unit on a day.

    \b
    Examples:
      tracker show 740.2 --at 2026-03-01
      tracker show 3A090 --at 2023-12-08
    """
    day = read_day(at, "--at") or app.today()
    with app.store() as store:
        wanted = find(store, address_text)
        held, unit = (
            _part_on(store, wanted, day)
            if wanted.provision.startswith("part ")
            else _unit_on(store, wanted, day)
        )
        heading = store.heading(str(wanted.home), day)
        _tell_unread(store, wanted, held, day)
    if as_json:
        output.as_json(
            {
                "address": str(wanted),
                "heading": heading,
                "in_force_from": wire.day(held.in_force) if held and unit else None,
                "text": full_text(unit) if unit else None,
                "units": [wire.unit(one) for one in unit.walk()] if unit else [],
            }
        )
        return 0
    if unit is None or held is None:
        output.say(f"{wanted} was not in force on {day}, according to the versions held.")
        return 0
    output.prose(
        f"{wanted}  {output.safe(heading or '')}\nin force from {held.in_force}, observed {output.minute(held.observed_at)}"
    )
    output.say()
    _print_unit(unit)
    return 0


def _tell_unread(store: Store, wanted: Address, held: HeldVersion | None, day: date) -> None:
    """Say where a version in force on the day is listed, but its text could not be read yet."""
    if held is None or wanted.provision.startswith("part "):
        return
    same = [
        one
        for one in store.pending_rows(held.title, (held.part,), day)
        if one.identifier == held.identifier
    ]
    if newer := [one.date for one in same if one.date > held.in_force]:
        output.note(
            f"a version in force from {max(newer)} is listed, but its text could not be read yet; "
            f"this is the text in force from {held.in_force}"
        )


def _unit_on(store: Store, wanted: Address, day: date) -> tuple[HeldVersion | None, Node | None]:
    return store.held(str(wanted.home), day), store.unit(str(wanted), day)


def _part_on(store: Store, wanted: Address, day: date) -> tuple[HeldVersion | None, Node | None]:
    """Return the version of a part that began last, and all its provisions under one node; no node where none is in force."""
    found = [_unit_on(store, one, day) for one in part_provisions(store, wanted)]
    standing = [(held, unit) for held, unit in found if held and unit]
    if not standing:
        return None, None
    last = max((held for held, _ in standing), key=lambda one: one.in_force)
    return last, node(str(wanted), "provision", "", children=tuple(unit for _, unit in standing))


def _print_unit(unit: Node, depth: int = 0) -> None:
    stack: list[tuple[Node, int]] = [(unit, depth)]
    while stack:
        current, level = stack.pop()
        line = " ".join(piece for piece in (current.label, current.text) if piece)
        if line:
            output.prose(output.safe(line), "  " * level)
        stack.extend((child, level + 1 if line else level) for child in reversed(current.children))
