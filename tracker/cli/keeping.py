"""The commands `keep`: the state on a git branch, for scheduled runs."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import wire
from tracker.cli import output
from tracker.cli.context import App, read_day


@click.group()
def keep() -> None:
    """Restore and keep the state on a git branch of its own (for scheduled runs).

    The history of that branch does not grow.

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
    """Print the state of the one issue about broken sources: open, closed or none."""
    from tracker import keep as keeper
    from tracker.ask import standing

    config = app.config()
    with app.store() as store:
        issue = keeper.issue_text(standing.states(store), config.alarms)
    if out:
        out.write_text(issue.body, encoding="utf-8", newline="\n")
    output.say(issue.state)
    return 0
