"""Commands that write for people: `digest` and `demo`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tracker.cli import output
from tracker.cli.context import App, read_span
from tracker.cli.fetching import poll_all
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.ask.weeks import Days
    from tracker.config import Mail
    from tracker.digest import Digest


@click.command()
@click.option("--since", metavar="D", help="First day, YYYY-MM-DD [seven days before the last].")
@click.option("--until", metavar="D", help="Last day, YYYY-MM-DD [today].")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("digest"),
    show_default=True,
    help="Folder to write to.",
)
@click.option(
    "--by",
    type=click.Choice(("observed", "in-force")),
    default="observed",
    show_default=True,
    help="Which clock the period goes by.",
)
@click.option(
    "--poll",
    "first_poll",
    is_flag=True,
    help="Poll all sources first; if none answers, nothing is changed.",
)
@click.option(
    "--email",
    is_flag=True,
    help="Send it by SMTP too (see README; password in TRACKER_SMTP_PASSWORD).",
)
@click.option("--json", "as_json", is_flag=True, help="Print digest.json on stdout as well.")
@click.pass_obj
def digest(
    app: App,
    since: str | None,
    until: str | None,
    out: Path,
    by: Literal["observed", "in-force"],
    first_poll: bool,
    email: bool,
    as_json: bool,
) -> int:
    """Write what happened in a period: digest.html, digest.md, digest.txt and digest.json.

    \b
    Examples:
      tracker digest
      tracker digest --poll
      tracker digest --since 2026-07-06 --until 2026-07-12 --by in-force --out digest
      tracker digest --email
    """
    from tracker.ask import weeks

    days, config = _days(app, since, until), app.config()
    if email and config.mail is None:
        raise UsageError(
            "digest --email needs a [mail] table in the configuration (host, sender, recipients)"
        )
    code = poll_all(app, config) if first_poll else 0
    with app.store() as store:
        made = weeks.digest(store, days, app.now(), config.digest, by)
    _write(made, out, as_json=as_json)
    if email and config.mail is not None:
        _send(made, config.mail)
    return code


def _write(made: Digest, out: Path, *, as_json: bool) -> None:
    from tracker import deliver
    from tracker import digest as composer

    written = deliver.write(made, out)
    if as_json:
        output.as_json(composer.as_json(made))
        return
    output.say(composer.headline(made))
    for path in written:
        output.say(f"wrote {path}")


def _send(made: Digest, mail: Mail) -> None:
    from tracker import deliver

    deliver.mail(made, mail, os.environ.get(deliver.PASSWORD_VARIABLE))
    output.note(f"sent to {', '.join(mail.recipients)}")


def _days(app: App, since: str | None, until: str | None) -> Days:
    """Read the days of the digest; without options those of the week that ends today."""
    from tracker.ask import weeks

    days = weeks.week(read_span(since, until), app.today())
    if days.first > days.last:
        raise UsageError(
            f"--since {days.first} is after {days.last}, the last day; name --until as well"
        )
    return days


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-output"),
    show_default=True,
    help="Folder to write to.",
)
def demo(out: Path) -> int:
    """Run the whole job on a small invented world, over loopback HTTP.

    Poll, store, compare, tag, digest.

    \b
    Examples:
      tracker demo
    """
    from tracker import demo as show

    return show.run(out, output.say)
