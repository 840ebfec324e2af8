"""Commands that check what is held: `verify`, `rebuild`, `evidence`, `doctor`."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import wire
from tracker.cli import output, printed
from tracker.cli.context import App, read_day
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
    """Check the chain of captures, every blob, a sample of derivations, and the database itself.

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
        printed.verified(report)
    return 0 if report.ok else 1


@click.command()
@click.option(
    "--if-needed", is_flag=True, help="Only where another release made the file or its rows."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def rebuild(app: App, if_needed: bool, as_json: bool) -> int:
    """Derive everything again from the captures.

    Differences are reported as ours, never as changes of law. A database of an older release
    is brought up to date by it.

    \b
    Examples:
      tracker rebuild
      tracker rebuild --if-needed
    """
    from tracker import rebuild as builder

    taxonomy = app.config().taxonomy()
    migrated = builder.older_schema(app.db)
    with app.store("upgrade") as store:
        again = builder.rebuild_if_needed if if_needed else builder.rebuild
        report = again(store, taxonomy)
        retagged = builder.retag_if_edited(store, taxonomy) if if_needed else None
    schema = "the file was brought to the schema of this release" if migrated else None
    did = [line for line in (schema, retagged) if line]
    if as_json:
        output.as_json(_rebuilt_json(report, needed=report is not None or bool(did)))
    else:
        printed.rebuilt(report, did)
    return 0


def _rebuilt_json(report: RebuildReport | None, *, needed: bool) -> wire.Json:
    return {
        "ok": True,
        "needed": needed,
        "captures": report.captures if report else 0,
        "rows": report.rows if report else 0,
        "differences": list(report.differences) if report else [],
    }


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
    """Write what a rule said on a day, as a bundle that anyone can check.

    It holds the text, raw captures, hashes, causes, and how to check them without our software.

    \b
    Examples:
      tracker evidence 3A090.a --at 2024-01-15 --out 3A090.a.zip
    """
    from tracker import evidence as bundler

    day = read_day(at, "--at") or app.today()
    with app.store() as store:
        made = bundler.bundle(store, address_text, day, app.now())
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
    from tracker.ask import json, returns

    with app.store() as store:
        found = returns.there_and_back(store)
    if as_json:
        output.as_json(json.of_canaries(found))
    else:
        printed.canaries(found)
    return 0
