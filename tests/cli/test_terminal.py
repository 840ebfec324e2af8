"""What a person sees on a real terminal of 80 columns, and what a program gets in a pipe."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from tests.cli.conftest import command, environment


def on_a_terminal(filled: Path, *words: str, columns: int = 80) -> list[str]:
    """Run a command on a terminal of so many columns and return the lines that it printed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    running = subprocess.Popen(
        command(filled, *words),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        close_fds=True,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the last program has left the terminal
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert running.wait() == 0
    return re.sub(r"\x1b\[[\d;]*m", "", shown.decode()).replace("\r\n", "\n").split("\n")


@pytest.mark.parametrize(
    "words",
    [("status",), ("log",), ("history", "3A090.a.1"), ("show", "744.97"), ("diff", "744.97")],
    ids=" ".join,
)
def test_no_line_runs_over_a_terminal_of_80_columns(filled: Path, words: tuple[str, ...]) -> None:
    assert [line for line in on_a_terminal(filled, *words) if len(line) > 80] == []


def test_a_table_breaks_no_word_where_there_is_room(filled: Path) -> None:
    shown = on_a_terminal(filled, "history", "3A090.a.1")
    assert any(
        line.rstrip().endswith("items.chip-thresholds")
        for line in shown
        if line.startswith("2021-03-08   ")
    )


def test_sentences_are_broken_between_words(filled: Path) -> None:
    narrow = " ".join(" ".join(on_a_terminal(filled, "status", columns=60)).split())
    assert (
        "Silence means: every source marked ok above was read at its last success, and nothing that"
        " is tracked had changed." in narrow
    )


def test_a_change_is_one_line_in_a_pipe_and_no_line_ends_in_blanks(filled: Path) -> None:
    done = subprocess.run(
        command(filled, "log"), env=environment(), capture_output=True, text=True, check=True
    )
    lines = done.stdout.split("\n")
    assert [
        line for line in lines if line.startswith("2021-03-08  added") and not line.endswith("]")
    ] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_json_loses_no_character_where_stdout_is_ascii(filled: Path) -> None:
    told = [
        subprocess.run(
            command(filled, "show", "3A090", "--json"),
            env=environment() | {"PYTHONIOENCODING": encoding},
            capture_output=True,
            check=True,
        ).stdout
        for encoding in ("ascii", "utf-8")
    ]
    assert told[0].isascii()
    assert json.loads(told[0]) == json.loads(told[1])
