"""How a command leaves when the reader of its output has left: `tracker log | head -1`.

Unix ends a program quietly that writes to a pipe without a reader, by a signal, and a shell shows
that as 141. Python asks for an error instead, and click makes exit code 1 of it, which here means
that something failed. So that error gets a name of its own before click sees it.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO


class ReaderLeftError(Exception):
    """The other end of the pipe that we print to is closed."""


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Raise `ReaderLeftError` for what goes wrong inside because nobody reads on."""
    try:
        yield
    except OSError as error:
        if not is_closed_pipe(error, windows=os.name == "nt"):
            raise
        raise ReaderLeftError from error


def is_closed_pipe(error: OSError, *, windows: bool) -> bool:
    """Tell whether a pipe has no reader; Windows says "invalid argument", and names no file."""
    said_by_windows = windows and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or said_by_windows


def quietly() -> int:
    """Print nothing more, and return the exit code.

    It is what a shell shows of a program that the signal ended; 0 where there is no such signal.
    """
    for stream in (sys.stdout, sys.stderr):
        _send_nowhere(stream)
    pipe = getattr(signal, "SIGPIPE", None)
    return 128 + pipe if pipe else 0


def _send_nowhere(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, or the end of the program would fail on it."""
    with suppress(OSError, ValueError):  # a stream of a test has no file below it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
