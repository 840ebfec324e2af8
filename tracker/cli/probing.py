"""The command that meets the real services for the first time: `probe`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output, printed
from tracker.cli.context import App
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.probe import Report


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a report in Markdown, fit for an issue.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def probe(app: App, out: Path | None, as_json: bool) -> int:
    """Ask each kind of question once and tell which answers differ from what we believe.

    Some twenty requests, at the pace of the configuration; no database is opened. Exit code 0: all
    as expected or harmlessly different; 1: something was refused or would cost us something. The
    report has no text of any service but titles of pages, and no address of a mirror, so it can be
    pasted into an issue.

    \b
    Examples:
      tracker probe
      tracker probe --out probe.md
      tracker probe --json
    """
    from tracker.probe import report

    if out and not out.parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}; make it first")
    made = _ask(app, quiet=as_json)
    if out:
        out.write_text(report.markdown(made), encoding="utf-8", newline="\n")
    if as_json:
        output.as_json(report.as_json(made))
    else:
        printed.probed(made, out)
    return made.exit_code


def _ask(app: App, *, quiet: bool) -> Report:
    from tracker.cli.fetching import progress
    from tracker.probe import probe as ask

    shown = progress(quiet=quiet)
    return ask(
        app.config(), app.now, lambda done, total, what: shown.step("probe", done, total, what)
    )
