"""The demonstration: the tracker's commands in turn, while the invented world's clock moves."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.demo.answer import WORLD
from tracker.demo.server import DemoServer
from tracker.errors import TrackerError, UsageError

Echo = Callable[[str], None]

MARK = "INVENTED.md"
DAYS = (
    (
        date(2021, 3, 1),
        "The first poll takes the text in force as the baseline: no change is reported.",
    ),
    (date(2021, 3, 4), "A rule is on public inspection; the Invented Bureau has a press release."),
    (
        date(2021, 3, 8),
        (
            "The rule takes effect: it changes thresholds, remote access, Country Groups and the"
            " Entity List."
        ),
    ),
    (
        date(2021, 3, 12),
        "An amendment is announced, and one text that we hold is now served differently.",
    ),
)
SINCE = date(2021, 3, 2)


def run(out: Path, echo: Echo) -> int:
    """Run the whole job into the folder `out` and say what can be tried next; return an exit code.

    Every step is a command of the tracker in a process of its own, over loopback HTTP. Raises
    `UsageError` where `out` holds anything that no earlier demo wrote.
    """
    _prepare(out)
    echo(
        "EVERYTHING HERE IS INVENTED: rules, documents, companies, countries. Served over loopback"
        " HTTP, read by the same code."
    )
    with DemoServer(DAYS[0][0]) as server:
        tracker = _Tracker(out, server.environment, echo)
        for day, story in DAYS:
            server.today = day
            echo(f"\n{day}  {story}")
            tracker(day, "poll")
        echo("")
        tracker(DAYS[-1][0], "digest", "--since", f"{SINCE}", "--out", str(out))
        tracker(DAYS[-1][0], "verify")
        asked = server.requests
    echo(f"\nDone: {asked} requests over loopback HTTP, none beyond this machine. Read the digest:")
    for file in sorted(out.glob("digest.*")):
        echo(f"  {file}")
    echo("\nThree commands to try next:")
    for words in (
        ("log",),
        ("history", "3A090.a.1"),
        ("diff", "744.97", "--from", "2021-03-07", "--to", "2021-03-08"),
    ):
        echo(f"  {_program()} --db {shlex.quote(str(out / 'tracker.db'))} {shlex.join(words)}")
    return 0


@dataclass(frozen=True, slots=True)
class _Tracker:
    """Calls the tracker on one day of the invented world and lets its words pass.

    A command that fails ends the demo.
    """

    out: Path
    environment: dict[str, str]
    echo: Echo

    def __call__(self, day: date, *words: str) -> None:
        settings = {
            name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")
        }
        fixed = (
            "--db",
            str(self.out / "tracker.db"),
            "--config",
            str(WORLD / "tracker.toml"),
            "--now",
            f"{day}T12:00:00Z",
        )
        self.echo(f"$ tracker --now {day} {shlex.join(words)}")
        done = subprocess.run(  # noqa: S603 (our own program, with arguments that are written here)
            [sys.executable, "-m", "tracker", *fixed, *words],
            env=settings | self.environment | {"PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            self.echo(f"    {line}")
        if done.returncode:
            raise TrackerError(
                f"the demo stopped: `tracker {shlex.join(words)}` ended with exit code"
                f" {done.returncode}"
            )


def _prepare(out: Path) -> None:
    """Make the folder; take away what an earlier demo wrote, and nothing else."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).is_file():
            raise UsageError(
                f"{out} is not empty and was not written by an earlier demo; name another folder"
                " with --out"
            )
        for held in (*out.glob("tracker.db*"), *out.glob("digest.*")):
            held.unlink()
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text(
        "# Invented\n\nEverything in this folder was made by `tracker demo` from an invented world."
        " None of it is law.\n",
        encoding="utf-8",
    )


def _program() -> str:
    """Return how the reader can call the tracker: by name where that finds it, else by its path."""
    beside = Path(sys.executable).with_name("tracker")
    if not beside.exists():
        return f"{shlex.quote(sys.executable)} -m tracker"
    if shutil.which("tracker") == str(beside):
        return "tracker"
    here = Path.cwd()
    return shlex.quote(
        str(beside.relative_to(here)) if beside.is_relative_to(here) else str(beside)
    )
