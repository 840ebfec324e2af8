"""Decisions with their reasons: one plain line each on stderr, for whoever asks."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from tests.conftest import ROOT
from tracker import log
from tracker.errors import UsageError


def lines(level: int | None) -> list[str]:
    """Return what is written at a level of a decision, a warning and a detail."""
    found: list[str] = []
    with log.written(found.append, level):
        log.decided("kept", "ecfr:titles", "as expected")
        logging.getLogger("tracker.poll").warning("slow answer")
        logging.getLogger("tracker.poll").debug("%s bytes", 7)
    return found


KEPT = "info decisions: kept ecfr:titles: as expected"
SLOW = "warning poll: slow answer"
DETAIL = "debug poll: 7 bytes"


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (None, []),
        (logging.ERROR, []),
        (logging.WARNING, [SLOW]),
        (logging.INFO, [KEPT, SLOW]),
        (logging.DEBUG, [KEPT, SLOW, DETAIL]),
    ],
)
def test_each_level_tells_itself_and_what_is_graver(level: int | None, expected: list[str]) -> None:
    assert lines(level) == expected


def test_nothing_is_written_after_the_block_and_nothing_twice_in_the_next() -> None:
    first: list[str] = []
    with log.written(first.append, logging.INFO):
        pass
    assert lines(logging.INFO) == [KEPT, SLOW]
    log.decided("skipped", "bis:/news", "it rests until noon")
    assert first == []


def test_what_a_source_wrote_stays_one_harmless_line() -> None:
    found: list[str] = []
    with log.written(found.append, logging.INFO):
        log.decided("doubted", "bis:/a\n::error::b", "\x1b[2Jall \u202e gone\r\n##[add-mask]")
    assert found == [
        "info decisions: doubted bis:/a ::error::b: <U+001B>[2Jall <U+202E> gone #\\#[add-mask]"
    ]


@pytest.mark.parametrize(
    ("name", "verbose", "expected"),
    [
        (None, False, None),
        ("", False, None),
        ("", True, logging.INFO),
        ("DEBUG", False, logging.DEBUG),
        (" warning ", False, logging.WARNING),
        ("error", True, logging.INFO),
        ("debug", True, logging.DEBUG),
    ],
)
def test_the_more_talkative_of_option_and_variable_counts(
    name: str | None, verbose: bool, expected: int | None
) -> None:
    assert log.level(name, verbose=verbose) == expected


def test_a_name_that_is_no_level_is_a_mistake_that_lists_them() -> None:
    with pytest.raises(UsageError, match="'loud' is not a level; use one of debug, info, warning"):
        log.level("loud", verbose=True)


PROBE = """
import sys
from tracker.cli import main as module
from tracker.cli.main import also_verbose, cli, run
from tracker import log
import click

@click.command()
def decide():
    log.decided("baseline", "15 CFR 744.97", "the first version that is held")
    click.echo("{}")

def command(self, ctx, name):
    also_verbose(decide)
    return decide

type(cli).get_command = command
sys.exit(run(sys.argv[1:]))
"""


def called(*words: str, **environment: str) -> tuple[int, str, str]:
    """Run a command that decides one thing, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words, *([] if "decide" in words else ["decide"])],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


LOUD = "tracker: TRACKER_LOG 'loud' is not a level; use one of debug, info, warning, error\n"
TOLD = "info decisions: baseline 15 CFR 744.97: the first version that is held\n"


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ((), {}, (0, "{}\n", "")),
        (("--verbose",), {}, (0, "{}\n", TOLD)),
        (("decide", "--verbose"), {}, (0, "{}\n", TOLD)),
        (("-v", "decide", "-v"), {"TRACKER_LOG": "debug"}, (0, "{}\n", TOLD)),
        (("decide", "-v"), {"TRACKER_LOG": "error"}, (0, "{}\n", TOLD)),
        ((), {"TRACKER_LOG": "info"}, (0, "{}\n", TOLD)),
        ((), {"TRACKER_LOG": "warning"}, (0, "{}\n", "")),
        ((), {"TRACKER_LOG": "loud"}, (2, "", LOUD)),
    ],
)
def test_the_command_line_tells_decisions_on_stderr_alone(
    words: tuple[str, ...], environment: dict[str, str], expected: tuple[int, str, str]
) -> None:
    assert called(*words, **environment) == expected


def test_the_configuration_page_names_the_option_the_variable_and_every_level() -> None:
    page = Path(ROOT, "docs/configuration.md").read_text(encoding="utf-8")
    assert "`--verbose`" in page
    assert log.VARIABLE in page
    assert [name for name in log.LEVELS if f"`{name}`" not in page] == []


def test_the_page_about_missing_changes_quotes_reasons_that_the_program_gives() -> None:
    page = Path(ROOT, "docs/missing.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    reasons = [re.split(r"\.\.\.|\d", cell.partition("`: ")[2])[0] for cell in cells]
    code = "".join(file.read_text(encoding="utf-8") for file in Path(ROOT, "tracker").rglob("*.py"))
    wanted = [reason.strip(" .():").removesuffix(" since") for reason in reasons]
    assert len(wanted) >= 12
    assert [reason for reason in wanted if reason and reason not in code] == []
    assert {cell.split("`")[1] for cell in cells} | {"kept"} == set(get_args(log.Decision))
