"""The group of commands, its global options, and the exit codes.

0 done, 1 done in part, 2 usage or configuration, 141 the reader of the output left
(`tracker.cli.leaving`). Commands live in modules that are imported only
when called, so that a question to the store answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tracker import __version__, log
from tracker.cli.context import App, read_moment
from tracker.cli.leaving import ReaderLeftError, quietly, reader_may_leave
from tracker.cli.output import note
from tracker.errors import TrackerError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "poll": ("fetching", "One incremental cycle over all sources."),
    "backfill": ("fetching", "History from 2017-01-03; resumes where it stopped."),
    "probe": ("probing", "Ask each kind of question once: do the services answer as we believe?"),
    "status": ("reading", "How each source stands, what is held, and what silence means."),
    "log": ("reading", "Changes, newest first."),
    "history": (
        "reading",
        "Every version of one provision or unit: when, what changed, cause, tags.",
    ),
    "show": ("reading", "The text of one provision or unit on a day."),
    "diff": ("comparing", "Redline of one provision or unit between two days."),
    "compare": ("comparing", "Redline of two XML files, without a database."),
    "digest": ("reporting", "What happened in a period, as HTML, Markdown, text and JSON."),
    "verify": ("checking", "Check chain, blobs, derivations and the database itself."),
    "rebuild": ("checking", "Derive everything again from the captures."),
    "quarantine": ("quarantining", "Answers that were kept out: list, show, accept, reject."),
    "evidence": ("checking", "What a rule said on a day, as a bundle that anyone can check."),
    "doctor": ("checking", "Units that changed and changed back within a few versions."),
    "keep": ("keeping", "Restore and keep the state on a git branch (for scheduled runs)."),
    "demo": ("reporting", "The whole job on a small invented world, over loopback HTTP."),
}


class LazyGroup(click.Group):
    """A click group that imports the module of a command only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a working day."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None for an unknown name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(
            import_module(f"tracker.cli.{COMMANDS[cmd_name][0]}"), cmd_name.replace("-", "_")
        )
        assert isinstance(command, click.Command)
        also_verbose(command)
        return command

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        """Read the global options; `--help` and `--version` print here already."""
        with reader_may_leave():
            return super().make_context(*given, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with reader_may_leave():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _telling(*, verbose: bool) -> AbstractContextManager[None]:
    """Return the block in which decisions are told, as far as option and variable ask for it."""
    return log.written(note, log.level(os.environ.get(log.VARIABLE), verbose=verbose), _words)


def _words(subject: str) -> str:
    """Return what a question is about in words; anything else as it is."""
    from tracker import sources

    return sources.words(subject)


def _start_telling(ctx: click.Context, _: click.Parameter, verbose: bool) -> None:
    """Tell decisions from here on, if the option behind the command asks for it."""
    if verbose:
        ctx.find_root().with_resource(_telling(verbose=True))


_TOLD = "Tell each decision with its reason on stderr"


def also_verbose(command: click.Command) -> None:
    """Take `--verbose` behind a command and those below it too, as people type it."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            also_verbose(inner)
    if not any("--verbose" in option.opts for option in command.params):
        option = click.Option(
            ["--verbose", "-v"],
            is_flag=True,
            expose_value=False,
            callback=_start_telling,
            help=f"{_TOLD}.",
        )
        command.params.append(option)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tracker")
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The database [TRACKER_DB; state/tracker.db].",
)
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Configuration [TRACKER_CONFIG; tracker.toml].",
)
@click.option(
    "--now", "now_text", metavar="ISO8601", help="Take this as the present time [TRACKER_NOW]."
)
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help=f"{_TOLD} [TRACKER_LOG: debug, info, warning, error].",
)
@click.pass_context
def cli(
    ctx: click.Context,
    db: Path | None,
    config_path: Path | None,
    now_text: str | None,
    verbose: bool,
) -> None:
    """Watch the US Export Administration Regulations: what changed, why, and from when.

    \b
    Examples:
      tracker poll
      tracker log --since 2026-07-01 --tag country-tiers
      tracker history 3A090.a.1
      tracker diff "744 Supp. 4" --from 2024-11-01 --to 2024-12-05
    """
    env = os.environ
    ctx.with_resource(_telling(verbose=verbose))
    now_text = now_text or env.get("TRACKER_NOW") or None
    found = config_path or (Path(env["TRACKER_CONFIG"]) if env.get("TRACKER_CONFIG") else None)
    default = Path("tracker.toml")
    ctx.obj = App(
        db=db or Path(env.get("TRACKER_DB") or "state/tracker.db"),
        config_path=found or (default if default.exists() else None),
        fixed_now=read_moment(now_text) if now_text else None,
    )


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code; every mistake is one clear line on stderr."""
    sys.exit(run(arguments))


_COLLECTED = 100_000, 50, 50
"""New objects until rings among them are looked for, and how often the older ones are: nearly all
that a command holds are trees of frozen values, in which there are none."""


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.set_threshold(*_COLLECTED)
    try:
        with reader_may_leave():
            return _run(arguments)
    except ReaderLeftError:
        return quietly()


def _run(arguments: list[str] | None) -> int:
    try:
        outcome: Any = cli.main(arguments, prog_name="tracker", standalone_mode=False)
    except click.exceptions.Exit as left:
        return left.exit_code
    except (click.exceptions.Abort, click.ClickException, TrackerError, OSError) as wrong:
        line, code = _line_of(wrong)
        note(f"tracker: {' '.join(line.split())}")
        return code
    return outcome if isinstance(outcome, int) else 0


def _line_of(wrong: Exception) -> tuple[str, int]:
    """Return the one clear line and the exit code of a failure."""
    match wrong:
        case TrackerError():
            return str(wrong), wrong.exit_code
        case click.ClickException():
            return f"{wrong.format_message()} (see tracker --help)", 2
        case OSError():
            where = f"{wrong.filename or 'the disk'}: {wrong.strerror or wrong}"
            way_out = "make room or set permissions, then run again"
            return f"{where}; {way_out}: nothing that was stored is harmed", 1
        case _:
            return "interrupted; what was stored is kept, and the next run goes on from there", 1
