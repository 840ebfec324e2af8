"""Commands that only read: `status`, `log`, `history`, `show`."""

from __future__ import annotations

from dataclasses import replace

import click

from tracker.cli import output, printed
from tracker.cli.context import App, read_day, read_span


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
    from tracker.ask import json, standing

    with app.store() as store:
        answer = standing.status(store)
    if as_json:
        output.as_json(json.of_status(answer))
    else:
        printed.status(answer, app.now())
    return 0


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
    from tracker.ask import besides, json, periods

    span = read_span(since, until)
    if tag is not None:
        periods.known_tag(tag, app.config().taxonomy())
    with app.store() as store:
        answer = periods.changes(store, span, parts=parts, tag=tag, editorial=everything)
        printed.besides(besides.of_parts(store, parts, span.last or app.today()))
    if as_json:
        output.as_json(json.of_changes(answer))
    else:
        printed.changes(answer)
    return 0


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
    from tracker.ask import besides, histories, json

    with app.store() as store:
        answer = histories.history(store, address_text)
        printed.besides(besides.of_address(store, answer.address, app.today()))
    if as_json:
        output.as_json(json.of_history(answer))
    else:
        printed.history(answer)
    return 0


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
    from tracker.ask import besides, json, shown

    day = read_day(at, "--at") or app.today()
    with app.store() as store:
        answer = shown.show(store, address_text, day)
        found = besides.of_address(store, answer.address, day)
    printed.besides(replace(found, unread=()) if answer.unread else found)
    printed.unread(answer)
    if as_json:
        output.as_json(json.of_shown(answer))
    else:
        printed.shown(answer)
    return 0
