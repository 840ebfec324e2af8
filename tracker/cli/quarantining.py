"""The commands `quarantine`: answers that were kept out."""

from __future__ import annotations

import click

from tracker.cli import output, printed
from tracker.cli.context import App


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
    from tracker.ask import json, standing

    with app.store() as store:
        waiting = standing.waiting(store)
    if as_json:
        output.as_json(json.of_waiting(waiting))
    else:
        printed.waiting(waiting)
    return 0


@quarantine.command("show", short_help="Show one answer, its source and its first lines.")
@click.argument("number", type=int)
@click.pass_obj
def quarantine_show(app: App, number: int) -> int:
    """Show one answer: where it came from, why it was kept out, and its first lines."""
    from tracker.ask import standing

    with app.store() as store:
        answer, capture = standing.kept_out(store, number)
    printed.kept_out(answer, capture)
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
    from tracker.ask import standing

    taxonomy = app.config().taxonomy()
    with app.store("write") as store, store.writing():
        standing.kept_out(store, number)
        derive.decide(store, number, "accept" if accept else "reject", app.now(), taxonomy)
    output.say(f"{'accepted' if accept else 'rejected'} {number}")
    return 0
