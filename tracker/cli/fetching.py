"""Commands that ask the sources: `poll` and `backfill`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tracker import wire
from tracker.cli import output, printed
from tracker.cli.context import App, read_span

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.poll import PollResult


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def poll(app: App, as_json: bool) -> int:
    """Run one incremental cycle over all sources: ask, keep, compare, tag.

    On an empty database the text now in force becomes the baseline, and tracking starts today.

    \b
    Examples:
      tracker poll
      tracker poll --json
    """
    from tracker import poll as cycle

    config = app.config()
    with app.store("create") as store:
        result = cycle.poll(store, config, app.fetcher(config), app.now(), progress(quiet=as_json))
    return _report(result, as_json)


@click.command()
@click.option("--since", metavar="D", help="First day, YYYY-MM-DD [2017-01-03].")
@click.option("--until", metavar="D", help="Last day, YYYY-MM-DD [today].")
@click.option(
    "--part",
    "parts",
    metavar="P",
    multiple=True,
    help="Only this part of the CFR; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def backfill(
    app: App, since: str | None, until: str | None, parts: tuple[str, ...], as_json: bool
) -> int:
    """Fetch history from 2017-01-03, oldest first; a run that was cut off resumes where it stopped.

    \b
    Examples:
      tracker backfill
      tracker backfill --since 2022-10-01 --part 744 --part 774
    """
    from tracker import poll as cycle

    span = read_span(since, until)
    config = app.config()
    with app.store("create") as store:
        tools = config, app.fetcher(config), app.now()
        result = cycle.backfill(
            store, *tools, span.first, span.last, parts, progress=progress(quiet=as_json)
        )
    return _report(result, as_json)


def poll_all(app: App, config: Config) -> int:
    """Poll before a digest: print how each source did and return the exit code.

    Raises `TrackerError` with one line where no source answered.
    """
    from tracker import poll as cycle

    said = Later(progress(quiet=False))
    result = cycle.poll_or_leave(app.db, config, app.fetcher(config), app.now(), said)
    said.tell()
    return _report(result, as_json=False)


def progress(*, quiet: bool) -> Progress:
    """Return what draws bars where stderr is a terminal and `quiet` is not asked for."""
    return Progress(sys.stderr.isatty() and not quiet)


class Progress:
    """Draw one bar a stage on a terminal; elsewhere say nothing but warnings."""

    def __init__(self, drawing: bool) -> None:
        """Draw only where `drawing` is set."""
        self._drawing = drawing
        self._amid = False

    def step(self, stage: str, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` pieces of a stage are finished and which comes next."""
        if self._drawing:
            filled = int(24 * done / total) if total else 24
            drawn = f"{'#' * filled}{'.' * (24 - filled)}"
            line = f"\r{stage:<18} [{drawn}] {done}/{total} {output.safe(what)[:44]:<44}"
            self._amid = done < total
            click.echo(line.rstrip() if done >= total else line, err=True, nl=done >= total)

    def say(self, line: str) -> None:
        """Print one line of news to stderr, below a bar that is not full yet."""
        if self._amid:
            click.echo(err=True)
            self._amid = False
        output.note(line)


class Later:
    """A progress whose lines of news are told at the end, if at all."""

    def __init__(self, shown: Progress) -> None:
        """Draw on `shown` at once, and speak there later."""
        self._shown = shown
        self._lines: list[str] = []
        self.step = shown.step

    def say(self, line: str) -> None:
        """Keep one line of news."""
        self._lines.append(line)

    def tell(self) -> None:
        """Print every line kept."""
        for line in self._lines:
            self._shown.say(line)


def _report(result: PollResult, as_json: bool) -> int:
    if as_json:
        sources = [wire.outcome(source) for source in result.sources]
        output.as_json({"sources": sources, "changes": result.changes})
    else:
        printed.polled(result)
    return 0 if all(source.ok for source in result.sources) else 1
