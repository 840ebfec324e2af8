"""A command whose output nobody reads to its end leaves quietly, as other tools of Unix do."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import command, environment
from tests.test_project_systems import WITHOUT_UNIX
from tracker.cli.leaving import is_closed_pipe

LEFT = 141 if hasattr(signal, "SIGPIPE") else 0
"""What a shell shows of a program that ended because nobody read on: 128 and the signal's 13."""


def unread(words: list[str], *, mistakes_too: bool = False) -> tuple[int, str]:
    """Run a program whose output has no reader from the start; return its exit code and stderr."""
    ours, theirs = os.pipe()
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs if mistakes_too else subprocess.PIPE,
        env=environment(),
        text=True,
        encoding="utf-8",
    ) as running:
        os.close(ours)
        os.close(theirs)
        said = running.communicate()[1]
    return running.returncode, said or ""


@pytest.mark.parametrize(
    "words",
    [
        ("log", "--all"),
        ("log", "--all", "--json"),
        ("show", "774 Supp. 1"),
        ("diff", "774 Supp. 1", "--patch"),
        ("status",),
        ("log", "--help"),
        ("--help",),
        ("--version",),
    ],
    ids=" ".join,
)
def test_a_command_without_a_reader_leaves_quietly(filled: Path, words: tuple[str, ...]) -> None:
    assert unread(command(filled, *words)) == (LEFT, "")


@pytest.mark.parametrize("words", [("log", "--verbose"), ("no-such-command",)], ids=" ".join)
def test_a_mistake_that_nobody_reads_ends_no_other_way(
    filled: Path, words: tuple[str, ...]
) -> None:
    assert unread(command(filled, *words), mistakes_too=True) == (LEFT, "")


def test_a_reader_who_has_read_enough_gets_it_and_no_complaint(filled: Path) -> None:
    with subprocess.Popen(
        command(filled, "log", "--all"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        first = running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
    assert first.startswith("2021-03-12  ")
    assert (said, running.returncode in (0, LEFT)) == ("", True)


def test_where_there_is_no_such_signal_it_is_no_failure(filled: Path) -> None:
    without = f"{WITHOUT_UNIX}\nfrom tracker.cli.main import main\nmain(sys.argv[1:])"
    words = [sys.executable, "-c", without, *command(filled, "log", "--all")[3:]]
    assert unread(words) == (0, "")


@pytest.mark.parametrize(
    ("error", "closed"),
    [
        (OSError(errno.EPIPE, "broken pipe"), (True, True)),
        (OSError(errno.EINVAL, "invalid argument"), (True, False)),
        (OSError(errno.EINVAL, "invalid argument", "a?.html"), (False, False)),
        (OSError(errno.ENOSPC, "no space left"), (False, False)),
    ],
    ids=str,
)
def test_windows_says_otherwise_that_a_pipe_is_closed(
    error: OSError, closed: tuple[bool, bool]
) -> None:
    assert (is_closed_pipe(error, windows=True), is_closed_pipe(error, windows=False)) == closed
