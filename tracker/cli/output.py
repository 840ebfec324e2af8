"""What a command prints: one JSON document, or text for people that no source can abuse."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from tracker import plain

_SHORT = 8
"""Characters of a cell that is kept in one line where there is room."""
_GAP = 3
"""Columns between two columns of a table."""
_LONG = 24
"""Longer words in a table (paths, addresses of pages) may be broken, behind a slash or a hyphen."""
_JOINT = re.compile(r"(?<=\w[/-])(?=\w)")


def as_json(value: Any) -> None:
    """Print exactly one JSON document on stdout, indented.

    Where stdout takes no UTF-8, other characters are escaped, never lost.
    """
    unicode = (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    printed = (
        json.dumps(value, ensure_ascii=not unicode, indent=1)
        .encode("utf-8", "surrogatepass")
        .decode("utf-8", "replace")
    )
    say(plain.json_log(printed))


def say(text: str = "", end: str = "\n") -> None:
    """Print one text to stdout, whatever the encoding of the terminal."""
    click.echo(
        f"{text}{end}".encode(sys.stdout.encoding or "utf-8", "replace").decode(
            sys.stdout.encoding or "utf-8"
        ),
        nl=False,
    )


def as_file(text: str) -> None:
    """Print text that a program will read: UTF-8 with line feeds alone, on Windows too.

    A terminal, which asks for its own encoding and line ends, gets it as any other text.
    """
    binary = None if sys.stdout.isatty() else getattr(sys.stdout, "buffer", None)
    if binary is None:
        say(text, end="")
        return
    sys.stdout.flush()
    binary.write(text.encode())
    binary.flush()


def note(text: str) -> None:
    """Print progress or a hint to stderr."""
    click.echo(safe(text), err=True)


def safe(text: str) -> str:
    """Return text from a source that can harm neither a terminal nor the log of a CI job."""
    return plain.log(plain.visible(text))


def prose(text: str, indent: str = "", hanging: str = "", *, whole_in_pipe: bool = False) -> None:
    """Print text broken between words on a terminal or in a pager, else one line a paragraph.

    `whole_in_pipe` keeps it on one line in any pipe, for `grep`.
    """
    columns = _screen() if sys.stdout.isatty() or not whole_in_pipe else None
    if columns is None:
        say(f"{indent}{text}")
        return
    first = indent[: columns // 2]
    rest = f"{indent}{hanging}"[: columns // 2]
    for line in text.split("\n"):
        broken = textwrap.wrap(
            line,
            columns,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        say(plain.log("\n".join(broken)))


def minute(moment: datetime | None) -> str:
    """Return a time to the minute in UTC, `2026-07-31 12:00Z`; empty where there is none."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%MZ}" if moment else ""


def width() -> int:
    """Return the width to print at: that of the terminal that shows it, or 100 columns."""
    return _screen() or 100


def _screen() -> int | None:
    """Return the columns of the terminal on which stdout is read, also through a pager.

    None in a file, a script, a CI log.
    """
    if sys.stdout.isatty():
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    if not sys.stderr.isatty():
        return None
    try:
        piped = stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return None
    return os.get_terminal_size(sys.stderr.fileno()).columns or None if piped else None


def show_rich(renderables: Iterable[Any]) -> None:
    """Print rich renderables: colour on a terminal only, `NO_COLOR` respected.

    Wrapping can bring any word to the start of a line, so lines are made harmless for CI logs once
    they are wrapped.
    """
    from rich.console import Console

    console = Console(width=width(), highlight=False, soft_wrap=False, emoji=False, markup=False)
    for renderable in renderables:
        with console.capture() as printed:
            console.print(renderable)
        say(plain.log("\n".join(line.rstrip(" ") for line in printed.get().split("\n"))), end="")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table that reads well in a pager and without colour."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    cells = [[safe(cell) for cell in row] for row in rows]
    widths = _widths([headers, *cells], width() - _GAP * (len(headers) - 1))
    for header, columns in zip(headers, widths, strict=True):
        grid.add_column(header, overflow="fold", width=columns)
    for row in cells:
        grid.add_row(
            *(Text(_wrapped(cell, columns)) for cell, columns in zip(row, widths, strict=True))
        )
    show_rich([grid])


def _unbroken(cell: str) -> list[str]:
    """Return what of a cell should not be broken: its words, or all of a short one."""
    return [cell] if len(cell) <= _SHORT else cell.split()


def _pieces(word: str) -> list[str]:
    """Return the pieces into which a word may be broken; itself where it is not long."""
    return _JOINT.split(word) if len(word) > _LONG else [word]


def _wrapped(cell: str, columns: int | None) -> str:
    """Break a cell into lines between words, and long words behind a slash or a hyphen."""
    if columns is None or len(cell) <= columns:
        return cell
    lines = [""]
    for word in cell.split():
        for place, piece in enumerate(_pieces(word)):
            gap = "" if place or not lines[-1] else " "
            if lines[-1] and len(lines[-1]) + len(gap) + len(piece) > columns:
                lines.append(piece)
            else:
                lines[-1] += gap + piece
    return "\n".join(lines)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int | None]:
    """Return the width of each column, so that only long words are broken.

    None for all where there is no room for that.
    """
    wanted = [max(map(len, column)) for column in zip(*rows, strict=True)]
    least = [
        max(
            (len(piece) for cell in column for word in _unbroken(cell) for piece in _pieces(word)),
            default=0,
        )
        for column in zip(*rows, strict=True)
    ]
    spare = room - sum(least)
    if spare < 0:
        return [None] * len(wanted)
    made: list[int | None] = []
    lacking = sum(wanted) - sum(least)
    for most, fewest in zip(wanted, least, strict=True):
        need = most - fewest
        more = need if lacking <= spare else need * spare // lacking
        made.append(fewest + more)
    return made
