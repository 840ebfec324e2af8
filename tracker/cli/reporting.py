"""Commands that write for people: `digest` and `demo`."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tracker.cli import output
from tracker.cli.context import App, read_span
from tracker.cli.fetching import poll_all
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.digest import Digest

WEEK = timedelta(days=7)


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
    from tracker import deliver
    from tracker import digest as composer

    first, last = _period(app, since, until)
    config = app.config()
    if email and config.mail is None:
        raise UsageError(
            "digest --email needs a [mail] table in the configuration (host, sender, recipients)"
        )
    code = poll_all(app, config) if first_poll else 0
    made = _compose(app, config, first, last, by)
    written = deliver.write(made, out)
    if as_json:
        output.as_json(composer.as_json(made))
    else:
        output.say(composer.headline(made))
        for path in written:
            output.say(f"wrote {path}")
    if email and config.mail is not None:
        deliver.mail(made, config.mail, os.environ.get("TRACKER_SMTP_PASSWORD"))
        output.note(f"sent to {', '.join(config.mail.recipients)}")
    return code


def _period(app: App, since: str | None, until: str | None) -> tuple[date, date]:
    """Return the days of the digest, both inclusive; without options the week that ends today, its first day twice told."""
    first, last = read_span(since, until)
    last = last or app.today()
    first = first or last - WEEK
    if first > last:
        raise UsageError(f"--since {first} is after {last}, the last day; name --until as well")
    return first, last


def _compose(
    app: App, config: Config, first: date, last: date, by: Literal["observed", "in-force"]
) -> Digest:
    """Gather what the store holds of a period and compose the digest of it."""
    from tracker import digest as composer
    from tracker import sources

    backfilled = by == "in-force"
    with app.store() as store:
        return composer.compose(
            since=first,
            until=last,
            generated_at=app.now(),
            changes=store.changes(
                since=first,
                until=last,
                by=by,
                include_editorial=True,
                include_backfilled=backfilled,
            ),
            documents=store.documents(
                since=first, until=last, by=by, include_backfilled=backfilled
            ),
            pages=store.pages(since=first, until=last, by=by, include_backfilled=backfilled),
            upcoming=store.documents_ahead(app.today()),
            states=sources.states(store),
            link_notices=store.link_notices(),
            quarantined=store.quarantined(),
            settings=config.digest,
            by=by,
        )


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-output"),
    show_default=True,
    help="Folder to write to.",
)
def demo(out: Path) -> int:
    """Run the whole job on a small invented world: poll over loopback HTTP, store, diff, tag, digest.

    \b
    Examples:
      tracker demo
    """
    from tracker import demo as show

    return show.run(out, output.say)
