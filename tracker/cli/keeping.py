"""Commands that keep the store trustworthy: `verify`, `rebuild`, `quarantine`, `evidence`, `doctor`, `keep`."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import wire
from tracker.cli import output
from tracker.cli.context import App, read_day
from tracker.ask.finding import find
from tracker.errors import DeliveryError, UsageError

if TYPE_CHECKING:
    from tracker.rebuild import RebuildReport

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)
"""A disk that is full, read-only or broken: nothing that the user typed is wrong."""


@click.command()
@click.option(
    "--all", "everything", is_flag=True, help="Derive every capture again, not only a sample."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def verify(app: App, everything: bool, as_json: bool) -> int:
    """Check the chain of captures, every blob, a sample of derivations, foreign keys, and the database itself.

    \b
    Examples:
      tracker verify
      tracker verify --all --json
    """
    from tracker import rebuild as builder

    config = app.config()
    with app.store() as store:
        report = builder.verify(store, config.taxonomy(), everything=everything)
    if as_json:
        output.as_json(
            {"ok": report.ok, "captures": report.captures, "problems": list(report.problems)}
        )
    else:
        for problem in report.problems:
            output.prose(f"PROBLEM  {output.safe(problem)}", hanging=" " * 9)
        output.say(
            f"{_some(report.captures, 'capture')} checked: {'all sound' if report.ok else _some(len(report.problems), 'problem')}"
        )
    return 0 if report.ok else 1


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@click.command()
@click.option(
    "--if-needed", is_flag=True, help="Only where another release made the file or its rows."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def rebuild(app: App, if_needed: bool, as_json: bool) -> int:
    """Derive everything again from the captures; differences are reported as ours, never as changes of law.

    A database of an older release is brought up to date by it.

    \b
    Examples:
      tracker rebuild
      tracker rebuild --if-needed
    """
    from tracker import rebuild as builder

    taxonomy = app.config().taxonomy()
    migrated = builder.older_schema(app.db)
    with app.store("upgrade") as store:
        report: builder.RebuildReport | None
        if if_needed:
            report = builder.rebuild_if_needed(store, taxonomy)
            retagged = builder.retag_if_edited(store, taxonomy)
        else:
            report, retagged = builder.rebuild(store, taxonomy), None
    schema = "the file was brought to the schema of this release" if migrated else None
    did = [line for line in (schema, retagged) if line]
    if as_json:
        output.as_json(_rebuilt_json(report, needed=report is not None or bool(did)))
    else:
        _say_rebuilt(report, did)
    return 0


def _rebuilt_json(report: RebuildReport | None, *, needed: bool) -> wire.Json:
    told: wire.Json = {"ok": True, "needed": needed, "captures": 0, "rows": 0, "differences": []}
    if report is not None:
        told |= {"captures": report.captures, "rows": report.rows}
        told["differences"] = list(report.differences)
    return told


def _say_rebuilt(report: RebuildReport | None, did: list[str]) -> None:
    for line in did:
        output.prose(line)
    if report is None:
        if not did:
            output.say("nothing to do: this release made every row")
        return
    for line in report.differences:
        output.prose(f"OURS  {output.safe(line)}", hanging=" " * 6)
    count = len(report.differences)
    differing = (
        f"{_some(count, 'difference')}, {'none of them' if count > 1 else 'not'} a change of law"
        if count
        else "no difference"
    )
    output.prose(
        f"{_some(report.captures, 'capture')} derived again, {_some(report.rows, 'row')}; {differing}"
    )


@click.group()
def quarantine() -> None:
    """Look after answers that were kept out of the store because they looked wrong.

    \b
    Examples:
      tracker quarantine list
      tracker quarantine accept 17
    """


@quarantine.command("list", short_help="List what waits and why it was kept out.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def quarantine_list(app: App, as_json: bool) -> int:
    """List what waits: number, what was asked for, why it was kept out, how often it was seen."""
    from tracker.sources import naming

    with app.store() as store:
        waiting = store.quarantined()
    if as_json:
        output.as_json({"quarantined": [_waiting(one) for one in waiting]})
        return 0
    rows = [
        (
            str(one.id),
            naming.words(one.subject),
            one.reason,
            str(one.tries),
            output.minute(one.first_seen),
        )
        for one in waiting
    ]
    if rows:
        output.table(("number", "asked for", "reason", "seen", "since"), rows)
    else:
        output.say("Nothing is in quarantine.")
    return 0


def _waiting(one: object) -> wire.Json:
    fields: Mapping[str, str] = {
        "id": "id",
        "subject": "subject",
        "url": "url",
        "reason": "reason",
        "tries": "tries",
        "sha256": "sha256",
    }
    told = {name: getattr(one, field) for name, field in fields.items()}
    return told | {"first_seen": wire.moment(getattr(one, "first_seen"))}  # noqa: B009 (the value type is the store's own)


@quarantine.command("show", short_help="Show one answer, its source and its first lines.")
@click.argument("number", type=int)
@click.pass_obj
def quarantine_show(app: App, number: int) -> int:
    """Show one answer: where it came from, why it was kept out, and its first lines."""
    with app.store() as store:
        waiting = next((one for one in store.quarantined() if one.id == number), None)
        if waiting is None:
            raise UsageError(
                f"no answer in quarantine has the number {number}; see tracker quarantine list"
            )
        capture = store.capture(number)
    output.say(
        output.safe(
            f"{waiting.subject}\n{capture.url}\n{wire.moment(capture.fetched_at)}  HTTP {capture.status}  SHA-256 {capture.sha256}"
        )
    )
    output.say(f"reason: {output.safe(waiting.reason)}\n")
    output.say(output.safe(capture.body[:4000].decode("utf-8", "replace")))
    return 0


@quarantine.command("accept", short_help="Accept one answer: it becomes a version.")
@click.argument("number", type=int)
@click.pass_obj
def quarantine_accept(app: App, number: int) -> int:
    """Accept one answer after all: it becomes a version, with the decision on record."""
    return _decide(app, number, accept=True)


@quarantine.command("reject", short_help="Reject one answer for good.")
@click.argument("number", type=int)
@click.pass_obj
def quarantine_reject(app: App, number: int) -> int:
    """Reject one answer for good: it stays a capture and never becomes a version."""
    return _decide(app, number, accept=False)


def _decide(app: App, number: int, *, accept: bool) -> int:
    from tracker import derive

    config = app.config()
    with app.store("write") as store, store.writing():
        if number not in {one.id for one in store.quarantined()}:
            raise UsageError(
                f"no answer in quarantine has the number {number}; see tracker quarantine list"
            )
        derive.decide(store, number, "accept" if accept else "reject", app.now(), config.taxonomy())
    output.say(f"{'accepted' if accept else 'rejected'} {number}")
    return 0


@click.command()
@click.argument("address_text", metavar="ADDRESS")
@click.option("--at", "at", metavar="D", help="The day, YYYY-MM-DD [today].")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The ZIP file to write.",
)
@click.pass_obj
def evidence(app: App, address_text: str, at: str | None, out: Path) -> int:
    """Write what a rule said on a day: text, raw captures, hashes, causes, and how to check them without our software.

    \b
    Examples:
      tracker evidence 3A090.a --at 2024-01-15 --out 3A090.a.zip
    """
    from tracker import evidence as bundler

    day = read_day(at, "--at") or app.today()
    with app.store() as store:
        wanted = find(store, address_text)
        made = bundler.bundle(store, str(wanted), day, app.now())
    try:
        out.write_bytes(made)
    except OSError as error:
        wrong = DeliveryError if error.errno in _NO_ROOM else UsageError
        raise wrong(f"cannot write {out}: {error.strerror or error}") from error
    output.say(f"wrote {out}")
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def doctor(app: App, as_json: bool) -> int:
    """Report units that changed and had their old text again within a few versions, with both days.

    It may be law that was undone, a text served otherwise for a while, or one read otherwise:
    `diff` shows which.

    \b
    Examples:
      tracker doctor
    """
    from tracker.diff import canaries
    from tracker.redline.names import printed

    found: list[wire.Json] = []
    with app.store() as store:
        for provision in store.provisions():
            history = [
                (held.in_force, store.tree_of(held))
                for held in reversed(store.versions(provision))
                if not held.removed
            ]
            for one in canaries(history):
                days = {"changed": wire.day(one.changed), "changed_back": wire.day(one.back)}
                found.append({"address": one.address, "unit": one.unit, **days})
    if as_json:
        output.as_json({"canaries": found})
        return 0
    if found:
        output.table(
            ("address", "unit", "changed", "changed back"),
            [tuple(printed(str(value)) for value in one.values()) for one in found],
        )
    output.say(f"{_some(len(found), 'unit')} changed and changed back within a few versions")
    return 0


@click.group()
def keep() -> None:
    """Restore and keep the state on a git branch of its own, whose history does not grow (for scheduled runs).

    \b
    Examples:
      tracker keep restore --remote origin --branch tracker-state
      tracker keep save --remote origin --branch tracker-state
    """


_REMOTE = click.option(
    "--remote", default="origin", show_default=True, help="Git remote, name or URL."
)
_BRANCH = click.option(
    "--branch", default="tracker-state", show_default=True, help="The branch that holds the state."
)


@keep.command("restore", short_help="Fetch the state that the previous run kept.")
@_REMOTE
@_BRANCH
@click.pass_obj
def keep_restore(app: App, remote: str, branch: str) -> int:
    """Fetch the state that the previous run kept; a first run finds none and starts anew."""
    from tracker import keep as keeper

    output.say(keeper.restore(remote, branch, app.db))
    return 0


@keep.command("save")
@_REMOTE
@_BRANCH
@click.pass_obj
def keep_save(app: App, remote: str, branch: str) -> int:
    """Keep the state as the one commit of its branch."""
    from tracker import keep as keeper

    output.say(keeper.save(remote, branch, app.db, f"State of {wire.moment(app.now())}"))
    return 0


@keep.command("digest", short_help="Tell whether the weekly digest is due.")
@click.option("--begin", is_flag=True, help="If it is due, note that it was begun.")
@click.option(
    "--sent", metavar="D", help="Note that a digest up to this day, YYYY-MM-DD, was sent."
)
@click.pass_obj
def keep_digest(app: App, begin: bool, sent: str | None) -> int:
    """Print `due` if the weekly digest is due now, else `none`, and the first day that it covers.

    What is noted goes onto the branch with the next `tracker keep save`.

    \b
    Examples:
      tracker keep digest
      tracker keep digest --sent 2026-07-13
    """
    from tracker.keep import weekly

    until, held = read_day(sent, "--sent"), weekly.read(app.db)
    due = held.due(app.today())
    output.say(f"{'due' if due else 'none'} {held.since(app.today())}")
    noted = held.begin(app.today()) if begin and due else held
    noted = noted.send(until) if until else noted
    if noted != held:
        weekly.write(app.db, noted)
    return 0


@keep.command("report", short_help="Tell what the issue about broken sources says.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the text of the issue here.",
)
@click.pass_obj
def keep_report(app: App, out: Path | None) -> int:
    """Print what the one issue about broken sources should say, and its state: open, closed or none."""
    from tracker import keep as keeper

    config = app.config()
    with app.store() as store:
        told = keeper.issue_text(store.source_states(), config.alarms)
    if out:
        out.write_text(told.body, encoding="utf-8")
    output.say(told.state)
    return 0
